/** Money that comes in, and the invoices that it pays. One receipt has a payment for each invoice; what is more stands on account. */
import { Decimal } from 'decimal.js';
import { Permission } from '../../access/permissions.js';
import { requireClient, requireClientOf, requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing } from '../../audit/changing.js';
import type { Page } from '../../database/lists.js';
import type { Match } from '../../http/etag.js';
import type { Warning } from '../../kernel/warnings.js';
import { findReceiptRow, listReceiptRows, type ReceiptRow, receiptsAlike } from './payments.queries.js';
import { emit } from '../../events/emit.js';
import type { Invoice, Receipt } from '../../generated/prisma/index.js';
import { AppError, conflict, notFound, unprocessable } from '../../kernel/errors.js';
import { lockInvoices, openShares, type OpenShare, takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { requireOwn } from '../ledger/own-payers.js';
import { bookDay, CLIENT_PARTY, type Movement, type Party, post, sameParty, settleFigures } from '../ledger/posting.service.js';
import { nextNumber } from '../numbers/numbers.queries.js';
import { payerOf } from '../invoices/sending.service.js';
import { holdPackage } from '../packages/packages.service.js';
import { sumOf } from '../rules/line.js';
import { inOrder } from '../rules/shares.js';
import type { NewPayment, PaymentChanges, PaymentList } from './payments.input.js';

/** The receipts that match, of clients whom the actor may see. Throws 403. */
export async function listPayments(ctx: Ctx, query: PaymentList): Promise<Page<ReceiptRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listReceiptRows(ctx, query);
}

/** One receipt with the invoices that it pays. Throws 403, 404. */
export async function getPayment(ctx: Ctx, id: bigint): Promise<ReceiptRow> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findReceiptRow(ctx, id);
  if (!row) throw notFound('payment');
  return row;
}

/** What deserves a second look: the same reference and amount came before. */
export async function warningsOf(ctx: Ctx, id: bigint): Promise<Warning[]> {
  return (await receiptsAlike(ctx, id)).map((number) => ({
    code: 'DUPLICATE_REFERENCE',
    message: `${number} has the same reference and amount: perhaps it is the same money.`,
  }));
}

const RECEIPT = (clientId: bigint): Audited<Receipt> => ({
  recordType: 'Receipt',
  what: 'payment',
  clientId,
  find: (db, id) => db.receipt.findUnique({ where: { id } }),
});

/** Changes reference and notes, of the receipt and of its payments. Throws 403, 404, 412. */
export async function updatePayment(ctx: Ctx, id: bigint, changes: PaymentChanges, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireReceipt(tx, Permission.EDIT_BILLING, id);
    await changing(tx, RECEIPT(clientId), id, match, async () => {
      await tx.db.payment.updateMany({ where: { receiptId: id }, data: changes });
      return tx.db.receipt.update({ where: { id }, data: changes });
    });
  });
}

/** What of a payment goes to one invoice. */
export interface Allocation {
  invoice: Invoice;
  amount: Decimal;
}

/** Throws 422 for an amount of nothing or less. */
function requirePositive(amount: Decimal, path: string): void {
  if (!amount.greaterThan(0)) throw unprocessable('payment.amount', 'A payment is more than 0.00.', path);
}

/** Whose invoice, or package, it is. */
async function clientOf(tx: Ctx, invoiceId: bigint | undefined, packageId: bigint | undefined): Promise<bigint | undefined> {
  const select = { clientId: true } as const;
  if (invoiceId !== undefined) return (await tx.db.invoice.findUnique({ where: { id: invoiceId }, select }))?.clientId;
  if (packageId === undefined) return undefined;
  return (await tx.db.clientPackage.findUnique({ where: { id: packageId }, select }))?.clientId;
}

/**
 * The client's account and the invoices of a payment, held, in the order in which all hold them. Throws 404 or 422 for those that are not
 * there, are drafts, or are of several clients.
 */
async function allocationsOf(tx: Ctx, input: NewPayment): Promise<{ clientId: bigint; allocations: Allocation[] }> {
  const wanted = input.allocations ?? (input.invoiceId === undefined ? [] : [{ invoiceId: input.invoiceId, amount: null }]);
  if (input.allocations && input.invoiceId !== undefined)
    throw unprocessable('payment.invoices', 'Name one invoice, or allocations, not both.', 'allocations');
  const path = (index: number): string => (input.allocations ? `allocations.${index}.invoiceId` : 'invoiceId');
  const ids = wanted.map(({ invoiceId }) => invoiceId);
  if (new Set(ids).size < ids.length) throw unprocessable('payment.invoices', 'An invoice is named once.', 'allocations');
  const [first] = ids;
  const clientId = input.clientId ?? (await clientOf(tx, first, input.packageId));
  if (clientId === undefined) {
    if (input.packageId !== undefined) throw unprocessable('reference.not_found', 'There is no such package.', 'packageId');
    if (ids.length === 0) throw unprocessable('field.required', 'Say whose money it is: an invoice, or a client.', 'clientId');
    throw unprocessable('reference.not_found', 'There is no such invoice.', path(0));
  }
  try {
    await requireClient(tx, Permission.RECORD_PAYMENT, clientId);
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 404 || input.clientId !== undefined) throw error;
    if (first === undefined) throw unprocessable('reference.not_found', 'There is no such package.', 'packageId');
    throw unprocessable('reference.not_found', 'There is no such invoice.', path(0));
  }
  await takeTurnOnAccount(tx, clientId);
  await lockInvoices(tx, ids);
  const found = new Map((await tx.db.invoice.findMany({ where: { id: { in: ids } } })).map((one) => [one.id, one]));
  const allocations = wanted.map(({ invoiceId, amount }, index): Allocation => {
    const invoice = found.get(invoiceId);
    if (invoice?.clientId !== clientId)
      throw unprocessable('reference.not_found', 'There is no such invoice of this client.', path(index));
    if (invoice.sentAt === null) throw conflict('invoice.draft', 'This invoice is a draft: send it first.');
    if (amount) requirePositive(amount, `allocations.${index}.amount`);
    return { invoice, amount: amount ?? Decimal.min(input.amount, invoice.balance) };
  });
  return { clientId, allocations };
}

/** Who paid: as said, else whom the first invoice is for, else the client. Throws 422 for another client's. */
async function partyOf(tx: Ctx, clientId: bigint, input: NewPayment, first: Invoice | undefined): Promise<Party> {
  const { insuranceId, fundingId, caregiverId } = input;
  if ((insuranceId && fundingId) || (caregiverId && (insuranceId ?? fundingId)))
    throw unprocessable('payment.payer', 'One paid: a policy, a funding source, or a caregiver.', 'insuranceId');
  await requireOwn(tx, clientId, { insuranceId, fundingId });
  if (caregiverId && !(await tx.db.caregiver.count({ where: { id: caregiverId, clientId } })))
    throw unprocessable('reference.not_found', 'This client has no such caregiver.', 'caregiverId');
  if (input.packageId !== undefined && (insuranceId ?? fundingId))
    throw unprocessable(
      'payment.payer',
      'A package is paid by the client, or a caregiver.',
      insuranceId ? 'insuranceId' : 'fundingId',
    );
  if (insuranceId) return { party: 'INSURANCE', insuranceId, fundingId: null };
  if (fundingId) return { party: 'FUNDING', insuranceId: null, fundingId };
  const byOthers = input.paymentMethod === 'INSURANCE' || input.paymentMethod === 'FUNDING';
  return first && byOthers ? payerOf(first) : CLIENT_PARTY;
}

/**
 * The movements of `amount` from a party to an invoice. Where the party owes less of it than it pays, what it pays of another's share
 * moves to it first: whoever pays has taken it over.
 */
export function paying(
  invoiceId: bigint,
  amount: Decimal,
  payer: Party,
  shares: readonly OpenShare[],
  paid: { receiptId: bigint; paymentId: bigint },
): Movement[] {
  const owed = shares.find((one) => sameParty(one, payer))?.open ?? new Decimal(0);
  const others = shares.filter((one) => !sameParty(one, payer) && one.open.greaterThan(0));
  const { parts } = inOrder(
    Decimal.max(0, amount.minus(owed)),
    others.map(({ open }) => open),
  );
  return [
    ...others.flatMap(({ party, insuranceId, fundingId }, index): Movement[] => {
      const moved = parts[index] as Decimal;
      return [
        { party, insuranceId, fundingId, invoiceId, kind: 'TRANSFER', amount: moved.negated() },
        { ...payer, invoiceId, kind: 'TRANSFER', amount: moved },
      ];
    }),
    { kind: 'PAYMENT', ...paid, ...payer, invoiceId, amount: amount.negated() },
  ];
}

/** What is written of money that came. */
type ReceiptFields = Party &
  Pick<NewPayment, 'amount' | 'paymentMethod' | 'referenceNumber' | 'notes' | 'caregiverId' | 'packageId'> & {
    clientId: bigint;
    receivedOn: Date;
    /** The first receipt of those that it corrects. */
    correctsId?: bigint;
  };

/** Writes a receipt with its number. What it pays is posted by the caller, in the same transaction. */
export async function writeReceipt(tx: Ctx, fields: ReceiptFields): Promise<Receipt> {
  const { clientId, party, insuranceId, fundingId, receivedOn, amount, paymentMethod } = fields;
  const receipt = await tx.db.receipt.create({
    data: {
      clientId,
      party,
      insuranceId,
      fundingId,
      receivedOn,
      amount,
      paymentMethod,
      number: await nextNumber(tx, 'RECEIPT', receivedOn.getUTCFullYear()),
      caregiverId: fields.caregiverId ?? null,
      packageId: fields.packageId ?? null,
      correctsId: fields.correctsId ?? null,
      referenceNumber: fields.referenceNumber ?? null,
      notes: fields.notes ?? null,
      createdBy: tx.actor.id,
      createdAt: tx.now(),
    },
  });
  await audit(tx, { action: 'CREATE', recordType: 'Receipt', recordId: receipt.id, clientId, after: receipt });
  await emit(tx, 'payment.recorded', { id: receipt.id, clientId });
  return receipt;
}

/**
 * Records money that came in. Throws 403, 404, 409, 422.
 * @param correctsId the first receipt of those that it is recorded anew for
 */
export async function recordPayment(ctx: Ctx, input: NewPayment, correctsId?: bigint): Promise<Receipt> {
  requirePositive(input.amount, 'amount');
  return inTransaction(ctx, async (tx) => {
    const { clientId, allocations } = await allocationsOf(tx, input);
    for (const [index, { invoice, amount }] of allocations.entries()) {
      if (amount.greaterThan(invoice.balance) || amount.isZero())
        throw conflict(
          'payment.over',
          invoice.balance.isZero()
            ? `Nothing is open on ${invoice.invoiceNumber}.`
            : `${invoice.balance.toFixed(2)} is open on ${invoice.invoiceNumber}.`,
          { errors: [{ path: input.allocations ? `allocations.${index}.amount` : 'amount', message: 'is more than is open' }] },
        );
    }
    const unspent = input.amount.minus(sumOf(allocations.map(({ amount }) => amount)));
    if (unspent.isNegative()) throw unprocessable('payment.invoices', 'The invoices get more than came in.', 'allocations');
    const prepaid = input.packageId === undefined ? undefined : await prepaying(tx, clientId, input.packageId, unspent);
    const rest = unspent.minus(prepaid?.amount ?? 0);
    if (rest.greaterThan(0) && (allocations.length > 0 || prepaid) && input.onAccount !== true)
      throw conflict('payment.over', `${rest.toFixed(2)} is more than is open. It can be kept on account, for later.`, {
        errors: [{ path: 'amount', message: 'is more than is open' }],
      });
    const party = await partyOf(tx, clientId, input, allocations[0]?.invoice);
    const receivedOn = await bookDay(tx, input.paymentDate, 'paymentDate');
    const receipt = await writeReceipt(tx, {
      ...input,
      ...party,
      clientId,
      receivedOn,
      ...(correctsId !== undefined && { correctsId }),
    });
    await postPayments(tx, receipt, party, allocations, rest, prepaid);
    if (prepaid) await emit(tx, 'package.paid', { id: prepaid.packageId, clientId });
    return receipt;
  });
}

/** What of `amount` a package still wants. Throws 409 where it wants nothing any more, 422 for another client's. */
async function prepaying(tx: Ctx, clientId: bigint, packageId: bigint, amount: Decimal): Promise<Prepaid> {
  const { open } = await holdPackage(tx, clientId, packageId);
  if (!open.greaterThan(0)) throw conflict('package.paid', 'All of this package is paid.');
  return { packageId, amount: Decimal.min(amount, open) };
}

/** What of a receipt is for a package. */
interface Prepaid {
  packageId: bigint;
  amount: Decimal;
}

async function postPayments(
  tx: Ctx,
  receipt: Receipt,
  party: Party,
  allocations: readonly Allocation[],
  rest: Decimal,
  prepaid: Prepaid | undefined,
): Promise<void> {
  const { id: receiptId, clientId, receivedOn } = receipt;
  const ids = allocations.map(({ invoice }) => invoice.id);
  const shares = await openShares(tx, ids);
  const rows = await paymentRows(tx, receipt, allocations);
  const movements = allocations.flatMap(({ invoice, amount }, index): Movement[] =>
    paying(
      invoice.id,
      amount,
      party,
      shares.filter(({ invoiceId }) => invoiceId === invoice.id),
      { receiptId, paymentId: rows[index] as bigint },
    ),
  );
  await post(tx, { act: 'PAYMENT_RECORDED', clientId, effectiveDate: receivedOn }, [
    ...movements,
    ...(prepaid
      ? [{ ...party, kind: 'PREPAYMENT' as const, receiptId, packageId: prepaid.packageId, amount: prepaid.amount.negated() }]
      : []),
    { ...party, kind: 'PREPAYMENT', receiptId, amount: rest.negated() },
  ]);
  await settleFigures(tx, ids);
}

/** The documented row of each invoice that a receipt pays; their ids, in order. */
export async function paymentRows(tx: Ctx, receipt: Receipt, allocations: readonly Allocation[]): Promise<bigint[]> {
  const rows = await tx.db.payment.createManyAndReturn({
    data: allocations.map(({ invoice, amount }) => ({
      invoiceId: invoice.id,
      receiptId: receipt.id,
      paymentDate: receipt.receivedOn,
      amount,
      paymentMethod: receipt.paymentMethod,
      referenceNumber: receipt.referenceNumber,
      notes: receipt.notes,
      receivedBy: tx.actor.id,
      createdAt: tx.now(),
    })),
  });
  for (const row of rows)
    await audit(tx, { action: 'CREATE', recordType: 'Payment', recordId: row.id, clientId: receipt.clientId, after: row });
  return rows.map(({ id }) => id);
}

/** A receipt to be changed: held, and one that the actor may do `permission` to. Throws 403, 404. */
export async function requireReceipt(tx: Ctx, permission: Permission, id: bigint): Promise<Receipt> {
  const receipt = await tx.db.receipt.findUnique({ where: { id } });
  if (!receipt) throw notFound('payment');
  await requireClientOf(tx, permission, receipt.clientId, 'payment');
  return receipt;
}
