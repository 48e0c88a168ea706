import type { AuthorizationKind } from '../../generated/requests/authorizations.js';
import type { Id } from '../../kernel/ids.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** TO_COME: its days are still to come. OPEN: something is left. USED_UP: nothing is. OVER: its days are past. */
export type AuthorizationState = 'TO_COME' | 'OPEN' | 'USED_UP' | 'OVER';

/** What a payer has agreed to beforehand, and what visits draw on it. */
export interface Authorization {
  id: Id;
  clientId: Id;
  learnerId: Id | null;
  /**
   * @maxLength 201
   * @example "Robin Ellery"
   */
  learnerName: string | null;
  fundingId: Id | null;
  insuranceId: Id | null;
  /**
   * The funding program, or the insurer.
   * @maxLength 200
   * @example "Early Years Speech Grant"
   */
  payerName: string;
  /** @example "PA-2026-0815" */
  number: string;
  validFrom: CalendarDate;
  validTo: CalendarDate;
  kind: AuthorizationKind;
  /**
   * @maxLength 20
   * @example "10.00"
   */
  amount: string;
  /**
   * Of visits that are booked.
   * @maxLength 20
   * @example "2.00"
   */
  reserved: string;
  /**
   * Of visits that took place.
   * @maxLength 20
   * @example "5.00"
   */
  used: string;
  /**
   * @maxLength 20
   * @example "3.00"
   */
  left: string;
  /**
   * @maxItems 50
   * @example ["SLP-50"]
   */
  serviceCodes: string[];
  state: AuthorizationState;
  /** @example "Renewal asked for in February" */
  note: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** All of a client's that one may see, the latest last day first. */
export interface AuthorizationList {
  /** @maxItems 100 */
  items: Authorization[];
  nextCursor: string | null;
}

/** A visit that draws on an authorization. */
export interface AuthorizationUse {
  appointmentId: Id;
  learnerId: Id | null;
  /**
   * @maxLength 200
   * @example "Ari Ellery"
   */
  learnerName: string | null;
  startTime: Instant;
  /** The day of service, by the clock of its place: it decides whether the visit draws on this authorization. */
  day: CalendarDate;
  /**
   * @maxLength 20
   * @example "1.00"
   */
  quantity: string;
  /** RESERVED until it took place. */
  state: 'RESERVED' | 'USED';
}

/** Those that one may see, in the order of time; where there are more than 1,000, the first. */
export interface AuthorizationUses {
  /** @maxItems 1000 */
  items: AuthorizationUse[];
  /** Whether there are more of them. */
  more: boolean;
}
