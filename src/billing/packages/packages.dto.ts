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
  /**
   * Those of `used` that are on drafts: their money stands in `left` yet.
   * @isInt
   * @minimum 0
   * @example 1
   */
  onDrafts: number;
  /** What these drafts will take of `left`, taxes included. */
  onDraftsAmount: Money;
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

/** A receipt with money that came in for a package. */
export interface PackageReceipt {
  receiptId: Id;
  /**
   * @maxLength 40
   * @example "R-2026-000042"
   */
  number: string;
  receivedOn: CalendarDate;
  /** What of it came in for the package, less what was taken back: together `paid` of the package. */
  amount: Money;
  /** What of that stands in the package, for visits to come. */
  left: Money;
  /** It was taken back. */
  reversed: boolean;
}

/** A line of an invoice that uses a visit of a package. */
export interface PackageUse {
  /**
   * Which of its visits: 1 is the first.
   * @isInt
   * @minimum 1
   * @maximum 500
   * @example 3
   */
  visit: number;
  day: CalendarDate;
  lineId: Id;
  /**
   * @maxLength 500
   * @example "Speech therapy"
   */
  description: string;
  invoiceId: Id;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string;
  appointmentId: Id | null;
  learnerId: Id | null;
  /** @example "Kit Ellery" */
  learnerName: string | null;
  /** With its taxes. */
  amount: Money;
}

/** What a package was paid with, and what it was used for. */
export interface PackageHistory {
  /**
   * The oldest first.
   * @maxItems 500
   */
  receipts: PackageReceipt[];
  /**
   * In the order of its visits.
   * @maxItems 500
   */
  uses: PackageUse[];
  /**
   * Visits that were used for learners whom you may not see.
   * @isInt
   * @minimum 0
   * @maximum 500
   * @example 0
   */
  hidden: number;
}
