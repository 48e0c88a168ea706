/** The advisory locks of the database, all in one place so that no two mean different things by one number. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

export const ADVISORY_LOCKS = {
  /** Held by the server that owns the embedded PostgreSQL, as long as it lives. */
  embeddedOwner: 7_406_001,
  /** Held while migrations are put in. */
  migrate: 7_406_002,
  /** Held while reference data, the first administrator or the demo practice are put in. */
  seed: 7_406_003,
  /** Held while the queues of the jobs are made and brought up to date. */
  queues: 7_406_004,
  /** Prisma's own: its migration tool holds it while it works. */
  prismaTool: 72_707_369,
} as const;

/** Long enough for another process to migrate a big practice. */
const LIMIT_MS = 1_800_000;

/**
 * Takes a lock for as long as `client` is connected. Polls instead of waiting inside PostgreSQL: a waiting statement would hold up a
 * CREATE INDEX CONCURRENTLY of the one that has it.
 * @throws Error after half an hour
 */
export async function waitForLock(client: pg.Client, key: number, log: Logger): Promise<void> {
  let told = false;
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; await sleep(150)) {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [key]);
    if (rows[0]?.got) return;
    if (!told) log.info('another process is preparing the database; waiting for it');
    told = true;
  }
  throw new Error('Another process has been preparing the database for half an hour.');
}

/** Runs `work` while no other process runs work under the same lock. */
export async function exclusively<Result>(url: string, key: number, log: Logger, work: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'therapy-crm start', keepAlive: true });
  client.on('error', (error) => log.debug({ err: error }, 'connection that holds a lock'));
  await client.connect();
  try {
    await waitForLock(client, key, log);
    return await work();
  } finally {
    // Ends the lock, too.
    await client.end().catch(() => undefined);
  }
}
