/** The export of the waitlist: which columns it has in a file. */
import { WEEKDAYS_BY_NUMBER } from '../../kernel/words.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { type ListColumn, plain, whole } from '../../exports/cells.js';
import type { Export } from '../../exports/exports.service.js';
import { listExport } from '../../exports/list-export.js';
import { MOST_ROWS } from '../../exports/snapshot.js';
import type { WaitlistExport } from './waitlist.input.js';
import { wholeWaitlist, type WaitlistFileRow } from './waitlist.queries.js';

const column = plain<WaitlistFileRow>;
const COLUMNS: readonly ListColumn<WaitlistFileRow>[] = [
  column('Entry no.', 'id', 'id'),
  column('Client no.', 'id', 'clientId'),
  column('Client', 'text', 'clientName'),
  column('Service', 'text', 'serviceType'),
  column('Status', 'text', 'status'),
  column('Priority', 'text', 'effectivePriority'),
  column('Priority of its own', 'text', 'priority'),
  whole<WaitlistFileRow>('Position', 'position'),
  column('Requested', 'instant', 'requestDate'),
  whole<WaitlistFileRow>('Days waited', 'daysWaited'),
  column('Preferred schedule', 'text', 'preferredSchedule'),
  { ...column('Preferred days', 'text', 'preferredDays'), words: WEEKDAYS_BY_NUMBER },
  column('Not before', 'text', 'preferredFrom'),
  column('Over by', 'text', 'preferredTo'),
  column('Preferred therapist no.', 'id', 'preferredTherapistId'),
  column('Preferred therapist', 'text', 'preferredTherapistName'),
  column('Preferred location no.', 'id', 'preferredLocationId'),
  column('Preferred location', 'text', 'preferredLocationName'),
  column('Preferred language', 'text', 'preferredLanguage'),
  column('Appointment no.', 'id', 'appointmentId'),
  column('Notes', 'text', 'notes'),
  column('Status changed', 'instant', 'statusChangedAt'),
  column('Created', 'instant', 'createdAt'),
  column('Last changed', 'instant', 'updatedAt'),
];

/** The waitlist as the list shows it for this query, as one file. Throws 403. */
export async function exportWaitlist(ctx: Ctx, query: WaitlistExport): Promise<Export> {
  requirePermission(ctx.actor, Permission.VIEW_WAITLIST);
  const { format: _format, ...filters } = query;
  const about = { title: 'Waitlist', recordType: 'WaitlistEntry' as const, columns: COLUMNS };
  return listExport(ctx, about, query, await wholeWaitlist(ctx, filters, MOST_ROWS));
}
