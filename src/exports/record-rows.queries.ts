/** The records that a list of the panel shows, all of them and of one moment, in batches. */
import type { ModelName } from '../database/data-model.js';
import { LastInserts } from '../database/last-inserts.js';
import type { Ctx } from '../access/context.js';
import { type Queries, seated } from '../database/transaction-seat.js';
import { recordListing } from '../records/records.reads.js';
import type { RecordQuery, Row } from '../records/records.types.js';
import { cancelOn } from './cancel.queries.js';
import type { Cells } from './export-files.js';
import { startThread } from './export-thread.js';
import { MOST_ROWS, type Snapshot } from './snapshot.js';

/** Few enough that nobody else's answer waits long while they are made objects of. */
const BATCH = 250;
const KEYS = 5000;
const LONGEST_MS = 10 * 60_000;
/** How long it may wait for a connection. */
const PATIENCE_MS = 5000;

/**
 * Runs `work` on the records. The keys are read first, in their order and at most as many as an export has rows; the records behind them 250
 * at a time. Throws 403.
 * @param cellsOf gets each batch, and a ctx that reads of the same moment: for what stands beside a record
 */
export async function withRecords<T>(
  ctx: Ctx,
  model: ModelName,
  query: RecordQuery,
  signal: AbortSignal,
  cellsOf: (within: Ctx, rows: Row[]) => Promise<Cells[]>,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const { keys: keysOf, rows: rowsOf } = recordListing(ctx, model, query);
  signal.throwIfAborted();
  const run = (pool: Queries): Promise<T> =>
    ctx.root.prisma.$transaction(
      async (db) => {
        const within: Ctx = { ...ctx, db, pool, transaction: { inserts: new LastInserts(), afterCommit: [] } };
        const [connection] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
        const stopWatching = cancelOn(signal, ctx.root.pool, connection?.pid);
        try {
          const keys: string[] = [];
          for (let more = true; more && keys.length <= MOST_ROWS;) {
            signal.throwIfAborted();
            const part = await keysOf(within, keys.length, KEYS);
            keys.push(...part);
            more = part.length === KEYS;
          }
          return await work({
            total: keys.length,
            write: async (out, options, told) => {
              const thread = startThread(signal);
              try {
                await thread.begin(out, options);
                for (let from = 0, written = 0; from < keys.length; from += BATCH) {
                  const cells = await cellsOf(within, await rowsOf(within, keys.slice(from, from + BATCH)));
                  await thread.rows(cells);
                  told((written += cells.length));
                }
                await thread.end();
              } finally {
                await thread.close();
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
