import { z } from 'zod';
import {
  email,
  line,
  listFields,
  optional,
  optionalLine,
  optionalText,
  phone,
  searchWords,
  webAddress,
} from '../../kernel/fields.js';

const fields = z.strictObject({
  name: line(200).meta({ example: 'Northern Mutual' }),
  contactPerson: optionalLine(200).meta({ example: 'Claims desk' }),
  phone: optional(phone).meta({ example: '+1 555 010 0150' }),
  email: optional(email).meta({ example: 'claims@northern-mutual.example' }),
  website: optional(webAddress).meta({ description: 'With http:// or https://.', example: 'https://northern-mutual.example' }),
  address: optionalLine(200).meta({ example: '1 Harbour Road' }),
  city: optionalLine(100).meta({ example: 'Northfield' }),
  province: optionalLine(100).meta({ example: 'ON' }),
  postalCode: optionalLine(20).meta({ example: 'K0A 1B1' }),
  submissionPortal: optionalLine(500).meta({
    description: 'Where claims are handed in.',
    example: 'https://providers.northern-mutual.example',
  }),
  submissionFormat: optionalLine(100).meta({ description: 'How claims are handed in.', example: 'ELECTRONIC' }),
  electronicFiling: z.boolean().optional().meta({ description: 'Takes claims electronically.' }),
  notes: optionalText(),
  isActive: z.boolean().optional().meta({ description: 'False for one that is not offered for new policies.' }),
});

export const newInsurer = fields.meta({ id: 'CreateInsuranceProviderInput', description: 'An insurer, to name in policies.' });
export type NewInsurer = z.output<typeof newInsurer>;

export const insurerChanges = fields
  .partial()
  .meta({ id: 'UpdateInsuranceProviderInput', description: 'What can be changed of an insurer.' });
export type InsurerChanges = z.output<typeof insurerChanges>;

export const insurerList = z
  .strictObject({
    ...listFields(['name', 'updatedAt'], '`name` if not said; with `q`, how well each fits.', {
      limit: undefined,
      cursor: undefined,
    }),
    isActive: z.boolean().optional(),
    q: searchWords('Words of the name. The best match is first unless `sort` says otherwise.'),
  })
  .meta({ id: 'InsurerListQuery' });
export type InsurerList = z.output<typeof insurerList>;
