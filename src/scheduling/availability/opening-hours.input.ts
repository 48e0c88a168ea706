import { z } from 'zod';
import { endTime, id, listFields, time, weekday } from '../../kernel/fields.js';

const stretch = z.strictObject({
  weekday: weekday().meta({ description: 'ISO: 1 is Monday, 7 is Sunday.', example: 1 }),
  startTime: time().meta({ description: 'On the wall clock of the place.', example: '08:00' }),
  endTime: endTime().meta({ description: 'On the same day, at the latest 24:00.', example: '18:00' }),
});

export const newOpeningHours = z
  .strictObject({ locationId: id().nullish().meta({ description: 'Left out: of the practice.' }), ...stretch.shape })
  .meta({ id: 'CreateOpeningHoursInput', description: 'New opening hours.' });
export type NewOpeningHours = z.output<typeof newOpeningHours>;

export const openingHoursChanges = stretch
  .partial()
  .meta({ id: 'UpdateOpeningHoursInput', description: 'What can be changed of opening hours.' });
export type OpeningHoursChanges = z.output<typeof openingHoursChanges>;

export const openingHoursList = z
  .strictObject({
    ...listFields(['weekday', 'updatedAt'], { default: 'weekday' }),
    locationId: id().optional().meta({ description: 'Those of this location itself.' }),
  })
  .meta({ id: 'OpeningHoursListQuery' });
export type OpeningHoursList = z.output<typeof openingHoursList>;
