import { languageFrom } from './paper-languages.js';

describe('the language of a paper', () => {
  it('is the first wish that papers are written in, else English', () => {
    expect(languageFrom('FR', 'ES')).toBe('FR');
    expect(languageFrom('DE', 'ES')).toBe('ES');
    expect(languageFrom(undefined, null, 'FR')).toBe('FR');
    expect(languageFrom('DE', 'PL')).toBe('EN');
    expect(languageFrom()).toBe('EN');
  });
});
