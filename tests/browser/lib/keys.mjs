// keys.mjs: a person who has no pointer: Tab, arrows, Space, Enter and letters.

// tabTo: presses Tab until what has the focus matches the selector; throws when the page has been gone through.
export async function tabTo(page, selector, most = 400) {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab reaches ${selector} at ${page.url()}`);
}

// A group of radio buttons is one stop; the arrows go through it.
async function chooseRadio(page, name, value) {
  await tabTo(page, `[name="${name}"]`);
  await page.keyboard.press('Space');
  for (let i = 0; i < 60; i++) {
    if (await page.evaluate(([n, v]) => document.activeElement.name === n && document.activeElement.checked && document.activeElement.value === v, [name, value])) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no arrow reaches ${name}=${value}`);
}

// A closed list of choices takes the arrows too.
async function chooseOption(page, name, value) {
  await tabTo(page, `[name="${name}"]`);
  for (let i = 0; i < 60; i++) {
    if (await page.evaluate((v) => document.activeElement.value === v, value)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no arrow reaches ${name}=${value}`);
}

// typeInto: one answer, by keys only; fields are taken in the order of the page.
export async function typeInto(page, name, value) {
  const kind = await page.locator(`[name="${name}"]`).first().evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.type));
  if (kind === 'radio') return chooseRadio(page, name, value);
  if (kind === 'select') return chooseOption(page, name, value);
  if (kind === 'checkbox') {
    await tabTo(page, `[name="${name}"][value="${value}"]`);
    return page.keyboard.press('Space');
  }
  await tabTo(page, `[name="${name}"]`);
  return page.keyboard.type(value);
}

// enter: activates what the selector names, by the keyboard, and waits for the page that answers.
export async function enter(page, selector) {
  await tabTo(page, selector);
  const [response] = await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.keyboard.press('Enter')]);
  return response;
}
