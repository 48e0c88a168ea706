import type { Job } from './job.js';
import { prune } from './prune.js';

export const pruneJob: Job = {
  name: 'prune',
  title: 'Clear away',
  description: 'Deletes what is not needed any more: read notifications, sent messages, counters and kept answers that ran out.',
  cron: '17 * * * *',
  schedule: 'each hour',
  run: prune,
};
