import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { SCRIPT_COMPLETE } from './migration-mark.js';

/**
 * Catalogue column types that adapter-pg does not know (prisma issue 27403), and the known type that reads the same:
 * "char" and name as text, their arrays as text[].
 */
const KNOWN_AS: Record<number, number> = { 18: 25, 19: 25, 1002: 1009, 1003: 1009 };

/** Marks the migration whose script it follows as complete, in the same transaction. */
const MARK = `DO $mark$ BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    UPDATE public._prisma_migrations SET logs = '${SCRIPT_COMPLETE}' WHERE finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $mark$`;

interface Queryable {
  performIO(query: unknown): Promise<{ fields: { dataTypeID: number }[] }>;
  startTransaction?(level?: unknown): Promise<Queryable>;
}

function teach(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const taught = adapter as unknown as Queryable;
  const performIO = taught.performIO.bind(taught);
  taught.performIO = async (query) => {
    const result = await performIO(query);
    for (const field of result.fields ?? []) field.dataTypeID = KNOWN_AS[field.dataTypeID] ?? field.dataTypeID;
    return result;
  };
  if (taught.startTransaction) {
    const start = taught.startTransaction.bind(taught);
    taught.startTransaction = async (level) => teach((await start(level)) as unknown as SqlDriverAdapter) as unknown as Queryable;
  }
  // The adapter cuts a script at every semicolon, also inside a function's body. PostgreSQL takes it whole, in one transaction.
  adapter.executeScript = async (script) => {
    const client = await (adapter as unknown as { underlyingDriver(): pg.Pool }).underlyingDriver().connect();
    try {
      await client.query(`${script}\n;${MARK}`);
    } finally {
      client.release();
    }
  };
  return adapter;
}

/** Makes an empty database beside the one that `url` names; gives its adapter, which drops it at the end. */
async function connectToNewShadow(url: string): Promise<SqlDriverAdapter> {
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  const name = `shadow_${randomUUID()}`;
  await server.query(`CREATE DATABASE "${name}"`);
  const shadowUrl = new URL(url);
  shadowUrl.pathname = `/${name}`;
  const adapter = await new PrismaPg({ connectionString: shadowUrl.href, max: 2 }).connect();
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await server.query(`DROP DATABASE "${name}"`);
    await server.end();
  };
  return adapter;
}

/**
 * The driver adapter of Prisma's migration tool for the database that `url` names. `shadowUrl` names an empty database for
 * `migrate diff` and `migrate dev`; without it one is made and dropped (adapter-pg's own would be the database itself).
 */
export function migrationAdapter(url: string, shadowUrl?: string): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg({ connectionString: url, max: 2 });
  return {
    provider: 'postgres',
    adapterName: factory.adapterName,
    connect: async () => teach(await factory.connect()),
    connectToShadowDb: async () =>
      teach(await (shadowUrl ? new PrismaPg({ connectionString: shadowUrl, max: 2 }).connect() : connectToNewShadow(url))),
  };
}
