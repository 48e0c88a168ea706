import { z } from 'zod';
import { id, instant } from '../../kernel/fields.js';
import { appointmentStatus } from '../appointments/appointments.input.js';

const SEVERAL = 200;

export const calendarQuery = z
  .strictObject({
    from: instant(),
    to: instant().meta({ description: 'At most 45 days later.', example: '2026-03-15T14:00:00.000Z' }),
    therapistId: z
      .array(id())
      .max(SEVERAL)
      .optional()
      .meta({
        description: 'One or several: those in which any of them works, as therapist or besides.',
        example: ['42'],
      }),
    roomId: z
      .array(id())
      .max(SEVERAL)
      .optional()
      .meta({ description: 'One or several.', example: ['7'] }),
    locationId: id().optional(),
    status: z.array(appointmentStatus).max(10).optional().meta({ description: 'One or several of them.' }),
    background: z.boolean().optional().meta({ description: 'Adds the closures and the time off of the window.' }),
    workingHours: z.boolean().optional().meta({ description: 'Adds when the people work, of a window of at most 8 days.' }),
  })
  .meta({ id: 'CalendarQuery' });
export type CalendarAsked = z.output<typeof calendarQuery>;
