import type { Ctx } from '../../access/context.js';
import type { Shown } from '../../http/etag.js';
import { type Appointment, toAppointment } from './appointments.dto.js';
import type { AppointmentRow } from './appointments.queries.js';
import { getAppointment, mayReadAppointmentNotes } from './appointments.service.js';

/** An appointment as this reader may see it. */
export function toShown(ctx: Ctx, row: AppointmentRow): Appointment {
  const learnerId = row.learnerId === null ? null : BigInt(row.learnerId);
  return toAppointment(row, mayReadAppointmentNotes(ctx, BigInt(row.clientId), learnerId));
}

/** The appointment as its GET answers it. Throws 403, 404. */
export async function appointmentShown(ctx: Ctx, id: bigint): Promise<Shown<Appointment>> {
  const row = await getAppointment(ctx, id);
  return [row.updatedAt, toShown(ctx, row)];
}
