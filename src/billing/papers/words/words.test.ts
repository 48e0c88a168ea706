import { PAPER_LANGUAGES } from '../../rules/paper-languages.js';
import { wordsIn } from './words.js';

/** Each word with its place: `receipt.received`. */
const placed = (words: object, at = ''): [string, string][] =>
  Object.entries(words).flatMap(([name, word]) =>
    typeof word === 'string' ? [[`${at}${name}`, word] as [string, string]] : placed(word as object, `${at}${name}.`),
  );
const gaps = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each(PAPER_LANGUAGES)('the words of papers in %s', (language) => {
  const words = placed(wordsIn(language));

  it('are those of English, and leave the same to be filled in', () => {
    const shape = (all: [string, string][]): object => Object.fromEntries(all.map(([at, word]) => [at, gaps(word)]));
    expect(shape(words)).toEqual(shape(placed(wordsIn('EN'))));
    expect(words.filter(([, word]) => word.trim() === '')).toEqual([]);
  });

  it('keep a colon as the language does: in French after a space that is not broken', () => {
    for (const [at, word] of words.filter(([, one]) => one.includes(':') && !one.startsWith('Fin du forfait')))
      expect({ at, fits: language === 'FR' ? !/[^\u00a0]:/.test(word) : !/\s:/.test(word) }).toEqual({ at, fits: true });
  });

  it('name what was carried over from before the ledger, and no other act alike', () => {
    const { acts, other } = wordsIn(language).statement;
    const said = [...Object.values(acts), other];
    expect(acts.CARRIED_OVER).toBeTruthy();
    expect(new Set(said).size).toBe(said.length);
  });
});
