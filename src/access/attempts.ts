/**
 * Counts tries at the doors that are open to everybody, in PostgreSQL, so that all processes count together. Each purpose has
 * counters of its own: whoever hammers at one door shuts no other.
 */
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { afterCommit, type Ctx } from './context.js';
import { AppError } from '../kernel/errors.js';
import { consume, digest, limiterOf } from './rate-limit.js';
import { deletePairs } from './rate-limits.queries.js';

/** So many wrong passwords for one account, and it locks for so many seconds; so many from one address, and that address waits. */
export const ATTEMPTS_PER_ACCOUNT = 10;
export const LOCK_SECONDS = 15 * 60;
export const ATTEMPTS_PER_ADDRESS = 100;
/** Beyond so many an address is refused before anything is looked at: each look costs a good part of a second. */
const FLOOD = 10 * ATTEMPTS_PER_ADDRESS;
/** Who signed in rightly from an address so many days ago at most is known there. */
const KNOWN_DAYS = 30;

/** What is tried. */
export type Purpose = 'sign-in' | 'reset' | 'registration' | 'change' | 'offer';

/** The counters of one kind; `account` and `pair` hold keys that name their purpose, `address-…` are apart by their names. */
function limiter(ctx: Ctx, name: 'account' | 'pair' | `address-${Purpose}`): RateLimiterPostgres {
  const points = name.startsWith('address-') ? ATTEMPTS_PER_ADDRESS : ATTEMPTS_PER_ACCOUNT;
  return limiterOf(ctx.root.pool, { name, points, seconds: LOCK_SECONDS });
}

/** The account's key, existing or not: a digest, so that the counters hold no addresses. */
const keyOf = (email: string, purpose: Purpose): string => digest(`${purpose}:${email.trim().toLowerCase()}`);
const pairKey = (email: string, address: string): string => `${keyOf(email, 'sign-in')}:${digest(address)}`;

/** 429, with the seconds until the next try may succeed. */
export const tooManyAttempts = (retryAfterSeconds: number): AppError =>
  new AppError(429, 'auth.too_many_attempts', 'Too many tries. Wait a while, or ask an administrator to unlock the account.', {
    retryAfterSeconds,
  });

/** Counts one, and gives how many are left. Throws 429 beyond the limit. */
async function take(counter: RateLimiterPostgres, key: string): Promise<number> {
  const { refused, msBeforeNext, remainingPoints } = await consume(counter, key);
  if (refused) throw tooManyAttempts(msBeforeNext / 1000);
  return remainingPoints;
}

/**
 * Counts one try of that purpose before anything is looked at, so that many at once can't slip by. Throws 429 beyond the limit
 * of the account (or of the token, say), existing or not, and beyond that of the address for this purpose.
 */
export async function countAttempt(ctx: Ctx, account: string, purpose: Exclude<Purpose, 'sign-in'>): Promise<void> {
  await take(limiter(ctx, 'account'), keyOf(account, purpose));
  if (ctx.origin.ipAddress) await take(limiter(ctx, `address-${purpose}`), ctx.origin.ipAddress);
}

export interface SignInAttempt {
  /** How many tries the account has left. */
  left: number;
  /** Seconds for which the address has used up its tries; null while it has some. Then only who is known there gets in. */
  crowdedFor: number | null;
}

/**
 * Counts one try to sign in, before the password is looked at. Throws 429 beyond the limit of this account from this address
 * (such a try costs nobody else anything), of the account, and for an address that floods us. For accounts that exist and those
 * that don't alike.
 */
export async function countSignIn(ctx: Ctx, email: string): Promise<SignInAttempt> {
  const { ipAddress } = ctx.origin;
  if (ipAddress) await take(limiter(ctx, 'pair'), pairKey(email, ipAddress));
  const left = await take(limiter(ctx, 'account'), keyOf(email, 'sign-in'));
  if (!ipAddress) return { left, crowdedFor: null };
  const { refused, msBeforeNext, consumedPoints } = await consume(limiter(ctx, 'address-sign-in'), ipAddress);
  if (consumedPoints > FLOOD) throw tooManyAttempts(msBeforeNext / 1000);
  return { left, crowdedFor: refused ? msBeforeNext / 1000 : null };
}

/**
 * Whether somebody signed in rightly from this address not long ago: they get in with the right password while somebody else
 * at the same address, a whole office say, tries others' passwords.
 */
export async function signedInFromHere(ctx: Ctx, userId: bigint): Promise<boolean> {
  const { ipAddress } = ctx.origin;
  if (!ipAddress) return false;
  const since = new Date(ctx.now().getTime() - KNOWN_DAYS * 24 * 3_600_000);
  // What a person wrote into the log opens no door.
  const where = { userId, ipAddress, action: 'LOGIN', success: true, timestamp: { gt: since }, correction: null };
  return (await ctx.db.authLog.findFirst({ where, select: { id: true } })) !== null;
}

/** Refuses further tries for LOCK_SECONDS from now on: what an account that exists has in `locked_until`, for one that does not as well. */
export async function lockOut(ctx: Ctx, email: string): Promise<void> {
  await limiter(ctx, 'account').block(keyOf(email, 'sign-in'), LOCK_SECONDS);
}

/**
 * Forgets the tries of an account, once the change is durable. Those to sign in are forgotten for this address alone after a
 * right one, and for all `everywhere`: whoever tries from another address gets no new ones because the owner signed in.
 */
export async function forgetFailures(ctx: Ctx, email: string, purpose: Purpose, everywhere = false): Promise<void> {
  const key = keyOf(email, purpose);
  const { ipAddress } = ctx.origin;
  await afterCommit(ctx, async () => {
    await limiter(ctx, 'account').delete(key);
    if (everywhere) await deletePairs(ctx.root.pool, key);
    else if (purpose === 'sign-in' && ipAddress) await limiter(ctx, 'pair').delete(pairKey(email, ipAddress));
  });
}

/** Takes back one try of the address that it came from: it was a right one. */
export async function forgiveAddress(ctx: Ctx, purpose: Purpose): Promise<void> {
  const { ipAddress } = ctx.origin;
  if (ipAddress) await afterCommit(ctx, async () => void (await limiter(ctx, `address-${purpose}`).reward(ipAddress, 1)));
}
