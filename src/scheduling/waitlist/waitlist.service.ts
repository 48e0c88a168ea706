/** The waitlist: who waits for which service, what suits them, and where they were placed. */
import { z } from 'zod';
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
import { toId, toOptionalId } from '../../kernel/ids.js';
import { LANGUAGES } from '../../kernel/languages.js';
import type { Page } from '../../database/lists.js';
import { toInstant } from '../../kernel/time.js';
import { check, matching, optionalText } from '../../kernel/validation.js';
import type { CreateWaitlistInput, UpdateWaitlistInput, WaitlistListQuery, WaitlistStatusInput } from './waitlist.dto.js';
import { findWaitlistRow, listWaitlistRows, type WaitlistRow } from './waitlist.queries.js';
import { MOVES } from './rules/waitlist-status.js';

const WHAT = 'waitlist entry';
const STATUSES = ['WAITING', 'PLACED', 'CANCELLED'] as const;

const fields = z.strictObject({
  serviceType: z.enum(['THERAPY', 'ASSESSMENT', 'CONSULTATION']),
  requestDate: z.string().optional(),
  priority: z.enum(['LOW', 'MEDIUM', 'HIGH']).nullish(),
  priorityLevelId: z.string().nullish(),
  preferredSchedule: optionalText(2000),
  preferredDays: z
    .array(
      z
        .int('must be a whole number')
        .min(1, 'must be from 1 (Monday) to 7 (Sunday)')
        .max(7, 'must be from 1 (Monday) to 7 (Sunday)'),
    )
    .max(7)
    .transform((days) => [...new Set(days)].sort())
    .optional(),
  preferredFrom: matching(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 5, 'must be a time like 09:00').nullish(),
  preferredTo: matching(/^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/, 5, 'must be a time like 17:30').nullish(),
  preferredTherapistId: z.string().nullish(),
  preferredLocationId: z.string().nullish(),
  preferredLanguage: z.enum(LANGUAGES).nullish(),
  notes: optionalText(),
});
const newFields = fields.extend({ clientId: z.string() });
const statusFields = z.strictObject({ status: z.enum(STATUSES), appointmentId: z.string().optional() });

/** The entries that match and that the actor may see. Throws 400, 403. */
export async function listWaitlist(ctx: Ctx, query: WaitlistListQuery): Promise<Page<WaitlistRow>> {
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
  table: 'waitlist',
  what: WHAT,
  find: (db, id) => db.waitlistEntry.findUnique({ where: { id } }),
};

/** The entry's row, locked until the transaction ends. Throws 404, 412 when it is not as `match` wants it. */
export async function lockWaitlistEntry(ctx: Ctx, id: bigint, match?: Match): Promise<WaitlistRecord> {
  return locked(ctx, ENTRY, id, match);
}

interface Wishes {
  requestDate: Date | undefined;
  priorityLevelId: bigint | null | undefined;
  preferredTherapistId: bigint | null | undefined;
  preferredLocationId: bigint | null | undefined;
}

/** Throws 400 for ids and dates that are none, 422 for a request from the future. */
function typed(ctx: Ctx, data: Omit<z.infer<typeof fields>, 'serviceType'>): Wishes {
  const requestDate = data.requestDate === undefined ? undefined : toInstant(data.requestDate, 'requestDate');
  if (requestDate && requestDate > ctx.now())
    throw unprocessable('waitlist.request_date', 'The date of the request is not in the future.', 'requestDate');
  return {
    requestDate,
    priorityLevelId: toOptionalId(data.priorityLevelId, 'priorityLevelId'),
    preferredTherapistId: toOptionalId(data.preferredTherapistId, 'preferredTherapistId'),
    preferredLocationId: toOptionalId(data.preferredLocationId, 'preferredLocationId'),
  };
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

/** Puts a client on the waitlist. Throws 400, 403, 422. @returns the new entry's id */
export async function createWaitlistEntry(ctx: Ctx, input: CreateWaitlistInput): Promise<bigint> {
  requirePermission(ctx.actor, Permission.EDIT_WAITLIST);
  const data = check(newFields, input);
  const clientId = toId(data.clientId, 'clientId');
  const wishes = typed(ctx, data);
  requireTimes(data.preferredFrom, data.preferredTo);
  return inTransaction(ctx, async (tx) => {
    await requireWaitingClient(tx, clientId);
    await requireWishes(tx, wishes);
    const row = await tx.db.waitlistEntry.create({
      data: {
        ...data,
        ...wishes,
        clientId,
        requestDate: wishes.requestDate ?? tx.now(),
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

/** Changes the fields that are sent. Throws 400, 403, 404, 412 when somebody changed it since what `match` wants, 422. */
export async function updateWaitlistEntry(ctx: Ctx, id: bigint, input: UpdateWaitlistInput, match?: Match): Promise<void> {
  await requireWaitlistEntry(ctx, id);
  const data = check(fields.partial(), input);
  const wishes = typed(ctx, data);
  await inTransaction(ctx, async (tx) => {
    const before = await lockWaitlistEntry(tx, id, match);
    const given = <T>(sent: T | undefined, present: T): T => (sent === undefined ? present : sent);
    requireTimes(given(data.preferredFrom, before.preferredFrom), given(data.preferredTo, before.preferredTo));
    await requireWishes(tx, wishes, before);
    const after = await tx.db.waitlistEntry.update({ where: { id }, data: { ...data, ...wishes, updatedBy: tx.actor.id } });
    await audit(tx, { action: 'UPDATE', recordType: 'WaitlistEntry', recordId: id, clientId: before.clientId, before, after });
    await emit(tx, 'waitlist.updated', { id, clientId: before.clientId, before, after });
  });
}

/** Throws 403, 404, 409 for a move that is not allowed, 412, 422 for a placement without a live appointment of that client. */
export async function changeWaitlistStatus(ctx: Ctx, id: bigint, input: WaitlistStatusInput, match?: Match): Promise<void> {
  const seen = await requireWaitlistEntry(ctx, id);
  const { status, appointmentId: text } = check(statusFields, input);
  const appointmentId = toOptionalId(text, 'appointmentId');
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
export function requireMove(before: Pick<WaitlistRecord, 'status'>, to: (typeof STATUSES)[number]): void {
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
  status: (typeof STATUSES)[number],
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
  await lockRow(ctx.db, 'appointments', appointmentId);
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
