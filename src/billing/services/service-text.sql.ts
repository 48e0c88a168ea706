import { BILLING_TEXT } from '../../messages/communications/content-types.js';
import { PAPER_LANGUAGES } from '../rules/paper-languages.js';

const IN_PAPERS = PAPER_LANGUAGES.map((language) => `'${language}'`).join(', ');

/**
 * The condition by which `content_translations d` is what a service is called in a client's language, else in the practice's: the same choice
 * as `languageFrom`. @param service its id's expression @param client the alias of their row, which may be missing
 */
export const serviceText = (service: string, client: string): string =>
  `d.content_type = '${BILLING_TEXT}' AND d.content_id = 'service:' || ${service} AND d.language = CASE
     WHEN ${client}.preferred_language IN (${IN_PAPERS}) THEN ${client}.preferred_language
     ELSE (SELECT primary_language FROM practice ORDER BY id LIMIT 1) END`;
