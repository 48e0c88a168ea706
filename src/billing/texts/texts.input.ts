import { z } from 'zod';
import { listFields, optionalText } from '../../kernel/fields.js';
import { PAPER_LANGUAGES } from '../rules/paper-languages.js';

export const paperLanguage = z
  .enum(PAPER_LANGUAGES)
  .meta({ id: 'PaperLanguage', description: 'What papers are written in: English, French, Spanish.' });

export const textSubject = z
  .enum(['TERMS', 'PAYMENT_INSTRUCTIONS', 'FOOTER', 'SERVICE', 'TAX'])
  .meta({ id: 'BillingTextSubject', description: 'Of the billing settings, a service’s description, a tax’s name.' });
export type TextSubject = z.output<typeof textSubject>;

const paging = listFields(['place'], {
  description: 'The settings’ own first, then services by code, then taxes by name.',
  default: 'place',
});
export const textList = z
  .strictObject({
    limit: paging.limit,
    cursor: paging.cursor,
    sort: paging.sort,
    count: paging.count,
    subject: textSubject.optional().meta({ description: 'These alone.' }),
    missing: paperLanguage.optional().meta({ description: 'Those that are not there in this language.' }),
  })
  .meta({ id: 'BillingTextListQuery' });
export type TextList = z.output<typeof textList>;

const inLanguage = optionalText(4000);
export const textChanges = z
  .strictObject({
    EN: inLanguage.meta({ description: 'In English; null takes it away.', example: 'Speech therapy, 50 minutes' }),
    FR: inLanguage.meta({ description: 'In French; null takes it away.', example: 'Orthophonie, 50 minutes' }),
    ES: inLanguage.meta({ description: 'In Spanish; null takes it away.', example: 'Logopedia, 50 minutos' }),
  })
  .partial()
  .meta({ id: 'UpdateBillingTextInput', description: 'What a text says in other languages. What is left out stays as it is.' });
export type TextChanges = z.output<typeof textChanges>;
