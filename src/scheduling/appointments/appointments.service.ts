/** Appointments: booked, changed, deleted. Clashes are refused here in words and by the database for good. */
import { Permission } from '../../access/permissions.js';
import { requireClient, requirePermission, requireSameRights } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Kept, locked } from '../../database/changing.js';
import type { Appointment as AppointmentRecord } from '../../generated/prisma/index.js';
import { conflict, notFound } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import type { Warning } from '../../kernel/warnings.js';
import { isOpen, reopened } from './rules/appointment-status.js';
import {
  addCompany,
  companyOf,
  equipmentOf,
  learnersOf,
  newBooking,
  planOf,
  requireBookable,
  requireBookableClient,
  requireDoubleBooking,
  requireNotes,
  requireType,
  requireTimes,
  subjectOf,
} from './bookable.js';
import type { Booking } from './booked.js';
import type { AppointmentChanges, AppointmentList, ChangedFields, NewAppointment } from './appointments.input.js';
import { type AppointmentRow, findAppointmentRow, listAppointmentRows } from './appointments.queries.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import { namingClashes, requireFree, requireNoNewClash, takeTurnsFor } from './booking.js';
import type { Plan } from './rules/clashes.js';
import { moveTo } from './moves.js';
import { currentBookings } from './bookings.queries.js';
import { placeTold, sayChanged } from './said.js';
import { heedWarnings } from './warnings.service.js';

/** The appointments that match and that the actor may see. */
export async function listAppointments(ctx: Ctx, query: AppointmentList): Promise<Page<AppointmentRow>> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return listAppointmentRows(ctx, query);
}

/** One appointment. Throws 404 where there is none, or none for this actor. */
export async function getAppointment(ctx: Ctx, id: bigint): Promise<AppointmentRow> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const row = await findAppointmentRow(ctx, id);
  if (!row) throw notFound('appointment');
  return row;
}

/**
 * Books an appointment. Throws 403, 404 for a client that the actor doesn't see, 409 with each clash named or for a warning that is not
 * confirmed, 422. @returns its id, and what deserves a second look
 * @param said what this booking is to those who listen
 */
export async function createAppointment(
  ctx: Ctx,
  data: NewAppointment,
  said: 'appointment.booked' | 'appointment.held' = 'appointment.booked',
): Promise<{ id: bigint; warnings: Warning[] }> {
  requirePermission(ctx.actor, Permission.CREATE_APPOINTMENT);
  const wanted = await newBooking(ctx, data);
  return namingClashes(
    ctx,
    () => [planOf(wanted)],
    () =>
      inTransaction(ctx, async (tx) => {
        const booking = await requireBookable(tx, wanted);
        await takeTurnsFor(tx, [planOf(booking)]);
        if (!data.doubleBookingReason) await requireFree(tx, planOf(booking));
        const warnings = await heedWarnings(tx, {
          bookings: [booking],
          confirmed: data.confirmedWarnings,
          learners: learnersOf(booking),
          times: true,
        });
        const row = await tx.db.appointment.create({
          data: {
            title: data.title,
            startTime: booking.start,
            endTime: booking.end,
            status: data.status,
            location: data.location,
            notes: data.notes,
            clientId: booking.clientId,
            learnerId: booking.learnerId,
            therapistId: booking.therapistId,
            roomId: booking.roomId,
            locationId: booking.locationId,
            isGroupSession: data.isGroupSession,
            maxParticipants: data.maxParticipants,
            appointmentTypeId: data.appointmentTypeId,
            doubleBookingReason: data.doubleBookingReason,
            createdBy: tx.actor.id,
            updatedBy: tx.actor.id,
            createdAt: tx.now(),
          },
        });
        await addCompany(tx, [row.id], booking);
        await audit(tx, {
          action: 'CREATE',
          recordType: 'Appointment',
          recordId: row.id,
          clientId: row.clientId,
          after: { ...row, ...companyOf(booking) },
          ...(data.doubleBookingReason ? { reason: 'double booking' } : {}),
        });
        await emit(tx, said, { id: row.id, clientId: row.clientId, data: placeTold(row) });
        return { id: row.id, warnings };
      }),
  );
}

const APPOINTMENT: Kept<AppointmentRecord> = {
  recordType: 'Appointment',
  what: 'appointment',
  find: (db, id) => db.appointment.findUnique({ where: { id } }),
};

/** The appointment, locked until the transaction ends. Throws 404, 412 when it is not as `match` wants it. */
export async function lockAppointment(ctx: Ctx, id: bigint, match?: Match): Promise<AppointmentRecord> {
  return locked(ctx, APPOINTMENT, id, match);
}

/** Throws 404 unless the actor may see this appointment and do `permission` to it. */
export async function requireAppointment(ctx: Ctx, permission: Permission, id: bigint): Promise<AppointmentRow> {
  requirePermission(ctx.actor, permission);
  const row = await getAppointment(ctx, id);
  await requireClient(ctx, permission, BigInt(row.clientId));
  if (row.learnerId && !(await visibleLearners(ctx, permission, [BigInt(row.learnerId)])).size) throw notFound('appointment');
  return row;
}

/** A booking with the fields that are sent. */
export function changedBooking(present: Booking, data: ChangedFields): Booking {
  const sent = <T>(value: T | undefined, otherwise: T): T => (value === undefined ? otherwise : value);
  return {
    ...present,
    start: sent(data.startTime, present.start),
    end: sent(data.endTime, present.end),
    therapistId: sent(data.therapistId, present.therapistId),
    learnerId: sent(data.learnerId, present.learnerId),
    roomId: sent(data.roomId, present.roomId),
    locationId: sent(data.locationId, present.locationId),
    appointmentTypeId: sent(data.appointmentTypeId, present.appointmentTypeId),
    staff: sent(data.staff, present.staff),
    equipment: data.equipment === undefined ? present.equipment : equipmentOf(data.equipment),
  };
}

/** The names of the fields that were sent. */
export const sentFields = (data: object): Set<string> =>
  new Set(Object.entries(data).flatMap(([name, value]) => (value === undefined ? [] : [name])));

/** Of the fields that were sent those that bring something: a list of which some are taken out, and nobody joins, asks nothing. */
function newIn(sent: ReadonlySet<string>, before: Booking, wanted: Booking): Set<string> {
  const things = before.equipment.map(({ equipmentId, quantity }) => `${equipmentId} × ${quantity}`);
  const joins = wanted.staff.some(({ userId }) => !before.staff.some((one) => one.userId === userId));
  const comes = wanted.equipment.some(({ equipmentId, quantity }) => !things.includes(`${equipmentId} × ${quantity}`));
  return new Set([...sent].filter((name) => (name === 'staff' ? joins : name === 'equipment' ? comes : true)));
}

/** What a list lost and what it got; an entry that changed is among both. */
function differenceOf<T extends object>(before: readonly T[], after: readonly T[]): { gone: T[]; added: T[] } {
  const key = (one: T): string => Object.values(one).join('\n');
  const [were, are] = [new Set(before.map(key)), new Set(after.map(key))];
  return { gone: before.filter((one) => !are.has(key(one))), added: after.filter((one) => !were.has(key(one))) };
}

/** For whom something new is booked by a change: those whom the actor sees, and the others of a group that is taken up again. */
async function bookedFor(ctx: Ctx, booking: Booking, reopened: boolean, sent: ReadonlySet<string>) {
  if (!reopened) return { learners: sent.has('learnerId') && booking.learnerId !== null ? [booking.learnerId] : [] };
  const all = learnersOf(booking);
  const visible = await visibleLearners(ctx, Permission.VIEW_CLIENT, all);
  return { learners: all.filter((id) => visible.has(id)), unseen: all.filter((id) => !visible.has(id)) };
}

/** Fields that decide what it occupies. */
export const PLAN_FIELDS = [
  'startTime',
  'endTime',
  'therapistId',
  'learnerId',
  'roomId',
  'staff',
  'equipment',
  'doubleBookingReason',
];
/** Fields that decide what is said of its time. */
export const TIME_FIELDS = ['startTime', 'endTime', 'therapistId', 'staff', 'roomId', 'locationId'];
const CLOSED_FIELDS = [...PLAN_FIELDS, 'locationId', 'location', 'isGroupSession', 'maxParticipants'];

/** The appointment, if the actor may edit it, and its notes where they are sent. Throws 403, 404. */
async function requireSeen(ctx: Ctx, id: bigint, withNotes: boolean): Promise<AppointmentRow> {
  const row = await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  if (withNotes) requireNotes(ctx, 'notes', BigInt(row.clientId), row.learnerId === null ? null : BigInt(row.learnerId));
  return row;
}

/**
 * Changes the fields that are sent. Throws 403, 404, 409 with each clash named, for what is over or for a warning that is not confirmed,
 * 412, 422. @returns what deserves a second look, where its time, people or place are new
 */
export async function updateAppointment(ctx: Ctx, id: bigint, data: AppointmentChanges, match?: Match): Promise<Warning[]> {
  const seen = await requireSeen(ctx, id, data.notes !== undefined);
  requireDoubleBooking(ctx, data.doubleBookingReason);
  let plan: Plan | undefined;
  return namingClashes(
    ctx,
    () => (plan ? [plan] : []),
    () =>
      inTransaction(ctx, async (tx) => {
        const before = await lockAppointment(tx, id, match);
        // What was looked at may be another learner's by now.
        if (String(before.learnerId ?? '') !== (seen.learnerId ?? '')) await requireSeen(tx, id, data.notes !== undefined);
        const sent = sentFields(data);
        if (data.appointmentTypeId !== before.appointmentTypeId) await requireType(tx, data.appointmentTypeId);
        const [present] = (await currentBookings(tx, [before])) as [Booking];
        const closed = CLOSED_FIELDS.some((name) => sent.has(name));
        if (closed && !isOpen(before.status) && !(data.status && isOpen(data.status)))
          throw conflict('appointment.closed', 'This appointment is over: reopen it first to change when and where it is.');
        const wanted = changedBooking(present, data);
        requireTimes(wanted.start, wanted.end);
        // What hangs off it (notes, messages, a recording) goes along to the other learner.
        requireSameRights(tx.actor, subjectOf(before), subjectOf(wanted));
        const reopened = !isOpen(before.status) && isOpen(data.status ?? before.status);
        // What is over and taken up again is booked anew: all that it names is looked at, not what was sent alone.
        if (reopened) await requireBookableClient(tx, Permission.EDIT_APPOINTMENT, before.clientId);
        const fresh = newIn(sent, present, wanted);
        const booking = await requireBookable(tx, wanted, reopened ? 'again' : fresh);
        const learners = await bookedFor(tx, booking, reopened, sent);
        const reason = data.doubleBookingReason === undefined ? before.doubleBookingReason : data.doubleBookingReason;
        if (PLAN_FIELDS.some((name) => sent.has(name)) || reopened) {
          plan = planOf(booking, id);
          await takeTurnsFor(tx, [plan]);
          if (!reason) await requireFree(tx, plan);
          // A reason of before stands for what it was given for, and for no other clash.
          else if (data.doubleBookingReason === undefined)
            await (reopened ? requireFree(tx, plan) : requireNoNewClash(tx, planOf(present, id), plan));
        }
        const warnings = await heedWarnings(tx, {
          bookings: [booking],
          confirmed: data.confirmedWarnings,
          ...learners,
          times: reopened || TIME_FIELDS.some((name) => fresh.has(name)),
          except: [id],
        });
        // What stays in a list stays as it is.
        const people = differenceOf(present.staff, booking.staff);
        const things = differenceOf(present.equipment, booking.equipment);
        const userIds = people.gone.map(({ userId }) => userId);
        const equipmentIds = things.gone.map(({ equipmentId }) => equipmentId);
        if (userIds.length) await tx.db.appointmentStaff.deleteMany({ where: { appointmentId: id, userId: { in: userIds } } });
        if (equipmentIds.length)
          await tx.db.appointmentEquipment.deleteMany({ where: { appointmentId: id, equipmentId: { in: equipmentIds } } });
        const moved = closed && before.recurrencePatternId !== null;
        const after = await tx.db.appointment.update({
          where: { id },
          data: {
            title: data.title,
            startTime: booking.start,
            endTime: booking.end,
            location: data.location,
            notes: data.notes,
            learnerId: booking.learnerId,
            therapistId: booking.therapistId,
            roomId: booking.roomId,
            locationId: booking.locationId,
            isGroupSession: data.isGroupSession,
            maxParticipants: data.maxParticipants,
            appointmentTypeId: data.appointmentTypeId,
            doubleBookingReason: reason,
            ...(moved ? { changedSingly: true } : {}),
            ...(data.status && data.status !== before.status ? moveTo(tx, before, data.status) : {}),
            updatedBy: tx.actor.id,
          },
        });
        await addCompany(tx, [id], { staff: people.added, equipment: things.added, participants: [] });
        await audit(tx, {
          action: 'UPDATE',
          recordType: 'Appointment',
          recordId: id,
          clientId: before.clientId,
          before: { ...before, ...companyOf(present) },
          after: { ...after, ...companyOf(booking) },
          ...(data.doubleBookingReason ? { reason: 'double booking' } : {}),
        });
        await sayChanged(tx, [{ before: { ...before, ...companyOf(present) }, after: { ...after, ...companyOf(booking) } }]);
        return warnings;
      }),
  );
}

/**
 * Back to the live status nearest to what it was: a completed one to confirmed, the others to scheduled. Throws as updateAppointment.
 * @param confirmedWarnings what the caller knows of, as for a booking
 */
export async function reopenAppointment(
  ctx: Ctx,
  id: bigint,
  { confirmedWarnings }: Pick<AppointmentChanges, 'confirmedWarnings'> = {},
): Promise<Warning[]> {
  const { status } = await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  return updateAppointment(ctx, id, { status: reopened(status), confirmedWarnings });
}

/** Deletes an appointment that should never have been booked. Throws 403, 404, 409 for one that is billed or over, 412. */
export async function deleteAppointment(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  await requireAppointment(ctx, Permission.DELETE_APPOINTMENT, id);
  await inTransaction(ctx, async (tx) => {
    const before = await lockAppointment(tx, id, match);
    if (before.status === 'COMPLETED')
      throw conflict('appointment.closed', 'A completed appointment is part of the record: it cannot be deleted.');
    await emit(tx, 'appointment.deleted', { id, clientId: before.clientId });
    await tx.db.appointment.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'Appointment', recordId: id, clientId: before.clientId, before });
  });
}
