/**
 * What a job is. A feature declares its own beside itself (`x.job.ts`), house.ts gathers them. A job may run twice, and in two processes
 * at once: each use case does its work once all the same.
 */
import type { Ctx } from '../access/context.js';
import type { JobName } from './job-names.js';

export interface Job {
  /** Of its queue, and in addresses. */
  name: JobName;
  /** For people: "Send messages". */
  title: string;
  description: string;
  /**
   * When it runs by itself, in cron's words (UTC), and in ours.
   * @maxLength 100
   */
  cron: string;
  schedule: string;
  /** Gives how many it dealt with. A long one may end early once the signal says that this process stops. */
  run: (ctx: Ctx, signal: AbortSignal) => Promise<number>;
}

let declared: readonly Job[] = [];

/** Takes all jobs, in the order in which they are shown. */
export function declareJobs(jobs: readonly Job[]): void {
  declared = jobs;
}

/** All jobs. */
export const allJobs = (): readonly Job[] => declared;
