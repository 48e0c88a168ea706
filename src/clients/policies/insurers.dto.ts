import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** An insurer, to name in a policy. */
export interface InsuranceProvider {
  id: Id;
  /**
   * @maxLength 200
   * @example "Northern Mutual"
   */
  name: string;
  /**
   * @maxLength 200
   * @example "Claims desk"
   */
  contactPerson: string | null;
  /**
   * @maxLength 40
   * @example "+1 555 010 0150"
   */
  phone: string | null;
  /**
   * @maxLength 254
   * @example "claims@northern-mutual.example"
   */
  email: string | null;
  /**
   * @maxLength 200
   * @example "https://northern-mutual.example"
   */
  website: string | null;
  /**
   * @maxLength 200
   * @example "1 Harbour Road"
   */
  address: string | null;
  /**
   * @maxLength 100
   * @example "Northfield"
   */
  city: string | null;
  /**
   * @maxLength 100
   * @example "ON"
   */
  province: string | null;
  /**
   * @maxLength 20
   * @example "K0A 1B1"
   */
  postalCode: string | null;
  /**
   * Where claims are handed in.
   * @maxLength 500
   * @example "https://providers.northern-mutual.example"
   */
  submissionPortal: string | null;
  /**
   * How claims are handed in.
   * @maxLength 100
   * @example "ELECTRONIC"
   */
  submissionFormat: string | null;
  /** Takes claims electronically. */
  electronicFiling: boolean;
  /**
   * @maxLength 20000
   * @example "Asks for the plan of care with the first claim."
   */
  notes: string | null;
  isActive: boolean;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface InsuranceProviderPage {
  /** @maxItems 200 */
  items: InsuranceProvider[];
  nextCursor: string | null;
  /** @example 1 */
  total?: number;
}
