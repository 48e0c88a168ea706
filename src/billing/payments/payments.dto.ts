import type { CardRefundStatus, PaymentMethod } from '../../generated/requests/payments.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { LedgerParty } from '../invoices/invoices.dto.js';

/** What of a receipt pays one invoice. */
export interface PaymentAllocation {
  id: Id;
  invoiceId: Id;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string;
  amount: Money;
  /** Whether it was taken back. */
  reversed: boolean;
}

/** What of a receipt pays an invoice now. */
export interface PaymentStanding {
  invoiceId: Id;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string;
  /** What it paid, less what was taken or given back of that. */
  amount: Money;
}

/** Money of a receipt that was given back. */
export interface Refund {
  id: Id;
  /**
   * @maxLength 40
   * @example "RF-2026-000003"
   */
  number: string;
  refundDate: CalendarDate;
  amount: Money;
  paymentMethod: PaymentMethod;
  /** @example "Cancelled in time, paid in advance." */
  reason: string;
  /** When it turned out that the money did not go: the refund was taken back in the books, and counts no more. */
  failedAt: Instant | null;
  /** How far it is on its way to the card that was paid with; null where it goes another way. */
  cardStatus: CardRefundStatus | null;
}

/** Money that came in, and what it pays. */
export interface Payment {
  id: Id;
  /**
   * The receipt's.
   * @maxLength 40
   * @example "R-2026-000045"
   */
  number: string;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  party: LedgerParty;
  insuranceId: Id | null;
  fundingId: Id | null;
  caregiverId: Id | null;
  /** The package that it was paid for. */
  packageId: Id | null;
  /** The receipt that it stands for, where one was recorded wrongly: the first, if it was corrected more than once. */
  correctsId: Id | null;
  /**
   * Who paid.
   * @maxLength 500
   * @example "Harbour Mutual"
   */
  payerName: string;
  paymentDate: CalendarDate;
  amount: Money;
  /** What of it stands on account: paid, and not used yet. */
  onAccount: Money;
  /** What of it stands in packages, for visits to come. */
  inPackage: Money;
  /** What of it was given back. */
  refunded: Money;
  paymentMethod: PaymentMethod;
  /** @example "CHQ 1042" */
  referenceNumber: string | null;
  /** @example "Handed over at the desk." */
  notes: string | null;
  /** When it was taken back: it bounced, or was a mistake. */
  reversedAt: Instant | null;
  /**
   * @maxLength 500
   * @example "Bounced."
   */
  reversalReason: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  /** @maxItems 100 */
  allocations: PaymentAllocation[];
  /**
   * What of it pays invoices now: with what stands on account and in packages, and what was given back, it is the amount.
   * @maxItems 100
   */
  pays: PaymentStanding[];
  /** @maxItems 100 */
  refunds: Refund[];
}

/** A payment as recorded, and what deserves a second look. */
export interface RecordedPayment extends Payment {
  /**
   * `DUPLICATE_REFERENCE` where the same reference and amount were recorded before.
   * @maxItems 10
   */
  warnings: Warning[];
}

/** One page of payments. */
export interface PaymentPage {
  items: Payment[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
