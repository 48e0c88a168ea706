/** What becomes of times when it turns out that a place has another clock. Pure. */
import { clockOf } from '../../../kernel/clock.js';
import type { ZoneMove } from '../zone-correction.dto.js';

/** The instant at which the clocks of `to` show what those of `from` show at this one; as in a series where they skip or repeat it. */
export const onOtherClock = (instant: Date, from: string, to: string): Date =>
  new Date(clockOf(to).instantOf(clockOf(from).shows(instant.getTime())));

export interface Moved {
  before: Date;
  after: Date;
}

/** How many move by how much, the earliest first; those that stay are left out. */
export function movesOf(times: readonly Moved[]): ZoneMove[] {
  const groups = new Map<number, Moved[]>();
  for (const time of times) {
    const byMinutes = (time.after.getTime() - time.before.getTime()) / 60_000;
    if (byMinutes === 0) continue;
    const group = groups.get(byMinutes);
    if (group) group.push(time);
    else groups.set(byMinutes, [time]);
  }
  return [...groups]
    .map(([byMinutes, group]): ZoneMove => {
      const first = group.reduce((least, one) => (one.before < least.before ? one : least));
      return {
        byMinutes,
        appointments: group.length,
        firstStartTime: first.before.toISOString(),
        firstNewStartTime: first.after.toISOString(),
      };
    })
    .sort((left, right) => (left.firstStartTime < right.firstStartTime ? -1 : 1));
}
