/**
 * A series worked out: from a rule to the instants of its occurrences. Pure. The rule says on which days (RFC 5545, by
 * rrule-temporal); the wall clock of the place says when on each of them. A time that the clocks skip moves forward by what they
 * skip; a time that they show twice is the first of the two (RFC 5545, 3.3.5).
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { unprocessable } from '../../shared/errors.js';
import { type CalendarDate, toDate } from '../../shared/time.js';

export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';
export type Frequency = 'DAILY' | 'WEEKLY' | 'BIWEEKLY' | 'MONTHLY' | 'CUSTOM';

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
  clockChange: 'SKIPPED' | 'TWICE' | null;
}

const DAY = 86_400_000;

export const MOST_OCCURRENCES = 500;
export const MOST_YEARS = 5;

const FREQUENCIES: Record<Exclude<Frequency, 'CUSTOM'>, string> = {
  DAILY: 'DAILY',
  WEEKLY: 'WEEKLY',
  BIWEEKLY: 'WEEKLY',
  MONTHLY: 'MONTHLY',
};
/** Parts of a rule that choose days. Those that choose times would leave the wall clock of the series. */
const CUSTOM_PARTS = /^(FREQ|INTERVAL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|BYYEARDAY|BYWEEKNO|WKST|COUNT|UNTIL)$/;

const refuse = (detail: string, path: string): Error => unprocessable('series.rule', detail, `recurrence.${path}`);

function customParts(rule: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of rule.replace(/^RRULE:/i, '').split(';')) {
    const [name = '', value = '', ...rest] = part.toUpperCase().split('=');
    if (rest.length > 0 || parts.has(name) || !CUSTOM_PARTS.test(name) || !/^[A-Z0-9,+-]+$/.test(value))
      throw refuse('This is not a rule of days after RFC 5545.', 'rule');
    parts.set(name, value);
  }
  if (!/^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(parts.get('FREQ') ?? ''))
    throw refuse('A rule repeats daily, weekly, monthly or yearly.', 'rule');
  return parts;
}

/**
 * The rule after RFC 5545, without DTSTART and with its end (UNTIL as a date).
 * Throws 422 for what is no rule, has no end or two.
 */
export function ruleOf(recurrence: Recurrence): string {
  const { frequency, interval = 1, daysOfWeek, rule, until, count } = recurrence;
  if (frequency === 'CUSTOM' && !rule) throw refuse('Give the rule.', 'rule');
  if (frequency !== 'CUSTOM' && rule) throw refuse('Only a CUSTOM series has a rule of its own.', 'rule');
  const parts = frequency === 'CUSTOM' ? customParts(rule ?? '') : new Map([['FREQ', FREQUENCIES[frequency]]]);
  if (frequency !== 'CUSTOM' && interval * (frequency === 'BIWEEKLY' ? 2 : 1) > 1)
    parts.set('INTERVAL', String(interval * (frequency === 'BIWEEKLY' ? 2 : 1)));
  if (daysOfWeek?.length) {
    if (parts.get('FREQ') !== 'WEEKLY' || frequency === 'CUSTOM')
      throw refuse('Days of the week go with WEEKLY and BIWEEKLY.', 'daysOfWeek');
    parts.set('BYDAY', [...new Set(daysOfWeek)].join(','));
  }
  const ends = [parts.get('COUNT'), parts.get('UNTIL'), count, until].filter((end) => end !== undefined);
  if (ends.length !== 1) throw refuse('A series ends on a day or after a number of times: give one of the two.', 'until');
  if (count !== undefined) parts.set('COUNT', String(count));
  if (until !== undefined) {
    toDate(until, 'recurrence.until');
    parts.set('UNTIL', until.replaceAll('-', ''));
  }
  if (Number(parts.get('COUNT') ?? 1) > MOST_OCCURRENCES)
    throw refuse(`A series has at most ${MOST_OCCURRENCES} occurrences.`, 'count');
  return [...parts].map(([name, value]) => `${name}=${value}`).join(';');
}

/**
 * The days of a rule (of ruleOf) from the first one on, as many as lie within five years of it.
 * @returns `more` when the rule goes on after them
 */
export function daysOf(rule: string, first: Temporal.PlainDate): { days: Temporal.PlainDate[]; more: boolean } {
  // Days alone are asked of the library, so its clock is UTC; UNTIL is the whole last day.
  const text = rule.replace(/UNTIL=(\d{8})(T\d{6}Z?)?/, 'UNTIL=$1T235959Z');
  const start = first.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' });
  const last = start.add({ years: MOST_YEARS });
  try {
    const engine = new RRuleTemporal({ rruleString: text, dtstart: start, temporal: Temporal });
    const epoch = Temporal.PlainDate.from('1970-01-01');
    const days = engine
      .between(start, last, true)
      .map(({ epochMilliseconds }) => epoch.add({ days: Math.floor(epochMilliseconds / DAY) }));
    const count = /(?:^|;)COUNT=(\d+)/.exec(text)?.[1];
    return { days, more: count === undefined ? engine.next(last) !== null : days.length < Number(count) };
  } catch {
    throw refuse('This is not a rule that has occurrences.', 'rule');
  }
}

/**
 * The occurrences of a series, the first of them at `start`.
 * @param zone the IANA zone whose wall clock the series keeps
 * @throws 422 at the field for a rule that is none, has no end, does not begin with `start`, or goes beyond five years or 500 times
 */
export function expand(recurrence: Recurrence, start: Date, zone: string): Occurrence[] {
  const first = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone);
  const { days, more } = daysOf(ruleOf(recurrence), first.toPlainDate());
  const [day] = days;
  if (!day) throw refuse('This rule has no occurrence.', recurrence.rule ? 'rule' : 'until');
  if (!day.equals(first.toPlainDate()))
    throw unprocessable('series.first', 'The first appointment is not on a day of its series.', 'startTime');
  if (days.length > MOST_OCCURRENCES) throw refuse(`A series has at most ${MOST_OCCURRENCES} occurrences.`, 'until');
  if (more) throw refuse(`A series ends within ${MOST_YEARS} years.`, recurrence.count === undefined ? 'until' : 'count');
  for (const [index, text] of (recurrence.exceptions ?? []).entries()) toDate(text, `recurrence.exceptions.${index}`);
  const left = new Set(recurrence.exceptions ?? []);
  const wall = first.toPlainTime();
  return days.filter((one) => !left.has(one.toString())).map((one) => occurrenceOn(one, wall, zone));
}

/** The occurrence of that day at that time of the wall clock. */
export function occurrenceOn(day: Temporal.PlainDate, wall: Temporal.PlainTime, zone: string): Occurrence {
  const local = day.toPlainDateTime(wall);
  // "compatible" is RFC 5545's way: forward out of a gap, the first of two.
  const there = local.toZonedDateTime(zone);
  const twice = !local.toZonedDateTime(zone, { disambiguation: 'later' }).equals(there);
  const skipped = !there.toPlainDateTime().equals(local);
  return { start: new Date(there.epochMilliseconds), clockChange: skipped ? 'SKIPPED' : twice ? 'TWICE' : null };
}
