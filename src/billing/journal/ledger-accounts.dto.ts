import type { LedgerPurpose } from '../../generated/requests/ledger-accounts.js';
import type { PaymentMethod } from '../../generated/requests/payments.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { LedgerParty } from '../invoices/invoices.dto.js';

/** An account of the practice's books, and what the journal puts there. */
export interface LedgerAccount {
  id: Id;
  purpose: LedgerPurpose;
  party: LedgerParty | null;
  paymentMethod: PaymentMethod | null;
  /**
   * @maxLength 40
   * @example "QST"
   */
  taxName: string | null;
  /**
   * @maxLength 20
   * @example "2210"
   */
  number: string;
  /** @example "QST collected" */
  name: string;
  createdAt: Instant;
  updatedAt: Instant;
}

/** All of them, at most 200. */
export interface LedgerAccountList {
  /** @maxItems 200 */
  items: LedgerAccount[];
}
