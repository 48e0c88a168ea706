/**
 * Free times of one person: working hours, minus closures, time off and what is booked. Pure.
 *
 * Working hours are times on a wall clock. A time that the clocks skip moves forward by what they skip, one that they show
 * twice is the first of the two: as in a series (RFC 5545, 3.3.5). A closure is whole days on the clock of the place.
 */
import { clockOf } from '../../../kernel/clock.js';
import { addDays, DAY_MS, dayOf, weekdayOf } from '../../../kernel/days.js';
import type { CalendarDate } from '../../../kernel/time.js';
import { type Interval, merged, without } from '../../availability/rules/intervals.js';

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

/** What is known of one person's time. */
export interface Schedule {
  hours: readonly Hours[];
  closures: readonly ClosedDays[];
  timeOff: readonly Interval[];
  /** Their own appointments. */
  booked: readonly Interval[];
  /** How long they need before and after each of them. */
  bufferMinutes: number;
  /** Opening hours of all places. */
  opening: readonly OpeningStretch[];
}

/** What is looked for. */
export interface Wanted {
  window: Interval;
  durationMinutes: number;
  /** Starts lie so far apart, counted from where working hours begin. */
  stepMinutes: number;
  /** Where; null: wherever they work. */
  locationId: string | null;
  /** When the room, the learner or the equipment is taken. */
  taken: readonly Interval[];
  /** So many at most. */
  limit: number;
}

export interface FreeSlot extends Interval {
  locationId: string | null;
}

const MINUTE = 60_000;

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

/** The appointments with the buffer around each. */
export function withBuffer({ booked, bufferMinutes }: Pick<Schedule, 'booked' | 'bufferMinutes'>): Interval[] {
  const buffer = bufferMinutes * MINUTE;
  return booked.map(({ start, end }) => ({ start: start - buffer, end: end + buffer }));
}

/**
 * The free slots, by start and then by place, at most `limit`. Each lies in the working hours of one place, within the window.
 * @param zoneOf the zone of a location, of the practice for null
 */
export function freeSlots(
  schedule: Schedule,
  wanted: Wanted,
  zoneOf: (locationId: string | null) => string,
  clock: ClockReader = clockReader(),
): FreeSlot[] {
  const hours =
    wanted.locationId === null
      ? schedule.hours
      : schedule.hours
          .filter((one) => (one.locationId ?? wanted.locationId) === wanted.locationId)
          .map((one) => ({ ...one, locationId: wanted.locationId }));
  const places = [...new Set(hours.map(({ locationId }) => locationId))];
  const busy = merged([...schedule.timeOff, ...withBuffer(schedule), ...wanted.taken]);
  return places
    .flatMap((locationId) => {
      const stretches = stretchesOf(
        hours.filter((one) => one.locationId === locationId),
        wanted.window,
        clock,
      );
      const zone = zoneOf(locationId);
      const closed = closedAt(schedule.closures, locationId, zone, clock);
      const shut = shutAt(openingOf(schedule.opening, locationId, zone), wanted.window, clock);
      return startsIn(stretches, [...busy, ...closed, ...shut], wanted).map((start) => ({
        start,
        end: start + wanted.durationMinutes * MINUTE,
        locationId,
      }));
    })
    .sort((a, b) => a.start - b.start || Number(a.locationId ?? 0) - Number(b.locationId ?? 0))
    .slice(0, wanted.limit);
}

/** The starts in the stretches of one place, in order; not many more than `limit`. */
function startsIn(stretches: readonly Stretch[], holes: readonly Interval[], wanted: Wanted): number[] {
  const { window, limit } = wanted;
  const [duration, step] = [wanted.durationMinutes * MINUTE, wanted.stepMinutes * MINUTE];
  const outside = [
    { start: -Infinity, end: window.start },
    { start: window.end, end: Infinity },
  ];
  const free = without(stretches, [...holes, ...outside]);
  const starts = new Set<number>();
  let latest = -Infinity;
  let first = 0;
  for (const stretch of stretches) {
    // Stretches come in order: from here on all starts are later than those found.
    if (starts.size >= limit && stretch.start > latest) break;
    while (first < free.length && (free[first] as Interval).end <= stretch.start) first++;
    for (let index = first; index < free.length && (free[index] as Interval).start < stretch.end; index++) {
      const part = free[index] as Interval;
      const skipped = Math.max(0, Math.ceil((part.start - stretch.start) / step));
      for (let at = stretch.start + skipped * step; at < stretch.end && at + duration <= part.end; at += step) {
        starts.add(at);
        latest = Math.max(latest, at);
      }
    }
  }
  return [...starts].sort((a, b) => a - b);
}
