import { isCountry, isCurrency, isLocale } from './regions.js';

describe('the codes of a region', () => {
  it.each(['CA', 'US', 'DE', 'GB', 'FR'])('%s is a country', (code) => expect(isCountry(code)).toBe(true));
  it.each(['', 'ca', 'CAN', 'ZZ', 'EU', 'QX', 'C1', '001'])('%j is none', (code) => expect(isCountry(code)).toBe(false));

  it.each(['CAD', 'USD', 'EUR', 'JPY'])('%s is a currency', (code) => expect(isCurrency(code)).toBe(true));
  it.each(['', 'cad', 'DOLLAR', 'ABC', '$'])('%j is none', (code) => expect(isCurrency(code)).toBe(false));

  it.each(['en-CA', 'fr-CA', 'es', 'de-DE', 'zh-Hans-CN', 'en-us'])('%s is a locale', (tag) => expect(isLocale(tag)).toBe(true));
  it.each(['', 'en_CA', 'en-US@posix', 'C', 'xx-XX', 'en-', 'e', 'en-CA-u-ca-buddhist', 'a'.repeat(40)])('%j is none', (tag) =>
    expect(isLocale(tag)).toBe(false),
  );
});
