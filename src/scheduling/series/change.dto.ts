import type { Id } from '../../kernel/ids.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { AppointmentStatus } from '../../generated/requests/appointments.js';
import type { Frequency } from '../../generated/requests/series.js';

/** An appointment of the series that was changed. */
export interface ChangedOccurrence {
  id: Id;
  startTime: Instant;
  endTime: Instant;
}

/** One that stays as it was: because it is over, on an invoice, changed by itself, or has begun. */
export interface KeptAppointment {
  id: Id;
  startTime: Instant;
  because: 'OVER' | 'BILLED' | 'CHANGED_SINGLY' | 'BEGUN';
}

export interface ChangedSeries {
  /** The series of those that were changed: a new one where they were split off. */
  id: Id;
  /** The series that they were split off from. */
  splitFromId: Id | null;
  /** @maxItems 2000 */
  changed: ChangedOccurrence[];
  /** @maxItems 2000 */
  kept: KeptAppointment[];
  /**
   * What deserves a second look where times, people or place are new, each kind once. Of a cancellation nothing.
   * @maxItems 200
   */
  warnings: Warning[];
}

/** An appointment of a series. */
export interface SeriesOccurrence {
  id: Id;
  /** With the series its identity: the start that the series meant for it when it was booked, wherever it is now. */
  originalStart: Instant;
  startTime: Instant;
  endTime: Instant;
  status: AppointmentStatus;
  /** Changed by itself, and so left alone when the series changes. */
  changedSingly: boolean;
}

/** A series, with all its appointments that you may see. */
export interface Series {
  id: Id;
  frequency: Frequency;
  /**
   * After RFC 5545; null for one that was entered without a rule.
   * @example "FREQ=WEEKLY;COUNT=10"
   */
  rule: string | null;
  /**
   * Whose wall clock it keeps.
   * @example "America/New_York"
   */
  timezone: string | null;
  /** Days of the rule without an appointment. */
  exceptions: CalendarDate[];
  splitFromId: Id | null;
  /** @maxItems 500 */
  appointments: SeriesOccurrence[];
}
