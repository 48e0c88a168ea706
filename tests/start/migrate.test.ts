import pg from 'pg';
import { pino } from 'pino';
import { migrate, MigrationError, pendingMigrations } from '../../src/database/migrate.js';
import { emptyDatabase, runSql, testDatabase, withDatabase } from '../support/database.js';
import { cleanUp, startProgram } from './processes.js';

const log = pino({ level: 'silent' });

afterAll(cleanUp);

describe('migrations', () => {
  const empty = withDatabase(emptyDatabase);
  const full = withDatabase(testDatabase);

  it('are put in once by ten processes that start together', async () => {
    const programs = Array.from({ length: 10 }, () => startProgram('tests/start/migrator.ts', {}, [empty.url]));
    expect(await Promise.all(programs.map((program) => program.ended))).toEqual(Array.from({ length: 10 }, () => 0));
    expect(programs.filter((program) => program.output().includes('applying'))).toHaveLength(1);
    const pool = new pg.Pool({ connectionString: empty.url });
    expect(await pendingMigrations(pool)).toEqual([]);
    await pool.end();
  }, 120_000);

  it('that a killed start had completed, but not ticked off, are not put in twice', async () => {
    await runSql(
      full.url,
      `update _prisma_migrations set finished_at = null where migration_name = (select max(migration_name) from _prisma_migrations)`,
    );
    await migrate(full.url, log);
    expect(
      await runSql(full.url, 'select 1 from _prisma_migrations where finished_at is null or rolled_back_at is not null'),
    ).toEqual([]);
  });

  it('that this code does not know stop the start', async () => {
    await runSql(
      full.url,
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', '29990101000000_later', now())`,
    );
    const refused = migrate(full.url, log);
    await expect(refused).rejects.toThrow(MigrationError);
    await expect(refused).rejects.toThrow(/newer than this code.*29990101000000_later/);
  });
});
