import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** Who pays a part of what a client is billed. */
export interface ClientPayer {
  id: Id;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  /**
   * In which order they pay.
   * @isInt
   * @minimum 1
   * @maximum 99
   * @example 1
   */
  position: number;
  insuranceId: Id | null;
  fundingId: Id | null;
  /**
   * Per cent of what those leave who pay up to a sum.
   * @pattern ^[0-9]{1,3}(\.[0-9]{1,5})?$
   * @maxLength 9
   * @example "80"
   */
  percent: string | null;
  /** Of each invoice. */
  upTo: Money | null;
  validFrom: CalendarDate | null;
  validTo: CalendarDate | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A page of payers. */
export interface ClientPayerPage {
  /** @maxItems 200 */
  items: ClientPayer[];
  nextCursor: string | null;
  /**
   * @isInt
   * @minimum 0
   */
  total?: number;
}
