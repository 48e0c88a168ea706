import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** What a client pays in place of the list price. */
export interface FeeAgreement {
  id: Id;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  /** Null: every service that no other agreement names. */
  serviceCodeId: Id | null;
  /**
   * @maxLength 40
   * @example "SLP-50"
   */
  serviceCode: string | null;
  /** What one unit costs; null where `percent` says it. */
  price: Money | null;
  /**
   * Per cent of the list price.
   * @pattern ^[0-9]{1,3}(\.[0-9]{1,5})?$
   * @maxLength 9
   * @example "60"
   */
  percent: string | null;
  validFrom: CalendarDate;
  validTo: CalendarDate | null;
  reviewOn: CalendarDate | null;
  /**
   * @maxLength 500
   * @example "Sliding scale, by household income."
   */
  reason: string;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A page of fee agreements. */
export interface FeeAgreementPage {
  /** @maxItems 200 */
  items: FeeAgreement[];
  nextCursor: string | null;
  /**
   * @isInt
   * @minimum 0
   */
  total?: number;
}
