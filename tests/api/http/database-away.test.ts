/** The database away, silent, full, read-only, at its limit: 503 with Retry-After through every door, and all is well afterwards. */
import type { Response } from 'supertest';
import { JOBS } from '../../../src/house.js';
import { setUpQueues } from '../../../src/jobs/queue.queries.js';
import { databaseProxy, type DatabaseProxy, type Weather } from '../../support/database-proxy.js';
import { withApp } from '../../support/app.js';
import { problemFaults } from '../../support/problem.js';
import { createUser, PASSWORD, signedIn, signedInByCookie, type CookieHolder, type TokenHolder } from '../../support/users.js';

const WRITES = /\b(?:INSERT INTO|UPDATE|DELETE FROM) /i;

const WEATHERS: [string, Weather, 'all' | 'writes'][] = [
  ['is away', { kind: 'away' }, 'all'],
  ['is away behind a silent network', { kind: 'silent' }, 'all'],
  ['ends the connections', { kind: 'answers', code: '57P01', fatal: true }, 'all'],
  ['is just starting', { kind: 'refuses', code: '57P03' }, 'all'],
  ['has too many connections', { kind: 'refuses', code: '53300' }, 'all'],
  ['is full', { kind: 'answers', code: '53100', only: WRITES }, 'writes'],
  ['is read-only', { kind: 'answers', code: '25006', only: WRITES }, 'writes'],
  ['has no memory', { kind: 'answers', code: '53200' }, 'all'],
  ['fails at its disk', { kind: 'answers', code: '58030' }, 'all'],
];

describe('while the database', () => {
  let proxy: DatabaseProxy;
  const app = withApp({
    databaseUrl: async (url) => {
      proxy = await databaseProxy(url);
      return proxy.url;
    },
    queryTimeoutMs: 1500,
  });
  let admin: TokenHolder;
  let holder: CookieHolder;
  let email: string;

  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
    holder = await signedInByCookie(app, 'ADMIN');
    ({ email } = await createUser(app, 'STAFF'));
    await setUpQueues(app.database.pool, JOBS);
    // Loads the panel.
    await holder.get('/admin/api/resources/Client/actions/list');
  }, 90_000);
  afterEach(() => proxy.set({ kind: 'fair' }));
  afterAll(() => proxy.close());

  /** How many connections are out of the pool, once those that hang have run into their limits. */
  async function out(): Promise<number> {
    const { pool } = app.database;
    for (let look = 0; look < 200 && pool.totalCount > pool.idleCount; look++) await new Promise((done) => setTimeout(done, 50));
    return pool.totalCount - pool.idleCount;
  }

  const client = { firstName: 'A', lastName: 'B', phone: '+1 613 555 0100' };
  const form = (path: string) =>
    app.request.post(path).type('form').set('Origin', app.baseUrl).send({ email, password: PASSWORD });

  const READS: Record<string, () => PromiseLike<Response>> = {
    'a list': () => admin.get('/api/clients'),
    'the probe of the database': () => app.request.get('/api/health/database'),
    'a list of the panel': () => holder.get('/admin/api/resources/Client/actions/list'),
    'a page of the panel': () => holder.get('/admin/resources/Client'),
    jobs: () => admin.get('/api/jobs'),
  };
  const CHANGES: Record<string, () => PromiseLike<Response>> = {
    'a new client': () => admin.post('/api/clients', client),
    'a new client under a key': () => admin.call('post', '/api/clients').set('Idempotency-Key', `k${Math.random()}`).send(client),
    'a form of the panel': () => {
      const request = holder.call('post', '/admin/api/resources/Client/actions/new');
      for (const [name, value] of Object.entries(client)) void request.field(name, value);
      return request;
    },
    'a sign-in': () => app.request.post('/api/auth/login').send({ email, password: PASSWORD }),
    'a sign-in to the panel': () => form('/admin/login'),
    'a run of a job': () => admin.post('/api/jobs/prune/run'),
  };

  it.each(WEATHERS)(
    '%s, every door says so with 503, and when to come back',
    async (_title, weather, hits) => {
      await proxy.set(weather);
      const doors = { ...CHANGES, ...(hits === 'all' ? READS : {}) };
      const faults: string[] = [];
      await Promise.all(
        Object.entries(doors).map(async ([door, call]) => {
          const answer = await call();
          const retry = answer.get('Retry-After') ?? '';
          if (answer.status !== 503 || !/^[1-9]\d*$/.test(retry))
            faults.push(`${door}: ${answer.status} ${retry} ${answer.text.slice(0, 200)}`);
          // A person gets a page, a program a problem.
          else if (/^a (page|sign-in to) /.test(door)) {
            if (!answer.type.includes('html') || (!answer.text.includes('Try again') && !answer.text.includes('room')))
              faults.push(`${door}: ${answer.type}`);
          } else faults.push(...problemFaults(answer, [503]).map((fault) => `${door}: ${fault}`));
        }),
      );
      expect(faults).toEqual([]);
      expect((await app.request.get('/api/health')).status).toBe(200);

      await proxy.set({ kind: 'fair' });
      const after: string[] = [];
      for (const [door, call] of Object.entries({ ...READS, ...CHANGES })) {
        const answer = await call();
        if (answer.status >= 400) after.push(`${door}: ${answer.status} ${answer.text.slice(0, 200)}`);
      }
      expect(after).toEqual([]);
      expect(await out()).toBe(0);
    },
    60_000,
  );

  it('goes away for an export alone, which has a connection of its own', async () => {
    const exported = (): PromiseLike<Response> => admin.get('/api/waitlist/export?format=csv');
    const opening = /^Q.*BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY/s;
    for (const fatal of [true, false]) {
      await proxy.set({ kind: 'answers', code: fatal ? '57P01' : '53200', fatal, only: opening });
      const answer = await exported();
      expect([answer.status, problemFaults(answer, [503])]).toEqual([503, []]);
      expect(answer.get('Content-Disposition')).toBeUndefined();
    }
    await proxy.set({ kind: 'fair' });
    expect((await exported()).status).toBe(200);
    expect(await out()).toBe(0);
  });

  it('goes away at the very end of a change, nothing of it is kept', async () => {
    const before = await app.prisma.client.count();
    await proxy.set({ kind: 'answers', code: '57P01', fatal: true, only: /COMMIT/ });
    expect((await admin.post('/api/clients', client)).status).toBe(503);
    await proxy.set({ kind: 'fair' });
    expect(await app.prisma.client.count()).toBe(before);
    // No connection is lost by it, however often.
    expect(await out()).toBe(0);
  });
});
