/** When the practice and its locations are open: what rules obey, and what people read of it. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import type { OpeningHours } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import { findOpeningHoursRow, listOpeningHoursRows, type OpeningHoursRow } from './availability.queries.js';
import { openingInWords } from './rules/opening.js';
import type { NewOpeningHours, OpeningHoursChanges, OpeningHoursList } from './opening-hours.input.js';
import { requireOpenLocation } from '../../practice/locations/open-location.js';

/** Throws 422 for a stretch that ends before it begins. */
function requireStretch({ startTime, endTime }: Pick<OpeningHours, 'startTime' | 'endTime'>): void {
  if (endTime <= startTime)
    throw unprocessable('opening_hours.time', 'Opening hours end after they start, on the same day.', 'endTime');
}

/** The opening hours that match, with the names of the places. Throws 403. */
export async function listOpeningHours(ctx: Ctx, query: OpeningHoursList): Promise<Page<OpeningHoursRow>> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return listOpeningHoursRows(ctx, query);
}

/** One stretch of opening hours. Throws 403, 404. */
export async function getOpeningHours(ctx: Ctx, id: bigint): Promise<OpeningHoursRow> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return found(await findOpeningHoursRow(ctx, id));
}

function found<Row>(row: Row | null | undefined): Row {
  if (!row) throw notFound('opening hours');
  return row;
}

/** Adds opening hours. What is booked stays. Throws 403, 422. */
export async function createOpeningHours(ctx: Ctx, input: NewOpeningHours): Promise<OpeningHoursRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  const data = { ...input, locationId: input.locationId ?? null };
  requireStretch(data);
  return inTransaction(ctx, async (tx) => {
    await requireOpenLocation(tx, data.locationId);
    await lockPlace(tx, data.locationId);
    const row = await tx.db.openingHours.create({
      data: { ...data, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'OpeningHours', recordId: row.id, after: row });
    await emit(tx, 'opening_hours.created', { id: row.id });
    await writeText(tx, row.locationId);
    return found(await findOpeningHoursRow(tx, row.id));
  });
}

const OPENING_HOURS: Audited<OpeningHours> = {
  recordType: 'OpeningHours',
  what: 'opening hours',
  find: (db, id) => db.openingHours.findUnique({ where: { id } }),
};

/** The place is locked before the row. Throws 404. */
async function lockPlaceOf(tx: Ctx, id: bigint): Promise<void> {
  await lockPlace(tx, found(await OPENING_HOURS.find(tx.db, id)).locationId);
}

/** Changes the fields that are sent. Throws 403, 404, 412 when somebody changed them since what `match` wants, 422. */
export async function updateOpeningHours(
  ctx: Ctx,
  id: bigint,
  changes: OpeningHoursChanges,
  match?: Match,
): Promise<OpeningHoursRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  return inTransaction(ctx, async (tx) => {
    await lockPlaceOf(tx, id);
    const change = await changing(tx, OPENING_HOURS, id, match, async (before) => {
      requireStretch({ ...before, ...changes });
      return tx.db.openingHours.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'opening_hours.updated', { id, ...change });
    await writeText(tx, change.after.locationId);
    return found(await findOpeningHoursRow(tx, id));
  });
}

/** Removes opening hours. Throws 403, 404, 412. */
export async function deleteOpeningHours(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  await inTransaction(ctx, async (tx) => {
    await lockPlaceOf(tx, id);
    const before = await removing(tx, OPENING_HOURS, id, match, () => tx.db.openingHours.delete({ where: { id } }));
    await emit(tx, 'opening_hours.deleted', { id });
    await writeText(tx, before.locationId);
  });
}

/** The practice's own row; none before the reference data are there. */
const thePractice = (ctx: Ctx) => ctx.db.practice.findFirst({ orderBy: { id: 'asc' } });

/** Whoever writes the text of a place takes this first. */
async function lockPlace(ctx: Ctx, locationId: bigint | null): Promise<void> {
  if (locationId !== null) return lockRow(ctx.db, 'PracticeLocation', locationId);
  const practice = await thePractice(ctx);
  if (practice) await lockRow(ctx.db, 'Practice', practice.id);
}

/** What people read follows from the stretches. The place is locked. */
async function writeText(ctx: Ctx, locationId: bigint | null): Promise<void> {
  const hoursOfOperation = openingInWords(await ctx.db.openingHours.findMany({ where: { locationId } }));
  const reason = 'written from the opening hours';
  if (locationId !== null) {
    const before = await ctx.db.practiceLocation.findUniqueOrThrow({ where: { id: locationId } });
    const data = { hoursOfOperation, updatedBy: ctx.actor.id };
    const after = await ctx.db.practiceLocation.update({ where: { id: locationId }, data });
    await audit(ctx, { action: 'UPDATE', recordType: 'PracticeLocation', recordId: locationId, before, after, reason });
    await emit(ctx, 'location.updated', { id: locationId, before, after });
    return;
  }
  const before = await thePractice(ctx);
  if (!before) return;
  const after = await ctx.db.practice.update({ where: { id: before.id }, data: { hoursOfOperation } });
  await audit(ctx, { action: 'UPDATE', recordType: 'Practice', recordId: before.id, before, after, reason });
  await emit(ctx, 'practice.updated', { id: before.id, before, after });
}
