/** What a practice lists by itself, in a list that fits one page: reasons, levels. One way to read and keep them. */
import type { ModelName } from '../../database/data-model.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { audit } from '../../audit/audit.service.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { takeTurn } from '../../database/row-locks.js';
import { delegate } from '../../records/delegate.js';
import type { CodeOf, RecordKind } from '../../kernel/error-codes.js';
import { conflict, notFound } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';

const MOST = 200;

export interface ShortListDefinition {
  model: ModelName;
  /** In a sentence: `cancellation reason`. */
  what: RecordKind;
  /** Who may read it. It is kept by those with EDIT_PRACTICE. */
  view: Permission;
  /** Of the refusal of one more than 200. */
  tooMany: CodeOf<409>;
  orderBy: readonly Readonly<Record<string, 'asc' | 'desc'>>[];
  /** Says what happened to an entry. */
  said: {
    created: (tx: Ctx, about: { id: bigint }) => Promise<void>;
    updated: (tx: Ctx, about: { id: bigint; before: object; after: object }) => Promise<void>;
    deleted: (tx: Ctx, about: { id: bigint }) => Promise<void>;
  };
}

/** The use cases of such a list. @typeParam Row as the database has it @typeParam Input for a new one @typeParam Change of one */
export interface ShortList<Row, Input, Change> {
  /** All of them, in their order. Throws 403. */
  list: (ctx: Ctx) => Promise<Row[]>;
  /** One of them. Throws 403, 404. */
  get: (ctx: Ctx, id: bigint) => Promise<Row>;
  /** Adds one. Throws 403, 409 for a name that is there, or for more than 200. */
  create: (ctx: Ctx, input: Input) => Promise<Row>;
  /** Changes the fields that are sent. Throws 403, 404, 409, 412 when somebody changed it since what `match` wants. */
  update: (ctx: Ctx, id: bigint, changes: Change, match?: Match) => Promise<Row>;
  /** Removes one. Throws 403, 404, 412; the database keeps one that is in use (409 `record.in_use`). */
  remove: (ctx: Ctx, id: bigint, match?: Match) => Promise<void>;
}

export function shortList<Row extends { id: bigint }, Input extends object, Change extends object>(
  definition: ShortListDefinition,
): ShortList<Row, Input, Change> {
  const { model, what, view, tooMany, orderBy, said } = definition;

  async function find(ctx: Ctx, id: bigint): Promise<Row> {
    const row = (await delegate(ctx, model).findFirst({ where: { id } })) as Row | null;
    if (!row) throw notFound(what);
    return row;
  }

  const kept = (tx: Ctx): Audited<Row> => ({ recordType: model, what, find: (_db, id) => find(tx, id) });

  return {
    async list(ctx) {
      requirePermission(ctx.actor, view);
      return (await delegate(ctx, model).findMany({ orderBy, take: MOST })) as unknown as Row[];
    },

    async get(ctx, id) {
      requirePermission(ctx.actor, view);
      return find(ctx, id);
    },

    async create(ctx, input) {
      requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
      return inTransaction(ctx, async (tx) => {
        await takeTurn(tx.db, `one more ${what}`);
        if ((await delegate(tx, model).count({})) >= MOST)
          throw conflict(tooMany, `There are ${MOST} of them already: delete one first.`);
        const made = { ...input, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() };
        const row = (await delegate(tx, model).create({ data: made })) as Row;
        await audit(tx, { action: 'CREATE', recordType: model, recordId: row.id, after: row });
        await said.created(tx, { id: row.id });
        return row;
      });
    },

    async update(ctx, id, changes, match) {
      requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
      return inTransaction(ctx, async (tx) => {
        const given = { where: { id }, data: { ...changes, updatedBy: tx.actor.id } };
        const change = await changing(tx, kept(tx), id, match, async () => (await delegate(tx, model).update(given)) as Row);
        await said.updated(tx, { id, ...change });
        return change.after;
      });
    },

    async remove(ctx, id, match) {
      requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
      await inTransaction(ctx, async (tx) => {
        await removing(tx, kept(tx), id, match, () => delegate(tx, model).delete({ where: { id } }));
        await said.deleted(tx, { id });
      });
    },
  };
}
