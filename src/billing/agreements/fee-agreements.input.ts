import { z } from 'zod';
import { day, decimal, id, line, listFields, money } from '../../kernel/fields.js';

const fields = z.strictObject({
  serviceCodeId: id().nullish().meta({ description: 'The service; null: every service that no other agreement names.' }),
  price: money().nullish().meta({ description: 'What one unit costs; or `percent`.' }),
  percent: decimal(5, 100).nullish().meta({ description: 'Per cent of the list price that is paid.', example: '60' }),
  validFrom: day().meta({ description: 'The first day of service for which it counts.', example: '2026-01-01' }),
  validTo: day().nullish().meta({ description: 'The last day; null: until it is ended.' }),
  reviewOn: day().nullish().meta({ description: 'When somebody looks whether it is still right.' }),
  reason: line(500).meta({ example: 'Sliding scale, by household income.' }),
});

export const newFeeAgreement = fields.extend({ clientId: id() }).meta({
  id: 'CreateFeeAgreementInput',
  description: 'What a client pays in place of the list price: a price, or per cent of it.',
});
export type NewFeeAgreement = z.output<typeof newFeeAgreement>;

export const feeAgreementChanges = fields.partial().meta({
  id: 'UpdateFeeAgreementInput',
  description: 'What can be changed of an agreement. Lines that were made keep their price.',
});
export type FeeAgreementChanges = z.output<typeof feeAgreementChanges>;

export const feeAgreementList = z
  .strictObject({
    ...listFields(['validFrom', 'updatedAt'], { description: 'The latest first if not said.', default: '-validFrom' }),
    clientId: id().optional(),
    on: day().optional().meta({ description: 'Counts on that day.' }),
    reviewTo: day().optional().meta({ description: 'To be looked at on that day or earlier.' }),
  })
  .meta({ id: 'FeeAgreementListQuery' });
export type FeeAgreementList = z.output<typeof feeAgreementList>;
