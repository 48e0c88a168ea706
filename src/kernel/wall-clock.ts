/**
 * Between instants and what the clocks of a place show, worked out from how far they are from UTC. Pure, in browsers too: who makes a
 * clock says where it learns that (clock.ts on the server, admin/values/zone.ts in a page).
 */
import { DAY_MS } from './days.js';
import type { CalendarDate } from './time.js';

/** How far the clocks are ahead of UTC at an instant, both in milliseconds. */
export type OffsetAt = (instant: number) => number;

/** What a time of the wall clock means. */
export interface Meaning {
  instant: number;
  clockChange: 'SKIPPED' | 'TWICE' | null;
}

export interface WallClock {
  readonly zone: string;
  offset: OffsetAt;
  /** What it shows, as if that were UTC; both in milliseconds. */
  shows(instant: number): number;
  /** `2026-03-08T09:30` */
  text(instant: Date): string;
  /** `2026-03-08` */
  day(instant: Date): CalendarDate;
  /** How far it is ahead of UTC then: `-05:00` */
  away(instant: Date): string;
  /** `2026-03-08T10:00:00-05:00` */
  stamp(instant: Date): string;
  /**
   * The instant at which it shows that. A time that it skips moves forward by what it skips; of one that it shows twice, the first (RFC
   * 5545, 3.3.5).
   * @param shown as `shows` gives it
   */
  instantOf(shown: number): number;
  /** The same, and whether the clock skips that time or shows it twice. */
  meaning(shown: number): Meaning;
  /** The same for a day and a time like 09:00; 24:00 is where the next day begins. */
  at(day: CalendarDate, time: string): number;
}

const MINUTE = 60_000;
const DAY_SECONDS = DAY_MS / 1000;
const two = (value: number): string => String(value).padStart(2, '0');
/** Two digits for hours, minutes and seconds: a file of a hundred thousand rows has a million of them. */
const TWO = Array.from({ length: 60 }, (_, value) => two(value));

/** Minutes since midnight of a time like 17:30. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** A time of the day, like 17:30, from minutes since midnight. */
export const timeOf = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

const REMEMBERED = 10_000;

/** Asks once for a day on which the clocks don't change. */
function remembered(ask: OffsetAt): OffsetAt {
  const known = new Map<number, number>();
  const at = (day: number): number => {
    const found = known.get(day);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) known.clear();
    const asked = ask(day * DAY_MS);
    known.set(day, asked);
    return asked;
  };
  return (instant) => {
    const day = Math.floor(instant / DAY_MS);
    const offset = at(day);
    return offset === at(day + 1) ? offset : ask(instant);
  };
}

/** Days as `2026-03-08`, each written once: a file has few days and many rows. */
function dayTexts(): (midnight: number) => string {
  const known = new Map<number, string>();
  return (midnight) => {
    const found = known.get(midnight);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) known.clear();
    const text = new Date(midnight).toISOString().slice(0, 10);
    known.set(midnight, text);
    return text;
  };
}

/** The clock of a zone, from how far it is ahead of UTC. */
export function wallClock(zone: string, ask: OffsetAt): WallClock {
  const offset = remembered(ask);
  const shows = (instant: number): number => instant + offset(instant);
  const iso = (instant: Date): string => new Date(shows(instant.getTime())).toISOString();
  // Of a zone there are few, and an export asks for a hundred thousand of them.
  const aways = new Map<number, string>();
  const awayBy = (ahead: number): string => {
    const known = aways.get(ahead);
    if (known !== undefined) return known;
    const minutes = Math.round(ahead / MINUTE);
    const text = `${minutes < 0 ? '-' : '+'}${timeOf(Math.abs(minutes))}`;
    aways.set(ahead, text);
    return text;
  };
  const dayText = dayTexts();
  const meaning = (shown: number): Meaning => {
    // No clock is more than a day from UTC: these are before and after any change that may be near.
    const [before, after] = [offset(shown - DAY_MS), offset(shown + DAY_MS)];
    const first = shown - Math.max(before, after);
    if (before === after) return { instant: first, clockChange: null };
    const second = shown - Math.min(before, after);
    const [isFirst, isSecond] = [shows(first) === shown, shows(second) === shown];
    if (isFirst) return { instant: first, clockChange: isSecond ? 'TWICE' : null };
    // Where it is skipped, what the clocks showed until then goes on.
    return isSecond ? { instant: second, clockChange: null } : { instant: shown - before, clockChange: 'SKIPPED' };
  };
  const instantOf = (shown: number): number => meaning(shown).instant;
  return {
    zone,
    offset,
    shows,
    text: (instant) => iso(instant).slice(0, 16),
    day: (instant) => iso(instant).slice(0, 10),
    away: (instant) => awayBy(offset(instant.getTime())),
    stamp: (instant) => {
      const ahead = offset(instant.getTime());
      const seconds = Math.floor((instant.getTime() + ahead) / 1000);
      const ofDay = ((seconds % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
      const [hours, minutes] = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60];
      return `${dayText((seconds - ofDay) * 1000)}T${TWO[hours]}:${TWO[minutes]}:${TWO[ofDay % 60]}${awayBy(ahead)}`;
    },
    instantOf,
    meaning,
    at: (day, time) => instantOf(Date.parse(`${day}T${time}:00.000Z`)),
  };
}
