/** What the practice's papers say in other languages than its own: the words of its settings, services and taxes. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import type { Page } from '../../database/lists.js';
import { takeTurn } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { ContentTranslation } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import { isOneLine } from '../../kernel/fields.js';
import { PAPER_LANGUAGES, type PaperLanguage } from '../rules/paper-languages.js';
import type { TextChanges, TextList, TextSubject } from './texts.input.js';
import { BILLING_TEXT } from '../../messages/communications/content-types.js';
import { findTextRow, listTextRows, type TextRow } from './texts.queries.js';

/** The texts of what is in use. Throws 403. */
export async function listTexts(ctx: Ctx, query: TextList): Promise<Page<TextRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listTextRows(ctx, query);
}

/** One text. Throws 403, 404. */
export async function getText(ctx: Ctx, key: string): Promise<TextRow> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findTextRow(ctx, key);
  if (!row) throw notFound('billing text');
  return row;
}

const TRANSLATION: Audited<ContentTranslation> = {
  recordType: 'ContentTranslation',
  what: 'translation',
  find: (db, id) => db.contentTranslation.findUnique({ where: { id } }),
};

/** Gives the row that was written, if any was. */
async function say(tx: Ctx, contentId: string, language: PaperLanguage, text: string | null): Promise<bigint | undefined> {
  const key = { contentType: BILLING_TEXT, contentId, language };
  const present = await tx.db.contentTranslation.findUnique({ where: { contentType_contentId_language: key } });
  if (!present) {
    if (text === null) return undefined;
    const row = await tx.db.contentTranslation.create({
      data: { ...key, translatedContent: text, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'ContentTranslation', recordId: row.id, after: row });
    return row.id;
  }
  const { id } = present;
  if (text === present.translatedContent) return undefined;
  if (text === null) await removing(tx, TRANSLATION, id, undefined, () => tx.db.contentTranslation.delete({ where: { id } }));
  else
    await changing(tx, TRANSLATION, id, undefined, () =>
      tx.db.contentTranslation.update({ where: { id }, data: { translatedContent: text, updatedBy: tx.actor.id } }),
    );
  return id;
}

const OF_LINES: readonly TextSubject[] = ['TERMS', 'PAYMENT_INSTRUCTIONS'];

function requireFit(text: string, subject: TextSubject, most: number, path: PaperLanguage): void {
  if (text.length > most) throw unprocessable('billing_text.unfit', `It may be ${most} characters long.`, path);
  if (!OF_LINES.includes(subject) && !isOneLine(text)) throw unprocessable('billing_text.unfit', 'It is one line.', path);
}

/**
 * Says a text in the languages that are sent. New invoices and papers have it; lines and terms that stand on invoices keep what they say.
 * Throws 403, 404, 412, 422 (longer than the text may be, or lines where it is one).
 */
export async function updateText(ctx: Ctx, key: string, changes: TextChanges, match?: Match): Promise<TextRow> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  return inTransaction(ctx, async (tx) => {
    const { contentId, most, subject } = await getText(tx, key);
    // Its rows may not be there yet: two who write the first one wait for one another here. Taxes of one name are one text.
    await takeTurn(tx.db, `billing_text ${contentId}`);
    await match?.(tx);
    const written: bigint[] = [];
    for (const language of PAPER_LANGUAGES) {
      const text = changes[language];
      if (text === undefined) continue;
      if (text !== null) requireFit(text, subject, most, language);
      const id = await say(tx, contentId, language, text);
      if (id !== undefined) written.push(id);
    }
    await emit(
      tx,
      'billing_text.updated',
      written.map((id) => ({ id })),
    );
    return getText(tx, key);
  });
}
