import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { Clash } from '../appointments/rules/clashes.js';

/** One appointment of a series. */
export interface SeriesAppointment {
  id: Id;
  /** When it would begin by the rule: its identity in the series. */
  originalStart: Instant;
  startTime: Instant;
  endTime: Instant;
  /** SKIPPED: the clocks skip its time on that day, so it is later by what they skip. TWICE: they show it twice; it is the first. */
  clockChange: 'SKIPPED' | 'TWICE' | null;
}

/** One that was left out, and why. */
export interface SkippedOccurrence {
  startTime: Instant;
  /** @maxItems 10000 */
  conflicts: Clash[];
}

/** The series as it was booked. */
export interface CreatedSeries {
  /** The series: `recurrencePatternId` of its appointments. */
  id: Id;
  /** @example "FREQ=WEEKLY;COUNT=10" */
  rule: string;
  /**
   * Whose wall clock it keeps.
   * @example "America/New_York"
   */
  timezone: string;
  /** @maxItems 500 */
  appointments: SeriesAppointment[];
  /** @maxItems 500 */
  skipped: SkippedOccurrence[];
  /**
   * What deserves a second look, each kind once, with how many of the appointments it is about.
   * @maxItems 200
   */
  warnings: Warning[];
}
