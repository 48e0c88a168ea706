import type { Job } from '../../jobs/job.js';
import { sendOutbox } from './outbox.service.js';

export const sendOutboxJob: Job = {
  name: 'send-outbox',
  title: 'Send messages',
  description: 'Sends the e-mails and texts that are due in the outbox.',
  cron: '* * * * *',
  schedule: 'each minute, and when a message is written',
  run: (ctx, signal) => sendOutbox(ctx, { signal }),
};
