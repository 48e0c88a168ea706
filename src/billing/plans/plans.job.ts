import type { Job } from '../../jobs/job.js';
import { seeToPlans } from './reminding.service.js';

export const paymentPlansJob: Job = {
  name: 'payment-plans',
  title: 'See to payment plans',
  description: 'Tells which payment plans are kept or broken, and reminds of instalments, by the clock of the practice.',
  cron: '14 * * * *',
  schedule: 'each hour',
  run: seeToPlans,
};
