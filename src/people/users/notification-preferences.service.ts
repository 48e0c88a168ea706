/** How each user wants to be told of things. Made with the user; made again with the defaults where they are missing. */
import { Permission } from '../../access/permissions.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import type { NotificationPreference } from '../../generated/prisma/index.js';
import { notFound } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { NewPreferences, PreferenceChanges } from './users.input.js';
import { findUser, requireSelfOr } from './users.service.js';

/** A user's preferences. Throws 403 for another's without MANAGE_USER, 404. */
export async function getPreferences(ctx: Ctx, userId: bigint): Promise<NotificationPreference> {
  requireSelfOr(ctx, userId, Permission.MANAGE_USER);
  const there = await ctx.db.notificationPreference.findUnique({ where: { userId } });
  if (there) return there;
  await findUser(ctx, userId);
  await ctx.db.notificationPreference.createMany({ data: [{ userId, updatedAt: ctx.now() }], skipDuplicates: true });
  return ctx.db.notificationPreference.findUniqueOrThrow({ where: { userId } });
}

const PREFERENCES: Audited<NotificationPreference> = {
  recordType: 'NotificationPreference',
  what: 'notification preference',
  find: (db, id) => db.notificationPreference.findUnique({ where: { id } }),
};

/** Changes the preferences that are given. Throws 403, 404, 412. */
export async function updatePreferences(
  ctx: Ctx,
  userId: bigint,
  changes: PreferenceChanges,
  match?: Match,
): Promise<NotificationPreference> {
  requireSelfOr(ctx, userId, Permission.MANAGE_USER);
  return inTransaction(ctx, async (tx) => {
    const { id } = await getPreferences(tx, userId);
    const update = () => tx.db.notificationPreference.update({ where: { id }, data: changes });
    const change = await changing(tx, PREFERENCES, id, match, update);
    await emit(tx, 'user.preferences_changed', { id: userId });
    return change.after;
  });
}

/** Whose preferences these are. Throws 403 for another's without MANAGE_USER, 404. */
async function ownerOf(ctx: Ctx, id: bigint): Promise<bigint> {
  const row = await PREFERENCES.find(ctx.db, id);
  if (!row) throw notFound(PREFERENCES.what);
  requireSelfOr(ctx, row.userId, Permission.MANAGE_USER);
  return row.userId;
}

/** Adds a user's preferences where they are missing. Throws 403, 404, 409 where they are not. */
export async function createPreferences(ctx: Ctx, input: NewPreferences): Promise<NotificationPreference> {
  requireSelfOr(ctx, input.userId, Permission.MANAGE_USER);
  return inTransaction(ctx, async (tx) => {
    await findUser(tx, input.userId);
    const row = await tx.db.notificationPreference.create({ data: { ...input, updatedAt: tx.now() } });
    await audit(tx, { action: 'CREATE', recordType: 'NotificationPreference', recordId: row.id, after: row });
    await emit(tx, 'user.preferences_changed', { id: input.userId });
    return row;
  });
}

/** As updatePreferences, by the preferences' own id. */
export async function updatePreferencesOf(ctx: Ctx, id: bigint, changes: PreferenceChanges): Promise<void> {
  await updatePreferences(ctx, await ownerOf(ctx, id), changes);
}

/** Deletes preferences: they are the usual ones again. Throws 403, 404. */
export async function deletePreferences(ctx: Ctx, id: bigint): Promise<void> {
  const userId = await ownerOf(ctx, id);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, PREFERENCES, id, undefined, () => tx.db.notificationPreference.delete({ where: { id } }));
    await emit(tx, 'user.preferences_changed', { id: userId });
  });
}
