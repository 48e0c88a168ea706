/** What pg-boss's tables tell of the jobs. */
import type { Ctx } from '../access/context.js';
import type { JobName } from './job-names.js';

export interface JobStateRow {
  name: JobName;
  /** Of the run that began last: of pg-boss's states. */
  state: 'active' | 'completed' | 'failed' | 'retry' | 'cancelled' | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  done: number | null;
  queued: number;
  active: number;
  retrying: number;
  /** Those of the last day: what failed is kept so long. */
  failed: number;
  lastError: string | null;
  lastErrorAt: Date | null;
}

/** Missing, or not ours to look into. */
const NOT_SET_UP = ['42P01', '3F000', '42501'];

/** True for the database's answer before the job queue's tables are made. */
export function isNotSetUp(error: unknown): boolean {
  return NOT_SET_UP.includes((error as { code?: string }).code ?? '');
}

/** The state of each of these jobs that has a queue; undefined before the queue is set up. One statement. */
export async function readJobStates(ctx: Ctx, names: readonly JobName[]): Promise<JobStateRow[] | undefined> {
  try {
    const { rows } = await ctx.pool.query<JobStateRow>(
      `SELECT q.name, last.state::text AS state, last.started_on AS "startedAt", last.completed_on AS "finishedAt",
          (last.output->>'done')::int AS done, n.queued, n.active, n.retrying, n.failed,
          fault.message AS "lastError", fault.at AS "lastErrorAt"
        FROM pgboss.queue q
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE state = 'created')::int AS queued, count(*) FILTER (WHERE state = 'active')::int AS active,
            count(*) FILTER (WHERE state = 'retry')::int AS retrying, count(*) FILTER (WHERE state = 'failed')::int AS failed
          FROM pgboss.job j WHERE j.name = q.name) n
        LEFT JOIN LATERAL (
          SELECT state, started_on, completed_on, output FROM pgboss.job j
          WHERE j.name = q.name AND started_on IS NOT NULL ORDER BY started_on DESC LIMIT 1) last ON true
        LEFT JOIN LATERAL (
          SELECT coalesce(output->>'message', output->'value'->>'message', output->>'value') AS message,
            coalesce(completed_on, started_on) AS at
          FROM pgboss.job j WHERE j.name = q.name AND state IN ('failed', 'retry') AND output IS NOT NULL
          ORDER BY coalesce(completed_on, started_on) DESC LIMIT 1) fault ON true
        WHERE q.name = ANY($1)`,
      [names],
    );
    return rows;
  } catch (error) {
    if (isNotSetUp(error)) return undefined;
    throw error;
  }
}
