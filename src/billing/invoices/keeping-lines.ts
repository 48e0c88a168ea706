/** The rows of a draft's lines and of their taxes: written, replaced, and written down before they go. */
import type { Ctx } from '../../access/context.js';
import { auditMany } from '../../audit/audit.service.js';
import { invoiceFigures, type InvoiceFigures } from '../rules/line.js';
import { insertLineRows, type NewLineRow } from './lines.queries.js';
import type { MadeLine } from './making-lines.js';

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

/** The taxes of lines, in their order. */
export async function insertTaxes(tx: Ctx, lines: readonly MadeLine[], ids: readonly bigint[]): Promise<void> {
  const data = lines.flatMap((line, index) => line.taxes.map((tax) => ({ ...tax, lineId: ids[index] as bigint })));
  if (data.length > 0) await tx.db.invoiceLineTax.createMany({ data });
}

/** A line as the table has it. */
export const columnsOf = (line: MadeLine): Omit<NewLineRow, 'invoiceId' | 'position' | 'reason'> => ({
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
  await auditGone(tx, [invoiceId]);
  await tx.db.invoiceLineItem.deleteMany({ where: { invoiceId } });
  await insertLines(tx, invoiceId, lines);
  return invoiceFigures(lines);
}

/** Writes down what the lines of these drafts said, before they go. */
export async function auditGone(tx: Ctx, invoiceIds: readonly bigint[]): Promise<void> {
  const lines = await tx.db.invoiceLineItem.findMany({
    where: { invoiceId: { in: [...invoiceIds] } },
    include: { invoice: { select: { clientId: true } } },
    orderBy: [{ invoiceId: 'asc' }, { position: 'asc' }],
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
