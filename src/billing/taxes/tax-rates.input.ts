import { z } from 'zod';
import { day, decimal, line, matching } from '../../kernel/fields.js';
import { taxPurpose } from '../services/service-codes.input.js';

const rate = z.strictObject({
  name: line(40).meta({ description: 'As it stands on an invoice.', example: 'QST' }),
  purpose: taxPurpose,
  country: matching(/^[A-Z]{2}$/, 2, 'must be two capital letters, like CA').meta({
    description: 'ISO 3166-1, two letters.',
    example: 'CA',
  }),
  region: line(100)
    .nullish()
    .meta({ description: 'The state or province as the locations name it; null: the whole country.', example: 'QC' }),
  rate: decimal(5, 100).meta({ description: 'Per cent.', example: '9.975' }),
  validFrom: day(),
  validTo: day().nullish().meta({ description: 'The last day; null: until it is changed.' }),
  registrationNumber: line(60)
    .nullish()
    .meta({ description: 'Under which the practice is registered for it.', example: '1234567890 TQ0001' }),
  source: line(300).nullish().meta({ description: 'Where the rate was read.', example: 'Revenu Québec' }),
});

export const newTaxRate = rate.meta({
  id: 'TaxRateInput',
  description: 'A tax on services of a purpose, in a place, from a day on.',
});
export type NewTaxRate = z.output<typeof newTaxRate>;

export const taxRateChanges = rate.partial().meta({
  id: 'UpdateTaxRateInput',
  description: 'What can be changed of a tax. Lines that were taxed with it keep what they say.',
});
export type TaxRateChanges = z.output<typeof taxRateChanges>;
