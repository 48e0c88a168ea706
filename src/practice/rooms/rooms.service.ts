/** The rooms where sessions are held. */
import { z } from 'zod';
import { requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import type { TherapyRoom } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { toOptionalId } from '../../kernel/ids.js';
import type { Page } from '../../database/lists.js';
import { check, line, optionalText } from '../../kernel/validation.js';
import { findRoomRow, listRoomRows, type RoomRow } from '../details/practice.queries.js';
import type { CreateRoomInput, RoomListQuery, UpdateRoomInput } from './rooms.dto.js';

const fields = z.strictObject({
  name: line(100),
  capacity: z.int('must be a whole number').min(1, 'must be at least 1').max(10_000, 'must be at most 10000').nullish(),
  description: optionalText(2000),
  equipment: optionalText(2000),
  isActive: z.boolean().optional(),
  locationId: z.string().nullish(),
});

/** The rooms that match, with the names of their locations. Throws 403. */
export async function listRooms(ctx: Ctx, query: RoomListQuery): Promise<Page<RoomRow>> {
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
  await lockRow(ctx.db, 'practice_locations', id);
  if (await ctx.db.practiceLocation.count({ where: { id } })) return;
  throw unprocessable('reference.not_found', 'There is no such location.', 'locationId');
}

/** Adds a room. Throws 403, 422. */
export async function createRoom(ctx: Ctx, input: CreateRoomInput): Promise<RoomRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const data = check(fields, input);
  const locationId = toOptionalId(data.locationId, 'locationId');
  return inTransaction(ctx, async (tx) => {
    await requireLocation(tx, locationId);
    const row = await tx.db.therapyRoom.create({
      data: { ...data, locationId, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'TherapyRoom', recordId: row.id, after: row });
    return getRoom(tx, row.id);
  });
}

async function lockRoom(ctx: Ctx, id: bigint, match?: Match): Promise<TherapyRoom> {
  await lockRow(ctx.db, 'therapy_rooms', id);
  const row = await ctx.db.therapyRoom.findUnique({ where: { id } });
  if (!row) throw notFound('room');
  await match?.(ctx);
  return row;
}

/** Changes the fields that are sent. Throws 403, 404, 412 when somebody changed it since what `match` wants, 422. */
export async function updateRoom(ctx: Ctx, id: bigint, input: UpdateRoomInput, match?: Match): Promise<RoomRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const data = check(fields.partial(), input);
  const locationId = toOptionalId(data.locationId, 'locationId');
  return inTransaction(ctx, async (tx) => {
    const before = await lockRoom(tx, id, match);
    if (locationId !== before.locationId) await requireLocation(tx, locationId);
    const after = await tx.db.therapyRoom.update({ where: { id }, data: { ...data, locationId, updatedBy: tx.actor.id } });
    await audit(tx, { action: 'UPDATE', recordType: 'TherapyRoom', recordId: id, before, after });
    return getRoom(tx, id);
  });
}

/** Removes a room that was never booked. Throws 403, 404, 409, 412. */
export async function deleteRoom(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  await inTransaction(ctx, async (tx) => {
    const before = await lockRoom(tx, id, match);
    await tx.db.therapyRoom.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'TherapyRoom', recordId: id, before });
  });
}
