/** The export of appointments: which columns they have in a file. */
import { Permission } from '../../access/permissions.js';
import { notesReader, requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { type ExportColumn, plain } from '../../exports/cells.js';
import { MOST_ROWS, withCursor } from '../../exports/export-rows.queries.js';
import type { Export } from '../../exports/exports.service.js';
import type { AppointmentExportQuery } from './appointments.input.js';
import { type AppointmentRow, wholeAppointmentList } from './appointments.queries.js';

function appointmentColumns(ctx: Ctx): ExportColumn<AppointmentRow>[] {
  const mayRead = notesReader(ctx.actor);
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
    column('Type', 'text', 'appointmentTypeName'),
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
        mayRead(BigInt(clientId), learnerId === null ? null : BigInt(learnerId)) ? notes : null,
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
