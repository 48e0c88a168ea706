/** Instants within the sentences of the product: days and times as the practice writes them. */
import { type FormatSettings, formatsOf } from './formats.js';

export interface SpokenTimes {
  /** `Jun 3, 2030` */
  day(instant: Date, zone: string): string;
  /** `2:00 PM` */
  clock(instant: Date, zone: string): string;
  /** A time of the wall clock: `17:30` as `5:30 PM`. */
  wall(text: string): string;
  /** `2:00 PM on Jun 3, 2030 (America/New_York)` */
  at(instant: Date, zone: string): string;
  /** `from 2:00 PM to 2:50 PM on Jun 3, 2030 (America/New_York)`; the day is that of the start. */
  span(start: Date, end: Date, zone: string): string;
}

/** The sentences' times for a practice with those settings. */
export function spokenTimes(settings: FormatSettings): SpokenTimes {
  const { dayOf, clock, wall } = formatsOf(settings);
  return {
    day: dayOf,
    clock,
    wall,
    at: (instant, zone) => `${clock(instant, zone)} on ${dayOf(instant, zone)} (${zone})`,
    span: (start, end, zone) => `from ${clock(start, zone)} to ${clock(end, zone)} on ${dayOf(start, zone)} (${zone})`,
  };
}
