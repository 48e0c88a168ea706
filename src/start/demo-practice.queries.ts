/** Which databases the demo may fill: an empty one, never one with somebody's practice in it. */
import type { AppDeps } from '../access/context.js';
import { StartError } from './start.js';

/**
 * - `empty`: nobody's, may be filled.
 * - `cut off`: a fill that began in an empty database did not get to its end.
 * - `demo`: holds the whole demo practice.
 * - `other`: somebody's practice.
 */
export type Content = 'empty' | 'cut off' | 'demo' | 'other';

type Pool = AppDeps['database']['pool'];

/** What the database holds. Needs the migrations; the mark of the demo is a table of its own, which no practice has. */
export async function contentOf(pool: Pool): Promise<Content> {
  const marked = await pool.query<{ there: boolean }>(`select to_regclass('public.demo_practice') is not null as there`);
  if (marked.rows[0]?.there) {
    const { rows } = await pool.query<{ complete: boolean }>('select completed_at is not null as complete from demo_practice');
    return rows[0]?.complete ? 'demo' : 'cut off';
  }
  const { rows } = await pool.query<{ used: boolean }>(
    'select exists (select from users) or exists (select from clients) as used',
  );
  return rows[0]?.used ? 'other' : 'empty';
}

/** Marks an empty database before the first row goes in, so that a killed fill is known for what it is. */
export async function markBegun(pool: Pool): Promise<void> {
  // Several statements in one query are one transaction.
  await pool.query(`
    create table demo_practice (begun_at timestamptz not null default now(), completed_at timestamptz);
    comment on table demo_practice is 'This database holds the demo practice, with passwords that everybody knows.';
    insert into demo_practice default values`);
}

export async function markComplete(pool: Pool): Promise<void> {
  await pool.query('update demo_practice set completed_at = now()');
}

/**
 * Empties a database whose fill was cut off, tables and all: audit events can be removed in no other way.
 * @throws {StartError} when the role may not
 */
export async function wipe(pool: Pool): Promise<void> {
  if ((await contentOf(pool)) !== 'cut off') throw new StartError('Only a demo practice that was cut off is wiped.');
  try {
    await pool.query('drop schema if exists pgboss cascade; drop schema public cascade; create schema public');
  } catch (error) {
    throw new StartError(
      `Filling this database with the demo practice was cut off, and it cannot be emptied (${(error as Error).message}): name an empty one.`,
    );
  }
}
