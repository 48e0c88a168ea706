/** What piles up and nobody needs any more. Each feature says what it clears away; house.ts gathers it. */
import type { Ctx } from '../access/context.js';

export interface Pruning {
  /** Deletes what has run out; may give how many. */
  run: (ctx: Ctx) => Promise<number | void>;
  /** Whether they are told in the job's count: what people have seen. */
  counted?: true;
}

const DAY_MS = 86_400_000;

/** So many days before now. */
export const daysAgo = (ctx: Ctx, days: number): Date => new Date(ctx.now().getTime() - days * DAY_MS);

let declared: readonly Pruning[] = [];

/** Takes all that is cleared away. */
export function declarePrunings(prunings: readonly Pruning[]): void {
  declared = prunings;
}

/**
 * Deletes what has run out. What fails does not keep the rest; the first fault is thrown at the end.
 * @returns how many notifications and messages were deleted
 */
export async function prune(ctx: Ctx): Promise<number> {
  const faults: unknown[] = [];
  let sum = 0;
  for (const { run, counted } of declared) {
    try {
      const count = await run(ctx);
      if (counted) sum += count ?? 0;
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return sum;
}
