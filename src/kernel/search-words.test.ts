import { isSearch, partsOf } from './search-words.js';

const wordsOf = (q: string): string[][] => partsOf(q, 'US').map(({ words }) => words);

describe('what somebody looks for', () => {
  it('is taken apart into words, at whatever is no letter and no digit', () => {
    expect(wordsOf('  Abara,  Nkechi-Maria ')).toEqual([['Abara'], ['Nkechi'], ['Maria']]);
    expect(wordsOf('李 小龙')).toEqual([['李'], ['小龙']]);
  });

  it('keeps a name with an apostrophe whole, in each of its writings', () => {
    expect(wordsOf("O'Neill D’Angelo")).toEqual([["O'Neill"], ['D’Angelo']]);
  });

  it('is nothing where there are only signs', () => {
    expect(partsOf(' -- ’ \0', 'US')).toEqual([]);
  });

  it('finds a phone number by the keys of its writings, whole or in part, and other words beside it', () => {
    const [number, name, ...more] = partsOf('(555) 201-0123 Abara', 'US');
    expect(number?.words).toEqual(['555', '201', '0123']);
    expect(number?.phones.length).toBeGreaterThan(0);
    expect(name).toEqual({ words: ['Abara'], phones: [], numbers: [] });
    expect(more).toEqual([]);
    expect(partsOf('201-0123', 'US')[0]?.numbers).toEqual([]);
  });

  it('takes a house number for a word', () => {
    expect(partsOf('Elm Street 12', 'US').every(({ phones }) => phones.length === 0)).toBe(true);
    expect(wordsOf('Elm Street 12')).toEqual([['Elm'], ['Street'], ['12']]);
  });

  it('has an end, however much is typed', () => {
    expect(partsOf('a '.repeat(50), 'US')).toHaveLength(8);
    expect(wordsOf('x'.repeat(500))).toEqual([['x'.repeat(200)]]);
  });

  it('is a search where something stands there', () => {
    expect(['', '  ', null, undefined].map(isSearch)).toEqual([false, false, false, false]);
    expect(isSearch(' a ')).toBe(true);
  });
});
