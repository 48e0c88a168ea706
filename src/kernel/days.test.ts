import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, addMonths, daysBetween, dayOf, startOfMonth, startOfWeek, weekdayOf } from './days.js';

describe('a day of the calendar', () => {
  it('goes on over 29 February, the end of a year, and back', () => {
    expect([addDays('2028-02-28', 1), addDays('2028-02-28', 2), addDays('2026-02-28', 1)]).toEqual([
      '2028-02-29',
      '2028-03-01',
      '2026-03-01',
    ]);
    expect([addDays('2026-12-31', 1), addDays('2026-01-01', -1)]).toEqual(['2027-01-01', '2025-12-31']);
  });

  it('of a longer month is the last of a shorter one', () => {
    expect(['2026-01-31', '2028-01-31', '2028-02-29'].map((day) => addMonths(day, 1))).toEqual([
      '2026-02-28',
      '2028-02-29',
      '2028-03-29',
    ]);
    expect([addMonths('2028-02-29', 12), addMonths('2026-03-31', -1), addMonths('2026-01-15', -13)]).toEqual([
      '2029-02-28',
      '2026-02-28',
      '2024-12-15',
    ]);
  });

  it('knows its week, whichever day that begins with', () => {
    expect(['2026-03-02', '2026-03-08'].map(weekdayOf)).toEqual([1, 7]);
    // Monday, Sunday by both numbers, Saturday.
    expect([1, 0, 7, 6].map((first) => startOfWeek('2026-03-08', first))).toEqual([
      '2026-03-02',
      '2026-03-08',
      '2026-03-08',
      '2026-03-07',
    ]);
    expect(startOfMonth('2028-02-29')).toBe('2028-02-01');
  });

  it('of an instant is that of UTC, to its last millisecond', () =>
    expect([dayOf(-1), dayOf(0), dayOf(86_399_999), dayOf(86_400_000)]).toEqual([
      '1969-12-31',
      '1970-01-01',
      '1970-01-01',
      '1970-01-02',
    ]));

  it('is reckoned with as Temporal does', () => {
    const days = fc.integer({ min: -25_000, max: 80_000 }).map((number) => dayOf(number * 86_400_000));
    fc.assert(
      fc.property(days, days, fc.integer({ min: -2000, max: 2000 }), (day, other, by) => {
        const date = Temporal.PlainDate.from(day);
        expect(addDays(day, by)).toBe(date.add({ days: by }).toString());
        expect(addMonths(day, by % 100)).toBe(date.add({ months: by % 100 }).toString());
        expect(daysBetween(day, other)).toBe(date.until(other).days);
        expect(weekdayOf(day)).toBe(date.dayOfWeek);
      }),
    );
  });
});
