/** Stretches of time: instants in milliseconds, half-open, so that one that ends where another begins does not meet it. Pure. */
export interface Interval {
  start: number;
  end: number;
}

/** The same time without overlaps, in order; those that touch become one. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (end <= start) continue;
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** What is left of `intervals` without `holes`, in order. */
export function without(intervals: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const gaps = merged(holes);
  const result: Interval[] = [];
  let next = 0;
  for (const { start, end } of merged(intervals)) {
    let from = start;
    while (next < gaps.length && (gaps[next] as Interval).end <= start) next++;
    for (let index = next; index < gaps.length && (gaps[index] as Interval).start < end; index++) {
      const gap = gaps[index] as Interval;
      if (gap.start > from) result.push({ start: from, end: gap.start });
      from = Math.max(from, gap.end);
    }
    if (from < end) result.push({ start: from, end });
  }
  return result;
}

export const overlaps = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end;

/** Whether all of `inner` lies in `intervals` together. */
export function covered(inner: Interval, intervals: readonly Interval[]): boolean {
  return without([inner], intervals).length === 0;
}

/** When more than `most` of something are in use, from who uses how many when. */
export function beyond(uses: readonly (Interval & { quantity: number })[], most: number): Interval[] {
  const changes = uses
    .flatMap(({ start, end, quantity }) => [
      { at: start, by: quantity },
      { at: end, by: -quantity },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  const result: Interval[] = [];
  let used = 0;
  changes.forEach(({ at, by }, index) => {
    used += by;
    const until = changes[index + 1]?.at ?? at;
    if (used > most && until > at) result.push({ start: at, end: until });
  });
  return merged(result);
}
