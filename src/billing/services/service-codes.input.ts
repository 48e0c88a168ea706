import { z } from 'zod';
import { day, decimal, id, line, listFields, money, optionalText, searchWords, whole } from '../../kernel/fields.js';

/** What one unit of a service is. */
export const billableUnit = z.enum(['SESSION', 'HOUR', 'QUARTER_HOUR', 'REPORT', 'ITEM']).meta({
  id: 'BillableUnit',
  description: 'One visit, an hour or a begun quarter of an hour of it, a report, a thing.',
});
export const taxPurpose = z.enum(['CARE', 'EVALUATION', 'PRODUCT', 'OTHER']).meta({
  id: 'TaxPurpose',
  description: 'What a service is for: which taxes apply depends on it, on the place and on the day.',
});

const fields = z.strictObject({
  code: line(40).meta({ description: 'By which it is known; one of a kind.', example: 'SLP-50' }),
  description: line(500).meta({ example: 'Speech therapy, 50 minutes' }),
  rate: money().meta({ description: 'What one unit costs, from `rateFrom` on.' }),
  taxRate: decimal(2, 100)
    .optional()
    .meta({ description: 'Per cent, where `taxPurpose` is null: the taxes of the practice apply otherwise.', example: '0.00' }),
  taxPurpose: taxPurpose.nullish(),
  billableUnit,
  minimumDuration: whole(1, 1440).nullish().meta({ description: 'Minutes below which it is not billed.', example: 20 }),
  notes: optionalText(2000),
  isActive: z.boolean().optional().meta({ description: 'False for one that is not offered for new lines.' }),
});

export const newServiceCode = fields.meta({
  id: 'CreateServiceCodeInput',
  description: 'A service that is billed. Its rate holds for all days until it changes.',
});
export type NewServiceCode = z.output<typeof newServiceCode>;

export const serviceCodeChanges = fields
  .partial()
  .extend({ rateFrom: day().optional().meta({ description: 'The first day of a new rate; today where it is left out.' }) })
  .meta({
    id: 'UpdateServiceCodeInput',
    description: 'What can be changed of a service. A new rate holds from a day on; what was billed before stays.',
  });
export type ServiceCodeChanges = z.output<typeof serviceCodeChanges>;

export const serviceCodeList = z
  .strictObject({
    ...listFields(['code', 'rate', 'updatedAt'], {
      description: 'By code if not said; with `q`, how well each fits.',
      default: 'code',
    }),
    isActive: z.boolean().optional(),
    clientId: id().optional().meta({ description: 'Tells what was agreed with this client in place of the list’s rates.' }),
    on: day().optional().meta({ description: 'Tells the rates of that day in place of today’s.' }),
    q: searchWords('Words of the code or the description.'),
  })
  .meta({ id: 'ServiceCodeListQuery' });
export type ServiceCodeList = z.output<typeof serviceCodeList>;
