import { writingIn } from './writing.js';

const CANADA = { country: 'CA', locale: 'en-CA', currency: 'CAD', clock: 'HOUR_12', firstDayOfWeek: 'SUNDAY' } as const;
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('what is written to families', () => {
  it('is in their language as the practice’s country writes it, and in its own as it writes that itself', () => {
    expect(plain(writingIn('FR', CANADA).money('1137.39'))).toBe('1 137,39 $');
    expect(plain(writingIn('EN', CANADA).money('1137.39'))).toBe('$1,137.39');
    expect(plain(writingIn('FR', { ...CANADA, country: 'US', currency: 'USD' }).money('8'))).toBe('8,00 $US');
    expect(plain(writingIn('FR', { ...CANADA, locale: 'fr-CH', currency: 'CHF' }).money('1137.39'))).toBe('1 137.39 CHF');
  });

  it('shows cents that are there, also of a currency that has none', () => {
    const japan = writingIn('EN', { ...CANADA, country: 'JP', locale: 'ja-JP', currency: 'JPY' });
    expect(plain(japan.money('1200.00'))).toBe('¥1,200');
    expect(plain(japan.money('1200.50'))).toBe('1,200.50 JPY');
  });

  it('counts the first of a month in French alone', () => {
    expect(plain(writingIn('FR', CANADA).day('2026-03-01'))).toBe('1er mars 2026');
    expect(plain(writingIn('FR', CANADA).day('2026-03-21'))).toBe('21 mars 2026');
    expect(plain(writingIn('ES', CANADA).day('2026-03-01'))).toBe('1 mar 2026');
  });
});
