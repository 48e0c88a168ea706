import type { FundingSource, InvoiceStatus } from '../../generated/requests/invoices.js';
import type { PaymentMethod } from '../../generated/requests/payments.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';

/** Who owes: the client, one of their policies, one of their funding sources, the practice itself. */
export type LedgerParty = 'CLIENT' | 'INSURANCE' | 'FUNDING' | 'PRACTICE';

/** How a part of an invoice was settled. PAID: by money, also from account or a package; ADJUSTED: taken off by an insurer’s contract, or carried over. */
export type Settling = 'PAID' | 'CREDITED' | 'WRITTEN_OFF' | 'ADJUSTED';

/** What somebody owes for services. */
export interface Invoice {
  id: Id;
  /**
   * `DRAFT-` and the id until it is sent.
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  fundingSource: FundingSource;
  /** The policy that pays. */
  insuranceId: Id | null;
  /**
   * @maxLength 500
   * @example "Harbour Mutual"
   */
  insurerName: string | null;
  /** The funding source that pays. */
  fundingId: Id | null;
  /**
   * @maxLength 500
   * @example "Early Years Grant"
   */
  programName: string | null;
  status: InvoiceStatus;
  issueDate: CalendarDate;
  dueDate: CalendarDate;
  /** Quantity by price of every line. */
  subtotal: Money;
  taxAmount: Money;
  discountAmount: Money;
  /** Subtotal less discount plus tax. */
  totalAmount: Money;
  /** All that settles it: payments, credits, adjustments, write-offs. */
  amountPaid: Money;
  balance: Money;
  /** Whether money paid a part of it and something is open. */
  partPaid: boolean;
  /**
   * By what a part of it was settled while something is open; empty where nothing was, or nothing is open.
   * @maxItems 4
   * @example ["PAID", "CREDITED"]
   */
  settledBy: Settling[];
  /** @example "Both siblings." */
  notes: string | null;
  /** @example "By transfer, naming the number." */
  paymentInstructions: string | null;
  /** @example "Due within 30 days." */
  termsConditions: string | null;
  /** When it left DRAFT. */
  sentAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One page of invoices. */
export interface InvoicePage {
  items: Invoice[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}

/** One tax on a line, rounded by itself. */
export interface LineTax {
  /** @example "QST" */
  name: string;
  /**
   * Per cent.
   * @maxLength 9
   * @example "9.97500"
   */
  rate: string;
  /** What it is a share of. */
  base: Money;
  amount: Money;
  /** @example "1234567890 TQ0001" */
  registrationNumber: string | null;
}

/** One service on an invoice. */
export interface InvoiceLine {
  id: Id;
  serviceCodeId: Id;
  /** @example "SLP-50" */
  code: string;
  /** @example "Speech therapy, 50 minutes" */
  description: string;
  serviceDate: CalendarDate;
  /**
   * Units.
   * @maxLength 11
   * @example "1.00"
   */
  quantity: string;
  unitPrice: Money;
  /** The service's rate on that day, where the price is another. */
  listPrice: Money | null;
  discountAmount: Money;
  /**
   * Where it was said in per cent: the amount follows until it is sent.
   * @pattern ^[0-9]{1,3}(\.[0-9]{1,5})?$
   * @maxLength 9
   * @example "10"
   */
  discountPercent: string | null;
  /**
   * Per cent: the sum of its taxes, to two decimals.
   * @maxLength 6
   * @example "14.98"
   */
  taxRate: string;
  taxAmount: Money;
  /** Quantity by price, less discount, plus tax. */
  lineTotal: Money;
  /** What credit notes took back of its total. */
  creditedAmount: Money;
  appointmentId: Id | null;
  learnerId: Id | null;
  /** @example "Sam Ellery" */
  learnerName: string | null;
  /**
   * @maxItems 4
   * @example ["GN"]
   */
  modifiers: string[];
  /**
   * Left out for those who may not read clinical notes.
   * @maxItems 12
   * @example ["F80.2"]
   */
  diagnosisCodes?: string[];
  /** @example "11" */
  placeOfService: string | null;
  /** The package that pays for it. */
  packageId: Id | null;
  /**
   * Which of its visits it is.
   * @isInt
   * @minimum 1
   * @example 4
   */
  packageVisit: number | null;
  /** It is a fee for a visit that did not take place: those who pay a part pay nothing of it. */
  isFee: boolean;
  /**
   * Why it is as it is, where it was made of a visit.
   * @maxLength 500
   * @example "50 minutes = 4 begun quarters of an hour"
   */
  reason: string | null;
  /** @maxItems 20 */
  taxes: LineTax[];
}

/** What a line would come to; nothing of it is kept. */
export interface LinePreview {
  /**
   * @maxLength 500
   * @example "Speech therapy, 50 minutes"
   */
  description: string;
  /**
   * Units.
   * @maxLength 11
   * @example "1.00"
   */
  quantity: string;
  unitPrice: Money;
  /** The service's rate on that day, where the price is another. */
  listPrice: Money | null;
  discountAmount: Money;
  /**
   * Per cent: the sum of its taxes, to two decimals.
   * @maxLength 6
   * @example "14.98"
   */
  taxRate: string;
  taxAmount: Money;
  lineTotal: Money;
  /**
   * By the day of service, in the place of the visit, else of the main location.
   * @maxItems 20
   */
  taxes: LineTax[];
}

/** What of a receipt paid this invoice. */
export interface InvoicePayment {
  id: Id;
  receiptId: Id;
  /**
   * @maxLength 40
   * @example "R-2026-000045"
   */
  receiptNumber: string;
  paymentDate: CalendarDate;
  amount: Money;
  paymentMethod: PaymentMethod;
  /** @example "CHQ 1042" */
  referenceNumber: string | null;
  /** When it was taken back. */
  reversedAt: Instant | null;
}

/** Takes back what an invoice charged, in part or whole. */
export interface CreditNote {
  id: Id;
  /**
   * @maxLength 40
   * @example "CN-2026-000007"
   */
  number: string;
  issueDate: CalendarDate;
  /** @example "The visit did not take place." */
  reason: string;
  netAmount: Money;
  taxAmount: Money;
  total: Money;
}

/** What one party still owes on an invoice. */
export interface InvoiceShare {
  party: LedgerParty;
  insuranceId: Id | null;
  fundingId: Id | null;
  open: Money;
}

/** Who pays a part of an invoice. */
export interface InvoicePayer {
  insuranceId: Id | null;
  fundingId: Id | null;
  /**
   * @maxLength 500
   * @example "Harbour Mutual"
   */
  name: string;
  /**
   * Per cent of what those leave who pay up to a sum.
   * @pattern ^[0-9]{1,3}(\.[0-9]{1,5})?$
   * @maxLength 9
   * @example "80"
   */
  percent: string | null;
  upTo: Money | null;
}

/** An invoice with all that belongs to it. */
export interface InvoiceDetails extends Invoice {
  /** @maxItems 200 */
  lines: InvoiceLine[];
  /**
   * Lines about learners whom you may not see: they are in the sums, and not among the lines.
   * @isInt
   * @maximum 200
   * @example 0
   */
  hiddenLines: number;
  /**
   * What deserves a second look before it is sent: more than is left of a policy or a funding source, days that they do not cover;
   * and letters that its paper cannot draw (`LETTERS_NOT_DRAWN`).
   * @maxItems 100
   */
  warnings: Warning[];
  /** @maxItems 200 */
  payments: InvoicePayment[];
  /** @maxItems 200 */
  creditNotes: CreditNote[];
  /**
   * Who pays a part, as it was said before it was sent.
   * @maxItems 20
   */
  payers: InvoicePayer[];
  /**
   * Who owes how much.
   * @maxItems 200
   */
  shares: InvoiceShare[];
}
