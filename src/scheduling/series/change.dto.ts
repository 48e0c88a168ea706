import type { Id } from '../../kernel/ids.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { EquipmentInput, StaffInput } from '../appointments/appointments.dto.js';
import type { Warning } from '../../kernel/warnings.js';
import type { AppointmentStatus } from '../appointments/rules/appointment-status.js';
import type { BookingWarningCode } from '../../generated/requests/practice.js';
import type { CancellingParty } from '../cancellation-reasons/cancellation-reasons.dto.js';
import type { Frequency } from './rules/recurrence.js';

/** Which appointments of a series are meant: the one that is named, it and those after it, or all. */
export type SeriesScope = 'THIS' | 'FOLLOWING' | 'ALL';

/**
 * What changes. The times are those that the named appointment gets: the others move by as many days, to the same time of the
 * wall clock. What is sent of `staff` and `equipment` replaces what was there.
 */
export interface ChangeSeriesInput {
  scope: SeriesScope;
  /**
   * @minLength 1
   * @maxLength 200
   * @example "Speech therapy"
   */
  title?: string;
  /** @example "2030-06-03T14:00:00.000Z" */
  startTime?: Instant;
  /** @example "2030-06-03T14:50:00.000Z" */
  endTime?: Instant;
  learnerId?: Id | null;
  therapistId?: Id;
  locationId?: Id | null;
  roomId?: Id | null;
  /**
   * @maxLength 200
   * @example "Northfield Primary School"
   */
  location?: string | null;
  /**
   * @maxLength 20000
   * @example "Bring the picture cards."
   */
  notes?: string | null;
  isGroupSession?: boolean;
  /**
   * @isInt
   * @minimum 1
   * @maximum 1000
   * @example 6
   */
  maxParticipants?: number | null;
  /** @maxItems 20 */
  staff?: StaffInput[];
  /** @maxItems 50 */
  equipment?: EquipmentInput[];
  /**
   * The warnings that you know of: any other answers 409 `booking.unconfirmed`. Left out: what is to be said of it comes with the answer.
   * @maxItems 5
   */
  confirmedWarnings?: BookingWarningCode[];
}

/** Which appointments of a series are called off, and why. */
export interface CancelSeriesInput {
  scope: SeriesScope;
  /**
   * In words: alone, or beside a reason of the list. One of the two is needed.
   * @minLength 1
   * @maxLength 500
   * @example "The family moves away."
   */
  reason?: string;
  /** Of the practice's list. */
  reasonId?: Id;
  /** Who calls it off; left out: whoever does so for that reason, as a rule. */
  party?: CancellingParty;
}

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
