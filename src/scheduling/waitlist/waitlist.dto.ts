import type { Priority } from '../../generated/requests/clients.js';
import type { Id } from '../../kernel/ids.js';
import type { DayOfWeek, Instant } from '../../kernel/time.js';
import type { LanguageCode } from '../../generated/requests/users.js';
import { type WaitlistStatus } from './rules/waitlist-status.js';

/** What is asked for. */
export type ServiceType = 'THERAPY' | 'ASSESSMENT' | 'CONSULTATION';

/** A client's wish for a service that has no place yet. */
export interface WaitlistEntry {
  id: Id;
  clientId: Id;
  /** @example "Robin Ellery" */
  clientName: string;
  serviceType: ServiceType;
  status: WaitlistStatus;
  requestDate: Instant;
  /** The entry's own; null: the client's counts. */
  priority: Priority | null;
  /** What counts: the entry's own, or else the client's. */
  effectivePriority: Priority;
  /** A level that the practice has named; it orders the entry instead of its priority. */
  priorityLevelId: Id | null;
  /**
   * @maxLength 200
   * @example "Safeguarding"
   */
  priorityLevelName: string | null;
  /**
   * @maxLength 40
   * @example "#C0392B"
   */
  priorityLevelColour: string | null;
  /**
   * What orders it: the level's rank, or 100 for HIGH, 200 for MEDIUM, 300 for LOW.
   * @isInt
   * @example 200
   */
  rank: number;
  /**
   * Its place among those who wait for the same service, by rank, then by the date of the request. All of them count, also those
   * that you may not see. Null for one that does not wait.
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @example 3
   */
  position: number | null;
  /**
   * Whole days since the request; for one that does not wait any more, until it was placed or cancelled.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 42
   */
  waitingDays: number;
  /**
   * In the client's words.
   * @example "Any morning, best on Tuesdays."
   */
  preferredSchedule: string | null;
  /**
   * Days of the week that suit (1 is Monday, 7 is Sunday); empty: any.
   * @maxItems 7
   * @example [2, 4]
   */
  preferredDays: DayOfWeek[];
  /**
   * Not before this time, on the clock of the place.
   * @maxLength 5
   * @example "09:00"
   */
  preferredFrom: string | null;
  /**
   * Over by this time.
   * @maxLength 5
   * @example "12:00"
   */
  preferredTo: string | null;
  preferredTherapistId: Id | null;
  /** @example "Sam Rivera" */
  preferredTherapistName: string | null;
  preferredLocationId: Id | null;
  /** @example "Harbour Street" */
  preferredLocationName: string | null;
  preferredLanguage: LanguageCode | null;
  /** @example "Rang twice to ask." */
  notes: string | null;
  /** Null while the status was never changed. */
  statusChangedAt: Instant | null;
  statusChangedBy: Id | null;
  /** Where it was placed. */
  appointmentId: Id | null;
  createdAt: Instant;
  updatedAt: Instant;
  createdBy: Id | null;
  updatedBy: Id | null;
}

/** One page of the waitlist. */
export interface WaitlistPage {
  items: WaitlistEntry[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}

export interface WaitlistListQuery {
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
  /**
   * `priority`: the most urgent first, and of those the ones who asked first.
   * @default "requestDate"
   */
  sort?: 'requestDate' | '-requestDate' | 'priority' | '-priority' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  /**
   * One or several of them.
   * @maxItems 10
   */
  status?: WaitlistStatus[];
  serviceType?: ServiceType;
  clientId?: Id;
  /** What counts: the entry's own, or else the client's. */
  priority?: Priority;
  /** Those of this level. */
  priorityLevelId?: Id;
  /** Those who asked for this therapist. */
  preferredTherapistId?: Id;
  /** Those who asked for this location. */
  preferredLocationId?: Id;
  /**
   * Words of the client's name, e-mail address or phone number, in any writing.
   * @minLength 1
   * @maxLength 100
   */
  q?: string;
}

/** A client who is to wait. */
export interface CreateWaitlistInput {
  clientId: Id;
  serviceType: ServiceType;
  /** Now, where it is left out. Not in the future. */
  requestDate?: Instant;
  /** Null: the client's counts. */
  priority?: Priority | null;
  /** A level that the practice has named; null: the priority orders it. */
  priorityLevelId?: Id | null;
  /**
   * In the client's words.
   * @maxLength 2000
   * @example "Any morning, best on Tuesdays."
   */
  preferredSchedule?: string | null;
  /**
   * Days of the week that suit (1 is Monday, 7 is Sunday); empty: any.
   * @maxItems 7
   * @example [2, 4]
   */
  preferredDays?: DayOfWeek[];
  /**
   * Not before this time, on the clock of the place.
   * @pattern ^([01][0-9]|2[0-3]):[0-5][0-9]$
   * @maxLength 5
   * @example "09:00"
   */
  preferredFrom?: string | null;
  /**
   * Over by this time; 24:00 at the latest.
   * @pattern ^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$
   * @maxLength 5
   * @example "12:00"
   */
  preferredTo?: string | null;
  preferredTherapistId?: Id | null;
  preferredLocationId?: Id | null;
  preferredLanguage?: LanguageCode | null;
  /**
   * @maxLength 20000
   * @example "Rang twice to ask."
   */
  notes?: string | null;
}

/** What can be changed of a waitlist entry. Its status has an operation of its own. */
export interface UpdateWaitlistInput {
  serviceType?: ServiceType;
  /** Not in the future. */
  requestDate?: Instant;
  /** Null: the client's counts. */
  priority?: Priority | null;
  /** A level that the practice has named; null: the priority orders it. */
  priorityLevelId?: Id | null;
  /**
   * In the client's words.
   * @maxLength 2000
   * @example "Any morning, best on Tuesdays."
   */
  preferredSchedule?: string | null;
  /**
   * Days of the week that suit (1 is Monday, 7 is Sunday); empty: any.
   * @maxItems 7
   * @example [2, 4]
   */
  preferredDays?: DayOfWeek[];
  /**
   * Not before this time, on the clock of the place.
   * @pattern ^([01][0-9]|2[0-3]):[0-5][0-9]$
   * @maxLength 5
   * @example "09:00"
   */
  preferredFrom?: string | null;
  /**
   * Over by this time; 24:00 at the latest.
   * @pattern ^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$
   * @maxLength 5
   * @example "12:00"
   */
  preferredTo?: string | null;
  preferredTherapistId?: Id | null;
  preferredLocationId?: Id | null;
  preferredLanguage?: LanguageCode | null;
  /**
   * @maxLength 20000
   * @example "Rang twice to ask."
   */
  notes?: string | null;
}

/** Where a waitlist entry moves to. */
export interface WaitlistStatusInput {
  /** @example "CANCELLED" */
  status: WaitlistStatus;
  /** For PLACED: an appointment of the client. */
  appointmentId?: Id;
}
