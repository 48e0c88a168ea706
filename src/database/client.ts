import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../generated/prisma/index.js';
import { PreparedQuery } from './statements.js';
import { type Queries, seating } from './transaction-seat.js';

/** One pool, and two ways to it: Prisma for writes and most reads, node-postgres for the few prepared statements of *.queries.ts. */
export interface Database {
  pool: pg.Pool;
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** Prisma's client, or one transaction of it. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | '$use'>;

const TIMESTAMP = 1114;
const DATE = 1082;

/** `timestamp` columns hold UTC; node-postgres would read them in the server's zone. Dates stay text: they have no zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === TIMESTAMP) return (text: string) => new Date(`${text.replace(' ', 'T')}Z`);
    if (oid === DATE) return (text: string) => text;
    return (format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')) as (
      text: string,
    ) => unknown;
  }) as typeof pg.types.getTypeParser,
};

/**
 * Opens the database that `url` names. Nothing connects before the first query.
 * @param options.max connections of this process at most
 * @param options.queryTimeoutMs how long an answer may take, over the wire
 */
export function openDatabase(url: string, options: { max?: number; queryTimeoutMs?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    // Times without a zone are UTC here, whatever the server's own setting; no request waits for ever.
    options: '-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000',
    connectionTimeoutMillis: 5000,
    // Where the network swallows the answer, statement_timeout is of no use: this is a little later.
    query_timeout: options.queryTimeoutMs ?? 35_000,
    keepAlive: true,
    types,
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
  return (await pool.query<Row>({ text, values })).rows;
}

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
    const { rows } = await new Promise<pg.QueryResult<Row>>((resolve, reject) => {
      pool.query<Row>(query, (error: Error | null, result) => {
        if (error) reject(error);
        else resolve(result);
      });
    });
    return rows;
  } catch (error) {
    // The trace leads to whoever asked, not to the socket.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}
