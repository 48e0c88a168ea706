/** The jobs of real processes' kind: on a real database, beside each other, with faults, and at a stop. */
import pino from 'pino';
import type { Config } from '../../src/config/config.js';
import type { AppDeps } from '../../src/access/context.js';
import { openDatabase } from '../../src/database/client.js';
import type { Job } from '../../src/jobs/job.js';
import { type RunnerOptions, startJobs } from '../../src/jobs/runner.js';
import { testConfig } from '../support/config.js';
import { runSql, testDatabase, withDatabase } from '../support/database.js';
import { cleanUp, startProgram, temporaryDataDir } from './processes.js';

const QUICK: RunnerOptions = { pollSeconds: 0.5, scheduleSeconds: 1, againMs: 200, retrySeconds: 1 };
/** Long ago, once a year: it runs when it is woken. */
const NEVER = '0 0 29 2 *';

afterAll(async () => {
  cleanUp();
  // pg-boss looks once more, a second later, whether its workers have stopped.
  await new Promise((done) => setTimeout(done, 1500));
});

function job(run: Job['run'], cron = NEVER): Job {
  return { name: 'prune', title: 'A test', description: 'A test.', cron, schedule: 'now and then', run };
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** One process's part of the product: its own pool and its own log. */
function processOn(url: string, config: Partial<Config> = {}): { deps: AppDeps; log: string[] } {
  const log: string[] = [];
  const database = openDatabase(url, { max: 4 });
  stops.push(() => database.close());
  const deps: AppDeps = {
    config: testConfig({ databaseUrl: url, ...config }),
    database,
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
  };
  return { deps, log };
}

function jobsOn(url: string, jobs: Job[], options: RunnerOptions = {}) {
  const { deps, log } = processOn(url);
  const runner = startJobs(deps, { ...QUICK, ...options, jobs });
  stops.push(() => runner.stop());
  return { ...runner, runner, log, deps };
}

async function until(fits: () => boolean | Promise<boolean>, what: string, seconds = 20): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await fits()); await new Promise((done) => setTimeout(done, 50)))
    if (Date.now() > end) throw new Error(`Not within ${seconds} seconds: ${what}`);
}

interface Run {
  state: string;
  output: unknown;
  retries: number;
}
const runsIn = (url: string): Promise<Run[]> =>
  runSql<Run & Record<string, unknown>>(
    url,
    `SELECT state::text AS state, output, retry_count AS retries FROM pgboss.job WHERE name = 'prune' ORDER BY created_on`,
  );

describe('the jobs', () => {
  const database = withDatabase();
  beforeEach(() => runSql(database.url, 'DROP SCHEMA IF EXISTS pgboss CASCADE'));

  it('run by their schedule once a minute, however many processes there are', async () => {
    const first = Math.floor(Date.now() / 60_000);
    let runs = 0;
    const one = (): Job => job(() => Promise.resolve(++runs), '* * * * *');
    const processes = Array.from({ length: 3 }, () => jobsOn(database.url, [one()]));
    await Promise.all(processes.map(({ runner }) => runner.begun));
    await until(() => runs > 0, 'a run');
    await new Promise((done) => setTimeout(done, 3000));
    // The clock may have passed into the next minute, or two of them.
    expect(runs).toBeLessThanOrEqual(Math.floor(Date.now() / 60_000) - first + 1);
    const rows = await runsIn(database.url);
    expect(rows).toHaveLength(runs);
    expect(rows[0]).toMatchObject({ state: 'completed', output: { done: 1 } });
  }, 40_000);

  it('run soon when woken; many wakes are few runs', async () => {
    let runs = 0;
    const { runner } = jobsOn(database.url, [job(() => Promise.resolve(++runs))], { pollSeconds: 60 });
    await runner.begun;
    const start = Date.now();
    for (let count = 0; count < 50; count++) runner.wake('prune');
    await until(() => runs > 0, 'a run');
    expect(Date.now() - start).toBeLessThan(5000);
    await new Promise((done) => setTimeout(done, 500));
    expect(runs).toBe(1);
    expect(await runsIn(database.url)).toHaveLength(1);
  }, 30_000);

  it('are tried again after a fault, of which nothing but its kind is kept', async () => {
    let runs = 0;
    const fails = job(async ({ db }) => {
      runs += 1;
      if (runs > 1) return 7;
      await db.$executeRawUnsafe(`SELECT 'Margaret Quill'::bigint`);
      return 0;
    });
    const { runner, log } = jobsOn(database.url, [fails]);
    await runner.begun;
    runner.wake('prune');
    let kept: Run | undefined;
    await until(async () => {
      [kept] = await runsIn(database.url);
      return kept?.state === 'retry';
    }, 'a fault that is kept');
    expect(JSON.stringify(kept?.output)).toMatch(/Prisma\w*Error/);
    await until(async () => (await runsIn(database.url))[0]?.state === 'completed', 'a second try');
    expect(await runsIn(database.url)).toEqual([{ state: 'completed', output: { done: 7 }, retries: 1 }]);
    expect(JSON.stringify([kept, ...log])).not.toContain('Margaret');
    expect(log.join('')).toContain('a job failed');
  }, 40_000);

  it('survive a database that refuses every statement for a while', async () => {
    let runs = 0;
    const faults: unknown[] = [];
    const note = (error: unknown): void => void faults.push(error);
    process.on('unhandledRejection', note);
    try {
      const { runner, log } = jobsOn(database.url, [
        job(async () => {
          runs += 1;
          await new Promise((done) => setTimeout(done, 300));
          return runs;
        }),
      ]);
      await runner.begun;
      runner.wake('prune');
      await until(() => runs === 1, 'a run');
      // Its end can't be written down, and nothing can be fetched.
      await runSql(database.url, 'ALTER SCHEMA pgboss RENAME TO pgboss_away');
      await until(() => log.join('').includes('could not reach its tables'), 'a word in the log');
      await new Promise((done) => setTimeout(done, 2500));
      await runSql(database.url, 'ALTER SCHEMA pgboss_away RENAME TO pgboss');
      await until(async () => {
        runner.wake('prune');
        await new Promise((done) => setTimeout(done, 200));
        return runs > 1;
      }, 'a further run');
      expect(faults).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  }, 40_000);

  it('stop within seconds: what is short ends, what is long is cut and runs again', async () => {
    let ended = 0;
    const short = jobsOn(database.url, [job(() => new Promise((done) => setTimeout(() => done(++ended), 700)))]);
    await short.runner.begun;
    short.runner.wake('prune');
    await until(async () => (await runsIn(database.url))[0]?.state === 'active', 'a run under way');
    await short.runner.stop();
    expect(ended).toBe(1);
    expect((await runsIn(database.url))[0]).toMatchObject({ state: 'completed' });

    let begun = 0;
    let letGo = (): void => undefined;
    const endless = (): Promise<number> => {
      begun += 1;
      return new Promise((done) => (letGo = () => done(1)));
    };
    const never = jobsOn(database.url, [job(endless)], { stopMs: 1000 });
    await never.runner.begun;
    never.runner.wake('prune');
    await until(() => begun === 1, 'a run that never ends');
    const start = Date.now();
    await never.runner.stop();
    expect(Date.now() - start).toBeLessThan(4000);
    expect((await runsIn(database.url))[1]).toMatchObject({ state: 'retry' });
    letGo();
  }, 40_000);

  it('are told of a stop while they are under way, to end where it does no harm', async () => {
    let begun = 0;
    const long = job((_ctx, signal) => {
      begun += 1;
      return new Promise((done) => signal.addEventListener('abort', () => done(5)));
    });
    const { runner } = jobsOn(database.url, [long]);
    await runner.begun;
    runner.wake('prune');
    await until(() => begun === 1, 'a run under way');
    await runner.stop();
    expect(await runsIn(database.url)).toMatchObject([{ state: 'completed', output: { done: 5 } }]);
  }, 40_000);

  it('wait for an administrator where the role may make no schema', async () => {
    const own = await testDatabase();
    const grant = (word: string): string =>
      `${word} CREATE ON DATABASE ${own.name} ${word === 'GRANT' ? 'TO' : 'FROM'} CURRENT_USER`;
    stops.push(() => own.drop());
    await runSql(own.url, grant('REVOKE'));
    let runs = 0;
    const { runner, log } = jobsOn(own.url, [job(() => Promise.resolve(++runs))]);
    const remedy = (): string => /CREATE SCHEMA pgboss AUTHORIZATION [^;]+;/.exec(runner.problem() ?? '')?.[0] ?? '';
    await until(() => remedy() !== '', 'what to do');
    expect(log.join('')).toContain('no jobs run');
    const statement = remedy();
    // All in one, so that what the role may do by itself is never more.
    const [give, take] = ['GRANT', 'REVOKE'].map((word) => grant(word));
    await runSql(own.url, `BEGIN; ${give}; ${statement} ${take}; COMMIT`);
    await runner.begun;
    expect(runner.problem()).toBeNull();
    runner.wake('prune');
    await until(() => runs === 1, 'a run');
  }, 40_000);
});

describe('the server', () => {
  const SECRETS = { SESSION_SECRET: 's'.repeat(32), ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}` };
  const database = withDatabase();
  const hasQueue = async (): Promise<boolean> =>
    (await runSql<{ there: boolean }>(database.url, `SELECT to_regclass('pgboss.job') IS NOT NULL AS there`))[0]?.there === true;

  it('runs no jobs with JOBS=off, and all of them without; two stop in seconds', async () => {
    const env = { DATABASE_URL: database.url, ...SECRETS, PORT: '0', DATA_DIR: temporaryDataDir() };
    const without = startProgram('src/server.ts', { ...env, JOBS: 'off' });
    await without.says(/listening on http/);
    await new Promise((done) => setTimeout(done, 1000));
    without.kill('SIGTERM');
    expect(await without.ended).toBe(0);
    expect(await hasQueue()).toBe(false);

    const servers = Array.from({ length: 2 }, () => startProgram('src/server.ts', env));
    await Promise.all(servers.map((server) => server.says(/listening on http/)));
    const done = (): Promise<{ name: string }[]> =>
      runSql(
        database.url,
        `SELECT DISTINCT name FROM pgboss.job WHERE state = 'completed' AND name NOT LIKE '\\_%' ORDER BY name`,
      );
    await until(hasQueue, 'a queue');
    const each = ['expire-offers', 'send-outbox', 'tell-freed-places'];
    const names = async (): Promise<string[]> => (await done()).map(({ name }) => name);
    // Others may have their minute just now.
    await until(async () => (await names()).filter((name) => each.includes(name)).length === 3, 'the jobs of each minute', 40);
    const start = Date.now();
    for (const server of servers) server.kill('SIGTERM');
    expect(await Promise.all(servers.map((server) => server.ended))).toEqual([0, 0]);
    expect(Date.now() - start).toBeLessThan(10_000);
    expect(servers.map((server) => server.output()).join('')).not.toMatch(/"level":(40|50|60)/);
  }, 120_000);
});
