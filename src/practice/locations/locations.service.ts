/** The places where the practice works. One of them is the main one, always. */
import { requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit, auditMany } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { locked } from '../../database/changing.js';
import type { PracticeLocation } from '../../generated/prisma/index.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import { requirePhone } from '../../access/practice-country.js';
import type { LocationChanges, LocationList, NewLocation } from './locations.input.js';
import { requireNobodyOnClock } from '../details/clock-in-use.js';
import { requireFreeText } from '../details/hours-text.js';
import { findLocationRow, listLocationRows, type LocationRow } from './locations.queries.js';
import { getPractice, lockPractice } from '../details/practice.service.js';

/** The locations that match. Throws 403. */
export async function listLocations(ctx: Ctx, query: LocationList): Promise<Page<LocationRow>> {
  requirePermission(ctx.actor, Permission.VIEW_PRACTICE);
  return listLocationRows(ctx, query);
}

/** One location. Throws 403, 404. */
export async function getLocation(ctx: Ctx, id: bigint): Promise<LocationRow> {
  requirePermission(ctx.actor, Permission.VIEW_PRACTICE);
  const row = await findLocationRow(ctx, id);
  if (!row) throw notFound('location');
  return row;
}

/** A position needs both of its numbers. */
function requirePosition({ latitude, longitude }: { latitude?: unknown; longitude?: unknown }): void {
  const has = (value: unknown) => value !== null && value !== undefined;
  if (has(latitude) === has(longitude)) return;
  throw unprocessable('location.position', 'Give latitude and longitude together.', has(latitude) ? 'longitude' : 'latitude');
}

/** Takes "main" from the location that has it, if another one does. The practice's row must be locked. */
async function demoteMain(ctx: Ctx, practiceId: bigint, except?: bigint): Promise<void> {
  const before = await ctx.db.practiceLocation.findFirst({ where: { practiceId, isMainLocation: true, id: { not: except } } });
  if (!before) return;
  const after = await ctx.db.practiceLocation.update({
    where: { id: before.id },
    data: { isMainLocation: false, updatedBy: ctx.actor.id },
  });
  await audit(ctx, {
    action: 'UPDATE',
    recordType: 'PracticeLocation',
    recordId: before.id,
    before,
    after,
    reason: 'another location is the main one now',
  });
  await emit(ctx, 'location.updated', { id: before.id, before, after });
}

/**
 * Adds a location; the first is the main one, and a new main one takes that from the old.
 * @param practiceId which practice, where there are several; the first if not said
 */
export async function createLocation(ctx: Ctx, input: NewLocation, practiceId?: bigint): Promise<LocationRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  requirePosition(input);
  await requirePhone(ctx, input.phone);
  return inTransaction(ctx, async (tx) => {
    const practice = await lockPractice(tx, practiceId ?? (await getPractice(tx)).id);
    const hasMain = (await tx.db.practiceLocation.count({ where: { practiceId: practice.id, isMainLocation: true } })) > 0;
    const isMainLocation = (input.isMainLocation ?? false) || (!hasMain && input.isActive !== false);
    if (isMainLocation && input.isActive === false) throw mainStaysActive();
    if (isMainLocation) await demoteMain(tx, practice.id);
    const row = await tx.db.practiceLocation.create({
      data: {
        timezone: practice.timezone,
        ...input,
        isMainLocation,
        practiceId: practice.id,
        createdBy: tx.actor.id,
        updatedBy: tx.actor.id,
        createdAt: tx.now(),
      },
    });
    await audit(tx, { action: 'CREATE', recordType: 'PracticeLocation', recordId: row.id, after: row });
    await emit(tx, 'location.created', { id: row.id });
    return getLocation(tx, row.id);
  });
}

const mainStaysActive = () =>
  unprocessable('location.main_active', 'The main location stays active. Make another one the main location first.', 'isActive');

const LOCATION: Audited<PracticeLocation> = {
  recordType: 'PracticeLocation',
  what: 'location',
  find: (db, id) => db.practiceLocation.findUnique({ where: { id } }),
};

/** The practice is locked before its location. Throws 404. */
async function lockPracticeOf(tx: Ctx, id: bigint): Promise<void> {
  const found = await tx.db.practiceLocation.findUnique({ where: { id }, select: { practiceId: true } });
  if (!found) throw notFound('location');
  await lockPractice(tx, found.practiceId);
}

/** Locks the practice, then the location. Throws 404, 412. */
export async function lockLocation(tx: Ctx, id: bigint, match?: Match): Promise<PracticeLocation> {
  await lockPracticeOf(tx, id);
  return locked(tx, LOCATION, id, match);
}

/** Changes the fields that are sent. Throws 403, 404, 409 for a clock that appointments keep, 412 when somebody changed it since what `match` wants, 422. */
export async function updateLocation(ctx: Ctx, id: bigint, changes: LocationChanges, match?: Match): Promise<LocationRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  return inTransaction(ctx, async (tx) => {
    await lockPracticeOf(tx, id);
    const change = await changing(tx, LOCATION, id, match, async (before) => {
      if (changes.phone !== before.phone) await requirePhone(tx, changes.phone);
      const planned = { ...before, ...changes };
      requirePosition(planned);
      await requireFreeText(tx, id, { before: before.hoursOfOperation, sent: changes.hoursOfOperation });
      if (before.isMainLocation && changes.isMainLocation === false) {
        throw unprocessable(
          'location.main_required',
          'The practice needs a main location. Make another one the main location instead.',
          'isMainLocation',
        );
      }
      if (planned.isMainLocation && !planned.isActive) throw mainStaysActive();
      if (planned.timezone !== before.timezone) await requireNobodyOnClock(tx, id);
      if (planned.isMainLocation && !before.isMainLocation) await demoteMain(tx, before.practiceId, id);
      return tx.db.practiceLocation.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'location.updated', { id, ...change });
    return getLocation(tx, id);
  });
}

/** Removes a location that nothing refers to. Throws 403, 404, 409 for one in use and for the main one of several, 412. */
export async function deleteLocation(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  await inTransaction(ctx, async (tx) => {
    await lockPracticeOf(tx, id);
    await removing(tx, LOCATION, id, match, async (before) => {
      const others = await tx.db.practiceLocation.count({ where: { practiceId: before.practiceId, id: { not: id } } });
      if (before.isMainLocation && others)
        throw conflict('location.main', 'This is the main location. Make another one the main location first.');
      const hours = await tx.db.openingHours.findMany({ where: { locationId: id } });
      await tx.db.openingHours.deleteMany({ where: { locationId: id } });
      await auditMany(
        tx,
        hours.map((row) => ({ action: 'DELETE' as const, recordType: 'OpeningHours', recordId: row.id, before: row })),
      );
      await tx.db.practiceLocation.delete({ where: { id } });
    });
    await emit(tx, 'location.deleted', { id });
  });
}
