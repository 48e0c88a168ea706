import type { PaperSize } from '../../generated/requests/settings.js';
import type { Instant } from '../../kernel/time.js';

/** How the practice bills. */
export interface BillingSettings {
  /**
   * Days until an invoice is due, where its client has no terms of their own.
   * @isInt
   * @minimum 0
   * @maximum 365
   * @example 30
   */
  paymentTermsDays: number;
  /** @example "Due on {due}. Later payments bear interest." */
  termsConditions: string | null;
  /** @example "By transfer, naming the number." */
  paymentInstructions: string | null;
  /** @example "Thank you for your trust." */
  invoiceFooter: string | null;
  paperSize: PaperSize;
  createdAt: Instant;
  updatedAt: Instant;
}
