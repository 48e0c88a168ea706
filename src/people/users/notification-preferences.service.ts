/** How each user wants to be told of things. Made with the user; made again with the defaults where they are missing. */
import { Permission } from '../../access/permissions.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Audited, changing } from '../../audit/changing.js';
import type { NotificationPreference } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import type { PreferenceChanges } from './users.input.js';
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
  table: 'notification_preferences',
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
