import type { TaxPurpose } from '../../generated/requests/service-codes.js';
import type { Id } from '../../kernel/ids.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** A tax on services of a purpose, in a place, from a day on. Where none applies, none is charged. */
export interface TaxRate {
  id: Id;
  /** @example "QST" */
  name: string;
  purpose: TaxPurpose;
  /** @example "CA" */
  country: string;
  /** @example "QC" */
  region: string | null;
  /**
   * Per cent.
   * @maxLength 9
   * @example "9.97500"
   */
  rate: string;
  validFrom: CalendarDate;
  validTo: CalendarDate | null;
  /** @example "1234567890 TQ0001" */
  registrationNumber: string | null;
  /** @example "Revenu Québec" */
  source: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** All of them, at most 200. */
export interface TaxRateList {
  /** @maxItems 200 */
  items: TaxRate[];
}
