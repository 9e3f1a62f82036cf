import { describe, expect, it } from 'vitest';
import en from './en';
import zh from './zh-CN';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') out.set(prefix + key, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) out.set(inner, text);
  }
  return out;
}

const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

describe('the words', () => {
  const chinese = flat(zh);
  const english = flat(en);

  it('are the same in both languages, and none is empty', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    expect([...chinese, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('use the same {names} in both languages', () => {
    for (const [key, text] of chinese) expect([key, namesIn(english.get(key) ?? '')]).toEqual([key, namesIn(text)]);
  });

  it('are Chinese where they should be', () => {
    const latin = [...chinese].filter(([, text]) => !/\p{Script=Han}/u.test(text));
    expect(latin.map(([key]) => key).sort()).toEqual([
      'app.name',
      'done.and',
      'lead.noteBy',
      'lead.points',
      'today.greeting',
    ]);
  });

  it('have nothing that the message syntax would take for its own', () => {
    for (const [key, text] of [...chinese, ...english]) expect([key, /[|@]/.test(text)]).toEqual([key, false]);
  });
});
