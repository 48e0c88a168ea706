/** Runs the jobs of this process on pg-boss: beside others, and without ever standing in the way of the server. */
import PgBoss from 'pg-boss';
import { type AppDeps, ctxOfSystem } from '../access/context.js';
import { safeError } from '../kernel/safe-error.js';
import { allJobs, type Job } from './job.js';
import type { JobName } from './job-names.js';
import { roleOf, SCHEMA, setUpQueues, type Statements, statements } from './queue.queries.js';
import { type JobRunner, setRunner } from './wake.js';

export interface RunnerOptions {
  jobs?: readonly Job[];
  /** How often each queue is looked at, in seconds. A job that is woken here is seen at once. */
  pollSeconds?: number;
  /** How often what is scheduled is looked for, in seconds. */
  scheduleSeconds?: number;
  /** After a fault at the start the next try. */
  againMs?: number;
  /** How long what is under way may take at a stop. */
  stopMs?: number;
  /** Before a job that failed runs again. */
  retrySeconds?: number;
}

const WAKE_MS = 50;
const TELL_AGAIN_MS = 60_000;
const NOT_ALLOWED = '42501';
const HOUR = 3600;

/** Starts the jobs and returns at once. A database that refuses is told in the log and tried again. */
export function startJobs(deps: AppDeps, options: RunnerOptions = {}): JobRunner & { begun: Promise<void> } {
  const runner = new Runner(deps, options);
  setRunner(deps.database, runner);
  return runner;
}

class Runner implements JobRunner {
  readonly begun: Promise<void>;
  readonly #jobs: readonly Job[];
  readonly #workers = new Map<JobName, string>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #woken = new Set<JobName>();
  readonly #stop = new AbortController();
  #boss: PgBoss | undefined;
  #statements: Statements | undefined;
  #beginning: Promise<void> = Promise.resolve();
  #again: NodeJS.Timeout | undefined;
  #problem: string | null = 'The jobs are just being started.';
  #toldAt = 0;

  constructor(
    private readonly deps: AppDeps,
    private readonly options: RunnerOptions,
  ) {
    this.#jobs = options.jobs ?? allJobs();
    this.begun = new Promise((done) => {
      const attempt = (): void => {
        this.#beginning = this.#begin().then(done, async (error: unknown) => {
          await this.#tell(error);
          if (this.#stopping) return done();
          this.#again = setTimeout(attempt, options.againMs ?? 60_000);
          this.#again.unref();
        });
      };
      attempt();
    });
  }

  get #stopping(): boolean {
    return this.#stop.signal.aborted;
  }

  problem(): string | null {
    return this.#problem;
  }

  async #begin(): Promise<void> {
    const { pool } = this.deps.database;
    await setUpQueues(pool, this.#jobs, this.options.retrySeconds);
    if (this.#stopping) return;
    this.#statements = statements(pool, (error) => this.#statementFailed(error));
    const boss = new PgBoss({
      db: this.#statements,
      schema: SCHEMA,
      migrate: false,
      cronWorkerIntervalSeconds: this.options.scheduleSeconds ?? 5,
      // What failed stays in sight for a day.
      archiveCompletedAfterSeconds: 3 * HOUR,
      archiveFailedAfterSeconds: 24 * HOUR,
      deleteAfterHours: 24,
    });
    // Whatever a statement's fault led to; the fault itself has been told.
    boss.on('error', (error) => this.deps.log.debug({ err: safeError(error) }, 'the job queue stumbled'));
    await boss.start();
    if (this.#stopping) return boss.stop({ graceful: false, close: false });
    this.#boss = boss;
    const pollingIntervalSeconds = this.options.pollSeconds ?? 5;
    for (const job of this.#jobs)
      this.#workers.set(job.name, await boss.work(job.name, { pollingIntervalSeconds }, () => this.#tracked(job)));
    this.#problem = null;
  }

  /** In words that name the remedy; a server without jobs serves on. */
  async #tell(error: unknown): Promise<void> {
    const again = 'This server tries again each minute.';
    if ((error as { code?: string }).code === NOT_ALLOWED) {
      const role = await roleOf(this.deps.database.pool).catch(() => 'of this server');
      this.#problem = `The database's role ${role} may not make the schema that the jobs need. As an administrator of the database run: CREATE SCHEMA ${SCHEMA} AUTHORIZATION ${role}; ${again}`;
      this.deps.log.error(`no jobs run: ${this.#problem}`);
    } else {
      this.#problem = `The job queue could not be started; the server's log has the reason. ${again}`;
      this.deps.log.error({ err: safeError(error) }, 'no jobs run: the queue could not be started; trying again each minute');
    }
  }

  /** While the database is away every poll fails: told once a minute. */
  #statementFailed(error: unknown): void {
    if (this.#stopping || Date.now() - this.#toldAt < TELL_AGAIN_MS) return;
    this.#toldAt = Date.now();
    this.deps.log.warn({ err: safeError(error) }, 'the job queue could not reach its tables; it tries again');
  }

  #tracked(job: Job): Promise<{ done: number }> {
    const work = this.#run(job);
    const entry = work.catch(() => undefined).finally(() => this.#underWay.delete(entry));
    this.#underWay.add(entry);
    return work;
  }

  async #run({ name, run }: Job): Promise<{ done: number }> {
    try {
      return { done: await run(ctxOfSystem(this.deps, 'job'), this.#stop.signal) };
    } catch (error) {
      const safe = safeError(error);
      this.deps.log.error({ err: safe, job: name }, 'a job failed');
      throw kept(safe);
    }
  }

  wake(name: JobName): void {
    const boss = this.#boss;
    if (!boss || this.#stopping || this.#woken.has(name)) return;
    // Many changes in a row wake it once.
    this.#woken.add(name);
    setTimeout(() => {
      this.#woken.delete(name);
      if (this.#stopping) return;
      boss.send(name, {}).then(
        () => this.look(name),
        // Its statement's fault has been told, and the schedule comes round.
        () => undefined,
      );
    }, WAKE_MS).unref();
  }

  look(name: JobName): void {
    const worker = this.#workers.get(name);
    if (worker !== undefined) this.#boss?.notifyWorker(worker);
  }

  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stop.abort();
    setRunner(this.deps.database, undefined);
    clearTimeout(this.#again);
    const timeout = this.options.stopMs ?? 8000;
    const over = new Promise<void>((done) => setTimeout(done, timeout).unref());
    await Promise.race([this.#beginning, over]);
    // What it cuts is marked for another run.
    await this.#boss?.stop({ graceful: true, timeout, close: false });
    const rest = Promise.all([...this.#underWay]).then(() => this.#statements?.settled());
    await Promise.race([rest, over]);
    if (this.#underWay.size > 0) this.deps.log.warn('cutting jobs that did not finish; they run again');
  }
}

/**
 * What the queue keeps of a fault, for everybody who may look at jobs: what kind, at which constraint. Messages may repeat a
 * row's values, and stay out; the log has where it was.
 */
function kept(safe: Record<string, unknown>): Error {
  const details = ['code', 'constraint', 'table'].flatMap((name) => {
    const value = safe[name];
    return typeof value === 'string' || typeof value === 'number' ? [`${name} ${value}`] : [];
  });
  const error = new Error(`${String(safe.type)}${details.length > 0 ? ` (${details.join(', ')})` : ''}`);
  error.stack = '';
  return error;
}
