import { z } from 'zod';
import { day, endTime, id, listFields, time, weekday } from '../../kernel/fields.js';

const stretch = z.strictObject({
  locationId: id().nullish(),
  weekday: weekday().meta({ description: 'From 1 (Monday) to 7 (Sunday).', example: 1 }),
  startTime: time().meta({ description: 'On the wall clock.', example: '09:00' }),
  endTime: endTime().meta({ description: 'After the start; 24:00 is midnight.', example: '17:30' }),
  validFrom: day().nullish().meta({ description: 'The first day on which they hold.' }),
  validTo: day().nullish().meta({ description: 'The last day on which they hold.' }),
});

export const newWorkingHours = z
  .strictObject({
    userId: id(),
    ...stretch.shape,
    locationId: id().nullish().meta({ description: 'Where; left out: wherever they are asked for.' }),
  })
  .meta({ id: 'CreateWorkingHoursInput', description: 'New working hours.' });
export type NewWorkingHours = z.output<typeof newWorkingHours>;

export const workingHoursChanges = stretch
  .partial()
  .meta({ id: 'UpdateWorkingHoursInput', description: 'What can be changed of working hours. Whose they are stays.' });
export type WorkingHoursChanges = z.output<typeof workingHoursChanges>;

export const workingHoursList = z
  .strictObject({
    ...listFields(['weekday', 'updatedAt'], { description: 'By weekday and start.', default: 'weekday' }),
    userId: id().optional(),
    locationId: id().optional(),
    from: day().optional().meta({ description: 'Those that hold on this day or later.' }),
    to: day().optional().meta({ description: 'Those that hold on this day or earlier.' }),
  })
  .meta({ id: 'WorkingHoursListQuery' });
export type WorkingHoursList = z.output<typeof workingHoursList>;
