/** The waitlist: who waits for which service, what suits them, and where they were placed. */
import { Permission } from '../../access/permissions.js';
import { requireClient, requirePermission } from '../../access/policy.js';
import { isLive } from '../appointments/rules/appointment-status.js';
import { findAppointmentRow } from '../appointments/appointments.queries.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Kept, locked } from '../../database/changing.js';
import { lockRow } from '../../database/row-locks.js';
import type { WaitlistEntry as WaitlistRecord } from '../../generated/prisma/index.js';
import type { CodeOf } from '../../kernel/error-codes.js';
import { AppError, conflict, notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import type { WaitlistStatus } from '../../generated/requests/waitlist.js';
import type { NewWaitlistEntry, WaitlistChanges, WaitlistList, WaitlistMove } from './waitlist.input.js';
import { findWaitlistRow, listWaitlistRows, type WaitlistRow } from './waitlist.queries.js';
import { MOVES } from './rules/waitlist-status.js';

const WHAT = 'waitlist entry';

/** The entries that match and that the actor may see. Throws 403. */
export async function listWaitlist(ctx: Ctx, query: WaitlistList): Promise<Page<WaitlistRow>> {
  requirePermission(ctx.actor, Permission.VIEW_WAITLIST);
  return listWaitlistRows(ctx, query);
}

/** One entry. Throws 403, and 404 where there is none, or none for this actor. */
export async function getWaitlistEntry(ctx: Ctx, id: bigint): Promise<WaitlistRow> {
  requirePermission(ctx.actor, Permission.VIEW_WAITLIST);
  const row = await findWaitlistRow(ctx, id);
  if (!row) throw notFound(WHAT);
  return row;
}

/** Throws 403, and 404 unless the actor may see this entry and change it. */
export async function requireWaitlistEntry(ctx: Ctx, id: bigint): Promise<WaitlistRow> {
  requirePermission(ctx.actor, Permission.EDIT_WAITLIST);
  const row = await findWaitlistRow(ctx, id, Permission.EDIT_WAITLIST);
  if (!row) throw notFound(WHAT);
  return row;
}

const ENTRY: Kept<WaitlistRecord> = {
  recordType: 'WaitlistEntry',
  what: WHAT,
  find: (db, id) => db.waitlistEntry.findUnique({ where: { id } }),
};

/** The entry's row, locked until the transaction ends. Throws 404, 412 when it is not as `match` wants it. */
export async function lockWaitlistEntry(ctx: Ctx, id: bigint, match?: Match): Promise<WaitlistRecord> {
  return locked(ctx, ENTRY, id, match);
}

type Wishes = Pick<WaitlistChanges, 'priorityLevelId' | 'preferredTherapistId' | 'preferredLocationId'>;

/** Throws 422 for a request from the future. */
function requirePast(ctx: Ctx, requestDate: Date | undefined): void {
  if (requestDate && requestDate > ctx.now())
    throw unprocessable('waitlist.request_date', 'The date of the request is not in the future.', 'requestDate');
}

/** Throws 422 for somebody who does not work here, or a place where nobody works any more. What was there already may stay. */
async function requireWishes(ctx: Ctx, wishes: Wishes, before?: WaitlistRecord): Promise<void> {
  const { preferredTherapistId: therapist, preferredLocationId: location, priorityLevelId: level } = wishes;
  const isNew = <T>(value: T | null | undefined, old: T | null | undefined): value is T =>
    value !== null && value !== undefined && value !== old;
  if (
    isNew(level, before?.priorityLevelId) &&
    !(await ctx.db.waitlistPriorityLevel.count({ where: { id: level, isActive: true } }))
  )
    throw unprocessable('reference.not_found', 'There is no such level in use.', 'priorityLevelId');
  if (isNew(therapist, before?.preferredTherapistId) && !(await ctx.db.user.count({ where: { id: therapist, isActive: true } })))
    throw unprocessable('reference.not_found', 'There is no such active member of the practice.', 'preferredTherapistId');
  if (
    isNew(location, before?.preferredLocationId) &&
    !(await ctx.db.practiceLocation.count({ where: { id: location, isActive: true } }))
  )
    throw unprocessable('reference.not_found', 'There is no such location in use.', 'preferredLocationId');
}

function requireTimes(from: string | null | undefined, to: string | null | undefined): void {
  if (from && to && from >= to)
    throw unprocessable(
      'waitlist.preferred_times',
      'The time until which it suits is after the one from which it suits.',
      'preferredTo',
    );
}

/** Puts a client on the waitlist. Throws 403, 422. @returns the new entry's id */
export async function createWaitlistEntry(ctx: Ctx, input: NewWaitlistEntry): Promise<bigint> {
  requirePermission(ctx.actor, Permission.EDIT_WAITLIST);
  const { clientId } = input;
  requirePast(ctx, input.requestDate);
  requireTimes(input.preferredFrom, input.preferredTo);
  return inTransaction(ctx, async (tx) => {
    await requireWaitingClient(tx, clientId);
    await requireWishes(tx, input);
    const row = await tx.db.waitlistEntry.create({
      data: {
        ...input,
        requestDate: input.requestDate ?? tx.now(),
        createdBy: tx.actor.id,
        updatedBy: tx.actor.id,
        createdAt: tx.now(),
      },
    });
    await audit(tx, { action: 'CREATE', recordType: 'WaitlistEntry', recordId: row.id, clientId, after: row });
    await emit(tx, 'waitlist.entered', { id: row.id, clientId });
    return row.id;
  });
}

/** As requireClient, but here the client is a field of the body. Throws 403, 422. */
async function requireWaitingClient(ctx: Ctx, clientId: bigint): Promise<void> {
  try {
    await requireClient(ctx, Permission.EDIT_WAITLIST, clientId);
  } catch (error) {
    if (error instanceof AppError && error.status === 404)
      throw unprocessable('reference.not_found', 'There is no such client.', 'clientId');
    throw error;
  }
  const client = await ctx.db.client.findUnique({ where: { id: clientId }, select: { status: true } });
  if (client?.status === 'ARCHIVED') throw unprocessable('client.archived', 'This client is archived.', 'clientId');
}

/** Changes the fields that are sent. Throws 403, 404, 412 when somebody changed it since what `match` wants, 422. */
export async function updateWaitlistEntry(ctx: Ctx, id: bigint, changes: WaitlistChanges, match?: Match): Promise<void> {
  await requireWaitlistEntry(ctx, id);
  requirePast(ctx, changes.requestDate);
  await inTransaction(ctx, async (tx) => {
    const before = await lockWaitlistEntry(tx, id, match);
    const given = <T>(sent: T | undefined, present: T): T => (sent === undefined ? present : sent);
    requireTimes(given(changes.preferredFrom, before.preferredFrom), given(changes.preferredTo, before.preferredTo));
    await requireWishes(tx, changes, before);
    const after = await tx.db.waitlistEntry.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    await audit(tx, { action: 'UPDATE', recordType: 'WaitlistEntry', recordId: id, clientId: before.clientId, before, after });
    await emit(tx, 'waitlist.updated', { id, clientId: before.clientId, before, after });
  });
}

/** Throws 403, 404, 409 for a move that is not allowed, 412, 422 for a placement without a live appointment of that client. */
export async function changeWaitlistStatus(ctx: Ctx, id: bigint, input: WaitlistMove, match?: Match): Promise<void> {
  const seen = await requireWaitlistEntry(ctx, id);
  const { status, appointmentId } = input;
  if (status !== 'PLACED' && appointmentId !== undefined)
    throw unprocessable('waitlist.not_placed', 'Only who is placed has an appointment.', 'appointmentId');
  await inTransaction(ctx, async (tx) => {
    const before = await lockWaitlistEntry(tx, id, match);
    requireMove(before, status);
    if (await tx.db.waitlistOffer.count({ where: { waitlistId: id, status: 'OFFERED' } }))
      throw conflict('waitlist.offer_open', 'There is an offer that is not answered yet: answer or withdraw it first.');
    if (status === 'PLACED') await requirePlace(tx, BigInt(seen.clientId), appointmentId);
    await moveEntry(tx, before, status, appointmentId ?? null);
  });
}

/** Throws 409 for a move that is not in the table. */
export function requireMove(before: Pick<WaitlistRecord, 'status'>, to: WaitlistStatus): void {
  const allowed = MOVES[before.status];
  if (!allowed.includes(to))
    throw conflict(
      'waitlist.status',
      before.status === to
        ? `This entry is ${to} already.`
        : `An entry that is ${before.status} cannot become ${to}: set it to ${allowed.join(' or ')} first.`,
      { details: { present: before.status, allowed } },
    );
}

/** Writes a move of an entry that is locked, with who and when. */
export async function moveEntry(
  ctx: Ctx,
  before: WaitlistRecord,
  status: WaitlistStatus,
  appointmentId: bigint | null,
): Promise<void> {
  const after = await ctx.db.waitlistEntry.update({
    where: { id: before.id },
    data: { status, appointmentId, statusChangedAt: ctx.now(), statusChangedBy: ctx.actor.id, updatedBy: ctx.actor.id },
  });
  const { id: recordId, clientId } = before;
  await audit(ctx, { action: 'UPDATE', recordType: 'WaitlistEntry', recordId, clientId, before, after });
  await emit(ctx, 'waitlist.moved', { id: before.id, clientId, data: { from: before.status, to: status, appointmentId } });
}

/** Whoever was placed in an appointment that is taken out waits again. */
export async function takeBackPlaced(ctx: Ctx, appointmentId: bigint): Promise<void> {
  const where = { appointmentId, status: 'PLACED' as const };
  const placed = await ctx.db.waitlistEntry.findMany({ where, orderBy: { id: 'asc' }, select: { id: true } });
  for (const { id } of placed) {
    const before = await lockWaitlistEntry(ctx, id);
    // Staff may have moved it on meanwhile.
    if (before.status === 'PLACED' && before.appointmentId === appointmentId) await moveEntry(ctx, before, 'WAITING', null);
  }
}

/** Throws 422 unless it is an appointment of that client, or a group of which a learner of theirs is part, that takes place. */
async function requirePlace(ctx: Ctx, clientId: bigint, appointmentId: bigint | undefined): Promise<void> {
  const refuse = (code: CodeOf<422>, detail: string): AppError => unprocessable(code, detail, 'appointmentId');
  if (appointmentId === undefined)
    throw refuse('waitlist.appointment_missing', 'Name the appointment where the client has a place.');
  await lockRow(ctx.db, 'Appointment', appointmentId);
  const appointment = await findAppointmentRow(ctx, appointmentId);
  if (!appointment) throw refuse('reference.not_found', 'There is no such appointment.');
  if (!isLive(appointment.status)) throw refuse('waitlist.appointment_over', 'This appointment does not take place.');
  if (appointment.isHold)
    throw refuse('waitlist.appointment_over', 'This time is held for an offer: it is nobody’s place until that is accepted.');
  if (BigInt(appointment.clientId) === clientId) return;
  if (!(await ctx.db.appointmentGroupParticipant.count({ where: { appointmentId, learner: { clientId } } })))
    throw refuse('reference.other_client', 'This appointment is of another client.');
}

/** Takes an entry off the waitlist that should never have been on it. Throws 403, 404, 409 for one with offers, 412. */
export async function deleteWaitlistEntry(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  await requireWaitlistEntry(ctx, id);
  await inTransaction(ctx, async (tx) => {
    const before = await lockWaitlistEntry(tx, id, match);
    await tx.db.waitlistEntry.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'WaitlistEntry', recordId: id, clientId: before.clientId, before });
    await emit(tx, 'waitlist.deleted', { id, clientId: before.clientId });
  });
}
