// tap.mjs: counts what a browser test saw; one line a case, in the format that meson reads.
let count = 0, failed = 0;
const lines = (text) => String(text).split('\n').map((l) => '# ' + l).join('\n');

export function ok(good, name, detail) {
  count++;
  if (!good) failed++;
  console.log(`${good ? 'ok' : 'not ok'} ${count} - ${name.replace(/[#\n]/g, ' ')}`);
  if (!good && detail) console.log(lines(detail));
  return good;
}
export const equal = (got, wanted, name) => ok(got === wanted, name, `got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
export const none = (list, name) => ok(list.length === 0, name, list.join('\n'));
export const note = (text) => console.log(lines(text));

// run: the tests of one file; whatever is thrown is a failed case, and everything opened is closed.
export async function run(name, body, after) {
  console.log('TAP version 13');
  try {
    await body();
  } catch (error) {
    ok(false, `${name} ran to its end`, error && error.stack ? error.stack : error);
  }
  try {
    await after();
  } catch (error) {
    ok(false, `${name} was closed`, error.stack);
  }
  console.log(`1..${count}`);
  process.exit(failed ? 1 : 0);
}
