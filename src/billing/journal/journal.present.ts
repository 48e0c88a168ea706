import type { JournalEntry } from './journal.dto.js';
import type { JournalEntryRow } from './journal.queries.js';

/** An act in double entry as the API tells of it. */
export const toJournalEntry = (row: JournalEntryRow): JournalEntry => ({ ...row, recordedAt: row.recordedAt.toISOString() });
