import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { Instant } from '../../kernel/time.js';

/** A program that funds therapy: a grant, a scholarship. */
export interface FundingProgram {
  id: Id;
  /**
   * @maxLength 200
   * @example "Early Years Speech Grant"
   */
  name: string;
  /**
   * @maxLength 200
   * @example "GRANT"
   */
  programType: string;
  /**
   * @maxLength 20000
   * @example "For children before school age"
   */
  description: string | null;
  /** What it pays for one client at most. */
  maxAmount: Money | null;
  /**
   * @maxLength 200
   * @example "12 months"
   */
  coveragePeriod: string | null;
  /**
   * @maxLength 20000
   * @example "Up to six years"
   */
  ageRestrictions: string | null;
  /**
   * @maxLength 20000
   * @example "Plan of care, proof of age"
   */
  documentationRequired: string | null;
  /**
   * @maxLength 20000
   * @example "A new plan each spring"
   */
  renewalProcess: string | null;
  /**
   * @maxLength 200
   * @example "https://grants.example"
   */
  website: string | null;
  /**
   * @maxLength 20000
   * @example "Grants office, +1 555 010 0160"
   */
  contactInformation: string | null;
  /**
   * @maxLength 20000
   * @example "The family applies, we confirm"
   */
  applicationProcess: string | null;
  /**
   * @maxLength 100
   * @example "ON"
   */
  province: string | null;
  isActive: boolean;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface FundingProgramPage {
  /** @maxItems 200 */
  items: FundingProgram[];
  nextCursor: string | null;
  /** @example 1 */
  total?: number;
}
