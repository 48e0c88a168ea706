/** A process that is killed in the middle of a request with an Idempotency-Key, and another that gets it again. */
import pg from 'pg';
import { runSql, testDatabase, withDatabase } from '../support/database.js';
import { cleanUp, startProgram, temporaryDataDir } from './processes.js';

const LISTENING = /listening on (http:\/\/127\.0\.0\.1:\d+)/;
const PASSWORD = 'a password for the first of all';

afterAll(cleanUp);

describe('a request whose process is killed', () => {
  const outside = withDatabase(testDatabase);

  it('is carried out by another process when it is sent again, once', async () => {
    const env = {
      DATABASE_URL: outside.url,
      SESSION_SECRET: 's'.repeat(32),
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      PORT: '0',
      JOBS: 'off',
      DATA_DIR: temporaryDataDir(),
      ADMIN_EMAIL: 'first@practice.example',
      ADMIN_PASSWORD: PASSWORD,
    };
    const [first, second] = [startProgram('src/server.ts', env), startProgram('src/server.ts', env)];
    const [one = '', two = ''] = (await Promise.all([first.says(LISTENING), second.says(LISTENING)])).map(([, at]) => at);
    const post = (at: string, path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(`${at}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const signIn = await post(one, '/api/auth/login', { email: env.ADMIN_EMAIL, password: PASSWORD });
    const { token } = (await signIn.json()) as { token: string };
    const create = (at: string) =>
      post(
        at,
        '/api/clients',
        { firstName: 'Once', lastName: 'Only', phone: '+1 613 555 0100' },
        { Authorization: `Bearer ${token}`, 'Idempotency-Key': 'killed' },
      );

    const holder = new pg.Client({ connectionString: outside.url });
    await holder.connect();
    // The request hangs in the middle of its transaction.
    await holder.query('BEGIN; LOCK TABLE clients IN ACCESS EXCLUSIVE MODE');
    const cut = create(one).catch(() => undefined);
    const underWay = `SELECT 1 FROM idempotency_keys WHERE key = 'killed'`;
    for (let look = 0; look < 200 && (await runSql(outside.url, underWay)).length === 0; look++)
      await new Promise((done) => setTimeout(done, 50));
    first.kill('SIGKILL');
    await cut;
    await holder.query('ROLLBACK');
    await holder.end();

    let answer = await create(two);
    // As a client would: it comes back when it is told to.
    for (let tries = 0; answer.status === 409 && tries < 30; tries++) {
      expect(((await answer.json()) as { code: string }).code).toBe('idempotency.in_progress');
      await new Promise((done) => setTimeout(done, Number(answer.headers.get('Retry-After')) * 1000));
      answer = await create(two);
    }
    expect(answer.status).toBe(201);
    expect((await create(two)).headers.get('Idempotency-Replayed')).toBe('true');
    expect(await runSql(outside.url, 'SELECT count(*)::int AS count FROM clients')).toEqual([{ count: 1 }]);
    second.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  }, 240_000);
});
