/** Counts wrong sign-ins, in PostgreSQL, so that all processes count together. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { afterCommit, type Ctx } from '../context.js';
import type { Queries } from '../database/transaction-seat.js';
import { AppError } from '../shared/errors.js';

/** So many wrong passwords for one account, and it locks for so many seconds. */
export const ATTEMPTS_PER_ACCOUNT = 10;
export const LOCK_SECONDS = 15 * 60;
const ATTEMPTS_PER_ADDRESS = 100;

interface Limiters {
  account: RateLimiterPostgres;
  address: RateLimiterPostgres;
}
const made = new WeakMap<pg.Pool, Limiters>();

function limiters(pool: pg.Pool): Limiters {
  let found = made.get(pool);
  if (!found) {
    const common = {
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
    };
    found = {
      account: new RateLimiterPostgres({ ...common, keyPrefix: 'account', points: ATTEMPTS_PER_ACCOUNT, duration: LOCK_SECONDS }),
      address: new RateLimiterPostgres({ ...common, keyPrefix: 'address', points: ATTEMPTS_PER_ADDRESS, duration: LOCK_SECONDS }),
    };
    made.set(pool, found);
  }
  return found;
}

/** What is tried. Each has its own counter: whoever locks the sign-in of another does not lock them out of the rest. */
export type Purpose = 'sign-in' | 'reset' | 'registration' | 'change' | 'offer';

/** The account's key, existing or not: a digest, so that the counters hold no addresses. */
const keyOf = (email: string, purpose: Purpose): string =>
  createHash('sha256').update(`${purpose}:${email.trim().toLowerCase()}`).digest('hex');

/** 429, with the seconds until the next try may succeed. */
export const tooManyAttempts = (retryAfterSeconds: number): AppError =>
  new AppError(429, 'auth.too_many_attempts', 'Too many tries. Wait a while, or ask an administrator to unlock the account.', {
    retryAfterSeconds,
  });

/**
 * Counts one try before the password is looked at, so that many at once can't slip by. Throws 429 beyond the limit, for
 * accounts that exist and those that don't alike. Gives how many tries the account has left.
 */
export async function countAttempt(ctx: Ctx, email: string, purpose: Purpose = 'sign-in'): Promise<number> {
  const { account, address } = limiters(ctx.root.pool);
  try {
    if (ctx.origin.ipAddress) await address.consume(ctx.origin.ipAddress);
    return (await account.consume(keyOf(email, purpose))).remainingPoints;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw tooManyAttempts(refusal.msBeforeNext / 1000);
  }
}

/** Refuses further tries for LOCK_SECONDS from now on: what an account that exists has in `locked_until`, for one that does not as well. */
export async function lockOut(ctx: Ctx, email: string): Promise<void> {
  await limiters(ctx.root.pool).account.block(keyOf(email, 'sign-in'), LOCK_SECONDS);
}

/** Forgets the wrong tries of an account: after a right one, or when an administrator unlocks it. */
export async function forgetFailures(ctx: Ctx, email: string, purpose: Purpose = 'sign-in'): Promise<void> {
  await afterCommit(ctx, async () => void (await limiters(ctx.root.pool).account.delete(keyOf(email, purpose))));
}

/** Takes back one try of the address that it came from: it was a right one. */
export async function forgiveAddress(ctx: Ctx): Promise<void> {
  const { ipAddress } = ctx.origin;
  if (ipAddress) await afterCommit(ctx, async () => void (await limiters(ctx.root.pool).address.reward(ipAddress, 1)));
}

/** Deletes counters that have run out. */
export async function pruneAttempts(pool: Queries): Promise<void> {
  await pool.query('DELETE FROM rate_limits WHERE expire < (extract(epoch FROM now()) * 1000)::bigint');
}
