import { z } from 'zod';
import { id, instant } from '../../kernel/fields.js';

export const whyNotQuery = z
  .strictObject({
    therapistId: id(),
    startTime: instant(),
    endTime: instant().meta({
      description: 'After the start, and within 24 hours of it.',
      example: '2026-03-08T14:50:00.000Z',
    }),
    locationId: id().optional().meta({
      description: 'Left out: where the room is, or wherever the therapist works.',
    }),
    roomId: id().optional(),
    learnerId: id().optional(),
    equipmentId: z.array(id()).max(50).optional().meta({ description: 'Named twice: two of it.' }),
    appointmentId: id().optional().meta({
      description: 'The appointment that is to be moved, which is not in its own way.',
    }),
  })
  .meta({ id: 'WhyNotQuery' });
export type WhyNotQuery = z.output<typeof whyNotQuery>;
