/** The export of invoices: which columns it has. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { type ListColumn, money, plain } from '../../exports/cells.js';
import { MOST_ROWS } from '../../exports/snapshot.js';
import type { Export } from '../../exports/exports.service.js';
import { listExport } from '../../exports/list-export.js';
import type { InvoiceExport } from './invoices.input.js';
import { type InvoiceRow, wholeInvoices } from './invoices.queries.js';

const column = plain<InvoiceRow>;
const COLUMNS: readonly ListColumn<InvoiceRow>[] = [
  column('Invoice no.', 'id', 'id'),
  column('Number', 'text', 'invoiceNumber'),
  column('Status', 'text', 'status'),
  column('Issued', 'date', 'issueDate'),
  column('Due', 'date', 'dueDate'),
  column('Client no.', 'id', 'clientId'),
  column('Client', 'text', 'clientName'),
  column('Paid by', 'text', 'fundingSource'),
  column('Insurer', 'text', 'insurerName'),
  column('Program', 'text', 'programName'),
  money<InvoiceRow>('Subtotal', 'subtotal'),
  money<InvoiceRow>('Discount', 'discountAmount'),
  money<InvoiceRow>('Tax', 'taxAmount'),
  money<InvoiceRow>('Total', 'totalAmount'),
  money<InvoiceRow>('Settled', 'amountPaid'),
  money<InvoiceRow>('Balance', 'balance'),
  column('Notes', 'text', 'notes'),
  column('Sent', 'instant', 'sentAt'),
  column('Created', 'instant', 'createdAt'),
  column('Last changed', 'instant', 'updatedAt'),
];

/** What the list shows for this query, as one file. Throws 403. */
export async function exportInvoices(ctx: Ctx, query: InvoiceExport): Promise<Export> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const { format: _format, ...filters } = query;
  return listExport(
    ctx,
    { title: 'Invoices', recordType: 'Invoice', columns: COLUMNS },
    query,
    await wholeInvoices(ctx, filters, MOST_ROWS),
  );
}
