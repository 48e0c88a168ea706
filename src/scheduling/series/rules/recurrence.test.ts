import fc from 'fast-check';
import ICAL from 'ical.js';
import { expand, type Frequency, type Recurrence, ruleOf } from './recurrence.js';
import type { Weekday } from './rule.js';

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show, by the platform's own tables: "2026-03-08T09:00". */
function wallClock(instant: Date, zone: string): string {
  // In this language the format is the one that is wanted, but for the T.
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  formats.set(zone, format);
  return format.format(instant).replace(' ', 'T');
}

/** The first instant at which the clocks show that time, or undefined where they skip it: tried minute offsets, no library. */
function instantOf(wall: string, zone: string): Date | undefined {
  const asUtc = Date.parse(`${wall}:00.000Z`);
  // The widest offsets of the zones below, by half hours.
  for (let offset = 13 * 60; offset >= -5 * 60; offset -= 30) {
    const instant = new Date(asUtc - offset * 60_000);
    if (wallClock(instant, zone) === wall) return instant;
  }
  return undefined;
}

const walls = (recurrence: Recurrence, start: string, zone: string): string[] =>
  expand(recurrence, new Date(start), zone).map((one) => wallClock(one.start, zone));

describe('a series', () => {
  it('keeps its wall clock across both changes of the clocks', () => {
    const weekly = expand({ frequency: 'WEEKLY', count: 52 }, new Date('2026-01-05T14:00:00.000Z'), 'America/New_York');
    expect(new Set(weekly.map((one) => wallClock(one.start, 'America/New_York').slice(11)))).toEqual(new Set(['09:00']));
    expect(weekly[8]?.start.toISOString()).toBe('2026-03-02T14:00:00.000Z');
    expect(weekly[9]?.start.toISOString()).toBe('2026-03-09T13:00:00.000Z');
    expect(weekly[43]?.start.toISOString()).toBe('2026-11-02T14:00:00.000Z');
  });

  it('moves a time that the clocks skip forward by what they skip, and says so', () => {
    const daily = expand({ frequency: 'DAILY', count: 3 }, new Date('2026-03-07T07:30:00.000Z'), 'America/New_York');
    expect(daily.map((one) => [one.start.toISOString(), one.clockChange])).toEqual([
      ['2026-03-07T07:30:00.000Z', null],
      ['2026-03-08T07:30:00.000Z', 'SKIPPED'],
      ['2026-03-09T06:30:00.000Z', null],
    ]);
    const lordHowe = expand({ frequency: 'DAILY', count: 2 }, new Date('2026-10-02T15:45:00.000Z'), 'Australia/Lord_Howe');
    expect(wallClock(lordHowe[1]!.start, 'Australia/Lord_Howe')).toBe('2026-10-04T02:45');
  });

  it('takes the first of two times that the clocks show alike', () => {
    const daily = expand({ frequency: 'DAILY', count: 2 }, new Date('2026-10-31T05:30:00.000Z'), 'America/New_York');
    expect(daily[1]).toEqual({ start: new Date('2026-11-01T05:30:00.000Z'), clockChange: 'TWICE' });
  });

  it('leaves out months that do not have the day', () => {
    expect(walls({ frequency: 'MONTHLY', count: 4 }, '2026-01-31T10:00:00.000Z', 'UTC')).toEqual([
      '2026-01-31T10:00',
      '2026-03-31T10:00',
      '2026-05-31T10:00',
      '2026-07-31T10:00',
    ]);
  });

  it('knows the last working day of a month', () => {
    // Apart from the comparison below: the second engine begins such a rule in the wrong place.
    const rule = 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3';
    expect(walls({ frequency: 'CUSTOM', rule }, '2026-01-30T10:00:00.000Z', 'UTC')).toEqual([
      '2026-01-30T10:00',
      '2026-02-27T10:00',
      '2026-03-31T10:00',
    ]);
  });

  it('counts its exceptions', () => {
    const recurrence: Recurrence = { frequency: 'WEEKLY', count: 3, exceptions: ['2026-01-12'] };
    expect(walls(recurrence, '2026-01-05T10:00:00.000Z', 'UTC')).toEqual(['2026-01-05T10:00', '2026-01-19T10:00']);
  });

  it('ends with its last day, also late in the evening west of Greenwich', () => {
    const recurrence: Recurrence = { frequency: 'DAILY', until: '2026-06-03' };
    expect(walls(recurrence, '2026-06-02T03:00:00.000Z', 'America/Los_Angeles').at(-1)).toBe('2026-06-03T20:00');
  });

  it.each([
    ['FREQ=DAILY;UNTIL=20450521T060000Z', '2045-05-20T12:00:00.000Z', 'UTC', 'FREQ=DAILY;UNTIL=20450520', 1],
    ['FREQ=DAILY;UNTIL=20450521T120000Z', '2045-05-20T12:00:00.000Z', 'UTC', 'FREQ=DAILY;UNTIL=20450521', 2],
    ['FREQ=DAILY;UNTIL=20450521T115959Z', '2045-05-20T12:00:00.000Z', 'UTC', 'FREQ=DAILY;UNTIL=20450520', 1],
    // The end of 3 June on the clock of New York.
    ['FREQ=DAILY;UNTIL=20300604T035959Z', '2030-06-01T14:00:00.000Z', 'America/New_York', 'FREQ=DAILY;UNTIL=20300603', 3],
    ['FREQ=DAILY;UNTIL=20300604T035959Z', '2030-06-02T03:30:00.000Z', 'America/New_York', 'FREQ=DAILY;UNTIL=20300603', 3],
    // In Auckland it is the next day already.
    ['FREQ=DAILY;UNTIL=20300603T220000Z', '2030-06-01T22:00:00.000Z', 'Pacific/Auckland', 'FREQ=DAILY;UNTIL=20300604', 3],
    ['FREQ=DAILY;UNTIL=20300603T215959Z', '2030-06-01T22:00:00.000Z', 'Pacific/Auckland', 'FREQ=DAILY;UNTIL=20300603', 2],
    // Without a Z it is a time of the place.
    ['FREQ=DAILY;UNTIL=20300603T100000', '2030-06-01T14:00:00.000Z', 'America/New_York', 'FREQ=DAILY;UNTIL=20300603', 3],
    ['FREQ=DAILY;UNTIL=20300603T095959', '2030-06-01T14:00:00.000Z', 'America/New_York', 'FREQ=DAILY;UNTIL=20300602', 2],
    ['FREQ=DAILY;UNTIL=20300603', '2030-06-01T14:00:00.000Z', 'America/New_York', 'FREQ=DAILY;UNTIL=20300603', 3],
    // The clocks skip 2:30 on 8 March; it begins at 3:30, which is 7:30 in UTC.
    ['FREQ=DAILY;UNTIL=20260308T072959Z', '2026-03-07T07:30:00.000Z', 'America/New_York', 'FREQ=DAILY;UNTIL=20260307', 1],
    ['FREQ=DAILY;UNTIL=20260308T073000Z', '2026-03-07T07:30:00.000Z', 'America/New_York', 'FREQ=DAILY;UNTIL=20260308', 2],
  ])('with %s from %s in %s ends with %s', (rule, start, zone, kept, length) => {
    const recurrence: Recurrence = { frequency: 'CUSTOM', rule };
    expect(ruleOf(recurrence, new Date(start), zone)).toBe(kept);
    expect(expand(recurrence, new Date(start), zone)).toHaveLength(length);
  });

  it('begins when it was asked for, also at the second of two times that the clocks show alike', () => {
    const daily = expand({ frequency: 'DAILY', count: 2 }, new Date('2026-11-01T06:30:00.000Z'), 'America/New_York');
    expect(daily.map(({ start }) => start.toISOString())).toEqual(['2026-11-01T06:30:00.000Z', '2026-11-02T06:30:00.000Z']);
  });

  it.each<[string, Recurrence]>([
    ['without an end', { frequency: 'DAILY' }],
    ['with two ends', { frequency: 'DAILY', count: 3, until: '2026-02-01' }],
    ['too often', { frequency: 'DAILY', count: 501 }],
    ['too long', { frequency: 'MONTHLY', count: 61 + 1 }],
    ['until too late', { frequency: 'WEEKLY', until: '2031-06-01' }],
    ['by the hour', { frequency: 'CUSTOM', rule: 'FREQ=HOURLY;COUNT=3' }],
    ['with times of its own', { frequency: 'CUSTOM', rule: 'FREQ=DAILY;BYHOUR=9,15;COUNT=3' }],
    ['with another start', { frequency: 'CUSTOM', rule: 'FREQ=DAILY;COUNT=3\nDTSTART:20260101T000000Z' }],
    ['that never comes', { frequency: 'CUSTOM', rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3' }],
    ['of which no day is left', { frequency: 'DAILY', count: 2, exceptions: ['2026-01-05', '2026-01-06'] }],
    ['with an interval beside its rule', { frequency: 'CUSTOM', rule: 'FREQ=DAILY;COUNT=3', interval: 2 }],
    ['until a day that there is not', { frequency: 'CUSTOM', rule: 'FREQ=DAILY;UNTIL=20260231' }],
    ['until an hour that there is not', { frequency: 'CUSTOM', rule: 'FREQ=DAILY;UNTIL=20260131T250000Z' }],
    ['by its rule until the year 9999', { frequency: 'CUSTOM', rule: 'FREQ=DAILY;UNTIL=99991231T235959Z' }],
    ['that ends before it begins', { frequency: 'CUSTOM', rule: 'FREQ=DAILY;UNTIL=20260105T095959Z' }],
    ['with a part that is none', { frequency: 'CUSTOM', rule: 'FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3' }],
    ['that does not begin with its start', { frequency: 'WEEKLY', daysOfWeek: ['TU'], count: 3 }],
    ['with days that it has no use for', { frequency: 'MONTHLY', daysOfWeek: ['TU'], count: 3 }],
  ])('is refused %s', (_what, recurrence) => {
    expect(() => expand(recurrence, new Date('2026-01-05T10:00:00.000Z'), 'UTC')).toThrow(
      expect.objectContaining({ status: 422 }) as Error,
    );
    expect(() => expand({ frequency: 'DAILY', until: '9999-12-31' }, new Date('2026-01-05T10:00:00.000Z'), 'UTC')).toThrow(
      expect.objectContaining({ status: 400 }) as Error,
    );
  });
});

describe('a series in a year that no practice sees', () => {
  it.each(['9999-12-30T10:00:00.000Z', '1066-10-14T10:00:00.000Z'])('is refused (%s)', (start) => {
    expect(() => expand({ frequency: 'DAILY', count: 3 }, new Date(start), 'America/New_York')).toThrow(
      expect.objectContaining({ status: 422 }) as Error,
    );
  });
});

describe('a series beside a second engine (ical.js for the days, the platform for the clocks)', () => {
  const ZONES = [
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Asia/Kolkata',
    'Pacific/Auckland',
  ];
  const DAYS: Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const custom = fc.oneof(
    fc
      .record({ n: fc.integer({ min: -2, max: 4 }).filter((n) => n !== 0), day: fc.constantFrom(...DAYS) })
      .map(({ n, day }) => `FREQ=MONTHLY;BYDAY=${n}${day}`),
    fc
      .integer({ min: -3, max: 31 })
      .filter((n) => n !== 0)
      .map((n) => `FREQ=MONTHLY;BYMONTHDAY=${n}`),
    fc.subarray(DAYS, { minLength: 1 }).map((days) => `FREQ=WEEKLY;INTERVAL=3;BYDAY=${days.join(',')}`),
    fc.constantFrom('FREQ=YEARLY;BYMONTH=3,11;BYDAY=SU', 'FREQ=MONTHLY;BYMONTHDAY=1,15'),
  );
  const rules = fc.record({
    frequency: fc.constantFrom<Frequency>('DAILY', 'WEEKLY', 'BIWEEKLY', 'MONTHLY', 'CUSTOM'),
    interval: fc.integer({ min: 1, max: 4 }),
    daysOfWeek: fc.subarray(DAYS),
    rule: custom,
    count: fc.integer({ min: 1, max: 40 }),
    zone: fc.constantFrom(...ZONES),
    day: fc.integer({ min: 0, max: 730 }),
    // Most of them in the small hours, where clocks change.
    minutes: fc.oneof(
      fc.integer({ min: 0, max: 16 }).map((n) => n * 15),
      fc.integer({ min: 0, max: 95 }).map((n) => n * 15),
    ),
  });

  it('has the same occurrences for thousands of rules in six zones', () => {
    let [compared, changes] = [0, 0];
    fc.assert(
      fc.property(rules, ({ frequency, interval, daysOfWeek, rule, count, zone, day, minutes }) => {
        const recurrence: Recurrence =
          frequency === 'CUSTOM'
            ? { frequency, rule, count }
            : { frequency, interval, count, ...(frequency.includes('WEEKLY') ? { daysOfWeek } : {}) };
        const text = ruleOf(recurrence, new Date(0), 'UTC');
        const from = new Date(Date.UTC(2025, 0, 1) + day * 86_400_000 + minutes * 60_000).toISOString().slice(0, 16);
        const recur = ICAL.Recur.fromString(text);
        const iterator = recur.iterator(ICAL.Time.fromDateTimeString(`${from}:00`));
        const wanted: string[] = [];
        for (let next = iterator.next(); next && wanted.length < count; next = iterator.next())
          wanted.push(next.toString().slice(0, 16));
        const first = wanted[0];
        const start = first === undefined ? undefined : instantOf(first, zone);
        // A series begins with a time that there is, within what is allowed.
        if (!first || !start || Date.parse(`${wanted.at(-1) ?? ''}:00Z`) > Date.parse(`${first}:00Z`) + 4.9 * 365 * 86_400_000)
          return;
        const found = expand(recurrence, start, zone);
        expect(found).toHaveLength(wanted.length);
        found.forEach((one, index) => {
          const wall = wanted[index] ?? '';
          const instant = instantOf(wall, zone);
          if (instant) expect(one.start).toEqual(instant);
          else {
            // Skipped: as far after the change as it would have been before.
            expect(one.clockChange).toBe('SKIPPED');
            changes += 1;
            const shown = Date.parse(`${wallClock(one.start, zone)}:00Z`) - Date.parse(`${wall}:00Z`);
            expect([30 * 60_000, 60 * 60_000]).toContain(shown);
          }
        });
        compared += 1;
      }),
      { numRuns: 2000, seed: 20_260_308 },
    );
    expect(compared).toBeGreaterThan(1200);
    expect(changes).toBeGreaterThan(3);
  }, 120_000);
});
