import type { Priority } from '../../generated/requests/clients.js';
import type { Id } from '../../kernel/ids.js';
import type { DayOfWeek, Instant } from '../../kernel/time.js';
import type { LanguageCode } from '../../generated/requests/users.js';
import type { ServiceType, WaitlistStatus } from '../../generated/requests/waitlist.js';

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
