/** Bookings as they stand. */
import type { Ctx } from '../../access/context.js';
import type { Appointment } from '../../generated/prisma/index.js';
import type { Booking } from './booked.js';

/** What each of these appointments occupies and who takes part in it, in their order. Three statements, however many they are. */
export async function currentBookings(ctx: Ctx, rows: readonly Appointment[]): Promise<Booking[]> {
  const where = { appointmentId: { in: rows.map(({ id }) => id) } };
  const staff = byAppointment(await ctx.db.appointmentStaff.findMany({ where, orderBy: { userId: 'asc' } }));
  const equipment = byAppointment(await ctx.db.appointmentEquipment.findMany({ where, orderBy: { equipmentId: 'asc' } }));
  const participants = byAppointment(await ctx.db.appointmentGroupParticipant.findMany({ where, orderBy: { learnerId: 'asc' } }));
  return rows.map((row) => ({
    start: row.startTime,
    end: row.endTime,
    therapistId: row.therapistId,
    clientId: row.clientId,
    learnerId: row.learnerId,
    roomId: row.roomId,
    locationId: row.locationId,
    appointmentTypeId: row.appointmentTypeId,
    staff: (staff.get(row.id) ?? []).map(({ userId, role }) => ({ userId, role })),
    equipment: (equipment.get(row.id) ?? []).map(({ equipmentId, quantity, notes }) => ({ equipmentId, quantity, notes })),
    participants: (participants.get(row.id) ?? []).map(({ learnerId, notes }) => ({ learnerId, notes })),
  }));
}

function byAppointment<T extends { appointmentId: bigint }>(rows: readonly T[]): Map<bigint, T[]> {
  const groups = new Map<bigint, T[]>();
  for (const row of rows) {
    const group = groups.get(row.appointmentId);
    if (group) group.push(row);
    else groups.set(row.appointmentId, [row]);
  }
  return groups;
}
