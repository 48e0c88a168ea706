import type { Ctx } from '../../access/context.js';
import type { Job } from '../../jobs/job.js';
import { daysAgo } from '../../jobs/prune.js';
import { lookAtOpen } from './card-payments.service.js';
import { sendRefunds } from './card-refunds.service.js';
import { pruneCardEvents } from './cards.queries.js';

export const cardPaymentsJob: Job = {
  name: 'card-payments',
  title: 'Settle payments by card',
  description:
    'Sends refunds back to cards, ends pages whose link ended, and asks the processor about payments that nothing was heard of.',
  cron: '*/5 * * * *',
  schedule: 'every five minutes, and when a refund is made or a link to pay ends',
  run: async (ctx, signal) => (await sendRefunds(ctx, signal)) + (await lookAtOpen(ctx, signal)),
};

/** The processor tells an event again for some days at most. */
const EVENT_DAYS = 30;

/** Events that were seen to. */
export const pruneEventsOfCards = (ctx: Ctx): Promise<number> => pruneCardEvents(ctx, daysAgo(ctx, EVENT_DAYS));
