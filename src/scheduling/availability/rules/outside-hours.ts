/** Whether a time lies outside of the hours of a person or of a place, in words. Pure. */
import type { SpokenTimes } from '../../../kernel/spoken-times.js';
import { clockOf } from '../../../kernel/clock.js';
import { covered, type Interval, overlaps } from './intervals.js';
import { type ClockReader, clockReader, type Hours, type Stretch, stretchesOf } from './hours.js';

/** A place; without an id the practice itself. */
export interface PlaceOnClock {
  id: string | null;
  name: string | null;
  zone: string;
}

/** Somebody with all their working hours. */
export interface Worker {
  name: string;
  hours: readonly Omit<Hours, 'zone'>[];
}

/** What is wrong with a time, and what it is about. */
export interface Outside {
  code: 'OUTSIDE_HOURS' | 'WRONG_LOCATION';
  message: string;
}

/** The stretches of the day on which the time begins, and of what it touches besides. */
function around(
  hours: readonly Hours[],
  zone: string,
  time: Interval,
  clock: ClockReader,
): { day: Interval; stretches: Stretch[] } {
  const date = clockOf(zone).day(new Date(time.start));
  const day = { start: clock(date, '00:00', zone), end: clock(date, '24:00', zone) };
  const window = { start: Math.min(day.start, time.start), end: Math.max(day.end, time.end) };
  return { day, stretches: stretchesOf(hours, window, clock) };
}

/** `9:00 AM–12:00 PM and 1:00 PM–5:00 PM`; empty where there is nothing on that day. */
export function spansOfDay(stretches: readonly Stretch[], day: Interval, zone: string, say: SpokenTimes): string {
  const clock = (moment: number): string => say.clock(new Date(moment), zone);
  const spans = stretches.filter((one) => overlaps(one, day)).map((one) => `${clock(one.start)}–${clock(one.end)}`);
  return [...new Set(spans)].join(' and ');
}

/**
 * Why somebody does not work then and there; null where they do. Without a place any one will do, but one alone.
 * @param places all of them, with the practice itself
 */
export function outsideWorkingHours(
  { name, hours: own }: Worker,
  places: readonly PlaceOnClock[],
  place: PlaceOnClock,
  time: Interval,
  say: SpokenTimes,
  clock: ClockReader = clockReader(),
): Outside | null {
  if (own.length === 0) return { code: 'OUTSIDE_HOURS', message: `${name} has no working hours.` };
  const zones = new Map(places.map(({ id, zone }) => [id, zone]));
  const hours = own.map((one): Hours => ({ ...one, zone: zones.get(one.locationId) ?? 'UTC' }));
  const { day, stretches } = around(hours, place.zone, time, clock);
  const tried =
    place.id === null
      ? [null, ...new Set(stretches.map(({ locationId }) => locationId))].map((id) =>
          stretches.filter(({ locationId }) => locationId === id),
        )
      : [stretches.filter(({ locationId }) => (locationId ?? place.id) === place.id)];
  if (tried.some((there) => covered(time, there))) return null;
  if (place.id !== null && covered(time, stretches)) {
    const others = new Set(stretches.filter((one) => overlaps(one, time)).map(({ locationId }) => locationId));
    const where = places.filter(({ id }) => others.has(id) && id !== place.id).map((one) => one.name ?? 'no particular place');
    return {
      code: 'WRONG_LOCATION',
      message: `${name} works at ${where.join(' and ')} then, not at ${place.name ?? 'this place'}.`,
    };
  }
  const spans = spansOfDay(stretches, day, place.zone, say);
  const message = spans ? `${name} works ${spans} on this day (${place.zone}).` : `${name} does not work on this day.`;
  return { code: 'OUTSIDE_HOURS', message };
}
