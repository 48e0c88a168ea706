/** Papers of billing: what the actor may see of an invoice, a credit note, a receipt, an account, written out and drawn as a PDF. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requireClientOf, requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import type { ModelName } from '../../database/data-model.js';
import { conflict, forbidden, notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { hiddenLinesAmong } from '../invoices/invoices.queries.js';
import { getInvoice } from '../invoices/invoices.service.js';
import { getPayment } from '../payments/payments.service.js';
import { billingSettings } from '../settings/settings.service.js';
import { addresseesOf, type Addressees } from './addressees.js';
import { creditNotePaper } from './compose/credit-note-paper.js';
import { invoicePaper } from './compose/invoice-paper.js';
import type { Stationery } from './compose/parts.js';
import { refundPaper } from './compose/refund-paper.js';
import { statementPaper } from './compose/statement-paper.js';
import { logoOf } from './logo.service.js';
import type { PaperLanguage } from '../rules/paper-languages.js';
import type { Paper } from './paper.js';
import type { StatementQuery } from './papers.input.js';
import type { PaperLine } from './paper-line.js';
import { activePlan, creditedLines, creditedTaxes, namedShares, paperLines, settledByKind } from './papers.queries.js';
import { drawn } from './pdf/paper-thread.js';
import { languageFrom } from '../rules/paper-languages.js';
import { sayIn } from './say.js';
import { ownWords } from '../texts/own-texts.js';
import { taxNamesIn } from '../texts/texts.queries.js';
import { getStatement } from './statements.service.js';

/** A paper as a file. Its name says no name of a person. */
export interface PaperFile {
  name: string;
  bytes: Uint8Array;
  /** Letters that stand on it as empty boxes. */
  missing: readonly string[];
}

/** The longest paper. */
const MOST_LINES = 1000;

/** What papers of this client are made with, in the language that is asked for, else in theirs. */
export async function stationeryFor(ctx: Ctx, { language }: Addressees, lang?: PaperLanguage): Promise<Stationery> {
  const [practice, settings, logo] = await Promise.all([
    ctx.db.practice.findFirst({ orderBy: { id: 'asc' } }),
    billingSettings(ctx),
    logoOf(ctx),
  ]);
  if (!practice) throw notFound('practice');
  const written = languageFrom(lang, language, practice.primaryLanguage);
  const [wordsIn, taxNames] = await Promise.all([ownWords(ctx, settings), taxNamesIn(ctx, written)]);
  const { paymentInstructions, invoiceFooter } = wordsIn(written);
  return {
    say: sayIn(written, practice, taxNames),
    instructions: paymentInstructions,
    practice,
    size: settings.paperSize,
    footer: invoiceFooter,
    logo,
    madeAt: ctx.now(),
  };
}

/** Draws the paper, and writes down who took it out of the house. */
export async function fileOf(
  ctx: Ctx,
  paper: Paper,
  name: string,
  about: { recordType: ModelName; recordId: bigint; clientId: bigint },
): Promise<PaperFile> {
  const { bytes, missing } = await drawn(paper);
  await audit(ctx, { action: 'EXPORT', ...about });
  return { name: `${name.replace(/[^A-Za-z0-9-]/g, '-')}.pdf`, bytes, missing };
}

/** Throws 403 where lines are about learners whom the actor may not see: without them the sums of a paper would be wrong. */
export async function requireWholeInvoices(ctx: Ctx, invoices: readonly bigint[]): Promise<void> {
  if (invoices.length > 0 && (await hiddenLinesAmong(ctx, Permission.VIEW_BILLING, { invoices })) > 0)
    throw forbidden('Some of it is about a learner whom you may not see.');
}

/** The lines of invoices that may all be shown. Throws 403, 422 for more than a paper holds. */
export async function linesFor(ctx: Ctx, invoices: readonly bigint[]): Promise<PaperLine[]> {
  if (invoices.length === 0) return [];
  await requireWholeInvoices(ctx, invoices);
  const lines = await paperLines(ctx, invoices, MOST_LINES + 1);
  if (lines.length > MOST_LINES) throw unprocessable('paper.too_long', `A paper holds at most ${MOST_LINES} lines.`, 'id');
  return lines;
}

/** An invoice as a paper; a draft says that it is one. Throws 403, 404, 422, 503. */
export async function invoicePdf(ctx: Ctx, id: bigint, lang?: PaperLanguage): Promise<PaperFile> {
  const invoice = await getInvoice(ctx, id);
  const clientId = BigInt(invoice.clientId);
  const [lines, settled, shares, plan, whom] = await Promise.all([
    linesFor(ctx, [id]),
    settledByKind(ctx, id),
    namedShares(ctx, id),
    activePlan(ctx, id),
    addresseesOf(ctx, invoice),
  ]);
  const paper = invoicePaper(await stationeryFor(ctx, whom, lang), { invoice, to: whom.payer, lines, settled, shares, plan });
  return fileOf(ctx, paper, `invoice-${invoice.invoiceNumber}`, { recordType: 'Invoice', recordId: id, clientId });
}

/** A credit note as a paper. Throws 403, 404, 422, 503. */
export async function creditNotePdf(ctx: Ctx, id: bigint, lang?: PaperLanguage): Promise<PaperFile> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const note = await ctx.db.creditNote.findUnique({
    where: { id },
    include: { invoice: { select: { id: true, clientId: true, invoiceNumber: true } } },
  });
  if (!note) throw notFound('credit note');
  const { clientId, invoiceNumber } = note.invoice;
  await requireClientOf(ctx, Permission.VIEW_BILLING, clientId, 'credit note');
  await requireWholeInvoices(ctx, [note.invoiceId]);
  const [lines, taxes, whom] = await Promise.all([
    creditedLines(ctx, id, MOST_LINES),
    creditedTaxes(ctx, id),
    getInvoice(ctx, note.invoiceId).then((invoice) => addresseesOf(ctx, invoice)),
  ]);
  const paper = creditNotePaper(await stationeryFor(ctx, whom, lang), {
    number: note.number,
    issueDate: fromDate(note.issueDate),
    reason: note.reason,
    netAmount: note.netAmount,
    taxes,
    total: note.total,
    invoiceNumber,
    clientName: whom.client.name,
    to: whom.payer,
    lines,
  });
  return fileOf(ctx, paper, `credit-note-${note.number}`, { recordType: 'CreditNote', recordId: id, clientId });
}

/** The voucher of a refund as a paper. Throws 403, 404, 503. */
export async function refundPdf(ctx: Ctx, id: bigint, lang?: PaperLanguage): Promise<PaperFile> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const refund = await ctx.db.refund.findUnique({ where: { id }, include: { receipt: { select: { clientId: true } } } });
  if (!refund) throw notFound('refund');
  const { clientId } = refund.receipt;
  await requireClientOf(ctx, Permission.VIEW_BILLING, clientId, 'refund');
  if (refund.failedAt !== null)
    throw conflict('refund.failed', 'The money of this refund did not go: there is no voucher of it.');
  const receipt = await getPayment(ctx, refund.receiptId);
  const whom = await addresseesOf(ctx, receipt);
  const paper = refundPaper(await stationeryFor(ctx, whom, lang), {
    ...refund,
    refundedOn: fromDate(refund.refundedOn),
    receiptNumber: receipt.number,
    clientName: whom.client.name,
    to: receipt.caregiverId === null ? whom.payer : { name: receipt.payerName, lines: [] },
  });
  return fileOf(ctx, paper, `refund-${refund.number}`, { recordType: 'Refund', recordId: id, clientId });
}

/** A client's statement as a paper. Throws 403, 404, 422, 503. */
export async function statementPdf(ctx: Ctx, clientId: bigint, query: StatementQuery, lang?: PaperLanguage): Promise<PaperFile> {
  const facts = await getStatement(ctx, clientId, query);
  const whom = await addresseesOf(ctx, { clientId: String(clientId), insuranceId: null, fundingId: null });
  const paper = statementPaper(await stationeryFor(ctx, whom, lang), { ...facts, asked: query.party }, whom.client);
  return fileOf(ctx, paper, `statement-${facts.from}-${facts.to}`, { recordType: 'Client', recordId: clientId, clientId });
}
