/** Translations that the practice writes as they are. Those that a feature keeps have its own door, which knows what fits. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { emit } from '../../events/emit.js';
import type { ContentTranslation } from '../../generated/prisma/index.js';
import { unprocessable } from '../../kernel/errors.js';
import { keptRecords } from '../../practice/lists/kept-records.js';
import type { NewTranslation, TranslationChanges } from './content-translations.input.js';
import { BILLING_TEXT } from './content-types.js';

const kept = keptRecords<ContentTranslation, NewTranslation, TranslationChanges>({
  model: 'ContentTranslation',
  what: 'translation',
  view: Permission.EDIT_PRACTICE,
  keep: Permission.EDIT_PRACTICE,
  said: {
    created: (tx, about) => emit(tx, 'translation.created', about),
    updated: (tx, about) => emit(tx, 'translation.updated', about),
    deleted: (tx, about) => emit(tx, 'translation.deleted', about),
  },
});

function requireOwn(contentType: string | undefined): void {
  if (contentType === BILLING_TEXT)
    throw unprocessable(
      'translation.billing_text',
      'Texts of papers are written in the billing settings, under “In other languages”.',
      'contentType',
    );
}

/** Throws 403, 409 (there is one in that language), 422 (it is a feature's own). */
export async function createTranslation(ctx: Ctx, input: NewTranslation): Promise<ContentTranslation> {
  requireOwn(input.contentType);
  return kept.create(ctx, input);
}

/** Throws 403, 404, 409, 422 (it is a feature's own, or would be). */
export async function updateTranslation(ctx: Ctx, id: bigint, changes: TranslationChanges): Promise<ContentTranslation> {
  requireOwn(changes.contentType);
  requireOwn((await kept.get(ctx, id)).contentType);
  return kept.update(ctx, id, changes);
}

/** Throws 403, 404, 422 (it is a feature's own). */
export async function removeTranslation(ctx: Ctx, id: bigint): Promise<void> {
  requireOwn((await kept.get(ctx, id)).contentType);
  await kept.remove(ctx, id);
}
