import type { Instant } from '../kernel/time.js';
import type { JobName } from './job-names.js';
import type { Job, JobList } from './jobs.dto.js';
import type { JobsView, JobView } from './jobs.service.js';

const iso = (at: Date | null | undefined): Instant | null => at?.toISOString() ?? null;
const STATES = { active: 'RUNNING', completed: 'DONE', failed: 'FAILED', retry: 'RETRYING', cancelled: 'NEVER' } as const;

function toJob({ job, state }: JobView): Job {
  const name: JobName = job.name;
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

/** The jobs as the API tells of them. */
export function toJobList({ jobs, runsHere, problem }: JobsView): JobList {
  return { items: jobs.map(toJob), nextCursor: null, runsHere, problem };
}
