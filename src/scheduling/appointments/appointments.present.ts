import type { Ctx } from '../../access/context.js';
import { notesReader } from '../../access/policy.js';
import type { Shown } from '../../http/etag.js';
import type { Appointment } from './appointments.dto.js';
import type { AppointmentRow } from './appointments.queries.js';

/** The row as the API answers it. @param withNotes whether this reader may read its notes */
export function toAppointment(row: AppointmentRow, withNotes: boolean): Appointment {
  return {
    ...row,
    notes: withNotes ? row.notes : null,
    startTime: row.startTime.toISOString(),
    endTime: row.endTime.toISOString(),
    originalStart: row.originalStart?.toISOString() ?? null,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** An appointment as this reader may see it. */
export function toShown(ctx: Ctx, row: AppointmentRow): Appointment {
  const learnerId = row.learnerId === null ? null : BigInt(row.learnerId);
  return toAppointment(row, notesReader(ctx.actor)(BigInt(row.clientId), learnerId));
}

/** The appointment as its GET answers it to this reader. */
export const appointmentShown = (ctx: Ctx, row: AppointmentRow): Shown<Appointment> => [row.updatedAt, toShown(ctx, row)];
