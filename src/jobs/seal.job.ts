import { keepSealedUp } from '../sealing/keeping-sealed.service.js';
import type { Job } from './job.js';

export const sealJob: Job = {
  name: 'seal',
  title: 'Seal what is kept',
  description: 'Seals what stands in the clear, and wraps keys anew by the first of ENCRYPTION_KEYS.',
  cron: '*/5 * * * *',
  schedule: 'every five minutes',
  run: keepSealedUp,
};
