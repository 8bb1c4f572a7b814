// fill.mjs: writes into the forms of a page as a person does, by the names of the fields.

// local("2027-03-01T22:40:00+07:00", 420): "2027-03-01T22:40" at the office.
export const local = (time, offsetMin = 420) =>
  new Date(Date.parse(time) + offsetMin * 60000).toISOString().slice(0, 16);

// kindOf: what stands under a name, as the page shows it; null when nothing does.
const kindOf = (page, name) => page.evaluate((wanted) => {
  const all = [...document.querySelectorAll(`[name="${CSS.escape(wanted)}"]`)];
  if (all.length === 0) return null;
  return { kind: all[0].tagName === 'SELECT' ? 'select' : all[0].tagName === 'INPUT' ? all[0].type : 'text', count: all.length };
}, name);

// put: one value of a form into the fields that carry its name.  press(selector) activates a button of the page.
export async function put(page, name, value, press) {
  if (Array.isArray(value) && value.some((v) => typeof v === 'object')) {
    for (const [row, cells] of value.entries()) {
      // A page shows one row more than is filled; the button for another keeps what was typed.
      if ((await page.locator(`[name^="${name}.${row}."]`).count()) === 0)
        await press(`button[name="tambah"][value="${name}"]`);
      for (const [column, cell] of Object.entries(cells)) await put(page, `${name}.${row}.${column}`, cell, press);
    }
    return;
  }
  const field = await kindOf(page, name);
  if (!field) throw new Error(`the page has no field ${name}: ${page.url()}`);
  const fields = page.locator(`[name="${name}"]`);
  if (field.kind === 'radio' || field.kind === 'checkbox') {
    for (const word of Array.isArray(value) ? value : [value]) {
      if (field.kind === 'checkbox' && word === 'no' && field.count === 1) await fields.first().uncheck({ force: true });
      else await page.locator(`[name="${name}"][value="${word}"]`).first().check({ force: true });
    }
  } else if (field.kind === 'select') await fields.first().selectOption(String(value));
  else if (field.kind === 'datetime-local') await fields.first().fill(local(value));
  else await fields.first().fill(String(value));
}

// Every field that is marked as needed and still empty: { name, type, values }.
const lacking = (page) => page.evaluate(() => [...document.querySelectorAll('main .isian:has(.perlu)')].map((box) => {
  const fields = [...box.querySelectorAll('input:not([type=hidden]), select, textarea')];
  const first = fields[0];
  if (!first || fields.some((e) => (e.type === 'radio' || e.type === 'checkbox' ? e.checked : e.value !== ''))) return null;
  const values = fields.length > 1 ? fields.map((e) => e.value) : first.tagName === 'SELECT' ? [...first.options].map((o) => o.value) : [];
  return { name: first.name, type: first.tagName === 'INPUT' ? first.type : first.tagName.toLowerCase(), values: values.filter((v) => v) };
}).filter(Boolean));

// putNeeded: what a form asks for and the story leaves open gets an answer that its field allows.
export async function putNeeded(page, now, press) {
  for (const { name, type, values } of await lacking(page)) {
    if (values.length) await put(page, name, values[0], press);
    else if (type === 'datetime-local') await put(page, name, now, press);
    else if (type === 'date') await put(page, name, local(now).slice(0, 10), press);
    else await put(page, name, 'latihan', press);
  }
}
