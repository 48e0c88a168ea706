/** The export of payments: which columns it has. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { type ListColumn, money, plain } from '../../exports/cells.js';
import { MOST_ROWS } from '../../exports/snapshot.js';
import type { Export } from '../../exports/exports.service.js';
import { listExport } from '../../exports/list-export.js';
import type { PaymentExport } from './payments.input.js';
import { type ReceiptRow, wholeReceipts } from './payments.queries.js';

const column = plain<ReceiptRow>;
const COLUMNS: readonly ListColumn<ReceiptRow>[] = [
  column('Payment no.', 'id', 'id'),
  column('Receipt', 'text', 'number'),
  column('Day', 'date', 'paymentDate'),
  column('Client no.', 'id', 'clientId'),
  column('Client', 'text', 'clientName'),
  column('Party', 'text', 'party'),
  column('Payer', 'text', 'payerName'),
  column('Method', 'text', 'paymentMethod'),
  column('Reference', 'text', 'referenceNumber'),
  money<ReceiptRow>('Amount', 'amount'),
  money<ReceiptRow>('On account', 'onAccount'),
  money<ReceiptRow>('In packages', 'inPackage'),
  money<ReceiptRow>('Refunded', 'refunded'),
  column('Notes', 'text', 'notes'),
  column('Reversed', 'instant', 'reversedAt'),
  column('Reason of the reversal', 'text', 'reversalReason'),
  column('Created', 'instant', 'createdAt'),
  column('Last changed', 'instant', 'updatedAt'),
];

/** What the list shows for this query, as one file. Throws 403. */
export async function exportPayments(ctx: Ctx, query: PaymentExport): Promise<Export> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const { format: _format, ...filters } = query;
  return listExport(
    ctx,
    { title: 'Payments', recordType: 'Receipt', columns: COLUMNS },
    query,
    await wholeReceipts(ctx, filters, MOST_ROWS),
  );
}
