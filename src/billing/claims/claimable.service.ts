/** What of an invoice can be asked of its policies, and what speaks against it: looked at before a claim is built; and claims for all of them. */
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientScope, covers } from '../../access/scope.js';
import { conflict } from '../../kernel/errors.js';
import type { Warning } from '../../kernel/warnings.js';
import { warningsByKey } from '../coverage/beyond.service.js';
import { requireInvoice } from '../invoices/drafts.js';
import { hiddenLinesAmong } from '../invoices/invoices.queries.js';
import { fromMoney } from '../../kernel/money.js';
import type { About } from '../../records/actions.js';
import { openShares } from '../ledger/ledger.queries.js';
import { practiceFormats } from '../ledger/said-amounts.js';
import type { ClaimFault } from '../rules/claim-checks.js';
import { sumOf } from '../rules/line.js';
import { claimableLinesOf, policiesOf } from './claims.queries.js';
import { COVER, faultsAgainst, leftToClaim } from './asking.js';
import { createClaim } from './claims.service.js';

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
  const found = (await claimablesOf(ctx, [id])).get(id) ?? [];
  return seesPolicies ? found : found.map((one) => ({ ...one, policyNumber: null }));
}

/** The same of several invoices, by their ids: those of which no policy owes anything are left out. As many statements for many as for one; scope is the caller's. */
async function claimablesOf(ctx: Ctx, invoiceIds: readonly bigint[]): Promise<Map<bigint, Claimable[]>> {
  const owing = (await openShares(ctx, invoiceIds)).flatMap(({ invoiceId, insuranceId, open }) =>
    insuranceId !== null && open.greaterThan(0) ? [{ invoiceId, insuranceId, open }] : [],
  );
  if (owing.length === 0) return new Map();
  const policyIds = owing.map(({ insuranceId }) => insuranceId);
  const [names, policies, lines] = await Promise.all([
    policiesOf(ctx, policyIds),
    ctx.db.clientInsurance.findMany({ where: { id: { in: policyIds } }, select: { id: true, ...COVER } }),
    claimableLinesOf(ctx, owing),
  ]);
  const coverOf = new Map(policies.map((one) => [one.id, one]));
  const found = owing.map(({ invoiceId, insuranceId, open }) => {
    const there = lines.filter((line) => line.invoiceId === invoiceId && line.insuranceId === insuranceId);
    const asked = leftToClaim(there, open);
    const cover = coverOf.get(insuranceId);
    return {
      invoiceId,
      insuranceId,
      open,
      insurerName: names.get(insuranceId)?.insurerName ?? '',
      policyNumber: names.get(insuranceId)?.policyNumber ?? null,
      lines: asked.flatMap(({ lineId, amount }) => {
        const line = there.find((one) => one.lineId === lineId);
        return line ? [{ lineId, amount, description: line.description, serviceDate: line.serviceDate }] : [];
      }),
      faults: asked.length === 0 || !cover ? [] : faultsAgainst(cover, open, there, asked),
    };
  });
  const keyOf = ({ invoiceId, insuranceId }: { invoiceId: bigint; insuranceId: bigint }): string => `${invoiceId} ${insuranceId}`;
  const charges = found.flatMap((one) =>
    one.lines.map(({ serviceDate: day, amount }) => ({
      key: keyOf(one),
      insuranceId: one.insuranceId,
      fundingId: null,
      day,
      amount,
    })),
  );
  // Days are told as faults.
  const warned = await warningsByKey(ctx, charges, { withDays: false });
  const all = new Map<bigint, Claimable[]>();
  for (const { invoiceId, ...one } of found) {
    const warnings = warned.get(keyOf({ invoiceId, insuranceId: one.insuranceId })) ?? [];
    all.set(invoiceId, [...(all.get(invoiceId) ?? []), { ...one, warnings }]);
  }
  return all;
}

/** What the claims of all that were chosen would ask of whom, and what speaks against which: of those that whoever asks may see. */
export async function aboutClaims(ctx: Ctx, ids: readonly bigint[]): Promise<About> {
  const { money } = await practiceFormats(ctx);
  const all = await claimablesOf(ctx, ids);
  // What a line is called is for those who may see whom it is about.
  const hides = (await hiddenLinesAmong(ctx, Permission.EDIT_BILLING, { invoices: ids })) > 0;
  const sums = new Map<string, { claims: number; amount: Decimal }>();
  const noted: { id: string; words: string }[] = [];
  for (const id of ids) {
    const claims = (all.get(id) ?? []).filter(({ lines }) => lines.length > 0);
    if (claims.length === 0) noted.push({ id: String(id), words: 'No policy owes anything of it that is not claimed yet.' });
    for (const { insurerName, lines, faults, warnings } of claims) {
      const sum = sums.get(insurerName) ?? { claims: 0, amount: new Decimal(0) };
      const amount = sum.amount.plus(sumOf(lines.map((line) => line.amount)));
      sums.set(insurerName, { claims: sum.claims + 1, amount });
      const against = hides && faults.length > 0 ? ['Something speaks against it.'] : faults.map(({ message }) => message);
      const words = [...against, ...warnings.map(({ message }) => message)];
      noted.push(...words.map((one) => ({ id: String(id), words: one })));
    }
  }
  const parts = [...sums].map(
    ([name, { claims, amount }]) =>
      `${claims === 1 ? 'one claim' : `${claims} claims`} of ${money(fromMoney(amount))} to ${name}`,
  );
  return { words: parts.length === 0 ? 'There is nothing to claim.' : `It would be ${parts.join(', ')}.`, noted };
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
