import type { Ctx } from '../../access/context.js';
import { daysAgo } from '../../jobs/prune.js';

const SENT_MESSAGE_DAYS = 30;

/** Messages that were sent, or dropped as outdated: whom they went to and what they said. What failed or is kept waits for a person. */
export async function pruneSentMessages(ctx: Ctx): Promise<number> {
  const createdAt = { lt: daysAgo(ctx, SENT_MESSAGE_DAYS) };
  return (await ctx.db.outboxMessage.deleteMany({ where: { createdAt, status: { in: ['SENT', 'DROPPED'] } } })).count;
}
