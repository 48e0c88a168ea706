import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { AppointmentStatus, TherapistRole } from '../../generated/requests/appointments.js';
import type { Warning } from '../../kernel/warnings.js';
import type { CancellingParty } from '../../generated/requests/cancellation-reasons.js';

/** Somebody besides the therapist who works in the session. */
export interface AppointmentStaffMember {
  userId: Id;
  /** @example "Alex Moreau" */
  name: string;
  role: TherapistRole;
}

/** Equipment that the session uses. */
export interface AppointmentEquipmentItem {
  equipmentId: Id;
  /** @example "Therapy ball" */
  name: string;
  /**
   * @isInt
   * @minimum 1
   * @maximum 1000
   * @example 1
   */
  quantity: number;
  /** @example "The blue one." */
  notes: string | null;
}

/** An appointment. */
export interface Appointment {
  id: Id;
  /** @example "Speech therapy" */
  title: string;
  /** @example "2030-06-03T14:00:00.000Z" */
  startTime: Instant;
  /** @example "2030-06-03T14:50:00.000Z" */
  endTime: Instant;
  status: AppointmentStatus;
  /**
   * A place outside of the practice, in words.
   * @example "Northfield Primary School"
   */
  location: string | null;
  /**
   * Clinical: null for who may not read notes.
   * @example "Bring the picture cards."
   */
  notes: string | null;
  clientId: Id;
  /** @example "Robin Ellery" */
  clientName: string;
  learnerId: Id | null;
  /** @example "Sam Ellery" */
  learnerName: string | null;
  therapistId: Id;
  /** @example "Sam Rivera" */
  therapistName: string;
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  /**
   * The zone of the place where it is held.
   * @example "America/New_York"
   */
  timezone: string;
  roomId: Id | null;
  /** @example "Blue room" */
  roomName: string | null;
  isGroupSession: boolean;
  /**
   * @isInt
   * @minimum 1
   * @maximum 1000
   * @example 6
   */
  maxParticipants: number | null;
  /** Of the practice's list: what it is billed as. Null: as the type that counts for those without one. */
  appointmentTypeId: Id | null;
  /**
   * @maxLength 100
   * @example "Speech therapy, 50 minutes"
   */
  appointmentTypeName: string | null;
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 4
   */
  participantCount: number;
  /** @maxItems 20 */
  staff: AppointmentStaffMember[];
  /** @maxItems 50 */
  equipment: AppointmentEquipmentItem[];
  isRecurring: boolean;
  /** The series that it belongs to. */
  recurrencePatternId: Id | null;
  /** The first appointment of the series. */
  parentAppointmentId: Id | null;
  /** When its series meant it to begin, wherever it was moved to. */
  originalStart: Instant | null;
  /** Changed by itself, and left alone when the series changes. */
  changedSingly: boolean;
  /**
   * @maxLength 500
   * @example "The family is ill."
   */
  cancellationReason: string | null;
  /** Of the practice's list, where it was chosen from it. */
  cancellationReasonId: Id | null;
  /** Who called it off. */
  cancelledByParty: CancellingParty | null;
  cancelledAt: Instant | null;
  cancelledBy: Id | null;
  /** Cancelled later than the practice allows. */
  lateCancellation: boolean;
  /**
   * Why it was booked over another one.
   * @example "The therapist asked for it."
   */
  doubleBookingReason: string | null;
  /** Keeps a time that is offered to the client; not an appointment before they accept. */
  isHold: boolean;
  createdAt: Instant;
  updatedAt: Instant;
  createdBy: Id | null;
  updatedBy: Id | null;
}

/** One page of appointments. */
export interface AppointmentPage {
  items: Appointment[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}

/** The appointment as it was booked or changed. */
export interface BookedAppointment extends Appointment {
  /**
   * What deserves a second look: its `code` is a BookingWarningCode, or AUTHORIZATION_LEFT, _SHORT or _DAYS of what payers agreed to. Empty where time, people and place stay as they were.
   * @maxItems 200
   */
  warnings: Warning[];
}
