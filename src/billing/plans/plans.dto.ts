import type { PaymentPlanStatus, PlanRhythm } from '../../generated/requests/plans.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

export interface Instalment {
  id: Id;
  dueOn: CalendarDate;
  amount: Money;
  /** What of it is paid: payments count for the first instalment that is not. */
  paid: Money;
}

/** An invoice of a plan. */
export interface PlanInvoice {
  invoiceId: Id;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string;
  /** What the client owed of it when the plan was made. */
  amount: Money;
  /** What the client owes of it now, what was not owed yet when the plan was made among it. */
  open: Money;
}

/** What a client owes, in instalments. */
export interface PaymentPlan {
  id: Id;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  status: PaymentPlanStatus;
  total: Money;
  /** What of it is paid, or is not owed any more. */
  settled: Money;
  /**
   * How many instalments there are.
   * @isInt
   * @minimum 1
   * @maximum 60
   * @example 3
   */
  count: number;
  /** Null where the days were given one by one. */
  rhythm: PlanRhythm | null;
  firstDueOn: CalendarDate;
  /**
   * @maxLength 500
   * @example "Agreed by phone"
   */
  note: string | null;
  endedAt: Instant | null;
  /**
   * @maxLength 500
   * @example "Agreed anew."
   */
  endReason: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  /** @maxItems 20 */
  invoices: PlanInvoice[];
  /** @maxItems 60 */
  instalments: Instalment[];
}

/** One page of payment plans. */
export interface PaymentPlanPage {
  /** @maxItems 200 */
  items: PaymentPlan[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
