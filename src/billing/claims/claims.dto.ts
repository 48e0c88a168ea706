import type { ClaimStatus } from '../../generated/requests/claims.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';

/** What an insurer is asked for an invoice, and what it answered. */
export interface Claim {
  id: Id;
  /**
   * @maxLength 100
   * @example "C20260042"
   */
  claimNumber: string | null;
  invoiceId: Id;
  /**
   * @maxLength 40
   * @example "2026-000123"
   */
  invoiceNumber: string;
  clientId: Id;
  /** @example "Morgan Ellery" */
  clientName: string;
  /** The policy. */
  insuranceId: Id;
  /**
   * @maxLength 500
   * @example "Harbour Mutual"
   */
  insurerName: string;
  /** When it was submitted; of one that waits, when it was built. */
  submissionDate: CalendarDate;
  status: ClaimStatus;
  amountClaimed: Money;
  /** What the insurer agreed to: paid, and the patient’s share. Null before an answer. */
  amountApproved: Money | null;
  amountPaid: Money | null;
  paymentDate: CalendarDate | null;
  /** @example "Yearly maximum reached" */
  denialReason: string | null;
  /** @example "Referral sent again." */
  notes: string | null;
  followUpDate: CalendarDate | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A page of claims. */
export interface ClaimPage {
  /** @maxItems 200 */
  items: Claim[];
  nextCursor: string | null;
  /**
   * @isInt
   * @minimum 0
   */
  total?: number;
}

/** What is claimed for a line, and what was answered. */
export interface ClaimLine {
  lineId: Id;
  /**
   * @maxLength 500
   * @example "Speech therapy, 50 minutes"
   */
  description: string;
  serviceDate: CalendarDate;
  amountClaimed: Money;
  amountPaid: Money;
  /** Taken off by contract. */
  adjustment: Money;
  /** Whoever comes next owes it. */
  patientShare: Money;
  /** Neither paid, nor taken off, nor shared: it waits for an answer, or was denied. */
  unsettled: Money;
  /**
   * @maxLength 500
   * @example "Not covered by the plan"
   */
  remark: string | null;
}

/** What speaks against a claim. */
export interface ClaimFault {
  code: 'MEMBER_ID_MISSING' | 'NOT_COVERED' | 'VISIT_NOT_COMPLETED' | 'FEE' | 'OVER_OPEN' | 'ALREADY_CLAIMED' | 'NOTHING_CLAIMED';
  /**
   * @maxLength 1000
   * @example "The policy has no member number."
   */
  message: string;
  /** The line that it is about; null: the whole. */
  lineId: Id | null;
}

/** A line of the claim that would be built. */
export interface ClaimableLine {
  lineId: Id;
  /**
   * @maxLength 500
   * @example "Speech therapy, 50 minutes"
   */
  description: string;
  serviceDate: CalendarDate;
  /** What is left of it for the policy. */
  amount: Money;
}

/** A policy that owes of an invoice, and the claim that would be built for it. */
export interface ClaimablePolicy {
  insuranceId: Id;
  /**
   * @maxLength 500
   * @example "Harbour Mutual"
   */
  insurerName: string;
  /**
   * Null for those who may not see the client's policies.
   * @maxLength 100
   * @example "HM-204518"
   */
  policyNumber: string | null;
  /** What it owes of the invoice. */
  open: Money;
  /**
   * What would be claimed: nothing where all of it is claimed already.
   * @maxItems 200
   */
  lines: ClaimableLine[];
  /**
   * All that speaks against submitting it.
   * @maxItems 1000
   */
  faults: ClaimFault[];
  /**
   * What deserves a second look: more than is left of the policy in a policy year, with what other claims ask.
   * @maxItems 100
   */
  warnings: Warning[];
}

/** The policies that owe of an invoice. */
export interface ClaimablePolicyList {
  /** @maxItems 100 */
  items: ClaimablePolicy[];
  /** Null: the list is whole. */
  nextCursor: string | null;
}

/** A claim with its lines. */
export interface ClaimDetails extends Claim {
  /**
   * Those that you may see.
   * @maxItems 200
   */
  lines: ClaimLine[];
  /**
   * Lines about learners whom you may not see.
   * @isInt
   * @minimum 0
   * @example 0
   */
  hiddenLines: number;
  /**
   * What speaks against submitting it; of one that was submitted, nothing.
   * @maxItems 1000
   */
  faults: ClaimFault[];
  /**
   * What deserves a second look until it is answered: more than is left of the policy in a policy year, with what other claims ask; or more
   * than the policy owes of the invoice by now (`CLAIM_OVER_OPEN`), since that was credited, written off or paid by others.
   * @maxItems 100
   */
  warnings: Warning[];
  /**
   * Where it can be moved by hand.
   * @maxItems 11
   */
  moves: ClaimStatus[];
}
