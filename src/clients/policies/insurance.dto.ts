import type { Id } from '../../kernel/ids.js';
import { type Money } from '../../kernel/money.js';
import { type CalendarDate, type Instant } from '../../kernel/time.js';

/** A policy of a client. */
export interface InsurancePolicy {
  id: Id;
  clientId: Id;
  insuranceProviderId: Id;
  /**
   * @maxLength 200
   * @example "Northern Mutual"
   */
  insuranceProviderName: string;
  /** @example "NM-204-118" */
  policyNumber: string;
  /** @example "G-77" */
  groupNumber: string | null;
  /** @example "M-5501" */
  memberId: string;
  /** @example "Morgan Ellery" */
  policyHolderName: string;
  policyHolderDob: CalendarDate | null;
  /** @example "SELF" */
  relationshipToClient: string;
  coverageStartDate: CalendarDate | null;
  coverageEndDate: CalendarDate | null;
  maxAnnualCoverage: Money | null;
  /** The maximum of the policy year that runs, less what was drawn; null where there is none. Never below nothing. */
  remainingCoverage: Money | null;
  /** The first day of the policy year that runs. */
  policyYearStart: CalendarDate;
  /**
   * The month in which a policy year begins.
   * @isInt
   * @minimum 1
   * @maximum 12
   * @example 1
   */
  policyYearMonth: number;
  /**
   * The day of that month.
   * @isInt
   * @minimum 1
   * @maximum 31
   * @example 1
   */
  policyYearDay: number;
  /** What it paid of invoices for services of the policy year that runs. */
  drawn: Money;
  /** What was drawn on it in the policy year that runs, before it was entered here or by others. */
  drawnElsewhere: Money;
  /** @example "80 % of speech therapy, 20 sessions a year" */
  coverageDetails: string | null;
  /** The policy that is billed first; one at a time. */
  isPrimary: boolean;
  verificationDate: CalendarDate | null;
  verifiedBy: Id | null;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface InsuranceList {
  /** @maxItems 100 */
  items: InsurancePolicy[];
  nextCursor: string | null;
}
