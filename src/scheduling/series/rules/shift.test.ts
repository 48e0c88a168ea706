import fc from 'fast-check';
import { expand, ruleOf } from './recurrence.js';
import { cutBefore, isInPlace, movedPlace, placeOf, ruleOfDays, shiftOf } from './shift.js';

const NEW_YORK = 'America/New_York';
const at = (text: string): Date => new Date(text);
const placed = (start: string) => ({ startTime: at(start), originalStart: at(start), seriesStart: at(start) });
const days = (...texts: string[]): Date[] => texts.map((text) => at(`${text}T15:00:00Z`));

describe('the place of an appointment in its series', () => {
  const [start, original, series] = days('2030-06-05', '2030-06-03', '2030-06-04') as [Date, Date, Date];
  it('is where the series means it to be, else its original start, else its start', () => {
    expect(placeOf({ startTime: start, originalStart: original, seriesStart: series })).toBe(series);
    expect(placeOf({ startTime: start, originalStart: original, seriesStart: null })).toBe(original);
    expect(placeOf({ startTime: start, originalStart: null, seriesStart: null })).toBe(start);
  });

  it('is where it stands, unless it was moved by itself', () => {
    expect(isInPlace({ startTime: series, originalStart: original, seriesStart: series })).toBe(true);
    expect(isInPlace({ startTime: start, originalStart: original, seriesStart: series })).toBe(false);
  });
});

describe('a series that is moved', () => {
  it('keeps its wall clock where the clocks change between its appointments', () => {
    // From 9:00 on Monday to 10:30 on Tuesday, in winter; the others lie behind the change.
    const shift = shiftOf(placed('2030-03-04T14:00:00Z'), at('2030-03-05T15:30:00Z'), NEW_YORK, NEW_YORK);
    expect([shift.days, shift.wall.toString()]).toEqual([1, '10:30:00']);
    expect(movedPlace(placed('2030-03-11T13:00:00Z'), shift)).toEqual(at('2030-03-12T14:30:00Z'));
    expect(movedPlace(placed('2030-11-04T14:00:00Z'), shift)).toEqual(at('2030-11-05T15:30:00Z'));
  });

  it('moves forward out of a time that the clocks skip, and to the first of two that they show', () => {
    const shift = shiftOf(placed('2030-03-03T14:00:00Z'), at('2030-03-03T07:30:00Z'), NEW_YORK, NEW_YORK);
    expect(movedPlace(placed('2030-03-10T13:00:00Z'), shift)).toEqual(at('2030-03-10T07:30:00Z'));
    const early = shiftOf(placed('2030-10-27T13:00:00Z'), at('2030-10-27T05:30:00Z'), NEW_YORK, NEW_YORK);
    expect(movedPlace(placed('2030-11-03T14:00:00Z'), early)).toEqual(at('2030-11-03T05:30:00Z'));
  });

  it('counts days by the calendar, over midnight and back over 29 February', () => {
    // From 23:30 to half past midnight: another day, though an hour later.
    expect(shiftOf(placed('2030-06-04T03:30:00Z'), at('2030-06-04T04:30:00Z'), NEW_YORK, NEW_YORK).days).toBe(1);
    const back = shiftOf(placed('2028-03-01T15:00:00Z'), at('2028-02-28T15:00:00Z'), NEW_YORK, NEW_YORK);
    expect(back.days).toBe(-2);
    expect(movedPlace(placed('2028-03-02T15:00:00Z'), back)).toEqual(at('2028-02-29T15:00:00Z'));
  });

  it('without a new start goes to what the clocks of its new zone show', () => {
    // 23:30 in New York is 22:30 in Chicago, on the same day; half past midnight is on the day before.
    const same = shiftOf(placed('2030-06-04T03:30:00Z'), undefined, NEW_YORK, 'America/Chicago');
    expect([same.days, same.wall.toString()]).toEqual([0, '22:30:00']);
    const before = shiftOf(placed('2030-06-04T04:30:00Z'), undefined, NEW_YORK, 'America/Chicago');
    expect([before.days, before.wall.toString()]).toEqual([-1, '23:30:00']);
  });

  it('takes the one that names the move to exactly where it is put', () => {
    const instants = fc.integer({ min: Date.UTC(2029, 0, 1) / 60_000, max: Date.UTC(2031, 0, 1) / 60_000 });
    const zones = fc.constantFrom(NEW_YORK, 'UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Africa/Casablanca');
    fc.assert(
      fc.property(instants, instants, zones, zones, (from, to, old, zone) => {
        const start = new Date(to * 60_000);
        const row = { startTime: new Date(from * 60_000), originalStart: null, seriesStart: null };
        const moved = movedPlace(row, shiftOf(row, start, old, zone));
        // Of two times that the clocks show alike the series takes the first.
        expect([0, 30, 60]).toContain((start.getTime() - moved.getTime()) / 60_000);
        if (zone === 'UTC' || zone === 'Asia/Kolkata') expect(moved).toEqual(start);
      }),
    );
  });
});

describe('the rule of the days of a series', () => {
  it('ends with the last of them, and leaves out those that are not there', () =>
    expect(ruleOfDays('FREQ=WEEKLY;BYDAY=MO;COUNT=9', days('2030-06-24', '2030-06-03', '2030-06-10'), NEW_YORK)).toEqual({
      rule: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20300624',
      weekdays: 'MO',
      exceptions: ['2030-06-17'],
    }));

  it('counts days on the clock of the place', () => {
    // Eight in the evening of Mondays, which is Tuesday by UTC.
    const evenings = [at('2030-06-04T00:00:00Z'), at('2030-06-11T00:00:00Z')];
    expect(ruleOfDays('FREQ=WEEKLY;BYDAY=MO;UNTIL=20300901', evenings, NEW_YORK)).toMatchObject({
      rule: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20300610',
      exceptions: [],
    });
  });

  it('has other weekdays where the series moved to other days', () => {
    expect(ruleOfDays('FREQ=WEEKLY;BYDAY=MO,SU', days('2030-06-04', '2030-06-10', '2030-06-11'), NEW_YORK, 1)).toEqual({
      rule: 'FREQ=WEEKLY;BYDAY=TU,MO;UNTIL=20300611',
      weekdays: 'TU,MO',
      exceptions: [],
    });
    // A whole week leaves them as they are.
    expect(ruleOfDays('FREQ=WEEKLY;BYDAY=MO', days('2030-06-10', '2030-06-17'), NEW_YORK, 7)).toMatchObject({ weekdays: 'MO' });
  });

  it('begins its weeks later by as much where it leaves weeks out', () => {
    const rule = (text: string, ...dates: string[]) => ruleOfDays(text, days(...dates), NEW_YORK, 1).rule;
    expect(rule('FREQ=WEEKLY;INTERVAL=2;BYDAY=SU', '2030-06-10', '2030-06-24')).toBe(
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=TU;UNTIL=20300624',
    );
    expect(rule('FREQ=WEEKLY;BYDAY=MO;WKST=SU', '2030-06-11', '2030-06-18')).toBe('FREQ=WEEKLY;BYDAY=TU;WKST=MO;UNTIL=20300618');
  });

  it('has none where it was entered without one, or nothing is left', () => {
    const none = { rule: null, weekdays: null, exceptions: [] };
    expect(ruleOfDays(null, days('2030-06-03'), NEW_YORK)).toEqual(none);
    expect(ruleOfDays('FREQ=WEEKLY;BYDAY=MO', [], NEW_YORK)).toEqual(none);
  });

  it('refuses days on which it cannot repeat', () => {
    // The second Tuesday of each month, a day later: Wednesdays are not always the second.
    expect(() => ruleOfDays('FREQ=MONTHLY;BYDAY=2TU', days('2030-06-12', '2030-07-10'), NEW_YORK, 1)).toThrow(
      expect.objectContaining({ status: 422, code: 'series.days' }),
    );
  });

  it('tells the days of a weekly series again, however many days it moves', () => {
    const weekdays = fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1 });
    fc.assert(
      fc.property(
        weekdays,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: -9, max: 9 }),
        (names, interval, count, by) => {
          const first = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'].indexOf(names[0] ?? 'MO');
          const start = new Date(Date.UTC(2030, 5, 3 + first, 15));
          const series = { frequency: 'WEEKLY', interval, daysOfWeek: names, count } as Parameters<typeof expand>[0];
          const moved = expand(series, start, 'UTC').map((one) => new Date(one.start.getTime() + by * 86_400_000));
          expect(ruleOfDays(ruleOf(series, start, 'UTC'), moved, 'UTC', by).exceptions).toEqual([]);
        },
      ),
    );
  });
});

describe('a pattern that is cut', () => {
  const pattern = {
    rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=9',
    startDate: at('2030-06-03T15:00:00Z'),
    excludedDates: ['2030-06-10', '2030-07-01'],
  };

  it('ends the day before the first that goes; of its exceptions the earlier stay', () => {
    const from = at('2030-06-24T15:00:00Z');
    expect(cutBefore(pattern, from, days('2030-06-03', '2030-06-17'), NEW_YORK)).toEqual({
      rrule: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20300623',
      startDate: pattern.startDate,
      endDate: at('2030-06-24T14:59:59.999Z'),
      occurrenceCount: null,
      excludedDates: ['2030-06-10'],
    });
  });

  it('begins with the earliest that stays, and leaves out the days of the rule before it that are not there', () =>
    expect(cutBefore(pattern, at('2030-06-24T15:00:00Z'), days('2030-05-20', '2030-06-17'), NEW_YORK)).toMatchObject({
      startDate: at('2030-05-20T15:00:00Z'),
      excludedDates: ['2030-05-27', '2030-06-10'],
    }));

  it('stays without a rule where it has none', () =>
    expect(cutBefore({ ...pattern, rrule: null }, at('2030-06-24T15:00:00Z'), [], NEW_YORK)).toMatchObject({
      rrule: null,
      startDate: pattern.startDate,
      excludedDates: ['2030-06-10'],
    }));
});
