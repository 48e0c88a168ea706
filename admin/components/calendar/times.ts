/**
 * Between instants and what the calendar draws: times of the wall clock in one zone, as text without a zone. Pure.
 */
import { addDays, addMonths, DAY_MS, startOfMonth, startOfWeek } from '../../../src/kernel/days.js';
import { clockIn, fromWallTime, startOfDay, toWallTime } from '../../values/zone.js';
import type { Formats } from '../../../src/kernel/formats.js';
import { pageFormats } from '../page-formats.js';
import type { View } from './model.js';

export interface Times {
  startTime: string;
  endTime: string;
}

const MINUTE = 60_000;
/** When most days begin, and after when nobody books one for the same day. */
export const MORNING = '09:00';
const LAST_HOUR = 17;

/** `2026-03-08T09:30` and so many seconds, on a clock that never changes. */
export function addToWall(wall: string, days: number, seconds = 0): string {
  const moved = Date.parse(`${wall.slice(0, 16)}:00.000Z`) + days * DAY_MS + seconds * 1000;
  return new Date(moved).toISOString().slice(0, 16);
}

/**
 * Where it is drawn. One that ends before it starts by the clock, because the clocks went back meanwhile, gets a length that can be
 * seen.
 */
export function drawnTimes(times: Times, zone: string): { start: string; end: string } {
  const start = toWallTime(new Date(times.startTime), zone);
  const end = toWallTime(new Date(times.endTime), zone);
  return { start, end: end > start ? end : addToWall(start, 0, 15 * 60) };
}

export const lengthOf = (times: Times): number => Date.parse(times.endTime) - Date.parse(times.startTime);

/** From a time of the wall clock, so many minutes of real time. */
export function timesFrom(wall: string, minutes: number, zone: string): Times {
  const start = fromWallTime(wall, zone);
  return { startTime: start.toISOString(), endTime: new Date(start.getTime() + minutes * MINUTE).toISOString() };
}

export interface Delta {
  days: number;
  seconds: number;
}

/** Moved by the wall clock: as long as before. */
export function movedTimes(times: Times, by: Delta, zone: string): Times {
  const wall = addToWall(drawnTimes(times, zone).start, by.days, by.seconds);
  return timesFrom(wall, lengthOf(times) / MINUTE, zone);
}

/** Its end moved by the wall clock; never to before its start. */
export function resizedTimes(times: Times, by: Delta, zone: string): Times {
  const end = fromWallTime(addToWall(drawnTimes(times, zone).end, by.days, by.seconds), zone).getTime();
  const least = Date.parse(times.startTime) + 5 * MINUTE;
  return { startTime: times.startTime, endTime: new Date(Math.max(end, least)).toISOString() };
}

export const today = (zone: string): string => clockIn(zone).day(new Date());

/** Days of the calendar, the last one not included. */
export interface Days {
  first: string;
  after: string;
}

/** What these times leave free of the days, by the wall clock. @param times in the order of their start */
export function gapsOf(times: readonly Times[], { first, after }: Days, zone: string): { start: string; end: string }[] {
  const end = `${after}T00:00`;
  const gaps = [];
  let at = `${first}T00:00`;
  for (const one of times) {
    const drawn = drawnTimes(one, zone);
    if (drawn.start > at) gaps.push({ start: at, end: drawn.start < end ? drawn.start : end });
    if (drawn.end > at) at = drawn.end;
  }
  if (at < end) gaps.push({ start: at, end });
  return gaps;
}

/** The days that a view shows. */
export function daysOf(view: View, day: string, firstDay: number): Days {
  // A list is read from its top: it begins with the day asked for.
  if (view === 'list') return { first: day, after: addDays(day, 7) };
  if (view === 'week') {
    const first = startOfWeek(day, firstDay);
    return { first, after: addDays(first, 7) };
  }
  if (view === 'month') {
    const first = startOfWeek(startOfMonth(day), firstDay);
    const next = addMonths(startOfMonth(day), 1);
    return { first, after: addDays(startOfWeek(addDays(next, -1), firstDay), 7) };
  }
  return { first: day, after: addDays(day, 1) };
}

/** The same as instants: from midnight to midnight of the zone. */
export function spanOf(view: View, day: string, firstDay: number, zone: string): { from: string; to: string } {
  const { first, after } = daysOf(view, day, firstDay);
  return { from: startOfDay(first, zone).toISOString(), to: startOfDay(after, zone).toISOString() };
}

/** The day one step before or after, as the view steps. */
export function step(view: View, day: string, by: 1 | -1): string {
  if (view === 'month') return addMonths(startOfMonth(day), by);
  return addDays(day, view === 'week' || view === 'list' ? 7 * by : by);
}

/**
 * When a new appointment begins unless something else is chosen: on the day that is shown, and never in the past. Today that is the next
 * full hour; where the working day is nearly over, tomorrow morning.
 */
export function firstStart(shown: string, zone: string, now = new Date()): { date: string; time: string } {
  const wall = toWallTime(now, zone);
  const present = wall.slice(0, 10);
  if (shown > present) return { date: shown, time: MORNING };
  const hour = Number(wall.slice(11, 13)) + 1;
  if (hour > LAST_HOUR) return { date: addDays(present, 1), time: MORNING };
  return { date: present, time: hour < 8 ? MORNING : `${String(hour).padStart(2, '0')}:00` };
}

/** What the view shows, in words. */
export function titleOf(view: View, day: string, formats: Formats): string {
  if (view === 'month') return formats.month(day);
  const { first, after } = daysOf(view, day, formats.firstDay);
  if (view === 'week' || view === 'list') return formats.days(first, addDays(after, -1));
  return formats.longDay(day);
}

/** `Tue, Mar 3, 2026, 9:00 – 9:50 AM` in the zone. */
export const sayTimes = (times: Times, zone: string): string =>
  pageFormats().times(new Date(times.startTime), new Date(times.endTime), zone);

/** At the end of a sentence: some clocks end with a full stop themselves (9:00 a.m.). */
export const ended = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

/** `9:00 – 9:50 AM` in the zone. */
export const sayClock = (times: Times, zone: string): string =>
  pageFormats().span(new Date(times.startTime), new Date(times.endTime), zone);

/** `9:00 AM` in the zone. */
export const sayStart = (times: Times, zone: string): string => pageFormats().clock(new Date(times.startTime), zone);

export const sayZone = (zone: string): string => zone.replaceAll('_', ' ');
