/** Fills a database with the benchmark's practice, in bulk: indexes and constraints are made again, and checked, when the rows are in. */
import type pg from 'pg';
import { practice, SPREAD, SPREAD_WEEKS, users, type Fill } from './practice.js';
import type { Sizes } from './sizes.js';

const BATCH = 100_000;

export type Say = (line: string) => void;

/** What of a table costs most while rows pour in: indexes of their own, exclusion constraints, foreign keys. */
async function slowParts(client: pg.ClientBase, table: string): Promise<{ drop: string; make: string }[]> {
  const { rows } = await client.query<{ drop: string; make: string }>(
    `SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', $1::text, conname) AS drop,
        format('ALTER TABLE %I ADD CONSTRAINT %I %s', $1::text, conname, pg_get_constraintdef(oid)) AS make
      FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('x', 'f')
     UNION ALL
     SELECT format('DROP INDEX %I', c.relname), pg_get_indexdef(i.indexrelid)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)`,
    [table],
  );
  return rows;
}

async function fillTable(client: pg.ClientBase, fill: Fill, say: Say): Promise<void> {
  const big = fill.rows > BATCH / 10;
  const parts = big ? await slowParts(client, fill.table) : [];
  for (const { drop } of parts) await client.query(drop);
  if (fill.agrees) await client.query(`ALTER TABLE ${fill.table} DISABLE TRIGGER USER`);
  const start = performance.now();
  for (let from = 1; from <= fill.rows; from += BATCH) {
    const to = Math.min(fill.rows, from + BATCH - 1);
    await client.query(fill.insert(from, to));
    if (big) say(`${fill.table}: ${to.toLocaleString('en')} of ${fill.rows.toLocaleString('en')} rows`);
  }
  for (const { make } of parts) await client.query(make);
  if (fill.agrees) await client.query(`ALTER TABLE ${fill.table} ENABLE TRIGGER USER`);
  if (big)
    say(`${fill.table}: ${parts.length} indexes and constraints checked, ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** Counters go on after the ids that the fill gave. */
const RAISE_SEQUENCES = `DO $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'id' AND column_default LIKE 'nextval(%' LOOP
    EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, ''id''), (SELECT coalesce(max(id), 0) + 1 FROM %I), false)', one.name, one.name);
  END LOOP;
END $$`;

/** Throws where the rows of a table lie in few of the weeks that they should lie in, or many of them in one. */
async function checkSpread(client: pg.ClientBase): Promise<void> {
  for (const [table, column] of Object.entries(SPREAD)) {
    const { rows } = await client.query<{ weeks: number; most: number; all: number }>(
      `SELECT count(*)::int AS weeks, max(n)::int AS most, sum(n)::int AS all
       FROM (SELECT count(*) AS n FROM ${table} GROUP BY date_trunc('week', ${column})) w`,
    );
    const { weeks = 0, most = 0, all = 0 } = rows[0] ?? {};
    if (weeks < SPREAD_WEEKS * 0.95 || most > (4 * all) / SPREAD_WEEKS)
      throw new Error(
        `${table}.${column}: ${all} rows in ${weeks} weeks, ${most} of them in one. They should lie in ${SPREAD_WEEKS}.`,
      );
  }
}

/** Constraints that hold for new rows and were never checked on the old ones: some migrations leave theirs so, for data that came before them. */
async function unchecked(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT conrelid::regclass || '.' || conname AS name FROM pg_constraint WHERE NOT convalidated`,
  );
  return rows.map(({ name }) => name);
}

/** Fills a database that is migrated and holds the reference data alone. */
export async function fillDatabase(pool: pg.Pool, sizes: Sizes, passwordHash: string, say: Say): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`SET synchronous_commit = off; SET maintenance_work_mem = '256MB'; SET statement_timeout = 0`);
    const before = new Set(await unchecked(client));
    await client.query(users(sizes, passwordHash));
    for (const fill of practice(sizes)) await fillTable(client, fill, say);
    await client.query(RAISE_SEQUENCES);
    await checkSpread(client);
    say('VACUUM and ANALYZE, as the database does by itself in time');
    await client.query('VACUUM ANALYZE');
    const bad = (await unchecked(client)).filter((name) => !before.has(name));
    if (bad.length > 0) throw new Error(`Constraints are not valid after the fill: ${bad.join(', ')}`);
  } finally {
    // Not back into the pool: its settings are the fill's.
    client.release(true);
  }
}
