/** Days on which the practice, or one location, is closed. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { PracticeClosure } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import { type ClosureRow, findClosureRow, listClosureRows } from './availability.queries.js';
import type { ClosureChanges, ClosureList, NewClosure } from './closures.input.js';
import { requireOpenLocation } from '../../practice/locations/open-location.js';

const LONGEST = 2 * 366 * 86_400_000;

/** Throws 422 unless the last day is the first or a later one, within two years. */
function requireDays(start: Date, end: Date): void {
  if (end < start) throw unprocessable('closure.dates', 'The last day is the first one or a later one.', 'endDate');
  if (end.getTime() - start.getTime() > LONGEST)
    throw unprocessable('closure.dates', 'A closure lasts two years at most.', 'endDate');
}

/** The closures that match, with the names of their locations. Throws 403. */
export async function listClosures(ctx: Ctx, query: ClosureList): Promise<Page<ClosureRow>> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return listClosureRows(ctx, query);
}

/** One closure. Throws 403, 404. */
export async function getClosure(ctx: Ctx, id: bigint): Promise<ClosureRow> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return found(await findClosureRow(ctx, id));
}

function found<Row>(row: Row | null | undefined): Row {
  if (!row) throw notFound('closure');
  return row;
}

/** Adds a closure. What is booked on its days stays. Throws 403, 422. */
export async function createClosure(ctx: Ctx, input: NewClosure): Promise<ClosureRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  requireDays(input.startDate, input.endDate);
  return inTransaction(ctx, async (tx) => {
    await requireOpenLocation(tx, input.locationId);
    const row = await tx.db.practiceClosure.create({
      data: { ...input, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'PracticeClosure', recordId: row.id, after: row });
    await emit(tx, 'closure.created', { id: row.id });
    return found(await findClosureRow(tx, row.id));
  });
}

const CLOSURE: Audited<PracticeClosure> = {
  recordType: 'PracticeClosure',
  what: 'closure',
  find: (db, id) => db.practiceClosure.findUnique({ where: { id } }),
};

/** Changes the fields that are sent. Throws 403, 404, 412 when somebody changed it since what `match` wants, 422. */
export async function updateClosure(ctx: Ctx, id: bigint, changes: ClosureChanges, match?: Match): Promise<ClosureRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  return inTransaction(ctx, async (tx) => {
    const change = await changing(tx, CLOSURE, id, match, async (before) => {
      requireDays(changes.startDate ?? before.startDate, changes.endDate ?? before.endDate);
      if (changes.locationId !== before.locationId) await requireOpenLocation(tx, changes.locationId);
      return tx.db.practiceClosure.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'closure.updated', { id, ...change });
    return found(await findClosureRow(tx, id));
  });
}

/** Removes a closure. Throws 403, 404, 412. */
export async function deleteClosure(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, CLOSURE, id, match, () => tx.db.practiceClosure.delete({ where: { id } }));
    await emit(tx, 'closure.deleted', { id });
  });
}
