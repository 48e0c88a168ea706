/**
 * Whom a free time would suit: the entries of the waitlist held against a slot, in order, with the reasons in words. Pure.
 *
 * Days, times, therapist and location that an entry names are conditions. The order is by priority; of one priority by
 * the days waited, where each wish that the slot meets counts like two weeks more: who has wishes finds few such slots.
 */
import { clockOf } from '../../../kernel/clock.js';
import { weekdayOf } from '../../../kernel/days.js';
import { minutesOf, timeOf } from '../../../kernel/wall-clock.js';
import { dayName, joined } from '../../../kernel/words.js';
import type { Priority } from '../../../generated/requests/clients.js';
import type { Language } from '../../../kernel/languages.js';
import { daysWaited } from './waitlist-status.js';

/** A time that is free. */
export interface Slot {
  therapistId: string;
  therapistName: string;
  /** Null where it is not known, or held by video. */
  locationId: string | null;
  /** The IANA zone on whose wall clock days and times are meant. */
  zone: string;
  start: Date;
  end: Date;
}

/** What counts of an entry that waits. */
export interface Waiting {
  id: string;
  effectivePriority: Priority;
  /** Of the practice's own levels, where it has one. */
  priorityLevelName: string | null;
  /** The lower the more urgent. */
  rank: number;
  requestDate: Date;
  /** ISO weekdays; empty or null: any. */
  preferredDays: readonly number[] | null;
  /** 09:00 */
  preferredFrom: string | null;
  /** 17:30, at the latest 24:00 */
  preferredTo: string | null;
  preferredTherapistId: string | null;
  preferredTherapistName: string | null;
  preferredLocationId: string | null;
  preferredLocationName: string | null;
  preferredLanguage: Language | null;
}

/** One entry held against the slot. */
export interface Match<Entry extends Waiting> {
  entry: Entry;
  fits: boolean;
  /** Why it stands where it stands: "priority high", "waiting 42 days", "asked for Sam Rivera". */
  reasons: string[];
  /** Why it does not fit; empty where it does. */
  obstacles: string[];
  /** What is to be asked before it is offered. */
  remarks: string[];
}

/** A wish that is met counts like so many days of waiting. */
export const WISH_DAYS = 14;

const LANGUAGE_NAMES = new Intl.DisplayNames(['en'], { type: 'language' });
const languageName = (code: Language): string =>
  code === 'ASE' ? 'American Sign Language' : (LANGUAGE_NAMES.of(code.toLowerCase()) ?? code);

interface DayAndTime {
  /** ISO: 1 is Monday. */
  weekday: number;
  /** Minutes since midnight. */
  minutes: number;
}

/** The weekday and the time of an instant on the wall clock of a zone. */
export function wallClock(instant: Date, zone: string): DayAndTime {
  const shown = clockOf(zone).text(instant);
  return { weekday: weekdayOf(shown), minutes: minutesOf(shown.slice(11)) };
}

interface Clock {
  weekday: number;
  from: number;
  /** Beyond 24:00 where it ends on another day. */
  to: number;
  /** How a time like 17:30 is said. */
  say(time: string): string;
}

/** What one entry has to say to the slot. `met` counts its wishes that the slot meets. */
function judge<Entry extends Waiting>(
  slot: Slot,
  clock: Clock,
  entry: Entry,
  now: Date,
): Match<Entry> & { met: number; waited: number } {
  const wishes: string[] = [];
  const obstacles: string[] = [];
  const remarks: string[] = [];
  const days = entry.preferredDays ?? [];
  if (days.length > 0) {
    if (days.includes(clock.weekday)) wishes.push(`prefers ${joined(days.map(dayName))}`);
    else obstacles.push(`prefers ${joined(days.map(dayName))}, and this is a ${dayName(clock.weekday)}`);
  }
  const { preferredFrom: from, preferredTo: to } = entry;
  const { say } = clock;
  const early = from !== null && clock.from < minutesOf(from);
  const late = to !== null && clock.to > minutesOf(to);
  if (early) obstacles.push(`not before ${say(from)}, and this begins at ${say(timeOf(clock.from))}`);
  if (late)
    obstacles.push(
      `not after ${say(to)}, and this ends at ${say(timeOf(clock.to % 1440))}${clock.to > 1440 ? ' the next day' : ''}`,
    );
  if (!early && !late && (from ?? to) !== null)
    wishes.push(
      from && to
        ? `prefers ${say(from)} to ${say(to)}`
        : from
          ? `prefers from ${say(from)} on`
          : `prefers until ${say(to ?? '')}`,
    );
  if (entry.preferredTherapistId !== null) {
    if (entry.preferredTherapistId === slot.therapistId) wishes.push(`asked for ${slot.therapistName}`);
    else obstacles.push(`asked for ${entry.preferredTherapistName ?? 'another therapist'}`);
  }
  if (entry.preferredLocationId !== null) {
    const place = entry.preferredLocationName ?? 'another location';
    if (slot.locationId === null) remarks.push(`asked for ${place}; the location of this time is open`);
    else if (entry.preferredLocationId === slot.locationId) wishes.push(`asked for ${place}`);
    else obstacles.push(`asked for ${place}`);
  }
  if (entry.preferredLanguage !== null)
    remarks.push(`asks for ${languageName(entry.preferredLanguage)}: see whether ${slot.therapistName} speaks it`);
  const waited = daysWaited(entry.requestDate, now);
  const reasons = [
    `priority ${entry.priorityLevelName ?? entry.effectivePriority.toLowerCase()}`,
    ...wishes,
    `waiting ${waited} ${waited === 1 ? 'day' : 'days'}`,
  ];
  return { entry, fits: obstacles.length === 0, reasons, obstacles, remarks, met: wishes.length, waited };
}

/** As the position on the waitlist counts: by priority, then by the date of the request. */
export function byPosition(
  a: Pick<Waiting, 'id' | 'rank' | 'requestDate'>,
  b: Pick<Waiting, 'id' | 'rank' | 'requestDate'>,
): number {
  return a.rank - b.rank || a.requestDate.getTime() - b.requestDate.getTime() || Number(BigInt(a.id) - BigInt(b.id));
}

/**
 * All entries held against the slot: those that fit in the order in which to ask them, then the others in the same order.
 * @param now for how long each has waited
 * @param say how the practice says a time like 17:30
 */
export function rank<Entry extends Waiting>(
  slot: Slot,
  entries: readonly Entry[],
  now: Date,
  say: (time: string) => string,
): Match<Entry>[] {
  const start = wallClock(slot.start, slot.zone);
  const end = wallClock(slot.end, slot.zone);
  // Half-open: one that ends at midnight ends on its own day.
  const nextDay = end.weekday !== start.weekday || end.minutes <= start.minutes;
  const clock: Clock = { weekday: start.weekday, from: start.minutes, to: end.minutes + (nextDay ? 1440 : 0), say };
  return entries
    .map((entry) => judge(slot, clock, entry, now))
    .sort(
      (a, b) =>
        Number(b.fits) - Number(a.fits) ||
        a.entry.rank - b.entry.rank ||
        b.waited + b.met * WISH_DAYS - (a.waited + a.met * WISH_DAYS) ||
        byPosition(a.entry, b.entry),
    )
    .map(({ entry, fits, reasons, obstacles, remarks }) => ({ entry, fits, reasons, obstacles, remarks }));
}
