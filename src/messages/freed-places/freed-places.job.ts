import type { Job } from '../../jobs/job.js';
import { tellFreedPlaces } from './freed-places.service.js';

export const freedPlacesJob: Job = {
  name: 'tell-freed-places',
  title: 'Tell of free places',
  description: 'Holds times that became free against the waitlist, and tells those who keep it.',
  cron: '* * * * *',
  schedule: 'each minute',
  run: tellFreedPlaces,
};
