/** What a booking is made of, and what must be true of it before it is written: for single appointments and for series. */
import { Permission } from '../../access/permissions.js';
import { requireClient } from '../../access/policy.js';
import { clientScope, covers, type Subject } from '../../access/scope.js';
import type { Ctx } from '../../access/context.js';
import type { ClientStatus } from '../../generated/prisma/index.js';
import { AppError, unprocessable } from '../../kernel/errors.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import type { Plan } from './rules/clashes.js';
import type { BookingFields, NewAppointment } from './appointments.input.js';
import type { Booking } from './booked.js';
import { type Named, readNamed } from './references.queries.js';

/** Throws 403 at `path` unless the actor may write the notes of such an appointment. */
export function requireNotes(ctx: Ctx, path: string, clientId: bigint, learnerId: bigint | null): void {
  if (covers(clientScope(ctx.actor, Permission.EDIT_CLINICAL_NOTE), clientId, learnerId)) return;
  throw new AppError(403, 'field.refused', 'You may not write notes.', { errors: [{ path, message: 'may not be set by you' }] });
}

/** Whom an appointment is about; a group's participants have records of their own. */
export const subjectOf = ({ clientId, learnerId }: { clientId: bigint; learnerId: bigint | null }): Subject => ({
  clientId,
  learnerIds: learnerId === null ? [] : [learnerId],
});

/** The learner and the participants. */
export const learnersOf = ({ learnerId, participants }: Pick<Booking, 'learnerId' | 'participants'>): bigint[] => [
  ...(learnerId === null ? [] : [learnerId]),
  ...participants.map((one) => one.learnerId),
];

/** What it occupies. @param except the appointment itself, when it is there already */
export function planOf(booking: Booking, except: bigint | null = null): Plan {
  return {
    start: booking.start,
    end: booking.end,
    staff: [booking.therapistId, ...booking.staff.map(({ userId }) => userId)],
    room: booking.roomId,
    learners: learnersOf(booking),
    equipment: booking.equipment.map(({ equipmentId, quantity }) => ({ id: equipmentId, quantity })),
    except,
  };
}

const LONGEST = 24 * 3_600_000;

/** Throws 422 unless the end is after the start, and within 24 hours. */
export function requireTimes(start: Date, end: Date): void {
  const length = end.getTime() - start.getTime();
  if (length <= 0 || length > LONGEST)
    throw unprocessable('appointment.time', 'An appointment ends after it starts, and within 24 hours.', 'endTime');
}

/** Equipment as it is booked: one of it where nothing else is said. */
export const equipmentOf = (given: BookingFields['equipment'] = []): Booking['equipment'] =>
  given.map(({ equipmentId, quantity = 1, notes = null }) => ({ equipmentId, quantity, notes }));

const gone = (what: string, path: string): AppError => unprocessable('reference.not_found', `There is no such ${what}.`, path);

/**
 * Throws 422 at the field for what isn't there, isn't in use any more, or isn't the actor's to name. Gives the booking with
 * the location filled in from the room.
 * @param changed the fields to look at; all of them where left out. 'again' for what is taken up again: all of them too, but those who
 * take part were named by whoever saw them, and need not be the actor's
 */
export async function requireBookable(ctx: Ctx, booking: Booking, changed?: ReadonlySet<string> | 'again'): Promise<Booking> {
  const asked = (field: string): boolean => changed === undefined || changed === 'again' || changed.has(field);
  const named = await readNamed(ctx, booking, learnersOf(booking));
  if (asked('therapistId') && !named.people.has(booking.therapistId)) throw gone('active member of the practice', 'therapistId');
  if (asked('staff')) {
    const index = booking.staff.findIndex(({ userId }) => !named.people.has(userId));
    if (index >= 0) throw gone('active member of the practice', `staff.${index}.userId`);
  }
  // Whoever is named anew must be the actor's to book for, as the client is.
  const permission =
    changed === undefined
      ? Permission.CREATE_APPOINTMENT
      : changed === 'again'
        ? Permission.VIEW_CLIENT
        : Permission.EDIT_APPOINTMENT;
  const learners = await visibleLearners(ctx, permission, learnersOf(booking));
  if (booking.learnerId !== null && asked('learnerId')) {
    const clientId = learners.get(booking.learnerId);
    if (clientId === undefined) throw gone('learner', 'learnerId');
    if (clientId !== booking.clientId)
      throw unprocessable('reference.other_client', 'This learner belongs to another client.', 'learnerId');
    requireServed(named, booking.learnerId, 'learnerId');
  }
  if (asked('participants')) {
    const index = booking.participants.findIndex(({ learnerId }) => !learners.has(learnerId));
    if (index >= 0 && changed !== 'again') throw gone('learner', `participants.${index}.learnerId`);
    for (const [place, { learnerId, notes }] of booking.participants.entries()) {
      const clientId = learners.get(learnerId);
      if (notes && clientId !== undefined) requireNotes(ctx, `participants.${place}.notes`, clientId, learnerId);
    }
    booking.participants.forEach(({ learnerId }, place) =>
      requireServed(named, learnerId, `participants.${place}.learnerId`, learners.has(learnerId)),
    );
  }
  if (asked('equipment')) {
    const index = booking.equipment.findIndex(({ equipmentId }) => !named.equipment.has(equipmentId));
    if (index >= 0) throw gone('equipment in use', `equipment.${index}.equipmentId`);
  }
  const locationId = placeOf(booking, named, asked);
  if (['equipment', 'locationId', 'roomId'].some(asked)) requireEquipmentThere(booking, named, locationId);
  return { ...booking, locationId };
}

const ENDED = { INACTIVE: 'inactive', GRADUATED: 'graduated' };

/**
 * Throws 422 for a learner whose course has ended: nothing new is booked before it is taken up again.
 * @param seen whether the actor may see the learner, and so be told their status
 */
function requireServed({ ended }: Pick<Named, 'ended'>, learnerId: bigint, path: string, seen = true): void {
  const status = ended.get(learnerId);
  if (!status) return;
  const words = seen
    ? `This learner is ${ENDED[status]}. Make them active again to book for them.`
    : 'A learner who takes part does not come any more.';
  throw unprocessable('learner.not_served', words, path);
}

/** The same for one who joins what is booked already. */
export async function requireServedLearner(ctx: Ctx, learnerId: bigint): Promise<void> {
  const { status } = await ctx.db.learner.findUniqueOrThrow({ where: { id: learnerId }, select: { status: true } });
  const ended = new Map(status === 'INACTIVE' || status === 'GRADUATED' ? [[learnerId, status]] : []);
  requireServed({ ended }, learnerId, 'learnerId');
}

/** Throws 422 for equipment that belongs to another location than the one of the booking. */
function requireEquipmentThere({ equipment: things }: Booking, { equipmentAt }: Named, locationId: bigint | null): void {
  const index = things.findIndex(({ equipmentId }) => {
    const at = equipmentAt.get(equipmentId);
    return at !== undefined && locationId !== null && at !== locationId;
  });
  if (index >= 0)
    throw unprocessable('appointment.place', 'This equipment is at another location.', `equipment.${index}.equipmentId`);
}

/** The location: as given, or the room's. Throws 422 for a room of another location. */
function placeOf(booking: Booking, { location, room }: Named, asked: (field: string) => boolean): bigint | null {
  const { roomId, locationId } = booking;
  if (locationId !== null && asked('locationId') && !location?.isActive) throw gone('location in use', 'locationId');
  if (roomId === null) return locationId;
  if (!room || (asked('roomId') && !room.isActive)) throw gone('room in use', 'roomId');
  if (locationId !== null && room.locationId !== null && room.locationId !== locationId) {
    // Who moves it to another room means that room's location.
    if (asked('roomId') && !asked('locationId')) return room.locationId;
    throw unprocessable('appointment.place', 'This room is at another location.', 'roomId');
  }
  return locationId ?? room.locationId;
}

/** Throws 403 where a reason is given and the actor may not book over others. */
export function requireDoubleBooking(ctx: Ctx, reason: string | null | undefined): void {
  if (reason && !ctx.actor.has(Permission.DOUBLE_BOOK))
    throw new AppError(403, 'field.refused', 'You may not book over another appointment.', {
      errors: [{ path: 'doubleBookingReason', message: 'may not be set by you' }],
    });
}

/** Throws 422 for an appointment type that is not there, or not offered any more. */
export async function requireType(ctx: Ctx, appointmentTypeId: bigint | null | undefined): Promise<void> {
  if (!appointmentTypeId) return;
  const where = { id: appointmentTypeId, isActive: true };
  if ((await ctx.db.appointmentType.count({ where })) === 0) throw gone('appointment type in use', 'appointmentTypeId');
}

/** As requireClient, but in a booking the client is a field of the body. */
export async function requireBookableClient(ctx: Ctx, permission: Permission, clientId: bigint): Promise<void> {
  let status: ClientStatus;
  try {
    ({ status } = await requireClient(ctx, permission, clientId));
  } catch (error) {
    if (error instanceof AppError && error.status === 404) throw gone('client', 'clientId');
    throw error;
  }
  if (status === 'ARCHIVED') throw unprocessable('client.archived', 'This client is archived.', 'clientId');
}

/** Writes who and what belongs to each of these appointments. One statement a table. */
export async function addCompany(
  ctx: Ctx,
  appointmentIds: readonly bigint[],
  { staff: people, equipment: things, participants }: Pick<Booking, 'staff' | 'equipment' | 'participants'>,
): Promise<void> {
  const toAll = <T>(items: readonly T[]) =>
    appointmentIds.flatMap((appointmentId) => items.map((item) => ({ ...item, appointmentId })));
  if (people.length) await ctx.db.appointmentStaff.createMany({ data: toAll(people) });
  if (things.length) await ctx.db.appointmentEquipment.createMany({ data: toAll(things) });
  if (participants.length) await ctx.db.appointmentGroupParticipant.createMany({ data: toAll(participants) });
}

/** Who and what belongs to it, for the audit trail. */
export function companyOf(booking: Pick<Booking, 'staff' | 'equipment' | 'participants'>): Record<string, string[]> {
  return {
    staff: booking.staff.map(({ userId, role }) => `${userId} ${role}`),
    equipment: booking.equipment.map(({ equipmentId, quantity }) => `${equipmentId} × ${quantity}`),
    participants: booking.participants.map(({ learnerId }) => String(learnerId)),
  };
}

/** The booking that is asked for. Throws 403, 422. */
export async function newBooking(ctx: Ctx, data: Omit<NewAppointment, 'confirmedWarnings'>): Promise<Booking> {
  const wanted: Booking = {
    start: data.startTime,
    end: data.endTime,
    therapistId: data.therapistId,
    clientId: data.clientId,
    learnerId: data.learnerId ?? null,
    roomId: data.roomId ?? null,
    locationId: data.locationId ?? null,
    appointmentTypeId: data.appointmentTypeId ?? null,
    staff: data.staff ?? [],
    equipment: equipmentOf(data.equipment),
    participants: (data.participants ?? []).map(({ learnerId, notes = null }) => ({ learnerId, notes })),
  };
  requireTimes(wanted.start, wanted.end);
  requireDoubleBooking(ctx, data.doubleBookingReason);
  if (wanted.participants.length > 0 && !data.isGroupSession)
    throw unprocessable('appointment.not_a_group', 'Only a group session has participants.', 'participants');
  await requireBookableClient(ctx, Permission.CREATE_APPOINTMENT, wanted.clientId);
  if (data.notes) requireNotes(ctx, 'notes', wanted.clientId, wanted.learnerId);
  await requireType(ctx, data.appointmentTypeId);
  return wanted;
}
