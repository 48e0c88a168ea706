import type { Instant } from '../kernel/time.js';
import type { JobName } from './job-names.js';

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
