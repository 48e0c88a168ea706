/** Levels of urgency that the practice has named: on one scale with the priorities of the document. */
import { z } from 'zod';
import { Permission } from '../access/permissions.js';
import { requirePermission } from '../access/policy.js';
import { audit } from '../audit/audit.service.js';
import { type Ctx, inTransaction } from '../context.js';
import { lockRow } from '../database/row-locks.js';
import type { WaitlistPriorityLevel as WaitlistPriorityLevelRow } from '../generated/prisma/index.js';
import { conflict, notFound } from '../shared/errors.js';
import type { Match } from '../shared/etag.js';
import { check, line, matching } from '../shared/validation.js';
import type { WaitlistPriorityLevelInput, UpdateWaitlistPriorityLevelInput } from './priority-levels.dto.js';

const MOST = 200;

const fields = z.strictObject({
  name: line(100),
  rank: z.int('must be a whole number').min(1, 'must be at least 1').max(999, 'must be at most 999'),
  colour: matching(/^#[0-9A-Fa-f]{6}$/, 7, 'must be a colour like #C0392B').transform((colour) => colour.toUpperCase()),
  isActive: z.boolean().optional(),
});

/** All of them, in their order. Throws 403. */
export async function listWaitlistPriorityLevels(ctx: Ctx): Promise<WaitlistPriorityLevelRow[]> {
  requirePermission(ctx.actor, Permission.VIEW_WAITLIST);
  return ctx.db.waitlistPriorityLevel.findMany({ orderBy: [{ rank: 'asc' }, { name: 'asc' }, { id: 'asc' }], take: MOST });
}

/** One of them. Throws 403, 404. */
export async function getWaitlistPriorityLevel(ctx: Ctx, id: bigint): Promise<WaitlistPriorityLevelRow> {
  requirePermission(ctx.actor, Permission.VIEW_WAITLIST);
  const row = await ctx.db.waitlistPriorityLevel.findUnique({ where: { id } });
  if (!row) throw notFound('priority level');
  return row;
}

/** Adds one. Throws 403, 409 for a name that is there, or for more than 200, 422. */
export async function createWaitlistPriorityLevel(
  ctx: Ctx,
  input: WaitlistPriorityLevelInput,
): Promise<WaitlistPriorityLevelRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const data = check(fields, input);
  return inTransaction(ctx, async (tx) => {
    if ((await tx.db.waitlistPriorityLevel.count()) >= MOST)
      throw conflict('priority_level.too_many', 'There are 200 of them already: delete one first.');
    const row = await tx.db.waitlistPriorityLevel.create({
      data: { ...data, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'WaitlistPriorityLevel', recordId: row.id, after: row });
    return row;
  });
}

async function lockWaitlistPriorityLevel(ctx: Ctx, id: bigint, match?: Match): Promise<WaitlistPriorityLevelRow> {
  await lockRow(ctx.db, 'waitlist_priority_levels', id);
  const row = await ctx.db.waitlistPriorityLevel.findUnique({ where: { id } });
  if (!row) throw notFound('priority level');
  await match?.(ctx);
  return row;
}

/** Changes the fields that are sent. Throws 403, 404, 409, 412 when somebody changed it since what `match` wants, 422. */
export async function updateWaitlistPriorityLevel(
  ctx: Ctx,
  id: bigint,
  input: UpdateWaitlistPriorityLevelInput,
  match?: Match,
): Promise<WaitlistPriorityLevelRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const data = check(fields.partial(), input);
  return inTransaction(ctx, async (tx) => {
    const before = await lockWaitlistPriorityLevel(tx, id, match);
    const after = await tx.db.waitlistPriorityLevel.update({ where: { id }, data: { ...data, updatedBy: tx.actor.id } });
    await audit(tx, { action: 'UPDATE', recordType: 'WaitlistPriorityLevel', recordId: id, before, after });
    return after;
  });
}

/** Removes one. Throws 403, 404, 412; the database keeps one that entries have (409 `record.in_use`). */
export async function deleteWaitlistPriorityLevel(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  await inTransaction(ctx, async (tx) => {
    const before = await lockWaitlistPriorityLevel(tx, id, match);
    await tx.db.waitlistPriorityLevel.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'WaitlistPriorityLevel', recordId: id, before });
  });
}
