import { z } from 'zod';
import { id, line } from '../../kernel/fields.js';

export const alertKind = z.enum(['ALLERGY', 'MEDICAL', 'PICK_UP', 'SAFETY', 'ACCESS', 'OTHER']).meta({
  id: 'AlertKind',
  description:
    'PICK_UP: who may, or may not, take the child along. SAFETY: what keeps everybody safe. ACCESS: what they need to get in and take part.',
});

const alert = z.strictObject({
  kind: alertKind,
  text: line(500).meta({ example: 'Allergic to latex: no balloons, no gloves.' }),
  learnerId: id().nullish().meta({ description: "One of the client's; left out: it is about all of them." }),
});

export const newAlert = alert.meta({
  id: 'CreateAlertInput',
  description: 'What everybody must know before they meet a client or a learner.',
});
export type NewAlert = z.output<typeof newAlert>;

export const alertChanges = alert.partial().meta({ id: 'UpdateAlertInput', description: 'What can be changed of an alert.' });
export type AlertChanges = z.output<typeof alertChanges>;
