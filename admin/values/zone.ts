/** Wall-clock times of a named zone, and the instants that they mean. Pure. */

interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

function wallClock(instant: Date, zone: string): WallClock {
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  );
  return {
    year: parts.year ?? 0,
    month: parts.month ?? 1,
    day: parts.day ?? 1,
    hour: parts.hour ?? 0,
    minute: parts.minute ?? 0,
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-03-08T09:30` in the zone: what a datetime-local input takes. */
export function toWallTime(instant: Date, zone: string): string {
  const { year, month, day, hour, minute } = wallClock(instant, zone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/**
 * The instant at which the zone's clocks show that time. A time that the clocks skip in spring means the moment after the
 * jump; one that they show twice in autumn means the first.
 */
export function fromWallTime(text: string, zone: string): Date {
  const asUtc = Date.parse(`${text.slice(0, 16)}:00.000Z`);
  if (Number.isNaN(asUtc)) return new Date(NaN);
  const offsetAt = (time: number): number =>
    Date.parse(`${toWallTime(new Date(time), zone)}:00.000Z`) - Math.floor(time / 60_000) * 60_000;
  const DAY = 86_400_000;
  const candidates = [offsetAt(asUtc - DAY), offsetAt(asUtc + DAY)].map((offset) => asUtc - offset).sort((a, b) => a - b);
  const exact = candidates.find((time) => toWallTime(new Date(time), zone) === text.slice(0, 16));
  return new Date(exact ?? candidates[1] ?? asUtc);
}

/** Midnight at which the calendar day begins in the zone. */
export function startOfDay(day: string, zone: string): Date {
  return fromWallTime(`${day}T00:00`, zone);
}

/** The calendar day after `day` (`2026-02-28` → `2026-03-01`). */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10);
}
