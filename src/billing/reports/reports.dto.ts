import type { PaymentMethod } from '../../generated/requests/payments.js';
import type { RevenueDimension, UnbilledDimension } from '../../generated/requests/reports.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate } from '../../kernel/time.js';
import type { LedgerParty } from '../invoices/invoices.dto.js';

/**
 * How many.
 * @isInt
 * @minimum 0
 * @maximum 2147483647
 * @example 12
 */
export type ReportCount = number;

/** What was earned. Each is signed as in the ledger: discounts, credits and write-offs are below nothing. */
export interface RevenueFigures {
  charges: Money;
  discounts: Money;
  taxes: Money;
  credits: Money;
  writeOffs: Money;
  adjustments: Money;
  /** The sum of all of them. */
  net: Money;
  /** `net` without taxes, charged and credited. */
  withoutTax: Money;
  /** Money that came in and was not taken back, whatever it is for. */
  payments: Money;
  /** Money that was given back. */
  refunds: Money;
}

/** What was earned of one kind, in one month. */
export interface RevenueLine extends RevenueFigures {
  /** The month’s first day; null where months are not told apart. */
  month: CalendarDate | null;
  /**
   * The id of the service, therapist or location; of a party, its kind and the id of the insurer or program. Null: of no such thing, as payments
   * are of no service, and lines without a visit of no therapist.
   * @maxLength 40
   * @example "12"
   */
  key: string | null;
  /**
   * @maxLength 1000
   * @example "SLT-45 Speech therapy, 45 minutes"
   */
  label: string | null;
}

/** Revenue of a period. */
export interface RevenueReport {
  from: CalendarDate;
  to: CalendarDate;
  by: RevenueDimension;
  monthly: boolean;
  /** @maxItems 1000 */
  lines: RevenueLine[];
  total: RevenueFigures;
}

/** What is owed, by how many days ago it was due. */
export interface AgeFigures {
  /** Not due yet, or due up to 30 days ago. */
  upTo30: Money;
  /** Due 31 to 60 days ago. */
  upTo60: Money;
  /** Due 61 to 90 days ago. */
  upTo90: Money;
  /** Due 91 to 120 days ago. */
  upTo120: Money;
  /** Due longer ago. */
  over120: Money;
  /** The sum of these five. */
  open: Money;
  /** Of what is open: on invoices that were due before that day, and are on no payment plan that is kept. */
  overdue: Money;
  /** On account: it is in none of the others. */
  credit: Money;
  /** In packages, for visits to come: it is in none of the others. */
  prepaid: Money;
}

/** What one party owes: the clients together, an insurer, a funding program. */
export interface PartyAge extends AgeFigures {
  /**
   * The party, and the id of the insurer or program.
   * @maxLength 40
   * @example "INSURANCE-3"
   */
  key: string;
  /**
   * @maxLength 500
   * @example "Harbour Mutual"
   */
  label: string;
}

/** Receivables by age at the end of a day. */
export interface ReceivablesReport {
  asOf: CalendarDate;
  /** @maxItems 1000 */
  lines: PartyAge[];
  total: AgeFigures;
}

/** What is owed for one client, by all of their parties. */
export interface ClientAge extends AgeFigures {
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
}

export interface ClientAgePage {
  items: ClientAge[];
  /** Of all clients, on whichever page they are. Null on the pages after the first. */
  sums: AgeFigures | null;
  nextCursor: string | null;
  total?: number;
}

export interface CashUpFigures {
  /** How many payments came. */
  receipts: ReportCount;
  payments: Money;
  refunds: Money;
  /** Taken back: it bounced, or was a mistake. */
  reversals: Money;
  /** Payments less refunds and reversals. */
  net: Money;
}

/** Money of one day that came or went in one way. */
export interface CashUpLine extends CashUpFigures {
  day: CalendarDate;
  paymentMethod: PaymentMethod;
}

/** Money that came and went in a period. */
export interface CashUpReport {
  from: CalendarDate;
  to: CalendarDate;
  /** @maxItems 1000 */
  lines: CashUpLine[];
  total: CashUpFigures;
}

export interface TaxFigures {
  /** What was charged. */
  charged: Money;
  /** What was taken back by credit notes. */
  credited: Money;
  /** What is left of it. */
  net: Money;
}

/** One tax at one rate. */
export interface TaxLine extends TaxFigures {
  /** The month’s first day; null where months are not told apart. */
  month: CalendarDate | null;
  /**
   * @maxLength 100
   * @example "QST"
   */
  name: string;
  /**
   * Per cent.
   * @maxLength 9
   * @example "9.97500"
   */
  rate: string;
  /**
   * As it was when it was charged.
   * @maxLength 100
   * @example "1234567890 TQ0001"
   */
  registrationNumber: string | null;
  /** The prices that it was charged on. */
  base: Money;
  /** What of these prices was taken back. */
  creditedBase: Money;
}

/** Taxes of a period. */
export interface TaxesReport {
  from: CalendarDate;
  to: CalendarDate;
  /** @maxItems 1000 */
  lines: TaxLine[];
  total: TaxFigures;
}

/** Why somebody owes less without having paid. */
export type WriteOffKind = 'WRITE_OFF' | 'ADJUSTMENT';

/** What nobody is asked for any more, or what was adjusted. */
export interface WriteOff {
  id: Id;
  effectiveDate: CalendarDate;
  kind: WriteOffKind;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  party: LedgerParty;
  /**
   * Who does not owe it any more.
   * @maxLength 500
   * @example "Harbour Mutual"
   */
  payerName: string;
  invoiceId: Id | null;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string | null;
  /** @example "Too little to ask for." */
  reason: string | null;
  recordedById: Id | null;
  /**
   * @maxLength 500
   * @example "Jo Park"
   */
  recordedByName: string | null;
  /** More than nothing: less is owed. */
  amount: Money;
}

export interface WriteOffPage {
  items: WriteOff[];
  nextCursor: string | null;
  total?: number;
}

/** How far a claim is. */
export type ReportedClaimStatus =
  | 'PENDING'
  | 'SUBMITTED'
  | 'ACKNOWLEDGED'
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'PARTIALLY_APPROVED'
  | 'PAID'
  | 'REJECTED'
  | 'DENIED'
  | 'APPEALED'
  | 'VOIDED';

export interface ClaimsFigures {
  claims: ReportCount;
  claimed: Money;
  approved: Money;
  paid: Money;
}

/** Claims of one status on one insurer. */
export interface ClaimsLine extends ClaimsFigures {
  status: ReportedClaimStatus;
  payerId: Id;
  /**
   * @maxLength 500
   * @example "Harbour Mutual"
   */
  payerName: string;
  /** When the first of them was submitted. */
  oldest: CalendarDate;
}

/** Claims that were submitted in a period. */
export interface ClaimsReport {
  from: CalendarDate;
  to: CalendarDate;
  /** @maxItems 1000 */
  lines: ClaimsLine[];
  total: ClaimsFigures;
}

export interface FundingFigures {
  /** How many funding sources of clients. */
  sources: ReportCount;
  granted: Money;
  remaining: Money;
  /** For invoices. */
  authorized: Money;
  /** What the ledger says that it owed. */
  billed: Money;
  /** What it paid. */
  paid: Money;
}

/** Funding of one program in one status. */
export interface FundingLine extends FundingFigures {
  programId: Id;
  /**
   * @maxLength 500
   * @example "Bright Start"
   */
  programName: string;
  /**
   * @maxLength 50
   * @example "ACTIVE"
   */
  status: string;
}

/** Funding as it is now. */
export interface FundingReport {
  /** @maxItems 1000 */
  lines: FundingLine[];
  total: FundingFigures;
}

/** Visits that nobody was asked to pay for yet. */
export interface UnbilledFigures {
  visits: ReportCount;
  /** Of them: those that cannot be billed as they are, with no service, no rate, or too short. */
  withoutPrice: ReportCount;
  /** What the others come to, before taxes. */
  amount: Money;
}

/** Those of one kind, in one month. */
export interface UnbilledLine extends UnbilledFigures {
  /** The month’s first day; null where months are not told apart. */
  month: CalendarDate | null;
  /** The therapist or the location; null: of none, or by month alone. */
  key: Id | null;
  /**
   * @maxLength 1000
   * @example "Dana Whitfield"
   */
  label: string | null;
}

/** Unbilled visits of some days. */
export interface UnbilledReport {
  from: CalendarDate;
  to: CalendarDate;
  by: UnbilledDimension;
  monthly: boolean;
  /** @maxItems 1000 */
  lines: UnbilledLine[];
  total: UnbilledFigures;
}
