import type { Id } from '../../kernel/ids.js';
import { type Money } from '../../kernel/money.js';
import { type CalendarDate, type Instant } from '../../kernel/time.js';

/** Money that a program set aside for a client. */
export interface Funding {
  id: Id;
  clientId: Id;
  fundingProgramId: Id;
  /**
   * @maxLength 200
   * @example "Early Years Speech Grant"
   */
  fundingProgramName: string;
  /** @example "EY-2026-0042" */
  referenceNumber: string | null;
  /**
   * @maxLength 40
   * @example "ACTIVE"
   */
  status: string;
  totalAmount: Money;
  /** The total without what was drawn: never below nothing. */
  remainingAmount: Money;
  /** What the ledger charged to it, paid or not. */
  drawn: Money;
  /** What was drawn on it before it was entered here, or by others. */
  drawnElsewhere: Money;
  startDate: CalendarDate;
  endDate: CalendarDate;
  approvalDate: CalendarDate | null;
  /** @example "Regional office" */
  approvedBy: string | null;
  /** @example "Renewal in spring" */
  notes: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface FundingList {
  /** @maxItems 100 */
  items: Funding[];
  nextCursor: string | null;
}
