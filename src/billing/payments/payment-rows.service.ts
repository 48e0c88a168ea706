/** The documented rows of payments, one an invoice, as the panel adds, changes and takes them back: each is a part of a receipt. */
import type { Ctx } from '../../access/context.js';
import { notFound } from '../../kernel/errors.js';
import type { PaymentChanges, PaymentForm } from './payments.input.js';
import { recordPayment, updatePayment } from './payments.service.js';
import { reversePayment } from './reversals.service.js';

async function receiptOf(ctx: Ctx, id: bigint): Promise<bigint> {
  const row = await ctx.db.payment.findUnique({ where: { id }, select: { receiptId: true } });
  if (!row?.receiptId) throw notFound('payment');
  return row.receiptId;
}

/** Records money for one invoice; gives the id of its row. Throws as recordPayment. */
export async function addPayment(ctx: Ctx, input: PaymentForm): Promise<{ id: bigint }> {
  const { id: receiptId } = await recordPayment(ctx, input);
  return ctx.db.payment.findFirstOrThrow({ where: { receiptId }, select: { id: true } });
}

/** Changes reference and notes of the receipt that it is a part of. Throws as updatePayment. */
export async function changePayment(ctx: Ctx, id: bigint, changes: PaymentChanges): Promise<void> {
  await updatePayment(ctx, await receiptOf(ctx, id), changes);
}

/** Takes the receipt that it is a part of back: nothing of the money is deleted. Throws as reversePayment. */
export async function removePayment(ctx: Ctx, id: bigint): Promise<void> {
  await reversePayment(ctx, await receiptOf(ctx, id), 'Taken back in the panel');
}
