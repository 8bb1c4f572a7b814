// walk.mjs: plays the events of a story as people do, through the pages: log in, open the case, open the step, fill its
// form, save.  Each officer has a browser of her own; the practice clock is moved to the time of each event.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { openContext } from './browser.mjs';

export const readStory = (file) => parse(readFileSync(file, 'utf8'), { schema: 'failsafe' });

// local("2027-03-01T22:40:00+07:00", 420): "2027-03-01T22:40" at the office.
export const local = (time, offsetMin = 420) =>
  new Date(Date.parse(time) + offsetMin * 60000).toISOString().slice(0, 16);

// Roles of other offices' people, and who of our practice office stands in for them.
const stands_in = { receiver: 'guest', advocate: 'legal_companion' };

export class Walk {
  // options: { js, width, height, dark, english, seen(page, response, name) } - seen is called for every page reached.
  constructor(browser, office, options = {}) {
    Object.assign(this, { browser, office, options, contexts: new Map(), kantor: options.kantor || 'banten', saved: 0 });
    this.cast = new Map();
    this.roles = new Map();
    this.manager = 'case_manager'; // or the story's person who has that role
  }

  // person NAME: the officer who plays a role (or a named person of the story with these roles).
  person(name, roles = [name]) {
    if (!this.cast.has(name)) {
      this.roles.set(name, roles);
      const taken = new Set([...this.cast.values()].map((l) => l?.name));
      const able = this.office.logins.filter((l) => l.office === this.kantor && roles.every((r) => l.roles.includes(stands_in[r] || r)));
      const login = able.find((l) => !taken.has(l.name)) || able[0];
      this.cast.set(name, login || null);
    }
    if (!this.cast.get(name)) throw new Error(`nobody at ${this.kantor} is ${name} (${roles})`);
    return this.cast.get(name);
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

  async logIn(page, login) {
    await page.fill('[name="nama"]', login.name);
    await page.fill('[name="sandi"]', login.passphrase);
    await this.press(page, 'form:has([name="sandi"]) [type="submit"], form:has([name="sandi"]) button');
    if (new URL(page.url()).pathname.endsWith('/masuk')) throw new Error(`no log-in as ${login.name}: ${await this.said(page)}`);
  }

  // press: activates a button and waits for the page that answers.
  async press(page, selector) {
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator(selector).first().click()]);
  }

  // said: what the page says about an error, for the report.
  async said(page) {
    const text = await page.locator('#salah, [role="alert"]:not([hidden])').allInnerTexts().catch(() => []);
    const main = text.length ? '' : await page.locator('main').innerText().catch(() => '');
    const links = await page.locator("#salah a").evaluateAll((l) => l.map((a) => a.getAttribute("href"))).catch(() => []);
    return `${await page.title()}: ${links.join(" ")} ${text.join(' / ')}${main}`.replace(/\s+/g, ' ').slice(0, 600);
  }

  // clock TIME: moves the practice clock of the installation.
  async clock(time) {
    const name = this.manager;
    await this.open(name, '/latihan/waktu');
    const page = await this.page(name);
    await page.fill('[name="waktu"]', local(time));
    await this.press(page, 'form:has([name="waktu"]) button[name="simpan"]');
  }

  // put: one value of a form into the fields that carry its name.
  async put(page, name, value) {
    if (Array.isArray(value) && value.some((v) => typeof v === 'object')) {
      for (const [row, cells] of value.entries()) {
        // A page shows one row more than is filled; the button for another keeps what was typed.
        if ((await page.locator(`[name^="${name}.${row}."]`).count()) === 0)
          await this.press(page, `button[name="tambah"][value="${name}"]`);
        for (const [column, cell] of Object.entries(cells)) await this.put(page, `${name}.${row}.${column}`, cell);
      }
      return;
    }
    const fields = page.locator(`[name="${name}"]`);
    const count = await fields.count();
    if (count === 0) throw new Error(`the page has no field ${name}: ${page.url()}`);
    const kind = await fields.first().evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.tagName === 'INPUT' ? e.type : 'text'))
      .catch(() => 'text');
    if (kind === 'radio' || kind === 'checkbox') {
      for (const word of Array.isArray(value) ? value : [value]) {
        if (kind === 'checkbox' && word === 'no' && count === 1) { await fields.first().uncheck(); continue; }
        await page.locator(`[name="${name}"][value="${word}"]`).first().check({ force: true });
      }
    } else if (kind === 'select') await fields.first().selectOption(String(value));
    else if (kind === 'datetime-local') await fields.first().fill(local(value));
    else await fields.first().fill(String(value));
  }

  async fill(page, values = {}) {
    for (const [name, value] of Object.entries(values)) await this.put(page, name, value);
  }

  // save: presses the button that finishes a form; what the page refuses is an error here.
  async save(page, selector = 'main button[name="simpan"]:not([value="nanti"]):not([value="alih"])') {
    const before = page.url();
    await this.press(page, selector);
    if ((await page.locator('#salah').count()) > 0 || (await page.locator('#kurang').count()) > 0)
      throw new Error(`not saved at ${before}: ${await this.said(page)}`);
    this.saved++;
  }

  // play EVENT: one event of a story; throws with what the page said when it is refused.
  async play(event) {
    if (event.at && event.at !== this.now) { await this.clock(event.at); this.now = event.at; }
    const by = event.by || this.manager;
    if (event.do === 'step.agree' || event.do === 'step.decline') return this.answer(by, event);
    if (event.do.startsWith('consent.')) return this.consent(by, event);
    if (event.do === 'note.add') return this.note(by, event);
    if (!this.casefile) return this.complaint(by, event);
    return this.step(by, event);
  }

  // complaint: the call page; ends on the page of the new case.
  async complaint(by, event) {
    await this.open(by, '/aduan/panggilan');
    const page = await this.page(by);
    await this.fill(page, event.with);
    if (event.outcome) await this.putIfThere(page, 'hasil', event.outcome);
    await this.save(page, 'button[name="simpan"][value="lanjut"]');
    const found = new URL(page.url()).pathname.match(/\/kasus\/([0-9A-Za-z]{8,})/);
    if (!found) throw new Error(`no case after the complaint: ${page.url()}: ${await this.said(page)}`);
    this.casefile = found[1];
    this.team = new Set([this.person(by).name]);
  }

  async putIfThere(page, name, value) {
    if ((await page.locator(`[name="${name}"]`).count()) > 0) await this.put(page, name, value);
  }

  // share: the case manager gives an officer of the story her part of the case, once, on the page for it.
  async share(by) {
    const login = this.person(by);
    if (this.team.has(login.name)) return;
    this.team.add(login.name);
    const giver = this.person(this.manager);
    if (giver.name === login.name) return;
    const response = await this.open(this.manager, `/kasus/${this.casefile}/bagikan`);
    if (!response.ok()) throw new Error(`the case manager cannot share: ${response.status()}`);
    const page = await this.page(this.manager);
    const label = await page.locator('[name="petugas"] option').evaluateAll(
      (options, name) => options.find((o) => o.textContent.startsWith(name + ' ('))?.value, login.called);
    if (!label) throw new Error(`nobody called ${login.called} to share with`);
    await page.selectOption('[name="petugas"]', label);
    await page.selectOption('[name="peran"]', (this.roles.get(by) || [by]).map((r) => stands_in[r] || r)[0]);
    await this.save(page, 'main form button[name="beri"]');
  }

  async step(by, event) {
    await this.share(by);
    const place = event.subject && event.subject !== '0' ? `/${event.subject}` : '';
    const response = await this.open(by, `/kasus/${this.casefile}/langkah/${event.do}${place}`);
    if (!response.ok()) throw new Error(`${event.do} by ${by}: ${response.status()}`);
    const page = await this.page(by);
    await this.fill(page, event.with);
    if (event.outcome) await this.putIfThere(page, 'hasil', event.outcome);
    if (event.reason) { await this.putIfThere(page, 'simpang', event.reason); await this.putIfThere(page, 'simpang_kata', event.words || 'Keadaan menuntut'); }
    await this.save(page, 'button[name="simpan"][value="selesai"]');
  }

  // answer: the second signature, from the list of what waits for her.
  async answer(by, event) {
    await this.share(by);
    await this.open(by, '/tanda-tangan');
    const page = await this.page(by);
    const link = page.locator('main a[href*="/tanda-tangan/"]');
    if ((await link.count()) === 0) throw new Error(`nothing waits for ${by}`);
    await Promise.all([page.waitForNavigation(), link.first().click()]);
    const good = event.do === 'step.agree';
    if (!good) await page.locator('[name="alasan"], textarea').first().fill(event.reason || 'Belum lengkap');
    await this.save(page, `button[name="jawaban"][value="${good ? 'setuju' : 'tidak'}"]`);
  }

  async consent(by, event) {
    await this.share(by);
    for (const kind of [].concat(event.consent)) {
      await this.open(by, `/kasus/${this.casefile}/persetujuan?jenis=${kind}`);
      const page = await this.page(by);
      if (event.do === 'consent.withdraw') {
        await this.press(page, `form:has(input[name="jenis"][value="${kind}"]) button[name="tarik"]`);
        continue;
      }
      await this.put(page, 'jawab', event.do === 'consent.give' ? 'given' : 'refused');
      await this.put(page, 'oleh', this.options.child ? 'guardian_and_child' : 'person');
      await this.put(page, 'anak', this.options.child ? 'given' : 'not_applicable');
      await this.put(page, 'cara', 'spoken');
      await this.put(page, 'bahasa_penjelasan', 'Indonesia');
      await this.put(page, 'saksi', 'Pendamping yang bertugas');
      await this.save(page, '#tanya button[name="simpan"]');
    }
  }

  async note(by, event) {
    by = this.manager;
    await this.share(by);
    await this.open(by, `/kasus/${this.casefile}/catatan`);
    const page = await this.page(by);
    await page.locator('main form textarea').first().fill(event.text || 'Catatan singkat');
    await this.save(page);
  }

  async close() {
    for (const { context } of this.contexts.values()) await context.close();
  }
}
