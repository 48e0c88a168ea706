import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** What an invoice draws on a funding source. The amount and the status follow from the ledger. */
export interface FundingAuthorization {
  id: Id;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  /** The funding source. */
  clientFundingId: Id;
  /**
   * @maxLength 500
   * @example "Ontario Autism Program"
   */
  programName: string;
  invoiceId: Id;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string;
  /** @example "A-204118" */
  authorizationNumber: string | null;
  /** When the invoice first drew on it. */
  authorizedDate: CalendarDate;
  /** What was charged to the source of this invoice, paid or not. */
  authorizedAmount: Money;
  /** APPROVED while the source owes of it, USED once it has paid, RELEASED where nothing is drawn any more. */
  status: 'APPROVED' | 'USED' | 'RELEASED';
  /** @example "The rest is billed to the family." */
  notes: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A page of them. */
export interface FundingAuthorizationPage {
  /** @maxItems 200 */
  items: FundingAuthorization[];
  nextCursor: string | null;
  /**
   * @isInt
   * @minimum 0
   */
  total?: number;
}
