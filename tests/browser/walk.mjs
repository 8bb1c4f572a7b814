// walk.mjs BUILD STORY id|en script|noscript [LAST]: (events up to LAST) one case through all six services to its closing, in a real browser, as the
// people of the story do it; what the story says must be refused is refused here too, with its reason on the page.
import { ok, equal, none, note, run } from './lib/tap.mjs';
import { openOffice } from './lib/office.mjs';
import { openBrowser } from './lib/browser.mjs';
import { Walk, readStory } from './lib/walk.mjs';
import { axeFinds, titleFaults, answerFaults } from './lib/checks.mjs';

const [, , , storyFile, language, script, last] = process.argv;
const story = readStory(storyFile);
if (last) story.events.length = Number(last);
const refused = new Map((story.expect || []).filter((e) => e.refused).map((e) => [Number(e.refused), e.why]));
const english = language === 'en', js = script === 'script';
let office, browser, walk;
const faults = { axe: [], title: [], answer: [], lang: [] };
const looked = new Set();

// Each kind of page is looked at once by axe; title, headers and language of every page.
async function seen(page, response, path) {
  faults.title.push(...(await titleFaults(page)));
  faults.answer.push(...answerFaults(response, walk.kantor));
  const lang = await page.getAttribute('html', 'lang');
  if (lang !== language) faults.lang.push(`${path}: ${lang}`);
  const kind = path.replace(/[0-9a-z]{8,}/g, ':').replace(/\?.*/, '').replace(/S\d\.\d\d\w?.*/, ':');
  if (looked.has(kind)) return;
  looked.add(kind);
  faults.axe.push(...(await axeFinds(page)).map((f) => `${path}: ${f}`));
}

await run('walk', async () => {
  office = await openOffice({ cases: 0, now: story.events[0].at });
  browser = await openBrowser();
  walk = new Walk(browser, office, { js, english, seen, child: /X1 /.test(story.story), lang: english ? 'en-GB' : 'id-ID' });
  for (const [name, roles] of Object.entries(story.people || {})) {
    if (roles.includes('case_manager')) walk.manager = name;
    try { walk.person(name, roles); } catch { /* said when she is needed */ }
  }
  let failures = 0;
  for (const [index, event] of story.events.entries()) {
    const number = index + 1, why = refused.get(number);
    const title = `${number} ${event.do}${event.outcome ? ' ' + event.outcome : ''}${event.step ? ' ' + event.step : ''}`;
    let said = null;
    try { await walk.play(event); } catch (error) { said = error; }
    // With the script a draft of the same step may already hold what the story left out; then it is rightly taken.
    if (why) ok(said !== null || js, `${title} ${said ? 'is refused' : 'is mended by its draft'}: ${why}`);
    else if (!ok(said === null, title, said && said.message) && ++failures >= 8) throw new Error('too much of the walk failed');
  }
  await walk.open(walk.manager, `/kasus/${walk.casefile}`);
  const page = await walk.page(walk.manager);
  const states = await page.locator('.halte').count();
  note(`${walk.saved} forms saved; ${states} stops of the map`);
  equal((await page.locator('main').innerText()).length > 200, true, 'the case page shows the case');
  none([...new Set(faults.axe)], 'A1 axe finds nothing on the pages of the walk');
  none([...new Set(faults.title)], 'A3 titles name the kind of page only');
  none([...new Set(faults.answer)], 'A4, A14 addresses, referrer policy, nothing kept');
  none([...new Set(faults.lang)].slice(0, 5), `every page is in ${language}`);
  none([...walk.contexts.values()].flatMap((c) => c.context.strangers), 'A19 no request leaves the office');
}, async () => {
  if (walk) await walk.close();
  if (browser) await browser.close();
  if (office) await office.close();
});
