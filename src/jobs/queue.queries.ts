/** pg-boss on our own pool: its tables, in a schema of their own, and its way to the database. */
import type pg from 'pg';
import PgBoss from 'pg-boss';
import { ADVISORY_LOCKS } from '../database/locks.js';
import type { Job } from './job.js';
import type { JobName } from './job-names.js';

export const SCHEMA = 'pgboss';

/** After a fault so many more tries, the first after so many seconds, then with growing waits. */
const RETRIES = 3;
const RETRY_SECONDS = 10;

export interface Statements extends PgBoss.Db {
  /** Waits for the statements under way. */
  settled(): Promise<void>;
}

/**
 * pg-boss's way to the database. It does not await all of its statements, and an error there would end the process as a rejection
 * that nobody caught: with `onError` a fault is told there and the statement has no answer.
 */
export function statements(pool: pg.Pool, onError?: (error: unknown) => void): Statements {
  const underWay = new Set<Promise<unknown>>();
  const execute = async (text: string, values?: unknown[]): Promise<{ rows: unknown[] }> => {
    const client = await pool.connect();
    try {
      const result = await client.query<pg.QueryResultRow>(text, values);
      client.release();
      return result;
    } catch (error) {
      // Some are transactions of several statements in one text: a connection that is left inside of one is worth nothing.
      client.release(true);
      throw error;
    }
  };
  return {
    executeSql: (text, values) => {
      const work = execute(text, values).catch((error: unknown) => {
        if (!onError) throw error;
        onError(error);
        return undefined as unknown as { rows: unknown[] };
      });
      const entry = work.catch(() => undefined).finally(() => underWay.delete(entry));
      underWay.add(entry);
      return work;
    },
    settled: async () => {
      await Promise.all(underWay);
    },
  };
}

/** The name that the database knows this server by, quoted where SQL needs it. */
export async function roleOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ role: string }>('SELECT quote_ident(current_user) AS role');
  return rows[0]?.role ?? '';
}

const ALREADY_THERE = ['42P06', '42P07', '42710', '23505'];

/** Makes pg-boss's tables in a schema that an administrator has made for us. Where there is none pg-boss makes both. */
async function fillSchema(db: Statements): Promise<void> {
  const { rows } = await db.executeSql(
    `SELECT to_regnamespace('${SCHEMA}') IS NOT NULL AND to_regclass('${SCHEMA}.version') IS NULL AS empty`,
    [],
  );
  if (!(rows as { empty: boolean }[])[0]?.empty) return;
  const plans = PgBoss.getConstructionPlans(SCHEMA).replace(/CREATE SCHEMA IF NOT EXISTS \w+\s*;/, '');
  try {
    await db.executeSql(plans, undefined as unknown as unknown[]);
  } catch (error) {
    // Another process was as quick.
    if (!ALREADY_THERE.includes((error as { code?: string }).code ?? '')) throw error;
  }
}

/** Brings tables, queues and schedules up to date; any number of processes may do so at once. Throws what the database says. */
export async function setUpQueues(pool: pg.Pool, jobs: readonly Job[], retrySeconds = RETRY_SECONDS): Promise<void> {
  const turn = await pool.connect();
  try {
    // Two that make a queue at the same moment wait for each other in a circle: each has written in the table that the other then locks.
    await turn.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCKS.queues]);
    await bringUpToDate(pool, jobs, retrySeconds);
  } finally {
    // With the connection the lock ends, too.
    turn.release(true);
  }
}

async function bringUpToDate(pool: pg.Pool, jobs: readonly Job[], retrySeconds: number): Promise<void> {
  const db = statements(pool);
  await fillSchema(db);
  const boss = new PgBoss({ db, schema: SCHEMA, schedule: false, supervise: false });
  await boss.start();
  // At most one run of each waits, however many ask for one.
  const options = { policy: 'short', retryLimit: RETRIES, retryDelay: retrySeconds, retryBackoff: true } as const;
  for (const { name, cron } of jobs) {
    await boss.createQueue(name, { name, ...options });
    await boss.updateQueue(name, { name, ...options });
    await boss.schedule(name, cron);
  }
  const known = new Set<string>(jobs.map(({ name }) => name));
  for (const { name } of await boss.getSchedules()) if (!known.has(name)) await boss.unschedule(name);
}

/**
 * Asks for a run of the job by any process. @returns false where its queue is not there yet
 * Throws what the database says: 42P01 or 42501 before an administrator has made the schema.
 */
export async function askForRun(pool: pg.Pool, name: JobName): Promise<boolean> {
  const boss = new PgBoss({ db: statements(pool), schema: SCHEMA, schedule: false, supervise: false, migrate: false });
  if (!(await boss.getQueue(name))) return false;
  await boss.send(name, {});
  return true;
}
