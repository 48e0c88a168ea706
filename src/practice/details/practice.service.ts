/** The practice itself: one row, which the first start makes. */
import { requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Kept, locked } from '../../database/changing.js';
import { takeTurn } from '../../database/row-locks.js';
import type { Practice as PracticeRow } from '../../generated/prisma/index.js';
import { conflict, notFound } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { requireNobodyOnClock } from './clock-in-use.js';
import { requireFreeText } from './hours-text.js';
import { requirePhoneOf, UNKNOWN_COUNTRY } from '../../access/practice-country.js';
import { forgetHabits } from '../../access/practice-zone.js';
import type { NewPractice, PracticeChanges } from './practice.input.js';

export type { PracticeRow };

/** The practice: the row of the lowest id. Throws 403, 404 before the reference data are seeded. */
export async function getPractice(ctx: Ctx): Promise<PracticeRow> {
  requirePermission(ctx.actor, Permission.VIEW_PRACTICE);
  const row = await ctx.db.practice.findFirst({ orderBy: { id: 'asc' } });
  if (!row) throw notFound('practice');
  return row;
}

/** As updatePractice, of the one practice that the API knows. */
export async function updateThePractice(ctx: Ctx, changes: PracticeChanges, match?: Match): Promise<PracticeRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  return updatePractice(ctx, (await getPractice(ctx)).id, changes, match);
}

/**
 * Changes the fields that are sent. Throws 403, 404, 409 for a clock that appointments keep, 412 when somebody changed it since what
 * `match` wants, 422.
 */
export async function updatePractice(ctx: Ctx, id: bigint, changes: PracticeChanges, match?: Match): Promise<PracticeRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const changed = await inTransaction(ctx, async (tx) => {
    const before = await lockPractice(tx, id);
    await match?.(tx);
    const first = await tx.db.practice.findFirst({ orderBy: { id: 'asc' }, select: { id: true } });
    // Opening hours and the clock of the practice are those of the one that the API knows.
    if (first?.id === id) {
      await requireFreeText(tx, null, { before: before.hoursOfOperation, sent: changes.hoursOfOperation });
      if (changes.timezone && changes.timezone !== before.timezone) await requireNobodyOnClock(tx, null);
    }
    if (changes.phone !== before.phone) requirePhoneOf(changes.country ?? before.country, changes.phone);
    const after = await tx.db.practice.update({ where: { id }, data: changes });
    await audit(tx, { action: 'UPDATE', recordType: 'Practice', recordId: id, before, after });
    await emit(tx, 'practice.updated', { id, before, after });
    return after;
  });
  forgetHabits(ctx);
  return changed;
}

/** A further row; for the panel alone, the API knows the first one only. Throws 403, 422. */
export async function createPractice(ctx: Ctx, input: NewPractice): Promise<PracticeRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  requirePhoneOf(input.country ?? UNKNOWN_COUNTRY, input.phone);
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db.practice.create({ data: input });
    await audit(tx, { action: 'CREATE', recordType: 'Practice', recordId: row.id, after: row });
    await emit(tx, 'practice.created', { id: row.id });
    return row;
  });
}

/** Removes a row. Throws 403, 404, 409 for the only one, for one with locations, and where appointments would change their clock. */
export async function deletePractice(ctx: Ctx, id: bigint): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  await inTransaction(ctx, async (tx) => {
    // Two who delete the last two at the same time must not both succeed.
    await takeTurn(tx.db, 'the last practice');
    const before = await lockPractice(tx, id);
    const [first, second] = await tx.db.practice.findMany({ orderBy: { id: 'asc' }, take: 2 });
    if (!second) throw conflict('practice.last', 'This is the only practice. Change it instead.');
    // The next one's clock would be that of the appointments without a location.
    if (first?.id === id && second.timezone !== before.timezone) await requireNobodyOnClock(tx, null);
    await tx.db.practice.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'Practice', recordId: id, before });
    await emit(tx, 'practice.deleted', { id });
  });
  forgetHabits(ctx);
}

const PRACTICE: Kept<PracticeRow> = {
  recordType: 'Practice',
  what: 'practice',
  find: (db, id) => db.practice.findUnique({ where: { id } }),
};

/** The row, locked until the transaction ends: also whoever decides about the practice's main location takes it. Throws 404. */
export async function lockPractice(ctx: Ctx, id: bigint): Promise<PracticeRow> {
  return locked(ctx, PRACTICE, id);
}
