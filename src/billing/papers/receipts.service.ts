/** Receipts: what was paid on the day they were given. They say the same however often they are printed; what came later stands apart. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import { forbidden } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { today } from '../ledger/posting.service.js';
import type { ReceiptRow } from '../payments/payments.queries.js';
import { getPayment } from '../payments/payments.service.js';
import { addresseesOf } from './addressees.js';
import { type PaidInvoice, receiptPaper, type ReceiptFacts, type SoldPackage } from './compose/receipt-paper.js';
import type { PaperLanguage } from '../rules/paper-languages.js';
import { fileOf, linesFor, type PaperFile, requireWholeInvoices, stationeryFor } from './papers.service.js';
import { creditedBefore, type GivenPart, givenParts } from './receipts.queries.js';

const isOfInvoice = (part: GivenPart): part is GivenPart & { invoiceId: string } => part.invoiceId !== null;

async function invoicesOf(ctx: Ctx, id: bigint, parts: readonly GivenPart[]): Promise<PaidInvoice[]> {
  const paid = parts.filter(isOfInvoice);
  const ids = paid.map(({ invoiceId }) => BigInt(invoiceId));
  const [lines, credited] = await Promise.all([linesFor(ctx, ids), creditedBefore(ctx, id, ids)]);
  return paid.map(({ invoiceId, invoiceNumber, amount, total, open, lines: known }) => ({
    number: invoiceNumber ?? '',
    amount,
    total: total ?? amount,
    open: open ?? '0',
    known,
    lines: lines
      .filter((line) => line.invoiceId === invoiceId)
      .map((line) => ({ ...line, creditedAmount: credited.get(line.id) ?? '0' })),
  }));
}

async function packageOf(ctx: Ctx, parts: readonly GivenPart[]): Promise<SoldPackage | null> {
  const id = parts.find(({ packageId }) => packageId !== null)?.packageId;
  if (!id) return null;
  const { learnerId, visits, amountDue, expiresOn, serviceCode } = await ctx.db.clientPackage.findUniqueOrThrow({
    where: { id: BigInt(id) },
    select: {
      learnerId: true,
      visits: true,
      amountDue: true,
      expiresOn: true,
      serviceCode: { select: { description: true } },
    },
  });
  if (learnerId !== null && !(await visibleLearners(ctx, Permission.VIEW_BILLING, [learnerId])).has(learnerId))
    throw forbidden('It is about a learner whom you may not see.');
  return { visits, service: serviceCode.description, price: amountDue, expiresOn: expiresOn && fromDate(expiresOn) };
}

/** What is on a receipt of lines and packages. Throws 403 where some of it is about a learner whom the actor may not see, 422 for too many lines. */
export async function partsOfReceipt(
  ctx: Ctx,
  receipt: ReceiptRow,
): Promise<Pick<ReceiptFacts, 'invoices' | 'sold' | 'onAccount' | 'inPackage'>> {
  const id = BigInt(receipt.id);
  const parts = await givenParts(ctx, id);
  const later = receipt.allocations.filter((one) => !one.reversed).map(({ invoiceId }) => BigInt(invoiceId));
  await requireWholeInvoices(ctx, [...new Set(later)]);
  const [invoices, sold] = await Promise.all([invoicesOf(ctx, id, parts), packageOf(ctx, parts)]);
  const rest = parts.filter((part) => !isOfInvoice(part));
  return {
    invoices,
    sold,
    onAccount: rest.find(({ packageId }) => packageId === null)?.amount ?? '0',
    inPackage: rest.find(({ packageId }) => packageId !== null)?.amount ?? '0',
  };
}

/** A receipt as a paper, with the services that it pays and who gave them. Throws 403, 404, 422, 503. */
export async function receiptPdf(ctx: Ctx, id: bigint, lang?: PaperLanguage): Promise<PaperFile> {
  const receipt = await getPayment(ctx, id);
  const clientId = BigInt(receipt.clientId);
  const [parts, whom, day] = await Promise.all([partsOfReceipt(ctx, receipt), addresseesOf(ctx, receipt), today(ctx)]);
  const paper = receiptPaper(await stationeryFor(ctx, whom, lang), {
    ...parts,
    receipt,
    from: receipt.caregiverId === null ? whom.payer : { name: receipt.payerName, lines: [] },
    printedOn: fromDate(day),
  });
  return fileOf(ctx, paper, `receipt-${receipt.number}`, { recordType: 'Receipt', recordId: id, clientId });
}
