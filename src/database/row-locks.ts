import { type Db, prepared } from './client.js';
import { type ModelName, modelOf, quoted } from './data-model.js';
import type { Queries } from './transaction-seat.js';

/** Locks one row until the transaction ends, so that what is read next is what will be changed. A row that isn't there is no error. */
export async function lockRow(db: Db, kind: ModelName, id: bigint): Promise<void> {
  await db.$queryRawUnsafe(`SELECT 1 FROM ${quoted(modelOf(kind).dbName)} WHERE id = $1 FOR UPDATE`, id);
}

/** As lockRow, for a table and key that the data model names. */
export async function lockRecord(db: Db, table: string, key: [column: string, value: bigint][]): Promise<void> {
  const tests = key.map(([column], index) => `"${column}" = $${index + 1}`);
  await db.$queryRawUnsafe(`SELECT 1 FROM "${table}" WHERE ${tests.join(' AND ')} FOR UPDATE`, ...key.map(([, value]) => value));
}

/** Waits its turn among all processes for what `name` says, until the transaction ends. */
export async function takeTurn(db: Db, name: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${name}))::text`;
}

/** As takeTurn for each of the names, in one order for everybody, so that no two wait for each other in a circle. */
export async function takeTurns(pool: Queries, names: readonly string[]): Promise<void> {
  await prepared(
    pool,
    `SELECT count(pg_advisory_xact_lock(key)::text) FROM (
       SELECT DISTINCT hashtext(name) AS key FROM unnest($1::text[]) AS name ORDER BY key) keys`,
    [names],
  );
}

/**
 * Whether any row refers to that row of `table` through a foreign key that would keep it from being deleted. Asked of the
 * catalogue, so that no table is forgotten.
 */
export async function isReferred(db: Db, table: 'clients' | 'users', id: bigint): Promise<boolean> {
  const keys = await db.$queryRaw<{ table: string; column: string }[]>`
    SELECT c.conrelid::regclass::text AS "table", a.attname::text AS "column"
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = ${table}::regclass AND c.confdeltype <> 'c'`;
  const tests = keys.map((key) => `EXISTS (SELECT 1 FROM ${key.table} WHERE "${key.column}" = $1)`);
  const [row] = await db.$queryRawUnsafe<{ found: boolean }[]>(`SELECT ${tests.join(' OR ') || 'false'} AS found`, id);
  return row?.found ?? true;
}
