/** What a claim asks for of an invoice's lines, and all that speaks against it. Nobody is asked for permission here. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import type { ClientInsurance, Invoice } from '../../generated/prisma/index.js';
import { unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { openShares } from '../ledger/ledger.queries.js';
import { type ClaimFault, faultsOf } from '../rules/claim-checks.js';
import { sumOf } from '../rules/line.js';
import { inOrder } from '../rules/shares.js';
import type { NewClaim } from './claims.input.js';
import { type ClaimableLine, claimableLines, type ClaimLineRow } from './claims.queries.js';

/** What no answer has settled yet of a claim's line. */
export const leftOfLine = (line: ClaimLineRow): Decimal =>
  new Decimal(line.amountClaimed).minus(line.amountPaid).minus(line.adjustment).minus(line.patientShare);

export interface Asked {
  lineId: bigint;
  amount: Decimal;
}

/** All that speaks against asking that policy for these lines. Nobody is asked for permission. @param except the claim itself, where it is there already */
export async function faultsFor(
  ctx: Ctx,
  invoiceId: bigint,
  insuranceId: bigint,
  asked: readonly Asked[],
  except: bigint | null,
): Promise<ClaimFault[]> {
  const policy = await ctx.db.clientInsurance.findUniqueOrThrow({ where: { id: insuranceId }, select: COVER });
  const lines = await claimableLines(ctx, invoiceId, insuranceId, except);
  const shares = await openShares(ctx, [invoiceId]);
  const open = shares.find((one) => one.insuranceId === insuranceId)?.open ?? new Decimal(0);
  return faultsAgainst(policy, open, lines, asked);
}

/** What is looked at of a policy. */
export const COVER = { memberId: true, coverageStartDate: true, coverageEndDate: true } as const;
type Cover = Pick<ClientInsurance, keyof typeof COVER>;

/** All that speaks against asking a policy that owes so much of an invoice for these of its lines. */
export const faultsAgainst = (
  policy: Cover,
  open: Decimal,
  lines: readonly ClaimableLine[],
  asked: readonly Asked[],
): ClaimFault[] =>
  faultsOf({
    memberId: policy.memberId,
    coverageStart: policy.coverageStartDate && fromDate(policy.coverageStartDate),
    coverageEnd: policy.coverageEndDate && fromDate(policy.coverageEndDate),
    open,
    lines: asked.flatMap(({ lineId, amount }) => {
      const line = lines.find((one) => one.lineId === lineId);
      return line ? [{ ...line, amount }] : [];
    }),
  });

/** All that is left to be claimed of an invoice's lines from a policy. @param owed what it owes of the whole */
export function leftToClaim(lines: readonly ClaimableLine[], owed: Decimal): Asked[] {
  const awaited = sumOf(lines.filter(({ claimed }) => claimed).map(({ open }) => open));
  const left = lines.filter(({ claimed, isFee }) => !claimed && !isFee);
  const { parts } = inOrder(
    Decimal.max(owed.minus(awaited), 0),
    left.map(({ open }) => open),
  );
  return left.flatMap(({ lineId }, at) => {
    const amount = parts[at] as Decimal;
    return amount.greaterThan(0) ? [{ lineId, amount }] : [];
  });
}

/**
 * What is asked for: what was named, or all that is left. Where the policy owes less than its lines have open (what was written off or paid
 * of it names no line), the first lines have it, after those that another claim waits for. Throws 422.
 */
export async function askedFor(
  tx: Ctx,
  invoice: Pick<Invoice, 'id'>,
  insuranceId: bigint,
  lines: NewClaim['lines'],
): Promise<Asked[]> {
  const there = await claimableLines(tx, invoice.id, insuranceId, null);
  if (!lines) {
    const owed = (await openShares(tx, [invoice.id])).find((one) => one.insuranceId === insuranceId)?.open ?? new Decimal(0);
    return leftToClaim(there, owed);
  }
  return lines.map(({ lineId, amount }, index) => {
    const line = there.find((one) => one.lineId === lineId);
    if (!line) throw unprocessable('reference.not_found', 'This invoice has no such line.', `lines.${index}.lineId`);
    if (lines.some((other, at) => at < index && other.lineId === lineId))
      throw unprocessable('claim.lines', 'A line is named once.', `lines.${index}.lineId`);
    return { lineId, amount: amount ?? line.open };
  });
}
