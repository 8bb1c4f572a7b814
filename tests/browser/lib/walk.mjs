// walk.mjs: plays the events of a story as people do, through the pages: log in, open the case, open the step, fill its
// form, save.  Each officer has a browser of her own; the practice clock is moved to the time of each event.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { openContext } from './browser.mjs';

export const readStory = (file) => parse(readFileSync(file, 'utf8'), { schema: 'failsafe' });

// local("2027-03-01T22:40:00+07:00", 420): "2027-03-01T22:40" at the office.
export const local = (time, offsetMin = 420) =>
  new Date(Date.parse(time) + offsetMin * 60000).toISOString().slice(0, 16);

export class Walk {
  // options: { js, width, height, dark, english, seen(page, response, name) } - seen is called for every page reached.
  constructor(browser, office, options = {}) {
    Object.assign(this, { browser, office, options, contexts: new Map(), kantor: office.logins[0].office, saved: 0 });
    this.cast = new Map();
  }

  // person NAME: the officer who plays a role (or a named person of the story with these roles).
  person(name, roles = [name]) {
    if (!this.cast.has(name)) {
      const taken = new Set([...this.cast.values()].map((l) => l.name));
      const able = this.office.logins.filter((l) => l.office === this.kantor && roles.every((r) => l.roles.includes(r)));
      const login = able.find((l) => !taken.has(l.name)) || able[0];
      if (!login) throw new Error(`nobody at ${this.kantor} is ${roles}`);
      this.cast.set(name, login);
    }
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
    return text.join(' / ').replace(/\s+/g, ' ').slice(0, 600) || (await page.title());
  }

  async clock(name, time) {
    await this.open(name, '/latihan/waktu');
    const page = await this.page(name);
    await page.fill('[name="waktu"]', local(time));
    await this.press(page, 'form:has([name="waktu"]) button[type="submit"], form:has([name="waktu"]) button');
  }

  // put: one value of a form into the fields that carry its name.
  async put(page, name, value) {
    if (Array.isArray(value) && value.some((v) => typeof v === 'object')) {
      for (const [row, cells] of value.entries())
        for (const [column, cell] of Object.entries(cells)) await this.put(page, `${name}.${row}.${column}`, cell);
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

  // save: presses the form's own button; what the page says when it did not take it is an error here.
  async save(page, selector = 'main form button[name="simpan"][value="ya"], main form button[type="submit"]:not([name="simpan"]), main form button:not([type]):not([name])') {
    const before = page.url();
    await this.press(page, selector);
    const summary = page.locator('#salah');
    if ((await summary.count()) > 0) throw new Error(`not saved at ${before}: ${await this.said(page)}`);
    this.saved++;
  }

  async close() {
    for (const { context } of this.contexts.values()) await context.close();
  }
}
