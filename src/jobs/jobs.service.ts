/** The jobs as an administrator sees them, and a run out of turn. */
import { Permission } from '../access/permissions.js';
import { requirePermission } from '../access/policy.js';
import { audit } from '../audit/audit.service.js';
import type { Ctx } from '../access/context.js';
import { conflict, notFound } from '../kernel/errors.js';
import { allJobs, type Job } from './job.js';
import { isNotSetUp, type JobStateRow, readJobStates } from './jobs.queries.js';
import { askForRun } from './queue.queries.js';
import { runnerOf } from './wake.js';

export interface JobView {
  job: Job;
  /** Undefined before its queue is made. */
  state: JobStateRow | undefined;
}

export interface JobsView {
  jobs: JobView[];
  /** Whether this process runs jobs. */
  runsHere: boolean;
  problem: string | null;
}

const OFF = 'This server process runs no jobs: its setting JOBS is off.';
const NOT_SET_UP = 'No server process has set the jobs up yet: at least one must run with JOBS=on.';

/** All jobs, each with how it stands. Throws 403. */
export async function listJobs(ctx: Ctx): Promise<JobsView> {
  requirePermission(ctx.actor, Permission.MANAGE_JOB);
  const states = await readJobStates(
    ctx,
    allJobs().map(({ name }) => name),
  );
  const runner = runnerOf(ctx);
  return {
    jobs: allJobs().map((job) => ({ job, state: states?.find(({ name }) => name === job.name) })),
    runsHere: runner !== undefined,
    problem: runner ? runner.problem() : states ? OFF : `${OFF} ${NOT_SET_UP}`,
  };
}

/** Has a job run soon, by whichever process comes to it. Throws 403, 404, 409 before the jobs are set up. */
export async function runJob(ctx: Ctx, name: string): Promise<void> {
  requirePermission(ctx.actor, Permission.MANAGE_JOB);
  const job = allJobs().find((one) => one.name === name);
  if (!job) throw notFound('job');
  if (!(await asked(ctx, job.name))) throw conflict('job.not_set_up', runnerOf(ctx)?.problem() ?? NOT_SET_UP);
  await audit(ctx, { action: 'RUN', reason: `job ${name}` });
  runnerOf(ctx)?.look(job.name);
}

async function asked(ctx: Ctx, name: Job['name']): Promise<boolean> {
  try {
    return await askForRun(ctx.root.pool, name);
  } catch (error) {
    if (isNotSetUp(error)) return false;
    throw error;
  }
}
