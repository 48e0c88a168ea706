import type { Instant } from '../kernel/time.js';
import type { JobName as Name } from './job-names.js';
import type { JobView, JobsView } from './jobs.service.js';

/** A job's name. */
export type JobName = 'send-outbox' | 'remind' | 'tell-freed-places' | 'expire-offers' | 'prune';

/** How the run that began last stands; NEVER: none is known of the last hours. */
export type JobState = 'NEVER' | 'RUNNING' | 'DONE' | 'RETRYING' | 'FAILED';

/** Work that the server does by itself. */
export interface Job {
  /** @example "remind" */
  name: JobName;
  /** @example "Write reminders" */
  title: string;
  /** @example "Writes the reminders of coming appointments into the outbox." */
  description: string;
  /**
   * When it runs by itself, as cron says it, in UTC.
   * @maxLength 100
   * @example "17 * * * *"
   */
  cron: string;
  /** @example "every five minutes" */
  schedule: string;
  state: JobState;
  lastStartedAt: Instant | null;
  lastFinishedAt: Instant | null;
  /**
   * How many messages, offers… the last run dealt with; null where it is not known.
   * @isInt
   * @example 3
   */
  lastDone: number | null;
  /**
   * Runs that wait; those that wait to be tried again are told apart.
   * @isInt
   * @example 0
   */
  queued: number;
  /**
   * @isInt
   * @example 0
   */
  active: number;
  /**
   * Runs that failed and are tried again.
   * @isInt
   * @example 0
   */
  retrying: number;
  /**
   * Runs of the last day that failed for good.
   * @isInt
   * @example 0
   */
  failed: number;
  /**
   * What kind of fault, never whose data; the server's log has more.
   * @maxLength 2000
   * @example null
   */
  lastError: string | null;
  lastErrorAt: Instant | null;
}

export interface JobList {
  /** @maxItems 100 */
  items: Job[];
  /** Always null: the list is whole. */
  nextCursor: string | null;
  /** Whether the process that answered runs jobs itself; others may. */
  runsHere: boolean;
  /**
   * Why it runs none for the moment, and what to do about it.
   * @maxLength 2000
   * @example "Its database has no schema for jobs yet."
   */
  problem: string | null;
}

const iso = (at: Date | null | undefined): Instant | null => at?.toISOString() ?? null;

const STATES = { active: 'RUNNING', completed: 'DONE', failed: 'FAILED', retry: 'RETRYING', cancelled: 'NEVER' } as const;

function toJob({ job, state }: JobView): Job {
  const name: Name = job.name;
  return {
    name,
    title: job.title,
    description: job.description,
    cron: job.cron,
    schedule: job.schedule,
    state: state?.state ? STATES[state.state] : 'NEVER',
    lastStartedAt: iso(state?.startedAt),
    lastFinishedAt: iso(state?.finishedAt),
    lastDone: state?.done ?? null,
    queued: state?.queued ?? 0,
    active: state?.active ?? 0,
    retrying: state?.retrying ?? 0,
    failed: state?.failed ?? 0,
    lastError: state?.lastError ?? null,
    lastErrorAt: iso(state?.lastErrorAt),
  };
}

export function toJobList({ jobs, runsHere, problem }: JobsView): JobList {
  return { items: jobs.map(toJob), nextCursor: null, runsHere, problem };
}
