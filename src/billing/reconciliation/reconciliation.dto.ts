import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { Instant } from '../../kernel/time.js';

/** A cent that is out of place. */
export interface ReconciliationFault {
  /**
   * Which check found it.
   * @maxLength 40
   * @example "invoice.ledger"
   */
  check: string;
  /**
   * The kind of record.
   * @maxLength 40
   * @example "Invoice"
   */
  recordType: string;
  recordId: Id;
  /**
   * @maxLength 200
   * @example "its balance does not follow from its movements"
   */
  detail: string;
  /** By how much. */
  amount: Money;
}

/** What the whole ledger comes to. */
export interface LedgerTotals {
  charged: Money;
  taxed: Money;
  discounted: Money;
  paid: Money;
  refunded: Money;
  credited: Money;
  writtenOff: Money;
  adjusted: Money;
  /** Owed on invoices. */
  open: Money;
  /** Paid, not used yet, and in no package. */
  onAccount: Money;
  /** In packages, for visits to come. */
  inPackages: Money;
}

/** Everything of the money against everything else. */
export interface Reconciliation {
  checkedAt: Instant;
  /** Whether nothing is out of place. */
  clean: boolean;
  /**
   * What was looked at.
   * @maxItems 50
   * @example ["invoice.lines", "invoice.ledger"]
   */
  checks: string[];
  totals: LedgerTotals;
  /** @maxItems 10000 */
  faults: ReconciliationFault[];
}
