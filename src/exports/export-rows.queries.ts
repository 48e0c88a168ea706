/** Rows of one statement, in batches, all of one moment: a cursor in a transaction that sees what was there when it began. */
import type pg from 'pg';
import type { Statement } from '../database/lists.js';

/** The most rows of one file. More is refused, not cut. */
export const MOST_ROWS = 100_000;

/** Few enough that nobody else's answer waits long while they are made objects of. */
const BATCH = 100;

/** What an export reads: how many rows there are, and the rows. */
export interface Snapshot<Row> {
  total: number;
  batches(): AsyncIterable<Row[]>;
}

/**
 * Ends what a connection is doing as soon as the signal comes. Await what it returns before the connection goes back: a cancel that is under
 * way would end the statement of whoever has it next.
 */
export function cancelOn(signal: AbortSignal, pool: pg.Pool, processId: number | undefined): () => Promise<void> {
  let cancelling: Promise<unknown> = Promise.resolve();
  const cancel = (): void => {
    // That it is over already, or that the database is away, changes nothing.
    cancelling = pool.query('SELECT pg_cancel_backend($1)', [processId]).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  return async () => {
    signal.removeEventListener('abort', cancel);
    await cancelling;
  };
}

/**
 * Runs `work` on the rows of a statement. At no time are more than a few batches of them here. The connection is the export's own until `work`
 * ends; when it fails it is closed, which ends what the database was doing for it.
 */
export async function withCursor<Row, T>(
  pool: pg.Pool,
  list: { read: Statement; count: Statement },
  signal: AbortSignal,
  work: (snapshot: Snapshot<Row>) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const client = await pool.connect();
  // A connection that breaks while nobody asks anything of it says so by an event, which must not end the process.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  const stopWatching = cancelOn(signal, pool, (client as pg.PoolClient & { processID?: number }).processID);
  let failed = true;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const counted = await client.query<{ total: string }>(list.count.text, list.count.values);
    const result = await work({
      total: Number(counted.rows[0]?.total ?? 0),
      async *batches() {
        await client.query(`DECLARE export NO SCROLL CURSOR FOR ${list.read.text}`, list.read.values);
        const fetch = (): Promise<pg.QueryResult<Row & pg.QueryResultRow>> => {
          const answer = client.query<Row & pg.QueryResultRow>(`FETCH ${BATCH} FROM export`);
          // Where nobody waits for it any more, the connection is closed.
          answer.catch(() => undefined);
          return answer;
        };
        let next = fetch();
        for (;;) {
          signal.throwIfAborted();
          const { rows } = await next;
          const isLast = rows.length < BATCH;
          // The database makes the next while these are written.
          if (!isLast) next = fetch();
          if (rows.length > 0) yield rows;
          if (isLast) return;
        }
      },
    });
    await client.query('COMMIT');
    failed = false;
    return result;
  } finally {
    await stopWatching();
    client.off('error', ignore);
    client.release(failed);
  }
}
