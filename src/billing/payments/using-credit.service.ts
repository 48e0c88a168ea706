/** Money on account pays an invoice, or a package. */
import { Decimal } from 'decimal.js';
import { Permission } from '../../access/permissions.js';
import { requireClient } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { emit } from '../../events/emit.js';
import type { Invoice } from '../../generated/prisma/index.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import {
  lockInvoices,
  onAccount,
  type OnAccount,
  openShares,
  type OpenShare,
  takeTurnOnAccount,
} from '../ledger/ledger.queries.js';
import { CLIENT_PARTY, post, sameParty, settleFigures, today } from '../ledger/posting.service.js';
import { holdPackage } from '../packages/packages.service.js';
import { sumOf } from '../rules/line.js';
import { inOrder } from '../rules/shares.js';
import type { UseCredit } from './payments.input.js';
import { paying, paymentRows } from './payments.service.js';

/**
 * Pays an invoice, or a package, from what stands on a client's account, the oldest money first. An invoice takes what each one's payer owes of it,
 * and more where an amount is named; a package what the client or a caregiver paid, and nothing of insurers and programs. Throws 403, 404, 409, 422.
 */
export async function useCredit(ctx: Ctx, clientId: bigint, input: UseCredit): Promise<void> {
  await requireClient(ctx, Permission.RECORD_PAYMENT, clientId);
  const { invoiceId, packageId } = input;
  if ((invoiceId === undefined) === (packageId === undefined))
    throw unprocessable('payment.invoices', 'Name the invoice or the package that is paid: one of them.', 'invoiceId');
  await inTransaction(ctx, async (tx) => {
    await takeTurnOnAccount(tx, clientId);
    if (invoiceId !== undefined) await creditInvoice(tx, clientId, invoiceId, input.amount);
    if (packageId !== undefined) await creditPackage(tx, clientId, packageId, input.amount);
  });
}

/** Throws 409 for an amount of nothing, or more than `most`. */
function requireAtMost(amount: Decimal, most: Decimal, what: string): void {
  if (!amount.greaterThan(0) || amount.greaterThan(most))
    throw conflict('payment.over', `${most.toFixed(2)} can be used for this ${what}.`, {
      errors: [{ path: 'amount', message: 'is more than there is' }],
    });
}

/** So much of each, without those of which nothing is used. */
const used = (there: readonly OnAccount[], parts: readonly Decimal[]): OnAccount[] =>
  there.flatMap((one, index) => {
    const amount = parts[index] as Decimal;
    return amount.isZero() ? [] : [{ ...one, amount }];
  });

/** What of each its own payer owes, the oldest first. */
function ownParts(there: readonly OnAccount[], shares: readonly OpenShare[]): Decimal[] {
  const left = shares.map((share) => ({ ...share }));
  return there.map((one) => {
    const share = left.find((other) => sameParty(other, one));
    const part = Decimal.max(0, Decimal.min(one.amount, share?.open ?? 0));
    if (share) share.open = share.open.minus(part);
    return part;
  });
}

/**
 * How much of each is used for an invoice: where no amount is named, what each one's own payer owes of it; a named one may be more, and takes over
 * what others owe. Throws 409 where there is not so much, or it is more than is open.
 */
function invoiceParts(
  there: readonly OnAccount[],
  shares: readonly OpenShare[],
  open: Decimal,
  wanted: Decimal | undefined,
): OnAccount[] {
  const own = ownParts(there, shares);
  const most = Decimal.min(sumOf(there.map(({ amount }) => amount)), open);
  if (wanted === undefined && sumOf(own).isZero() && most.greaterThan(0))
    throw conflict(
      'payment.over',
      'Whoever has money on account owes nothing of this invoice. An amount that is named pays what others owe.',
      {
        errors: [{ path: 'amount', message: 'is to be named' }],
      },
    );
  const amount = wanted ?? sumOf(own);
  requireAtMost(amount, most, 'invoice');
  const { parts, rest } = inOrder(amount, own);
  const { parts: over } = inOrder(
    rest,
    there.map((one, index) => one.amount.minus(own[index] as Decimal)),
  );
  return used(
    there,
    parts.map((part, index) => part.plus(over[index] as Decimal)),
  );
}

async function creditInvoice(tx: Ctx, clientId: bigint, invoiceId: bigint, amount: Decimal | undefined): Promise<void> {
  await lockInvoices(tx, [invoiceId]);
  const invoice = await tx.db.invoice.findFirst({ where: { id: invoiceId, clientId } });
  if (!invoice) throw unprocessable('reference.not_found', 'There is no such invoice of this client.', 'invoiceId');
  if (invoice.sentAt === null) throw conflict('invoice.draft', 'This invoice is a draft: send it first.');
  const there = await onAccount(tx, clientId);
  await postCredit(tx, invoice, invoiceParts(there, await openShares(tx, [invoiceId]), invoice.balance, amount));
  await emit(tx, 'credit.used', { id: invoice.id, clientId });
}

async function creditPackage(tx: Ctx, clientId: bigint, packageId: bigint, amount: Decimal | undefined): Promise<void> {
  const { open } = await holdPackage(tx, clientId, packageId);
  const there = (await onAccount(tx, clientId)).filter(({ party }) => party === 'CLIENT');
  const about = { act: 'CREDIT_USED' as const, clientId, effectiveDate: await today(tx) };
  const most = Decimal.min(sumOf(there.map((one) => one.amount)), open);
  requireAtMost(amount ?? most, most, 'package');
  const { parts } = inOrder(
    amount ?? most,
    there.map((one) => one.amount),
  );
  for (const { receiptId, amount: part } of used(there, parts)) {
    const movement = { ...CLIENT_PARTY, kind: 'PREPAYMENT' as const, receiptId };
    await post(tx, about, [
      { ...movement, amount: part },
      { ...movement, packageId, amount: part.negated() },
    ]);
  }
  await emit(tx, 'package.paid', { id: packageId, clientId });
}

/** Each receipt's part leaves the account and gets its payment on the invoice: an act of its own, so that it can be reversed by itself. */
async function postCredit(tx: Ctx, invoice: Invoice, parts: readonly OnAccount[]): Promise<void> {
  const about = { act: 'CREDIT_USED' as const, clientId: invoice.clientId, effectiveDate: await today(tx) };
  for (const { party, insuranceId, fundingId, receiptId, amount } of parts) {
    const payer = { party, insuranceId, fundingId };
    const receipt = await tx.db.receipt.findUniqueOrThrow({ where: { id: receiptId } });
    const [paymentId] = (await paymentRows(tx, receipt, [{ invoice, amount }])) as [bigint];
    const shares = await openShares(tx, [invoice.id]);
    await post(tx, about, [
      ...paying(invoice.id, amount, payer, shares, { receiptId, paymentId }),
      { ...payer, kind: 'PREPAYMENT', receiptId, amount },
    ]);
  }
  await settleFigures(tx, [invoice.id]);
}
