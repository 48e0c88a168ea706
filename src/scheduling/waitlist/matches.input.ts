import { z } from 'zod';
import { id, instant, whole } from '../../kernel/fields.js';
import { serviceType } from './waitlist.input.js';

export const waitlistMatch = z
  .strictObject({
    startTime: instant(),
    endTime: instant().meta({
      description: 'After the start, and within 24 hours of it.',
      example: '2026-03-08T14:50:00.000Z',
    }),
    therapistId: id(),
    locationId: id().optional().meta({ description: 'Left out: the location is open.' }),
    serviceType: serviceType.optional().meta({ description: 'Only those who wait for it.' }),
    limit: whole(1, 50)
      .optional()
      .meta({ description: 'How many at most, of those whom it suits and of the others.', default: 50 }),
  })
  .meta({ id: 'WaitlistMatchQuery', description: 'A free time, and who could be asked.' });
export type MatchQuery = z.output<typeof waitlistMatch>;
