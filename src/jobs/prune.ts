/** What piles up and nobody needs any more. */
import { pruneSeriesPreviews } from '../scheduling/series/preview.queries.js';
import { pruneCounters } from '../access/rate-limit.js';
import type { Ctx } from '../access/context.js';
import { pruneEvents } from '../events/events.queries.js';
import { pruneExportRuns } from '../exports/export-runs.queries.js';
import { pruneKeptAnswers } from '../http/idempotency.js';

const DAY_MS = 86_400_000;
const READ_NEWS_DAYS = 90;
const SENT_MESSAGE_DAYS = 30;

const daysAgo = (ctx: Ctx, days: number): Date => new Date(ctx.now().getTime() - days * DAY_MS);

/** Notifications that were read, so many days after they were made. What was not read stays. */
async function pruneReadNotifications(ctx: Ctx): Promise<number> {
  const createdAt = { lt: daysAgo(ctx, READ_NEWS_DAYS) };
  return (await ctx.db.notification.deleteMany({ where: { createdAt, readAt: { not: null } } })).count;
}

/** Messages that were sent, or dropped as outdated: whom they went to and what they said. What failed or is kept waits for a person. */
async function pruneSentMessages(ctx: Ctx): Promise<number> {
  const createdAt = { lt: daysAgo(ctx, SENT_MESSAGE_DAYS) };
  return (await ctx.db.outboxMessage.deleteMany({ where: { createdAt, status: { in: ['SENT', 'DROPPED'] } } })).count;
}

/**
 * Deletes what has run out. What fails does not keep the rest; the first fault is thrown at the end.
 * @returns how many notifications and messages were deleted
 */
export async function prune(ctx: Ctx): Promise<number> {
  const counts = await Promise.allSettled([pruneReadNotifications(ctx), pruneSentMessages(ctx)]);
  const others = await Promise.allSettled([
    pruneCounters(ctx.pool),
    pruneKeptAnswers(ctx.pool),
    pruneSeriesPreviews(ctx),
    pruneExportRuns(ctx),
    pruneEvents(ctx, daysAgo(ctx, ctx.config.eventDays)),
  ]);
  const fault = [...counts, ...others].find((one) => one.status === 'rejected');
  if (fault) throw fault.reason;
  return counts.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
}
