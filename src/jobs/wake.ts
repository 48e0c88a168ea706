/** How a use case tells the jobs that there is something to do. Knows no job, so that every feature may import it. */
import { afterCommit, type Ctx } from '../access/context.js';
import type { Database } from '../database/client.js';
import type { JobName } from './job-names.js';

/** What runs the jobs of one process. */
export interface JobRunner {
  /** Has the job run as soon as may be. Never throws, never waits: the job's schedule is the safety net. */
  wake(name: JobName): void;
  /** Looks at once for a run that is queued already. */
  look(name: JobName): void;
  /** Why no jobs run here for the moment, in words for an administrator. */
  problem(): string | null;
  /** Takes no more work, and gives what is under way a few seconds. */
  stop(): Promise<void>;
}

const runners = new WeakMap<Database, JobRunner>();

export function setRunner(database: Database, runner: JobRunner | undefined): void {
  if (runner) runners.set(database, runner);
  else runners.delete(database);
}

/** Undefined where this process runs no jobs. */
export function runnerOf(ctx: Ctx): JobRunner | undefined {
  return runners.get(ctx.root);
}

/** Has the job run soon after the change of ctx is durable; where this process runs none, with its next schedule. */
export async function wakeJob(ctx: Ctx, name: JobName): Promise<void> {
  await afterCommit(ctx, () => runnerOf(ctx)?.wake(name));
}
