/** Records that a practice keeps by itself, one by one: what they all do alike when they are added, changed and removed. */
import type { ModelName } from '../../database/data-model.js';
import type { Permission } from '../../access/permissions.js';
import { requireEverywhere, requirePermission } from '../../access/policy.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { audit } from '../../audit/audit.service.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { delegate } from '../../records/delegate.js';
import type { RecordKind } from '../../kernel/error-codes.js';
import { notFound } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';

export interface KeptRecordsDefinition {
  model: ModelName;
  /** In a sentence: `cancellation reason`. */
  what: RecordKind;
  /** Who may read them. */
  view: Permission;
  /** Who may add, change and remove them. */
  keep: Permission;
  /** Says what happened to one. */
  said: {
    created: (tx: Ctx, about: { id: bigint }) => Promise<void>;
    updated: (tx: Ctx, about: { id: bigint; before: object; after: object }) => Promise<void>;
    deleted: (tx: Ctx, about: { id: bigint }) => Promise<void>;
  };
}

/** The use cases of such records. @typeParam Row as the database has it @typeParam Input for a new one @typeParam Change of one */
export interface KeptRecords<Row, Input, Change> {
  /** One of them. Throws 403, 404. */
  get: (ctx: Ctx, id: bigint) => Promise<Row>;
  /** Adds one. Throws 403, 409 for what is there already. */
  create: (ctx: Ctx, input: Input) => Promise<Row>;
  /** Changes the fields that are sent. Throws 403, 404, 409, 412 when somebody changed it since what `match` wants. */
  update: (ctx: Ctx, id: bigint, changes: Change, match?: Match) => Promise<Row>;
  /** Removes one. Throws 403, 404, 412; the database keeps one that is in use (409 `record.in_use`). */
  remove: (ctx: Ctx, id: bigint, match?: Match) => Promise<void>;
}

/** @param before what must hold before one more is added, in its transaction */
export function keptRecords<Row extends { id: bigint }, Input extends object, Change extends object>(
  { model, what, view, keep, said }: KeptRecordsDefinition,
  before: (tx: Ctx) => Promise<void> = () => Promise.resolve(),
): KeptRecords<Row, Input, Change> {
  async function find(ctx: Ctx, id: bigint): Promise<Row> {
    const row = (await delegate(ctx, model).findFirst({ where: { id } })) as Row | null;
    if (!row) throw notFound(what);
    return row;
  }
  const kept = (tx: Ctx): Audited<Row> => ({ recordType: model, what, find: (_db, id) => find(tx, id) });

  return {
    async get(ctx, id) {
      requirePermission(ctx.actor, view);
      return find(ctx, id);
    },

    async create(ctx, input) {
      requireEverywhere(ctx.actor, keep);
      return inTransaction(ctx, async (tx) => {
        await before(tx);
        const made = { ...input, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() };
        const row = (await delegate(tx, model).create({ data: made })) as Row;
        await audit(tx, { action: 'CREATE', recordType: model, recordId: row.id, after: row });
        await said.created(tx, { id: row.id });
        return row;
      });
    },

    async update(ctx, id, changes, match) {
      requireEverywhere(ctx.actor, keep);
      return inTransaction(ctx, async (tx) => {
        const given = { where: { id }, data: { ...changes, updatedBy: tx.actor.id } };
        const change = await changing(tx, kept(tx), id, match, async () => (await delegate(tx, model).update(given)) as Row);
        await said.updated(tx, { id, ...change });
        return change.after;
      });
    },

    async remove(ctx, id, match) {
      requireEverywhere(ctx.actor, keep);
      await inTransaction(ctx, async (tx) => {
        await removing(tx, kept(tx), id, match, () => delegate(tx, model).delete({ where: { id } }));
        await said.deleted(tx, { id });
      });
    },
  };
}
