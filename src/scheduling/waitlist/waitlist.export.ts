/** The export of the waitlist: which columns it has in a file. */
import { dayName } from '../../kernel/words.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { type ExportColumn, plain } from '../../exports/cells.js';
import { MOST_ROWS, withCursor } from '../../exports/export-rows.queries.js';
import type { Export } from '../../exports/exports.service.js';
import { daysWaited } from './rules/waitlist-status.js';
import type { WaitlistExport } from './waitlist.input.js';
import { wholeWaitlist, type WaitlistRow } from './waitlist.queries.js';

function waitlistColumns(ctx: Ctx): ExportColumn<WaitlistRow>[] {
  const column = plain<WaitlistRow>;
  return [
    column('Entry no.', 'id', 'id'),
    column('Client no.', 'id', 'clientId'),
    column('Client', 'text', 'clientName'),
    column('Service', 'text', 'serviceType'),
    column('Status', 'text', 'status'),
    column('Priority', 'text', 'effectivePriority'),
    column('Priority of its own', 'text', 'priority'),
    { ...column('Position', 'number', 'position'), format: '0' },
    column('Requested', 'instant', 'requestDate'),
    {
      header: 'Days waited',
      kind: 'number',
      format: '0',
      value: (row) => daysWaited(row.requestDate, row.status === 'WAITING' ? ctx.now() : (row.statusChangedAt ?? row.updatedAt)),
    },
    column('Preferred schedule', 'text', 'preferredSchedule'),
    { header: 'Preferred days', kind: 'text', value: ({ preferredDays }) => (preferredDays ?? []).map(dayName).join(', ') },
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
}

/** The waitlist as the list shows it for this query, as one file. Throws 403. */
export async function exportWaitlist(ctx: Ctx, query: WaitlistExport): Promise<Export<WaitlistRow>> {
  requirePermission(ctx.actor, Permission.VIEW_WAITLIST);
  const { format, ...filters } = query;
  const list = await wholeWaitlist(ctx, filters, MOST_ROWS);
  return {
    format,
    title: 'Waitlist',
    recordType: 'WaitlistEntry',
    columns: waitlistColumns(ctx),
    filters,
    open: (signal, work) => withCursor(ctx.root.pool, list, signal, work),
  };
}
