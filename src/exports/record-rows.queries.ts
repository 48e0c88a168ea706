/** The records that a list of the panel shows, all of them and of one moment, in batches. */
import type { Ctx } from '../context.js';
import { idOf, keyFields } from '../records/data-model.js';
import { delegate } from '../records/delegate.js';
import { recordListing } from '../records/records.service.js';
import type { ModelName, RecordQuery, Row } from '../records/records.types.js';
import { cancelOn, type Snapshot } from './export-rows.queries.js';
import { MOST_ROWS } from './exports.service.js';

const BATCH = 500;
const LONGEST_MS = 10 * 60_000;
/** How long it may wait for a connection. */
const PATIENCE_MS = 5000;

/**
 * Runs `work` on the records. The keys are read at once, in their order and at most as many as an export has rows; the records behind them 500
 * at a time. Throws 403.
 * @param name gets each batch, and a ctx that reads of the same moment: for what stands beside a record
 */
export async function withRecords<Item, T>(
  ctx: Ctx,
  model: ModelName,
  query: RecordQuery,
  signal: AbortSignal,
  name: (within: Ctx, rows: Row[]) => Promise<Item[]>,
  work: (snapshot: Snapshot<Item>) => Promise<T>,
): Promise<T> {
  const { where, orderBy, omit, show } = recordListing(ctx, model, query);
  signal.throwIfAborted();
  return ctx.root.prisma.$transaction(
    async (db) => {
      const within: Ctx = { ...ctx, db, transaction: { afterCommit: [] } };
      const [connection] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      const stopWatching = cancelOn(signal, ctx.pool, connection?.pid);
      try {
        const fields = keyFields(model);
        const select = Object.fromEntries(fields.map((field) => [field, true]));
        const keys = await delegate(within, model).findMany({ where, orderBy, select, take: MOST_ROWS + 1 });
        return await work({
          total: keys.length,
          batches: async function* batches() {
            for (let from = 0; from < keys.length; from += BATCH) {
              signal.throwIfAborted();
              const these = keys.slice(from, from + BATCH);
              const [field = 'id'] = fields;
              const found = await delegate(within, model).findMany({
                where: fields.length > 1 ? { OR: these } : { [field]: { in: these.map((key) => key[field]) } },
                omit,
              });
              const byId = new Map((await show(within, found)).map((row) => [idOf(model, row), row]));
              const rows = these.flatMap((key): Row[] => {
                const row = byId.get(idOf(model, key));
                return row ? [row] : [];
              });
              yield await name(within, rows);
            }
          },
        });
      } finally {
        stopWatching();
      }
    },
    { isolationLevel: 'RepeatableRead', maxWait: PATIENCE_MS, timeout: LONGEST_MS },
  );
}
