/** Databases for tests: each file gets a copy of the migrated and seeded template, made in a fraction of a second. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** The database that each test file gets a copy of: migrated, with the reference data, without users. */
export const TEMPLATE = 'therapy_crm_template';
/** "source database is being accessed by other users": a connection to the template is on its way out. */
const IN_USE = '55006';
/** "permission denied to terminate process": the server's own vacuum is at work in a database that has just been filled. */
const VACUUMED = '42501';
const ATTEMPTS = 20;

export interface TestDatabase {
  url: string;
  name: string;
  /** Closes every connection to it and removes it. */
  drop(): Promise<void>;
}

/** The run's server, started by tests/support/global-setup.js. */
export function serverUrl(): string {
  const url = process.env.TEST_SERVER_URL;
  if (!url) throw new Error('No test server: run the tests with `npm test`, which starts one.');
  return url;
}

/** The same server and user, another database. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement on its own connection. */
export async function runSql<Row extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Makes an empty database, or a copy of `template`. */
export async function createDatabase(server: string, name: string, template?: string): Promise<void> {
  const source = template === undefined ? '' : ` TEMPLATE "${template}" STRATEGY FILE_COPY`;
  for (let attempt = 1; ; attempt++) {
    try {
      await runSql(server, `CREATE DATABASE "${name}"${source}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== IN_USE || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function dropDatabase(server: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await runSql(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== VACUUMED || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

async function madeBy(make: (server: string, name: string) => Promise<void>): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await make(server, name);
  return {
    url: databaseUrl(server, name),
    name,
    drop: () => dropDatabase(server, name),
  };
}

/** A fresh copy of the template: all tables, the reference data, no users. */
export function testDatabase(): Promise<TestDatabase> {
  return madeBy((server, name) => createDatabase(server, name, TEMPLATE));
}

/** A database with nothing in it: for tests of the migrations and of the start-up. */
export function emptyDatabase(): Promise<TestDatabase> {
  return madeBy((server, name) => createDatabase(server, name));
}

/**
 * Gives the file (or `describe`) that calls it a database of its own, made before its tests and dropped after them.
 * Read `.url` inside tests and hooks only.
 */
export function withDatabase(make: () => Promise<TestDatabase> = testDatabase): { readonly url: string } {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await make();
  });
  afterAll(() => database?.drop());
  return {
    get url() {
      if (!database) throw new Error('The database is there inside tests and hooks, not while the file is read.');
      return database.url;
    },
  };
}
