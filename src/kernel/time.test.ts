import { fromDate, isTimeZone, toDate, toInstant, toOptionalDate } from './time.js';

describe('a date', () => {
  it.each(['2026-03-08', '2024-02-29', '1900-01-01', '2200-12-31'])('may be %s', (text) =>
    expect(fromDate(toDate(text, 'day'))).toBe(text),
  );

  it.each([
    '2026-02-30',
    '2023-02-29',
    '2026-13-01',
    '2026-00-10',
    '26-01-01',
    '2026-1-1',
    '2026-03-08T00:00:00Z',
    '0000-01-01',
    '',
  ])('may not be %j', (text) => expect(() => toDate(text, 'day')).toThrow('date of the calendar'));

  it('stays absent or null where it may be', () =>
    expect([toOptionalDate(undefined, 'day'), toOptionalDate(null, 'day')]).toEqual([undefined, null]));
});

describe('an instant', () => {
  it('is the same however its offset is written', () => {
    const all = ['2026-03-08T14:00:00.000Z', '2026-03-08T14:00Z', '2026-03-08T09:00:00-05:00', '2026-03-08T15:00:00.0+01:00'];
    expect(new Set(all.map((text) => toInstant(text, 'at').toISOString()))).toEqual(new Set(['2026-03-08T14:00:00.000Z']));
  });

  it.each([
    '2026-03-08T14:00:00',
    '2026-02-30T10:00:00Z',
    '2026-03-08T25:00:00Z',
    '2026-03-08',
    'now',
    '2026-03-08T14:00:00.1234Z',
  ])('may not be %j', (text) => expect(() => toInstant(text, 'at')).toThrow(/instant|date/));
});

describe('a time zone', () => {
  it.each(['America/New_York', 'UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('may be %s', (zone) =>
    expect(isTimeZone(zone)).toBe(true),
  );
  it.each(['', 'Mars/Base', 'EST5EDT;DROP', '+05:00', '../etc/passwd'])('may not be %j', (zone) =>
    expect(isTimeZone(zone)).toBe(false),
  );
});

describe('a year', () => {
  it('is from 1900 to 2200, for days and for instants in any offset', () => {
    for (const day of ['1899-12-31', '2201-01-01', '0001-01-01', '9999-12-31'])
      expect(() => toDate(day, 'day')).toThrow('day must be in the years from 1900 to 2200.');
    for (const instant of ['1899-12-31T23:59:59Z', '2201-01-01T00:00Z', '2200-12-31T23:00:00-05:00', '1900-01-01T00:00:00+02:00'])
      expect(() => toInstant(instant, 'at')).toThrow('years from 1900 to 2200');
    expect(toInstant('2200-12-31T23:59:59.999Z', 'at').getUTCFullYear()).toBe(2200);
  });
});
