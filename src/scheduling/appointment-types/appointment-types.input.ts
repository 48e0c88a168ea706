import { z } from 'zod';
import { id, line, matching, optionalLine, whole } from '../../kernel/fields.js';

const type = z.strictObject({
  name: line(100).meta({ example: 'Speech therapy, 50 minutes' }),
  discipline: optionalLine(100).meta({ example: 'Speech therapy' }),
  durationMinutes: whole(1, 1440).nullish().meta({ description: 'How long it is, as a rule.', example: 50 }),
  colour: matching(/^#[0-9A-Fa-f]{6}$/, 7, 'must be a colour like #C0392B')
    .transform((colour) => colour.toUpperCase())
    .nullish()
    .meta({ example: '#2E86AB' }),
  serviceCodeId: id().nullish().meta({ description: 'What a completed visit is billed as; null: it is not billed.' }),
  noShowServiceCodeId: id().nullish().meta({ description: 'What is billed where nobody came; null: nothing.' }),
  lateCancellationServiceCodeId: id()
    .nullish()
    .meta({ description: 'What is billed where the client called it off too late; null: nothing.' }),
  isDefault: z.boolean().optional().meta({ description: 'Counts for appointments that name no type. One at most.' }),
  isActive: z.boolean().optional().meta({ description: 'False for one that is not offered for new appointments.' }),
});

export const newAppointmentType = type.meta({
  id: 'AppointmentTypeInput',
  description: 'A new appointment type.',
});
export type NewAppointmentType = z.output<typeof newAppointmentType>;

export const appointmentTypeChanges = type.partial().meta({
  id: 'UpdateAppointmentTypeInput',
  description: 'What can be changed of an appointment type. What was billed stays.',
});
export type AppointmentTypeChanges = z.output<typeof appointmentTypeChanges>;
