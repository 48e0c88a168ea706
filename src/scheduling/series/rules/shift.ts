/** Moving the appointments of a series together, and the rule that tells their new days. Pure. */
import { Temporal } from 'temporal-polyfill';
import { wallOf } from '../../../kernel/clock.js';
import { unprocessable } from '../../../kernel/errors.js';
import type { CalendarDate } from '../../../kernel/time.js';
import { daysOf, occurrenceOn } from './recurrence.js';
import { type Weekday, WEEKDAYS } from './rule.js';

interface Placed {
  startTime: Date;
  originalStart: Date | null;
  seriesStart: Date | null;
}

/**
 * When its series means it to be now: its place in time. It moves with the series, and the original start stays what it is: the
 * identity. One that was moved by itself stands elsewhere.
 */
export const placeOf = ({ seriesStart, originalStart, startTime }: Placed): Date => seriesStart ?? originalStart ?? startTime;

/** Whether it stands where its series means it to be. */
export const isInPlace = (row: Placed): boolean => placeOf(row).getTime() === row.startTime.getTime();

export interface Shift {
  /** By so many days of the calendar. */
  days: number;
  /** To this time of the wall clock. */
  wall: Temporal.PlainTime;
  /** The zone that the series has kept so far, and the one that it keeps from now on. */
  from: string;
  to: string;
}

/**
 * How a series moves when one of its appointments gets a new start: by as many days as that one moves from its place, to the same
 * time of the wall clock. Without a new start, to what the clocks of the new zone show at its place.
 */
export function shiftOf(named: Placed, start: Date | undefined, from: string, to: string): Shift {
  const target = wallOf(start ?? placeOf(named), to);
  const { days } = wallOf(placeOf(named), from).toPlainDate().until(target.toPlainDate(), { largestUnit: 'day' });
  return { days, wall: target.toPlainTime(), from, to };
}

/** The place of an appointment after its series has moved. */
export const movedPlace = (row: Placed, { days, wall, from, to }: Shift): Date =>
  occurrenceOn(wallOf(placeOf(row), from).toPlainDate().add({ days }), wall, to).start;

const withoutEnd = (rule: string): string[] => rule.split(';').filter((part) => !/^(COUNT|UNTIL)=/.test(part));
const compact = (day: Temporal.PlainDate): string => day.toString().replaceAll('-', '');
const dayIn = (instant: Date, zone: string): Temporal.PlainDate => wallOf(instant, zone).toPlainDate();
const earlier = (left: Date, right: Date): number => left.getTime() - right.getTime();

/** A weekday so many days later. */
const later = (day: string, days: number): string =>
  WEEKDAYS[(((WEEKDAYS.indexOf(day as Weekday) + days) % 7) + 7) % 7] as string;

/** The parts of a rule whose days all come so many days later: a weekly one has other weekdays, and other weeks. */
function shifted(parts: readonly string[], days: number): string[] {
  if (days % 7 === 0 || !parts.includes('FREQ=WEEKLY')) return [...parts];
  const value = (name: string): string | undefined => parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const moved = parts
    .filter((part) => !part.startsWith('WKST='))
    .map((part) =>
      part.startsWith('BYDAY=')
        ? `BYDAY=${part
            .slice('BYDAY='.length)
            .split(',')
            .map((day) => later(day, days))
            .join(',')}`
        : part,
    );
  // Where a week begins tells only which weeks are left out, and which of its days is the first.
  const counts = value('WKST') ?? ((value('INTERVAL') ?? value('BYSETPOS')) ? 'MO' : undefined);
  return counts === undefined ? moved : [...moved, `WKST=${later(counts, days)}`];
}

/**
 * The rule of those that stand in their place: the series' own with another end; the days of that rule on which none of them is are its
 * exceptions.
 * @param rule after RFC 5545; null for a series that was entered without one
 * @param days by how many the series moves; undefined = it does not
 * @throws 422 where the series cannot repeat on those days
 */
export function ruleOfDays(
  rule: string | null,
  starts: readonly Date[],
  zone: string,
  days?: number,
): { rule: string | null; weekdays: string | null; exceptions: CalendarDate[] } {
  const planned = starts.map((start) => dayIn(start, zone)).sort((a, b) => Temporal.PlainDate.compare(a, b));
  const [first, last] = [planned[0], planned.at(-1)];
  if (rule === null || !first || !last) return { rule: null, weekdays: null, exceptions: [] };
  const parts = shifted(withoutEnd(rule), days ?? 0);
  const text = [...parts, `UNTIL=${compact(last)}`].join(';');
  const told = new Set(daysOf(text, first).days.map(String));
  if (days !== undefined && planned.some((day) => !told.has(day.toString())))
    throw unprocessable(
      'series.days',
      'This series cannot repeat on those days. Cancel what follows and book a new series.',
      'startTime',
    );
  const kept = new Set(planned.map(String));
  const weekdays = parts.includes('FREQ=WEEKLY') ? parts.find((part) => part.startsWith('BYDAY=')) : undefined;
  return {
    rule: text,
    weekdays: weekdays?.slice('BYDAY='.length) ?? null,
    exceptions: [...told].filter((day) => !kept.has(day)),
  };
}

/**
 * What the pattern says after those from `from` on were split off.
 * @param from the place of the first that goes
 * @param rest the places of those that stay, all before it
 */
export function cutBefore(
  pattern: { rrule: string | null; startDate: Date; excludedDates: string[] },
  from: Date,
  rest: readonly Date[],
  zone: string,
): { rrule: string | null; startDate: Date; endDate: Date; occurrenceCount: null; excludedDates: string[] } {
  const day = dayIn(from, zone);
  const rrule =
    pattern.rrule === null ? null : [...withoutEnd(pattern.rrule), `UNTIL=${compact(day.subtract({ days: 1 }))}`].join(';');
  // Those that stay may lie before what the rule told of so far: they did not move when the series did.
  const [first = pattern.startDate] = [...rest, pattern.startDate].sort(earlier);
  const begins = dayIn(pattern.startDate, zone).toString();
  const there = new Set(rest.map((place) => dayIn(place, zone).toString()));
  const added =
    rrule === null || first >= pattern.startDate
      ? []
      : daysOf(rrule, dayIn(first, zone))
          .days.map(String)
          .filter((date) => date < begins && !there.has(date));
  return {
    rrule,
    startDate: first,
    endDate: new Date(from.getTime() - 1),
    occurrenceCount: null,
    excludedDates: [...added, ...pattern.excludedDates.filter((date) => date < day.toString())],
  };
}
