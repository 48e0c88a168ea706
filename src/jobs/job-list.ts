/**
 * All jobs: what each does, how often, and the use case behind it. A job may run twice, and in two processes at once: each use case
 * does its work once all the same.
 */
import type { Ctx } from '../access/context.js';
import { remind } from '../scheduling/reminders/reminders.service.js';
import { sendOutbox } from '../messages/outbox/outbox.service.js';
import { tellFreedPlaces } from '../scheduling/waitlist/freed-places.service.js';
import { expireOffers } from '../scheduling/waitlist/offers.service.js';
import type { JobName } from './job-names.js';
import { prune } from './prune.js';

export interface Job {
  name: JobName;
  /** For people: "Send messages". */
  title: string;
  description: string;
  /**
   * When it runs by itself, in cron's words (UTC), and in ours.
   * @maxLength 100
   */
  cron: string;
  schedule: string;
  /** Gives how many it dealt with. A long one may end early once the signal says that this process stops. */
  run: (ctx: Ctx, signal: AbortSignal) => Promise<number>;
}

export const JOBS: readonly Job[] = [
  {
    name: 'send-outbox',
    title: 'Send messages',
    description: 'Sends the e-mails and texts that are due in the outbox.',
    cron: '* * * * *',
    schedule: 'each minute, and when a message is written',
    run: (ctx, signal) => sendOutbox(ctx, { signal }),
  },
  {
    name: 'remind',
    title: 'Write reminders',
    description: 'Writes the reminders of coming appointments into the outbox.',
    cron: '*/5 * * * *',
    schedule: 'every five minutes',
    run: remind,
  },
  {
    name: 'tell-freed-places',
    title: 'Tell of free places',
    description: 'Holds times that became free against the waitlist, and tells those who keep it.',
    cron: '* * * * *',
    schedule: 'each minute',
    run: tellFreedPlaces,
  },
  {
    name: 'expire-offers',
    title: 'End offers',
    description: 'Ends offers of the waitlist whose time is up, and moves on to the next.',
    cron: '* * * * *',
    schedule: 'each minute',
    run: expireOffers,
  },
  {
    name: 'prune',
    title: 'Clear away',
    description:
      'Deletes what is not needed any more: read notifications, sent messages, counters and kept answers that ran out.',
    cron: '17 * * * *',
    schedule: 'each hour',
    run: prune,
  },
];
