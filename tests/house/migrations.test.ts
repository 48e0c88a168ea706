/**
 * The migrations and the Prisma schema say the same: a database made from the schema alone is laid beside the migrated one.
 * (Prisma's own `migrate diff --from-migrations` would call every hand-written index a fault.)
 */
import { execFile } from 'node:child_process';
import { columnsOf, constraintsOf, enumsOf, indexesOf } from '../support/catalog.js';
import { emptyDatabase, runSql, withDatabase } from '../support/database.js';
import { fromRoot, ROOT } from '../support/paths.js';

/** Columns that the database computes; Prisma has no word for that and takes them for plain ones with a default. */
const COMPUTED = ['user_sessions.user_id'];
/** Computed from what a table is searched by, and nobody's to read: Prisma is not told of it. */
const SEARCHED = 'search';

/** A key beside the one that Prisma has: it holds that two records belong to the same third one. */
const SHARED = / FOREIGN KEY \(\w+, (\w+)(, \w+)?\) REFERENCES \w+\(id, \1(, \w+)?\)/;

/** The notes that the ledger's triggers leave themselves until the commit; Prisma has no words for its types. */
const OF_TRIGGERS = 'billing_touched';

/** The SQL of prisma/schema, by Prisma's own tool. It wants a database to connect to and reads nothing from it. */
function sqlOfSchema(url: string): Promise<string> {
  const args = ['migrate', 'diff', '--script', '--config', 'prisma/prisma.config.ts', '--from-empty'];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [fromRoot('node_modules', 'prisma', 'build', 'index.js'), ...args, '--to-schema-datamodel', 'prisma/schema'],
      { cwd: ROOT, env: { PATH: process.env.PATH ?? '', CHECKPOINT_DISABLE: '1', NO_COLOR: '1', DATABASE_URL: url } },
      (error, stdout, stderr) => (error ? reject(new Error(stderr + stdout, { cause: error })) : resolve(stdout)),
    );
  });
}

function missing(wanted: string[], there: string[]): string[] {
  const known = new Set(there);
  return wanted.filter((one) => !known.has(one));
}

/** What one side says and the other does not. */
function difference(migrated: string[], schema: string[]): { onlyInSchema: string[]; onlyInMigrations: string[] } {
  return { onlyInSchema: missing(schema, migrated), onlyInMigrations: missing(migrated, schema) };
}

const ALIKE = { onlyInSchema: [], onlyInMigrations: [] };

describe('the migrations and prisma/schema', () => {
  const migrated = withDatabase();
  const plain = withDatabase(emptyDatabase);

  beforeAll(async () => {
    await runSql(plain.url, await sqlOfSchema(plain.url));
  }, 60_000);

  it('have the same tables and columns, with types, nullability and defaults', async () => {
    const lines = async (url: string): Promise<string[]> =>
      (await columnsOf(url))
        .filter(
          (column) =>
            column.name !== SEARCHED && column.table !== OF_TRIGGERS && !COMPUTED.includes(`${column.table}.${column.name}`),
        )
        .map((one) => `${one.table}.${one.name} ${one.type}${one.nullable ? '' : ' NOT NULL'} ${one.default ?? ''}`.trim());
    expect(difference(await lines(migrated.url), await lines(plain.url))).toEqual(ALIKE);
  });

  it('have the same enums', async () => {
    expect(difference(await enumsOf(migrated.url), await enumsOf(plain.url))).toEqual(ALIKE);
  });

  it('have the same primary and foreign keys, with what happens on delete', async () => {
    const keys = (await constraintsOf(migrated.url, 'pf')).filter(
      (key) => !SHARED.test(key) && !key.startsWith(`${OF_TRIGGERS}.`),
    );
    expect(difference(keys, await constraintsOf(plain.url, 'pf'))).toEqual(ALIKE);
  });

  it('share every index of the schema; more may be written by hand', async () => {
    expect(missing(await indexesOf(plain.url), await indexesOf(migrated.url))).toEqual([]);
  });
});
