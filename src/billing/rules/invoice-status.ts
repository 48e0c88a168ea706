/** The states of an invoice, and the moves between them: one table, which the use cases, the panel and the documentation read. */
import type { Decimal } from 'decimal.js';
import type { InvoiceStatus } from '../../generated/requests/invoices.js';

/** What moves an invoice from one state to the next. */
export type InvoiceMove = 'send' | 'discard' | 'settle' | 'reopen' | 'become overdue' | 'credit';

/** From where each move may start, and where it leads. */
export const INVOICE_MOVES: Readonly<Record<InvoiceMove, { from: readonly InvoiceStatus[]; to: readonly InvoiceStatus[] }>> = {
  send: { from: ['DRAFT'], to: ['SENT', 'PAID'] },
  discard: { from: ['DRAFT'], to: ['CANCELLED'] },
  'become overdue': { from: ['SENT'], to: ['OVERDUE'] },
  settle: { from: ['SENT', 'OVERDUE'], to: ['SENT', 'OVERDUE', 'PAID'] },
  credit: { from: ['SENT', 'OVERDUE', 'PAID'], to: ['SENT', 'OVERDUE', 'PAID', 'CANCELLED', 'REFUNDED'] },
  reopen: {
    from: ['PAID', 'SENT', 'OVERDUE', 'CANCELLED', 'REFUNDED'],
    to: ['SENT', 'OVERDUE', 'PAID', 'REFUNDED', 'CANCELLED'],
  },
};

/** What the ledger says of an invoice that was sent. */
export interface Standing {
  total: Decimal;
  balance: Decimal;
  /** Taken back by credit notes: more than nothing. */
  credited: Decimal;
  refunded: Decimal;
}

/**
 * The status that follows from the ledger. One that is owed is OVERDUE from the day after its due date.
 * @param late whether that day has come, in the practice's zone
 */
export function statusFrom({ total, balance, credited, refunded }: Standing, late: boolean): InvoiceStatus {
  if (balance.greaterThan(0)) return late ? 'OVERDUE' : 'SENT';
  if (total.greaterThan(0) && credited.equals(total)) return refunded.greaterThan(0) ? 'REFUNDED' : 'CANCELLED';
  return 'PAID';
}
