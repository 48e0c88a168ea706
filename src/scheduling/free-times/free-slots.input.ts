import { z } from 'zod';
import { id, instant, whole } from '../../kernel/fields.js';

export const freeSlotsQuery = z
  .strictObject({
    therapistId: z
      .array(id())
      .min(1)
      .max(50)
      .meta({ description: 'One or several.', example: ['42'] }),
    durationMinutes: whole(5, 1440).meta({ description: 'How long the service takes.', example: 50 }),
    from: instant().meta({ description: 'What is over is left out.' }),
    to: instant().meta({ description: 'At most 8 weeks later.', example: '2026-03-22T14:00:00.000Z' }),
    locationId: id().optional().meta({ description: 'Where; left out: wherever they work.' }),
    roomId: id().optional().meta({ description: 'It must be free as well. Its location is the place.' }),
    equipmentId: z.array(id()).max(50).optional().meta({
      description: 'It must be free as well. Named twice: two of it.',
    }),
    learnerId: id().optional().meta({ description: 'They must be free as well.' }),
    appointmentId: id().optional().meta({
      description: 'The appointment that is to be moved, which is not in its own way.',
    }),
    stepMinutes: whole(5, 1440).optional().meta({
      description: 'Starts lie so far apart, counted from where working hours begin; 15 by default.',
    }),
    limit: whole(1, 500).optional().meta({ description: 'How many at most; 100 by default.', default: 100 }),
  })
  .meta({ id: 'FreeSlotsQuery' });
export type FreeSlotsQuery = z.output<typeof freeSlotsQuery>;
