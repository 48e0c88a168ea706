/**
 * Working and opening hours as stretches of time. Pure.
 *
 * Hours are times on a wall clock. A time that the clocks skip moves forward by what they skip, one that they show twice is the first of
 * the two: as in a series (RFC 5545, 3.3.5). A closure is whole days on the clock of the place.
 */
import { clockOf } from '../../../kernel/clock.js';
import { addDays, DAY_MS, dayOf, weekdayOf } from '../../../kernel/days.js';
import type { CalendarDate } from '../../../kernel/time.js';
import { type Interval, without } from './intervals.js';

/** One stretch of a weekday in which somebody works. */
export interface Hours {
  /** Null: wherever they are asked for. */
  locationId: string | null;
  /** The IANA zone of its wall clock. */
  zone: string;
  /** ISO: 1 is Monday. */
  weekday: number;
  /** 09:00 */
  startTime: string;
  /** 17:30, at the latest 24:00 */
  endTime: string;
  /** First and last day on which it holds; null = open. */
  validFrom: CalendarDate | null;
  validTo: CalendarDate | null;
}

/** Days on which the practice (no location) or one location is closed; both count. */
export interface ClosedDays {
  locationId: string | null;
  startDate: CalendarDate;
  endDate: CalendarDate;
}

/** One stretch of a weekday in which a location (or the practice) is open. */
export interface OpeningStretch {
  /** Null: of the practice, for locations that have none of their own. */
  locationId: string | null;
  /** ISO: 1 is Monday. */
  weekday: number;
  startTime: string;
  endTime: string;
}

/** A stretch of working hours on a certain day. */
export interface Stretch extends Interval {
  locationId: string | null;
}

/** Somebody with their working hours. */
export interface Colleague {
  id: string;
  name: string;
  isActive: boolean;
  bufferMinutes: number;
  /** All of them; the zone is yet to be told from the place. */
  hours: Omit<Hours, 'zone'>[];
}

/** A time in which somebody is away. */
export interface Absence extends Interval {
  userId: string;
}

/** A closure with what it is called. */
export interface NamedClosure extends ClosedDays {
  name: string;
}

/** The instant, in milliseconds, at which the clocks of `zone` show `time` on that day. 24:00 is where the next day begins. */
export type ClockReader = (day: CalendarDate, time: string, zone: string) => number;

/** Reads clocks, each time once. */
export function clockReader(): ClockReader {
  const known = new Map<string, number>();
  return (day, time, zone) => {
    const key = `${day} ${time} ${zone}`;
    const value = known.get(key) ?? clockOf(zone).at(day, time);
    known.set(key, value);
    return value;
  };
}

/** The days, each with its ISO weekday, that the window may touch in any zone. */
function daysOf({ start, end }: Interval): { day: CalendarDate; weekday: number }[] {
  const days = [];
  const after = dayOf(end + DAY_MS);
  for (let day = dayOf(start - DAY_MS); day <= after; day = addDays(day, 1)) days.push({ day, weekday: weekdayOf(day) });
  return days;
}

/** The stretches of these working hours that touch the window, in order of their start. */
export function stretchesOf(hours: readonly Hours[], window: Interval, clock: ClockReader = clockReader()): Stretch[] {
  return daysOf(window)
    .flatMap(({ day, weekday }) =>
      hours
        .filter((one) => one.weekday === weekday && (one.validFrom ?? day) <= day && (one.validTo ?? day) >= day)
        .map((one) => ({
          start: clock(day, one.startTime, one.zone),
          end: clock(day, one.endTime, one.zone),
          locationId: one.locationId,
        })),
    )
    .filter(({ start, end }) => start < end && start < window.end && end > window.start)
    .sort((a, b) => a.start - b.start);
}

/** When a place is closed: its own closures and those of the practice, as whole days on its clock. */
export function closedAt<Days extends ClosedDays>(
  closures: readonly Days[],
  locationId: string | null,
  zone: string,
  clock: ClockReader = clockReader(),
): (Interval & { closure: Days })[] {
  return closures
    .filter((one) => one.locationId === null || one.locationId === locationId)
    .map((closure) => ({
      start: clock(closure.startDate, '00:00', zone),
      end: clock(closure.endDate, '24:00', zone),
      closure,
    }));
}

/** The hours of a place; null where nobody has entered any, so that nothing is known. */
export function openingOf(all: readonly OpeningStretch[], locationId: string | null, zone: string): Hours[] | null {
  const own = all.filter((one) => one.locationId === locationId);
  const hours = own.length > 0 ? own : all.filter((one) => one.locationId === null);
  if (hours.length === 0) return null;
  return hours.map(({ weekday, startTime, endTime }) => ({
    locationId,
    zone,
    weekday,
    startTime,
    endTime,
    validFrom: null,
    validTo: null,
  }));
}

/** When a place with these hours is not open within the window; nothing where nothing is known. */
export function shutAt(hours: readonly Hours[] | null, window: Interval, clock: ClockReader = clockReader()): Interval[] {
  return hours === null ? [] : without([window], stretchesOf(hours, window, clock));
}
