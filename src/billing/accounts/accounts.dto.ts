import type { LedgerKind } from '../../generated/requests/accounts.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { LedgerParty } from '../invoices/invoices.dto.js';

/** What one party owes, and has on account. */
export interface PartyBalance {
  party: LedgerParty;
  insuranceId: Id | null;
  fundingId: Id | null;
  /** @example "Harbour Mutual" */
  name: string;
  /** On invoices that were sent. */
  open: Money;
  /** What of it is on invoices that were due before today, and are on no payment plan that is kept. */
  overdue: Money;
  /** Paid, and not used yet. */
  credit: Money;
  /** In packages, for visits to come. */
  prepaid: Money;
}

/** What a client's parties owe. */
export interface Account {
  clientId: Id;
  /** On all invoices that were sent. */
  open: Money;
  overdue: Money;
  /** On account. */
  credit: Money;
  /** In packages. */
  prepaid: Money;
  /** @maxItems 200 */
  parties: PartyBalance[];
}

/** What one party still owes of one invoice. */
export interface AccountShare {
  invoiceId: Id;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string;
  party: LedgerParty;
  insuranceId: Id | null;
  fundingId: Id | null;
  open: Money;
}

/** Who owes what of a client's open invoices. */
export interface AccountShares {
  /** @maxItems 500 */
  items: AccountShare[];
}

/** One movement of the ledger: a party owes more (positive) or less (negative). */
export interface Movement {
  id: Id;
  /** Movements of one act have the same. */
  transactionId: Id;
  /**
   * What was done.
   * @maxLength 40
   * @example "PAYMENT_RECORDED"
   */
  act: string;
  kind: LedgerKind;
  party: LedgerParty;
  insuranceId: Id | null;
  fundingId: Id | null;
  /** In whose month it counts. */
  effectiveDate: CalendarDate;
  recordedAt: Instant;
  recordedById: Id | null;
  /**
   * @maxLength 500
   * @example "Jo Park"
   */
  recordedByName: string | null;
  /** @example "Bounced." */
  reason: string | null;
  /** The act that this one takes back. */
  reversesId: Id | null;
  /** Null: money on account. */
  invoiceId: Id | null;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string | null;
  lineId: Id | null;
  receiptId: Id | null;
  /** The package whose money it is. */
  packageId: Id | null;
  amount: Money;
}

/** One page of movements. */
export interface MovementPage {
  items: Movement[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
