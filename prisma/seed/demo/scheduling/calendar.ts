/** Days of the calendar as text (`2026-03-08`), and the wall clocks of zones. */
export type Day = string;

const DAY_MS = 86_400_000;

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The Monday of the day's week. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

/** From one day up to and including another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The first of the day's month, moved by so many months. */
export function monthStart(day: Day, months = 0): Day {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

/** What the database keeps for a date. */
export function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/** The day that it is in the zone. */
export function dayIn(zone: string, instant: Date): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
}

const offsets = new Map<string, string>();

/** The zone's offset at noon of the day: right for office hours, since clocks change at night. */
function offsetOf(day: Day, zone: string): string {
  const key = `${day} ${zone}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
      new Date(`${day}T16:00:00Z`),
    );
    offset = (parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT').replace('GMT', '') || 'Z';
    offsets.set(key, offset);
  }
  return offset;
}

/** The instant at which the zone's clock shows so many minutes after midnight. */
export function at(day: Day, minutes: number, zone: string): Date {
  const two = (value: number) => String(value).padStart(2, '0');
  return new Date(`${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00.000${offsetOf(day, zone)}`);
}

/** The latest of the days. */
export const later = (...days: Day[]): Day => days.reduce((a, b) => (a > b ? a : b));
export const earlier = (...days: Day[]): Day => days.reduce((a, b) => (a < b ? a : b));
