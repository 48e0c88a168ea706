/** What is used in sessions, and how many of it there are. */
import { z } from 'zod';
import { requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import type { TherapyEquipment } from '../../generated/prisma/index.js';
import { notFound } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { requireOpenLocation } from '../../scheduling/availability/references.js';
import { toOptionalId } from '../../kernel/ids.js';
import type { Page } from '../../database/lists.js';
import { check, line, optionalText } from '../../kernel/validation.js';
import type { CreateEquipmentInput, EquipmentListQuery, UpdateEquipmentInput } from './equipment.dto.js';
import { type EquipmentRow, findEquipmentRow, listEquipmentRows } from '../details/practice.queries.js';

const fields = z.strictObject({
  name: line(100),
  description: optionalText(2000),
  quantity: z.int('must be a whole number').min(0, 'must not be negative').max(1_000_000, 'must be at most 1000000').optional(),
  isAvailable: z.boolean().optional(),
  notes: optionalText(2000),
  locationId: z.string().nullish(),
});

/** The equipment that matches. Throws 403. */
export async function listEquipment(ctx: Ctx, query: EquipmentListQuery): Promise<Page<EquipmentRow>> {
  requirePermission(ctx.actor, Permission.VIEW_PRACTICE);
  return listEquipmentRows(ctx, query);
}

/** One kind of equipment. Throws 403, 404. */
export async function getEquipment(ctx: Ctx, id: bigint): Promise<EquipmentRow> {
  requirePermission(ctx.actor, Permission.VIEW_PRACTICE);
  const row = await findEquipmentRow(ctx, id);
  if (!row) throw notFound('equipment');
  return row;
}

/** Adds equipment. Throws 403, 422. */
export async function createEquipment(ctx: Ctx, input: CreateEquipmentInput): Promise<EquipmentRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const { locationId: place, ...data } = check(fields, input);
  const locationId = toOptionalId(place, 'locationId') ?? null;
  return inTransaction(ctx, async (tx) => {
    await requireOpenLocation(tx, locationId);
    const row = await tx.db.therapyEquipment.create({
      data: { ...data, locationId, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'TherapyEquipment', recordId: row.id, after: row });
    return getEquipment(tx, row.id);
  });
}

async function lockEquipment(ctx: Ctx, id: bigint, match?: Match): Promise<TherapyEquipment> {
  await lockRow(ctx.db, 'therapy_equipment', id);
  const row = await ctx.db.therapyEquipment.findUnique({ where: { id } });
  if (!row) throw notFound('equipment');
  await match?.(ctx);
  return row;
}

/** Changes the fields that are sent. What is booked elsewhere stays. Throws 403, 404, 412 when somebody changed it since what `match` wants, 422. */
export async function updateEquipment(ctx: Ctx, id: bigint, input: UpdateEquipmentInput, match?: Match): Promise<EquipmentRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const { locationId: place, ...data } = check(fields.partial(), input);
  const locationId = toOptionalId(place, 'locationId');
  return inTransaction(ctx, async (tx) => {
    const before = await lockEquipment(tx, id, match);
    if (locationId !== before.locationId) await requireOpenLocation(tx, locationId);
    const after = await tx.db.therapyEquipment.update({ where: { id }, data: { ...data, locationId, updatedBy: tx.actor.id } });
    await audit(tx, { action: 'UPDATE', recordType: 'TherapyEquipment', recordId: id, before, after });
    return getEquipment(tx, id);
  });
}

/** Removes equipment that no appointment used. Throws 403, 404, 409, 412. */
export async function deleteEquipment(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  await inTransaction(ctx, async (tx) => {
    const before = await lockEquipment(tx, id, match);
    await tx.db.therapyEquipment.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'TherapyEquipment', recordId: id, before });
  });
}
