import { z } from 'zod';

export const cancellingParty = z
  .enum(['CLIENT', 'THERAPIST', 'PRACTICE', 'OTHER'])
  .meta({ id: 'CancellingParty', description: 'Who calls an appointment off.' });
