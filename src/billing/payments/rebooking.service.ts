/** A payment that was recorded wrongly: taken back and recorded anew, in one. */
import { type Ctx, inTransaction } from '../../access/context.js';
import type { Receipt } from '../../generated/prisma/index.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { paidInto } from '../packages/packages.queries.js';
import { sumOf } from '../rules/line.js';
import { repaid } from '../rules/rebooking.js';
import type { RebookPayment } from './payments.input.js';
import { recordPayment } from './payments.service.js';
import { holdReceipt, reversePayment } from './reversals.service.js';

/** Whether a package takes money: it has not ended, and not all of it is paid. */
async function isWanting(tx: Ctx, packageId: bigint): Promise<boolean> {
  const row = await tx.db.clientPackage.findUniqueOrThrow({ where: { id: packageId } });
  return row.endedAt === null && (await paidInto(tx, packageId)).lessThan(row.amountDue);
}

/** Throws 409 for an insurer's answer: its lines, what its contract takes off and what it leaves to others would go with the money. */
async function requireNoAnswer(tx: Ctx, receiptId: bigint): Promise<void> {
  const where = { receiptId, transaction: { act: 'CLAIM_ANSWERED' as const } };
  if ((await tx.db.ledgerMovement.count({ where, take: 1 })) > 0)
    throw conflict('payment.of_claim', 'This money answers a claim: take the answer back there, and record it anew.');
}

/** Throws 409 where money of a receipt came into a package from the account, or its package was ended: nobody could put it back there. */
async function requireRebookable(tx: Ctx, { id: receiptId, packageId }: Receipt): Promise<void> {
  const elsewhere = await tx.db.ledgerMovement.count({
    where: { receiptId, packageId: { not: null }, ...(packageId !== null && { NOT: { packageId } }) },
  });
  const ended = packageId === null ? 0 : await tx.db.clientPackage.count({ where: { id: packageId, endedAt: { not: null } } });
  if (elsewhere + ended > 0)
    throw conflict('package.money', 'Money of this payment came into a package from the account, or its package was ended.');
}

/**
 * Takes a receipt back and records it anew with another amount, day or way: the invoices that it paid get what they had, as far as it goes.
 * Gives the new receipt. Throws 403, 404, 409 as reversePayment and recordPayment, 422 where nothing would be another.
 */
export async function rebookPayment(ctx: Ctx, receiptId: bigint, input: RebookPayment): Promise<Receipt> {
  return inTransaction(ctx, async (tx) => {
    const { receipt } = await holdReceipt(tx, receiptId);
    await requireRebookable(tx, receipt);
    await requireNoAnswer(tx, receiptId);
    const amount = input.amount ?? receipt.amount;
    const paymentMethod = input.paymentMethod ?? receipt.paymentMethod;
    const paymentDate = input.paymentDate ?? receipt.receivedOn;
    if (
      amount.equals(receipt.amount) &&
      paymentMethod === receipt.paymentMethod &&
      fromDate(paymentDate) === fromDate(receipt.receivedOn)
    )
      throw unprocessable('payment.same', 'Say what was wrong: another amount, day or way.', 'amount');
    const rows = await tx.db.payment.findMany({
      where: { receiptId, reversedAt: null },
      orderBy: { id: 'asc' },
      select: { id: true, invoiceId: true, amount: true, movements: { where: { kind: 'PAYMENT' }, select: { packageId: true } } },
    });
    const fromPackage = rows.filter(({ movements }) => movements.some((one) => one.packageId !== null));
    // An invoice may have got money on account of it later: a row of its own, and still one invoice.
    const had = new Map<bigint, typeof receipt.amount>();
    for (const row of rows) if (!fromPackage.includes(row)) had.set(row.invoiceId, row.amount.plus(had.get(row.invoiceId) ?? 0));
    await reversePayment(tx, receiptId, input.reason);
    const open = new Map(
      (await tx.db.invoice.findMany({ where: { id: { in: [...had.keys()] } }, select: { id: true, balance: true } })).map(
        ({ id, balance }) => [id, balance],
      ),
    );
    // What a package had paid it pays again, as soon as its money is there.
    const byPackage = (invoiceId: bigint) =>
      sumOf(fromPackage.filter((row) => row.invoiceId === invoiceId).map((row) => row.amount));
    const invoices = [...had].map(([invoiceId, was]) => ({
      invoiceId,
      had: was,
      open: (open.get(invoiceId) ?? was).minus(byPackage(invoiceId)),
    }));
    const { parts } = repaid(amount, invoices);
    const allocations = invoices.flatMap(({ invoiceId }, at) => {
      const part = parts[at];
      return part?.greaterThan(0) ? [{ invoiceId, amount: part }] : [];
    });
    const { packageId } = receipt;
    const stoodOnAccount = packageId === null && receipt.amount.greaterThan(sumOf(rows.map((row) => row.amount)));
    const anew = {
      clientId: receipt.clientId,
      amount,
      paymentMethod,
      paymentDate,
      allocations,
      ...(packageId !== null && (await isWanting(tx, packageId)) && { packageId }),
      insuranceId: receipt.insuranceId,
      fundingId: receipt.fundingId,
      caregiverId: receipt.caregiverId,
      referenceNumber: receipt.referenceNumber,
      notes: receipt.notes,
      onAccount: input.onAccount ?? stoodOnAccount,
    };
    return recordPayment(tx, anew, receipt.correctsId ?? receiptId);
  });
}
