import type { PackageRefundRule } from '../../generated/requests/packages.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/**
 * UNPAID: not all of it is paid, and visits are used as far as they are; ACTIVE; USED: no visit is left; EXPIRED: its last day is over, and
 * what is left waits for somebody to end it; ENDED.
 */
export type PackageState = 'UNPAID' | 'ACTIVE' | 'USED' | 'EXPIRED' | 'ENDED';

/** Visits that a client pays before they take place. */
export interface Package {
  id: Id;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  learnerId: Id | null;
  /** @example "Kit Ellery" */
  learnerName: string | null;
  serviceCodeId: Id;
  /**
   * @maxLength 40
   * @example "SLP-50"
   */
  serviceCode: string;
  state: PackageState;
  /**
   * @isInt
   * @minimum 1
   * @example 10
   */
  visits: number;
  /**
   * On invoices, drafts among them.
   * @isInt
   * @minimum 0
   * @example 3
   */
  used: number;
  /** For all of them, before taxes. */
  price: Money;
  /** With the taxes of the day on which it was sold. */
  amountDue: Money;
  /** What came in for it. */
  paid: Money;
  /** What of that stands in it, for visits to come. */
  left: Money;
  validFrom: CalendarDate;
  expiresOn: CalendarDate | null;
  refundRule: PackageRefundRule;
  /**
   * @maxLength 2000
   * @example "Summer block."
   */
  notes: string | null;
  endedAt: Instant | null;
  /**
   * @maxLength 500
   * @example "Moved away."
   */
  endReason: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A page of packages. */
export interface PackagePage {
  /** @maxItems 200 */
  items: Package[];
  nextCursor: string | null;
  /**
   * @isInt
   * @minimum 0
   */
  total?: number;
}
