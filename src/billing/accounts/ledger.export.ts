/** The export of the ledger: which columns it has. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { type ListColumn, money, plain } from '../../exports/cells.js';
import { MOST_ROWS } from '../../exports/snapshot.js';
import type { Export } from '../../exports/exports.service.js';
import { listExport } from '../../exports/list-export.js';
import type { LedgerExport } from './accounts.input.js';
import { type MovementRow, wholeLedger } from './accounts.queries.js';

const column = plain<MovementRow>;
const COLUMNS: readonly ListColumn<MovementRow>[] = [
  column('Movement no.', 'id', 'id'),
  column('Act no.', 'id', 'transactionId'),
  column('Act', 'text', 'act'),
  column('Day', 'date', 'effectiveDate'),
  column('Kind', 'text', 'kind'),
  column('Party', 'text', 'party'),
  column('Policy no.', 'id', 'insuranceId'),
  column('Funding source no.', 'id', 'fundingId'),
  column('Invoice', 'text', 'invoiceNumber'),
  column('Line no.', 'id', 'lineId'),
  column('Payment no.', 'id', 'receiptId'),
  column('Reason', 'text', 'reason'),
  column('Reverses act no.', 'id', 'reversesId'),
  column('Recorded', 'instant', 'recordedAt'),
  column('Recorded by', 'text', 'recordedByName'),
  money<MovementRow>('Amount', 'amount'),
];

/** What the list shows for this query, as one file. Throws 403. */
export function exportLedger(ctx: Ctx, query: LedgerExport): Export {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const { format: _format, ...filters } = query;
  return listExport(
    ctx,
    { title: 'Ledger', recordType: 'LedgerMovement', columns: COLUMNS },
    query,
    wholeLedger(ctx, filters, MOST_ROWS),
  );
}
