// browser.mjs: Debian's Chromium, driven by playwright-core, without a network beyond this machine.
import { chromium } from 'playwright-core';
import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function openBrowser() {
  const executablePath = places.find(existsSync) || execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// openContext: one person's browser. Requests that leave the office's own address are kept in `strangers`.
export async function openContext(browser, office, { js = true, width = 1280, height = 800, dark = false, lang = 'id-ID' } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: js, viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: lang,
    baseURL: office.address,
  });
  context.setDefaultTimeout(60000); // of a condition that is waited for; a busy machine is slow, never wrong
  context.strangers = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(office.address)) context.strangers.push(request.url());
  });
  return context;
}
