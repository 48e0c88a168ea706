import type { LedgerPurpose } from '../../generated/requests/ledger-accounts.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** One line of a journal entry: in debit or in credit, the other is 0.00. */
export interface JournalLine {
  /**
   * The account’s number; null where the practice has none for the purpose.
   * @maxLength 20
   * @example "1200"
   */
  account: string | null;
  /**
   * @maxLength 100
   * @example "Receivables from clients"
   */
  accountName: string | null;
  purpose: LedgerPurpose;
  debit: Money;
  credit: Money;
}

/** One act of the ledger in double entry: its debits are its credits. */
export interface JournalEntry {
  /** The act’s. */
  id: Id;
  effectiveDate: CalendarDate;
  recordedAt: Instant;
  /**
   * What was done.
   * @maxLength 40
   * @example "PAYMENT_RECORDED"
   */
  act: string;
  /**
   * The number of the invoice, receipt, refund or credit note.
   * @maxLength 60
   * @example "2026-000123"
   */
  document: string | null;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  /** @example "Bounced." */
  reason: string | null;
  /** @maxItems 1000 */
  lines: JournalLine[];
}

export interface JournalPage {
  items: JournalEntry[];
  nextCursor: string | null;
  total?: number;
}
