import type { CardPaymentStatus } from '../../generated/requests/cards.js';
import type { CardRefundStatus } from '../../generated/requests/payments.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { Instant } from '../../kernel/time.js';

/** A link to pay by card, told this once. */
export interface MadePayLink {
  id: Id;
  /**
   * A page of this server, for whoever has the link. It is in no list.
   * @maxLength 2000
   * @example "https://crm.practice.example/pay/told-once"
   */
  url: string;
  /** What is to be paid now. */
  amount: Money;
  expiresAt: Instant;
}

/** Money that goes, or went, back to the card. */
export interface CardRefund {
  id: Id;
  /** The refund in the books; null where there was nothing left to give back there. */
  refundId: Id | null;
  amount: Money;
  status: CardRefundStatus;
  createdAt: Instant;
}

/** One try to pay by card. Card data never come here. */
export interface CardPayment {
  id: Id;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  invoiceId: Id | null;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string | null;
  amount: Money;
  /**
   * ISO 4217.
   * @pattern ^[A-Z]{3}$
   * @maxLength 3
   * @example "CAD"
   */
  currency: string;
  status: CardPaymentStatus;
  /** What was recorded of it. */
  receiptId: Id | null;
  /**
   * The processor's name of the payment, and the receipt's reference.
   * @maxLength 255
   * @example "pi_3NkzTPKr"
   */
  intentId: string | null;
  paidAt: Instant | null;
  /** Since when the card's holder disputes it. */
  disputedAt: Instant | null;
  expiresAt: Instant;
  createdAt: Instant;
  updatedAt: Instant;
  /** @maxItems 100 */
  refunds: CardRefund[];
}

/** One page of payments by card. */
export interface CardPaymentPage {
  /** @maxItems 200 */
  items: CardPayment[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}

/** Something that the processor tells, as it signed it. */
export interface CardEventInput {
  /**
   * @minLength 1
   * @maxLength 255
   * @example "evt_1NG8Du2eZvKYlo2C"
   */
  id: string;
  /**
   * @minLength 1
   * @maxLength 255
   * @example "checkout.session.completed"
   */
  type: string;
  /** Whatever else the processor says: what it is about is looked up there. */
  [more: string]: unknown;
}
