/** Moving the appointments of a series together, and the rule that tells their new days. Pure. */
import { Temporal } from 'temporal-polyfill';
import { unprocessable } from '../../shared/errors.js';
import type { CalendarDate } from '../../shared/time.js';
import { daysOf, occurrenceOn } from './recurrence.js';

interface Row {
  id: bigint;
  startTime: Date;
  endTime: Date;
  originalStart: Date | null;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const wallOf = (instant: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);

/**
 * The new times of all of them. They move by as many days as the named one moves from where its series meant it to be, to the
 * named one's new time of the wall clock.
 * @param move.start the named one's new start; absent: all stay where they are
 * @param move.length in ms; absent: each keeps its own
 * @param move.from the zone that the series has kept so far; `to`: the zone that it keeps from now on
 */
export function movedTimes(
  rows: readonly Row[],
  { named, start, length, from, to }: { named: Row; start?: Date; length?: number; from: string; to: string },
): { id: bigint; start: Date; end: Date }[] {
  const dayOf = (row: Row): Temporal.PlainDate => wallOf(row.originalStart ?? row.startTime, from).toPlainDate();
  const target = start && wallOf(start, to);
  const days = target && dayOf(named).until(target.toPlainDate(), { largestUnit: 'day' }).days;
  return rows.map((row) => {
    const own = row.endTime.getTime() - row.startTime.getTime();
    const at = target ? occurrenceOn(dayOf(row).add({ days: days ?? 0 }), target.toPlainTime(), to).start : row.startTime;
    return { id: row.id, start: at, end: new Date(at.getTime() + (length ?? own)) };
  });
}

const withoutEnd = (rule: string): string[] => rule.split(';').filter((part) => !/^(COUNT|UNTIL)=/.test(part));
const compact = (day: Temporal.PlainDate): string => day.toString().replaceAll('-', '');

/**
 * The rule of those days: the series' own with another end, and for a weekly one with the weekdays that they are on now; the days
 * of that rule on which there is none are its exceptions.
 * @param rule after RFC 5545; null for a series that was entered without one
 * @throws 422 where the series cannot repeat on those days
 */
export function ruleOfDays(
  rule: string | null,
  starts: readonly Date[],
  zone: string,
): { rule: string | null; weekdays: string | null; exceptions: CalendarDate[] } {
  const planned = starts.map((start) => wallOf(start, zone).toPlainDate()).sort((a, b) => Temporal.PlainDate.compare(a, b));
  const [first, last] = [planned[0], planned.at(-1)];
  if (rule === null || !first || !last) return { rule: null, weekdays: null, exceptions: [] };
  const present = new Set(planned.map((day) => WEEKDAYS[day.dayOfWeek - 1]));
  const weekdays = WEEKDAYS.filter((day) => present.has(day)).join(',');
  const weekly = /(^|;)FREQ=WEEKLY(;|$)/.test(rule);
  const days = weekly
    ? withoutEnd(rule).map((part) => (part.startsWith('BYDAY=') ? `BYDAY=${weekdays}` : part))
    : withoutEnd(rule);
  const text = [...days, `UNTIL=${compact(last)}`].join(';');
  const told = new Set(daysOf(text, first).days.map(String));
  if (planned.some((day) => !told.has(day.toString())))
    throw unprocessable(
      'series.days',
      'This series cannot repeat on those days. Cancel what follows and book a new series.',
      'startTime',
    );
  const kept = new Set(planned.map(String));
  return {
    rule: text,
    weekdays: weekly && rule.includes('BYDAY=') ? weekdays : null,
    exceptions: [...told].filter((day) => !kept.has(day)),
  };
}

/** What the pattern says after those from `from` on were split off. */
export function cutBefore(
  pattern: { rrule: string | null; excludedDates: string[] },
  from: Date,
  zone: string,
): { rrule: string | null; endDate: Date; occurrenceCount: null; excludedDates: string[] } {
  const day = wallOf(from, zone).toPlainDate();
  return {
    rrule:
      pattern.rrule === null ? null : [...withoutEnd(pattern.rrule), `UNTIL=${compact(day.subtract({ days: 1 }))}`].join(';'),
    endDate: new Date(from.getTime() - 1),
    occurrenceCount: null,
    excludedDates: pattern.excludedDates.filter((date) => date < day.toString()),
  };
}
