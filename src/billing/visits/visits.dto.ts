import type { VisitKind, VisitState } from '../../generated/requests/visits.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { InvoiceDetails } from '../invoices/invoices.dto.js';

/** Why a visit is not billed. */
export interface VisitProblem {
  code: 'BILLED' | 'WAIVED' | 'NO_SERVICE' | 'NO_RATE' | 'TOO_SHORT';
  /**
   * @maxLength 500
   * @example "10 minutes: it is billed from 20 on."
   */
  message: string;
}

/** One client's and learner's part of an appointment, as billing sees it. */
export interface Visit {
  appointmentId: Id;
  /**
   * @maxLength 200
   * @example "Speech therapy"
   */
  title: string;
  /**
   * @maxLength 100
   * @example "Speech therapy, 50 minutes"
   */
  typeName: string | null;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  learnerId: Id | null;
  /** @example "Robin Ellery" */
  learnerName: string | null;
  therapistId: Id;
  /** @example "Dana Whitlock" */
  therapistName: string;
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  startTime: Instant;
  endTime: Instant;
  /** By the clock of the place. */
  day: CalendarDate;
  /**
   * @isInt
   * @minimum 0
   * @maximum 1440
   * @example 50
   */
  minutes: number;
  kind: VisitKind;
  state: VisitState;
  serviceCodeId: Id | null;
  /**
   * @maxLength 40
   * @example "SLP-50"
   */
  serviceCode: string | null;
  /**
   * Units of the service; null where it is not billed.
   * @pattern ^[0-9]+(\.[0-9]{1,2})?$
   * @maxLength 11
   * @example "4"
   */
  quantity: string | null;
  unitPrice: Money | null;
  /** Quantity by price, before taxes. */
  amount: Money | null;
  /**
   * How the quantity came about.
   * @maxLength 500
   * @example "50 minutes = 4 begun quarters of an hour"
   */
  reason: string | null;
  /** The package that pays for it: in a preview. The list tells prices without packages. */
  packageId: Id | null;
  /** Why it is not billed now. */
  problem: VisitProblem | null;
  /** The invoice that bills it. */
  invoiceId: Id | null;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string | null;
  waiverId: Id | null;
  /**
   * Why nobody pays for it.
   * @maxLength 500
   * @example "The family had an accident on the way."
   */
  waiverReason: string | null;
}

/** A page of visits. */
export interface VisitPage {
  /** @maxItems 200 */
  items: Visit[];
  nextCursor: string | null;
  /**
   * @isInt
   * @minimum 0
   */
  total?: number;
}

/** What an invoice over visits would come to. */
export interface VisitsPreview {
  clientId: Id;
  /**
   * What would be billed, in order.
   * @maxItems 200
   */
  visits: Visit[];
  /**
   * What would not, and why.
   * @maxItems 200
   */
  left: Visit[];
  /** More of them than fit one invoice: make another afterwards. */
  more: boolean;
  subtotal: Money;
  taxAmount: Money;
  totalAmount: Money;
  /**
   * What would deserve a second look: what the draft would charge beyond what a policy or a funding source pays, as if it was issued today.
   * @maxItems 200
   */
  warnings: Warning[];
}

/** The draft that was made, and what was left out of it. */
export interface InvoicedVisits {
  invoice: InvoiceDetails;
  /**
   * What was not billed, and why.
   * @maxItems 200
   */
  left: Visit[];
  /** More of them than fit one invoice: make another. */
  more: boolean;
}

/** What one client would be billed of appointments that were chosen. */
export interface ClientVisits {
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  /** @maxItems 200 */
  visits: Visit[];
  /** More of them than fit one invoice. */
  more: boolean;
  subtotal: Money;
  taxAmount: Money;
  totalAmount: Money;
  /**
   * What would deserve a second look: what the draft would charge beyond what a policy or a funding source pays, as if it was issued today.
   * @maxItems 200
   */
  warnings: Warning[];
}

/** What invoices over chosen appointments would come to. */
export interface AppointmentsPreview {
  /**
   * By name.
   * @maxItems 2000
   */
  clients: ClientVisits[];
  /**
   * What would not be billed, and why.
   * @maxItems 2000
   */
  left: Visit[];
  /**
   * Appointments that are no visits to bill: to come, called off in time, or not there.
   * @maxItems 200
   */
  none: Id[];
}

/** A draft of chosen appointments. */
export interface ClientsDraft {
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  invoiceId: Id;
  /**
   * How many visits it bills.
   * @isInt
   * @minimum 1
   * @example 4
   */
  visits: number;
  /** More of them than fit one invoice: make another. */
  more: boolean;
  totalAmount: Money;
}

/** The drafts that were made, and what was left out of them. */
export interface InvoicedAppointments {
  /**
   * By the clients' names.
   * @maxItems 2000
   */
  drafts: ClientsDraft[];
  /**
   * What was not billed, and why.
   * @maxItems 2000
   */
  left: Visit[];
  /**
   * Appointments that are no visits to bill: to come, called off in time, or not there.
   * @maxItems 200
   */
  none: Id[];
}

/** A visit that nobody is asked to pay for. */
export interface VisitWaiver {
  id: Id;
  appointmentId: Id;
  clientId: Id;
  learnerId: Id | null;
  /**
   * @maxLength 500
   * @example "The family had an accident on the way."
   */
  reason: string;
  createdAt: Instant;
}
