/** Signing in and out: sessions are given for what was verified. */
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction, signedInId } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import type { User as UserRow } from '../../generated/prisma/index.js';
import { AppError } from '../../kernel/errors.js';
import { findUserIdByEmail } from '../users/users.queries.js';
import { lockUser, type User, WITHOUT_SECRETS } from '../users/users.service.js';
import {
  ATTEMPTS_PER_ACCOUNT,
  countSignIn,
  forgetFailures,
  forgiveAddress,
  LOCK_SECONDS,
  lockOut,
  signedInFromHere,
  tooManyAttempts,
} from '../../access/attempts.js';
import { hashPassword, verifyPassword, wasteTheSameTime } from '../../access/password.js';
import {
  endOwnSession,
  endSignIn,
  hasNoSessions,
  insertSession,
  isAsVerified,
  type IssuedSession,
  lockAccountRow,
  rotateSession,
  type Verified,
} from '../sessions/session-writes.js';

export interface Credentials {
  email: string;
  password: string;
}

/** No account has it: ids begin with 1. */
const NOBODYS_ID = 0n;

/** The same words for an unknown address, a wrong password, and an account that may not sign in. */
const wrong = (): AppError => new AppError(401, 'auth.failed', 'The e-mail address or the password is not right.');

/** Who signed in, and the session that was written for it. */
export interface SignedIn {
  user: User;
  session: IssuedSession;
}

/**
 * Starts a session for the user behind the credentials; one that the request came with is over. Throws 401, the same and about
 * as late whether or not there is such an account, and 429 after too many tries (the account then locks for a while). Writes
 * auth_logs and the audit trail.
 */
export async function signIn(ctx: Ctx, { email, password }: Credentials): Promise<SignedIn> {
  const attempt = await countSignIn(ctx, email);
  const id = await findUserIdByEmail(ctx, email);
  // Asked for an unknown address too: each step takes as long as for a known one.
  const account = await ctx.db.user.findUnique({ where: { id: id ?? NOBODYS_ID } });
  // The counter says the same already, unless it was lost; then the account's own lock still holds.
  const lockedFor = account ? secondsLocked(ctx, account) : 0;
  if (lockedFor > 0) throw tooManyAttempts(lockedFor);
  const { ok, outdated } = account
    ? await verifyPassword(ctx.config, password, account.password)
    : { ok: await wasteTheSameTime(ctx.config, password), outdated: false };
  const barred = account && !account.isActive ? 'not active' : account && hasNoSessions(account) ? BY_ADMINISTRATOR : null;
  if (!account || !ok || barred) {
    if (attempt.left <= 0) await lockOut(ctx, email);
    if (account) await noteFailure(ctx, account.id, ok && barred ? barred : 'wrong password', attempt.left);
    else await noteUnknown(ctx, attempt.left);
    throw attempt.crowdedFor === null ? wrong() : tooManyAttempts(attempt.crowdedFor);
  }
  if (attempt.crowdedFor !== null && !(await signedInFromHere(ctx, account.id))) throw tooManyAttempts(attempt.crowdedFor);
  const rehashed = outdated ? await hashPassword(ctx.config, password) : undefined;
  const signedIn = await inTransaction(ctx, (tx) => admit(tx, account, rehashed));
  if (signedIn) return signedIn;
  await noteFailure(ctx, account.id, 'the account was changed meanwhile', attempt.left);
  throw wrong();
}

const BY_ADMINISTRATOR = 'locked by an administrator';

/** How long a lock with an end still bars the sign-in; 0 without one. */
function secondsLocked(ctx: Ctx, account: Pick<UserRow, 'accountLocked' | 'lockedUntil'>): number {
  if (!account.accountLocked || !account.lockedUntil) return 0;
  return Math.max(0, (account.lockedUntil.getTime() - ctx.now().getTime()) / 1000);
}

/**
 * Lets an account in whose password was found right. Between that and now an administrator may have locked it or changed its
 * password: then null. Throws 429 when wrong tries have locked it meanwhile.
 * @param rehashed the hash that takes the place of the one that was verified
 */
async function admit(tx: Ctx, verified: Verified, rehashed: string | undefined): Promise<SignedIn | null> {
  const present = await lockAccountRow(tx, verified.id);
  if (!present || !isAsVerified(verified, present)) return null;
  const lockedFor = secondsLocked(tx, present);
  if (lockedFor > 0) throw tooManyAttempts(lockedFor);
  const data = { failedLoginAttempts: 0, accountLocked: false, lockedUntil: null, lastLoginAt: tx.now(), password: rehashed };
  const user = await tx.db.user.update({ where: { id: present.id }, data, omit: WITHOUT_SECRETS });
  await endOwnSession(tx);
  const session = await insertSession(tx, user.id);
  await forgetFailures(tx, user.email, 'sign-in');
  await forgiveAddress(tx, 'sign-in');
  await logAuth(tx, user.id, 'LOGIN', true);
  const actor = { ...tx.actor, id: user.id, name: `${user.firstName} ${user.lastName}` };
  await audit({ ...tx, actor }, { action: 'SIGN_IN', recordType: 'User', recordId: user.id });
  return { user, session };
}

/** Gives the session a new id, token and end; the old token is dead at once. Throws 401 for one that has ended meanwhile. */
export async function refreshSession(ctx: Ctx): Promise<IssuedSession> {
  const id = signedInId(ctx);
  return inTransaction(ctx, (tx) => rotateSession(tx, id, tx.actor.role));
}

/** Writes down a try without an account, in as many steps as noteFailure: how long it takes must not tell who has one. */
async function noteUnknown(ctx: Ctx, left: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'User', NOBODYS_ID);
    await tx.db.user.findUnique({ where: { id: NOBODYS_ID }, omit: WITHOUT_SECRETS });
    await tx.db.user.updateMany({ where: { id: NOBODYS_ID }, data: { failedLoginAttempts: 0 } });
    await tx.db.authLog.findFirst({ where: { userId: NOBODYS_ID }, select: { id: true } });
    await audit(tx, { action: 'SIGN_IN_FAILED', reason: 'no such account' });
    if (left <= 0) await audit(tx, { action: 'LOCKED', reason: `no such account: ${ATTEMPTS_PER_ACCOUNT} wrong passwords` });
  });
}

async function noteFailure(ctx: Ctx, userId: bigint, reason: string, left: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // A lock by an administrator has no end, and must not get one by wrong tries.
    const { accountLocked, lockedUntil } = await lockUser(tx, userId);
    const locks = left <= 0 && !(accountLocked && lockedUntil === null);
    await tx.db.user.update({
      where: { id: userId },
      data: {
        failedLoginAttempts: { increment: 1 },
        ...(locks ? { accountLocked: true, lockedUntil: new Date(tx.now().getTime() + LOCK_SECONDS * 1000) } : {}),
      },
      select: { id: true },
    });
    await logAuth(tx, userId, 'LOGIN', false, reason);
    await audit(tx, { action: 'SIGN_IN_FAILED', recordType: 'User', recordId: userId, reason });
    if (locks) {
      await audit(tx, {
        action: 'LOCKED',
        recordType: 'User',
        recordId: userId,
        reason: `${ATTEMPTS_PER_ACCOUNT} wrong passwords`,
      });
      await emit(tx, 'user.locked', { id: userId, data: { by: 'WRONG_PASSWORDS' } });
    }
  });
}

/** Writes one line of auth_logs. */
export async function logAuth(
  ctx: Ctx,
  userId: bigint,
  action: string,
  success: boolean,
  details: string | null = null,
): Promise<void> {
  await ctx.db.authLog.create({
    data: {
      userId,
      action,
      success,
      details,
      ipAddress: ctx.origin.ipAddress,
      userAgent: ctx.origin.userAgent,
      timestamp: ctx.now(),
    },
    select: { id: true },
  });
}

/**
 * Ends the session; the door takes the cookie back.
 * @param signedInAt what the session says: one that was refreshed at the same moment ends too
 */
export async function signOut(ctx: Ctx, signedInAt: number | undefined): Promise<void> {
  const userId = signedInId(ctx);
  await inTransaction(ctx, async (tx) => {
    await endSignIn(tx, userId, signedInAt);
    await logAuth(tx, userId, 'LOGOUT', true);
    await audit(tx, { action: 'SIGN_OUT', recordType: 'User', recordId: userId });
  });
}
