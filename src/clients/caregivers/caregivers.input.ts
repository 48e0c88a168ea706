import { z } from 'zod';
import { day, email, line, optional, optionalLine, optionalText, phone } from '../../kernel/fields.js';
import { languageCode } from '../../people/users/users.input.js';

export const relationship = z
  .enum(['PARENT', 'GUARDIAN', 'GRANDPARENT', 'FOSTER_PARENT', 'SIBLING', 'PARTNER', 'CASE_WORKER', 'OTHER'])
  .meta({ id: 'Relationship' });

const caregiver = z.strictObject({
  firstName: line(100).meta({ example: 'Alex' }),
  lastName: line(100).meta({ example: 'Ellery' }),
  relationship,
  email: optional(email).meta({ example: 'alex.ellery@mail.example' }),
  phone: optional(phone).meta({ example: '+1 555 010 0177' }),
  address: optionalLine(500).meta({ example: '3 Mill Street, Northfield' }),
  preferredLanguage: languageCode.optional(),
  isPrimaryContact: z.boolean().optional(),
  isEmergencyContact: z.boolean().optional(),
  mayBook: z.boolean().optional(),
  mayPay: z.boolean().optional(),
  maySeeRecords: z.boolean().optional(),
  consentExpiresOn: day().nullish(),
  notes: optionalText(2000).meta({ example: 'Every other weekend' }),
});

export const newCaregiver = caregiver
  .extend({
    email: caregiver.shape.email.meta({
      description: 'An e-mail address or a phone number is needed.',
      example: 'alex.ellery@mail.example',
    }),
    isPrimaryContact: z
      .boolean()
      .optional()
      .meta({ description: 'One caregiver of a client is it; naming another one moves it.' }),
  })
  .meta({ id: 'CreateCaregiverInput' });
export type NewCaregiver = z.output<typeof newCaregiver>;

export const caregiverChanges = caregiver.partial().meta({ id: 'UpdateCaregiverInput' });
export type CaregiverChanges = z.output<typeof caregiverChanges>;
