/**
 * Opens or closes one client or one learner for one user. Closing needs MANAGE_RECORD_PERMISSION; opening needs, besides, that
 * one may do there what one opens, or MANAGE_PERMISSION. So nobody reaches more through a friend than they have.
 */
import { Permission, RECORD_PERMISSIONS } from '../../access/permissions.js';
import { requireClient, requireClientOf, requirePermission } from '../../access/policy.js';
import { clientScope, covers } from '../../access/scope.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { AppError, conflict, forbidden, notFound, unprocessable } from '../../kernel/errors.js';
import type { Page } from '../../database/lists.js';
import { findUser, lockUser } from '../users/users.service.js';
import { permissionIds } from './permissions.queries.js';
import { type Grant, permissionOf, requireFuture } from './permissions.service.js';
import type { NewEntry, RecordPermissionList } from './record-permissions.input.js';
import type { RecordPermissionFacts } from './record-permissions.queries.js';
import { findRecordPermissionRow, listRecordPermissionRows } from './record-permissions.queries.js';

/** So many live entries a user may have: they are loaded with each of their requests, and go into each of their queries. */
export const MAX_RECORD_RULES = 1000;

/** What an entry is about: a client, or one of its learners. */
export interface Subject {
  clientId: bigint;
  learnerId: bigint | null;
}

/** The learner and its client. Throws 403, 404 for a learner that is not there or that the actor may not see. */
async function learnerSubject(ctx: Ctx, learnerId: bigint, missing: () => Error = () => notFound('learner')): Promise<Subject> {
  requirePermission(ctx.actor, Permission.MANAGE_RECORD_PERMISSION);
  const learner = await ctx.db.learner.findUnique({ where: { id: learnerId }, select: { clientId: true } });
  if (!learner || clientScope(ctx.actor, Permission.VIEW_CLIENT).closedLearners.includes(learnerId)) throw missing();
  return { clientId: learner.clientId, learnerId };
}

/** The learner's client. Throws 403, and 404 for a learner that the actor may not see. */
export async function clientOfLearner(ctx: Ctx, learnerId: bigint): Promise<bigint> {
  const { clientId } = await learnerSubject(ctx, learnerId);
  await requireClientOf(ctx, Permission.MANAGE_RECORD_PERMISSION, clientId, 'learner');
  return clientId;
}

/** The entries of a client and its learners. Throws 403, 404. */
export async function listOfClient(
  ctx: Ctx,
  clientId: bigint,
  query: RecordPermissionList,
): Promise<Page<RecordPermissionFacts>> {
  await requireClient(ctx, Permission.MANAGE_RECORD_PERMISSION, clientId);
  return listRecordPermissionRows(ctx, { clientId }, query);
}

/** The entries of one learner. Throws 403, 404. */
export async function listOfLearner(
  ctx: Ctx,
  learnerId: bigint,
  query: RecordPermissionList,
): Promise<Page<RecordPermissionFacts>> {
  await clientOfLearner(ctx, learnerId);
  return listRecordPermissionRows(ctx, { learnerId }, query);
}

/** The entries of one user, as far as the actor sees their clients. Throws 403, 404. */
export async function listOfUser(ctx: Ctx, userId: bigint, query: RecordPermissionList): Promise<Page<RecordPermissionFacts>> {
  requirePermission(ctx.actor, Permission.MANAGE_RECORD_PERMISSION);
  await findUser(ctx, userId);
  return listRecordPermissionRows(ctx, { userId }, query);
}

/** One entry; with `clientId`, only one of that client or its learners. Throws 403, 404. */
export async function getRecordPermission(ctx: Ctx, id: bigint, clientId?: bigint): Promise<RecordPermissionFacts> {
  requirePermission(ctx.actor, Permission.MANAGE_RECORD_PERMISSION);
  if (clientId !== undefined) await requireClient(ctx, Permission.MANAGE_RECORD_PERMISSION, clientId);
  const row = await findRecordPermissionRow(ctx, id);
  if (!row || (clientId !== undefined && BigInt(row.clientId) !== clientId)) throw notFound('record permission');
  return row;
}

/**
 * Throws 403 when this act opens what the actor may not do there themselves. An entry for a client opens its learners too: one of them who
 * is closed to the actor keeps them from giving it.
 */
async function requireMayOpen(ctx: Ctx, permission: Permission, { clientId, learnerId }: Subject): Promise<void> {
  if (ctx.actor.has(Permission.MANAGE_PERMISSION)) return;
  const scope = clientScope(ctx.actor, permission);
  // That the actor sees the client was asked before.
  const own = permission === Permission.VIEW_CLIENT || covers(scope, clientId, learnerId);
  const closed =
    learnerId === null && scope.closedLearners.length > 0
      ? await ctx.db.learner.count({ where: { clientId, id: { in: scope.closedLearners } } })
      : 0;
  if (own && closed === 0) return;
  throw forbidden(
    `You may not do this to ${own ? 'all learners of the client' : 'the client'} yourself (${permission}), so you cannot open it to others.`,
    'record_permission.beyond_own',
  );
}

export interface NewRecordPermission extends Grant {
  userId: bigint;
  permission: Permission;
  clientId?: bigint | null;
  learnerId?: bigint | null;
}

async function subjectOf(ctx: Ctx, { clientId, learnerId }: NewRecordPermission): Promise<Subject> {
  if (typeof learnerId !== 'bigint') {
    if (typeof clientId !== 'bigint')
      throw unprocessable('record_permission.one_record', 'Name a client or a learner.', 'clientId');
    return { clientId, learnerId: null };
  }
  const subject = await learnerSubject(ctx, learnerId, () =>
    unprocessable('reference.not_found', 'There is no such learner.', 'learnerId'),
  );
  if (typeof clientId === 'bigint' && clientId !== subject.clientId)
    throw unprocessable('reference.not_found', 'This client has no such learner.', 'learnerId');
  return subject;
}

/**
 * Opens or closes a client, or one learner of it, for a user. An entry that has run out makes way. Throws 403, 404 for a client
 * that the actor may not see, 409 when there is a live entry, 422 at the field that is at fault.
 */
export async function createRecordPermission(ctx: Ctx, input: NewRecordPermission): Promise<RecordPermissionFacts> {
  requirePermission(ctx.actor, Permission.MANAGE_RECORD_PERMISSION);
  const { userId, permission, granted, expiresAt = null } = input;
  if (!RECORD_PERMISSIONS.has(permission)) {
    throw unprocessable(
      'record_permission.not_per_record',
      `${permission} is not about a client: give it to the role or the user.`,
      'permission',
    );
  }
  requireFuture(ctx, expiresAt);
  return inTransaction(ctx, async (tx) => {
    const subject = await subjectOf(tx, input);
    await requireClient(tx, Permission.MANAGE_RECORD_PERMISSION, subject.clientId);
    if (granted) await requireMayOpen(tx, permission, subject);
    await lockGrantee(tx, userId);
    await requireRoom(tx, userId);
    const permissionId = (await permissionIds(tx)).get(permission) as bigint;
    const record = subject.learnerId === null ? { clientId: subject.clientId } : { learnerId: subject.learnerId };
    const there = await tx.db.recordPermission.findFirst({ where: { userId, permissionId, ...record } });
    if (there && (!there.expiresAt || there.expiresAt > tx.now())) {
      throw conflict('record_permission.exists', 'This user already has an entry for this record and permission.', {
        details: { recordPermissionId: String(there.id) },
      });
    }
    if (there) await tx.db.recordPermission.delete({ where: { id: there.id } });
    const row = await tx.db.recordPermission.create({
      data: { userId, permissionId, ...record, granted, expiresAt, grantedBy: tx.actor.id, grantedAt: tx.now() },
    });
    const after = { userId, permission, ...record, granted, expiresAt };
    await audit(tx, { action: 'CREATE', recordType: 'RecordPermission', recordId: row.id, clientId: subject.clientId, after });
    const { clientId } = subject;
    await emit(tx, 'record_permission.created', { id: row.id, clientId, data: { userId, permission, granted } });
    return getRecordPermission(tx, row.id);
  });
}

/** As createRecordPermission, for a permission by its id. Throws 422 for both a client and a learner. */
export async function addEntry(ctx: Ctx, { permissionId, ...entry }: NewEntry): Promise<RecordPermissionFacts> {
  requirePermission(ctx.actor, Permission.MANAGE_RECORD_PERMISSION);
  const permission = await permissionOf(ctx, permissionId);
  if (typeof entry.clientId === 'bigint' && typeof entry.learnerId === 'bigint')
    throw unprocessable('record_permission.one_record', 'Name either a client or a learner, not both.', 'learnerId');
  return createRecordPermission(ctx, { ...entry, permission });
}

async function lockGrantee(tx: Ctx, userId: bigint): Promise<void> {
  try {
    await lockUser(tx, userId);
  } catch (error) {
    throw error instanceof AppError && error.status === 404
      ? unprocessable('reference.not_found', 'There is no such user.', 'userId')
      : error;
  }
}

/** Throws 422 when the user has as many live entries as one may have. The user's row is locked. */
async function requireRoom(tx: Ctx, userId: bigint): Promise<void> {
  const live = await tx.db.recordPermission.count({
    where: { userId, OR: [{ expiresAt: null }, { expiresAt: { gt: tx.now() } }] },
  });
  if (live >= MAX_RECORD_RULES) {
    throw unprocessable(
      'record_permission.too_many',
      `This user has ${MAX_RECORD_RULES} entries already. Give a permission to the user or the role instead.`,
      'userId',
    );
  }
}

const subjectOfRow = (row: RecordPermissionFacts): Subject => ({
  clientId: BigInt(row.clientId),
  learnerId: row.learnerId === null ? null : BigInt(row.learnerId),
});
const factsOf = ({ userId, permission, granted, expiresAt }: RecordPermissionFacts) => ({
  userId,
  permission,
  granted,
  expiresAt,
});

/** Changes whether an entry opens or closes, or when it ends. Throws 403, 404, 422. */
export async function updateRecordPermission(ctx: Ctx, id: bigint, changes: Partial<Grant>): Promise<RecordPermissionFacts> {
  return inTransaction(ctx, async (tx) => {
    await lockUser(tx, BigInt((await getRecordPermission(tx, id)).userId));
    const before = await getRecordPermission(tx, id);
    requireFuture(tx, changes.expiresAt);
    const { granted = before.granted, expiresAt = before.expiresAt } = changes;
    // An end also opens: what a denial closes is open again when it is over.
    if (granted || changes.expiresAt) await requireMayOpen(tx, before.permission, subjectOfRow(before));
    const wasLive = !before.expiresAt || before.expiresAt > tx.now();
    if (!wasLive && (!expiresAt || expiresAt > tx.now())) await requireRoom(tx, BigInt(before.userId));
    await tx.db.recordPermission.update({
      where: { id },
      data: { granted, expiresAt, grantedBy: tx.actor.id, grantedAt: tx.now() },
    });
    const after = await getRecordPermission(tx, id);
    await audit(tx, {
      action: 'UPDATE',
      recordType: 'RecordPermission',
      recordId: id,
      clientId: BigInt(after.clientId),
      before: factsOf(before),
      after: factsOf(after),
    });
    await emit(tx, 'record_permission.updated', {
      id,
      clientId: BigInt(after.clientId),
      before: factsOf(before),
      after: factsOf(after),
    });
    return after;
  });
}

/** Takes an entry away; with `clientId`, only one of that client or its learners. Throws 403 (lifting a denial opens), 404. */
export async function removeRecordPermission(ctx: Ctx, id: bigint, clientId?: bigint): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await getRecordPermission(tx, id, clientId);
    const subject = subjectOfRow(row);
    if (!row.granted) await requireMayOpen(tx, row.permission, subject);
    const { count } = await tx.db.recordPermission.deleteMany({ where: { id } });
    if (count === 0) throw notFound('record permission');
    await audit(tx, {
      action: 'DELETE',
      recordType: 'RecordPermission',
      recordId: id,
      clientId: subject.clientId,
      before: { ...factsOf(row), ...subject },
    });
    await emit(tx, 'record_permission.deleted', { id, clientId: subject.clientId, data: { userId: BigInt(row.userId) } });
  });
}
