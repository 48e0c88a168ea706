/** Free times of one person: working hours, minus closures, time off and what is booked. Pure. */
import {
  type ClockReader,
  clockReader,
  type ClosedDays,
  closedAt,
  type Hours,
  openingOf,
  type OpeningStretch,
  shutAt,
  type Stretch,
  stretchesOf,
} from '../../availability/rules/hours.js';
import { type Interval, merged, without } from '../../availability/rules/intervals.js';

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
