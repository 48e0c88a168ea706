/** What speaks against a time that somebody wants to book or to offer. */
import type { Ctx } from '../../access/context.js';
import { readScheduleFacts, type ScheduleFacts } from './schedule-facts.queries.js';
import { type TimeWarning, warningsOf, type WatchedTime } from './time-warnings.js';

/** The warnings of these times in their order, and what they were read from. One statement, however many they are. */
export async function findTimeWarnings(
  ctx: Ctx,
  times: readonly WatchedTime[],
  learners: readonly bigint[] = [],
): Promise<{ warnings: TimeWarning[]; facts: ScheduleFacts }> {
  const starts = times.map(({ start }) => start.getTime());
  const ends = times.map(({ end }) => end.getTime());
  const staff = [...new Set(times.flatMap((one) => one.staff))];
  const least = (all: readonly number[]): number => all.reduce((found, one) => Math.min(found, one), Infinity);
  const most = (all: readonly number[]): number => all.reduce((found, one) => Math.max(found, one), -Infinity);
  const window = times.length === 0 ? { start: 0, end: 0 } : { start: least(starts), end: most(ends) };
  const facts = await readScheduleFacts(ctx, staff, window, learners);
  return { warnings: warningsOf(facts, times), facts };
}
