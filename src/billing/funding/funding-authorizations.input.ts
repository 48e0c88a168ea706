import { z } from 'zod';
import { id, listFields, money, optionalLine, optionalText } from '../../kernel/fields.js';

const said = {
  authorizationNumber: optionalLine(100).meta({ description: 'The funder’s number for it.', example: 'A-204118' }),
  notes: optionalText(5000).meta({ example: 'The rest is billed to the family.' }),
};

export const newFundingAuthorization = z
  .strictObject({
    clientFundingId: id().meta({ description: 'The funding source, of the invoice’s client.' }),
    invoiceId: id().meta({ description: 'An invoice that was sent. A draft names its payers itself.' }),
    authorizedAmount: money().meta({ description: 'So much of what the client owes is asked of the source from today on.' }),
    ...said,
  })
  .meta({
    id: 'CreateFundingAuthorizationInput',
    description: 'An invoice draws on a funding source: what the client owes moves to it.',
  });
export type NewFundingAuthorization = z.output<typeof newFundingAuthorization>;

export const fundingAuthorizationChanges = z
  .strictObject({
    authorizedAmount: money().optional().meta({
      description: 'More is taken over from the client; less goes back, as far as the source has not paid it.',
    }),
    ...said,
  })
  .meta({ id: 'UpdateFundingAuthorizationInput', description: 'What can be changed of what an invoice draws.' });
export type FundingAuthorizationChanges = z.output<typeof fundingAuthorizationChanges>;

export const fundingAuthorizationList = z
  .strictObject({
    ...listFields(['authorizedDate', 'updatedAt'], { description: 'The latest first if not said.', default: '-authorizedDate' }),
    clientId: id().optional(),
    invoiceId: id().optional().meta({ description: 'Of that invoice.' }),
    clientFundingId: id().optional().meta({ description: 'On that funding source.' }),
  })
  .meta({ id: 'FundingAuthorizationListQuery' });
export type FundingAuthorizationList = z.output<typeof fundingAuthorizationList>;
