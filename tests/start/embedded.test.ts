import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { cleanUp, lives, postmasterOf, startProgram, temporaryDataDir, type Program } from './processes.js';

const HOLDER = 'tests/start/holder.ts';

afterAll(cleanUp);

async function hold(dataDir: string): Promise<{ program: Program; rows: number; url: string }> {
  const program = startProgram(HOLDER, {}, [dataDir]);
  const [, rows, url] = await program.says(/rows (\d+) at (\S+)/);
  return { program, rows: Number(rows), url: url ?? '' };
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  const dataDir = temporaryDataDir();

  it('makes a durable cluster in UTF-8 whose application role is no superuser, and stops it at the end', async () => {
    const { program, rows, url } = await hold(dataDir);
    expect(rows).toBe(1);
    expect(await ask(url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(url, 'show fsync')).toBe('on');
    expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(url, 'select usesuper from pg_user where usename = current_user')).toBe(false);
    const postmaster = postmasterOf(dataDir);
    program.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(lives(postmaster)).toBe(false);
  });

  it('keeps data and address from start to start', async () => {
    const first = await hold(dataDir);
    first.program.kill('SIGTERM');
    await first.program.ended;
    const second = await hold(dataDir);
    expect([first.rows, second.rows]).toEqual([2, 3]);
    expect(second.url).toBe(first.url);
    second.program.kill('SIGTERM');
    await second.program.ended;
  });

  it('refuses a second start on the same folder, names the first, and does it no harm', async () => {
    const first = await hold(dataDir);
    const second = startProgram(HOLDER, {}, [dataDir]);
    await second.says(new RegExp(`DataDirInUseError: .*in use by the server with process id ${first.program.pid}`));
    expect(await second.ended).toBe(1);
    expect(await ask(first.url, 'select count(*)::int from visits')).toBe(4);
    first.program.kill('SIGTERM');
    expect(await first.program.ended).toBe(0);
  });

  it('takes over the PostgreSQL that a killed server left running', async () => {
    const first = await hold(dataDir);
    const postmaster = postmasterOf(dataDir);
    first.program.kill('SIGKILL');
    await first.program.ended;
    const second = await hold(dataDir);
    expect(postmasterOf(dataDir)).toBe(postmaster);
    expect(second.rows).toBe(first.rows + 1);
    second.program.kill('SIGTERM');
    expect(await second.program.ended).toBe(0);
    expect(lives(postmaster)).toBe(false);
  });

  it('starts PostgreSQL again on the same address when it is killed under a living server', async () => {
    const { program, rows, url } = await hold(dataDir);
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    await program.says(/PostgreSQL is back/);
    expect(await ask(url, 'select count(*)::int from visits')).toBe(rows);
    program.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  });

  it('recovers when both were killed and the old process id belongs to a stranger by now', async () => {
    const { program, rows } = await hold(dataDir);
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    const before = readFileSync(pidFile, 'utf8');
    program.kill('SIGKILL');
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    await program.ended;
    const stranger = startProgram('tests/start/idle.ts', {});
    await stranger.says(/idle/);
    writeFileSync(pidFile, before.replace(/^\d+/, String(stranger.pid)));
    const next = await hold(dataDir);
    expect(next.rows).toBe(rows + 1);
    expect(lives(stranger.pid)).toBe(true);
    stranger.kill('SIGKILL');
    next.program.kill('SIGTERM');
    expect(await next.program.ended).toBe(0);
  });
});
