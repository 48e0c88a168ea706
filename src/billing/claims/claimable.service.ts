/** What of an invoice can be asked of its policies, and what speaks against it: looked at before a claim is built; and claims for all of them. */
import type { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientScope, covers } from '../../access/scope.js';
import { conflict } from '../../kernel/errors.js';
import type { Warning } from '../../kernel/warnings.js';
import { warningsByKey } from '../coverage/beyond.service.js';
import { requireInvoice } from '../invoices/drafts.js';
import { openShares } from '../ledger/ledger.queries.js';
import type { ClaimFault } from '../rules/claim-checks.js';
import { claimableLines, policiesOf } from './claims.queries.js';
import { askedFor, createClaim, faultsFor } from './claims.service.js';

/** A policy that owes of an invoice, and the claim that would be built for it. */
export interface Claimable {
  insuranceId: bigint;
  insurerName: string;
  /** Null for those who may not see the client's policies. */
  policyNumber: string | null;
  /** What it owes of the invoice. */
  open: Decimal;
  lines: { lineId: bigint; description: string; serviceDate: string; amount: Decimal }[];
  /** All that speaks against submitting it; nothing where there is nothing left to be claimed. */
  faults: ClaimFault[];
  /** What it asks beyond what is left of the policy. */
  warnings: Warning[];
}

/** The policies that owe of an invoice, each with the claim that would be built; none of a draft. Throws 403, 404. */
export async function listClaimable(ctx: Ctx, invoiceId: bigint): Promise<Claimable[]> {
  const { id, clientId } = await requireInvoice(ctx, Permission.EDIT_BILLING, invoiceId);
  const seesPolicies = covers(clientScope(ctx.actor, Permission.VIEW_INSURANCE), clientId, null);
  const owing = (await openShares(ctx, [id])).flatMap(({ insuranceId, open }) =>
    insuranceId !== null && open.greaterThan(0) ? [{ insuranceId, open }] : [],
  );
  const names = await policiesOf(
    ctx,
    owing.map(({ insuranceId }) => insuranceId),
  );
  const found: Omit<Claimable, 'warnings'>[] = [];
  for (const { insuranceId, open } of owing) {
    const asked = await askedFor(ctx, { id }, insuranceId, undefined);
    const there = await claimableLines(ctx, id, insuranceId, null);
    found.push({
      insuranceId,
      open,
      insurerName: names.get(insuranceId)?.insurerName ?? '',
      policyNumber: seesPolicies ? (names.get(insuranceId)?.policyNumber ?? null) : null,
      lines: asked.flatMap(({ lineId, amount }) => {
        const line = there.find((one) => one.lineId === lineId);
        return line ? [{ lineId, amount, description: line.description, serviceDate: line.serviceDate }] : [];
      }),
      faults: asked.length === 0 ? [] : await faultsFor(ctx, id, insuranceId, asked, null),
    });
  }
  const charges = found.flatMap(({ insuranceId, lines }) =>
    lines.map(({ serviceDate: day, amount }) => ({ key: String(insuranceId), insuranceId, fundingId: null, day, amount })),
  );
  // Days are told as faults.
  const warned = await warningsByKey(ctx, charges, { withDays: false });
  return found.map((one) => ({ ...one, warnings: warned.get(String(one.insuranceId)) ?? [] }));
}

/**
 * A claim to each policy that owes of an invoice and was not asked yet: all of them, or none. Throws 403, 404, 409 where there is none, 422
 * with all that speaks against one of them.
 */
export async function claimAll(ctx: Ctx, invoiceId: bigint, submit: boolean): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const policies = (await listClaimable(tx, invoiceId)).filter(({ lines }) => lines.length > 0);
    if (policies.length === 0) throw conflict('claim.none', 'No policy owes anything of it that is not claimed yet.');
    for (const { insuranceId } of policies) await createClaim(tx, { invoiceId, insuranceId, submit });
  });
}
