import { z } from 'zod';
import { day, decimal, id, listFields, money, whole } from '../../kernel/fields.js';

/** Who pays a part, and which: of a client's bills, or of one invoice. */
export const payerPart = {
  insuranceId: id().nullish().meta({ description: 'The policy that pays; or `fundingId`.' }),
  fundingId: id().nullish().meta({ description: 'The funding source that pays.' }),
  percent: decimal(5, 100).nullish().meta({
    description: 'Per cent of what those leave who pay up to a sum; or `upTo`.',
    example: '80',
  }),
  upTo: money().nullish().meta({ description: 'Of each invoice, before those who pay by per cent.' }),
};

const fields = z.strictObject({
  ...payerPart,
  position: whole(1, 99).optional().meta({ description: 'In which order they pay; the last where it is left out.', example: 1 }),
  validFrom: day().nullish().meta({ description: 'For invoices issued on that day or later.' }),
  validTo: day().nullish().meta({ description: 'For invoices issued on that day or earlier.' }),
});

export const newClientPayer = fields.extend({ clientId: id() }).meta({
  id: 'CreateClientPayerInput',
  description: 'Who pays a part of what this client is billed. What is left is the client’s.',
});
export type NewClientPayer = z.output<typeof newClientPayer>;

export const clientPayerChanges = fields.partial().meta({
  id: 'UpdateClientPayerInput',
  description: 'What can be changed of a payer. Drafts and invoices that were made keep theirs.',
});
export type ClientPayerChanges = z.output<typeof clientPayerChanges>;

export const clientPayerList = z
  .strictObject({
    ...listFields(['position', 'updatedAt'], { default: 'position' }),
    clientId: id().optional(),
  })
  .meta({ id: 'ClientPayerListQuery' });
export type ClientPayerList = z.output<typeof clientPayerList>;
