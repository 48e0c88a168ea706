/** The benchmark's databases: one embedded PostgreSQL each, below .bench/, filled once and kept for the next run. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Logger } from 'pino';
import { seedReference } from '../../prisma/seed/reference.js';
import { hashPassword } from '../../src/access/password.js';
import { openDatabase } from '../../src/database/client.js';
import { startEmbedded } from '../../src/database/embedded.js';
import { migrate } from '../../src/database/migrate.js';
import { testConfig } from '../support/config.js';
import { ENCRYPTION_KEY, PASSWORD } from './servers.js';
import { fillDatabase, type Say } from './fill.js';
import type { Sizes } from './sizes.js';

const PROJECT = join(import.meta.dirname, '..', '..');
export const HOME = join(PROJECT, '.bench');

export interface BenchDatabase {
  url: string;
  sizes: Sizes;
  /** How big the data are on disk. */
  megabytes: number;
  stop(): Promise<void>;
}

/** Of the schema and of the fill: another schema or another practice needs a new database. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const migrations = join(PROJECT, 'prisma', 'migrations');
  for (const name of readdirSync(migrations).sort()) {
    const file = join(migrations, name, 'migration.sql');
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  for (const name of ['practice.ts', 'sizes.ts']) hash.update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest('hex');
}

/**
 * Starts the database for a practice of that size, filling it first if need be.
 * @param keep takes the data as they are, though the schema has changed since
 */
export async function benchDatabase(sizes: Sizes, options: { keep: boolean; say: Say; log: Logger }): Promise<BenchDatabase> {
  const { say, log } = options;
  const dataDir = join(HOME, `appointments-${sizes.appointments}`);
  const mark = join(dataDir, 'filled');
  const wanted = fingerprint();
  const found = existsSync(mark) ? readFileSync(mark, 'utf8') : undefined;
  const good = found === wanted || (found !== undefined && options.keep);
  const known = existsSync(dataDir);
  const server = await startEmbedded({ dataDir, log });
  try {
    // A fill that was cut off, or of another schema, is worth nothing.
    if (!good && known) {
      say(
        `${sizes.appointments.toLocaleString('en')} appointments: ${found ? 'the schema or the practice has changed' : 'not filled to the end'}; anew`,
      );
      rmSync(mark, { force: true });
      await wipe(server.url);
    }
    await migrate(server.url, log);
    const config = testConfig({ databaseUrl: server.url, dataDir, encryptionKeys: [ENCRYPTION_KEY] });
    const database = openDatabase(server.url);
    try {
      if (!good) {
        say(`filling ${sizes.clients.toLocaleString('en')} clients, ${sizes.appointments.toLocaleString('en')} appointments`);
        await seedReference({ config, database, log });
        await fillDatabase(database.pool, sizes, await hashPassword(config, PASSWORD), say);
        writeFileSync(mark, wanted);
      }
      await warm(database.pool);
      const { rows } = await database.pool.query<{ size: string }>('SELECT pg_database_size(current_database()) AS size');
      return { url: server.url, sizes, megabytes: Math.round(Number(rows[0]?.size) / 1e6), stop: () => server.stop() };
    } finally {
      await database.close();
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Reads the tables that the cases read, so that no round pays for a cold disk. */
async function warm(pool: { query(text: string): Promise<unknown> }): Promise<void> {
  for (const table of ['clients', 'users', 'appointments']) await pool.query(`SELECT count(t.*) FROM ${table} t`);
}

async function wipe(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client
    .query('DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    .finally(() => client.end());
}
