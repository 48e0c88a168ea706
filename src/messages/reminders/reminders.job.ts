import type { Job } from '../../jobs/job.js';
import { remind } from './reminders.service.js';

export const remindJob: Job = {
  name: 'remind',
  title: 'Write reminders',
  description: 'Writes the reminders of coming appointments into the outbox.',
  cron: '*/5 * * * *',
  schedule: 'every five minutes',
  run: remind,
};
