import type { InvoiceMail } from '../../generated/requests/sending.js';
import type { Id } from '../../kernel/ids.js';
import type { InvoiceDetails } from '../invoices/invoices.dto.js';

/** An invoice that was just sent. */
export interface SentInvoice extends InvoiceDetails {
  /** What became of the e-mail; null: none was asked for. */
  mail: InvoiceMail | null;
}

/** What became of one of many drafts. */
export interface SendResult {
  invoiceId: Id;
  /** Whether it was sent. */
  sent: boolean;
  /**
   * The number that it got.
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string | null;
  /** What became of the e-mail; null: none was asked for, or it was not sent. */
  mail: InvoiceMail | null;
  /**
   * Why it was not sent, for programs.
   * @maxLength 64
   * @example "invoice.sent"
   */
  code: string | null;
  /**
   * The same for people.
   * @maxLength 500
   * @example "This invoice was sent already."
   */
  message: string | null;
}

/** What became of each draft, in the order in which they were named; of one that was named twice, once. */
export interface SendResults {
  /** @maxItems 200 */
  items: SendResult[];
}
