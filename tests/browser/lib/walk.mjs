// walk.mjs: plays the events of a story as people do, through the pages: log in, open the case, open the step, fill its
// form, save.  Each officer has a browser of her own, and each walk its own case; several walks may share an office.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { openContext } from './browser.mjs';
import { local, put, putNeeded } from './fill.mjs';

export const readStory = (file) => parse(readFileSync(file, 'utf8'), { schema: 'failsafe' });

// Roles of other offices' people, and who of our practice office stands in for them.
const stands_in = { advocate: 'legal_companion' };
// The partner of a referral, as it is called on the consent and on the referral.
const partners = { fisheries: 'Pelabuhan perikanan (latihan)', education: 'Dinas pendidikan (latihan)' };
const partnerNamed = (kind) => partners[kind] || 'Dinas sosial (latihan)';
const consentKind = /^C\d+$/;

// What the page refused: its text, to be compared with the reason the story names.
export class Refused extends Error {}

export class Walk {
  // options: { name, js, width, height, dark, english, child, seen(page, response, path) } - seen is called for every page.
  constructor(browser, office, options = {}) {
    Object.assign(this, { browser, office, options, contexts: new Map(), kantor: options.kantor || 'banten', saved: 0 });
    this.cast = new Map();
    this.roles = new Map();
    this.team = new Set();
    this.manager = 'case_manager'; // or the story's person who has that role
  }

  // person NAME: the officer who plays a role (or a named person of the story with these roles).
  person(name, roles = [name]) {
    if (!this.cast.has(name)) {
      this.roles.set(name, roles);
      const taken = new Set([...this.cast.values()].map((l) => l?.name));
      const able = this.able(roles);
      this.cast.set(name, able.find((l) => !taken.has(l.name)) || able[0] || null);
    }
    if (!this.cast.get(name)) throw new Error(`nobody at ${this.kantor} is ${name} (${roles})`);
    return this.cast.get(name);
  }

  able(roles) {
    return this.office.logins.filter((l) => l.office === this.kantor && roles.every((r) => l.roles.includes(stands_in[r] || r)));
  }

  async page(name) {
    const login = this.person(name);
    if (!this.contexts.has(login.name)) {
      const context = await openContext(this.browser, this.office, this.options);
      this.contexts.set(login.name, { context, page: await context.newPage() });
    }
    return this.contexts.get(login.name).page;
  }

  // open NAME PATH: that person's browser at a page of the office; logs in where the office asks for it.
  async open(name, path) {
    const page = await this.page(name);
    for (let tries = 0; tries < 3; tries++) {
      const response = await page.goto(`/${this.kantor}${path}`);
      const at = new URL(page.url()).pathname;
      if (at.endsWith('/masuk')) { await this.logIn(page, this.person(name)); continue; }
      if (at.endsWith('/kunci')) { await page.context().clearCookies(); continue; }
      if (this.options.seen) await this.options.seen(page, response, path);
      return response;
    }
    throw new Error(`${name} cannot open ${path}: ends at ${page.url()}`);
  }

  // must: the same, for a page that has to be there.
  async must(name, path) {
    const response = await this.open(name, path);
    if (!response.ok()) throw new Error(`${name} at ${path}: ${response.status()}`);
    return this.page(name);
  }

  async logIn(page, login) {
    await page.fill('[name="nama"]', login.name);
    await page.fill('[name="sandi"]', login.passphrase);
    await this.press(page, 'form:has([name="sandi"]) [type="submit"], form:has([name="sandi"]) button');
    if (new URL(page.url()).pathname.endsWith('/masuk')) throw new Error(`no log-in as ${login.name}: ${await this.said(page)}`);
  }

  // press: activates a button and waits for the page that answers.
  async press(page, selector) {
    const [response] = await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator(selector).first().click()]);
    return response;
  }

  // said: what the page says about an error: its list of them, or all of it where there is none.
  async said(page) {
    const list = page.locator('#salah');
    const main = (await list.count()) > 0 ? await list.innerText() : await page.locator('main').innerText().catch(() => '');
    return `${await page.title()}: ${main}`.replace(/\s+/g, ' ');
  }

  // clock TIME: moves the practice clock of the installation.
  async clock(time) {
    const page = await this.must(this.manager, '/latihan/waktu');
    await page.fill('[name="waktu"]', local(time));
    await this.press(page, 'form:has([name="waktu"]) button[name="simpan"]');
  }

  async fill(page, values = {}) {
    const press = (selector) => this.press(page, selector);
    for (const [name, value] of Object.entries(values)) if (!consentKind.test(name)) await put(page, name, value, press);
    await putNeeded(page, this.now, press);
  }

  async choose(page, name, value) {
    if (value && (await page.locator(`[name="${name}"]`).count()) > 0) await put(page, name, value);
  }

  // save: presses the button that finishes a form; what the page refuses is an error here.
  async save(page, selector = 'main button[name="simpan"]:not([value="nanti"]):not([value="alih"])') {
    const before = page.url();
    const response = await this.press(page, selector);
    if (!response.ok() || (await page.locator('#salah').count()) > 0)
      throw new Refused(`${response.status()} at ${before}: ${await this.said(page)}`);
    this.saved++;
  }

  // play EVENT: one event of a story at the time the clock shows; throws with what the page said when it is refused.
  async play(event) {
    this.now = event.at;
    const by = event.by || this.manager;
    if (!this.casefile) return this.complaint(by, event);
    if (event.do === 'step.agree' || event.do === 'step.decline') return this.answer(by, event);
    if (event.do.startsWith('consent.')) return this.consents(by, event);
    if (event.do === 'note.add') return this.note(by, event);
    if (event.do === 'case.close') return this.closing(by, event);
    return this.step(by, event);
  }

  // complaint: the call page; ends on the page of the new case.
  async complaint(by, event) {
    const page = await this.must(by, '/aduan/panggilan');
    await this.fill(page, event.with);
    await this.choose(page, 'hasil', event.outcome);
    await this.save(page, 'button[name="simpan"][value="lanjut"]');
    const found = new URL(page.url()).pathname.match(/\/kasus\/([0-9A-Za-z]{8,})/);
    if (!found) throw new Error(`no case after the complaint: ${page.url()}: ${await this.said(page)}`);
    this.casefile = found[1];
    this.team.add(`${this.person(by).name} ${by}`);
    await this.managerFound(by);
  }

  // The office gives a case to the manager with the fewest; the page of who may read it names her.
  async managerFound(by) {
    const page = await this.must(by, `/kasus/${this.casefile}/akses`);
    const names = await page.locator('main table th[scope="row"]').allInnerTexts();
    const able = this.able(['case_manager']).find((l) => names.some((n) => n.startsWith(l.called)));
    if (!able) throw new Error(`the page of access names no case manager: ${names}`);
    this.roles.set(this.manager, ['case_manager']);
    this.cast.set(this.manager, able);
    this.team.add(`${able.name} ${this.manager}`);
  }

  // share: the case manager gives an officer of the story her part of the case, once, on the page for it.
  async share(by) {
    const login = this.person(by), key = `${login.name} ${by}`;
    if (this.team.has(key)) return;
    this.team.add(key);
    const page = await this.must(this.manager, `/kasus/${this.casefile}/bagikan`);
    const choice = await page.locator('[name="petugas"] option').evaluateAll(
      (options, name) => options.find((o) => o.textContent.startsWith(name + ' ('))?.value, login.called);
    if (!choice) throw new Error(`nobody called ${login.called} to share with`);
    await page.selectOption('[name="petugas"]', choice);
    await page.selectOption('[name="peran"]', (this.roles.get(by) || [by]).map((r) => stands_in[r] || r)[0]);
    await this.save(page, 'main form button[name="beri"]');
  }

  // step: a step of the procedure; "C3: given" with it is asked of the person before, for the partner the form names.
  async step(by, event) {
    await this.share(by);
    const values = { ...event.with };
    const given = Object.keys(values).filter((k) => consentKind.test(k));
    const place = event.subject && event.subject !== '0' ? `/${event.subject}` : '';
    const path = `/kasus/${this.casefile}/langkah/${event.do}${place}`;
    let page = await this.must(by, path);
    const named = (await page.locator('[name="partner_name"]').count()) > 0 ? 'partner_name' : 'receiver';
    if ((given.length || values.partner_kind) && !values[named] && (await page.locator(`[name="${named}"]`).count()) > 0)
      values[named] = partnerNamed(values.partner_kind);
    if (given.length) {
      for (const kind of given) await this.consent(by, kind, { to: values[named], partner: values.partner_kind, slice: [].concat(values.slice || 'core').join(' ') });
      page = await this.must(by, path);
    }
    await this.fill(page, values);
    await this.choose(page, 'hasil', event.outcome);
    if (event.reason) {
      await this.choose(page, 'simpang', event.reason);
      await this.choose(page, 'simpang_kata', event.words || 'Keadaan menuntut');
    }
    await this.save(page, 'button[name="simpan"][value="selesai"]');
  }

  // answer: the second signature, from the list of what waits for her.
  async answer(by, event) {
    const page = await this.must(by, '/tanda-tangan');
    const link = page.locator(`main a[href*="/tanda-tangan/${this.casefile}/"]`);
    if ((await link.count()) === 0) throw new Error(`nothing waits for ${by}`);
    await this.must(by, (await link.first().getAttribute('href')).slice(this.kantor.length + 1));
    const good = event.do === 'step.agree';
    if (!good) await page.fill('[name="simpang_kata"]', event.reason || 'Belum lengkap');
    await this.save(page, `button[name="jawaban"][value="${good ? 'setuju' : 'tidak'}"]`);
  }

  async consents(by, event) {
    await this.share(by);
    for (const kind of [].concat(event.consent)) {
      if (event.do !== 'consent.withdraw') await this.consent(by, kind, { answer: event.do === 'consent.give' ? 'given' : 'refused' });
      else await this.press(await this.must(by, `/kasus/${this.casefile}/persetujuan`), `form:has(input[name="jenis"][value="${kind}"]) button[name="tarik"]`);
    }
  }

  // consent: what the person answered, on the page that asks; `to` and `slice` where it is for one recipient.
  // A page that offers kinds of partners takes the kind, where the story says it; else the name.
  async consent(by, kind, { answer = 'given', to, partner, slice } = {}) {
    const page = await this.must(by, `/kasus/${this.casefile}/persetujuan?jenis=${kind}`);
    const values = { jawab: answer, oleh: 'person', cara: 'spoken', bahasa_penjelasan: 'Jawa', saksi: 'Pendamping yang bertugas' };
    if (this.options.child) Object.assign(values, { oleh: 'guardian_and_child', anak: 'given' });
    if (to) {
      const offered = partner && (await page.locator(`[name="penerima"][value="${partner}"], [name="penerima"] option[value="${partner}"]`).count()) > 0;
      const named = (await page.locator('[name="mitra"]').count()) > 0 ? 'mitra' : 'penerima';
      Object.assign(values, offered ? { penerima: partner } : { [named]: to });
    }
    if (to) Object.assign(values, { bagian: slice, sampai: local(this.now).slice(0, 8).replace(/^\d+/, (y) => Number(y) + 1) + '01' });
    await this.fill(page, values);
    await this.save(page, '#tanya button[name="simpan"]');
  }

  async note(by, event) {
    await this.share(by);
    const page = await this.must(by, `/kasus/${this.casefile}/catatan`);
    await page.locator('main form textarea').first().fill(event.text || 'Catatan singkat');
    const place = page.locator('[name="bagian"]');
    if ((await place.count()) > 0) await place.first().check({ force: true });
    await this.save(page);
  }

  async closing(by) {
    await this.share(by);
    await this.save(await this.must(by, `/kasus/${this.casefile}/tutup`));
  }

  async close() {
    for (const { context } of this.contexts.values()) await context.close();
  }
}
