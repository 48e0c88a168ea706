import type { Job } from '../../jobs/job.js';
import { goOnWithRuns } from './running.service.js';

export const invoiceRunsJob: Job = {
  name: 'invoice-runs',
  title: 'Invoice visits',
  description: 'Goes on with the run that makes invoices of visits, if one is under way.',
  cron: '* * * * *',
  schedule: 'each minute',
  run: goOnWithRuns,
};
