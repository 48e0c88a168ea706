/** Money that goes the other way: what bounced or was a mistake is reversed, what is given back is refunded. */
import { Decimal } from 'decimal.js';
import { Permission } from '../../access/permissions.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { lockRow } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { Receipt, Refund } from '../../generated/prisma/index.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import { fromMoney } from '../../kernel/money.js';
import { creditInvoice } from '../invoices/credit-notes.service.js';
import { creditableLines } from '../invoices/credit-notes.queries.js';
import { levelShares } from '../invoices/releasing.service.js';
import { lockInvoices, takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { bookDay, type Movement, type Party, post, reverse, settleFigures, today } from '../ledger/posting.service.js';
import { practiceFormats } from '../ledger/said-amounts.js';
import { nextNumber } from '../numbers/numbers.queries.js';
import { sumOf } from '../rules/line.js';
import { inOrder } from '../rules/shares.js';
import type { NewRefund } from './payments.input.js';
import { requireReceipt } from './payments.service.js';
import { puttingBack } from './taking-over.queries.js';

export const partyOfReceipt = ({ party, insuranceId, fundingId }: Receipt): Party => ({ party, insuranceId, fundingId });

/** Holds the client's account of a receipt, then the invoices that it pays, then the receipt itself; gives it as it is then. Throws 403, 404. */
export async function holdReceipt(
  tx: Ctx,
  id: bigint,
  more: readonly bigint[] = [],
): Promise<{ receipt: Receipt; invoiceIds: bigint[] }> {
  const invoicesOf = async (): Promise<bigint[]> =>
    (await tx.db.payment.findMany({ where: { receiptId: id }, select: { invoiceId: true } })).map(({ invoiceId }) => invoiceId);
  const { clientId } = await requireReceipt(tx, Permission.EDIT_BILLING, id);
  // Money that leaves the account for an invoice takes its turn there: no invoice is added after this.
  await takeTurnOnAccount(tx, clientId);
  const invoiceIds = [...new Set([...(await invoicesOf()), ...more])];
  await lockInvoices(tx, invoiceIds);
  await lockRow(tx.db, 'Receipt', id);
  return { receipt: await requireReceipt(tx, Permission.EDIT_BILLING, id), invoiceIds };
}

function requireStanding({ reversedAt }: Receipt): void {
  if (reversedAt !== null) throw conflict('payment.reversed', 'This payment was reversed already.');
}

/**
 * Takes a receipt back, to the cent: each act with its money is reversed by its exact inverse, and what it paid is owed again. Throws 403,
 * 404, 409 (reversed already; or money of it was given back).
 */
export async function reversePayment(ctx: Ctx, receiptId: bigint, reason: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { receipt, invoiceIds } = await holdReceipt(tx, receiptId);
    requireStanding(receipt);
    if (await tx.db.refund.count({ where: { receiptId, failedAt: null } }))
      throw conflict('payment.refunded', 'Money of this payment was given back: what is left can be refunded too.');
    const acts = await tx.db.ledgerTransaction.findMany({
      where: { movements: { some: { receiptId } }, reversesId: null, reversedBy: null },
      orderBy: { id: 'desc' },
      select: { id: true, claim: { select: { invoiceId: true } } },
    });
    const effectiveDate = await today(tx);
    for (const { id } of acts) await reverse(tx, id, { act: 'PAYMENT_REVERSED', effectiveDate, reason });
    const reversedAt = tx.now();
    await tx.db.payment.updateMany({ where: { receiptId, reversedAt: null }, data: { reversedAt } });
    // An answer's invoice is levelled by its claim, once what followed from the answer is taken back too.
    const answered = acts.flatMap(({ claim }) => claim?.invoiceId ?? []);
    const others = invoiceIds.filter((id) => !answered.includes(id));
    await levelShares(tx, receipt.clientId, others, reason);
    const after = await tx.db.receipt.update({ where: { id: receiptId }, data: { reversedAt, reversalReason: reason } });
    await settleFigures(tx, invoiceIds);
    await audit(tx, {
      action: 'UPDATE',
      recordType: 'Receipt',
      recordId: receiptId,
      clientId: receipt.clientId,
      before: receipt,
      after,
    });
    await emit(tx, 'payment.reversed', { id: receiptId, clientId: receipt.clientId });
  });
}

/** How much of a receipt stands on account (and in no package), or settles one invoice. */
export async function leftOf(tx: Ctx, receiptId: bigint, invoiceId: bigint | null): Promise<Decimal> {
  const { _sum } = await tx.db.ledgerMovement.aggregate({
    where: {
      receiptId,
      invoiceId,
      kind: { in: ['PAYMENT', 'PREPAYMENT', 'REFUND'] },
      ...(invoiceId === null && { packageId: null }),
    },
    _sum: { amount: true },
  });
  return (_sum.amount ?? new Decimal(0)).negated();
}

/** Throws 409 where a package's money pays the invoice: it would be gone from the package, which would count it as there. */
async function requireNoPackage(tx: Ctx, receiptId: bigint, invoiceId: bigint): Promise<void> {
  const { _sum } = await tx.db.ledgerMovement.aggregate({
    where: { receiptId, invoiceId, kind: 'PAYMENT', packageId: { not: null } },
    _sum: { amount: true },
  });
  if (_sum.amount?.isNegative() && !_sum.amount.isZero())
    throw conflict('package.refund', 'A package paid this: credit the invoice, and the money goes back into it.', {
      errors: [{ path: 'fromInvoiceId', message: 'is paid by a package' }],
    });
}

/** Gives money of a receipt back, from account or from an invoice that it had paid. Throws 403, 404, 409, 422. */
export async function refundPayment(ctx: Ctx, receiptId: bigint, input: NewRefund): Promise<Refund> {
  return inTransaction(ctx, async (tx) => {
    const { fromInvoiceId, amount, credit = false } = input;
    const { receipt, invoiceIds } = await holdReceipt(tx, receiptId);
    requireStanding(receipt);
    if (fromInvoiceId !== undefined && !invoiceIds.includes(fromInvoiceId))
      throw unprocessable('reference.not_found', 'This payment paid no such invoice.', 'fromInvoiceId');
    if (credit && fromInvoiceId === undefined)
      throw unprocessable('refund.credit', 'A credit needs the invoice that it is for.', 'fromInvoiceId');
    if (fromInvoiceId !== undefined) await requireNoPackage(tx, receiptId, fromInvoiceId);
    const most = await leftOf(tx, receiptId, fromInvoiceId ?? null);
    if (!amount.greaterThan(0) || amount.greaterThan(most)) {
      const message = `${(await practiceFormats(tx)).money(fromMoney(most))} of this payment can be given back from there: say that or less.`;
      throw conflict('refund.over', message, { errors: [{ path: 'amount', message }] });
    }
    const refundedOn = await bookDay(tx, input.refundDate, 'refundDate');
    if (refundedOn < receipt.receivedOn)
      throw unprocessable('refund.date', 'Money goes back on or after the day on which it came.', 'refundDate');
    const refund = await tx.db.refund.create({
      data: {
        number: await nextNumber(tx, 'REFUND', refundedOn.getUTCFullYear()),
        receiptId,
        refundedOn,
        amount,
        paymentMethod: input.paymentMethod ?? receipt.paymentMethod,
        referenceNumber: input.referenceNumber ?? null,
        reason: input.reason,
        createdBy: tx.actor.id,
        createdAt: tx.now(),
      },
    });
    const { clientId } = receipt;
    const payer = partyOfReceipt(receipt);
    const movement: Movement = { ...payer, kind: 'REFUND', receiptId, refundId: refund.id, amount };
    await post(tx, { act: 'REFUNDED', clientId, effectiveDate: refundedOn, reason: input.reason }, [
      { ...movement, ...(fromInvoiceId !== undefined && { invoiceId: fromInvoiceId }) },
      // What is credited as well is owed by nobody again.
      ...(fromInvoiceId === undefined || credit ? [] : await puttingBack(tx, receiptId, payer, fromInvoiceId, amount)),
    ]);
    await settleFigures(tx, fromInvoiceId === undefined ? [] : [fromInvoiceId]);
    if (credit && fromInvoiceId !== undefined) await creditAsMuch(tx, fromInvoiceId, payer, amount, input.reason);
    await audit(tx, { action: 'CREATE', recordType: 'Refund', recordId: refund.id, clientId, after: refund });
    await emit(tx, 'payment.refunded', { id: receiptId, clientId });
    return refund;
  });
}

/** Credits an invoice with `amount`, its lines in their order: of whom the money goes back to. */
async function creditAsMuch(tx: Ctx, invoiceId: bigint, payer: Party, amount: Decimal, reason: string): Promise<void> {
  const lines = await creditableLines(tx, invoiceId);
  const { parts, rest } = inOrder(
    amount,
    lines.map(({ net, taxes }) => net.plus(sumOf(taxes.map((tax) => tax.left)))),
  );
  if (rest.greaterThan(0)) throw conflict('invoice.credited', 'So much of this invoice is not left to be credited.');
  const credited = lines.flatMap(({ lineId }, index) =>
    (parts[index] as Decimal).isZero() ? [] : [{ lineId, amount: parts[index] as Decimal }],
  );
  await creditInvoice(tx, invoiceId, { reason, lines: credited }, { of: payer });
}
