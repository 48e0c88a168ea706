import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../generated/prisma/index.js';
import { connectionTo } from './connection.js';
import { PreparedQuery } from './statements.js';
import { type Queries, seating } from './transaction-seat.js';

/** One pool, and two ways to it: Prisma for writes and most reads, node-postgres for the few prepared statements of *.queries.ts. */
export interface Database {
  /** Where it is, for a thread that has a connection of its own. */
  url: string;
  pool: pg.Pool;
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** Prisma's client, or one transaction of it. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | '$use'>;

/**
 * Opens the database that `url` names. Nothing connects before the first query.
 * @param options.max connections of this process at most
 * @param options.queryTimeoutMs how long an answer may take, over the wire
 */
export function openDatabase(url: string, options: { max?: number; queryTimeoutMs?: number } = {}): Database {
  const pool = new pg.Pool({
    ...connectionTo(url, options.queryTimeoutMs),
    max: options.max ?? 10,
  });
  // A connection that breaks (a restart of the database) must not end the process, whoever has it just then: its statements
  // fail, and the next query opens a new one.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(seating(pool)),
    transactionOptions: { maxWait: 5000, timeout: 30_000 },
  });
  return {
    url,
    pool,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Runs a statement that is planned for its values, and forgotten. */
export async function once<Row extends pg.QueryResultRow>(pool: Queries, text: string, values: unknown[] = []): Promise<Row[]> {
  return taken(await pool.query<Row>({ text, values }));
}

/**
 * The rows of an answer, which has none then. What a statement was asked with (its timer, its callbacks) outlives it a little, and what is old
 * refers to it: rows that still hung on it would be collected with the old alone, which is seldom, and the process would grow by all that it reads.
 */
const taken = <Row extends pg.QueryResultRow>({ rows }: pg.QueryResult<Row>): Row[] => rows.splice(0);

/**
 * Runs a prepared statement: planned once a connection, and kept there while it is among those used last. For the hot reads; `text` comes
 * from code, values from bind. A text that varies without end (by the words of a search) is better run `once`.
 */
export async function prepared<Row extends pg.QueryResultRow>(
  pool: Queries,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const query = new PreparedQuery<Row>(text, values);
  try {
    const answer = await new Promise<pg.QueryResult<Row>>((resolve, reject) => {
      pool.query<Row>(query, (error: Error | null, result) => {
        if (error) reject(error);
        else resolve(result);
      });
    });
    return taken(answer);
  } catch (error) {
    // The trace leads to whoever asked, not to the socket.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}
