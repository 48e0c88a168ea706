/** Appointments: booked, changed, deleted. Clashes are refused here in words and by the database for good. */
import { z } from 'zod';
import { Permission } from '../access/permissions.js';
import { requireClient, requirePermission } from '../access/policy.js';
import { clientScope, covers } from '../access/scope.js';
import { audit } from '../audit/audit.service.js';
import { type Ctx, inTransaction } from '../context.js';
import { lockRow } from '../database/row-locks.js';
import type { Appointment as AppointmentRecord } from '../generated/prisma/index.js';
import { AppError, conflict, notFound, stale, unprocessable } from '../shared/errors.js';
import { toId, toOptionalId } from '../shared/ids.js';
import type { Page } from '../shared/pagination.js';
import { toInstant } from '../shared/time.js';
import { check, line, optionalLine, optionalText } from '../shared/validation.js';
import { isOpen } from './appointment-status.js';
import type { AppointmentListQuery, CreateAppointmentInput, UpdateAppointmentInput } from './appointments.dto.js';
import { type AppointmentRow, findAppointmentRow, listAppointmentRows, visibleLearners } from './appointments.queries.js';
import { namingClashes, requireFree, takeTurnsFor } from './booking.js';
import type { Plan } from './clashes.js';
import { moveTo } from './moves.js';

const ROLES = ['PRIMARY', 'COTHERAPIST', 'ASSISTANT', 'SUPERVISOR', 'STUDENT', 'OBSERVER', 'INTERPRETER'] as const;

const staff = z.strictObject({ userId: z.string(), role: z.enum(ROLES) });
const equipment = z.strictObject({
  equipmentId: z.string(),
  quantity: z.int().min(1).max(1000).optional(),
  notes: optionalText(1000),
});
const participant = z.strictObject({ learnerId: z.string(), notes: optionalText() });

const fields = z.strictObject({
  title: line(200),
  startTime: z.string(),
  endTime: z.string(),
  clientId: z.string(),
  learnerId: z.string().nullish(),
  therapistId: z.string(),
  locationId: z.string().nullish(),
  roomId: z.string().nullish(),
  location: optionalLine(200),
  notes: optionalText(),
  isGroupSession: z.boolean().optional(),
  maxParticipants: z.int().min(1).max(1000).nullish(),
  staff: z.array(staff).max(20).optional(),
  equipment: z.array(equipment).max(50).optional(),
  doubleBookingReason: optionalLine(500),
});
const newFields = fields.extend({
  status: z.enum(['SCHEDULED', 'CONFIRMED']).optional(),
  participants: z.array(participant).max(200).optional(),
});
const changeFields = fields
  .omit({ clientId: true })
  .partial()
  .extend({ status: z.enum(['SCHEDULED', 'CONFIRMED', 'COMPLETED', 'NOSHOW']).optional() });

/** Whether this reader may read the notes of such an appointment. */
export function mayReadAppointmentNotes(ctx: Ctx, clientId: bigint, learnerId: bigint | null): boolean {
  return covers(clientScope(ctx.actor, Permission.VIEW_CLINICAL_NOTE), clientId, learnerId);
}

function requireNotes(ctx: Ctx, path: string, clientId: bigint, learnerId: bigint | null): void {
  if (covers(clientScope(ctx.actor, Permission.EDIT_CLINICAL_NOTE), clientId, learnerId)) return;
  throw new AppError(403, 'field.refused', 'You may not write notes.', { errors: [{ path, message: 'may not be set by you' }] });
}

/** The appointments that match and that the actor may see. */
export async function listAppointments(ctx: Ctx, query: AppointmentListQuery): Promise<Page<AppointmentRow>> {
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

/** What an appointment refers to and occupies, typed. */
interface Booking {
  start: Date;
  end: Date;
  therapistId: bigint;
  clientId: bigint;
  learnerId: bigint | null;
  roomId: bigint | null;
  locationId: bigint | null;
  staff: { userId: bigint; role: (typeof ROLES)[number] }[];
  equipment: { equipmentId: bigint; quantity: number; notes: string | null }[];
  participants: { learnerId: bigint; notes: string | null }[];
}

/** What it occupies. @param except the appointment itself, when it is there already */
export function planOf(booking: Booking, except: bigint | null = null): Plan {
  return {
    start: booking.start,
    end: booking.end,
    staff: [booking.therapistId, ...booking.staff.map(({ userId }) => userId)],
    room: booking.roomId,
    learners: [
      ...(booking.learnerId === null ? [] : [booking.learnerId]),
      ...booking.participants.map(({ learnerId }) => learnerId),
    ],
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

function unique(ids: readonly bigint[], path: string): void {
  if (new Set(ids).size < ids.length) throw unprocessable('request.invalid', 'Name each one once.', path);
}

/** The lists of a request, typed. Throws 400 for ids that aren't, 422 for one that is named twice. */
function typedStaff(given: z.infer<typeof staff>[] = []): Booking['staff'] {
  const all = given.map((one, index) => ({ userId: toId(one.userId, `staff.${index}.userId`), role: one.role }));
  unique(
    all.map((one) => one.userId),
    'staff',
  );
  return all;
}
function typedEquipment(given: z.infer<typeof equipment>[] = []): Booking['equipment'] {
  const all = given.map((one, index) => ({
    equipmentId: toId(one.equipmentId, `equipment.${index}.equipmentId`),
    quantity: one.quantity ?? 1,
    notes: one.notes ?? null,
  }));
  unique(
    all.map((one) => one.equipmentId),
    'equipment',
  );
  return all;
}
function typedParticipants(given: z.infer<typeof participant>[] = []): Booking['participants'] {
  const all = given.map((one, index) => ({
    learnerId: toId(one.learnerId, `participants.${index}.learnerId`),
    notes: one.notes ?? null,
  }));
  unique(
    all.map((one) => one.learnerId),
    'participants',
  );
  return all;
}

const gone = (what: string, path: string): AppError => unprocessable('reference.not_found', `There is no such ${what}.`, path);

/**
 * Throws 422 at the field for what isn't there, isn't in use any more, or isn't the actor's to name. Gives the booking with
 * the location filled in from the room.
 */
export async function requireBookable(ctx: Ctx, booking: Booking, changed?: ReadonlySet<string>): Promise<Booking> {
  const asked = (field: string): boolean => changed?.has(field) ?? true;
  const people = [booking.therapistId, ...booking.staff.map(({ userId }) => userId)];
  const active = new Set(
    (await ctx.db.user.findMany({ where: { id: { in: people }, isActive: true }, select: { id: true } })).map(({ id }) => id),
  );
  if (asked('therapistId') && !active.has(booking.therapistId)) throw gone('active member of the practice', 'therapistId');
  if (asked('staff')) {
    const index = booking.staff.findIndex(({ userId }) => !active.has(userId));
    if (index >= 0) throw gone('active member of the practice', `staff.${index}.userId`);
  }
  const learners = await visibleLearners(ctx, Permission.VIEW_CLIENT, [
    ...(booking.learnerId === null ? [] : [booking.learnerId]),
    ...booking.participants.map(({ learnerId }) => learnerId),
  ]);
  if (booking.learnerId !== null && asked('learnerId')) {
    const clientId = learners.get(booking.learnerId);
    if (clientId === undefined) throw gone('learner', 'learnerId');
    if (clientId !== booking.clientId)
      throw unprocessable('reference.other_client', 'This learner belongs to another client.', 'learnerId');
  }
  if (asked('participants')) {
    const index = booking.participants.findIndex(({ learnerId }) => !learners.has(learnerId));
    if (index >= 0) throw gone('learner', `participants.${index}.learnerId`);
  }
  if (asked('equipment') && booking.equipment.length > 0) {
    const ids = booking.equipment.map(({ equipmentId }) => equipmentId);
    const there = await ctx.db.therapyEquipment.findMany({ where: { id: { in: ids }, isAvailable: true }, select: { id: true } });
    const index = ids.findIndex((id) => !there.some((one) => one.id === id));
    if (index >= 0) throw gone('equipment in use', `equipment.${index}.equipmentId`);
  }
  return { ...booking, locationId: await placeOf(ctx, booking, asked) };
}

/** The location: as given, or the room's. Throws 422 for a room of another location. */
async function placeOf(ctx: Ctx, booking: Booking, asked: (field: string) => boolean): Promise<bigint | null> {
  const { roomId, locationId } = booking;
  if (locationId !== null && asked('locationId')) {
    const location = await ctx.db.practiceLocation.findUnique({ where: { id: locationId }, select: { isActive: true } });
    if (!location?.isActive) throw gone('location in use', 'locationId');
  }
  if (roomId === null) return locationId;
  const room = await ctx.db.therapyRoom.findUnique({ where: { id: roomId }, select: { isActive: true, locationId: true } });
  if (!room || (asked('roomId') && !room.isActive)) throw gone('room in use', 'roomId');
  if (locationId !== null && room.locationId !== null && room.locationId !== locationId) {
    // Who moves it to another room means that room's location.
    if (asked('roomId') && !asked('locationId')) return room.locationId;
    throw unprocessable('appointment.place', 'This room is at another location.', 'roomId');
  }
  return locationId ?? room.locationId;
}

function requireDoubleBooking(ctx: Ctx, reason: string | null | undefined): void {
  if (reason && !ctx.actor.has(Permission.DOUBLE_BOOK))
    throw new AppError(403, 'field.refused', 'You may not book over another appointment.', {
      errors: [{ path: 'doubleBookingReason', message: 'may not be set by you' }],
    });
}

/**
 * Books an appointment. Throws 403, 404 for a client that the actor doesn't see, 409 with each clash named, 422.
 * @returns the new appointment's id
 */
export async function createAppointment(ctx: Ctx, input: CreateAppointmentInput): Promise<bigint> {
  requirePermission(ctx.actor, Permission.CREATE_APPOINTMENT);
  const data = check(newFields, input);
  const wanted: Booking = {
    start: toInstant(data.startTime, 'startTime'),
    end: toInstant(data.endTime, 'endTime'),
    therapistId: toId(data.therapistId, 'therapistId'),
    clientId: toId(data.clientId, 'clientId'),
    learnerId: toOptionalId(data.learnerId, 'learnerId') ?? null,
    roomId: toOptionalId(data.roomId, 'roomId') ?? null,
    locationId: toOptionalId(data.locationId, 'locationId') ?? null,
    staff: typedStaff(data.staff),
    equipment: typedEquipment(data.equipment),
    participants: typedParticipants(data.participants),
  };
  requireTimes(wanted.start, wanted.end);
  requireDoubleBooking(ctx, data.doubleBookingReason);
  if (wanted.participants.length > 0 && !data.isGroupSession)
    throw unprocessable('appointment.not_a_group', 'Only a group session has participants.', 'participants');
  await requireBookableClient(ctx, Permission.CREATE_APPOINTMENT, wanted.clientId);
  if (data.notes) requireNotes(ctx, 'notes', wanted.clientId, wanted.learnerId);
  if (wanted.participants.some(({ notes }) => notes)) requireNotes(ctx, 'participants', wanted.clientId, wanted.learnerId);
  return namingClashes(
    ctx,
    () => [planOf(wanted)],
    () =>
      inTransaction(ctx, async (tx) => {
        const booking = await requireBookable(tx, wanted);
        await takeTurnsFor(tx, [planOf(booking)]);
        if (!data.doubleBookingReason) await requireFree(tx, planOf(booking));
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
            doubleBookingReason: data.doubleBookingReason,
            createdBy: tx.actor.id,
            updatedBy: tx.actor.id,
            createdAt: tx.now(),
          },
        });
        await addCompany(tx, row.id, booking);
        await audit(tx, {
          action: 'CREATE',
          recordType: 'Appointment',
          recordId: row.id,
          clientId: row.clientId,
          after: { ...row, ...companyOf(booking) },
          ...(data.doubleBookingReason ? { reason: 'double booking' } : {}),
        });
        return row.id;
      }),
  );
}

/** As requireClient, but in a booking the client is a field of the body. */
async function requireBookableClient(ctx: Ctx, permission: Permission, clientId: bigint): Promise<void> {
  try {
    await requireClient(ctx, permission, clientId);
  } catch (error) {
    if (error instanceof AppError && error.status === 404) throw gone('client', 'clientId');
    throw error;
  }
  const client = await ctx.db.client.findUnique({ where: { id: clientId }, select: { status: true } });
  if (client?.status === 'ARCHIVED') throw unprocessable('client.archived', 'This client is archived.', 'clientId');
}

async function addCompany(
  ctx: Ctx,
  appointmentId: bigint,
  booking: Pick<Booking, 'staff' | 'equipment' | 'participants'>,
): Promise<void> {
  const { staff: people, equipment: things, participants } = booking;
  if (people.length) await ctx.db.appointmentStaff.createMany({ data: people.map((one) => ({ ...one, appointmentId })) });
  if (things.length) await ctx.db.appointmentEquipment.createMany({ data: things.map((one) => ({ ...one, appointmentId })) });
  if (participants.length)
    await ctx.db.appointmentGroupParticipant.createMany({ data: participants.map((one) => ({ ...one, appointmentId })) });
}

/** Who and what belongs to it, for the audit trail. */
function companyOf(booking: Pick<Booking, 'staff' | 'equipment' | 'participants'>): Record<string, string[]> {
  return {
    staff: booking.staff.map(({ userId, role }) => `${userId} ${role}`),
    equipment: booking.equipment.map(({ equipmentId, quantity }) => `${equipmentId} × ${quantity}`),
    participants: booking.participants.map(({ learnerId }) => String(learnerId)),
  };
}

/** The appointment, locked until the transaction ends. Throws 404, 412 when it is not of `version` any more. */
export async function lockAppointment(ctx: Ctx, id: bigint, version?: Date): Promise<AppointmentRecord> {
  await lockRow(ctx.db, 'appointments', id);
  const row = await ctx.db.appointment.findUnique({ where: { id } });
  if (!row) throw notFound('appointment');
  if (version && version.getTime() !== row.updatedAt.getTime()) throw stale();
  return row;
}

/** Throws 404 unless the actor may see this appointment and do `permission` to it. */
export async function requireAppointment(ctx: Ctx, permission: Permission, id: bigint): Promise<AppointmentRow> {
  requirePermission(ctx.actor, permission);
  const row = await getAppointment(ctx, id);
  await requireClient(ctx, permission, BigInt(row.clientId));
  if (row.learnerId && !(await visibleLearners(ctx, permission, [BigInt(row.learnerId)])).size) throw notFound('appointment');
  return row;
}

async function presentBooking(ctx: Ctx, row: AppointmentRecord): Promise<Booking> {
  const [people, things, participants] = [
    await ctx.db.appointmentStaff.findMany({ where: { appointmentId: row.id }, orderBy: { userId: 'asc' } }),
    await ctx.db.appointmentEquipment.findMany({ where: { appointmentId: row.id }, orderBy: { equipmentId: 'asc' } }),
    await ctx.db.appointmentGroupParticipant.findMany({ where: { appointmentId: row.id }, orderBy: { learnerId: 'asc' } }),
  ];
  return {
    start: row.startTime,
    end: row.endTime,
    therapistId: row.therapistId,
    clientId: row.clientId,
    learnerId: row.learnerId,
    roomId: row.roomId,
    locationId: row.locationId,
    staff: people.map(({ userId, role }) => ({ userId, role })),
    equipment: things.map(({ equipmentId, quantity, notes }) => ({ equipmentId, quantity, notes })),
    participants: participants.map(({ learnerId, notes }) => ({ learnerId, notes })),
  };
}

const PLAN_FIELDS = ['startTime', 'endTime', 'therapistId', 'learnerId', 'roomId', 'staff', 'equipment', 'doubleBookingReason'];
const CLOSED_FIELDS = [...PLAN_FIELDS, 'locationId', 'location', 'isGroupSession', 'maxParticipants'];

/**
 * Changes the fields that are sent. Throws 403, 404, 409 with each clash named or for what is over, 412, 422.
 */
export async function updateAppointment(ctx: Ctx, id: bigint, input: UpdateAppointmentInput, version?: Date): Promise<void> {
  const seen = await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  const data = check(changeFields, input);
  requireDoubleBooking(ctx, data.doubleBookingReason);
  if (data.notes !== undefined)
    requireNotes(ctx, 'notes', BigInt(seen.clientId), seen.learnerId === null ? null : BigInt(seen.learnerId));
  let plan: Plan | undefined;
  await namingClashes(
    ctx,
    () => (plan ? [plan] : []),
    () =>
      inTransaction(ctx, async (tx) => {
        const before = await lockAppointment(tx, id, version);
        const sent = new Set(Object.entries(data).flatMap(([name, value]) => (value === undefined ? [] : [name])));
        const present = await presentBooking(tx, before);
        const closed = CLOSED_FIELDS.some((name) => sent.has(name));
        if (closed && !isOpen(before.status) && !(data.status && isOpen(data.status)))
          throw conflict('appointment.closed', 'This appointment is over: reopen it first to change when and where it is.');
        const wanted: Booking = {
          ...present,
          start: data.startTime === undefined ? present.start : toInstant(data.startTime, 'startTime'),
          end: data.endTime === undefined ? present.end : toInstant(data.endTime, 'endTime'),
          therapistId: data.therapistId === undefined ? present.therapistId : toId(data.therapistId, 'therapistId'),
          learnerId: data.learnerId === undefined ? present.learnerId : toOptionalId(data.learnerId, 'learnerId'),
          roomId: data.roomId === undefined ? present.roomId : toOptionalId(data.roomId, 'roomId'),
          locationId: data.locationId === undefined ? present.locationId : toOptionalId(data.locationId, 'locationId'),
          staff: data.staff === undefined ? present.staff : typedStaff(data.staff),
          equipment: data.equipment === undefined ? present.equipment : typedEquipment(data.equipment),
        };
        requireTimes(wanted.start, wanted.end);
        const booking = await requireBookable(tx, wanted, sent);
        const reason = data.doubleBookingReason === undefined ? before.doubleBookingReason : data.doubleBookingReason;
        const status = data.status ?? before.status;
        if (PLAN_FIELDS.some((name) => sent.has(name)) || (!isOpen(before.status) && isOpen(status))) {
          plan = planOf(booking, id);
          await takeTurnsFor(tx, [plan]);
          if (!reason) await requireFree(tx, plan);
        }
        if (data.staff !== undefined) await tx.db.appointmentStaff.deleteMany({ where: { appointmentId: id } });
        if (data.equipment !== undefined) await tx.db.appointmentEquipment.deleteMany({ where: { appointmentId: id } });
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
            doubleBookingReason: reason,
            ...(moved ? { changedSingly: true } : {}),
            ...(data.status && data.status !== before.status ? moveTo(tx, before, data.status) : {}),
            updatedBy: tx.actor.id,
          },
        });
        await addCompany(tx, id, {
          staff: data.staff === undefined ? [] : booking.staff,
          equipment: data.equipment === undefined ? [] : booking.equipment,
          participants: [],
        });
        await audit(tx, {
          action: 'UPDATE',
          recordType: 'Appointment',
          recordId: id,
          clientId: before.clientId,
          before: { ...before, ...companyOf(present) },
          after: { ...after, ...companyOf(booking) },
          ...(data.doubleBookingReason ? { reason: 'double booking' } : {}),
        });
      }),
  );
}

/** Back to the live status nearest to what it was: a completed one to confirmed, the others to scheduled. Throws as updateAppointment. */
export async function reopenAppointment(ctx: Ctx, id: bigint): Promise<void> {
  const { status } = await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  await updateAppointment(ctx, id, { status: status === 'COMPLETED' ? 'CONFIRMED' : 'SCHEDULED' });
}

/** Deletes an appointment that should never have been booked. Throws 403, 404, 409 for one that is billed or over, 412. */
export async function deleteAppointment(ctx: Ctx, id: bigint, version?: Date): Promise<void> {
  await requireAppointment(ctx, Permission.DELETE_APPOINTMENT, id);
  await inTransaction(ctx, async (tx) => {
    const before = await lockAppointment(tx, id, version);
    if (before.status === 'COMPLETED')
      throw conflict('appointment.closed', 'A completed appointment is part of the record: it cannot be deleted.');
    if (await tx.db.invoiceLineItem.count({ where: { appointmentId: id } }))
      throw conflict('appointment.billed', 'This appointment is on an invoice: it cannot be deleted.');
    await tx.db.appointment.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'Appointment', recordId: id, clientId: before.clientId, before });
  });
}
