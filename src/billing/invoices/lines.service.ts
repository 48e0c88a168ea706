/** The lines of a draft: added, changed and taken off, with what the draft comes to. */
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { lockRow } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { Invoice, InvoiceLineItem } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { InvoiceFigures } from '../rules/line.js';
import { requireDraft, requireInvoice, requireRoom } from './drafts.js';
import type { InvoiceLineChanges, InvoiceLineInput, NewInvoiceLine } from './invoices.input.js';
import { columnsOf, insertLines, insertTaxes } from './keeping-lines.js';
import { makeLines, type MadeLine } from './making-lines.js';

/** What a draft comes to by the lines that it has. */
async function figuresOfDraft(tx: Ctx, invoiceId: bigint): Promise<InvoiceFigures> {
  const { _sum } = await tx.db.invoiceLineItem.aggregate({
    where: { invoiceId },
    _sum: { lineTotal: true, taxAmount: true, discountAmount: true },
  });
  const [totalAmount, taxAmount, discountAmount] = [_sum.lineTotal, _sum.taxAmount, _sum.discountAmount].map(
    (sum) => new Decimal(sum ?? 0),
  ) as [Decimal, Decimal, Decimal];
  return { totalAmount, taxAmount, discountAmount, subtotal: totalAmount.minus(taxAmount).plus(discountAmount) };
}

/** Throws 422 where a package would pay for lines of what somebody else pays. */
export function requirePayable(
  { insuranceId, fundingId }: Pick<Invoice, 'insuranceId' | 'fundingId'>,
  lines: readonly MadeLine[],
): void {
  if ((insuranceId !== null || fundingId !== null) && lines.some(({ input }) => input.packageVisit))
    throw unprocessable(
      'package.payer',
      'A package pays for what the client pays: this invoice is for somebody else.',
      'packageId',
    );
}

/** A draft, held. Throws 403, 404, 409 for what was sent, 412. */
async function holdDraft(tx: Ctx, invoiceId: bigint, match?: Match): Promise<Invoice> {
  await lockRow(tx.db, 'Invoice', invoiceId);
  const invoice = await requireInvoice(tx, Permission.EDIT_BILLING, invoiceId);
  await match?.(tx);
  requireDraft(invoice);
  return invoice;
}

async function refresh(tx: Ctx, before: Invoice): Promise<void> {
  const { id, clientId } = before;
  const figures = await figuresOfDraft(tx, id);
  const after = await tx.db.invoice.update({
    where: { id },
    data: { ...figures, balance: figures.totalAmount, updatedBy: tx.actor.id },
  });
  await audit(tx, { action: 'UPDATE', recordType: 'Invoice', recordId: id, clientId, before, after });
  await emit(tx, 'invoice.updated', { id, clientId, before, after });
}

/** Adds a line to a draft; gives its id. Throws 403, 404, 409, 422. */
export async function addLine(ctx: Ctx, { invoiceId, ...input }: NewInvoiceLine, match?: Match): Promise<{ id: bigint }> {
  return inTransaction(ctx, async (tx) => {
    const invoice = await holdDraft(tx, invoiceId, match);
    const lines = await makeLines(tx, invoice.clientId, [input], '');
    requirePayable(invoice, lines);
    const { _max, _count } = await tx.db.invoiceLineItem.aggregate({
      where: { invoiceId },
      _max: { position: true },
      _count: true,
    });
    requireRoom(_count + 1);
    const [id] = (await insertLines(tx, invoiceId, lines, _max.position ?? 0)) as [bigint];
    await refresh(tx, invoice);
    return { id };
  });
}

/** Throws 404 for a line that is not this invoice's. */
export async function requireLineOf(ctx: Ctx, invoiceId: bigint, id: bigint): Promise<void> {
  await requireInvoice(ctx, Permission.EDIT_BILLING, invoiceId);
  if ((await invoiceOfLine(ctx, id)) !== invoiceId) throw notFound('invoice line');
}

async function invoiceOfLine(ctx: Ctx, id: bigint): Promise<bigint> {
  const line = await ctx.db.invoiceLineItem.findUnique({ where: { id }, select: { invoiceId: true } });
  if (!line) throw notFound('invoice line');
  return line.invoiceId;
}

/** The discount that a line keeps, as it was said: per cent follow another quantity or price, money stays. */
function keptDiscount(
  { discountAmount, discountPercent }: Pick<InvoiceLineItem, 'discountAmount' | 'discountPercent'>,
  changes: InvoiceLineChanges,
): Pick<InvoiceLineInput, 'discountAmount' | 'discountPercent'> {
  if (changes.discountPercent !== undefined || changes.discountAmount !== undefined) return {};
  return discountPercent === null ? { discountAmount } : { discountPercent };
}

/** Changes a line of a draft: what is not sent stays, and what follows is worked out anew. Throws 403, 404, 409, 422. */
export async function changeLine(ctx: Ctx, id: bigint, changes: InvoiceLineChanges, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const invoice = await holdDraft(tx, await invoiceOfLine(tx, id), match);
    const before = await tx.db.invoiceLineItem.findUnique({ where: { id } });
    if (!before) throw notFound('invoice line');
    // Another service or day has another rate, unless a price is said.
    const packageId = changes.packageId === undefined ? before.packageId : changes.packageId;
    const repriced = changes.serviceCodeId !== undefined || changes.serviceDate !== undefined || changes.packageId !== undefined;
    const kept = {
      serviceCodeId: before.serviceCodeId,
      serviceDate: before.serviceDate,
      quantity: before.quantity,
      ...(repriced || packageId !== null ? {} : { unitPrice: before.unitPrice }),
      ...keptDiscount(before, changes),
      description: before.description,
      appointmentId: before.appointmentId,
      learnerId: before.learnerId,
      modifiers: before.modifiers,
      diagnosisCodes: before.diagnosisCodes,
      placeOfService: before.placeOfService,
      packageId,
    };
    const inputs = [{ ...kept, ...changes }];
    const [line] = (await makeLines(tx, invoice.clientId, inputs, '', [changes], { lineId: id })) as [MadeLine];
    requirePayable(invoice, [line]);
    // What was worked out from a visit is not why it is as somebody typed it.
    const data = { ...columnsOf(line), ...(changes.quantity !== undefined || repriced ? { reason: null } : {}) };
    const after = await tx.db.invoiceLineItem.update({ where: { id }, data });
    await tx.db.invoiceLineTax.deleteMany({ where: { lineId: id } });
    await insertTaxes(tx, [line], [id]);
    await audit(tx, { action: 'UPDATE', recordType: 'InvoiceLineItem', recordId: id, clientId: invoice.clientId, before, after });
    await refresh(tx, invoice);
  });
}

/** Takes a line off a draft. Throws 403, 404, 409. */
export async function removeLine(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const invoice = await holdDraft(tx, await invoiceOfLine(tx, id), match);
    const before = await tx.db.invoiceLineItem.findUnique({ where: { id } });
    if (!before) throw notFound('invoice line');
    await tx.db.invoiceLineItem.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'InvoiceLineItem', recordId: id, clientId: invoice.clientId, before });
    await refresh(tx, invoice);
  });
}
