/** The accountant's journal: the ledger in double entry, on the accounts that the practice has set. */
import type { Ctx } from '../../access/context.js';
import type { Page } from '../../database/lists.js';
import { requirePeriod, requireReports } from '../reports/reports.service.js';
import type { JournalQuery } from './journal.input.js';
import { type JournalEntryRow, listJournalRows } from './journal.queries.js';

/** The acts of a period with their lines, page by page. Throws 403, 422. */
export async function listJournal(ctx: Ctx, query: JournalQuery): Promise<Page<JournalEntryRow>> {
  requireReports(ctx);
  requirePeriod(query);
  return listJournalRows(ctx, query);
}
