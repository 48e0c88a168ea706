/** The reasons for which appointments are called off, as the practice lists them. */
import { z } from 'zod';
import { Permission } from '../access/permissions.js';
import { requirePermission } from '../access/policy.js';
import { audit } from '../audit/audit.service.js';
import { type Ctx, inTransaction } from '../context.js';
import { lockRow } from '../database/row-locks.js';
import type { CancellationReason as CancellationReasonRow } from '../generated/prisma/index.js';
import { conflict, notFound } from '../shared/errors.js';
import type { Match } from '../shared/etag.js';
import { check, line } from '../shared/validation.js';
import type { CancellationReasonInput, UpdateCancellationReasonInput } from './cancellation-reasons.dto.js';

const MOST = 200;

const fields = z.strictObject({
  name: line(100),
  party: z.enum(['CLIENT', 'THERAPIST', 'PRACTICE', 'OTHER']).nullish(),
  isActive: z.boolean().optional(),
});

/** All of them, in their order. Throws 403. */
export async function listCancellationReasons(ctx: Ctx): Promise<CancellationReasonRow[]> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return ctx.db.cancellationReason.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }], take: MOST });
}

/** One of them. Throws 403, 404. */
export async function getCancellationReason(ctx: Ctx, id: bigint): Promise<CancellationReasonRow> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const row = await ctx.db.cancellationReason.findUnique({ where: { id } });
  if (!row) throw notFound('cancellation reason');
  return row;
}

/** Adds one. Throws 403, 409 for a name that is there, or for more than 200, 422. */
export async function createCancellationReason(ctx: Ctx, input: CancellationReasonInput): Promise<CancellationReasonRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const data = check(fields, input);
  return inTransaction(ctx, async (tx) => {
    if ((await tx.db.cancellationReason.count()) >= MOST)
      throw conflict('cancellation_reason.too_many', 'There are 200 of them already: delete one first.');
    const row = await tx.db.cancellationReason.create({
      data: { ...data, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'CancellationReason', recordId: row.id, after: row });
    return row;
  });
}

async function lockCancellationReason(ctx: Ctx, id: bigint, match?: Match): Promise<CancellationReasonRow> {
  await lockRow(ctx.db, 'cancellation_reasons', id);
  const row = await ctx.db.cancellationReason.findUnique({ where: { id } });
  if (!row) throw notFound('cancellation reason');
  await match?.(ctx);
  return row;
}

/** Changes the fields that are sent. Throws 403, 404, 409, 412 when somebody changed it since what `match` wants, 422. */
export async function updateCancellationReason(
  ctx: Ctx,
  id: bigint,
  input: UpdateCancellationReasonInput,
  match?: Match,
): Promise<CancellationReasonRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const data = check(fields.partial(), input);
  return inTransaction(ctx, async (tx) => {
    const before = await lockCancellationReason(tx, id, match);
    const after = await tx.db.cancellationReason.update({ where: { id }, data: { ...data, updatedBy: tx.actor.id } });
    await audit(tx, { action: 'UPDATE', recordType: 'CancellationReason', recordId: id, before, after });
    return after;
  });
}

/** Removes one. Throws 403, 404, 412; the database keeps one for which appointments were cancelled (409 `record.in_use`). */
export async function deleteCancellationReason(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCancellationReason(tx, id, match);
    await tx.db.cancellationReason.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'CancellationReason', recordId: id, before });
  });
}
