import type { Job } from '../../jobs/job.js';
import { expireOffers } from './offers.service.js';

export const expireOffersJob: Job = {
  name: 'expire-offers',
  title: 'End offers',
  description: 'Ends offers of the waitlist whose time is up, and moves on to the next.',
  cron: '* * * * *',
  schedule: 'each minute',
  run: expireOffers,
};
