import { createServer, type AddressInfo } from 'node:net';
import { contentOf, markBegun, markComplete, wipe } from '../../src/start/demo-practice.queries.js';
import pg from 'pg';
import { emptyDatabase, runSql, testDatabase, withDatabase } from '../support/database.js';
import { cleanUp, startProgram, temporaryDataDir } from './processes.js';

const SERVER = 'src/server.ts';
const DEMO = 'src/demo.ts';
const SECRETS = { SESSION_SECRET: 's'.repeat(32), ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}` };
const LISTENING = /listening on (http:\/\/127\.0\.0\.1:\d+)/;

afterAll(cleanUp);

describe('the server', () => {
  const outside = withDatabase(emptyDatabase);

  it('with nothing but a DATA_DIR prints the first administrator once, serves, drains on SIGTERM, and keeps its data', async () => {
    const env = { DATA_DIR: temporaryDataDir(), PORT: '0' };
    const first = startProgram(SERVER, env);
    const [, address] = await first.says(LISTENING);
    expect(first.output()).toMatch(/Password: \S{15,}/);
    expect((await fetch(`${address}/api/health`)).status).toBe(200);
    first.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = startProgram(SERVER, env);
    await second.says(LISTENING);
    expect(second.output()).not.toMatch(/Password:/);
    second.kill('SIGINT');
    expect(await second.ended).toBe(0);
  }, 60_000);

  it('starts twice at once on one outside database, with one administrator', async () => {
    const env = {
      DATABASE_URL: outside.url,
      ...SECRETS,
      PORT: '0',
      DATA_DIR: temporaryDataDir(),
      ADMIN_EMAIL: 'first@practice.example',
    };
    const servers = Array.from({ length: 2 }, () => startProgram(SERVER, env));
    await Promise.all(servers.map((server) => server.says(LISTENING)));
    expect(await runSql(outside.url, 'select email from users')).toEqual([{ email: 'first@practice.example' }]);
    for (const server of servers) server.kill('SIGTERM');
    expect(await Promise.all(servers.map((server) => server.ended))).toEqual([0, 0]);
  }, 60_000);

  it('says one line for each wrong setting and ends with 1', async () => {
    const server = startProgram(SERVER, { PORT: 'x', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x/y', ...SECRETS });
    expect(await server.ended).toBe(1);
    expect(server.output().trim().split('\n')).toHaveLength(3);
  });

  it('without a mail server does not start beside one that has it, unless it says so for all', async () => {
    const env = { DATABASE_URL: outside.url, ...SECRETS, PORT: '0', DATA_DIR: temporaryDataDir() };
    const sender = startProgram(SERVER, { ...env, SMTP_URL: 'smtp://127.0.0.1:1', JOBS: 'off' });
    await sender.says(LISTENING);
    const forgetful = startProgram(SERVER, env);
    expect(await forgetful.ended).toBe(1);
    expect(forgetful.output()).toContain('SMTP_URL must be given: this practice sends e-mail');
    const outspoken = startProgram(SERVER, { ...env, SMTP_URL: 'none' });
    await outspoken.says(LISTENING);
    expect(await runSql(outside.url, 'SELECT channel FROM outgoing_channels')).toEqual([]);
    for (const server of [sender, outspoken]) server.kill('SIGTERM');
    expect(await Promise.all([sender.ended, outspoken.ended])).toEqual([0, 0]);
  }, 180_000);

  it('says that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const server = startProgram(SERVER, {
      DATABASE_URL: outside.url,
      ...SECRETS,
      PORT: String(port),
      DATA_DIR: temporaryDataDir(),
    });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain(`PORT ${port} is in use`);
    other.close();
  });
});

describe('the demo', () => {
  const somebodys = withDatabase(testDatabase);
  const its = withDatabase(testDatabase);

  it("leaves a database with somebody's practice alone", async () => {
    await runSql(
      somebodys.url,
      `insert into users (email, password, first_name, last_name) values ('a@b.example', 'x', 'A', 'B')`,
    );
    const demo = startProgram(DEMO, { DATABASE_URL: somebodys.url, PORT: '0', DATA_DIR: temporaryDataDir() });
    expect(await demo.ended).toBe(1);
    expect(demo.output()).toContain('holds a practice that is not the demo practice');
  });

  it('knows an empty database from one that it was filling when it was cut off, and from one that it has filled', async () => {
    const pool = new pg.Pool({ connectionString: its.url });
    expect(await contentOf(pool)).toBe('empty');
    await expect(wipe(pool)).rejects.toThrow('Only a demo practice that was cut off is wiped.');
    await markBegun(pool);
    expect(await contentOf(pool)).toBe('cut off');
    await markComplete(pool);
    expect(await contentOf(pool)).toBe('demo');
    await pool.end();
  });
});
