import { z } from 'zod';
import { id, instant, listFields, optionalText } from '../../kernel/fields.js';

const timeOff = z.strictObject({
  startTime: instant(),
  endTime: instant().meta({
    description: 'After the start, and within two years of it.',
    example: '2026-03-13T22:00:00.000Z',
  }),
  reason: optionalText(500).meta({ example: 'Parental leave' }),
});

export const newTimeOff = z
  .strictObject({ userId: id(), ...timeOff.shape })
  .meta({ id: 'CreateTimeOffInput', description: 'New time off.' });
export type NewTimeOff = z.output<typeof newTimeOff>;

export const timeOffChanges = timeOff
  .partial()
  .meta({ id: 'UpdateTimeOffInput', description: 'What can be changed of time off. Whose it is stays.' });
export type TimeOffChanges = z.output<typeof timeOffChanges>;

export const timeOffList = z
  .strictObject({
    ...listFields(['startTime', 'updatedAt'], { default: 'startTime' }),
    userId: id().optional(),
    from: instant().optional().meta({ description: 'What ends after it.' }),
    to: instant().optional().meta({ description: 'What starts before it.' }),
  })
  .meta({ id: 'TimeOffListQuery' });
export type TimeOffList = z.output<typeof timeOffList>;
