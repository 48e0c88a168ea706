import type { Money } from '../../kernel/money.js';
import type { CalendarDate } from '../../kernel/time.js';

/** What a policy paid in one of its years. The day of service decides in which. */
export interface PolicyYear {
  startsOn: CalendarDate;
  /** The last day. */
  endsOn: CalendarDate;
  /** What it pays at most; null: no maximum. */
  maximum: Money | null;
  /** Before it was entered here, or by others. */
  drawnElsewhere: Money;
  /** Of invoices, less what was given back. */
  paid: Money;
  /** Asked in claims that await an answer or a payment. Null for those who may not see billing. */
  claimed: Money | null;
  /** The maximum, less what was drawn and paid; what is claimed is not taken off. Null without a maximum. */
  remaining: Money | null;
  /** What of that is left once open claims are paid; never below nothing. Null without a maximum, and for those who may not see billing. */
  remainingAfterClaims: Money | null;
}

/** The years of a policy, the latest first. */
export interface PolicyYearList {
  /** @maxItems 100 */
  items: PolicyYear[];
  nextCursor: string | null;
}
