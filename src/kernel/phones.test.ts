import examples from 'libphonenumber-js/mobile/examples';
import { getCountries, getExampleNumber } from 'libphonenumber-js';
import { partsOfKeys, phoneKey, toPhoneNumber, writingsOf } from './phones.js';

const same = (typed: string, other: string, country: string): boolean => {
  const number = toPhoneNumber(typed, country);
  return number !== undefined && writingsOf(number, country).includes(phoneKey(other));
};

describe('a phone number', () => {
  it.each([
    ['GB', '020 7946 0958', '+44 20 7946 0958'],
    ['GB', '020 7946 0958', '+44 (0)20 7946 0958'],
    ['GB', '001 416 555 0134', '+1 (416) 555-0134'],
    ['US', '001 416 555 0134', '(416) 555-0134'],
    ['US', '011 44 20 7946 0958', '+44 20 7946 0958'],
    ['CA', '(613) 555 0177', '1-613-555-0177 ext. 12'],
    ['DE', '030 901820', '0049 30 901820'],
    ['IT', '06 1234 5678', '+39 06 1234 5678'],
    ['RU', '8 (495) 123-45-67', '+7 495 123 45 67'],
    ['AR', '011 15-2345-6789', '+54 9 11 2345 6789'],
  ])('is the same in all its writings: in %s %s is %s', (country, one, other) => {
    expect([same(one, other, country), same(other, one, country)]).toEqual([true, true]);
  });

  it('is one of its own country or says another', () => {
    expect(same('020 7946 0958', '+1 207 946 0958', 'GB')).toBe(false);
    expect(same('+44 20 7946 0958', '207 946 0958', 'US')).toBe(false);
    for (const no of ['0', '00', '911', '+', '', '12', '+999 123456789', 'call 613 555 0177 now', '1'.repeat(5000)])
      expect([no, toPhoneNumber(no, 'CA')]).toEqual([no, undefined]);
  });

  // The library's own ways of writing are the oracle.
  it.each(getCountries())('is found as itself in %s, written nationally, with + and dialled from there', (country) => {
    const example = getExampleNumber(country, examples);
    if (!example) return;
    const writings = [example.formatNational(), example.formatInternational(), example.number];
    const dialled = example.format('IDD', { fromCountry: country });
    for (const one of [...writings, dialled, example.number.replace('+', '00')])
      expect(writingsOf(example, country)).toContain(phoneKey(one));
    for (const one of writings) {
      const [part] = partsOfKeys(one, country);
      expect(writingsOf(example, country).some((key) => key.includes(part as string))).toBe(true);
    }
  });

  it('is found by its beginning, however that is written', () => {
    const finds = (typed: string, kept: string, country: string): boolean =>
      partsOfKeys(typed, country).some((part) => phoneKey(kept).includes(part));
    expect(finds('020 7946', '+44 20 7946 0958', 'GB')).toBe(true);
    expect(finds('+44 20 7946', '020 7946 0958', 'GB')).toBe(true);
    expect(finds('001 416', '(416) 555-0134', 'CA')).toBe(true);
    expect(finds('1 416', '(416) 555-0134', 'US')).toBe(true);
    expect(partsOfKeys('02', 'GB')).toEqual([]);
  });
});
