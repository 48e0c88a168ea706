import type { Id } from '../../kernel/ids.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { Clash } from '../appointments/rules/clashes.js';

/** A stretch of time. */
export interface FreeTime {
  startTime: Instant;
  /** @example "2026-03-08T14:50:00.000Z" */
  endTime: Instant;
}

/** One occurrence as it would be. */
export interface PreviewedOccurrence {
  /** When it would begin by the rule; another time than `startTime` where it is moved. */
  originalStart: Instant;
  startTime: Instant;
  /** @example "2026-03-08T14:50:00.000Z" */
  endTime: Instant;
  /** SKIPPED: the clocks skip its time on that day, so it is later by what they skip. TWICE: they show it twice; it is the first. */
  clockChange: 'SKIPPED' | 'TWICE' | null;
  /**
   * What is in the way; `plan` is its place in the series.
   * @maxItems 10000
   */
  conflicts: Clash[];
  /**
   * The practice, or the location, is closed: the closure's name. It can be booked all the same.
   * @maxLength 200
   * @example "Winter holidays"
   */
  closure: string | null;
  /**
   * Which of those who work in it have time off then. It can be booked all the same.
   * @maxItems 100
   */
  awayIds: Id[];
  /** The last day of the client's insurance cover, where it lies before this one; null for who may not see policies. */
  coverageEnded: CalendarDate | null;
  /**
   * What speaks against its time without forbidding it: hours, closures, who is away.
   * @maxItems 200
   */
  warnings: Warning[];
  /** Whether the practice refuses one of those kinds: then the series can't be booked with it. */
  refused: boolean;
  /** Where something is in the way: the nearest free time on that day or the next two. To take it, name it among the `moves`. */
  nearestFree: FreeTime | null;
}

/** A series as it would be booked now. */
export interface SeriesPreview {
  /**
   * Books exactly this, once, as `previewToken`; or says what has changed since. Told once.
   * @example "kP3nV0s1tq0Qb7yS2rJ8dYw5mXfLz4uHcE6gTaKiNoM"
   */
  token: string;
  expiresAt: Instant;
  /** @example "FREQ=WEEKLY;COUNT=10" */
  rule: string;
  /**
   * Whose wall clock it keeps.
   * @example "America/New_York"
   */
  timezone: string;
  /**
   * What will be said of the whole when it is booked, each kind once.
   * @maxItems 200
   */
  warnings: Warning[];
  /** @maxItems 500 */
  occurrences: PreviewedOccurrence[];
}
/** One thing that is no longer as it was previewed. */

export interface SeriesChange {
  startTime: Instant;
  what: 'OCCURRENCE' | 'CONFLICT' | 'CLOSURE' | 'AWAY' | 'COVER' | 'HOURS';
  /**
   * @maxLength 2000
   * @example "Sam Rivera already has an appointment from 2:00 PM to 2:50 PM on Jun 3, 2030 (America/New_York)."
   */
  message: string;
}
