import { z } from 'zod';
import { whole } from '../kernel/fields.js';

export const foundKind = z
  .enum(['Client', 'Learner', 'Caregiver', 'Appointment', 'Invoice', 'Document'])
  .meta({ id: 'FoundKind', description: 'The kinds of records that one search goes through.' });

export const search = z
  .strictObject({
    q: z.string().min(1).max(100).meta({ description: 'Words and phone numbers, in any writing.' }),
    limit: whole(1, 20).optional().meta({ description: 'Of each kind at most so many; 5 if not said.' }),
    kind: z.array(foundKind).max(20).optional().meta({ description: 'These kinds alone.' }),
  })
  .meta({ id: 'SearchQuery' });
export type Search = z.output<typeof search>;
