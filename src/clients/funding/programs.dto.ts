import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';

/** An insurer, to name in a policy. */
export interface InsuranceProvider {
  id: Id;
  /** @example "Northern Mutual" */
  name: string;
  /** @example "+1 555 010 0150" */
  phone: string | null;
  /** @example "claims@northern-mutual.example" */
  email: string | null;
  /** @example "Northfield" */
  city: string | null;
  /** @example "ON" */
  province: string | null;
  /** Takes claims electronically. */
  electronicFiling: boolean;
  isActive: boolean;
}

export interface InsuranceProviderPage {
  items: InsuranceProvider[];
  nextCursor: string | null;
  /** @example 1 */
  total?: number;
}

/** A program that funds therapy: a grant, a scholarship. */
export interface FundingProgram {
  id: Id;
  /** @example "Early Years Speech Grant" */
  name: string;
  /**
   * @maxLength 200
   * @example "GRANT"
   */
  programType: string;
  /** @example "For children before school age" */
  description: string | null;
  maxAmount: Money | null;
  /**
   * @maxLength 200
   * @example "12 months"
   */
  coveragePeriod: string | null;
  /** @example "ON" */
  province: string | null;
  isActive: boolean;
}

export interface FundingProgramPage {
  items: FundingProgram[];
  nextCursor: string | null;
  /** @example 1 */
  total?: number;
}
