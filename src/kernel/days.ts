/** Days of the calendar as text (`2026-03-08`). No clock and no zone: a day is the same everywhere. Pure, in browsers too. */
import type { CalendarDate } from './time.js';

export const DAY_MS = 86_400_000;

const midnight = (day: CalendarDate): number => Date.parse(`${day.slice(0, 10)}T00:00:00.000Z`);

/** The day of an instant in UTC, in milliseconds. */
export const dayOf = (instant: number): CalendarDate => new Date(instant).toISOString().slice(0, 10);

/** So many days later; earlier with a negative number. */
export const addDays = (day: CalendarDate, days: number): CalendarDate => dayOf(midnight(day) + days * DAY_MS);

/** So many months later; the last day of a month that is too short. */
export function addMonths(day: CalendarDate, months: number): CalendarDate {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, Number(day.slice(8, 10))];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month, Math.min(date, last)));
}

/** From one day to another; negative where the other is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => Math.round((midnight(to) - midnight(from)) / DAY_MS);

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: CalendarDate): number => new Date(midnight(day)).getUTCDay() || 7;

/**
 * The first day of the day's week.
 * @param firstDay which one that is, 1 (Monday) to 7 (Sunday); 0 is Sunday, too
 */
export const startOfWeek = (day: CalendarDate, firstDay = 1): CalendarDate =>
  addDays(day, -((weekdayOf(day) - firstDay + 7) % 7));

/** The first of the day's month. */
export const startOfMonth = (day: CalendarDate): CalendarDate => `${day.slice(0, 7)}-01`;
