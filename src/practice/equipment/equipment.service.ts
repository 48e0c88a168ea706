/** What is used in sessions, and how many of it there are. */
import { requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { TherapyEquipment } from '../../generated/prisma/index.js';
import { notFound } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { requireOpenLocation } from '../locations/open-location.js';
import type { Page } from '../../database/lists.js';
import type { EquipmentChanges, EquipmentList, NewEquipment } from './equipment.input.js';
import { type EquipmentRow, findEquipmentRow, listEquipmentRows } from './equipment.queries.js';

/** The equipment that matches. Throws 403. */
export async function listEquipment(ctx: Ctx, query: EquipmentList): Promise<Page<EquipmentRow>> {
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
export async function createEquipment(ctx: Ctx, input: NewEquipment): Promise<EquipmentRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const locationId = input.locationId ?? null;
  return inTransaction(ctx, async (tx) => {
    await requireOpenLocation(tx, locationId);
    const row = await tx.db.therapyEquipment.create({
      data: { ...input, locationId, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'TherapyEquipment', recordId: row.id, after: row });
    await emit(tx, 'equipment.created', { id: row.id });
    return getEquipment(tx, row.id);
  });
}

const EQUIPMENT: Audited<TherapyEquipment> = {
  recordType: 'TherapyEquipment',
  what: 'equipment',
  find: (db, id) => db.therapyEquipment.findUnique({ where: { id } }),
};

/** Changes the fields that are sent. What is booked elsewhere stays. Throws 403, 404, 412 when somebody changed it since what `match` wants, 422. */
export async function updateEquipment(ctx: Ctx, id: bigint, changes: EquipmentChanges, match?: Match): Promise<EquipmentRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  return inTransaction(ctx, async (tx) => {
    const change = await changing(tx, EQUIPMENT, id, match, async (before) => {
      if (changes.locationId !== before.locationId) await requireOpenLocation(tx, changes.locationId);
      return tx.db.therapyEquipment.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'equipment.updated', { id, ...change });
    return getEquipment(tx, id);
  });
}

/** Removes equipment that no appointment used. Throws 403, 404, 409, 412. */
export async function deleteEquipment(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, EQUIPMENT, id, match, () => tx.db.therapyEquipment.delete({ where: { id } }));
    await emit(tx, 'equipment.deleted', { id });
  });
}
