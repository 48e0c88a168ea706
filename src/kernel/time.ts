import { malformed } from './errors.js';

/**
 * A calendar date, `2026-03-08`.
 * @pattern ^[0-9]{4}-[0-9]{2}-[0-9]{2}$
 * @maxLength 10
 * @example "2026-03-08"
 */
export type CalendarDate = string;

/**
 * An instant in UTC, `2026-03-08T14:00:00.000Z`.
 * @pattern ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,3})?)?(Z|[+-][0-9]{2}:[0-9]{2})$
 * @maxLength 29
 * @example "2026-03-08T14:00:00.000Z"
 */
export type Instant = string;

/** Nobody who is treated was born before the first, and nothing is planned after the last: another year is a slip of the pen. */
const YEARS = { first: 1900, last: 2200 };

/** Throws 400 at `path` for a year outside 1900 to 2200. */
export function requireYear(date: Date, path: string): void {
  const year = date.getUTCFullYear();
  if (year >= YEARS.first && year <= YEARS.last) return;
  const message = `must be in the years from ${YEARS.first} to ${YEARS.last}`;
  throw malformed(`${path} ${message}.`, [{ path, message }]);
}

/**
 * The date as the database keeps it (midnight UTC). Throws 400 at `path` for one that isn't in the calendar (2026-02-30), or of a year
 * outside 1900 to 2200.
 */
export function toDate(text: CalendarDate, path: string): Date {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00.000Z`) : new Date(NaN);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text) || date.getUTCFullYear() < 1) {
    throw malformed(`${path} must be a date of the calendar, like 2026-03-08.`, [
      { path, message: 'must be a date like 2026-03-08' },
    ]);
  }
  requireYear(date, path);
  return date;
}

/**
 * A day of the week: 1 is Monday, 7 is Sunday.
 * @isInt
 * @minimum 1
 * @maximum 7
 * @example 2
 */
export type DayOfWeek = number;

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The instant that the text names. Throws 400 at `path` for one that doesn't exist or has no offset. */
export function toInstant(text: Instant, path: string): Date {
  const parts = INSTANT.exec(text);
  const date = new Date(parts ? text : NaN);
  const message = 'must be an instant with its offset, like 2026-03-08T14:00:00.000Z';
  if (!parts || Number.isNaN(date.getTime())) throw malformed(`${path} ${message}.`, [{ path, message }]);
  toDate(parts[1] as string, path);
  // With its offset it may lie in the year beside.
  requireYear(date, path);
  return date;
}

/** `toDate` for a field that may be absent or null. */
export function toOptionalDate<T extends string | null | undefined>(text: T, path: string): Date | Exclude<T, string> {
  return (typeof text === 'string' ? toDate(text, path) : text) as Date | Exclude<T, string>;
}

/** The calendar date of what the database keeps as a date. */
export function fromDate(date: Date): CalendarDate {
  return date.toISOString().slice(0, 10);
}

/** Whether `zone` is an IANA time zone that this machine knows (`America/New_York`). */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
