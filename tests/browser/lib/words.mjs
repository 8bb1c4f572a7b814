// words.mjs: the sentences of the program and of the definition by their keys, so that a test names no sentence itself.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const root = new URL('../../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const line = (text) => JSON.parse(text);

function catalogue(language) {
  const all = new Map();
  let key = null;
  for (const row of read(`words/${language}.po`).split('\n')) {
    if (row.startsWith('msgid ')) key = line(row.slice(6));
    else if (row.startsWith('msgstr ')) all.set(key, line(row.slice(7)));
    else if (row.startsWith('msgstr[0] ')) all.set(key, line(row.slice(10)));
    else if (row.startsWith('"') && all.has(key)) all.set(key, all.get(key) + line(row));
  }
  return all;
}

// Where a page says more than the bare reason: it names the step that is waited for.
const named = { 'blocked.waits_for': 'belum.menunggu', 'blocked.after': 'belum.sesudah' };

// readWords(): (language, key) => what a page says of it, as an expression: first of the definition's reasons, then of words/.
export function readWords() {
  const reasons = parse(read('sop/ppt-2021/reasons.yaml'), { schema: 'failsafe' });
  const said = { id: catalogue('id'), en: catalogue('en') };
  return (language, key) => {
    const sentence = reasons.why?.[key]?.[language] || said[language].get(named[key] || key);
    if (!sentence) throw new Error(`no sentence for ${key} in ${language}`);
    const literal = sentence.replace(/\s+/g, ' ').replace(/[.*+?^$()|[\]\\]/g, '\\$&');
    return new RegExp(literal.replace(/\{\w+\}/g, '\\S.*'));
  };
}
