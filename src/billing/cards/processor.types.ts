/** What a processor of card payments does for us. Stripe is one (stripe.ts); another would implement this. Card data stay with it. */
import type { Decimal } from 'decimal.js';

/** What is to be paid, as the page of the processor shows it: nothing of a person, and nothing of a service. */
export interface WantedSession {
  /** Ours, and random. The same twice gives the same session. */
  key: string;
  amount: Decimal;
  /** ISO 4217, capitals. */
  currency: string;
  /** `Invoice 2026-000123` */
  name: string;
  language: 'EN' | 'FR' | 'ES';
  /** Where the processor sends back who has paid, and who has not. */
  doneUrl: string;
  backUrl: string;
  expiresAt: Date;
}

/** A page of the processor on which one payment is made, as it stands. */
export interface CardSession {
  id: string;
  /** Ours, as the processor has it. */
  key: string | null;
  status: 'OPEN' | 'PAID' | 'EXPIRED';
  /** Undefined where we could not keep it: of another currency's smallest unit. */
  amount: Decimal | undefined;
  currency: string;
  intentId: string | null;
  /** Where one pays; null once that is over. */
  url: string | null;
  method: 'CREDIT_CARD' | 'DEBIT_CARD';
}

/** Money that went, or is to go, back to a card. */
export interface ProcessorRefund {
  id: string;
  /** Ours; null where it was made at the processor's own page. */
  key: string | null;
  status: 'PENDING' | 'DONE' | 'FAILED';
  amount: Decimal | undefined;
}

/** Something that the processor tells. What it is about is looked up: it may come late, twice, and out of order. */
export interface CardEvent {
  id: string;
  type: string;
  about:
    | { kind: 'session'; id: string }
    | { kind: 'refunds'; intentId: string }
    | { kind: 'dispute'; intentId: string; lost: boolean }
    | null;
}

export interface CardProcessor {
  makeSession(wanted: WantedSession): Promise<CardSession>;
  findSession(id: string): Promise<CardSession>;
  /** The one in which that payment was made, if it was in one. */
  sessionOf(intentId: string): Promise<CardSession | undefined>;
  /** Nobody can pay there any more. One that is over stays as it is. */
  endSession(id: string): Promise<void>;
  refund(wanted: { key: string; intentId: string; amount: Decimal; currency: string }): Promise<ProcessorRefund>;
  /** All that went back of one payment. */
  refundsOf(intentId: string): Promise<ProcessorRefund[]>;
  /** The event in a body, exactly as it came; undefined unless the processor signed it just now. */
  eventIn(body: Buffer, signature: string, now: Date): CardEvent | undefined;
}
