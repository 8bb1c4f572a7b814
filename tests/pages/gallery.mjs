// gallery.mjs BUILD: every page with made-up values, in both languages, at three widths, light and dark:
// axe, titles, first stop, sideways scroll, targets, text spacing, no script; weight of first and later loads.
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser, openContext } from '../browser/lib/browser.mjs';
import { axeFinds, focusFaults, sidewaysFaults, targetFaults, titleFaults } from '../browser/lib/checks.mjs';
import { none, ok, run } from '../browser/lib/tap.mjs';

const policy = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; " +
  "frame-ancestors 'none'; script-src 'self'; connect-src 'self'; form-action 'self'";
const types = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2', html: 'text/html; charset=utf-8' };
const folder = mkdtempSync(path.join(tmpdir(), 'teduh-gallery-'));
mkdirSync(path.join(folder, 'aset'));
execFileSync(process.argv[2], [folder]);
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
const server = createServer((request, response) => {
  try {
    const body = readFileSync(path.join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname)));
    response.writeHead(200, { 'Content-Type': types[request.url.split('.').pop()], 'Content-Security-Policy': policy });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const office = { address: `http://127.0.0.1:${server.address().port}` };
const browser = await openBrowser();

// WCAG 1.4.12: with more space between lines, words and letters nothing is cut.
async function spacingFaults(page) {
  return page.evaluate(() => {
    for (const e of document.querySelectorAll('body, body *')) {
      for (const [name, value] of [['line-height', '1.5'], ['letter-spacing', '.12em'], ['word-spacing', '.16em']]) e.style.setProperty(name, value, 'important');
    }
    return [...document.querySelectorAll('body *')].filter((e) => {
      const style = getComputedStyle(e);
      return style.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 1 && !e.closest('.khusus-pembaca') && style.clipPath === 'none' && e.clientHeight > 0;
    }).map((e) => e.outerHTML.slice(0, 100));
  });
}

// One load a page. Indonesian: at a desk light, on a phone dark, with text spacing; English: at a desk; both at 320 px.
async function look(name) {
  const context = await openContext(browser, office, { width: 1280, height: 800 });
  const page = await context.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' }); // no colour is read in the middle of a transition
  const said = [];
  page.on('console', (m) => { if (m.type() === 'error') said.push(m.text()); });
  page.on('pageerror', (e) => said.push(String(e)));
  await page.goto(`/${name}`);
  none([...said, ...await focusFaults(page), ...await axeFinds(page), ...await titleFaults(page), ...await targetFaults(page),
    ...await sidewaysFaults(page)], `${name} 1280`);
  await page.setViewportSize({ width: 320, height: 640 });
  none(await sidewaysFaults(page), `${name} 320`);
  if (name.endsWith('.id.html')) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 640, height: 400 });
    none(await sidewaysFaults(page), `${name} 640`);
    await page.setViewportSize({ width: 390, height: 800 });
    none([...await axeFinds(page), ...await targetFaults(page), ...await sidewaysFaults(page), ...await spacingFaults(page),
      ...await sidewaysFaults(page)], `${name} 390 dark, text spacing`);
  }
  none([...said, ...context.strangers], `${name} asks nobody else`);
  await context.close();
}

function weight() {
  const size = (name) => gzipSync(readFileSync(path.join(folder, name)), { level: 9 }).length;
  const assets = readdirSync(path.join(folder, 'aset')).filter((n) => !n.endsWith('.txt'));
  const cached = assets.reduce((sum, n) => sum + (n.endsWith('woff2') ? readFileSync(path.join(folder, 'aset', n)).length : size(`aset/${n}`)), 0);
  const largest = Math.max(...pages.map(size));
  const script = readFileSync(path.join(folder, 'aset', assets.find((n) => n.endsWith('.js')))).length;
  ok(cached + largest <= 60 * 1024, `first load at most 60 KB (${cached + largest})`);
  ok(largest <= 15 * 1024, `later pages at most 15 KB (${largest})`);
  ok(script <= 12 * 1024, `script at most 12 KB (${script})`);
}

// A15, A16, A26: what is printed on one sheet, marked as practice, without a sealed value.
async function print(name) {
  const context = await openContext(browser, office, {});
  const page = await context.newPage();
  await page.goto(`/${name}`);
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  const sheets = (pdf.match(/\/Type\s*\/Page\b/g) || []).length;
  ok(sheets === 1, `${name} prints on one sheet (${sheets})`);
  await context.close();
}

async function printSealed() {
  const context = await openContext(browser, office, {});
  const page = await context.newPage();
  await page.emulateMedia({ media: 'print' });
  await page.goto('/berkas.id.html');
  const seen = await page.evaluate(() => [...document.querySelectorAll('.segel .nilai')].filter((e) => getComputedStyle(e).visibility !== 'hidden').length);
  const shown = await page.evaluate(() => [...document.querySelectorAll('.segel .nilai')].length);
  ok(shown > 0 && seen === 0, 'a print shows no opened value');
  const mark = await page.evaluate(() => getComputedStyle(document.body, '::after').content);
  ok(mark === '"LATIHAN"', `a practice print says LATIHAN (${mark})`);
  await context.close();
}

await run('gallery', async () => {
  weight();
  for (const name of ['lembar_awal.id.html', 'akses.id.html', 'tanda_tangan.id.html']) await print(name);
  await printSealed();
  for (const name of pages) await look(name);
}, async () => {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
