// promises.mjs BUILD: what the pages promise beyond the way of one case, by the numbers of the acceptance checks, in a real
// browser and a running practice office.
import { equal, none, note, ok, run } from './lib/tap.mjs';
import { openOffice } from './lib/office.mjs';
import { openBrowser, openContext } from './lib/browser.mjs';
import { Refused, Walk } from './lib/walk.mjs';
import { readWords } from './lib/words.mjs';
import { enter, tabTo, typeInto } from './lib/keys.mjs';
import { local } from './lib/fill.mjs';
import { focusFaults, sidewaysFaults, targetFaults } from './lib/checks.mjs';
import { stopFaults } from './lib/stops.mjs';

const START = '2027-03-01T09:00:00+07:00';
const at = (minutes) => new Date(Date.parse(START) + minutes * 60000).toISOString();
const words = readWords();
const people = {
  nia: ['intake_officer'], ratna: ['identification_officer'], bayu: ['case_manager'], dewi: ['coordinator'], galih: ['supervisor'],
  agus: ['health_officer'],
};
let office, browser, walk;

// throws: what the page said when it refused, or an empty text.
async function refusalOf(act) {
  try { await act(); } catch (error) { if (error instanceof Refused) return error.message; throw error; }
  return '';
}

const htmlOf = async (by, path) => (await walk.must(by, path)).content();
const here = (tail = '') => `/kasus/${walk.casefile}${tail}`;

// J1 without a pointer: from the first page of the day to the page of the new case.
async function complaintByKeys() {
  const page = await walk.must('nia', '/hari-ini');
  await page.keyboard.press('Tab');
  ok(await page.evaluate(() => document.activeElement.matches('.lompat')), 'A5 the first stop is the link over the menu');
  await page.keyboard.press('Enter');
  await enter(page, 'main a[href$="/aduan/panggilan"]');
  await page.evaluate(() => document.activeElement?.blur());
  const answers = await page.evaluate((wanted) => [...new Set([...document.querySelectorAll('main [name]')].map((e) => e.name))]
    .filter((name) => name in wanted), complaint);
  equal(answers.length, Object.keys(complaint).length, 'the call page has the fields of a complaint');
  for (const name of answers) await typeInto(page, name, complaint[name]);
  await enter(page, 'button[name="simpan"][value="lanjut"]');
  const found = new URL(page.url()).pathname.match(/\/kasus\/([0-9A-Z]{8,})$/);
  ok(found, 'a complaint is taken and saved by the keyboard alone', await walk.said(page));
  walk.casefile = found[1];
  walk.team.add(`${walk.person('nia').name} nia`);
  await walk.managerFound('nia');
}
const complaint = { channel: 'in_person', reporter_kind: 'self', 'person.called_name': 'Melati', risk_level: 'low', hasil: 'present' };

// A10: the summary has the focus, each of its links goes to its field, what was typed is still there.
async function errorsKeepWhatWasTyped() {
  const page = await walk.must('nia', '/aduan/panggilan');
  const typed = { 'person.called_name': 'Kenanga', 'person.age_stated': 'enam belas' };
  for (const [name, value] of Object.entries(typed)) await page.locator(`[name="${name}"]`).first().fill(value);
  await walk.press(page, 'button[name="simpan"][value="lanjut"]');
  ok(await page.evaluate(() => document.activeElement?.id === 'salah'), 'A10 the list of errors has the focus', await walk.said(page));
  const links = await page.locator('#salah a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  ok(links.length > 0, 'A10 the list of errors has links');
  for (const href of links) {
    await page.click(`#salah a[href="${href}"]`);
    const reached = await page.evaluate((id) => {
      const field = document.getElementById(id), box = field?.getBoundingClientRect();
      return !!field && (field === document.activeElement || field.contains(document.activeElement)) && box.top >= 0 && box.bottom <= innerHeight;
    }, href.slice(1));
    ok(reached, `A10 ${href} goes to its field`);
  }
  for (const [name, value] of Object.entries(typed)) equal(await page.inputValue(`[name="${name}"]`), value, `A10 ${name} is still there`);
}

// A27: who presses twice has written once.  The first answer is held until the second press has happened.
async function twiceIsOnce() {
  const text = 'Ditekan dua kali';
  const page = await walk.must('nia', here('/catatan'));
  await page.locator('main form textarea').first().fill(text);
  if (await page.locator('[name="bagian"]').count()) await page.locator('[name="bagian"]').first().check({ force: true });
  let release;
  const pressed = new Promise((next) => (release = next));
  await page.route('**/catatan', async (route) => { await pressed; await route.continue(); });
  const button = page.locator('main form button[name="simpan"]');
  await button.scrollIntoViewIfNeeded();
  const box = await button.boundingBox();
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  release();
  await page.waitForURL((url) => !url.pathname.endsWith('/catatan'));
  await page.unroute('**/catatan');
  equal((await htmlOf('nia', here('/riwayat'))).split(text).length - 1, 1, 'A27 a double click writes one entry');
}

// A33: each step that is not open says why; what mends it is a link, and afterwards it opens.
async function closedStepsSayWhy() {
  const page = await walk.must('bayu', here());
  const closed = await page.locator('#belum details').evaluateAll((all) => all.map((e) => ({
    title: e.querySelector('summary').textContent.trim(), reasons: e.querySelectorAll('li').length })));
  ok(closed.length > 0, 'A33 the case page lists the steps that are not open');
  none(closed.filter((step) => step.reasons === 0).map((step) => step.title), 'A33 each of them says why');
}

async function reasonsAreMended() {
  let page = await walk.must('ratna', here('/langkah/S1.08'));
  const lacks = page.locator('ul.kurang li', { hasText: words('id', 'consent.missing') });
  equal(await lacks.count(), 1, 'A33 the interview says that consent is missing');
  const href = await lacks.locator('a').first().getAttribute('href');
  await walk.consent('ratna', new URL(href, page.url()).searchParams.get('jenis'));
  page = await walk.must('ratna', here('/langkah/S1.08'));
  equal(await page.locator('ul.kurang li', { hasText: words('id', 'consent.missing') }).count(), 0, 'A33 once it is given, the interview does not wait for it');
}

// A34: out of order with a reason: counts at once, and another one reviews it.
async function deviationIsReviewed() {
  const early = { do: 'S1.08', by: 'ratna', outcome: 'done', at: at(40), with: { wishes_asked: 'yes' } };
  const why = await refusalOf(() => walk.play(early));
  ok(words('id', 'blocked.after').test(why), 'A34 out of order without a reason is refused', why || 'it was saved');
  await walk.play({ ...early, reason: 'emergency_order', words: 'Ia harus pergi malam ini' });
  const reviews = (page) => page.locator('article', { hasText: 'Ia harus pergi malam ini' });
  const own = await walk.open('ratna', '/tinjauan');
  equal(own.ok() ? await reviews(await walk.page('ratna')).count() : 0, 0, 'A34 nobody reviews her own deviation');
  await walk.share('galih');
  const page = await walk.must('galih', '/tinjauan');
  equal(await reviews(page).count(), 1, 'A34 the deviation stands in the list of another officer');
  await walk.fill(page, {});
  await walk.save(page, 'article:has-text("Ia harus pergi malam ini") button[value="terima"]');
  equal(await reviews(await walk.must('galih', '/tinjauan')).count(), 0, 'A34 what was reviewed leaves the list');
}

// A35: one signature does not execute a step of two; the first signer is no second; who declines says why.
async function twoSign() {
  const decide = { do: 'S1.11', by: 'ratna', outcome: 'victim', at: at(60), with: { reasons: 'Dijual ke majikan', suggestion_row: 'R01' } };
  const executed = async () => /S1\.11/.test(await (await walk.must('bayu', here())).locator('#tugas').innerText());
  await walk.play(decide);
  const list = await walk.must('ratna', '/tanda-tangan');
  equal(await list.locator(`main a[href*="/tanda-tangan/${walk.casefile}/"]`).count(), 0, 'A35 the first signer is not asked for the second signature');
  const page = await walk.must('dewi', '/tanda-tangan');
  const path = await page.locator(`main a[href*="/tanda-tangan/${walk.casefile}/"]`).first().getAttribute('href');
  const own = await walk.open('ratna', path.slice('/banten'.length));
  const buttons = await (await walk.page('ratna')).locator('button[name="jawaban"]').count();
  ok(!own.ok() || buttons === 0, 'A35 the first signer cannot answer herself', `${own.status()}: ${buttons} buttons`);
  ok(await executed(), 'A35 one signature does not execute it');
  await walk.play({ do: 'step.decline', by: 'dewi', at: at(61), reason: 'Alasannya kurang jelas' });
  ok((await htmlOf('ratna', here('/riwayat'))).includes('Alasannya kurang jelas'), 'A35 declined: the reason is shown');
  ok(await executed(), 'A35 declined: it is not executed');
  await walk.play({ ...decide, with: { ...decide.with, reasons: 'Dijual ke majikan, paspor ditahan' } });
  await walk.play({ do: 'step.agree', by: 'dewi', at: at(62) });
  ok(!(await executed()), 'A35 two signatures execute it');
}

// A36: what is sealed to an officer is counted, with whom to ask, and not one byte of it is sent.
async function sealedIsCounted() {
  const secret = 'Luka lama di punggung';
  await walk.share('agus');
  const page = await walk.must('agus', here('/catatan'));
  await page.locator('main form textarea').first().fill(secret);
  await page.locator('[name="bagian"][value="K"]').check({ force: true });
  await walk.save(page);
  ok((await htmlOf('agus', here('/riwayat'))).includes(secret), 'A36 the health officer reads her note');
  for (const tail of ['', '/riwayat', '/akses'])
    ok(!(await htmlOf('nia', here(tail))).includes(secret), `A36 intake reads nothing of it at ${tail || 'the case page'}`);
  const said = await (await walk.must('nia', here())).locator('.catatan.rahasia').innerText().catch(() => '');
  ok(/[1-9]/.test(said), 'A36 the case page counts what is sealed to intake', said || 'nothing said');
  ok(said.includes(walk.person('agus').called) || said.includes(walk.person('bayu').called), 'A36 and names whom to ask', said);
}

// A32: high risk first, whatever its time; inside each block by due time.
async function todayIsInOrder() {
  const { casefile, team } = walk, bayu = walk.person('bayu');
  Object.assign(walk, { casefile: null, team: new Set() });
  await walk.complaint('nia', { with: { channel: 'phone', risk_level: 'high' }, outcome: 'reachable', at: at(90) });
  for (const again of [false, true]) {
    await walk.play({ do: 'S1.02', by: 'nia', outcome: 'danger', at: at(91), with: { who_is_near: 'Orang yang menahannya' } });
    if (!again) await walk.play({ do: 'S1.03', by: 'nia', outcome: 'high', at: at(92), with: { level: 'high' } });
  }
  Object.assign(walk, { casefile, team });
  walk.cast.set('bayu', bayu);
  await walk.clock(at(4 * 1440));
  const months = { Januari: 0, Februari: 1, Maret: 2, April: 3, Mei: 4, Juni: 5, Juli: 6, Agustus: 7, September: 8, Oktober: 9, November: 10, Desember: 11 };
  const page = await walk.must('nia', '/hari-ini');
  const blocks = await page.locator('section.kelompok').evaluateAll((all) => all.map((e) => ({
    id: e.querySelector('h2').id, due: [...e.querySelectorAll('li .waktu')].map((t) => t.title) })));
  const minutes = (title) => {
    const found = title.match(/(\d+) (\w+) (\d{4}), (\d+)\.(\d+)/);
    return found ? Date.UTC(found[3], months[found[2]], found[1], found[4], found[5]) : Infinity;
  };
  const order = ['tinggi', 'lewat', 'hari-ini', 'besok', 'nanti'].filter((id) => blocks.some((b) => b.id === id));
  equal(blocks.map((b) => b.id).join(), order.join(), 'A32 high risk stands above everything, then late, today, tomorrow');
  ok(order.includes('tinggi') && order.length > 1, `A32 the office has high risk and other tasks (${order})`);
  none(blocks.filter((b) => b.due.map(minutes).some((t, i, all) => i > 0 && all[i - 1] > t)).map((b) => `${b.id}: ${b.due.join(' | ')}`),
    'A32 inside a block by due time');
}

// A31: two offices in one browser do not see each other; without log-in nothing of either.
async function officesApart() {
  const other = office.logins.find((l) => l.office !== 'banten' && l.roles.includes('intake_officer'));
  const context = await openContext(browser, office, {});
  const page = await context.newPage();
  const signIn = async (login) => {
    await page.goto(`/${login.office}/masuk`);
    await walk.logIn(page, login);
  };
  await page.goto('/');
  ok((await page.locator(`a[href^="/${other.office}"]`).count()) > 0 && (await page.locator('a[href^="/banten"]').count()) > 0, 'A31 / asks for the office');
  await signIn(walk.person('nia'));
  equal((await page.goto(`/${other.office}/hari-ini`)).url().endsWith('/masuk'), true, 'A31 a session of one office is none in another');
  await signIn(other);
  const nameAt = async (kantor) => {
    await page.goto(`/${kantor}/hari-ini`);
    return page.locator('.saya .nama b').innerText();
  };
  equal(await nameAt('banten'), walk.person('nia').called, 'A31 each office knows its own officer');
  equal(await nameAt(other.office), other.called, 'A31 and the other its own');
  const foreign = await page.goto(`/${other.office}${here()}`);
  equal(foreign.status(), 404, 'A31 a case of one office is not found in another');
  await context.clearCookies();
  equal((await context.request.get('/banten/hari-ini', { maxRedirects: 0 })).status(), 303, 'A31 without log-in a page leads to the log-in');
  await context.close();
}

// A44: a case from paper: what came before is told by its own date, nothing is late, nothing was skipped.
async function paperCase() {
  const page = await walk.must('bayu', '/kasus/kertas');
  await walk.fill(page, { 'person.called_name': 'Tanjung', 'contact.channel': 'none' });
  const before = { 'S1.01': 'present', 'S1.02': 'in_person', 'S1.03': 'low', 'S1.06': 'agrees' };
  for (const [step, outcome] of Object.entries(before)) {
    await page.fill(`[name="tanggal.${step}"]`, '2026-12-01');
    await walk.choose(page, `sudah.${step}`, outcome);
  }
  await walk.save(page, 'main form button[name="simpan"][value="ya"]');
  const found = new URL(page.url()).pathname.match(/\/kasus\/([0-9A-Z]{8,})/);
  ok(found, 'A44 a case from paper is opened', await walk.said(page));
  const own = await walk.must('bayu', `/kasus/${found[1]}`);
  equal(await own.locator('main .lewat').count(), 0, 'A44 nothing of it is late');
  const tasks = await own.locator('#tugas').innerText();
  none(Object.keys(before).filter((step) => tasks.includes(step)), 'A44 what was done on paper is not asked again');
  const told = await (await walk.must('bayu', `/kasus/${found[1]}/riwayat`)).locator('main').innerText();
  ok(told.includes('1 Desember 2026'), 'A44 what was done on paper is told under its own day', told.slice(0, 800));
}

// A5, A6, A8 on the pages as they are served.
async function pagesHold() {
  const faults = [];
  for (const [by, tail] of [['nia', '/hari-ini'], ['nia', '/aduan'], ['nia', '/aduan/panggilan'], ['bayu', '/kasus'], ['bayu', here()],
    ['bayu', here('/riwayat')], ['bayu', here('/akses')], ['bayu', here('/persetujuan')], ['bayu', here('/bagikan')], ['ratna', here('/langkah/S1.10')],
    ['ratna', here('/skrining')], ['dewi', '/tanda-tangan'], ['galih', '/tinjauan'], ['bayu', '/kasus/kertas'], ['bayu', '/saya'], ['bayu', '/latihan/waktu']]) {
    const page = await walk.must(by, tail);
    const found = [...await focusFaults(page), ...await stopFaults(page), ...await targetFaults(page)];
    for (const [width, height] of [[320, 640], [640, 400]]) {
      await page.setViewportSize({ width, height });
      found.push(...(await sidewaysFaults(page)).map((f) => `${width}: ${f}`));
      if (width === 320) found.push(...(await stopFaults(page)).map((f) => `320: ${f}`));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    faults.push(...found.map((f) => `${tail.replace(walk.casefile, ':')}: ${f}`));
  }
  none(faults, 'A5, A6, A8 stops in order and visible, no sideways scroll, targets');
}

// A case page on paper: A4, marked as practice, without the menu.
async function printed() {
  const page = await walk.must('bayu', here());
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) || []).length;
  ok(sheets >= 1 && sheets <= 4, `the case page prints on at most four sheets (${sheets})`);
  await page.emulateMedia({ media: 'print' });
  none(await page.locator('header.atas, form button, .jangan-cetak').evaluateAll((all) =>
    all.filter((e) => e.getClientRects().length > 0).map((e) => e.outerHTML.slice(0, 80))), 'a print has no menu and no buttons');
  await page.emulateMedia({ media: 'screen' });
}

await run('promises', async () => {
  office = await openOffice({ cases: 8, now: START });
  browser = await openBrowser();
  walk = new Walk(browser, office, { name: 'id', js: true, lang: 'id-ID' });
  walk.now = START;
  for (const [name, roles] of Object.entries(people)) walk.person(name, roles);
  walk.manager = 'bayu';
  await complaintByKeys();
  await errorsKeepWhatWasTyped();
  await twiceIsOnce();
  await walk.play({ do: 'S1.02', by: 'nia', outcome: 'in_person', at: at(5) });
  await walk.play({ do: 'S1.03', by: 'nia', outcome: 'low', at: at(10), with: { level: 'low' } });
  const fact = await walk.must('bayu', here('/fakta'));
  await walk.fill(fact, { fakta: 'child_now=no', simpang_kata: 'Ia menunjukkan kartunya' });
  await walk.save(fact);
  await walk.share('ratna');
  await reasonsAreMended();
  await walk.consent('ratna', 'C1');
  await walk.play({ do: 'S1.06', by: 'nia', outcome: 'agrees', at: at(20), with: { leaflet_given: 'yes' } });
  await deviationIsReviewed();
  await walk.play({ do: 'S1.10', by: 'ratna', outcome: 'done', at: at(50), with: { suggestion_row: 'R01', suggestion: 'victim' } });
  await twoSign();
  await closedStepsSayWhy();
  await sealedIsCounted();
  await todayIsInOrder();
  await officesApart();
  await paperCase();
  await pagesHold();
  await printed();
  none([...walk.contexts.values()].flatMap((c) => c.context.strangers), 'A19 no request leaves the office');
}, async () => {
  if (walk) await walk.close();
  if (browser) await browser.close();
  if (office) await office.close();
});
