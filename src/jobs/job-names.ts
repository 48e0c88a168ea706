/** The names of the jobs: of their queues, and in addresses. */
export const JOB_NAMES = ['send-outbox', 'remind', 'tell-freed-places', 'expire-offers', 'prune'] as const;

export type JobName = (typeof JOB_NAMES)[number];

/** Whether `name` is a job's. */
export function isJobName(name: string): name is JobName {
  return (JOB_NAMES as readonly string[]).includes(name);
}
