/** The documented rows of payments, one an invoice, as the panel adds, changes and takes them back: each is a part of a receipt. */
import type { Ctx } from '../../access/context.js';
import { notFound } from '../../kernel/errors.js';
import { check } from '../../kernel/fields.js';
import type { Answers } from '../../records/actions.js';
import { type PaymentChanges, type PaymentForm, paymentForm } from './payments.input.js';
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

/** Records money for an invoice: all that is open where no amount is said. Gives what is to be told. Throws as recordPayment. */
export async function payInvoice(ctx: Ctx, invoiceId: bigint, answers: Answers): Promise<string> {
  const { amount, paymentMethod, referenceNumber } = answers;
  const open = await ctx.db.invoice.findUnique({ where: { id: invoiceId }, select: { balance: true } });
  const input = {
    invoiceId,
    amount: amount || (open?.balance ?? '0.00'),
    paymentMethod,
    referenceNumber: referenceNumber || null,
  };
  const receipt = await recordPayment(ctx, check(paymentForm, input));
  return `${receipt.amount.toFixed(2)} recorded with receipt ${receipt.number}.`;
}

/** Changes reference and notes of the receipt that it is a part of. Throws as updatePayment. */
export async function changePayment(ctx: Ctx, id: bigint, changes: PaymentChanges): Promise<void> {
  await updatePayment(ctx, await receiptOf(ctx, id), changes);
}

/** Takes the receipt that it is a part of back: nothing of the money is deleted. Throws as reversePayment. */
export async function removePayment(ctx: Ctx, id: bigint): Promise<void> {
  await reversePayment(ctx, await receiptOf(ctx, id), 'Taken back in the panel');
}
