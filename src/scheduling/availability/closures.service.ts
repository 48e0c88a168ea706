/** Days on which the practice, or one location, is closed. */
import { z } from 'zod';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { PracticeClosure } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { toOptionalId } from '../../kernel/ids.js';
import type { Page } from '../../database/lists.js';
import { toDate } from '../../kernel/time.js';
import { check, line } from '../../kernel/validation.js';
import { type ClosureRow, findClosureRow, listClosureRows } from './availability.queries.js';
import type { ClosureListQuery, CreateClosureInput, UpdateClosureInput } from './closures.dto.js';
import { requireOpenLocation } from '../../practice/locations/open-location.js';

const fields = z.strictObject({
  name: line(100),
  locationId: z.string().nullish(),
  startDate: z.string(),
  endDate: z.string(),
});

const LONGEST = 2 * 366 * 86_400_000;

/** Throws 422 unless the last day is the first or a later one, within two years. */
function requireDays(start: Date, end: Date): void {
  if (end < start) throw unprocessable('closure.dates', 'The last day is the first one or a later one.', 'endDate');
  if (end.getTime() - start.getTime() > LONGEST)
    throw unprocessable('closure.dates', 'A closure lasts two years at most.', 'endDate');
}

/** The closures that match, with the names of their locations. Throws 400, 403. */
export async function listClosures(ctx: Ctx, query: ClosureListQuery): Promise<Page<ClosureRow>> {
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

/** Adds a closure. What is booked on its days stays. Throws 400, 403, 422. */
export async function createClosure(ctx: Ctx, input: CreateClosureInput): Promise<ClosureRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  const given = check(fields, input);
  const data = {
    name: given.name,
    locationId: toOptionalId(given.locationId, 'locationId') ?? null,
    startDate: toDate(given.startDate, 'startDate'),
    endDate: toDate(given.endDate, 'endDate'),
  };
  requireDays(data.startDate, data.endDate);
  return inTransaction(ctx, async (tx) => {
    await requireOpenLocation(tx, data.locationId);
    const row = await tx.db.practiceClosure.create({
      data: { ...data, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'PracticeClosure', recordId: row.id, after: row });
    await emit(tx, 'closure.created', { id: row.id });
    return found(await findClosureRow(tx, row.id));
  });
}

const CLOSURE: Audited<PracticeClosure> = {
  recordType: 'PracticeClosure',
  table: 'practice_closures',
  what: 'closure',
  find: (db, id) => db.practiceClosure.findUnique({ where: { id } }),
};

/** Changes the fields that are sent. Throws 400, 403, 404, 412 when somebody changed it since what `match` wants, 422. */
export async function updateClosure(ctx: Ctx, id: bigint, input: UpdateClosureInput, match?: Match): Promise<ClosureRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  const given = check(fields.partial(), input);
  return inTransaction(ctx, async (tx) => {
    const change = await changing(tx, CLOSURE, id, match, async (before) => {
      const locationId = toOptionalId(given.locationId, 'locationId');
      const startDate = given.startDate === undefined ? before.startDate : toDate(given.startDate, 'startDate');
      const endDate = given.endDate === undefined ? before.endDate : toDate(given.endDate, 'endDate');
      requireDays(startDate, endDate);
      if (locationId !== before.locationId) await requireOpenLocation(tx, locationId);
      const data = { name: given.name, locationId, startDate, endDate, updatedBy: tx.actor.id };
      return tx.db.practiceClosure.update({ where: { id }, data });
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
