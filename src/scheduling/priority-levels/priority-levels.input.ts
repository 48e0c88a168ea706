import { z } from 'zod';
import { line, matching, whole } from '../../kernel/fields.js';

const level = z.strictObject({
  name: line(100).meta({ example: 'Safeguarding' }),
  rank: whole(1, 999).meta({
    description: 'The lower the more urgent. HIGH counts as 100, MEDIUM as 200, LOW as 300.',
    example: 50,
  }),
  colour: matching(/^#[0-9A-Fa-f]{6}$/, 7, 'must be a colour like #C0392B')
    .transform((colour) => colour.toUpperCase())
    .meta({ example: '#C0392B' }),
  isActive: z.boolean().optional(),
});

export const newPriorityLevel = level.meta({ id: 'WaitlistPriorityLevelInput', description: 'A new priority level.' });
export type NewPriorityLevel = z.output<typeof newPriorityLevel>;

export const priorityLevelChanges = level.partial().meta({
  id: 'UpdateWaitlistPriorityLevelInput',
  description: 'What can be changed of a priority level.',
});
export type PriorityLevelChanges = z.output<typeof priorityLevelChanges>;
