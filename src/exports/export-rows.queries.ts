/**
 * Rows of one statement, in batches, all of one moment: a cursor in a transaction that sees what was there when it began. Runs in the thread
 * that makes the file, on a connection of its own: a hundred thousand rows leave nothing behind in the memory of those who answer others.
 */
import pg from 'pg';
import { connectionTo } from '../database/connection.js';
import type { Statement } from '../database/lists.js';
import { cellOf, type ListColumn } from './cells.js';
import type { Cells } from './export-files.js';

/** What is told to the thread: all that is permitted, and nothing of who asks. */
export interface ListSource {
  /** The database. */
  url: string;
  read: Statement;
  count: Statement;
  columns: readonly ListColumn[];
}

/** A list while it is read. */
export interface OpenList {
  total: number;
  /** At no time are more than a few batches of them here. */
  batches(): AsyncIterable<Cells[]>;
  close(): Promise<void>;
}

/** The file is written as quickly in large as in small ones; small ones keep the heap small. */
const BATCH = 250;

/** Of a list's rows what the file has, one a column, in their order: what else a page would tell is not even worked out. */
const fieldsOf = (columns: readonly ListColumn[]): string =>
  columns.map(({ field }) => (field === undefined ? 'NULL' : pg.escapeIdentifier(field))).join(', ');

/**
 * Opens a list and counts it.
 * @param connected gets the database's number for the connection, by which others may end what it does
 */
export async function openList(list: ListSource, connected: (process: number) => void): Promise<OpenList> {
  const { read, count, columns, url } = list;
  // Nothing is worked out of what most lists have: a row of the answer is a row of cells.
  const asRead = columns.every(({ always, words }) => always === undefined && words === undefined);
  const client = new pg.Client(connectionTo(url));
  // Also while nobody asks anything of it. The thread ends with this error, and with it the file.
  client.on('error', (error) => {
    throw error;
  });
  await client.connect().catch((error: unknown) => {
    // One that has tried several addresses tells of each; what goes from thread to thread is the error itself, and not what is in it.
    throw error instanceof AggregateError ? error.errors[0] : error;
  });
  connected((client as pg.Client & { processID?: number }).processID ?? 0);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const counted = await client.query<{ total: string }>(count.text, count.values);
  return {
    total: Number(counted.rows[0]?.total ?? 0),
    async *batches() {
      await client.query(
        `DECLARE export NO SCROLL CURSOR FOR SELECT ${fieldsOf(columns)} FROM (${read.text}) AS list`,
        read.values,
      );
      const fetch = (): Promise<pg.QueryArrayResult<unknown[]>> =>
        client.query<unknown[]>({ text: `FETCH ${BATCH} FROM export`, rowMode: 'array' });
      let next = fetch();
      for (;;) {
        const { rows } = await next;
        const isLast = rows.length < BATCH;
        // The database makes the next while these are written.
        if (!isLast) next = fetch();
        yield asRead ? (rows as Cells[]) : rows.map((row) => columns.map((column, at) => cellOf(column, row[at])));
        if (isLast) return;
      }
    },
    close: () => client.end(),
  };
}
