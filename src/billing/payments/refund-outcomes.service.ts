/** What becomes of refunds outside of the books: money that went back elsewhere is found its place, money that did not go comes back. */
import type { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import type { Refund } from '../../generated/prisma/index.js';
import { levelShares, releaseUpTo } from '../invoices/releasing.service.js';
import { openShares } from '../ledger/ledger.queries.js';
import { type Movement, post, reverse, settleFigures, today } from '../ledger/posting.service.js';
import { nextNumber } from '../numbers/numbers.queries.js';
import { sumOf } from '../rules/line.js';
import { inOrder } from '../rules/shares.js';
import { holdReceipt, leftOf, partyOfReceipt } from './reversals.service.js';
import { puttingBack } from './taking-over.queries.js';

interface Outside {
  amount: Decimal;
  reason: string;
  referenceNumber: string;
}

/**
 * Writes a refund of money that is gone already: from what stands on account, then from the invoices that it had paid, the latest first; they are
 * owed again. Gives null where so much is not there any more.
 * @param tx of a transaction
 * @param noted run with the refund before others are told of it
 */
export async function writeOutsideRefund(
  tx: Ctx,
  receiptId: bigint,
  { amount, reason, referenceNumber }: Outside,
  noted: (refund: Refund) => Promise<void>,
): Promise<Refund | null> {
  const { receipt, invoiceIds } = await holdReceipt(tx, receiptId);
  if (receipt.reversedAt !== null) return null;
  const places: (bigint | null)[] = [null, ...[...invoiceIds].sort((one, other) => (one < other ? 1 : -1))];
  const there: Decimal[] = [];
  for (const place of places) there.push(await leftOf(tx, receiptId, place));
  if (sumOf(there).lessThan(amount)) return null;
  const { parts } = inOrder(amount, there);
  const refundedOn = await today(tx);
  const refund = await tx.db.refund.create({
    data: {
      number: await nextNumber(tx, 'REFUND', refundedOn.getUTCFullYear()),
      receiptId,
      refundedOn,
      amount,
      paymentMethod: receipt.paymentMethod,
      referenceNumber,
      reason,
      createdBy: tx.actor.id,
      createdAt: tx.now(),
    },
  });
  const { clientId } = receipt;
  const payer = partyOfReceipt(receipt);
  const backs: Movement[] = [];
  for (const [index, place] of places.entries())
    if (place !== null) backs.push(...(await puttingBack(tx, receiptId, payer, place, parts[index] as Decimal)));
  const movement = { ...payer, kind: 'REFUND' as const, receiptId, refundId: refund.id };
  await post(tx, { act: 'REFUNDED', clientId, effectiveDate: refundedOn, reason }, [
    ...places.map((place, index): Movement => ({
      ...movement,
      amount: parts[index] as Decimal,
      ...(place !== null && { invoiceId: place }),
    })),
    ...backs,
  ]);
  await settleFigures(tx, invoiceIds);
  await audit(tx, { action: 'CREATE', recordType: 'Refund', recordId: refund.id, clientId, after: refund });
  await noted(refund);
  await emit(tx, 'payment.refunded', { id: receiptId, clientId });
  return refund;
}

/**
 * Takes a refund back that did not go: its act is reversed by its exact inverse. Where its invoice was credited meanwhile, the money stands on
 * account. Nothing happens to one that was taken back already.
 * @param tx of a transaction
 */
export async function takeRefundBack(tx: Ctx, refundId: bigint, reason: string): Promise<void> {
  const { receiptId } = await tx.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  const { receipt, invoiceIds } = await holdReceipt(tx, receiptId);
  const before = await tx.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  if (before.failedAt !== null) return;
  const acts = await tx.db.ledgerTransaction.findMany({
    where: { movements: { some: { refundId } }, reversesId: null, reversedBy: null },
    select: { id: true },
  });
  const effectiveDate = await today(tx);
  for (const { id } of acts) await reverse(tx, id, { act: 'REFUND_FAILED', effectiveDate, reason });
  const after = await tx.db.refund.update({ where: { id: refundId }, data: { failedAt: tx.now() } });
  await levelShares(tx, receipt.clientId, invoiceIds, reason);
  const over = (await openShares(tx, invoiceIds)).filter(({ open }) => open.isNegative());
  for (const { invoiceId, open } of over)
    await releaseUpTo(tx, await tx.db.invoice.findUniqueOrThrow({ where: { id: invoiceId } }), open.negated());
  await settleFigures(tx, invoiceIds);
  await audit(tx, { action: 'UPDATE', recordType: 'Refund', recordId: refundId, clientId: receipt.clientId, before, after });
}
