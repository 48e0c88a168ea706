/**
 * Wall-clock times of a named zone in the browser, and the instants that they mean. Pure. The same clock as the server's
 * (src/kernel/clock.ts), but that it asks the browser how far the zone is from UTC: Temporal would weigh more than the page's own script
 * gains by it (20 kB compressed, to 34).
 */
import { type OffsetAt, type WallClock, wallClock } from '../../src/kernel/wall-clock.js';

/** Asks the platform, to the second: what the clocks show, less what UTC shows. */
function offsetsOf(zone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const of = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0;
    const shown = new Date(0);
    shown.setUTCFullYear(of('year'), of('month') - 1, of('day'));
    shown.setUTCHours(of('hour'), of('minute'), of('second'));
    return shown.getTime() - Math.floor(instant / 1000) * 1000;
  };
}

const clocks = new Map<string, WallClock>();

/** The clock of a zone, made once. */
export function clockIn(zone: string): WallClock {
  const clock = clocks.get(zone) ?? wallClock(zone, offsetsOf(zone));
  clocks.set(zone, clock);
  return clock;
}

/** `2026-03-08T09:30` in the zone: what a datetime-local input takes. */
export const toWallTime = (instant: Date, zone: string): string => clockIn(zone).text(instant);

/** The instant at which the zone's clocks show that time; an invalid date for what is no time. */
export function fromWallTime(text: string, zone: string): Date {
  const shown = Date.parse(`${text.slice(0, 16)}:00.000Z`);
  return new Date(Number.isNaN(shown) ? NaN : clockIn(zone).instantOf(shown));
}

/** Midnight at which the calendar day begins in the zone. */
export const startOfDay = (day: string, zone: string): Date => fromWallTime(`${day}T00:00`, zone);
