/** The lines of a draft: what each service costs on its day, which taxes apply, what it comes to. */
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientScope, covers } from '../../access/scope.js';
import { audit, auditMany } from '../../audit/audit.service.js';
import { lockRow } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { Invoice, InvoiceLineItem } from '../../generated/prisma/index.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import type { Match } from '../../http/etag.js';
import { AppError, notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { invoiceFigures, lineFigures, type Discount, type InvoiceFigures, type LineFigures } from '../rules/line.js';
import type { InvoiceLineChanges, InvoiceLineInput, NewInvoiceLine } from './invoices.input.js';
import { requireDraft, requireInvoice, requireRoom } from './drafts.js';
import { insertLineRows } from './lines.queries.js';
import { drawNamed, type PackageVisit } from '../packages/drawing.service.js';
import { servicesOnDays, type ServiceOnDay, visitsOf } from '../pricing/pricing.queries.js';
import { taxesOf } from '../pricing/taxes-of.js';

/**
 * A line that is to be worked out.
 * @property reason why it is as it is, where that was worked out, too
 * @property packageVisit what of a package pays for it
 * @property mayBeRetired its service need not be active any more
 */
export type LineToMake = InvoiceLineInput & {
  clientId: bigint;
  reason?: string | null;
  packageVisit?: PackageVisit | undefined;
  mayBeRetired?: boolean;
};

/** A line as it will be kept. */
export interface MadeLine extends LineFigures {
  input: LineToMake;
  description: string;
  quantity: Decimal;
  unitPrice: Decimal;
  /** The list's price, where the line has another. */
  listPrice: Decimal | null;
}

/** Where a fault is: within `lines`, or of the one line that is sent. */
type At = (index: number, field: string) => string;
const AMONG_LINES: At = (index, field) => `lines.${index}.${field}`;

/** What a line comes to at most: an invoice of all the lines that it may have is still an amount that can be kept. */
const MOST_OF_LINE = new Decimal('9999999999.99');

function priceOf({ unitPrice, packageVisit }: LineToMake, { code, rate, agreed }: ServiceOnDay, index: number, at: At): Decimal {
  if (packageVisit) return packageVisit.price;
  if (unitPrice !== undefined) {
    if (unitPrice.isNegative()) throw unprocessable('invoice.line', 'A price is not negative.', at(index, 'unitPrice'));
    return unitPrice;
  }
  if (agreed !== null) return agreed;
  if (rate === null)
    throw unprocessable('invoice.no_rate', `${code} has no rate on that day: say the price.`, at(index, 'unitPrice'));
  return rate;
}

function discountOf({ discountAmount, discountPercent }: InvoiceLineInput, index: number, at: At): Discount | null {
  if (discountAmount !== undefined && discountPercent !== undefined)
    throw unprocessable('invoice.line', 'A discount is money or per cent, not both.', at(index, 'discountPercent'));
  if (discountAmount?.isNegative())
    throw unprocessable('invoice.line', 'A discount is not negative.', at(index, 'discountAmount'));
  if (discountAmount) return { amount: discountAmount };
  return discountPercent ? { percent: discountPercent } : null;
}

/** Throws 422 for learners who are not the client's, or not there for the actor. */
async function requireLearners(ctx: Ctx, clientId: bigint, lines: readonly InvoiceLineInput[], at: At): Promise<void> {
  const ids = lines.flatMap(({ learnerId }) => learnerId ?? []);
  if (ids.length === 0) return;
  const seen = await visibleLearners(ctx, Permission.EDIT_BILLING, [...new Set(ids)]);
  lines.forEach(({ learnerId }, index) => {
    if (learnerId === null || learnerId === undefined) return;
    const of = seen.get(learnerId);
    if (of === undefined) throw unprocessable('reference.not_found', 'There is no such learner.', at(index, 'learnerId'));
    if (of !== clientId)
      throw unprocessable('reference.other_client', 'This learner belongs to another client.', at(index, 'learnerId'));
  });
}

/** Throws 422 for visits that are not the client's: neither theirs, nor one in which a learner of theirs took part. */
async function requireVisits(ctx: Ctx, clientId: bigint, lines: readonly InvoiceLineInput[], at: At): Promise<void> {
  const ids = [...new Set(lines.flatMap(({ appointmentId }) => appointmentId ?? []))];
  if (ids.length === 0) return;
  const theirs = new Set(await visitsOf(ctx, clientId, ids));
  lines.forEach(({ appointmentId }, index) => {
    if (appointmentId && !theirs.has(appointmentId))
      throw unprocessable('reference.not_found', 'This client has no such appointment.', at(index, 'appointmentId'));
  });
}

/** Throws 403 where diagnoses are sent by somebody who may not write what is noted about the client, or that learner. */
function requireDiagnoses(ctx: Ctx, clientId: bigint, lines: readonly Partial<InvoiceLineInput>[], at: At): void {
  const scope = clientScope(ctx.actor, Permission.EDIT_CLINICAL_NOTE);
  lines.forEach(({ diagnosisCodes, learnerId }, index) => {
    if (!diagnosisCodes?.length || covers(scope, clientId, learnerId ?? null)) return;
    throw new AppError(403, 'field.refused', 'You may not write diagnoses.', {
      errors: [{ path: at(index, 'diagnosisCodes'), message: 'may not be set by you' }],
    });
  });
}

/** What of their packages pays for the lines that name one, by their places. Throws 422 for those that it does not fit. */
async function packageVisits(
  ctx: Ctx,
  clientId: bigint,
  lines: readonly InvoiceLineInput[],
  at: At,
  without: { invoiceId?: bigint; lineId?: bigint },
): Promise<Map<number, PackageVisit>> {
  const wanted = lines.flatMap(({ packageId, ...line }, index) => {
    if (packageId === null || packageId === undefined) return [];
    const { quantity, unitPrice, discountAmount, discountPercent, serviceCodeId, serviceDate, learnerId = null } = line;
    const other = (quantity && !quantity.equals(1) && 'quantity') || (unitPrice && 'unitPrice');
    const path =
      other || (discountAmount?.greaterThan(0) && 'discountAmount') || (discountPercent?.greaterThan(0) && 'discountPercent');
    if (path) throw unprocessable('package.line', 'A visit of a package is one, at the price of the package.', at(index, path));
    return [{ index, packageId, clientId, learnerId, serviceCodeId, day: fromDate(serviceDate), path: at(index, 'packageId') }];
  });
  const visits = await drawNamed(ctx, clientId, wanted, without);
  return new Map(wanted.map(({ index }, place) => [index, visits[place] as PackageVisit]));
}

/**
 * Works lines out. Throws 403 for diagnoses of somebody who may not write them, 422 with the path of the first fault.
 * @param ctx of the transaction that will keep them
 * @param single one line by itself: faults are told at its own fields
 * @param sent what of the inputs is new, where some of it was kept
 * @param without what that invoice or line uses of packages is free for these lines
 */
export async function makeLines(
  ctx: Ctx,
  clientId: bigint,
  inputs: readonly InvoiceLineInput[],
  single?: '',
  sent: readonly Partial<InvoiceLineInput>[] = inputs,
  without: { invoiceId?: bigint; lineId?: bigint } = {},
): Promise<MadeLine[]> {
  if (inputs.length === 0) return [];
  const at: At = single === undefined ? AMONG_LINES : (_index, field) => field;
  requireDiagnoses(ctx, clientId, sent, at);
  await requireLearners(ctx, clientId, inputs, at);
  await requireVisits(ctx, clientId, inputs, at);
  const packages = await packageVisits(ctx, clientId, inputs, at, without);
  return workOut(
    ctx,
    inputs.map((input, index) => ({ ...input, clientId, packageVisit: packages.get(index) })),
    at,
  );
}

/**
 * As makeLines, for lines whose learners and visits are known to be their clients': of several clients, if you like. Two statements.
 * Throws 422 with the path of the first fault.
 */
export async function workOut(ctx: Ctx, inputs: readonly LineToMake[], at: At = AMONG_LINES): Promise<MadeLine[]> {
  const services = await servicesOnDays(
    ctx,
    inputs.map(({ serviceCodeId, serviceDate, appointmentId, clientId }) => ({
      serviceCodeId,
      clientId,
      serviceDate: fromDate(serviceDate),
      appointmentId: appointmentId ?? null,
    })),
  );
  const known = services.map((service, index): ServiceOnDay => {
    if (!service || (!service.isActive && !inputs[index]?.mayBeRetired))
      throw unprocessable('reference.not_found', 'There is no such active service code.', at(index, 'serviceCodeId'));
    return service;
  });
  const taxes = await taxesOf(
    ctx,
    known,
    inputs.map(({ serviceDate }) => fromDate(serviceDate)),
  );
  return inputs.map((input, index): MadeLine => {
    const service = known[index] as ServiceOnDay;
    const quantity = input.quantity ?? new Decimal(1);
    if (quantity.isZero()) throw unprocessable('invoice.line', 'A quantity is more than nothing.', at(index, 'quantity'));
    const unitPrice = priceOf(input, service, index, at);
    const figures = lineFigures(quantity, unitPrice, discountOf(input, index, at), taxes[index] ?? []);
    if (figures.gross.plus(figures.tax).greaterThan(MOST_OF_LINE))
      throw unprocessable('invoice.line', `A line comes to at most ${MOST_OF_LINE.toFixed(2)}.`, at(index, 'unitPrice'));
    if (input.discountAmount?.greaterThan(figures.gross))
      throw unprocessable('invoice.line', 'A discount is at most the line.', at(index, 'discountAmount'));
    return {
      ...figures,
      input,
      description: input.description ?? service.description,
      quantity,
      unitPrice,
      listPrice: service.rate !== null && !service.rate.equals(unitPrice) ? service.rate : null,
    };
  });
}

/** Adds lines to a draft after those that it has, with their taxes. @param tx of a transaction that holds the draft */
export async function insertLines(tx: Ctx, invoiceId: bigint, lines: readonly MadeLine[], after = 0): Promise<bigint[]> {
  return insertLinesOf(tx, [{ invoiceId, lines }], after);
}

/** The same for several new drafts at once. Two statements. */
export async function insertLinesOf(
  tx: Ctx,
  drafts: readonly { invoiceId: bigint; lines: readonly MadeLine[] }[],
  after = 0,
): Promise<bigint[]> {
  const lines = drafts.flatMap((draft) => draft.lines);
  if (lines.length === 0) return [];
  const rows = drafts.flatMap((draft) =>
    draft.lines.map((line, index) => ({
      ...columnsOf(line),
      reason: line.input.reason ?? null,
      invoiceId: draft.invoiceId,
      position: after + index + 1,
    })),
  );
  const ids = await insertLineRows(tx, rows);
  await insertTaxes(tx, lines, ids);
  await auditMany(
    tx,
    rows.map((row, index) => ({
      action: 'CREATE' as const,
      recordType: 'InvoiceLineItem' as const,
      recordId: ids[index] as bigint,
      clientId: lines[index]?.input.clientId,
      after: row,
      isPart: true as const,
    })),
  );
  return ids;
}

async function insertTaxes(tx: Ctx, lines: readonly MadeLine[], ids: readonly bigint[]): Promise<void> {
  const data = lines.flatMap((line, index) => line.taxes.map((tax) => ({ ...tax, lineId: ids[index] as bigint })));
  if (data.length > 0) await tx.db.invoiceLineTax.createMany({ data });
}

const columnsOf = (line: MadeLine) => ({
  serviceCodeId: line.input.serviceCodeId,
  description: line.description,
  serviceDate: line.input.serviceDate,
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  listPrice: line.listPrice,
  taxRate: line.taxRate,
  taxAmount: line.tax,
  discountAmount: line.discount,
  discountPercent: line.input.discountPercent?.greaterThan(0) ? line.input.discountPercent : null,
  lineTotal: line.total,
  appointmentId: line.input.appointmentId ?? null,
  learnerId: line.input.learnerId ?? null,
  modifiers: line.input.modifiers ?? [],
  diagnosisCodes: line.input.diagnosisCodes ?? [],
  placeOfService: line.input.placeOfService ?? null,
  packageId: line.input.packageVisit?.packageId ?? null,
  packageVisit: line.input.packageVisit?.visit ?? null,
});

/**
 * Puts these lines in place of those that a draft has, with their taxes; gives what the draft comes to.
 * @param tx of a transaction that holds the draft
 */
export async function replaceLines(tx: Ctx, invoiceId: bigint, lines: readonly MadeLine[]): Promise<InvoiceFigures> {
  await auditGone(tx, invoiceId);
  await tx.db.invoiceLineItem.deleteMany({ where: { invoiceId } });
  await insertLines(tx, invoiceId, lines);
  return invoiceFigures(lines);
}

/** Writes down what the lines of a draft said, before they go. */
export async function auditGone(tx: Ctx, invoiceId: bigint): Promise<void> {
  const lines = await tx.db.invoiceLineItem.findMany({
    where: { invoiceId },
    include: { invoice: { select: { clientId: true } } },
    orderBy: { position: 'asc' },
  });
  await auditMany(
    tx,
    lines.map(({ invoice: { clientId }, ...before }) => ({
      action: 'DELETE',
      recordType: 'InvoiceLineItem',
      recordId: before.id,
      clientId,
      before,
    })),
  );
}

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
