import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { PaperLanguage } from '../rules/paper-languages.js';
import { BILLING_TEXT } from '../../messages/communications/content-types.js';
import type { TextList, TextSubject } from './texts.input.js';

export interface TextRow {
  key: string;
  subject: TextSubject;
  recordId: string | null;
  code: string | null;
  text: string | null;
  /** What it is called among the translations. */
  contentId: string;
  /** The longest that it may be. */
  most: number;
  EN: string | null;
  FR: string | null;
  ES: string | null;
  updatedAt: Date | null;
}

/** Everything that may be said in other languages. Taxes of one name are one text, whatever their places and days. */
const SOURCES = `(
  SELECT '1' AS place, 'terms' AS key, 'TERMS' AS subject, NULL::bigint AS record_id, NULL AS code, terms_conditions AS text, 'terms' AS content_id,
    4000 AS most, true AS offered FROM billing_settings
  UNION ALL SELECT '2', 'instructions', 'PAYMENT_INSTRUCTIONS', NULL, NULL, payment_instructions, 'instructions', 2000, true FROM billing_settings
  UNION ALL SELECT '3', 'footer', 'FOOTER', NULL, NULL, invoice_footer, 'footer', 300, true FROM billing_settings
  UNION ALL SELECT '4' || code || ' ' || id, 'service-' || id, 'SERVICE', id, code, description, 'service:' || id, 500, is_active FROM service_codes
  UNION ALL SELECT '5' || name || ' ' || id, 'tax-' || id, 'TAX', id, NULL, name, 'tax:' || name, 40,
    id = min(id) OVER (PARTITION BY name) FROM tax_rates)`;

const TRANSLATED = `LEFT JOIN LATERAL (
  SELECT max(d.translated_content) FILTER (WHERE d.language = 'EN') AS "EN", max(d.translated_content) FILTER (WHERE d.language = 'FR') AS "FR",
    max(d.translated_content) FILTER (WHERE d.language = 'ES') AS "ES", max(d.updated_at) AS updated_at
  FROM content_translations d WHERE d.content_type = '${BILLING_TEXT}' AND d.content_id = x.content_id) d ON true`;

const TEXTS: ListDefinition = {
  select: `x.key, x.subject, x.record_id::text AS "recordId", x.code, x.text, x.content_id AS "contentId", x.most,
    d."EN", d."FR", d."ES", d.updated_at AS "updatedAt"`,
  from: `${SOURCES} x ${TRANSLATED}`,
  // With the sort one of a kind.
  id: 'coalesce(x.record_id, 0)',
  updatedAt: null,
  sorts: { place: { sql: 'x.place', type: 'text' } },
  defaultSort: 'place',
};

/** What there is to say in other languages: nothing of services that are offered no more. */
export function listTextRows(ctx: Ctx, query: TextList): Promise<Page<TextRow>> {
  const where = new Conditions(UNSCOPED).and('x.offered AND x.text IS NOT NULL').is('x.subject', query.subject);
  if (query.missing) where.and(`d."${query.missing}" IS NULL`);
  return listPage<TextRow & Record<string, unknown>>(ctx, TEXTS, query, where);
}

/** The text of that key. */
export async function findTextRow(ctx: Ctx, key: string): Promise<TextRow | undefined> {
  const [row] = await prepared<TextRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${TEXTS.select} FROM ${TEXTS.from} WHERE x.key = $1`,
    [key],
  );
  return row;
}

interface Translation {
  contentId: string;
  language: PaperLanguage;
  text: string;
}

/** What the settings' texts say in other languages. One statement. */
export function settingsTexts(ctx: Ctx): Promise<Translation[]> {
  return prepared<Translation & Record<string, unknown>>(
    ctx.pool,
    `SELECT content_id AS "contentId", language::text, translated_content AS text FROM content_translations
     WHERE content_type = '${BILLING_TEXT}' AND content_id IN ('terms', 'instructions', 'footer') LIMIT 9`,
    [],
  );
}

/** What taxes are called in a language, by their own names. One statement. */
export async function taxNamesIn(ctx: Ctx, language: PaperLanguage): Promise<ReadonlyMap<string, string>> {
  const rows = await prepared<{ name: string; text: string }>(
    ctx.pool,
    `SELECT substr(content_id, 5) AS name, translated_content AS text FROM content_translations
     WHERE content_type = '${BILLING_TEXT}' AND content_id LIKE 'tax:%' AND language = $1::language_code LIMIT 1000`,
    [language],
  );
  return new Map(rows.map(({ name, text }) => [name, text]));
}
