/** The records that a list of the panel shows, all of them and of one moment, in batches. */
import type { ModelName } from '../database/data-model.js';
import { LastInserts } from '../database/last-inserts.js';
import type { Ctx } from '../access/context.js';
import { type Queries, seated } from '../database/transaction-seat.js';
import { idOf, keyFields, whereId } from '../database/data-model.js';
import { delegate } from '../records/delegate.js';
import { recordListing } from '../records/records.reads.js';
import { rulesOf } from '../records/registry.js';
import type { RecordQuery, Row } from '../records/records.types.js';
import { cancelOn, MOST_ROWS, type Snapshot } from './export-rows.queries.js';

/** Few enough that nobody else's answer waits long while they are made objects of. */
const BATCH = 250;
const KEYS = 5000;
const LONGEST_MS = 10 * 60_000;
/** How long it may wait for a connection. */
const PATIENCE_MS = 5000;

/**
 * Runs `work` on the records. The keys are read first, in their order and at most as many as an export has rows; the records behind them 250
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
  const { keys: keysOf, omit, show } = recordListing(ctx, model, query);
  signal.throwIfAborted();
  const run = (pool: Queries): Promise<T> =>
    ctx.root.prisma.$transaction(
      async (db) => {
        const within: Ctx = { ...ctx, db, pool, transaction: { inserts: new LastInserts(), afterCommit: [] } };
        const [connection] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
        const stopWatching = cancelOn(signal, ctx.root.pool, connection?.pid);
        try {
          const fields = keyFields(model);
          const keys: string[] = [];
          for (let more = true; more && keys.length <= MOST_ROWS;) {
            signal.throwIfAborted();
            const part = await keysOf(within, keys.length, KEYS);
            keys.push(...part);
            more = part.length === KEYS;
          }
          return await work({
            total: keys.length,
            batches: async function* batches() {
              for (let from = 0; from < keys.length; from += BATCH) {
                signal.throwIfAborted();
                const these = keys.slice(from, from + BATCH);
                const [field = 'id'] = fields;
                const wanted = these.map((key) => whereId(model, key, rulesOf(model).what));
                const found = await delegate(within, model).findMany({
                  where: fields.length > 1 ? { OR: wanted } : { [field]: { in: wanted.map((key) => key[field]) } },
                  omit,
                });
                const byId = new Map((await show(within, found)).map((row) => [idOf(model, row), row]));
                const rows = these.flatMap((key): Row[] => {
                  const row = byId.get(key);
                  return row ? [row] : [];
                });
                yield await name(within, rows);
              }
            },
          });
        } finally {
          await stopWatching();
        }
      },
      { isolationLevel: 'RepeatableRead', maxWait: PATIENCE_MS, timeout: LONGEST_MS },
    );
  // What reads by statements of its own reads of the same moment.
  return seated(run);
}
