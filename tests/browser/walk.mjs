// walk.mjs BUILD STORY [LAST]: one case from complaint to closing through all six services in a real browser, as the people
// of the story do it, three times in one office: in Indonesian, in English, and without script.  What the story says must be
// refused is refused here too, with its reason on the page.  LAST: events up to this one.
import { ok, none, note, run } from './lib/tap.mjs';
import { openOffice } from './lib/office.mjs';
import { openBrowser } from './lib/browser.mjs';
import { Walk, Refused, readStory } from './lib/walk.mjs';
import { readWords } from './lib/words.mjs';
import { axeFinds, titleFaults, answerFaults } from './lib/checks.mjs';

const [, , , storyFile, last] = process.argv;
const FAILURES_MAX = 8;
const story = readStory(storyFile);
if (last) story.events.length = Number(last);
const refused = new Map((story.expect || []).filter((e) => e.refused).map((e) => [Number(e.refused), e.why]));
const words = readWords();
const faults = { axe: [], title: [], answer: [], lang: [] };
let office, browser, walks = [];

// Title, headers and language of every page; each kind of page once by axe, in both languages.  axe needs script; without it
// the same pages are sent.
function watcher(name, language, js) {
  const looked = new Set();
  return async (page, response, path) => {
    faults.title.push(...(await titleFaults(page)));
    faults.answer.push(...answerFaults(response, 'banten'));
    const lang = await page.getAttribute('html', 'lang');
    if (lang !== language) faults.lang.push(`${path}: ${lang}`);
    const kind = path.replace(/[0-9a-z]{8,}/g, ':').replace(/#.*/, '');
    if (!js || looked.has(kind)) return;
    looked.add(kind);
    faults.axe.push(...(await axeFinds(page)).map((f) => `${name} ${kind}: ${f}`));
  };
}

function walkOf(name, language, js) {
  const walk = new Walk(browser, office, {
    name, js, child: /X1 /.test(story.story), lang: language === 'en' ? 'en-GB' : 'id-ID', seen: watcher(name, language, js),
  });
  walk.language = language;
  walk.failures = 0;
  for (const [person, roles] of Object.entries(story.people || {})) {
    if (roles.includes('case_manager')) walk.manager = person;
    walk.person(person, roles);
  }
  return walk;
}

async function played(walk, event, number) {
  const why = refused.get(number);
  const title = `${walk.options.name} ${number} ${event.do}${event.outcome ? ' ' + event.outcome : ''}${event.step ? ' ' + event.step : ''}`;
  let said = null;
  try { await walk.play(event); } catch (error) { said = error; }
  if (!why) walk.failures += !ok(said === null, title, said && said.message.slice(0, 900));
  else {
    const sentence = words(walk.language, why);
    ok(said instanceof Refused && sentence.test(said.message), `${title} is refused: ${why}`,
      `wanted: ${sentence}\n${said ? said.message : 'it was saved'}`);
  }
}

async function closed(walk) {
  const page = await walk.must(walk.manager, `/kasus/${walk.casefile}`);
  const text = await page.locator('main').innerText();
  ok(words(walk.language, 'kasus.sudah_tutup').test(text), `${walk.options.name}: the case page says that the case is closed`, text.slice(0, 400));
  note(`${walk.options.name}: ${walk.saved} forms saved`);
}

await run('walk', async () => {
  office = await openOffice({ cases: 0, now: story.events[0].at });
  browser = await openBrowser();
  walks = [walkOf('id', 'id', true), walkOf('en', 'en', true), walkOf('id without script', 'id', false)];
  let now = story.events[0].at;
  for (const [index, event] of story.events.entries()) {
    if (event.at !== now) await walks[0].clock((now = event.at));
    await Promise.all(walks.map((walk) => played(walk, event, index + 1)));
    if (walks.some((walk) => walk.failures >= FAILURES_MAX)) throw new Error('too much of the walk failed');
  }
  if (!last) for (const walk of walks) await closed(walk);
  none([...new Set(faults.axe)], 'A1 axe finds nothing on the pages of the walk');
  none([...new Set(faults.title)], 'A3 titles name the kind of page only');
  none([...new Set(faults.answer)], 'A4, A14 addresses, referrer policy, nothing kept');
  none([...new Set(faults.lang)].slice(0, 5), 'every page is in the language that was asked for');
  none(walks.flatMap((w) => [...w.contexts.values()]).flatMap((c) => c.context.strangers), 'A19 no request leaves the office');
}, async () => {
  for (const walk of walks) await walk.close();
  if (browser) await browser.close();
  if (office) await office.close();
});
