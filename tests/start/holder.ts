/** Stands for a server in the tests of the embedded database: opens it, adds a row, says how many there are, and stays until SIGTERM. */
import pg from 'pg';
import { pino } from 'pino';
import { startEmbedded } from '../../src/database/embedded.js';

try {
  const database = await startEmbedded({ dataDir: process.argv[2] ?? '', log: pino() });
  const pool = new pg.Pool({ connectionString: database.url });
  // The test kills PostgreSQL under it.
  pool.on('error', () => undefined);
  const { rows } = await pool
    .query<{ rows: number }>(
      'create table if not exists visits (at timestamptz default now()); insert into visits default values; select count(*)::int as rows from visits;',
    )
    .then((results) => (results as unknown as pg.QueryResult<{ rows: number }>[])[2] ?? { rows: [] });
  process.on('SIGTERM', () => {
    void pool
      .end()
      .then(() => database.stop())
      .then(() => process.exit(0));
  });
  // Last: the test may send the signal as soon as it reads this.
  process.stdout.write(`rows ${rows[0]?.rows} at ${database.url}\n`);
} catch (error) {
  process.stdout.write(`${(error as Error).name}: ${(error as Error).message}\n`);
  process.exit(1);
}
