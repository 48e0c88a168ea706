import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A month of the books. */
export interface BillingPeriod {
  id: Id;
  /**
   * The month.
   * @pattern ^[0-9]{4}-[0-9]{2}$
   * @maxLength 7
   * @example "2026-03"
   */
  month: string;
  /** When it was closed; null: it is open. */
  closedAt: Instant | null;
  /** When it was last opened again. */
  reopenedAt: Instant | null;
  /** @example "A payment of that month was forgotten." */
  reason: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** The months that were ever closed, the latest first; at most 200. */
export interface BillingPeriodList {
  /** @maxItems 200 */
  items: BillingPeriod[];
}
