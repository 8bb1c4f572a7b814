// script.mjs GALLERY: what pages gain with script: drafts after 2 s of silence, the warning before the lock and the lock
// itself, one entry for a double click, Ctrl+Enter, the screening judged while she ticks.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser, openContext } from '../browser/lib/browser.mjs';
import { equal, ok, run } from '../browser/lib/tap.mjs';

const types = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2', html: 'text/html; charset=utf-8' };
const folder = mkdtempSync(path.join(tmpdir(), 'teduh-script-'));
mkdirSync(path.join(folder, 'aset'));
execFileSync(process.argv[2], [folder]);
let posts = [], idle = 300, broken = false;
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://x');
  if (request.method === 'POST') {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      posts.push({ pathname, body });
      const page = pathname.endsWith('/skrining') ? readFileSync(path.join(folder, 'skrining.id.html'), 'utf8').replace('Belum cukup', 'Sudah cukup') : '<title>x — Teduh</title>';
      response.writeHead(broken ? 503 : 200, { 'Content-Type': types.html });
      response.end(page);
    });
    return;
  }
  try {
    let body = readFileSync(path.join(folder, pathname));
    if (pathname.endsWith('.html')) body = String(body).replace('data-idle="300"', `data-idle="${idle}"`);
    if (pathname.startsWith('/borang')) body = body.replace(/ data-draf="[^"]*"/, ''); // as a note: no draft of it is kept
    response.writeHead(200, { 'Content-Type': types[pathname.split('.').pop()],
      'Content-Security-Policy': "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'" });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const office = { address: `http://127.0.0.1:${server.address().port}` };
const browser = await openBrowser();

async function open(name) {
  posts = [];
  const context = await openContext(browser, office);
  const page = await context.newPage();
  await page.goto(`/${name}.id.html`);
  return page;
}
const mark = (page) => page.textContent('.tersimpan');

await run('script', async () => {
  let page = await open('langkah');
  await page.fill('textarea[name=measures]', 'dua orang menemani');
  await page.waitForTimeout(2900);
  equal(posts.length, 1, 'a draft is posted once after two seconds of silence');
  ok(posts[0]?.pathname.endsWith('/draf') && posts[0].body.includes('dua+orang+menemani'), 'the draft holds what was typed');
  ok(/^Draf tersimpan \d\d\.\d\d$/.test(await mark(page)), `the mark says when (${await mark(page)})`);
  broken = true;
  await page.fill('textarea[name=measures]', 'tiga orang menemani');
  await page.waitForTimeout(2900);
  ok((await mark(page)).startsWith('Belum tersimpan'), 'a draft that could not be saved says so');
  equal(await page.inputValue('textarea[name=measures]'), 'tiga orang menemani', 'and the text stays');
  broken = false;
  await page.context().close();

  page = await open('langkah');
  await page.focus('textarea[name=measures]');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/langkah/S1.03');
  equal(posts.length, 1, 'Ctrl+Enter in a text area submits');
  await page.context().close();

  page = await open('langkah');
  await page.dblclick('button[value=selesai]');
  await page.waitForTimeout(600);
  equal(posts.filter((p) => p.pathname.endsWith('S1.03')).length, 1, 'a double click sends once');
  await page.context().close();

  page = await open('skrining');
  await page.click('label:has(input[name=Q20]:not(:checked))');
  await page.waitForFunction(() => document.querySelector('[data-hasil] h2').textContent.startsWith('Sudah cukup'));
  ok(posts.some((p) => p.body.includes('simpan=periksa')), 'ticking asks for the judgement and shows it');
  await page.context().close();

  idle = 62;
  page = await open('berkas');
  await page.waitForTimeout(3500);
  equal(await page.isVisible('[data-peringatan]'), true, 'a minute before the lock there is a warning');
  await page.click('[data-peringatan] button');
  equal(await page.isVisible('[data-peringatan]'), false, 'Tetap terbuka closes it');
  await page.context().close();

  idle = 2;
  page = await open('berkas');
  await page.waitForURL('**/kunci');
  ok(posts.some((p) => p.pathname === '/tangsel/kunci' && p.body.includes('tutup=1')), 'then the screen locks by a full navigation');
  await page.context().close();

  page = await open('borang');
  await page.fill('main textarea', 'dua orang & teman');
  await page.waitForURL('**/kunci');
  const carried = new URLSearchParams(posts.find((p) => p.pathname === '/tangsel/kunci').body);
  ok(new URLSearchParams(carried.get('titip_isi')).toString().includes('dua+orang+%26+teman'), 'a form that no draft keeps goes along with the lock');
  ok(carried.get('titip_ke').startsWith('/tangsel/'), 'and where it was going');
  await page.context().close();

  page = await open('borang');
  await page.waitForURL('**/kunci');
  ok(!posts[0].body.includes('titip'), 'one that was not touched does not');
  await page.context().close();
}, async () => {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
