/** The rooms where sessions are held. */
import { requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import type { TherapyRoom } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import { findRoomRow, listRoomRows, type RoomRow } from './rooms.queries.js';
import type { NewRoom, RoomChanges, RoomList } from './rooms.input.js';

/** The rooms that match, with the names of their locations. Throws 403. */
export async function listRooms(ctx: Ctx, query: RoomList): Promise<Page<RoomRow>> {
  requirePermission(ctx.actor, Permission.VIEW_PRACTICE);
  return listRoomRows(ctx, query);
}

/** One room. Throws 403, 404. */
export async function getRoom(ctx: Ctx, id: bigint): Promise<RoomRow> {
  requirePermission(ctx.actor, Permission.VIEW_PRACTICE);
  const row = await findRoomRow(ctx, id);
  if (!row) throw notFound('room');
  return row;
}

/** Throws 422 for a location that isn't there. It stays until the transaction ends. */
async function requireLocation(ctx: Ctx, id: bigint | null | undefined): Promise<void> {
  if (id === null || id === undefined) return;
  await lockRow(ctx.db, 'PracticeLocation', id);
  if (await ctx.db.practiceLocation.count({ where: { id } })) return;
  throw unprocessable('reference.not_found', 'There is no such location.', 'locationId');
}

/** Adds a room. Throws 403, 422. */
export async function createRoom(ctx: Ctx, input: NewRoom): Promise<RoomRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  return inTransaction(ctx, async (tx) => {
    await requireLocation(tx, input.locationId);
    const row = await tx.db.therapyRoom.create({
      data: { ...input, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'TherapyRoom', recordId: row.id, after: row });
    await emit(tx, 'room.created', { id: row.id });
    return getRoom(tx, row.id);
  });
}

const ROOM: Audited<TherapyRoom> = {
  recordType: 'TherapyRoom',
  what: 'room',
  find: (db, id) => db.therapyRoom.findUnique({ where: { id } }),
};

/** Changes the fields that are sent. Throws 403, 404, 412 when somebody changed it since what `match` wants, 422. */
export async function updateRoom(ctx: Ctx, id: bigint, changes: RoomChanges, match?: Match): Promise<RoomRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  return inTransaction(ctx, async (tx) => {
    const change = await changing(tx, ROOM, id, match, async (before) => {
      if (changes.locationId !== before.locationId) await requireLocation(tx, changes.locationId);
      return tx.db.therapyRoom.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'room.updated', { id, ...change });
    return getRoom(tx, id);
  });
}

/** Removes a room that was never booked. Throws 403, 404, 409, 412. */
export async function deleteRoom(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, ROOM, id, match, () => tx.db.therapyRoom.delete({ where: { id } }));
    await emit(tx, 'room.deleted', { id });
  });
}
