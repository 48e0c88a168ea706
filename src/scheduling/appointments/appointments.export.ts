/** The export of appointments: which columns they have in a file. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { type ListColumn, plain, whole } from '../../exports/cells.js';
import type { Export } from '../../exports/exports.service.js';
import { listExport } from '../../exports/list-export.js';
import { MOST_ROWS } from '../../exports/snapshot.js';
import type { AppointmentExportQuery } from './appointments.input.js';
import { type AppointmentFileRow, wholeAppointmentList } from './appointments.queries.js';

function appointmentColumns(ctx: Ctx): ListColumn<AppointmentFileRow>[] {
  const column = plain<AppointmentFileRow>;
  const columns = [
    column('Appointment no.', 'id', 'id'),
    column('Start', 'instant', 'startTime'),
    column('End', 'instant', 'endTime'),
    whole<AppointmentFileRow>('Minutes', 'minutes'),
    column('Zone of the place', 'text', 'timezone'),
    column('Status', 'text', 'status'),
    column('Title', 'text', 'title'),
    column('Client no.', 'id', 'clientId'),
    column('Client', 'text', 'clientName'),
    column('Learner no.', 'id', 'learnerId'),
    column('Learner', 'text', 'learnerName'),
    column('Therapist no.', 'id', 'therapistId'),
    column('Therapist', 'text', 'therapistName'),
    column('More staff', 'text', 'staff'),
    column('Location no.', 'id', 'locationId'),
    column('Location', 'text', 'locationName'),
    column('Room no.', 'id', 'roomId'),
    column('Room', 'text', 'roomName'),
    column('Other place', 'text', 'location'),
    column('Type', 'text', 'appointmentTypeName'),
    column('Equipment', 'text', 'equipment'),
    column('Group session', 'boolean', 'isGroupSession'),
    whole<AppointmentFileRow>('Participants', 'participantCount'),
    whole<AppointmentFileRow>('Seats', 'maxParticipants'),
    column('Series no.', 'id', 'recurrencePatternId'),
    column('Start by its series', 'instant', 'originalStart'),
    column('Held for an offer', 'boolean', 'isHold'),
    column('Cancelled', 'instant', 'cancelledAt'),
    column('Reason for cancelling', 'text', 'cancellationReason'),
    column('Cancelled late', 'boolean', 'lateCancellation'),
    column('Reason for double booking', 'text', 'doubleBookingReason'),
    column('Notes', 'text', 'notes'),
    column('Created', 'instant', 'createdAt'),
    column('Last changed', 'instant', 'updatedAt'),
  ];
  return ctx.actor.can(Permission.VIEW_CLINICAL_NOTE) ? columns : columns.filter(({ header }) => header !== 'Notes');
}

/** The appointments that the list shows for this query, as one file. Throws 400, 403. */
export function appointmentExport(ctx: Ctx, query: AppointmentExportQuery): Export {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const { format: _format, ...filters } = query;
  const about = { title: 'Appointments', recordType: 'Appointment' as const, columns: appointmentColumns(ctx) };
  return listExport(ctx, about, query, wholeAppointmentList(ctx, filters, MOST_ROWS));
}
