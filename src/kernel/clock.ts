/** The clocks of named zones (`America/New_York`), on Temporal. Pure: who asks says at which instant. */
import { Temporal } from 'temporal-polyfill';
import { type Meaning, type WallClock, wallClock } from './wall-clock.js';

const clocks = new Map<string, WallClock>();
/** As many as there are, and more. */
const MOST = 1000;

/** The clock of a zone, made once. It throws RangeError when it is read, where there is no such zone. */
export function clockOf(zone: string): WallClock {
  const known = clocks.get(zone);
  if (known) return known;
  if (clocks.size >= MOST) clocks.clear();
  const offsetAt = (instant: number): number =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  const clock = wallClock(zone, offsetAt);
  clocks.set(zone, clock);
  return clock;
}

/** What the clocks of the zone show, to reckon with. */
export function wallOf(instant: Date, zone: string): Temporal.PlainDateTime {
  const shown = new Date(clockOf(zone).shows(instant.getTime()));
  return new Temporal.PlainDateTime(
    shown.getUTCFullYear(),
    shown.getUTCMonth() + 1,
    shown.getUTCDate(),
    shown.getUTCHours(),
    shown.getUTCMinutes(),
    shown.getUTCSeconds(),
    shown.getUTCMilliseconds(),
  );
}

/** What a time of the wall clock means in the zone. */
export const meaningOf = (wall: Temporal.PlainDateTime, zone: string): Meaning =>
  clockOf(zone).meaning(wall.toZonedDateTime('UTC').epochMilliseconds);
