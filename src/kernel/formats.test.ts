import { formatsOf, usableLocale, USUAL_FORMATS } from './formats.js';

const START = new Date('2026-03-03T14:00:00.000Z');
const END = new Date('2026-03-03T14:50:00.000Z');
const ZONE = 'America/Toronto';
/** Intl puts thin and unbreakable blanks between the parts. */
const plain = (text: string): string => text.replace(/[\u2009\u202f\u00a0]/g, ' ');

describe('the formats of a practice', () => {
  it.each([
    ['en-US@posix', 'en-US'],
    ['en_US.UTF-8', 'en-US'],
    ['de_DE@euro', 'de-DE'],
    ['fr-ca', 'fr-CA'],
    ['C', 'en-US'],
    ['', 'en-US'],
    ['no language at all', 'en-US'],
  ])('read the locale %j as %s', (wish, locale) => {
    expect(usableLocale(wish)).toBe(locale);
    expect(formatsOf({ ...USUAL_FORMATS, locale: wish }).locale).toBe(locale);
  });

  it('write one clock everywhere, whatever the language is used to', () => {
    for (const locale of ['en-US', 'en-GB', 'de-DE', 'fr-CA']) {
      const twelve = formatsOf({ ...USUAL_FORMATS, locale, clock: 'HOUR_12' });
      const full = formatsOf({ ...USUAL_FORMATS, locale, clock: 'HOUR_24' });
      const evening = new Date('2026-03-03T22:30:00.000Z');
      for (const said of [
        twelve.clock(evening, ZONE),
        twelve.instant(evening, ZONE),
        twelve.times(evening, evening, ZONE),
        twelve.wall('17:30'),
      ])
        expect(said).toMatch(/\b5\D{1,3}30/);
      for (const said of [
        full.clock(evening, ZONE),
        full.instant(evening, ZONE),
        full.times(evening, evening, ZONE),
        full.wall('17:30'),
      ])
        expect(said).toMatch(/\b17\D{1,3}30/);
    }
  });

  it('say a stretch of time with its day once', () => {
    const { times, span } = formatsOf(USUAL_FORMATS);
    expect(plain(times(START, END, ZONE))).toBe('Tue, Mar 3, 2026, 9:00 – 9:50 AM');
    expect(plain(span(START, END, ZONE))).toBe('9:00 – 9:50 AM');
  });

  it('begin the week as the practice says', () => {
    expect(
      (['SATURDAY', 'SUNDAY', 'MONDAY'] as const).map(
        (firstDayOfWeek) => formatsOf({ ...USUAL_FORMATS, firstDayOfWeek }).firstDay,
      ),
    ).toEqual([6, 0, 1]);
  });

  it('write money exactly, with its currency, also beyond what a float holds', () => {
    expect(formatsOf(USUAL_FORMATS).money('9999999999999.99')).toBe('$9,999,999,999,999.99');
    expect(formatsOf({ ...USUAL_FORMATS, locale: 'en-CA', currency: 'CAD' }).money('-120.00')).toBe('-$120.00');
    expect(plain(formatsOf({ ...USUAL_FORMATS, locale: 'de-DE', currency: 'EUR' }).money('1234.50'))).toBe('1.234,50 €');
    expect(formatsOf({ ...USUAL_FORMATS, currency: 'nonsense' }).money('12.00')).toBe('12.00 nonsense');
  });

  it('leave what is no day, time or number as it is', () => {
    const formats = formatsOf(USUAL_FORMATS);
    expect([formats.day('soon'), formats.wall('noon'), formats.money('much'), formats.decimal('1e3')]).toEqual([
      'soon',
      'noon',
      'much',
      '1e3',
    ]);
    expect(formats.clock(new Date(NaN), ZONE)).toBe('');
  });

  it('never shift a day by a zone', () => {
    expect(formatsOf(USUAL_FORMATS).day('2028-02-29')).toBe('Feb 29, 2028');
  });
});
