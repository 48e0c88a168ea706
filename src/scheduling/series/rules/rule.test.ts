import { AppError } from '../../../kernel/errors.js';
import { partsOf, readRule } from './rule.js';

const whyNot = (text: string): string => {
  try {
    readRule(text);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  return 'read';
};

describe('a rule of days', () => {
  it('is read in any case, with and without its name', () => {
    const rule = { frequency: 'MONTHLY', interval: 2, weekStart: 6, weekdays: [{ nth: 2, weekday: 1 }], count: 6 };
    expect(readRule('FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU;WKST=SU;COUNT=6')).toEqual(rule);
    expect(readRule('rrule:count=6;freq=monthly;wkst=su;byday=+2tu;interval=2')).toEqual(rule);
  });

  it('repeats each time, from Monday on, where it says nothing else', () =>
    expect(readRule('FREQ=WEEKLY')).toEqual({ frequency: 'WEEKLY', interval: 1, weekStart: 0 }));

  it('has all of its lists, counted from either end', () =>
    expect(
      readRule('FREQ=YEARLY;BYMONTH=1,12;BYMONTHDAY=1,-1,31;BYYEARDAY=366,-366;BYDAY=MO,SU;BYSETPOS=1,-366;UNTIL=20300603'),
    ).toEqual({
      frequency: 'YEARLY',
      interval: 1,
      weekStart: 0,
      months: [1, 12],
      monthDays: [1, -1, 31],
      yearDays: [366, -366],
      weekdays: [
        { nth: 0, weekday: 0 },
        { nth: 0, weekday: 6 },
      ],
      positions: [1, -366],
      until: '20300603',
    }));

  it.each(['20300603', '20300603T140000', '20300603T140000Z'])('ends at %s as it is written', (until) =>
    expect(readRule(`FREQ=DAILY;UNTIL=${until}`).until).toBe(until),
  );

  const REPEATS = 'A rule repeats daily, weekly, monthly or yearly.';
  const NONE = 'This is not a rule of days after RFC 5545.';
  it.each([
    ['', NONE],
    ['every Tuesday', NONE],
    ['FREQ=DAILY;', NONE],
    ['FREQ=DAILY;COUNT=', NONE],
    ['FREQ=DAILY=2', NONE],
    ['BYDAY=MO', REPEATS],
    ['FREQ=HOURLY', REPEATS],
    ['FREQ=DAILY;BYHOUR=9', NONE],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ is there twice.'],
    ['FREQ=DAILY;count=1;COUNT=2', 'COUNT is there twice.'],
    ['FREQ=DAILY;COUNT=0', 'COUNT is a whole number from 1 on.'],
    ['FREQ=DAILY;COUNT=1.5', 'COUNT is a whole number from 1 on.'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL is a whole number from 1 on.'],
    ['FREQ=DAILY;UNTIL=2030-06-03', 'UNTIL is a day or an instant, like 20300603 or 20300603T140000Z.'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20300603', 'A rule has COUNT or UNTIL, not both.'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH is a list of numbers from 1 to 12.'],
    ['FREQ=YEARLY;BYMONTH=-1', 'BYMONTH is a list of numbers from 1 to 12.'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY is a list of numbers from 1 to 31, or from -31 to -1.'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY is a list of numbers from 1 to 31, or from -31 to -1.'],
    ['FREQ=WEEKLY;WKST=XX', 'A day of the week is MO, TU, WE, TH, FR, SA or SU.'],
    ['FREQ=WEEKLY;BYDAY=Monday', 'BYDAY is a list of weekdays, like MO,TU or 2MO,-1FR.'],
    ['FREQ=WEEKLY;BYDAY=MO,', 'BYDAY is a list of weekdays, like MO,TU or 2MO,-1FR.'],
    ['FREQ=YEARLY;BYDAY=54MO', 'The number before a weekday is from 1 to 53, or from -53 to -1.'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'The number before a weekday is from 1 to 53, or from -53 to -1.'],
  ])('is not %j', (text, why) => expect(whyNot(text)).toBe(why));

  it.each([
    ['FREQ=MONTHLY;BYWEEKNO=20', 'BYWEEKNO goes with FREQ=YEARLY alone.'],
    ['FREQ=MONTHLY;BYYEARDAY=200', 'BYYEARDAY goes with FREQ=YEARLY alone.'],
    ['FREQ=WEEKLY;BYMONTHDAY=13', 'BYMONTHDAY does not go with FREQ=WEEKLY.'],
    ['FREQ=DAILY;BYDAY=1MO', 'A number before a weekday goes with FREQ=MONTHLY and FREQ=YEARLY alone.'],
    ['FREQ=WEEKLY;BYDAY=MO,-1TU', 'A number before a weekday goes with FREQ=MONTHLY and FREQ=YEARLY alone.'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'A number before a weekday does not go with BYWEEKNO.'],
    ['FREQ=MONTHLY;BYDAY=-6FR', 'No weekday comes more than five times a month.'],
    ['FREQ=YEARLY;BYMONTH=2;BYDAY=6FR', 'No weekday comes more than five times a month.'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS goes with another part that begins with BY.'],
  ])('keeps to the table of the standard: not %s', (text, why) => expect(whyNot(text)).toBe(why));

  it.each([
    'FREQ=YEARLY;BYDAY=53MO',
    'FREQ=YEARLY;BYWEEKNO=-53;BYDAY=MO',
    'FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR',
    'FREQ=MONTHLY;BYDAY=5FR',
  ])('keeps to the table of the standard: %s is one', (text) => expect(whyNot(text)).toBe('read'));

  it('refuses with a code, a status and the field', () => {
    expect(() => readRule('FREQ=HOURLY')).toThrow(
      expect.objectContaining({
        status: 422,
        code: 'series.rule',
        errors: [expect.objectContaining({ path: 'recurrence.rule' })],
      }),
    );
  });
});

it('the parts of a rule keep their order and stand in capitals', () =>
  expect([...partsOf('RRULE:freq=weekly;byday=mo,we')]).toEqual([
    ['FREQ', 'WEEKLY'],
    ['BYDAY', 'MO,WE'],
  ]));
