/**
 * A series worked out: from a rule to the instants of its occurrences. Pure. The rule says on which days (rule-days.ts); the wall
 * clock of the place says when on each of them. A time that the clocks skip moves forward by what they skip; a time that they show
 * twice is the first of the two (RFC 5545, 3.3.5), but for the first occurrence, which begins when it was asked for.
 */
import { Temporal } from 'temporal-polyfill';
import { unprocessable } from '../../../kernel/errors.js';
import type { Frequency } from '../../../generated/requests/series.js';
import { meaningOf, wallOf } from '../../../kernel/clock.js';
import { type CalendarDate, toDate } from '../../../kernel/time.js';
import type { Meaning } from '../../../kernel/wall-clock.js';
import { type DayNumber, daysOfRule } from './rule-days.js';
import { partsOf, readRule, type Weekday } from './rule.js';

export type { Frequency };

export interface Recurrence {
  frequency: Frequency;
  /** Every so many days, weeks, pairs of weeks, months. */
  interval?: number;
  /** For WEEKLY and BIWEEKLY; the first occurrence's own day when absent. */
  daysOfWeek?: readonly Weekday[];
  /** For CUSTOM: an RRULE of days (FREQ=MONTHLY;BYDAY=2TU). */
  rule?: string;
  /** The last day, in the zone. This or `count`. */
  until?: CalendarDate;
  count?: number;
  /** Days without an occurrence; they count all the same. */
  exceptions?: readonly CalendarDate[];
}

export interface Occurrence {
  start: Date;
  /** The clocks skip the wall-clock time on that day, or show it twice. */
  clockChange: Meaning['clockChange'];
}

export const MOST_OCCURRENCES = 500;
export const MOST_YEARS = 5;

const FREQUENCIES: Record<Exclude<Frequency, 'CUSTOM'>, string> = {
  DAILY: 'DAILY',
  WEEKLY: 'WEEKLY',
  BIWEEKLY: 'WEEKLY',
  MONTHLY: 'MONTHLY',
};
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2200;
const EPOCH = Temporal.PlainDate.from('1970-01-01');

const refuse = (detail: string, path: string): Error => unprocessable('series.rule', detail, `recurrence.${path}`);
const numberOf = (day: Temporal.PlainDate): DayNumber => EPOCH.until(day, { largestUnit: 'day' }).days;
const compact = (day: Temporal.PlainDate): string => day.toString().replaceAll('-', '');

/** The last day on which the series can have an occurrence, its UNTIL considered. Throws 422 for a day that there is not. */
function lastDayOf(until: string, wall: Temporal.PlainTime, zone: string): Temporal.PlainDate {
  const [, year, month, day, hour, minute, second, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(until) ?? [];
  try {
    const date = Temporal.PlainDate.from(`${year}-${month}-${day}`);
    if (hour === undefined) return date;
    const time = date.toPlainDateTime(Temporal.PlainTime.from(`${hour}:${minute}:${second}`));
    const end = new Date(meaningOf(time, utc ? 'UTC' : zone).instant);
    const local = wallOf(end, zone).toPlainDate();
    return occurrenceOn(local, wall, zone).start <= end ? local : local.subtract({ days: 1 });
  } catch {
    throw refuse('UNTIL is not a day of the calendar.', 'rule');
  }
}

/**
 * The rule after RFC 5545, without DTSTART and with its end: an UNTIL is the last day on the clock of the place, also where an
 * instant was given.
 * @param start of the first occurrence
 * @throws 422 for what is no rule, has no end or two
 */
export function ruleOf(recurrence: Recurrence, start: Date, zone: string): string {
  const { frequency, interval, daysOfWeek, rule, until, count } = recurrence;
  const isCustom = frequency === 'CUSTOM';
  if (isCustom && !rule) throw refuse('Give the rule.', 'rule');
  if (!isCustom && rule) throw refuse('Only a CUSTOM series has a rule of its own.', 'rule');
  const parts = isCustom ? partsOf(rule ?? '') : new Map([['FREQ', FREQUENCIES[frequency]]]);
  if (isCustom) {
    readRule(rule ?? '');
    if (interval !== undefined && interval !== 1) throw refuse('A CUSTOM series has its INTERVAL in its rule.', 'interval');
  } else {
    const every = (interval ?? 1) * (frequency === 'BIWEEKLY' ? 2 : 1);
    if (every > 1) parts.set('INTERVAL', String(every));
  }
  if (daysOfWeek?.length) {
    if (parts.get('FREQ') !== 'WEEKLY' || isCustom) throw refuse('Days of the week go with WEEKLY and BIWEEKLY.', 'daysOfWeek');
    parts.set('BYDAY', [...new Set(daysOfWeek)].join(','));
  }
  const ends = [parts.get('COUNT'), parts.get('UNTIL'), count, until].filter((end) => end !== undefined);
  if (ends.length !== 1) throw refuse('A series ends on a day or after a number of times: give one of the two.', 'until');
  if (count !== undefined) parts.set('COUNT', String(count));
  if (until !== undefined) {
    toDate(until, 'recurrence.until');
    parts.set('UNTIL', until.replaceAll('-', ''));
  }
  const end = parts.get('UNTIL');
  if (end !== undefined) parts.set('UNTIL', compact(lastDayOf(end, wallOf(start, zone).toPlainTime(), zone)));
  if (Number(parts.get('COUNT') ?? 1) > MOST_OCCURRENCES)
    throw refuse(`A series has at most ${MOST_OCCURRENCES} occurrences.`, 'count');
  return [...parts].map(([name, value]) => `${name}=${value}`).join(';');
}

/**
 * The days of a rule (of ruleOf) from the first one on, as many as lie within five years of it.
 * @returns `more` when the rule goes on after them
 */
export function daysOf(text: string, first: Temporal.PlainDate): { days: Temporal.PlainDate[]; more: boolean } {
  const rule = readRule(text);
  const last = numberOf(first.add({ years: MOST_YEARS }));
  // One that was kept with a time means its day.
  const until = rule.until && lastDayOf(rule.until.slice(0, 8), new Temporal.PlainTime(), 'UTC');
  const end = until ? Math.min(numberOf(until), numberOf(new Temporal.PlainDate(LATEST_YEAR, 12, 31))) : last;
  const days: Temporal.PlainDate[] = [];
  for (const number of daysOfRule(rule, numberOf(first), end)) {
    if (number > last) return { days, more: true };
    days.push(EPOCH.add({ days: number }));
    if (days.length === rule.count) return { days, more: false };
  }
  return { days, more: rule.count !== undefined };
}

/**
 * The occurrences of a series, the first of them at `start`.
 * @param zone the IANA zone whose wall clock the series keeps
 * @throws 422 at the field for a rule that is none, has no end, does not begin with `start`, or goes beyond five years or 500 times
 */
export function expand(recurrence: Recurrence, start: Date, zone: string): Occurrence[] {
  const first = wallOf(start, zone);
  if (first.year < EARLIEST_YEAR || first.year > LATEST_YEAR)
    throw unprocessable('series.first', `A series begins between ${EARLIEST_YEAR} and ${LATEST_YEAR}.`, 'startTime');
  const { days, more } = daysOf(ruleOf(recurrence, start, zone), first.toPlainDate());
  const [day] = days;
  if (!day) throw refuse('This rule has no occurrence.', recurrence.rule ? 'rule' : 'until');
  if (!day.equals(first.toPlainDate()))
    throw unprocessable('series.first', 'The first appointment is not on a day of its series.', 'startTime');
  if (days.length > MOST_OCCURRENCES) throw refuse(`A series has at most ${MOST_OCCURRENCES} occurrences.`, 'until');
  if (more) throw refuse(`A series ends within ${MOST_YEARS} years.`, recurrence.count === undefined ? 'until' : 'count');
  for (const [index, text] of (recurrence.exceptions ?? []).entries()) toDate(text, `recurrence.exceptions.${index}`);
  const left = new Set(recurrence.exceptions ?? []);
  const wall = first.toPlainTime();
  const occurrences = days
    .filter((one) => !left.has(one.toString()))
    .map((one): Occurrence => {
      const there = occurrenceOn(one, wall, zone);
      // The second of two times that the clocks show alike, if that was asked for.
      return one === day && there.start.getTime() !== start.getTime() ? { start, clockChange: null } : there;
    });
  if (occurrences.length === 0) throw refuse('Every day of the series is an exception: no appointment is left.', 'exceptions');
  return occurrences;
}

/** The occurrence of that day at that time of the wall clock. */
export function occurrenceOn(day: Temporal.PlainDate, wall: Temporal.PlainTime, zone: string): Occurrence {
  const { instant, clockChange } = meaningOf(day.toPlainDateTime(wall), zone);
  return { start: new Date(instant), clockChange };
}
