import { z } from 'zod';
import { line } from '../../kernel/fields.js';

export const cancellingParty = z
  .enum(['CLIENT', 'THERAPIST', 'PRACTICE', 'OTHER'])
  .meta({ id: 'CancellingParty', description: 'Who calls an appointment off.' });

const reason = z.strictObject({
  name: line(100).meta({ example: 'Illness' }),
  party: cancellingParty.nullish().meta({ description: 'Who calls off for it, as a rule; null: it differs.' }),
  isActive: z.boolean().optional(),
});

export const newCancellationReason = reason.meta({
  id: 'CancellationReasonInput',
  description: 'A new cancellation reason.',
});
export type NewCancellationReason = z.output<typeof newCancellationReason>;

export const cancellationReasonChanges = reason.partial().meta({
  id: 'UpdateCancellationReasonInput',
  description: 'What can be changed of a cancellation reason.',
});
export type CancellationReasonChanges = z.output<typeof cancellationReasonChanges>;
