import { z } from 'zod';
import { optionalLine, optionalText, whole } from '../../kernel/fields.js';

/** No invoice waits longer than a year. */
const MOST_DAYS = 365;

export const paperSize = z
  .enum(['LETTER', 'A4'])
  .meta({ id: 'PaperSize', description: 'The sheet that papers are written for: 8.5 × 11 inches, or 210 × 297 mm.' });

export const settingsChanges = z
  .strictObject({
    paymentTermsDays: whole(0, MOST_DAYS).meta({
      description: 'Days until an invoice is due, where its client has no terms of their own.',
      example: 30,
    }),
    termsConditions: optionalText(4000).meta({
      description:
        'What a new invoice says of terms. `{due}` in it becomes the day on which the invoice is due; without it, an invoice with other days than `paymentTermsDays` says that day instead.',
      example: 'Due on {due}. Later payments bear interest.',
    }),
    paymentInstructions: optionalText(2000).meta({
      description: 'What a new invoice says of how to pay.',
      example: 'By transfer, naming the number.',
    }),
    invoiceFooter: optionalLine(300).meta({
      description: 'At the foot of each page of an invoice.',
      example: 'Thank you for your trust.',
    }),
    paperSize,
  })
  .partial()
  .meta({ id: 'UpdateBillingSettingsInput', description: 'How the practice bills. Invoices that are there keep what they say.' });
export type SettingsChanges = z.output<typeof settingsChanges>;
