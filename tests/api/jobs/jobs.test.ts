/** The jobs through the API: who may see and run them, and what they do on real records. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { openDatabase } from '../../../src/database/client.js';
import { JOBS } from '../../../src/house.js';
import { prune } from '../../../src/jobs/prune.js';
import { startJobs } from '../../../src/jobs/runner.js';
import { setUpQueues } from '../../../src/jobs/queue.queries.js';
import { runnerOf, wakeJob } from '../../../src/jobs/wake.js';
import { withApp } from '../../support/app.js';
import { aMessage } from '../../support/messages.js';
import * as build from '../../support/builders.js';
import { runSql } from '../../support/database.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';
import { inTransaction } from '../../../src/access/context.js';

const DAY = 86_400_000;
const QUICK = { pollSeconds: 1, scheduleSeconds: 1 };

interface JobAnswer {
  name: string;
  state: string;
  queued: number;
  failed: number;
  lastDone: number | null;
  lastError: string | null;
  lastStartedAt: string | null;
}

async function until(fits: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 20_000; !(await fits()); await new Promise((done) => setTimeout(done, 100)))
    if (Date.now() > end) throw new Error(`Not within 20 seconds: ${what}`);
}

describe('the jobs of the API', () => {
  const app = withApp();
  let people: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
  beforeAll(async () => {
    people = await oneOfEachRole(app);
  });
  afterAll(() => new Promise((done) => setTimeout(done, 1500)));

  const jobs = async (): Promise<JobAnswer[]> => {
    const answer = await people.ADMIN.get('/api/jobs').expect(200);
    return (answer.body as { items: JobAnswer[] }).items;
  };
  const jobNamed = async (name: string): Promise<JobAnswer | undefined> => (await jobs()).find((one) => one.name === name);
  const url = (): string => app.deps.config.databaseUrl ?? '';

  it('are for those who may manage them', async () => {
    for (const role of ['THERAPIST', 'STAFF', 'RECEPTIONIST'] as const) {
      await people[role].get('/api/jobs').expect(403);
      await people[role].post('/api/jobs/remind/run').expect(403);
    }
    await app.request.get('/api/jobs').expect(401);
    await people.ADMIN.post('/api/jobs/format-disk/run').expect(400);
  });

  it('say that nobody has set them up, and refuse to run', async () => {
    const { body } = (await people.ADMIN.get('/api/jobs').expect(200)) as { body: { runsHere: boolean; problem: string } };
    expect(body).toMatchObject({ runsHere: false, problem: expect.stringContaining('JOBS=on') as string });
    expect((await jobs()).map(({ name, state }) => [name, state])).toEqual(JOBS.map(({ name }) => [name, 'NEVER']));
    const refused = await people.ADMIN.post('/api/jobs/remind/run').expect(409);
    expect(refused.body).toMatchObject({ code: 'job.not_set_up' });
  });

  it('are set up by many processes at once', async () => {
    const pools = Array.from({ length: 5 }, () => openDatabase(url(), { max: 3 }));
    try {
      for (let round = 0; round < 4; round++) {
        await runSql(url(), 'DROP SCHEMA IF EXISTS pgboss CASCADE');
        await Promise.all(pools.map(({ pool }) => setUpQueues(pool, JOBS)));
        const rows = await runSql<{ name: string }>(url(), 'SELECT name FROM pgboss.schedule ORDER BY name');
        expect(rows.map(({ name }) => name)).toEqual(JOBS.map(({ name }) => name as string).sort());
      }
    } finally {
      await runSql(url(), 'DROP SCHEMA pgboss CASCADE');
      await Promise.all(pools.map((database) => database.close()));
    }
  }, 60_000);

  it('wait where this process runs none, once however often they are asked for, and leave an audit event', async () => {
    await setUpQueues(app.database.pool, JOBS);
    for (let count = 0; count < 3; count++) await people.ADMIN.post('/api/jobs/prune/run').expect(204);
    expect(await jobNamed('prune')).toMatchObject({ state: 'NEVER', queued: 1 });
    const events = await app.prisma.auditEvent.findMany({ where: { action: 'RUN' } });
    expect(events).toHaveLength(3);
    expect(events[0]).toMatchObject({ actorId: people.ADMIN.user.id, reason: 'job prune' });
  });

  it('run when asked for, in two processes at once, and do their work once', async () => {
    const now = Date.now();
    const client = await build.aClient(app.prisma, { email: 'family@example.org' });
    await build.anAppointment(app.prisma, {
      clientId: client.id,
      startTime: new Date(now + 3 * 3_600_000),
      endTime: new Date(now + 4 * 3_600_000),
      status: 'SCHEDULED',
      createdAt: new Date(now - 3 * DAY),
    });
    const runners = [startJobs(app.deps, QUICK), startJobs({ ...app.deps, database: { ...app.database } }, QUICK)];
    try {
      await Promise.all(runners.map(({ begun }) => begun));
      for (let count = 0; count < 10; count++) {
        await people.ADMIN.post('/api/jobs/remind/run').expect(204);
        for (const runner of runners) runner.wake('remind');
      }
      await until(async () => (await app.prisma.outboxMessage.count()) > 0, 'a reminder');
      await until(async () => (await jobNamed('remind'))?.state === 'DONE', 'its end');
      await until(async () => (await jobNamed('prune'))?.state === 'DONE', 'the run that waited');
      expect(await app.prisma.outboxMessage.findMany({ where: { clientId: client.id } })).toHaveLength(1);
      const { body } = (await people.ADMIN.get('/api/jobs').expect(200)) as { body: { runsHere: boolean; problem: null } };
      expect(body).toMatchObject({ runsHere: true, problem: null });
    } finally {
      await Promise.all(runners.map((runner) => runner.stop()));
    }
  }, 40_000);

  it('are woken after the commit, and not at all by what is rolled back', async () => {
    const runner = startJobs(app.deps, { pollSeconds: 600, scheduleSeconds: 45, jobs: JOBS.slice(0, 1) });
    await runner.begun;
    try {
      const ctx = ctxOfSystem(app.deps, 'job');
      const woken: string[] = [];
      const known = runnerOf(ctx);
      const wake = known?.wake.bind(known);
      Object.assign(known as object, { wake: (name: 'prune') => woken.push(name) && wake?.(name) });
      await inTransaction(ctx, async (tx) => {
        await wakeJob(tx, 'send-outbox');
        throw new Error('undone');
      }).catch(() => undefined);
      expect(woken).toEqual([]);
      await inTransaction(ctx, async (tx) => {
        await wakeJob(tx, 'send-outbox');
        expect(woken).toEqual([]);
      });
      expect(woken).toEqual(['send-outbox']);
    } finally {
      await runner.stop();
    }
  }, 30_000);

  it('show a fault by its kind', async () => {
    await runSql(
      url(),
      `INSERT INTO pgboss.job (name, state, started_on, completed_on, output)
        VALUES ('expire-offers', 'failed', now() + interval '1 hour', now() + interval '1 hour', '{"name":"Error","message":"PrismaClientKnownRequestError (code P2002)","stack":""}')`,
    );
    expect(await jobNamed('expire-offers')).toMatchObject({
      state: 'FAILED',
      failed: 1,
      lastError: 'PrismaClientKnownRequestError (code P2002)',
    });
  });

  it('clear away what was read and sent long ago, and nothing else', async () => {
    const ctx = ctxOfSystem(app.deps, 'job');
    const userId = people.STAFF.user.id;
    await app.prisma.notification.deleteMany();
    await app.prisma.outboxMessage.deleteMany();
    const ago = (days: number): Date => new Date(Date.now() - days * DAY);
    const news = (dedupeKey: string, days: number, read: boolean) => ({
      userId,
      kind: 'PLACE_FREE',
      title: dedupeKey,
      body: '',
      dedupeKey,
      createdAt: ago(days),
      readAt: read ? ago(days) : null,
    });
    await app.prisma.notification.createMany({
      data: [news('old and read', 91, true), news('old', 91, false), news('read', 89, true)],
    });
    const message = (dedupeKey: string, days: number, status: 'SENT' | 'FAILED' | 'KEPT' | 'DROPPED') => ({
      channel: 'EMAIL' as const,
      kind: 'REMINDER',
      address: 'family@example.org',
      language: 'EN' as const,
      subject: 'x',
      body: 'x',
      dedupeKey,
      status,
      createdAt: ago(days),
      sentAt: status === 'SENT' ? ago(days) : null,
    });
    for (const one of [
      message('old', 31, 'SENT'),
      message('dropped', 31, 'DROPPED'),
      message('new', 29, 'SENT'),
      message('failed', 31, 'FAILED'),
    ])
      await aMessage(app, one);
    expect(await prune(ctx)).toBe(3);
    expect((await app.prisma.notification.findMany()).map((one) => one.title).sort()).toEqual(['old', 'read']);
    expect((await app.prisma.outboxMessage.findMany()).map((one) => one.dedupeKey).sort()).toEqual(['failed', 'new']);
  });
});
