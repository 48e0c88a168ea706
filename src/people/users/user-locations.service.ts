/** Where each user works: some locations, one of them the primary one. They count as part of the account: a change gives it a new version. */
import { requireMayManage } from '../../access/keys.js';
import { requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { Prisma } from '../../generated/prisma/index.js';
import { AppError, conflict, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { NewUserLocation, WantedLocations } from './users.input.js';
import { findUser, lockUser, requireSelfOr, type User } from './users.service.js';

const WITH_NAME = { location: { select: { name: true } } } as const;
export type UserLocationRow = Prisma.UserLocationGetPayload<{ include: typeof WITH_NAME }>;

export interface UserLocations {
  user: User;
  /** The primary one first. */
  locations: UserLocationRow[];
}

async function read(ctx: Ctx, userId: bigint): Promise<UserLocations> {
  const user = await findUser(ctx, userId);
  const orderBy = [{ isPrimary: 'desc' as const }, { locationId: 'asc' as const }];
  return { user, locations: await ctx.db.userLocation.findMany({ where: { userId }, include: WITH_NAME, orderBy }) };
}

/** Where a user works. Throws 403 for another's without VIEW_USER, 404. */
export async function listUserLocations(ctx: Ctx, userId: bigint): Promise<UserLocations> {
  requireSelfOr(ctx, userId, Permission.VIEW_USER);
  return read(ctx, userId);
}

/** Sets where a user works. Throws 403, 404, 412 when the account was changed since what `match` wants, 422. */
export async function setUserLocations(ctx: Ctx, userId: bigint, wanted: WantedLocations, match?: Match): Promise<UserLocations> {
  return changeUserLocations(ctx, userId, () => wanted, match);
}

/** As setUserLocations, with what shall be told from what is. */
export async function changeUserLocations(
  ctx: Ctx,
  userId: bigint,
  decide: (present: UserLocationRow[]) => WantedLocations,
  match?: Match,
): Promise<UserLocations> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  return inTransaction(ctx, async (tx) => {
    await lockUser(tx, userId, match);
    await requireMayManage(tx, userId);
    const { locations: present } = await read(tx, userId);
    const wanted = decide(present);
    await requireLocations(tx, wanted.locationIds);
    await replace(tx, userId, present, wanted.locationIds, primaryOf(present, wanted));
    await tx.db.user.update({ where: { id: userId }, data: { updatedBy: tx.actor.id }, select: { id: true } });
    return read(tx, userId);
  });
}

/** The primary location, if it is not this one. */
const primaryBeside = (present: UserLocationRow[], locationId: bigint): bigint | null =>
  present.find((row) => row.isPrimary && row.locationId !== locationId)?.locationId ?? null;

/** Adds a location to those of a user. Throws 403, 404, 409 where it is there, 422. */
export async function addUserLocation(ctx: Ctx, { userId, locationId, isPrimary }: NewUserLocation): Promise<void> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  const there = await ctx.db.practiceLocation.findUnique({ where: { id: locationId }, select: { id: true } });
  if (!there) throw unprocessable('reference.not_found', 'There is no such location.', 'locationId');
  await changeUserLocations(ctx, userId, (present) => {
    if (present.some((row) => row.locationId === locationId)) {
      throw conflict('record.exists', 'This person already works at this location.', {
        errors: [{ path: 'locationId', message: 'is already there' }],
      });
    }
    return {
      locationIds: [...present.map((row) => row.locationId), locationId],
      primaryLocationId: isPrimary ? locationId : primaryBeside(present, locationId),
    };
  });
}

/** Makes one of a user's locations the primary one, or no longer. Throws 403, 404, 422. */
export async function setPrimary(ctx: Ctx, userId: bigint, locationId: bigint, isPrimary: boolean): Promise<void> {
  await changeUserLocations(ctx, userId, (present) => ({
    locationIds: present.map((row) => row.locationId),
    primaryLocationId: isPrimary ? locationId : primaryBeside(present, locationId),
  }));
}

/** Takes a location from those of a user. Throws 403, 404. */
export async function removeUserLocation(ctx: Ctx, userId: bigint, locationId: bigint): Promise<void> {
  await changeUserLocations(ctx, userId, (present) => ({
    locationIds: present.map((row) => row.locationId).filter((one) => one !== locationId),
    primaryLocationId: primaryBeside(present, locationId),
  }));
}

/** Throws 422 with the place of each location that is named twice or isn't there. */
async function requireLocations(ctx: Ctx, ids: bigint[]): Promise<void> {
  const there = new Set(
    (await ctx.db.practiceLocation.findMany({ where: { id: { in: ids } }, select: { id: true } })).map(({ id }) => id),
  );
  const errors = ids.flatMap((id, index) => {
    if (!there.has(id)) return [{ path: `locationIds.${index}`, message: 'There is no such location.' }];
    return ids.indexOf(id) === index ? [] : [{ path: `locationIds.${index}`, message: 'This location is named twice.' }];
  });
  if (errors.length) throw new AppError(422, 'reference.not_found', 'Some locations are not right.', { errors });
}

function primaryOf(present: UserLocationRow[], { locationIds, primaryLocationId }: WantedLocations): bigint | null {
  if (primaryLocationId === null) return null;
  if (primaryLocationId === undefined) {
    const kept = present.find((row) => row.isPrimary && locationIds.includes(row.locationId));
    return kept?.locationId ?? locationIds[0] ?? null;
  }
  if (!locationIds.includes(primaryLocationId)) {
    throw unprocessable(
      'user_location.primary_unknown',
      'The primary location must be one of the locations.',
      'primaryLocationId',
    );
  }
  return primaryLocationId;
}

async function replace(
  tx: Ctx,
  userId: bigint,
  present: UserLocationRow[],
  ids: bigint[],
  primary: bigint | null,
): Promise<void> {
  const recordType = 'UserLocation';
  // Those that lose something come first: two primary ones at once are refused by the database.
  for (const row of present.filter(({ locationId }) => !ids.includes(locationId))) {
    await tx.db.userLocation.delete({ where: { userId_locationId: { userId, locationId: row.locationId } } });
    await audit(tx, { action: 'DELETE', recordType, recordId: `${userId}.${row.locationId}`, before: facts(row) });
  }
  const changed = present.filter((row) => ids.includes(row.locationId) && row.isPrimary !== (row.locationId === primary));
  for (const row of changed.sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary))) {
    const after = await tx.db.userLocation.update({
      where: { userId_locationId: { userId, locationId: row.locationId } },
      data: { isPrimary: !row.isPrimary },
    });
    await audit(tx, { action: 'UPDATE', recordType, recordId: `${userId}.${row.locationId}`, before: facts(row), after });
  }
  for (const locationId of ids.filter((id) => !present.some((row) => row.locationId === id))) {
    const after = await tx.db.userLocation.create({
      data: { userId, locationId, isPrimary: locationId === primary, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType, recordId: `${userId}.${locationId}`, after });
  }
  await emit(tx, 'user.locations_changed', { id: userId, data: { locationIds: ids, primaryLocationId: primary } });
}

const facts = ({ userId, locationId, isPrimary, createdAt }: UserLocationRow) => ({ userId, locationId, isPrimary, createdAt });
