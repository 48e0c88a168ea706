import { z } from 'zod';
import { id, listFields, money } from '../../kernel/fields.js';
import { LANGUAGES } from '../../kernel/languages.js';

export const newPayLink = z
  .strictObject({
    amount: money()
      .optional()
      .meta({ description: 'A part of what the client owes; left out: all of it, when the page is opened.' }),
    lang: z
      .enum(LANGUAGES)
      .optional()
      .meta({ description: 'The language of the page (EN, FR, ES); left out: the client’s.', example: 'EN' }),
  })
  .meta({ id: 'CreatePayLinkInput', description: 'What is to be paid under a link.' });
export type NewPayLink = z.output<typeof newPayLink>;

export const cardPaymentStatus = z.enum(['OPEN', 'PAID', 'EXPIRED', 'FAILED']).meta({
  id: 'CardPaymentStatus',
  description:
    'OPEN: somebody was led to the processor’s page; PAID: the money came; EXPIRED: nobody paid there in time; FAILED: the processor would not have it.',
});

export const cardPaymentList = z
  .strictObject({
    ...listFields(['createdAt', 'updatedAt'], { description: 'The latest first if not said.', default: '-createdAt' }),
    clientId: id().optional(),
    invoiceId: id().optional().meta({ description: 'For this invoice.' }),
    status: cardPaymentStatus.optional().meta({ description: 'That stand so.' }),
  })
  .meta({ id: 'CardPaymentListQuery' });
export type CardPaymentList = z.output<typeof cardPaymentList>;
