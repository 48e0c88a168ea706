import type { InvoiceMail } from '../../generated/requests/sending.js';
import type { Warning } from '../../kernel/warnings.js';
import type { InvoiceRunResult, InvoiceRunStatus } from '../../generated/requests/runs.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** A run that makes invoices of the visits of many clients. What it counts is of the clients that you see. */
export interface InvoiceRun {
  id: Id;
  fromDay: CalendarDate;
  toDay: CalendarDate;
  locationId: Id | null;
  fees: boolean;
  /** Whether it was begun to send the invoices as well. Drafts that are sent afterwards change nothing of how it was begun. */
  send: boolean;
  /** Whether it was begun to write to each family once their invoice is sent. */
  mail: boolean;
  issueDate: CalendarDate;
  status: InvoiceRunStatus;
  /**
   * Why it stopped before its end, where nobody stopped it by hand.
   * @maxLength 500
   * @example "Whoever it acted for may bill no more. Somebody who may bill those who are left can take it up again."
   */
  stopReason: string | null;
  /**
   * Clients in it.
   * @isInt
   * @minimum 0
   * @example 12
   */
  clients: number;
  /**
   * Clients who are still to be billed.
   * @isInt
   * @minimum 0
   * @example 12
   */
  waiting: number;
  /**
   * Invoices that were made.
   * @isInt
   * @minimum 0
   * @example 12
   */
  invoiced: number;
  /**
   * Of those invoices the ones that are drafts still.
   * @isInt
   * @minimum 0
   * @example 12
   */
  drafts: number;
  /**
   * Families who were written to by e-mail.
   * @isInt
   * @minimum 0
   * @example 12
   */
  mailed: number;
  /**
   * Families whose e-mail is kept in the outbox, as the practice sends none.
   * @isInt
   * @minimum 0
   * @example 0
   */
  kept: number;
  /**
   * Families who were to be written to, and have no e-mail address.
   * @isInt
   * @minimum 0
   * @example 1
   */
  withoutAddress: number;
  /**
   * Clients whose draft deserved a second look when it was made: see `warnings` of each.
   * @isInt
   * @minimum 0
   * @example 1
   */
  warned: number;
  /**
   * Clients for whom it went wrong.
   * @isInt
   * @minimum 0
   * @example 12
   */
  failed: number;
  /**
   * Visits on those invoices.
   * @isInt
   * @minimum 0
   * @example 12
   */
  visits: number;
  /** What those invoices come to. */
  amount: Money;
  finishedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A page of runs. */
export interface InvoiceRunPage {
  /** @maxItems 200 */
  items: InvoiceRun[];
  nextCursor: string | null;
  /**
   * @isInt
   * @minimum 0
   */
  total?: number;
}

/** What became of one client in a run. */
export interface InvoiceRunClient {
  id: Id;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  result: InvoiceRunResult;
  invoiceId: Id | null;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string | null;
  /**
   * @isInt
   * @minimum 0
   * @example 12
   */
  visits: number;
  amount: Money;
  /**
   * What went wrong, or what was left out.
   * @maxLength 500
   * @example "2 visits were left out: see the list of visits."
   */
  remark: string | null;
  /** What became of the e-mail; null: none was asked for, or it is not sent yet. */
  mail: InvoiceMail | null;
  /**
   * What deserves a second look, as the draft was when it was made: what it charges beyond what a policy or a funding source pays.
   * @maxItems 200
   */
  warnings: Warning[];
  updatedAt: Instant;
}

/** A page of clients of a run. */
export interface InvoiceRunClientPage {
  /** @maxItems 200 */
  items: InvoiceRunClient[];
  nextCursor: string | null;
  /**
   * @isInt
   * @minimum 0
   */
  total?: number;
}

/** What a run would bill of one client. */
export interface InvoiceRunPreviewClient {
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  /**
   * @isInt
   * @minimum 0
   * @example 12
   */
  visits: number;
  /** Before taxes. */
  amount: Money;
  /**
   * Visits that would be left out.
   * @isInt
   * @minimum 0
   * @example 12
   */
  left: number;
  /**
   * What deserves a second look: what would be charged beyond what a policy or a funding source pays.
   * @maxItems 200
   */
  warnings: Warning[];
}

/** Visits that would be left out, by why. */
export interface InvoiceRunProblem {
  code: 'NO_SERVICE' | 'NO_RATE' | 'TOO_SHORT';
  /**
   * @isInt
   * @minimum 1
   * @example 12
   */
  visits: number;
}

/** What a run would bill. */
export interface InvoiceRunPreview {
  /**
   * @isInt
   * @minimum 0
   * @example 12
   */
  clients: number;
  /**
   * @isInt
   * @minimum 0
   * @example 12
   */
  visits: number;
  /** Before taxes. */
  amount: Money;
  /** @maxItems 3 */
  problems: InvoiceRunProblem[];
  /**
   * Clients whose invoice deserves a second look: they stand first among `items`.
   * @isInt
   * @minimum 0
   * @example 1
   */
  warned: number;
  /** There are more visits than one preview looks at: the figures are of the first 20,000. */
  more: boolean;
  /**
   * The first 200 of them: those that deserve a second look, then by name.
   * @maxItems 200
   */
  items: InvoiceRunPreviewClient[];
}

/** A draft that a run left. */
export interface InvoiceRunDraft {
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  invoiceId: Id;
  /**
   * @maxLength 40
   * @example "DRAFT-123"
   */
  invoiceNumber: string;
  totalAmount: Money;
  /**
   * What deserves a second look, as it is now: what it charges beyond what a policy or a funding source pays, and letters that no paper draws.
   * @maxItems 200
   */
  warnings: Warning[];
}

/** The drafts of a run that are there still. */
export interface InvoiceRunDrafts {
  /**
   * @isInt
   * @minimum 0
   * @example 12
   */
  drafts: number;
  /** What they come to, with taxes. */
  amount: Money;
  /**
   * Those that deserve a second look.
   * @isInt
   * @minimum 0
   * @example 1
   */
  warned: number;
  /** There are more than 2,000: of the first of them, by name, it is told what deserves a second look. */
  more: boolean;
  /**
   * The first 200 of those that deserve a second look, by name.
   * @maxItems 200
   */
  items: InvoiceRunDraft[];
}
