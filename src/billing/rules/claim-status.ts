/** Which status of a claim may follow which, and which follows from an answer. Pure. */
import type { Decimal } from 'decimal.js';

/** In the order of the document's enum. */
export const CLAIM_STATUSES = [
  'PENDING',
  'SUBMITTED',
  'ACKNOWLEDGED',
  'IN_REVIEW',
  'APPROVED',
  'PARTIALLY_APPROVED',
  'PAID',
  'REJECTED',
  'DENIED',
  'APPEALED',
  'VOIDED',
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/**
 * The moves that somebody says. PAID and DENIED follow from the answer that is recorded, and go when it is taken back; APPROVED and
 * PARTIALLY_APPROVED too, or they are told before the payment. REJECTED is what an insurer would not even look at: it is corrected and
 * submitted again.
 */
export const CLAIM_MOVES: Readonly<Record<ClaimStatus, readonly ClaimStatus[]>> = {
  PENDING: ['SUBMITTED', 'VOIDED'],
  SUBMITTED: ['ACKNOWLEDGED', 'IN_REVIEW', 'APPROVED', 'PARTIALLY_APPROVED', 'REJECTED', 'VOIDED'],
  ACKNOWLEDGED: ['IN_REVIEW', 'APPROVED', 'PARTIALLY_APPROVED', 'REJECTED', 'VOIDED'],
  IN_REVIEW: ['APPROVED', 'PARTIALLY_APPROVED', 'REJECTED', 'VOIDED'],
  APPROVED: [],
  PARTIALLY_APPROVED: ['APPEALED'],
  PAID: ['APPEALED'],
  REJECTED: ['SUBMITTED', 'VOIDED'],
  DENIED: ['APPEALED', 'VOIDED'],
  APPEALED: ['IN_REVIEW', 'APPROVED', 'PARTIALLY_APPROVED'],
  VOIDED: [],
};

export const mayMove = (from: ClaimStatus, to: ClaimStatus): boolean => CLAIM_MOVES[from].includes(to);

/** From where one may go to that status. */
export const claimMovesTo = (to: ClaimStatus): ClaimStatus[] => CLAIM_STATUSES.filter((from) => mayMove(from, to));

/** Statuses in which an answer can be recorded, to what no answer has settled yet. */
export const ANSWERABLE: readonly ClaimStatus[] = [
  'SUBMITTED',
  'ACKNOWLEDGED',
  'IN_REVIEW',
  'APPROVED',
  'PARTIALLY_APPROVED',
  'APPEALED',
];

/** Statuses in which what the policy still owes may be asked of others: it awaits no answer. Of one that was paid, what the insurer took back. */
export const PASSABLE: readonly ClaimStatus[] = ['DENIED', 'PARTIALLY_APPROVED', 'REJECTED', 'VOIDED', 'PAID'];

/** Statuses in which an insurer has what is claimed before them: the same is not claimed twice. */
export const LIVE: readonly ClaimStatus[] = ['PENDING', 'SUBMITTED', 'ACKNOWLEDGED', 'IN_REVIEW', 'APPROVED', 'APPEALED'];

/** What an insurer's answers come to so far. */
export interface Answered {
  claimed: Decimal;
  paid: Decimal;
  adjustment: Decimal;
  patientShare: Decimal;
}

/** The status that follows from an answer: what is neither paid, nor taken off by contract, nor the patient's was denied. */
export function statusFrom({ claimed, paid, adjustment, patientShare }: Answered): ClaimStatus {
  const settled = paid.plus(adjustment).plus(patientShare);
  if (settled.isZero()) return 'DENIED';
  if (settled.lessThan(claimed)) return 'PARTIALLY_APPROVED';
  return paid.isZero() ? 'APPROVED' : 'PAID';
}
