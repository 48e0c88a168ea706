/** The journal as a file for the accountant: one line of it a row. */
import type { Ctx } from '../../access/context.js';
import { inWords, money, plain } from '../../exports/cells.js';
import { MOST_ROWS } from '../../exports/snapshot.js';
import type { Export } from '../../exports/exports.service.js';
import { listExport } from '../../exports/list-export.js';
import { countLines } from '../reports/lines.queries.js';
import { requirePeriod, requireReports } from '../reports/reports.service.js';
import type { JournalExport } from './journal.input.js';
import { type JournalFileRow, journalStatement } from './journal.queries.js';

/** Throws 403, 422. */
export function exportJournal(ctx: Ctx, query: JournalExport): Export {
  requireReports(ctx);
  requirePeriod(query);
  const column = plain<JournalFileRow>;
  const columns = [
    column('Day', 'date', 'day'),
    column('Act no.', 'id', 'actId'),
    inWords<JournalFileRow>('Act', 'act'),
    column('Document', 'text', 'document'),
    column('Client no.', 'id', 'clientId'),
    column('Client', 'text', 'clientName'),
    column('Account', 'text', 'account'),
    column('Name of account', 'text', 'accountName'),
    inWords<JournalFileRow>('Purpose', 'purpose'),
    money<JournalFileRow>('Debit', 'debit'),
    money<JournalFileRow>('Credit', 'credit'),
    column('Reason', 'text', 'reason'),
  ];
  const read = journalStatement(ctx, query);
  return listExport(ctx, { title: 'Journal', recordType: 'LedgerTransaction', columns }, query, {
    read,
    count: countLines(read, MOST_ROWS),
  });
}
