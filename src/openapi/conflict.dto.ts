/** What a 409 or 422 tells besides its words. A detail that is not stated here does not compile. */
import type { Clash } from '../scheduling/appointments/rules/clashes.js';
import type { AppointmentStatus } from '../scheduling/appointments/rules/appointment-status.js';
import type { FreeTime } from '../scheduling/series/preview.dto.js';
import type { KeptAppointment } from '../scheduling/series/change.dto.js';
import type { SeriesChange } from '../scheduling/series/preview.dto.js';
import type { Id } from '../kernel/ids.js';
import type { Problem } from '../http/problem.js';
import type { Warning } from '../kernel/warnings.js';
import type { WaitlistOfferStatus } from '../scheduling/waitlist/offers.dto.js';
import type { WaitlistStatus } from '../generated/requests/waitlist.js';

/**
 * @isInt
 * @minimum 0
 * @maximum 2147483647
 * @example 12
 */
export type RecordCount = number;

/**
 * How many records of each kind stand in the way: `{ "appointments": 12 }`.
 * @example { "appointments": 12, "rooms": 2 }
 */
// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- tsoa gives an interface its name in the spec, a Record none
export interface ClashCounts {
  [kind: string]: RecordCount;
}

/** What is told of a booking that the practice's rules refuse, or that has to be confirmed. */
export interface RuleDetails {
  /**
   * With `booking.…`: what is odd about the time.
   * @maxItems 200
   */
  warnings?: Warning[];
  /** With `booking.…`: the nearest free time, where there is one. */
  nearestFree?: FreeTime | null;
}

/** A refusal because of a rule. */
export interface RuleProblem extends Problem, RuleDetails {}

/** What is told of a conflict: the present state, as far as the caller may see it. */
export interface ConflictDetails extends RuleDetails {
  /**
   * With `appointment.conflict`: what is taken at that time.
   * @maxItems 10000
   */
  conflicts?: Clash[];
  /** With `….in_use`: what refers to the record. */
  clashesWith?: ClashCounts;
  /** With `….status`: the status that the record has. */
  present?: AppointmentStatus | WaitlistStatus;
  /**
   * With `….status`: those that it can go to.
   * @maxItems 20
   */
  allowed?: (AppointmentStatus | WaitlistStatus)[];
  /** With `offer.…`: what became of the offer. */
  offerStatus?: WaitlistOfferStatus;
  /** With `record_permission.exists`: the entry that is there. */
  recordPermissionId?: Id;
  /**
   * With `series.changed`: what differs from the preview.
   * @maxItems 10000
   */
  changes?: SeriesChange[];
  /** With `series.closed`: why the appointment stays as it is. */
  because?: KeptAppointment['because'];
}

/** A refusal because of what is there now, which it tells. */
export interface ConflictProblem extends Problem, ConflictDetails {}

declare module '../kernel/errors.js' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the same, for what throws
  interface RefusalDetails extends ConflictDetails {}
}
