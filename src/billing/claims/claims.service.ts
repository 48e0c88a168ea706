/** Claims: built from an invoice for a policy, checked, submitted, followed. Answers: answers.service. */
import { Decimal } from 'decimal.js';
import { Permission } from '../../access/permissions.js';
import { requireClientOf, requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import type { Page } from '../../database/lists.js';
import { emit } from '../../events/emit.js';
import type { InsuranceClaim, Invoice, LedgerKind } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { AppError, conflict, forbidden, notFound, unprocessable } from '../../kernel/errors.js';
import type { Warning } from '../../kernel/warnings.js';
import { requireInvoice } from '../invoices/drafts.js';
import { hiddenLinesOf } from '../invoices/invoices.queries.js';
import { warningsOfCharges } from '../coverage/beyond.service.js';
import { lockInvoices, openShares, takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { requireOwn } from '../ledger/own-payers.js';
import { today } from '../ledger/posting.service.js';
import type { ClaimFault } from '../rules/claim-checks.js';
import { type ClaimStatus, LIVE, mayMove } from '../rules/claim-status.js';
import { sumOf } from '../rules/line.js';
import { askedFor, faultsFor, leftOfLine } from './asking.js';
import type { ClaimChanges, ClaimList, MoveClaim, NewClaim, SubmitClaim } from './claims.input.js';
import {
  claimableLines,
  claimLinesOf,
  type ClaimLineRow,
  type ClaimRow,
  findClaimRow,
  listClaimRows,
  owedOfClaims,
  relievedBy,
} from './claims.queries.js';

/** The claims that match, of clients whom the actor may see. Throws 403. */
export async function listClaims(ctx: Ctx, query: ClaimList): Promise<Page<ClaimRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listClaimRows(ctx, query, await today(ctx));
}

/** A claim with its lines, and what speaks against it while it waits. */
export type ClaimShown = ClaimRow & { lines: ClaimLineRow[]; faults: ClaimFault[]; warnings: Warning[] };

/** Throws 403, 404. */
export async function getClaim(ctx: Ctx, id: bigint): Promise<ClaimShown> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findClaimRow(ctx, id);
  if (!row) throw notFound('insurance claim');
  const lines = await claimLinesOf(ctx, id);
  const hidden = new Set(lines.filter(({ seen }) => !seen).map(({ lineId }) => lineId));
  const faults = row.status === 'PENDING' || row.status === 'REJECTED' ? await faultsOfClaim(ctx, row, lines) : [];
  const warnings = LIVE.includes(row.status)
    ? [...(await warningsOfClaim(ctx, row, lines)), ...(await askedInVain(ctx, row, lines))]
    : [];
  return { ...row, lines, warnings, faults: faults.filter(({ lineId }) => lineId === null || !hidden.has(String(lineId))) };
}

/** What it asks beyond what is left of the policy. */
const warningsOfClaim = (ctx: Ctx, { id, insuranceId }: ClaimRow, lines: readonly ClaimLineRow[]): Promise<Warning[]> =>
  warningsOfCharges(
    ctx,
    lines.map(({ serviceDate: day, amountClaimed }) => ({
      insuranceId: BigInt(insuranceId),
      fundingId: null,
      day,
      amount: new Decimal(amountClaimed),
    })),
    { except: BigInt(id), withDays: false },
  );

/** It awaits more than its policy owes by now: credited, written off, or paid by others since; an answer with all of it would be refused. */
async function askedInVain(ctx: Ctx, row: ClaimRow, lines: readonly ClaimLineRow[]): Promise<Warning[]> {
  const [id, invoiceId, insuranceId] = [BigInt(row.id), BigInt(row.invoiceId), BigInt(row.insuranceId)];
  const owed = (await owedOfClaims(ctx, [id])).get(id);
  const awaited = sumOf(lines.map(leftOfLine));
  // Of one that waits to be submitted, the faults say so.
  if (row.status === 'PENDING' || !owed || !awaited.greaterThan(owed)) return [];
  const went = await whereItWent(ctx, { id, invoiceId, insuranceId });
  const message = `It awaits ${awaited.toFixed(2)}, and the policy owes ${owed.toFixed(2)} of that by now${went}.`;
  return [{ code: 'CLAIM_OVER_OPEN', message }];
}

const faultsOfClaim = (ctx: Ctx, row: Pick<ClaimRow, 'id' | 'invoiceId' | 'insuranceId'>, lines: readonly ClaimLineRow[]) =>
  faultsFor(
    ctx,
    BigInt(row.invoiceId),
    BigInt(row.insuranceId),
    lines.map(({ lineId, amountClaimed }) => ({ lineId: BigInt(lineId), amount: new Decimal(amountClaimed) })),
    BigInt(row.id),
  );

function requireNoFaults(faults: readonly ClaimFault[], pathOf: (lineId: bigint) => string): void {
  if (faults.length === 0) return;
  throw new AppError(422, 'claim.faults', faults.map(({ message }) => message).join(' '), {
    errors: faults.map(({ lineId, message }) => ({ path: lineId === null ? 'insuranceId' : pathOf(lineId), message })),
  });
}

/** The policy that owes on an invoice, where it is one alone. */
async function onlyPolicy(tx: Ctx, invoiceId: bigint): Promise<bigint | null> {
  const owing = (await openShares(tx, [invoiceId])).filter(
    ({ insuranceId, open }) => insuranceId !== null && open.greaterThan(0),
  );
  return owing.length === 1 ? (owing[0]?.insuranceId ?? null) : null;
}

/** The policy that is asked: the invoice's, or another of the same client. Throws 422. */
async function policyOf(tx: Ctx, invoice: Invoice, insuranceId: bigint | undefined): Promise<bigint> {
  const id = insuranceId ?? invoice.insuranceId ?? (await onlyPolicy(tx, invoice.id));
  if (id === null)
    throw unprocessable('field.required', 'Say which policy is asked: not one alone owes on this invoice.', 'insuranceId');
  await requireOwn(tx, invoice.clientId, { insuranceId: id });
  return id;
}

/** The invoice that a claim is over: in it a field of the body. Throws 403, 422 for one that is not there. */
async function namedInvoice(tx: Ctx, id: bigint): Promise<Invoice> {
  try {
    return await requireInvoice(tx, Permission.EDIT_BILLING, id);
  } catch (error) {
    if (error instanceof AppError && error.status === 404)
      throw unprocessable('reference.not_found', 'There is no such invoice.', 'invoiceId');
    throw error;
  }
}

/**
 * Builds a claim, and submits it unless it is to wait. The invoice is held, so that what is left of it stays as it was counted. Throws 403,
 * 409 (a draft), 422 with all that speaks against it.
 */
export async function createClaim(ctx: Ctx, input: NewClaim): Promise<{ id: bigint }> {
  return inTransaction(ctx, async (tx) => {
    const seen = await namedInvoice(tx, input.invoiceId);
    await takeTurnOnAccount(tx, seen.clientId);
    await lockInvoices(tx, [seen.id]);
    const invoice = await tx.db.invoice.findUniqueOrThrow({ where: { id: seen.id } });
    if (invoice.sentAt === null) throw conflict('invoice.draft', 'This invoice is a draft: send it first.');
    const insuranceId = await policyOf(tx, invoice, input.insuranceId);
    const asked = await askedFor(tx, invoice, insuranceId, input.lines);
    const submit = input.submit ?? true;
    const path = (lineId: bigint): string =>
      input.lines ? `lines.${input.lines.findIndex((one) => one.lineId === lineId)}` : 'invoiceId';
    const faults = await faultsFor(tx, invoice.id, insuranceId, asked, null);
    // What waits may be mended; a claim over nothing can't.
    requireNoFaults(submit ? faults : faults.filter(({ code }) => code === 'NOTHING_CLAIMED' || code === 'OVER_OPEN'), path);
    const row = await tx.db.insuranceClaim.create({
      data: {
        invoiceId: invoice.id,
        insuranceId,
        claimNumber: input.claimNumber ?? null,
        submissionDate: input.submissionDate ?? (await today(tx)),
        status: submit ? 'SUBMITTED' : 'PENDING',
        amountClaimed: sumOf(asked.map(({ amount }) => amount)),
        notes: input.notes ?? null,
        followUpDate: input.followUpDate ?? null,
        createdBy: tx.actor.id,
        updatedBy: tx.actor.id,
        createdAt: tx.now(),
        lines: { create: asked.map(({ lineId, amount }) => ({ lineId, amountClaimed: amount })) },
      },
    });
    const about = { id: row.id, clientId: invoice.clientId };
    await audit(tx, { action: 'CREATE', recordType: 'InsuranceClaim', recordId: row.id, clientId: invoice.clientId, after: row });
    await emit(tx, 'claim.created', about);
    if (submit) await emit(tx, 'claim.moved', { ...about, data: { status: 'SUBMITTED' } });
    return { id: row.id };
  });
}

export const claimKept = (clientId: bigint): Audited<InsuranceClaim> => ({
  recordType: 'InsuranceClaim',
  what: 'insurance claim',
  clientId,
  find: (db, id) => db.insuranceClaim.findUnique({ where: { id } }),
});

/** A claim to be changed, with whose it is. Throws 403 (also for lines out of sight), 404. */
export async function requireClaim(tx: Ctx, id: bigint): Promise<InsuranceClaim & { clientId: bigint }> {
  requirePermission(tx.actor, Permission.EDIT_BILLING);
  const claim = await tx.db.insuranceClaim.findUnique({ where: { id }, include: { invoice: { select: { clientId: true } } } });
  if (!claim) throw notFound('insurance claim');
  const { invoice, ...row } = claim;
  await requireClientOf(tx, Permission.EDIT_BILLING, invoice.clientId, 'insurance claim');
  if ((await hiddenLinesOf(tx, Permission.EDIT_BILLING, claim.invoiceId)) > 0)
    throw forbidden('Lines of this invoice are about a learner whom you may not see.');
  return { ...row, clientId: invoice.clientId };
}

/** Changes number, notes and the day on which somebody asks. Throws 403, 404, 412. */
export async function updateClaim(ctx: Ctx, id: bigint, changes: ClaimChanges, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireClaim(tx, id);
    const change = await changing(tx, claimKept(clientId), id, match, () =>
      tx.db.insuranceClaim.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } }),
    );
    await emit(tx, 'claim.updated', { id, clientId, ...change });
  });
}

/**
 * Throws 409 where another claim to the same policy waits for lines of this one: an insurer would be asked for the same money twice.
 * @param tx of a transaction that holds its invoice
 */
export async function requireNotClaimed(
  tx: Ctx,
  { id, invoiceId, insuranceId }: Pick<InsuranceClaim, 'id' | 'invoiceId' | 'insuranceId'>,
): Promise<void> {
  const own = new Set((await claimLinesOf(tx, id)).map(({ lineId }) => BigInt(lineId)));
  const others = await claimableLines(tx, invoiceId, insuranceId, id);
  if (others.some(({ lineId, claimed }) => claimed && own.has(lineId)))
    throw conflict(
      'claim.claimed',
      'Another claim to this policy waits for lines of this one: void it, or record its answer, first.',
    );
}

/** Throws 409 with what became of it, where its policy owes nothing of it any more. @param tx of a transaction that holds its invoice */
async function requireOwed(tx: Ctx, claim: InsuranceClaim): Promise<void> {
  if ((await owedOfClaims(tx, [claim.id])).get(claim.id)?.greaterThan(0)) return;
  throw conflict('claim.over', `The policy owes nothing of this claim any more${await whereItWent(tx, claim)}.`);
}

const WENT: Partial<Record<LedgerKind, string>> = {
  TRANSFER: 'passed on',
  PAYMENT: 'paid',
  CREDIT: 'credited',
  WRITE_OFF: 'written off',
};

/** What became of what a policy owed on the invoice, beside the answers to this claim: ": 80.00 was passed on, 10.00 credited". Empty where nothing did. */
export async function whereItWent(tx: Ctx, claim: Pick<InsuranceClaim, 'id' | 'invoiceId' | 'insuranceId'>): Promise<string> {
  const parts = (await relievedBy(tx, claim)).flatMap(({ kind, amount }) => {
    const word = WENT[kind];
    return word ? [`${amount.toFixed(2)} was ${word}`] : [];
  });
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

function requireMove(from: ClaimStatus, to: ClaimStatus): void {
  if (!mayMove(from, to)) throw conflict('claim.status', `A claim that is ${from} does not become ${to}.`);
}

/** It goes to the insurer, once nothing speaks against it. Throws 403, 404, 409, 412, 422 with all that speaks against it. */
export async function submitClaim(ctx: Ctx, id: bigint, input: SubmitClaim, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId, invoiceId } = await requireClaim(tx, id);
    await takeTurnOnAccount(tx, clientId);
    await lockInvoices(tx, [invoiceId]);
    await changing(tx, claimKept(clientId), id, match, async (before) => {
      requireMove(before.status, 'SUBMITTED');
      const lines = await claimLinesOf(tx, id);
      const row = { id: String(id), invoiceId: String(invoiceId), insuranceId: String(before.insuranceId) };
      requireNoFaults(
        await faultsOfClaim(tx, row, lines),
        (lineId) => `lines.${lines.findIndex((one) => one.lineId === String(lineId))}`,
      );
      return tx.db.insuranceClaim.update({
        where: { id },
        data: {
          status: 'SUBMITTED',
          submissionDate: input.submissionDate ?? (await today(tx)),
          denialReason: null,
          updatedBy: tx.actor.id,
          ...(input.claimNumber === undefined ? {} : { claimNumber: input.claimNumber }),
        },
      });
    });
    await emit(tx, 'claim.moved', { id, clientId, data: { status: 'SUBMITTED' } });
  });
}

/** What an insurer said that it will pay. Throws 422 for more than was claimed, or a part that is not said. */
function approved({ amountClaimed }: InsuranceClaim, status: ClaimStatus, amount: Decimal | undefined): Decimal {
  if (!amount && status === 'PARTIALLY_APPROVED') throw unprocessable('field.required', 'Say how much of it.', 'amountApproved');
  const will = amount ?? amountClaimed;
  if (will.isNegative() || will.greaterThan(amountClaimed))
    throw unprocessable('claim.answer', `${amountClaimed.toFixed(2)} is claimed.`, 'amountApproved');
  return will;
}

/** Moves it by hand. Throws 403, 404, 409 for a move that is not in the table, 412, 422. */
export async function moveClaim(
  ctx: Ctx,
  id: bigint,
  { status, reason, amountApproved }: MoveClaim,
  match?: Match,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId, invoiceId } = await requireClaim(tx, id);
    await takeTurnOnAccount(tx, clientId);
    await lockInvoices(tx, [invoiceId]);
    await changing(tx, claimKept(clientId), id, match, async (before) => {
      requireMove(before.status, status);
      if (!LIVE.includes(before.status) && LIVE.includes(status)) await requireNotClaimed(tx, before);
      if (status === 'APPEALED') await requireOwed(tx, before);
      if (status === 'REJECTED' && !reason) throw unprocessable('field.required', 'Say why it was rejected.', 'reason');
      return tx.db.insuranceClaim.update({
        where: { id },
        data: {
          status,
          updatedBy: tx.actor.id,
          ...(status === 'REJECTED' ? { denialReason: reason } : {}),
          ...(status === 'APPROVED' || status === 'PARTIALLY_APPROVED'
            ? { amountApproved: approved(before, status, amountApproved) }
            : {}),
        },
      });
    });
    await emit(tx, 'claim.moved', { id, clientId, data: { status } });
  });
}

/** Deletes one that was never submitted. Throws 403, 404, 409, 412. */
export async function deleteClaim(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireClaim(tx, id);
    await removing(tx, claimKept(clientId), id, match, async ({ status }) => {
      if (status !== 'PENDING') throw conflict('claim.status', 'It was submitted: void it instead.');
      await tx.db.insuranceClaim.delete({ where: { id } });
    });
    await emit(tx, 'claim.deleted', { id, clientId });
  });
}

/** What the panel's button for deleting does: one that was never submitted goes away, another is voided. Throws as deleteClaim and moveClaim. */
export async function removeClaim(ctx: Ctx, id: bigint): Promise<'deleted' | 'voided'> {
  return inTransaction(ctx, async (tx) => {
    const { status } = await requireClaim(tx, id);
    if (status === 'PENDING') {
      await deleteClaim(tx, id);
      return 'deleted';
    }
    await moveClaim(tx, id, { status: 'VOIDED' });
    return 'voided';
  });
}
