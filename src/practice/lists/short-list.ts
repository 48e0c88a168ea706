/** What a practice lists by itself, in a list that fits one page: reasons, levels. One way to read and keep them. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { takeTurn } from '../../database/row-locks.js';
import { delegate } from '../../records/delegate.js';
import type { CodeOf } from '../../kernel/error-codes.js';
import { conflict } from '../../kernel/errors.js';
import { type KeptRecords, keptRecords, type KeptRecordsDefinition } from './kept-records.js';

const MOST = 200;

/** It is kept by those with EDIT_PRACTICE. */
export interface ShortListDefinition extends Omit<KeptRecordsDefinition, 'keep'> {
  /** Of the refusal of one more than 200. */
  tooMany: CodeOf<409>;
  orderBy: readonly Readonly<Record<string, 'asc' | 'desc'>>[];
}

/** The use cases of such a list: one more than 200 is refused (409). */
export interface ShortList<Row, Input, Change> extends KeptRecords<Row, Input, Change> {
  /** All of them, in their order. Throws 403. */
  list: (ctx: Ctx) => Promise<Row[]>;
}

export function shortList<Row extends { id: bigint }, Input extends object, Change extends object>({
  tooMany,
  orderBy,
  ...definition
}: ShortListDefinition): ShortList<Row, Input, Change> {
  const { model, what, view } = definition;
  const room = async (tx: Ctx): Promise<void> => {
    await takeTurn(tx.db, `one more ${what}`);
    if ((await delegate(tx, model).count({})) >= MOST)
      throw conflict(tooMany, `There are ${MOST} of them already: delete one first.`);
  };
  return {
    ...keptRecords<Row, Input, Change>({ ...definition, keep: Permission.EDIT_PRACTICE }, room),
    async list(ctx) {
      requirePermission(ctx.actor, view);
      return (await delegate(ctx, model).findMany({ orderBy, take: MOST })) as unknown as Row[];
    },
  };
}
