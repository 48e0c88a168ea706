/** The exports of the API: which columns the appointments and the waitlist have in a file. */
import { dayName } from '../kernel/words.js';
import { Permission } from '../access/permissions.js';
import { requirePermission } from '../access/policy.js';
import { type AppointmentRow, wholeAppointmentList } from '../scheduling/appointments/appointments.queries.js';
import { mayReadAppointmentNotes } from '../scheduling/appointments/appointments.service.js';
import type { Ctx } from '../access/context.js';
import { wholeWaitlist, type WaitlistRow } from '../scheduling/waitlist/waitlist.queries.js';
import { daysWaited } from '../scheduling/waitlist/rules/waitlist-status.js';
import type { ExportColumn } from './cells.js';
import { withCursor } from './export-rows.queries.js';
import type { AppointmentExportQuery, WaitlistExportQuery } from './exports.dto.js';
import { type Export, MOST_ROWS } from './exports.service.js';

/** Short for a column that gives a field as it is. */
function plain<Row>(header: string, kind: ExportColumn<Row>['kind'], field: keyof Row): ExportColumn<Row> {
  return { header, kind, value: (row) => row[field] as ReturnType<ExportColumn<Row>['value']> };
}

function appointmentColumns(ctx: Ctx): ExportColumn<AppointmentRow>[] {
  const column = plain<AppointmentRow>;
  const columns: ExportColumn<AppointmentRow>[] = [
    column('Appointment no.', 'id', 'id'),
    column('Start', 'instant', 'startTime'),
    column('End', 'instant', 'endTime'),
    {
      header: 'Minutes',
      kind: 'number',
      format: '0',
      value: ({ startTime, endTime }) => Math.round((endTime.getTime() - startTime.getTime()) / 60_000),
    },
    column('Zone of the place', 'text', 'timezone'),
    column('Status', 'text', 'status'),
    column('Title', 'text', 'title'),
    column('Client no.', 'id', 'clientId'),
    column('Client', 'text', 'clientName'),
    column('Learner no.', 'id', 'learnerId'),
    column('Learner', 'text', 'learnerName'),
    column('Therapist no.', 'id', 'therapistId'),
    column('Therapist', 'text', 'therapistName'),
    {
      header: 'More staff',
      kind: 'text',
      value: ({ staff }) => staff.map(({ name, role }) => `${name} (${role})`).join('; '),
    },
    column('Location no.', 'id', 'locationId'),
    column('Location', 'text', 'locationName'),
    column('Room no.', 'id', 'roomId'),
    column('Room', 'text', 'roomName'),
    column('Other place', 'text', 'location'),
    {
      header: 'Equipment',
      kind: 'text',
      value: ({ equipment }) => equipment.map(({ name, quantity }) => `${quantity} × ${name}`).join('; '),
    },
    column('Group session', 'boolean', 'isGroupSession'),
    { ...column('Participants', 'number', 'participantCount'), format: '0' },
    { ...column('Seats', 'number', 'maxParticipants'), format: '0' },
    column('Series no.', 'id', 'recurrencePatternId'),
    column('Start by its series', 'instant', 'originalStart'),
    column('Held for an offer', 'boolean', 'isHold'),
    column('Cancelled', 'instant', 'cancelledAt'),
    column('Reason for cancelling', 'text', 'cancellationReason'),
    column('Cancelled late', 'boolean', 'lateCancellation'),
    column('Reason for double booking', 'text', 'doubleBookingReason'),
    {
      header: 'Notes',
      kind: 'text',
      value: ({ notes, clientId, learnerId }) =>
        mayReadAppointmentNotes(ctx, BigInt(clientId), learnerId === null ? null : BigInt(learnerId)) ? notes : null,
    },
    column('Created', 'instant', 'createdAt'),
    column('Last changed', 'instant', 'updatedAt'),
  ];
  return ctx.actor.can(Permission.VIEW_CLINICAL_NOTE) ? columns : columns.filter(({ header }) => header !== 'Notes');
}

/** The appointments that the list shows for this query, as one file. Throws 400, 403. */
export function appointmentExport(ctx: Ctx, query: AppointmentExportQuery): Export<AppointmentRow> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const { format, ...filters } = query;
  const list = wholeAppointmentList(ctx, filters, MOST_ROWS);
  return {
    format,
    title: 'Appointments',
    recordType: 'Appointment',
    columns: appointmentColumns(ctx),
    filters,
    open: (signal, work) => withCursor(ctx.root.pool, list, signal, work),
  };
}

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

/** The waitlist as the list shows it for this query, as one file. Throws 400, 403. */
export async function waitlistExport(ctx: Ctx, query: WaitlistExportQuery): Promise<Export<WaitlistRow>> {
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
