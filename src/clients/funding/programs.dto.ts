import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { Instant } from '../../kernel/time.js';

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

export interface ProgramListQuery {
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
  /** `name` if not said; with `q`, how well each fits. */
  sort?: 'name' | '-name' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  isActive?: boolean;
  /**
   * Words of the name. The best match is first unless `sort` says otherwise.
   * @minLength 1
   * @maxLength 100
   */
  q?: string;
}
