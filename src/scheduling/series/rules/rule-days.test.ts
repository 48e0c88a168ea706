import fc from 'fast-check';
import rrule from 'rrule';
import { Temporal } from 'temporal-polyfill';
import { daysOfRule, type DayNumber } from './rule-days.js';
import { readRule, WEEKDAYS } from './rule.js';

const DAY = 86_400_000;
const numberOf = (text: string): DayNumber => Date.parse(`${text}T00:00:00Z`) / DAY;
const textOf = (number: DayNumber): string => new Date(number * DAY).toISOString().slice(0, 10);
const YEARS = 3 * 365;

const days = (rule: string, first: string, most = 60, within = 5 * 365): string[] => {
  const found: string[] = [];
  for (const number of daysOfRule(readRule(rule), numberOf(first), numberOf(first) + within)) {
    if (found.length === most) break;
    found.push(textOf(number));
  }
  return found;
};

describe('a rule of days', () => {
  it('keeps to its weekday also within days of the year', () => {
    const found = days('FREQ=YEARLY;BYDAY=FR;BYYEARDAY=-281,-280,-279,-278,-277,-276,-275', '2026-03-27');
    expect(found).toEqual(['2026-03-27', '2027-03-26', '2028-03-31', '2029-03-30', '2030-03-29']);
    expect(new Set(found.map((day) => new Date(day).getUTCDay()))).toEqual(new Set([5]));
  });

  it('crosses the year with its last week', () => {
    expect(days('FREQ=YEARLY;BYWEEKNO=53;BYDAY=SA', '2021-01-02')).toEqual(['2021-01-02']);
    expect(days('FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH,SA', '2026-12-31')).toEqual(['2026-12-31', '2027-01-02']);
    expect(days('FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,SU', '2024-12-30')).toEqual([
      '2024-12-30',
      '2025-01-05',
      '2025-12-29',
      '2026-01-04',
      '2027-01-04',
      '2027-01-10',
      '2028-01-03',
      '2028-01-09',
      '2029-01-01',
      '2029-01-07',
    ]);
    // A year has 52 weeks or 53: the first is the 53rd from the end, or the 52nd.
    expect(days('FREQ=YEARLY;BYWEEKNO=-53;BYDAY=MO', '2025-12-29')).toEqual(['2025-12-29']);
    expect(days('FREQ=YEARLY;BYWEEKNO=-52;BYDAY=MO', '2024-12-30').slice(0, 3)).toEqual([
      '2024-12-30',
      '2026-01-05',
      '2027-01-04',
    ]);
  });

  it.each([1, 2, 51, 52, 53, -1, -2, -51, -52, -53])('has the days of week %i of ISO 8601, for sixty years', (week) => {
    const all = 'BYDAY=MO,TU,WE,TH,FR,SA,SU';
    const [start, end] = [numberOf('1990-01-01'), numberOf('2050-12-31')];
    const wanted: string[] = [];
    for (let number = start; number <= end; number++) {
      const day = Temporal.PlainDate.from(textOf(number));
      const year = day.yearOfWeek ?? 0;
      // The 28th of December is in the last week of its year.
      const weeks = Temporal.PlainDate.from({ year, month: 12, day: 28 }).weekOfYear ?? 0;
      if (day.weekOfYear === (week > 0 ? week : weeks + week + 1)) wanted.push(textOf(number));
    }
    const found = [...daysOfRule(readRule(`FREQ=YEARLY;BYWEEKNO=${week};${all}`), start, end)].map(textOf);
    expect(found).toEqual(wanted);
  });

  it('takes the weekday of its first day where weeks alone are given', () => {
    expect(days('FREQ=YEARLY;BYWEEKNO=20', '2026-05-13').slice(0, 3)).toEqual(['2026-05-13', '2027-05-19', '2028-05-17']);
  });

  it('counts its weeks from the day with which they begin', () => {
    expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO', '1997-08-05', 4)).toEqual([
      '1997-08-05',
      '1997-08-10',
      '1997-08-19',
      '1997-08-24',
    ]);
    expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU', '1997-08-05', 4)).toEqual([
      '1997-08-05',
      '1997-08-17',
      '1997-08-19',
      '1997-08-31',
    ]);
  });

  it('counts positions in the whole period, also before its first day', () => {
    expect(days('FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2', '2026-06-03', 2)).toEqual(['2026-06-03', '2026-06-10']);
    expect(days('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-01-30', 3)).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-03-31',
    ]);
    expect(days('FREQ=DAILY;BYMONTH=2;BYSETPOS=1,-1', '2026-02-27', 3)).toEqual(['2026-02-27', '2026-02-28', '2027-02-01']);
    expect(days('FREQ=DAILY;BYMONTH=2;BYSETPOS=2', '2026-02-27')).toEqual([]);
  });

  it('has 29 February in leap years alone', () => {
    expect(days('FREQ=YEARLY', '2024-02-29')).toEqual(['2024-02-29', '2028-02-29']);
    expect(days('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', '2027-02-28', 2)).toEqual(['2027-02-28', '2028-02-29']);
    expect(days('FREQ=YEARLY;BYYEARDAY=366', '2024-12-31')).toEqual(['2024-12-31', '2028-12-31']);
  });

  it.each([
    ['FREQ=MONTHLY;BYMONTHDAY=32', /BYMONTHDAY/],
    ['FREQ=MONTHLY;BYMONTHDAY=0', /BYMONTHDAY/],
    ['FREQ=MONTHLY;BYMONTHDAY=-32', /BYMONTHDAY/],
    ['FREQ=MONTHLY;BYMONTHDAY=5,', /BYMONTHDAY/],
    ['FREQ=MONTHLY;BYMONTHDAY=1.5', /BYMONTHDAY/],
    ['FREQ=WEEKLY;BYMONTHDAY=5', /BYMONTHDAY/],
    ['FREQ=YEARLY;BYMONTH=13', /BYMONTH /],
    ['FREQ=YEARLY;BYMONTH=-1', /BYMONTH /],
    ['FREQ=YEARLY;BYWEEKNO=54', /BYWEEKNO/],
    ['FREQ=MONTHLY;BYWEEKNO=20', /BYWEEKNO/],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', /BYWEEKNO/],
    ['FREQ=YEARLY;BYYEARDAY=0', /BYYEARDAY/],
    ['FREQ=YEARLY;BYYEARDAY=367', /BYYEARDAY/],
    ['FREQ=MONTHLY;BYYEARDAY=100', /BYYEARDAY/],
    ['FREQ=WEEKLY;BYYEARDAY=100', /BYYEARDAY/],
    ['FREQ=DAILY;BYYEARDAY=100', /BYYEARDAY/],
    ['FREQ=WEEKLY;BYDAY=1TH', /number before a weekday/],
    ['FREQ=DAILY;BYDAY=-1TH', /number before a weekday/],
    ['FREQ=MONTHLY;BYDAY=0TH', /number before a weekday/],
    ['FREQ=YEARLY;BYDAY=54MO', /number before a weekday/],
    ['FREQ=MONTHLY;BYDAY=6MO', /five times/],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-6MO', /five times/],
    ['FREQ=WEEKLY;BYDAY=MO,XX', /day of the week/],
    ['FREQ=WEEKLY;BYDAY=MO,,TU', /BYDAY/],
    ['FREQ=WEEKLY;WKST=1', /day of the week/],
    ['FREQ=MONTHLY;BYSETPOS=1', /BYSETPOS/],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0', /BYSETPOS/],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367', /BYSETPOS/],
    ['FREQ=DAILY;COUNT=-3', /COUNT/],
    ['FREQ=DAILY;COUNT=0', /COUNT/],
    ['FREQ=DAILY;COUNT=3;UNTIL=20300101', /COUNT or UNTIL/],
    ['FREQ=DAILY;INTERVAL=0', /INTERVAL/],
    ['FREQ=DAILY;INTERVAL=1.5', /INTERVAL/],
    ['FREQ=DAILY;UNTIL=2030-01-01', /UNTIL/],
    ['FREQ=DAILY;UNTIL=20300101T1200Z', /UNTIL/],
    ['FREQ=DAILY;FREQ=WEEKLY', /twice/],
    ['FREQ=HOURLY', /daily, weekly, monthly or yearly/],
    ['BYDAY=MO', /daily, weekly, monthly or yearly/],
    ['FREQ=DAILY;BYHOUR=9', /RFC 5545/],
    ['FREQ=DAILY;X-PART=1', /RFC 5545/],
    ['FREQ=DAILY;', /RFC 5545/],
    ['FREQ=DAILY;INTERVAL', /RFC 5545/],
    ['FREQ=DAILY\nDTSTART:20300101', /daily/],
    ['', /RFC 5545/],
  ])('that says %s is refused, and told why', (rule, words) => {
    const fault = { status: 422, code: 'series.rule', detail: expect.stringMatching(words) as string };
    expect(() => readRule(rule)).toThrow(expect.objectContaining(fault) as Error);
  });
});

/**
 * So many days after which the calendar repeats itself, weekdays and all: 8,000 years. The other engine looks for the days of a rule that
 * has none until the year 9999, so it is asked shortly before.
 */
const AROUND = 20 * 146_097;

/**
 * Another engine's days of the same rule. It mistakes BYSETPOS beyond the days of a period and in a week that has begun, and a
 * BYDAY with and without numbers: so it is asked for whole periods without positions, and for each of the two kinds by itself.
 */
function otherDays(parts: Readonly<Record<string, string>>, first: DayNumber, most: number): string[] {
  const { BYSETPOS: positions, ...others } = parts;
  const entries = others.BYDAY?.split(',') ?? [];
  const kinds = [entries.filter((one) => one.length > 2), entries.filter((one) => one.length === 2)].filter(
    ({ length }) => length > 0,
  );
  const rules = (kinds.length > 0 ? kinds : [[]]).map((kind) =>
    Object.entries(others)
      .map(([name, value]) => `${name}=${name === 'BYDAY' ? kind.join(',') : value}`)
      .join(';'),
  );
  const weekStart = WEEKDAYS.findIndex((day) => day === (parts.WKST ?? 'MO'));
  /** The first day of the week, month or year of a day; the day itself. */
  const periodOf = (number: DayNumber): DayNumber => {
    const date = new Date(number * DAY);
    if (parts.FREQ === 'WEEKLY') return number - ((date.getUTCDay() + 6 - weekStart + 7) % 7);
    if (parts.FREQ === 'MONTHLY') return numberOf(`${textOf(number).slice(0, 7)}-01`);
    return parts.FREQ === 'YEARLY' ? numberOf(`${textOf(number).slice(0, 4)}-01-01`) : number;
  };
  const from = positions ? periodOf(first) : first;
  const all = rules.flatMap((rule) => {
    const engine = rrule.rrulestr(`DTSTART:${textOf(from + AROUND).replaceAll('-', '')}T000000Z\nRRULE:${rule}`);
    const end = new Date((AROUND + first + YEARS + (positions ? 366 : 0)) * DAY);
    return engine
      .between(new Date((from + AROUND) * DAY), end, true, (_, index) => positions !== undefined || index < most)
      .map((date) => date.getTime() / DAY - AROUND);
  });
  const sorted = [...new Set(all)].sort((left, right) => left - right);
  const places = positions?.split(',').map(Number);
  const sets = new Map<DayNumber, DayNumber[]>();
  for (const number of sorted) sets.set(periodOf(number), [...(sets.get(periodOf(number)) ?? []), number]);
  const chosen = [...sets.values()].flatMap((set) =>
    places ? set.filter((_, index) => places.includes(index + 1) || places.includes(index - set.length)) : set,
  );
  return chosen
    .filter((number) => number >= first && number <= first + YEARS)
    .slice(0, most)
    .map(textOf);
}

describe('rules beside a second engine (rrule)', () => {
  const signed = (most: number, least = 1) =>
    fc.tuple(fc.integer({ min: least, max: most }), fc.boolean()).map(([value, minus]) => (minus ? -value : value));
  const list = <T>(one: fc.Arbitrary<T>, maxLength = 4) =>
    fc.uniqueArray(one, { minLength: 1, maxLength }).map((all) => all.join(','));
  const weekday = fc.constantFrom(...WEEKDAYS);
  const stretch = fc.tuple(signed(360), fc.integer({ min: 0, max: 120 })).map(
    ([start, more]) =>
      Array.from({ length: more + 1 }, (_, index) => start + index)
        .filter((one) => one !== 0 && one <= 366)
        .join(',') || '1',
  );
  const optional = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) => fc.option(arbitrary, { nil: undefined, freq: 10 - freq });
  /** Every part that goes with the frequency, each there or not. */
  const parts = fc
    .constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY')
    .chain((FREQ) =>
      fc.record({
        FREQ: fc.constant(FREQ),
        INTERVAL: optional(fc.integer({ min: 1, max: 4 }).map(String), 5),
        BYMONTH: optional(list(fc.integer({ min: 1, max: 12 }), 6), 4),
        // The other engine miscounts the weeks around the turn of a year: those are held against the calendar of ISO 8601 above.
        BYWEEKNO:
          FREQ === 'YEARLY'
            ? optional(list(fc.oneof(fc.integer({ min: 1, max: 51 }), fc.integer({ min: -50, max: -2 }))))
            : fc.constant(undefined),
        BYYEARDAY: FREQ === 'YEARLY' ? optional(fc.oneof(stretch, list(signed(366), 6))) : fc.constant(undefined),
        BYMONTHDAY: FREQ === 'WEEKLY' ? fc.constant(undefined) : optional(list(signed(31), 6)),
        BYDAY: optional(list(weekday, 4), 4),
        nth:
          FREQ === 'MONTHLY' || FREQ === 'YEARLY' ? optional(list(fc.tuple(signed(53), weekday), 3), 3) : fc.constant(undefined),
        BYSETPOS: optional(list(signed(4), 3), 3),
        WKST: optional(weekday),
      }),
    )
    .map(({ nth, ...given }) => {
      const rule: Record<string, string | undefined> = { ...given };
      if (nth && !rule.BYWEEKNO) {
        const most = rule.FREQ === 'MONTHLY' || rule.BYMONTH ? 5 : 53;
        const numbered = nth.match(/-?\d+,[A-Z]{2}/g)?.map((one) => {
          const [number = '1', day = 'MO'] = one.split(',');
          return `${Number(number) % most || most}${day}`;
        });
        rule.BYDAY = [...new Set([...(numbered ?? []), ...(rule.BYDAY?.split(',') ?? [])])].join(',');
      }
      const says = rule.BYDAY ?? rule.BYMONTHDAY ?? rule.BYYEARDAY;
      // What weeks alone mean, and a position among days that the start says, the other engine answers in its own way.
      if (says === undefined && (rule.BYWEEKNO ?? rule.BYSETPOS)) rule.BYDAY = 'MO,SA';
      return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) as Record<string, string>;
    });

  it('have the same days for thousands that combine all parts', () => {
    const combined = new Map<string, number>();
    let compared = 0;
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 2000 }), (rule, offset) => {
        const text = Object.entries(rule)
          .map(([name, value]) => `${name}=${value}`)
          .join(';');
        const from = numberOf('1986-01-01') + offset;
        // A series begins on a day of its rule.
        const first = daysOfRule(readRule(text), from, from + YEARS).next().value;
        const start = first ?? from;
        const found = days(text, textOf(start), 15, YEARS);
        expect([text, textOf(start), found]).toEqual([text, textOf(start), otherDays(rule, start, 15)]);
        if (found.length === 0) return;
        compared += 1;
        const names = Object.keys(rule).filter((name) => name.startsWith('BY'));
        for (const one of names)
          for (const other of names)
            combined.set(`${rule.FREQ} ${one} ${other}`, (combined.get(`${rule.FREQ} ${one} ${other}`) ?? 0) + 1);
      }),
      { numRuns: 2500, seed: 20_261_128 },
    );
    expect(compared).toBeGreaterThan(1200);
    // Each pair of parts that may stand together did.
    const pairs = (frequency: string, names: string[]) =>
      names.flatMap((one) => names.map((other) => `${frequency} ${one} ${other}`));
    const all = [
      ...pairs('DAILY', ['BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS']),
      ...pairs('WEEKLY', ['BYMONTH', 'BYDAY', 'BYSETPOS']),
      ...pairs('MONTHLY', ['BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS']),
      ...pairs('YEARLY', ['BYMONTH', 'BYWEEKNO', 'BYMONTHDAY', 'BYYEARDAY', 'BYDAY', 'BYSETPOS']),
    ];
    expect(all.filter((pair) => (combined.get(pair) ?? 0) < 5)).toEqual([]);
  }, 240_000);
});
