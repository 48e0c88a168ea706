import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate } from '../../kernel/time.js';
import type { LedgerParty } from '../invoices/invoices.dto.js';

/** What one act did to what a party owes. */
export interface StatementMovement {
  transactionId: Id;
  /**
   * What was done. Where a payment took over a part of another party's share, that is told by itself as `TRANSFERRED`.
   * @maxLength 40
   * @example "PAYMENT_RECORDED"
   */
  act: string;
  /**
   * The act that this one takes back.
   * @maxLength 40
   * @example null
   */
  reversedAct: string | null;
  date: CalendarDate;
  /**
   * Of the invoices, receipts and credit notes that it is about.
   * @maxItems 1000
   * @example ["2026-000123", "R-2026-000045"]
   */
  numbers: string[];
  /** Owed more (positive) or less. */
  amount: Money;
  /** What the party owes after it. */
  balance: Money;
}

/** What one party owed, and what became of it. */
export interface StatementParty {
  party: LedgerParty;
  insuranceId: Id | null;
  fundingId: Id | null;
  /**
   * @maxLength 500
   * @example "Harbour Mutual"
   */
  name: string;
  /** Before the first day; below nothing: on account. */
  opening: Money;
  /** @maxItems 1000 */
  movements: StatementMovement[];
  /** After the last day. */
  closing: Money;
}

/** What the client owes after the last day, by how many days ago it was due; what is not due yet is in the first. Of what is on account nothing is taken off. */
export interface StatementAges {
  upTo30: Money;
  upTo60: Money;
  upTo90: Money;
  upTo120: Money;
  over120: Money;
}

/** One instalment, and what of it was open. */
export interface StatementInstalment {
  dueOn: CalendarDate;
  amount: Money;
  open: Money;
}

/** What of the client's part is paid by a payment plan. */
export interface StatementPlan {
  planId: Id;
  /**
   * Of the invoices that it is about.
   * @maxItems 20
   * @example ["2026-000123"]
   */
  invoiceNumbers: string[];
  /** What of it is open after the last day. */
  open: Money;
  /** @maxItems 60 */
  instalments: StatementInstalment[];
}

/** What a client's parties owed between two days. */
export interface Statement {
  clientId: Id;
  /**
   * @maxLength 500
   * @example "Morgan Ellery"
   */
  clientName: string;
  from: CalendarDate;
  to: CalendarDate;
  /** All parties together. */
  opening: Money;
  closing: Money;
  /** Null where policies or funding sources alone are asked for. */
  ages: StatementAges | null;
  /**
   * What the client is asked for: what they owe after the last day without instalments that are due later. Null where policies or funding sources
   * alone are asked for.
   */
  due: Money | null;
  /** What they owe besides, by instalments of payment plans that are due later. Null as `due`. */
  later: Money | null;
  /**
   * The client's payment plans that are kept, as they stand now, of those that were made until the last day.
   * @maxItems 50
   */
  plans: StatementPlan[];
  /** @maxItems 200 */
  parties: StatementParty[];
}
