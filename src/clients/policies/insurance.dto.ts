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
  remainingCoverage: Money | null;
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
