import type { Ctx } from '../../access/context.js';
import { daysAgo } from '../../jobs/prune.js';

const READ_NEWS_DAYS = 90;

/** Notifications that were read, so many days after they were made. What was not read stays. */
export async function pruneReadNotifications(ctx: Ctx): Promise<number> {
  const createdAt = { lt: daysAgo(ctx, READ_NEWS_DAYS) };
  return (await ctx.db.notification.deleteMany({ where: { createdAt, readAt: { not: null } } })).count;
}
