import { z } from 'zod';
import { line, text } from '../../kernel/fields.js';
import { languageCode } from '../../people/users/users.input.js';

export const newTranslation = z.strictObject({
  contentType: line(100),
  contentId: line(200),
  language: languageCode,
  translatedContent: text(20_000),
});
export type NewTranslation = z.output<typeof newTranslation>;

export const translationChanges = newTranslation.partial();
export type TranslationChanges = z.output<typeof translationChanges>;
