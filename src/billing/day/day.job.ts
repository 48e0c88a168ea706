import type { Job } from '../../jobs/job.js';
import { turnDay } from './day.service.js';

export const billingDayJob: Job = {
  name: 'billing-day',
  title: 'Bring billing up to date',
  description:
    'Marks invoices overdue on the day after they were due, funding that has ended or is used up, begins policy years, shows the rates that begin today, and tells staff of cover that ends soon or is nearly used up. It looks each hour, by the clock of the practice.',
  cron: '4 * * * *',
  schedule: 'each hour',
  run: turnDay,
};
