/** A package ends: what was not used is given back by its rule, and nothing stands in it any more. */
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { locked } from '../../database/changing.js';
import { emit } from '../../events/emit.js';
import type { ClientPackage } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { conflict } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { insertDrafts, type WrittenDraft } from '../invoices/invoices.service.js';
import { type MadeLine, workOut } from '../invoices/making-lines.js';
import { sendInvoice } from '../invoices/sending.service.js';
import { lockInvoices, takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { CLIENT_PARTY, post, today } from '../ledger/posting.service.js';
import { moneyIn, type PackageMoney, type UsedVisit, usedVisits } from '../packages/packages.queries.js';
import { packageKept, requirePackage } from '../packages/packages.service.js';
import { languageFrom } from '../rules/paper-languages.js';
import { wordsIn } from '../papers/words/words.js';
import { payFromPackage } from '../payments/package-money.service.js';
import { refundPayment } from '../payments/reversals.service.js';
import { servicesOnDays } from '../pricing/pricing.queries.js';
import { taxesOf } from '../pricing/taxes-of.js';
import { sumOf } from '../rules/line.js';
import type { EndPackage } from './prepayment.input.js';
import { differences, priceWithin } from './rules/settlement.js';

/** What becomes of a package's money. */
export interface Settlement {
  used: number;
  left: Decimal;
  kept: Decimal;
  givenBack: Decimal;
}

/** The lines of the invoice over what the rule keeps, worked out. At most what stands in the package. */
async function linesOf(ctx: Ctx, row: ClientPackage, day: Date, left: Decimal, used: readonly UsedVisit[]): Promise<MadeLine[]> {
  const { clientId, serviceCodeId, learnerId, refundRule } = row;
  if (refundRule === 'PACKAGE_PRICE' || left.isZero()) return [];
  const { packages: words } = await wordsFor(ctx, clientId);
  // What was sold is settled, though nobody sells it any more.
  const line = { clientId, serviceCodeId, learnerId, serviceDate: day, mayBeRetired: true };
  if (refundRule === 'LIST_PRICE') {
    const more = differences(used);
    if (more.length === 0) return [];
    const made = await workOut(
      ctx,
      more.map((one) => ({ ...line, quantity: new Decimal(one.count), unitPrice: one.more, description: words.difference })),
    );
    if (sumOf(made.map(({ total }) => total)).lessThanOrEqualTo(left)) return made;
  }
  const [service] = await servicesOnDays(ctx, [{ clientId, serviceCodeId, serviceDate: fromDate(day), appointmentId: null }]);
  const [taxes = []] = service ? await taxesOf(ctx, [service], [fromDate(day)]) : [];
  const unitPrice = priceWithin(left, taxes);
  if (unitPrice.isZero()) return [];
  const description = refundRule === 'NONE' ? words.kept : words.difference;
  return workOut(ctx, [{ ...line, quantity: new Decimal(1), unitPrice, description }]);
}

async function wordsFor(ctx: Ctx, clientId: bigint) {
  const { preferredLanguage } = await ctx.db.client.findUniqueOrThrow({
    where: { id: clientId },
    select: { preferredLanguage: true },
  });
  const practice = await ctx.db.practice.findFirst({ orderBy: { id: 'asc' }, select: { primaryLanguage: true } });
  return wordsIn(languageFrom(preferredLanguage, practice?.primaryLanguage));
}

interface Worked extends Settlement {
  lines: MadeLine[];
}

async function workedOut(ctx: Ctx, row: ClientPackage, day: Date): Promise<Worked> {
  if (row.endedAt !== null) throw conflict('package.ended', 'This package was ended.');
  const left = sumOf((await moneyIn(ctx, [row.id])).map(({ amount }) => amount));
  const used = await usedVisits(ctx, row.id);
  if (used.some(({ sent }) => !sent))
    throw conflict('package.drafts', 'Drafts use visits of this package: send them, or delete them, first.');
  const lines = await linesOf(ctx, row, day, left, used);
  const kept = sumOf(lines.map(({ total }) => total));
  return { used: used.length, left, kept, givenBack: left.minus(kept), lines };
}

/** Charges what the rule keeps, and pays it with the package's money; gives the invoice's id. */
async function chargeKept(tx: Ctx, row: ClientPackage, lines: readonly MadeLine[], day: Date, kept: Decimal): Promise<bigint> {
  const [{ id: invoiceId }] = (await insertDrafts(tx, [
    // The package was the client's alone, and so is this.
    { clientId: row.clientId, made: lines, payers: [], fundingSource: 'PRIVATE', issueDate: day },
  ])) as [WrittenDraft];
  await sendInvoice(tx, invoiceId, { issueDate: day });
  const invoice = await tx.db.invoice.findUniqueOrThrow({ where: { id: invoiceId } });
  await payFromPackage(tx, invoice, await moneyIn(tx, [row.id]), kept);
  return invoiceId;
}

/** The invoices that receipts with money in a package pay: refunding these holds them. */
async function invoicesPaidBy(tx: Ctx, packageId: bigint): Promise<bigint[]> {
  const receiptIds = (await moneyIn(tx, [packageId])).map(({ receiptId }) => receiptId);
  const rows = await tx.db.payment.findMany({ where: { receiptId: { in: receiptIds } }, select: { invoiceId: true } });
  return [...new Set(rows.map(({ invoiceId }) => invoiceId))];
}

/** What stands in the package goes on account: an act for each receipt, so that it can be reversed by itself. */
async function letGo(tx: Ctx, { id, clientId }: ClientPackage, reason: string, day: Date): Promise<PackageMoney[]> {
  const money = await moneyIn(tx, [id]);
  for (const { receiptId, amount } of money) {
    const { receivedOn } = await tx.db.receipt.findUniqueOrThrow({ where: { id: receiptId }, select: { receivedOn: true } });
    const movement = { ...CLIENT_PARTY, kind: 'PREPAYMENT' as const, receiptId };
    const effectiveDate = receivedOn > day ? receivedOn : day;
    await post(tx, { act: 'PACKAGE_ENDED', clientId, effectiveDate, reason }, [
      { ...movement, packageId: id, amount },
      { ...movement, amount: amount.negated() },
    ]);
  }
  return money;
}

/** What ending a package now would come to; nothing is changed. Throws 403, 404, 409 (it was ended, or drafts use it). */
export async function previewEnd(ctx: Ctx, id: bigint): Promise<Settlement> {
  return workedOut(ctx, await requirePackage(ctx, id), await today(ctx));
}

/**
 * Ends a package. What its rule keeps is an invoice, paid with its money; the rest goes on the client's account, or is refunded receipt by
 * receipt. Throws 403, 404, 409 (it was ended, or drafts use it), 412.
 */
export async function endPackage(
  ctx: Ctx,
  id: bigint,
  input: EndPackage,
  match?: Match,
): Promise<Settlement & { invoiceId: bigint | null }> {
  return inTransaction(ctx, async (tx) => {
    const { clientId } = await requirePackage(tx, id);
    await takeTurnOnAccount(tx, clientId);
    await lockInvoices(tx, await invoicesPaidBy(tx, id));
    const before = await locked(tx, packageKept(clientId), id, match);
    await requirePackage(tx, id);
    const day = input.date ?? (await today(tx));
    const { lines, ...settlement } = await workedOut(tx, before, day);
    if (input.givenBack && !input.givenBack.equals(settlement.givenBack))
      throw conflict('package.changed', `Ending it gives ${settlement.givenBack.toFixed(2)} back by now.`, {
        errors: [{ path: 'givenBack', message: 'is not what it comes to' }],
      });
    const invoiceId = lines.length > 0 ? await chargeKept(tx, before, lines, day, settlement.kept) : null;
    const money = await letGo(tx, before, input.reason, day);
    const after = await tx.db.clientPackage.update({
      where: { id },
      data: { endedAt: tx.now(), endReason: input.reason, updatedBy: tx.actor.id },
    });
    const { reason, paymentMethod, referenceNumber } = input;
    if (input.to === 'REFUND')
      for (const { receiptId, amount } of money)
        await refundPayment(tx, receiptId, { amount, reason, refundDate: day, paymentMethod, referenceNumber });
    await audit(tx, { action: 'UPDATE', recordType: 'ClientPackage', recordId: id, clientId, before, after });
    await emit(tx, 'package.ended', { id, clientId });
    return { ...settlement, invoiceId };
  });
}
