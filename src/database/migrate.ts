/** Brings a database to the shape that this code knows, with Prisma's own tool, once however many processes start together. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Logger } from 'pino';
import { environmentWith } from '../config/config.js';
import { SCRIPT_COMPLETE } from '../../prisma/migration-mark.js';
import { ADVISORY_LOCKS, waitForLock } from './locks.js';

/** Why the database cannot be brought to this code's shape, in words for the person who starts the server. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const MIGRATIONS = join(PROJECT, 'prisma', 'migrations');
/** SQLSTATE of a table that is not there. */
const UNDEFINED_TABLE = '42P01';

interface Applied {
  migration_name: string;
  finished_at: Date | null;
  logs: string | null;
}

interface State {
  pending: string[];
  /** Begun and not finished. */
  broken: Applied[];
}

type Queryable = Pick<pg.ClientBase, 'query'>;

/**
 * Applies the migrations that are missing; quick when there are none. Any number of processes may call it at once.
 * @param url of the database, as a role that owns it
 * @throws {MigrationError} when the database is newer than the code, or a migration fails
 */
export async function migrate(url: string, log: Logger): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'therapy-crm migrate', keepAlive: true });
  client.on('error', (error) => log.debug({ err: error }, 'connection for migrations'));
  await client.connect();
  try {
    if (isDone(await readState(client))) return;
    await waitForLock(client, ADVISORY_LOCKS.migrate, log);
    // A tool that outlived its killed server may still be at it.
    await waitForLock(client, ADVISORY_LOCKS.prismaTool, log);
    const state = await readState(client);
    if (isDone(state)) return;
    for (const each of state.broken) await mend(client, each, log);
    await client.query('select pg_advisory_unlock($1)', [ADVISORY_LOCKS.prismaTool]);
    log.info(`applying ${state.pending.length} migration(s)`);
    await runTool(url, async () => isDone(await readState(client)));
    if (!isDone(await readState(client)))
      throw new MigrationError('The migration tool ended without error, yet migrations are missing.');
  } finally {
    // Ends the lock, too.
    await client.end().catch(() => undefined);
  }
}

/** Names of the migrations that the database has not seen; for the health report. */
export async function pendingMigrations(pool: Queryable): Promise<string[]> {
  return (await readState(pool)).pending;
}

function isDone(state: State): boolean {
  return state.pending.length === 0 && state.broken.length === 0;
}

async function readState(client: Queryable): Promise<State> {
  const known = readdirSync(MIGRATIONS)
    .filter((name) => existsSync(join(MIGRATIONS, name, 'migration.sql')))
    .sort();
  const applied = await readApplied(client);
  const strangers = applied.filter((row) => !known.includes(row.migration_name));
  if (strangers.length > 0) {
    throw new MigrationError(
      `The database is newer than this code: it has the migration ${strangers.map((row) => row.migration_name).join(', ')}, which this version does not know. Start the newer version.`,
    );
  }
  const finished = new Set(applied.filter((row) => row.finished_at).map((row) => row.migration_name));
  return { pending: known.filter((name) => !finished.has(name)), broken: applied.filter((row) => !row.finished_at) };
}

async function readApplied(client: Queryable): Promise<Applied[]> {
  try {
    const { rows } = await client.query<Applied>(
      'select migration_name, finished_at, logs from _prisma_migrations where rolled_back_at is null',
    );
    return rows;
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/**
 * A migration that was cut off by a kill. Its script is one transaction that marks the row at its end (prisma/migration-adapter.ts), so
 * the mark tells whether all of it is there or nothing.
 */
async function mend(client: pg.Client, row: Applied, log: Logger): Promise<void> {
  const complete = row.logs === SCRIPT_COMPLETE;
  log.warn(`the migration ${row.migration_name} was interrupted: ${complete ? 'it is complete' : 'trying it again'}`);
  const change = complete ? 'finished_at = now(), applied_steps_count = 1, logs = null' : 'rolled_back_at = now()';
  await client.query(
    `update _prisma_migrations set ${change} where migration_name = $1 and finished_at is null and rolled_back_at is null`,
    [row.migration_name],
  );
}

/**
 * Runs `prisma migrate deploy`. The tool lingers ten seconds after its work, on a timer that it does not clear; so it is ended once the
 * database says that all is in.
 * @throws {MigrationError} with what the tool said
 */
async function runTool(url: string, isComplete: () => Promise<boolean>): Promise<void> {
  const tool = join(dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build', 'index.js');
  const env = environmentWith({ DATABASE_URL: url, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', NO_COLOR: '1' });
  const child = spawn(process.execPath, [tool, 'migrate', 'deploy', '--config', join(PROJECT, 'prisma', 'prisma.config.ts')], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const closed = new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  try {
    for (;;) {
      const ended = await Promise.race([closed.then((code) => ({ code })), sleep(100)]);
      if (ended?.code === 0) return;
      if (ended) throw new MigrationError(`A migration failed:\n${said.trim().slice(-3000)}`);
      if (await isComplete()) return;
    }
  } finally {
    child.kill();
    await closed.catch(() => undefined);
  }
}
