/** The status of an invoice that was sent: nobody sets it, it follows from what was posted. The database holds the same (`invoice_agrees`). */
import type { Decimal } from 'decimal.js';
import type { InvoiceStatus } from '../../generated/requests/invoices.js';

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
