// checks.mjs: the acceptance checks of the user-experience design that hold for every page, by their numbers.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// A1: what axe-core finds, as sentences.
export async function axeFinds(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  }));
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
}

// A3: a title is the kind of page and the program's name; no name, code or number.
export async function titleFaults(page) {
  const title = await page.title();
  return /^(LATIHAN · |PRACTICE · )?(Layanan Warga|[A-Za-zÀ-ÿ,' -]+ — Teduh)$/.test(title) ? [] : [`title: ${title}`];
}

// A4: address without person or number; referrer policy.  A14: nothing is kept.
export function answerFaults(response, kantor) {
  const faults = [];
  const url = new URL(response.url());
  const headers = response.headers();
  if (kantor && !url.pathname.startsWith(`/${kantor}/`)) faults.push(`path ${url.pathname}`);
  if (headers['referrer-policy'] !== 'no-referrer') faults.push(`referrer-policy: ${headers['referrer-policy']}`);
  if (!(headers['cache-control'] || '').includes('no-store')) faults.push(`cache-control: ${headers['cache-control']}`);
  if (!(headers['content-security-policy'] || '').includes("default-src 'none'") &&
      !(headers['content-security-policy'] || '').includes("script-src 'self'")) faults.push(`content-security-policy: ${headers['content-security-policy']}`);
  if (headers['x-content-type-options'] !== 'nosniff') faults.push('x-content-type-options');
  return faults;
}

// A5: the first stop is the skip link; no positive tabindex; the focused element is not hidden by a fixed bar.
export async function focusFaults(page) {
  const faults = await page.evaluate(() => [...document.querySelectorAll('[tabindex]')]
    .filter((e) => e.tabIndex > 0).map((e) => `tabindex ${e.tabIndex}: ${e.outerHTML.slice(0, 80)}`));
  await page.evaluate(() => { document.activeElement?.blur?.(); window.getSelection()?.removeAllRanges(); });
  const own = await page.evaluate(() => document.querySelector('[autofocus]') !== null);
  if (!own) {
    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => document.activeElement?.matches('.lompat') || document.activeElement?.outerHTML.slice(0, 120));
    if (first !== true) faults.push(`first stop: ${first}`);
  }
  return faults;
}

// A6: the page does not scroll sideways.
export async function sidewaysFaults(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.right > root.clientWidth + 1 && box.width > 0 && !e.closest('[tabindex="0"], .gulir');
    }).slice(0, 3).map((e) => e.outerHTML.slice(0, 100));
    return [`${root.scrollWidth} > ${root.clientWidth}: ${wide.join(' | ')}`];
  });
}

// A8: targets of at least 24 px, buttons, choices and menu of 44; links in running text are free.
export async function targetFaults(page) {
  return page.evaluate(() => {
    const faults = [];
    for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
      const box = e.getBoundingClientRect();
      const style = getComputedStyle(e);
      if (box.width === 0 || box.height === 0 || style.visibility === 'hidden' || style.opacity === '0' || e.matches('.lompat')) continue;
      if (style.display === 'inline' && e.tagName === 'A') continue;
      let height = box.height, width = box.width;
      const label = e.matches('input[type=radio], input[type=checkbox]') ? e.closest('label') || document.querySelector(`label[for="${e.id}"]`) : null;
      if (label) { const l = label.getBoundingClientRect(); height = Math.max(height, l.height); width = Math.max(width, l.width); }
      const most = e.matches('.tombol, .pilihan, nav a') || (label && label.matches('.pilihan')) ? 44 : 24;
      if (height < most - 0.5 || width < 24 - 0.5) faults.push(`${Math.round(width)}x${Math.round(height)} < ${most}: ${e.outerHTML.slice(0, 100)}`);
    }
    return faults;
  });
}
