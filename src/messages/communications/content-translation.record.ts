import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { newTranslation, translationChanges } from './content-translations.input.js';
import { createTranslation, removeTranslation, updateTranslation } from './content-translations.service.js';

export const contentTranslationRecord = record('ContentTranslation', {
  what: 'translation',
  permissions: { view: P.EDIT_PRACTICE, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['contentType', 'contentId', 'translatedContent'],
  title: (row, say) => say.spaced(say.code(row.contentType), say.text(row.contentId), `(${say.code(row.language)})`),
  panel: {
    label: 'Translations',
    list: ['contentType', 'contentId', 'language', 'updatedAt'],
    codes: ['contentType'],
  },
  constraints: {
    content_translations_billing_check: {
      code: 'translation.billing_text',
      path: 'translatedContent',
      detail: 'Texts of billing have their own page, which knows their names, languages and lengths.',
    },
  },
  create: creates(newTranslation, createTranslation),
  update: changes(translationChanges, updateTranslation),
  remove: removes(removeTranslation),
  // Such as the texts that a new practice begins with.
  seedsInBulk: true,
});
