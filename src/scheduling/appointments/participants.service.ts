/** Who takes part in a group session. */
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import type { Appointment } from '../../generated/prisma/index.js';
import type { Warning } from '../../kernel/warnings.js';
import { isOpen } from './rules/appointment-status.js';
import type { Booking } from './booked.js';
import type { NewParticipant } from './appointments.input.js';
import { listParticipantRows, type ParticipantRow } from './appointments.queries.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import { getAppointment, lockAppointment, requireAppointment } from './appointments.service.js';
import { clashError, namingClashes, requireFree, takeTurnsFor } from './booking.js';
import { requireNotes, requireServedLearner } from './bookable.js';
import type { Plan } from './rules/clashes.js';
import { heedWarnings } from './warnings.service.js';

interface Seats {
  taken: number;
  /** Null where nothing limits them. */
  seats: number | null;
}

/** Of a group that nothing limits: as many as one booking takes. */
const MOST_SEATS = 200;

async function seatsOf(ctx: Ctx, id: bigint): Promise<Seats> {
  const { maxParticipants, room, learnerId, appointmentGroupParticipants } = await ctx.db.appointment.findUniqueOrThrow({
    where: { id },
    select: {
      maxParticipants: true,
      learnerId: true,
      room: { select: { capacity: true } },
      appointmentGroupParticipants: { select: { learnerId: true } },
    },
  });
  const seated = new Set(appointmentGroupParticipants.map((one) => one.learnerId));
  if (learnerId !== null) seated.add(learnerId);
  const limits = [maxParticipants, room?.capacity ?? null].filter((limit) => limit !== null);
  return { taken: seated.size, seats: limits.length ? Math.min(...limits) : null };
}

/** What one must be allowed to do for a learner whose place in a group one changes: the list shows nobody else's. */
const IN_GROUP = [Permission.VIEW_APPOINTMENT, Permission.EDIT_APPOINTMENT];

/** The participants that the actor may see, and the seats. Throws 403, 404. */
export async function listParticipants(ctx: Ctx, id: bigint): Promise<Seats & { items: ParticipantRow[] }> {
  await getAppointment(ctx, id);
  const [items, seats] = await Promise.all([listParticipantRows(ctx, id), seatsOf(ctx, id)]);
  return { items, ...seats };
}

/** The part of somebody who joins, as a booking of its own: nothing where the session is about them already. */
const partOf = (session: Appointment, learnerId: bigint, clientId: bigint): Booking[] =>
  session.learnerId === learnerId
    ? []
    : [
        {
          start: session.startTime,
          end: session.endTime,
          therapistId: session.therapistId,
          clientId,
          learnerId,
          roomId: session.roomId,
          locationId: session.locationId,
          appointmentTypeId: session.appointmentTypeId,
          staff: [],
          equipment: [],
          participants: [],
        },
      ];

/**
 * Adds a learner to a group session. Throws 403, 404, 409 for a clash, a full group, one who is in it already or a warning that is not
 * confirmed, 422. @returns what deserves a second look
 */
export async function addParticipant(ctx: Ctx, id: bigint, data: NewParticipant): Promise<Warning[]> {
  await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  const { learnerId } = data;
  const clientId = (await visibleLearners(ctx, IN_GROUP, [learnerId])).get(learnerId);
  if (clientId === undefined) throw unprocessable('reference.not_found', 'There is no such learner.', 'learnerId');
  if (data.notes) requireNotes(ctx, 'notes', clientId, learnerId);
  let plan: Plan | undefined;
  return namingClashes(
    ctx,
    () => (plan ? [plan] : []),
    () =>
      inTransaction(ctx, async (tx) => {
        const session = await lockAppointment(tx, id);
        if (!isOpen(session.status)) throw conflict('appointment.closed', 'This session is over or called off.');
        if (!session.isGroupSession) throw conflict('appointment.not_a_group', 'Only a group session has participants.');
        if (await tx.db.appointmentGroupParticipant.count({ where: { appointmentId: id, learnerId } }))
          throw conflict('participant.exists', 'This learner takes part already.', {
            errors: [{ path: 'learnerId', message: 'takes part already' }],
          });
        await requireServedLearner(tx, learnerId);
        const { taken, seats } = await seatsOf(tx, id);
        if (taken >= (seats ?? MOST_SEATS) && session.learnerId !== learnerId) {
          throw clashError([
            {
              plan: 0,
              resource: 'SEATS',
              resourceId: session.roomId === null ? null : String(session.roomId),
              name: session.title,
              startTime: session.startTime.toISOString(),
              endTime: session.endTime.toISOString(),
              appointmentId: String(id),
              title: session.title,
              message: `All ${seats ?? MOST_SEATS} seats of this session are taken.`,
            },
          ]);
        }
        plan = {
          start: session.startTime,
          end: session.endTime,
          staff: [],
          room: null,
          learners: [learnerId],
          equipment: [],
          except: id,
        };
        await takeTurnsFor(tx, [plan]);
        // Also where the session itself stands over another on purpose: that was not about this learner.
        await requireFree(tx, plan);
        const warnings = await heedWarnings(tx, {
          bookings: [],
          confirmed: data.confirmedWarnings,
          learners: [learnerId],
          times: false,
          remarked: partOf(session, learnerId, clientId),
        });
        const row = await tx.db.appointmentGroupParticipant.create({ data: { appointmentId: id, learnerId, notes: data.notes } });
        await audit(tx, {
          action: 'CREATE',
          recordType: 'AppointmentGroupParticipant',
          recordId: `${id}.${learnerId}`,
          clientId,
          after: row,
        });
        await emit(tx, 'appointment.participant_added', { id, clientId, data: { learnerId } });
        return warnings;
      }),
  );
}

/** Writes what is noted about a learner in the group, also of a session that is over. Throws 403, 404. */
export async function noteParticipant(
  ctx: Ctx,
  id: bigint,
  learnerId: bigint,
  { notes }: { notes?: string | null },
): Promise<void> {
  await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  const clientId = (await visibleLearners(ctx, IN_GROUP, [learnerId])).get(learnerId);
  if (clientId === undefined) throw notFound('participant');
  if (notes !== undefined) requireNotes(ctx, 'notes', clientId, learnerId);
  await inTransaction(ctx, async (tx) => {
    await lockAppointment(tx, id);
    const where = { appointmentId_learnerId: { appointmentId: id, learnerId } };
    const before = await tx.db.appointmentGroupParticipant.findUnique({ where });
    if (!before) throw notFound('participant');
    const after = await tx.db.appointmentGroupParticipant.update({ where, data: { notes } });
    await audit(tx, {
      action: 'UPDATE',
      recordType: 'AppointmentGroupParticipant',
      recordId: `${id}.${learnerId}`,
      clientId,
      before,
      after,
    });
    await emit(tx, 'appointment.participant_noted', { id, clientId, data: { learnerId }, before, after });
  });
}

/** Takes a learner out of a group session. Throws 403, 404, 409 for one that is over. */
export async function removeParticipant(ctx: Ctx, id: bigint, learnerId: bigint): Promise<void> {
  await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  const clientId = (await visibleLearners(ctx, IN_GROUP, [learnerId])).get(learnerId);
  if (clientId === undefined) throw notFound('participant');
  await inTransaction(ctx, async (tx) => {
    const session = await lockAppointment(tx, id);
    if (session.status === 'COMPLETED') throw conflict('appointment.closed', 'This session is part of the record.');
    const key = { appointmentId_learnerId: { appointmentId: id, learnerId } };
    const before = await tx.db.appointmentGroupParticipant.findUnique({ where: key });
    if (!before) throw notFound('participant');
    await tx.db.appointmentGroupParticipant.delete({ where: key });
    await audit(tx, {
      action: 'DELETE',
      recordType: 'AppointmentGroupParticipant',
      recordId: `${id}.${learnerId}`,
      clientId,
      before,
    });
    await emit(tx, 'appointment.participant_removed', { id, clientId, data: { learnerId } });
  });
}
