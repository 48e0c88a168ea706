/** Days of the calendar as the demo counts them, and the times of its places. */
import { clockOf } from '../../../../src/kernel/clock.js';
import { addDays, addMonths, startOfMonth, startOfWeek, weekdayOf as isoWeekdayOf } from '../../../../src/kernel/days.js';
import type { CalendarDate } from '../../../../src/kernel/time.js';
import { timeOf } from '../../../../src/kernel/wall-clock.js';

export type Day = CalendarDate;

/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (day: Day): number => isoWeekdayOf(day) % 7;

/** The Monday of the day's week. */
export const mondayOf = (day: Day): Day => startOfWeek(day);

/** The first of the day's month, moved by so many months. */
export const monthStart = (day: Day, months = 0): Day => addMonths(startOfMonth(day), months);

/** What the database keeps for a date. */
export const dateOf = (day: Day): Date => new Date(`${day}T00:00:00.000Z`);

/** The instant at which the zone's clock shows so many minutes after midnight. */
export const at = (day: Day, minutes: number, zone: string): Date => new Date(clockOf(zone).at(day, timeOf(minutes)));

/** The latest of the days. */
export const later = (...days: Day[]): Day => days.reduce((a, b) => (a > b ? a : b));
export const earlier = (...days: Day[]): Day => days.reduce((a, b) => (a < b ? a : b));

/** The day itself, or the Monday after its weekend. */
export const workday = (day: Day): Day => addDays(day, { 6: 2, 0: 1 }[weekdayOf(day)] ?? 0);
/** The day itself, or the Friday before its weekend. */
export const workdayBefore = (day: Day): Day => addDays(day, -({ 6: 1, 0: 2 }[weekdayOf(day)] ?? 0));
