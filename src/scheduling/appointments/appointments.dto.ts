import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { AppointmentStatus } from './rules/appointment-status.js';
import type { Warning } from '../../kernel/warnings.js';
import type { CancellingParty } from '../cancellation-reasons/cancellation-reasons.dto.js';
import type { BookingWarningCode } from '../../generated/requests/practice.js';
import type { ParticipantInput } from './participants.dto.js';

/** What somebody does in a session. */
export type TherapistRole = 'PRIMARY' | 'COTHERAPIST' | 'ASSISTANT' | 'SUPERVISOR' | 'STUDENT' | 'OBSERVER' | 'INTERPRETER';

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

/** What sort of appointment. */
export type AppointmentKind = 'SINGLE' | 'SERIES' | 'GROUP';

export interface AppointmentListQuery {
  /**
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /** @default "startTime" */
  sort?: 'startTime' | '-startTime' | 'createdAt' | '-createdAt' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  /** Its therapist, or anybody who works in it. */
  therapistId?: Id;
  clientId?: Id;
  /** Its learner, or one of the participants. */
  learnerId?: Id;
  roomId?: Id;
  locationId?: Id;
  /**
   * One or several of them.
   * @maxItems 10
   */
  status?: AppointmentStatus[];
  kind?: AppointmentKind;
  /** Those of one series. */
  recurrencePatternId?: Id;
  /** Ends after this instant. */
  from?: Instant;
  /** Starts before this instant. */
  to?: Instant;
}

/** Who else is to work in it. */
export interface StaffInput {
  userId: Id;
  role: TherapistRole;
}

/** What it is to use. */
export interface EquipmentInput {
  equipmentId: Id;
  /**
   * @isInt
   * @minimum 1
   * @maximum 1000
   * @example 1
   */
  quantity?: number;
  /**
   * @maxLength 1000
   * @example "The blue one."
   */
  notes?: string | null;
}

/** A new appointment. */
export interface CreateAppointmentInput {
  /**
   * @minLength 1
   * @maxLength 200
   * @example "Speech therapy"
   */
  title: string;
  /** @example "2030-06-03T14:00:00.000Z" */
  startTime: Instant;
  /**
   * After the start, and within 24 hours of it.
   * @example "2030-06-03T14:50:00.000Z"
   */
  endTime: Instant;
  /** Booked for now, or confirmed already. */
  status?: 'SCHEDULED' | 'CONFIRMED';
  clientId: Id;
  /** One of the client's. */
  learnerId?: Id | null;
  therapistId: Id;
  /** The room's where it is left out. */
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
  /**
   * @maxItems 20
   */
  staff?: StaffInput[];
  /**
   * @maxItems 50
   */
  equipment?: EquipmentInput[];
  /**
   * Of a group session.
   * @maxItems 200
   */
  participants?: ParticipantInput[];
  /**
   * Books over what is there, on purpose; needs the permission DOUBLE_BOOK.
   * @maxLength 500
   * @example "The therapist asked for it."
   */
  doubleBookingReason?: string | null;
  /**
   * The warnings that you know of: any other answers 409 `booking.unconfirmed`. Left out: what is to be said of it comes with the answer.
   * @maxItems 5
   */
  confirmedWarnings?: BookingWarningCode[];
}

/** The appointment as it was booked or changed. */
export interface BookedAppointment extends Appointment {
  /**
   * What deserves a second look: its `code` is a BookingWarningCode. Empty where time, people and place stay as they were.
   * @maxItems 200
   */
  warnings: Warning[];
}

/** What can be changed of an appointment. What is sent of `staff` and `equipment` replaces what was there. */
export interface UpdateAppointmentInput {
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
  /** A move that is allowed: docs/scheduling.md has the table. To cancel, call `cancel`. */
  status?: 'SCHEDULED' | 'CONFIRMED' | 'COMPLETED' | 'NOSHOW';
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
  /**
   * @maxItems 20
   */
  staff?: StaffInput[];
  /**
   * @maxItems 50
   */
  equipment?: EquipmentInput[];
  /**
   * @maxLength 500
   * @example "The therapist asked for it."
   */
  doubleBookingReason?: string | null;
  /**
   * The warnings that you know of: any other answers 409 `booking.unconfirmed`. Left out: what is to be said of it comes with the answer.
   * @maxItems 5
   */
  confirmedWarnings?: BookingWarningCode[];
}

/** Why it is called off. */
export interface CancelAppointmentInput {
  /**
   * In words: alone, or beside a reason of the list. One of the two is needed.
   * @minLength 1
   * @maxLength 500
   * @example "The family is ill."
   */
  reason?: string;
  /** Of the practice's list. */
  reasonId?: Id;
  /** Who calls it off; left out: whoever does so for that reason, as a rule. */
  party?: CancellingParty;
}
