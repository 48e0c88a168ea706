/** Counts uses of what is dear, in PostgreSQL, so that all processes count together. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Ctx } from './context.js';
import { AppError } from '../kernel/errors.js';

/** So many uses in so many seconds. */
export interface UseLimit {
  /** Its counters are apart from those of other names. */
  name: string;
  points: number;
  seconds: number;
}

const made = new WeakMap<pg.Pool, Map<string, RateLimiterPostgres>>();

/** The counters of that name. */
export function limiterOf(pool: pg.Pool, { name, points, seconds }: UseLimit): RateLimiterPostgres {
  const known = made.get(pool) ?? new Map<string, RateLimiterPostgres>();
  made.set(pool, known);
  let limiter = known.get(name);
  if (!limiter) {
    limiter = new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration: seconds,
    });
    known.set(name, limiter);
  }
  return limiter;
}

/** 429, with the seconds until the next try may succeed. */
export const tooMany = (detail: string, retryAfterSeconds: number): AppError =>
  new AppError(429, 'request.too_many', detail, { retryAfterSeconds });

/** The counters hold digests: a key may be an address, or worse. */
export const digest = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Counts one; gives how it stands, also beyond the limit. */
export async function consume(counter: RateLimiterPostgres, key: string): Promise<RateLimiterRes & { refused: boolean }> {
  try {
    return Object.assign(await counter.consume(key), { refused: false });
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Object.assign(refusal, { refused: true });
  }
}

/** Counts one use by `key`. Throws 429 beyond the limit. */
export async function countUse(ctx: Ctx, limit: UseLimit, key: string): Promise<void> {
  const { refused, msBeforeNext } = await consume(limiterOf(ctx.root.pool, limit), digest(key));
  if (refused) throw tooMany('Too many requests of this kind. Wait a while.', msBeforeNext / 1000);
}

/** Throws 429 for a key that has used up its limit already, without counting. */
export async function refuseBeyond(ctx: Ctx, limit: UseLimit, key: string): Promise<void> {
  const used = await limiterOf(ctx.root.pool, limit).get(digest(key));
  if (used && used.consumedPoints >= limit.points)
    throw tooMany('Too many requests of this kind. Wait a while.', used.msBeforeNext / 1000);
}
