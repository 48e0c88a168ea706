/** What speaks against a claim before it is submitted: all of it at once. Pure. */
import type { Decimal } from 'decimal.js';

export type ClaimFaultCode =
  'MEMBER_ID_MISSING' | 'NOT_COVERED' | 'VISIT_NOT_COMPLETED' | 'FEE' | 'OVER_OPEN' | 'ALREADY_CLAIMED' | 'NOTHING_CLAIMED';

export interface ClaimFault {
  code: ClaimFaultCode;
  message: string;
  /** The line that it is about; null: the whole. */
  lineId: bigint | null;
}

export interface ClaimFacts {
  memberId: string;
  /** `2026-03-08`; null: open. */
  coverageStart: string | null;
  coverageEnd: string | null;
  /** What the policy owes on the invoice. */
  open: Decimal;
  lines: readonly {
    lineId: bigint;
    description: string;
    serviceDate: string;
    amount: Decimal;
    /** What is left of the line for this policy. */
    open: Decimal;
    /** Of the visit that it is for; null where it is for none. */
    visitStatus: string | null;
    /** For a visit that did not take place. */
    isFee: boolean;
    /** On another claim to this policy that has no answer yet. */
    claimed: boolean;
  }[];
}

/** The faults, the policy's first, then line by line. */
export function faultsOf({ memberId, coverageStart, coverageEnd, open, lines }: ClaimFacts): ClaimFault[] {
  const faults: ClaimFault[] = [];
  const fault = (code: ClaimFaultCode, message: string, lineId: bigint | null = null): void =>
    void faults.push({ code, message, lineId });
  if (memberId.trim() === '') fault('MEMBER_ID_MISSING', 'The policy has no member number.');
  if (lines.length === 0) fault('NOTHING_CLAIMED', 'Nothing of this invoice is left to be claimed from this policy.');
  let total: Decimal | undefined;
  for (const line of lines) {
    const { lineId, description, serviceDate, amount, visitStatus } = line;
    total = total ? total.plus(amount) : amount;
    if ((coverageStart !== null && serviceDate < coverageStart) || (coverageEnd !== null && serviceDate > coverageEnd))
      fault('NOT_COVERED', `${description}: the policy does not cover ${serviceDate}.`, lineId);
    if (line.isFee) fault('FEE', `${description}: insurers pay for care, not for fees.`, lineId);
    else if (visitStatus !== null && visitStatus !== 'COMPLETED')
      fault('VISIT_NOT_COMPLETED', `${description}: the visit did not take place, or is not marked as completed.`, lineId);
    if (line.claimed) fault('ALREADY_CLAIMED', `${description}: another claim to this policy waits for its answer.`, lineId);
    if (!amount.greaterThan(0)) fault('NOTHING_CLAIMED', `${description}: nothing is claimed.`, lineId);
    else if (amount.greaterThan(line.open))
      fault('OVER_OPEN', `${description}: ${line.open.toFixed(2)} is left of it for this policy.`, lineId);
  }
  if (total?.greaterThan(open)) fault('OVER_OPEN', `The policy owes ${open.toFixed(2)} on this invoice.`);
  return faults;
}
