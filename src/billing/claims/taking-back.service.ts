/** An insurer's answer that is taken back, with its money and what followed from it. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { changing } from '../../audit/changing.js';
import { emit } from '../../events/emit.js';
import type { InsuranceClaim } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { conflict } from '../../kernel/errors.js';
import { giveUpTakenOver, levelShares, releaseOverpaid } from '../invoices/releasing.service.js';
import { reverse, settleFigures, today } from '../ledger/posting.service.js';
import { reversePayment } from '../payments/reversals.service.js';
import { LIVE } from '../rules/claim-status.js';
import { hold, lastAnswer, policyParty, standing } from './answers.service.js';
import { passedOn } from './claims.queries.js';
import { claimKept, requireNotClaimed } from './claims.service.js';

/**
 * Throws 409 where a credit note since then gave back what the answer had taken off: with the answer gone it would be given back twice.
 * @param answerId the act of the answer
 */
async function requireNotCredited(tx: Ctx, invoiceId: bigint, answerId: bigint): Promise<void> {
  const givenBack = await tx.db.ledgerMovement.count({
    where: {
      invoiceId,
      transactionId: { gt: answerId },
      kind: { in: ['ADJUSTMENT', 'WRITE_OFF'] },
      amount: { gt: 0 },
      transaction: { act: 'CREDITED' },
    },
  });
  if (givenBack > 0) throw conflict('claim.credited', 'The invoice was credited after this answer: the answer stands.');
}

/**
 * Throws 409 where another policy has answered since for what this answer, or passing on after it, asked of it: that answer comes first.
 * @param answerId the act of the answer
 */
async function requireUnfollowed(
  tx: Ctx,
  { id, invoiceId, insuranceId: own }: Pick<InsuranceClaim, 'id' | 'invoiceId' | 'insuranceId'>,
  answerId: bigint,
): Promise<void> {
  const asked = await tx.db.ledgerMovement.findMany({
    where: { invoiceId, kind: 'TRANSFER', party: 'INSURANCE', amount: { gt: 0 }, transactionId: { gte: answerId } },
    distinct: ['insuranceId'],
    select: { insuranceId: true },
  });
  // What comes back to the policy itself follows from nobody's answer: its claims over other lines are answered by themselves.
  const insuranceIds = asked.flatMap(({ insuranceId }) => (insuranceId === null || insuranceId === own ? [] : [insuranceId]));
  const answered = await tx.db.ledgerTransaction.count({
    where: {
      id: { gt: answerId },
      act: 'CLAIM_ANSWERED',
      reversedBy: null,
      claim: { invoiceId, id: { not: id }, insuranceId: { in: insuranceIds } },
    },
  });
  if (answered > 0)
    throw conflict(
      'claim.answered_since',
      'Another policy has answered for what this answer left to it: take that answer back first.',
    );
}

/**
 * Takes the last answer back, to the cent, with its money and what was passed on since. Throws 403, 404, 409 (there is none; or a credit
 * note gave back what it had taken off), 412.
 */
export async function reverseAnswer(ctx: Ctx, id: bigint, reason: string, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { claim } = await hold(tx, id);
    await match?.(tx);
    const last = await lastAnswer(tx, id);
    if (!last) throw conflict('claim.unanswered', 'No answer to this claim stands.');
    const receiptId = last.movements[0]?.receiptId ?? null;
    // The reversal of the money takes the whole act back, and tells the claim of it.
    if (receiptId !== null) return reversePayment(tx, receiptId, reason);
    await requireNotCredited(tx, claim.invoiceId, last.id);
    await requireUnfollowed(tx, claim, last.id);
    await reverse(tx, last.id, { act: 'ANSWER_REVERSED', effectiveDate: await today(tx), reason });
    await undo(tx, claim, last.id, reason);
    await takeBack(tx, id, claim.clientId);
  });
}

/**
 * What followed from an answer that was taken back: what was passed on since is the policy's again, and what was paid of that, or of the
 * patient's share, stands on its payer's account.
 * @param answerId the act of the answer
 */
async function undo(
  tx: Ctx,
  claim: Pick<InsuranceClaim, 'id' | 'invoiceId' | 'insuranceId'> & { clientId: bigint },
  answerId: bigint,
  reason: string,
): Promise<void> {
  const { invoiceId, insuranceId, clientId } = claim;
  for (const id of await passedOn(tx, claim.id, { invoiceId, insuranceId, after: answerId }))
    await reverse(tx, id, { act: 'ANSWER_REVERSED', effectiveDate: await today(tx), reason });
  const invoice = await tx.db.invoice.findUniqueOrThrow({ where: { id: invoiceId } });
  // First what others did for it, then what its payer paid, the latest first: what they paid of their own share before stays.
  await giveUpTakenOver(tx, invoice, policyParty({ insuranceId }), answerId, reason);
  await releaseOverpaid(tx, invoice);
  await levelShares(tx, clientId, [invoiceId], reason);
  await settleFigures(tx, [invoiceId]);
}

/**
 * A claim whose answer was taken back: with none left it waits for one again, unless it was voided. Throws 409 where another waits for its
 * lines. @param tx of a transaction that holds its invoice
 */
async function takeBack(tx: Ctx, id: bigint, clientId: bigint): Promise<void> {
  const { after } = await changing(tx, claimKept(clientId), id, undefined, async (before) => {
    const { status: follows, amountApproved, amountPaid } = await standing(tx, id);
    const answered = (await lastAnswer(tx, id)) !== null;
    const status = before.status === 'VOIDED' ? 'VOIDED' : answered ? follows : 'SUBMITTED';
    if (LIVE.includes(status)) await requireNotClaimed(tx, before);
    return tx.db.insuranceClaim.update({
      where: { id },
      data: answered
        ? { status, amountApproved, amountPaid, updatedBy: tx.actor.id }
        : {
            status,
            amountApproved: null,
            amountPaid: null,
            paymentDate: null,
            denialReason: null,
            updatedBy: tx.actor.id,
          },
    });
  });
  await emit(tx, 'claim.answer_reversed', { id, clientId, data: { status: after.status } });
}

/** Money was taken back, by whatever door: the claims that it answered follow. */
export async function followReversal(tx: Ctx, receiptIds: readonly bigint[]): Promise<void> {
  const acts = await tx.db.ledgerTransaction.findMany({
    where: { claimId: { not: null }, act: 'CLAIM_ANSWERED', movements: { some: { receiptId: { in: [...receiptIds] } } } },
    select: {
      id: true,
      clientId: true,
      claim: { select: { id: true, invoiceId: true, insuranceId: true } },
      reversedBy: { select: { reason: true } },
    },
    orderBy: { id: 'desc' },
  });
  for (const { id, clientId, claim, reversedBy } of acts) {
    if (!claim) continue;
    await requireNotCredited(tx, claim.invoiceId, id);
    await requireUnfollowed(tx, claim, id);
    await undo(tx, { ...claim, clientId }, id, reversedBy?.reason ?? '');
    await takeBack(tx, claim.id, clientId);
  }
}
