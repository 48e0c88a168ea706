/**
 * The one place that writes sessions. A session is given for what was verified: its user's row is locked, compared with what was
 * looked at before, and the session written in the same transaction. Whoever changes the password, role or state of an account
 * locks the same row before they end its sessions, so none comes into being behind their back.
 */
import { randomBytes } from 'node:crypto';
import { sign } from 'cookie-signature';
import type { Role } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import type { Ctx } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import type { User as UserRow } from '../../generated/prisma/index.js';
import { unauthenticated } from '../../kernel/errors.js';
import { deleteSession, deleteSignIn } from './session.queries.js';

/** How the cookie is set; `secure` is added where the request says so. */
export const COOKIE_OPTIONS = { httpOnly: true, sameSite: 'strict', path: '/' } as const;
const MINUTE = 60_000;

export interface IssuedSession {
  /** For `Authorization: Bearer`; the cookie has the same value. */
  token: string;
  /** When it ends if no further request comes. */
  expiresAt: Date;
}

/** Whether the state of an account keeps it from having sessions: a lock with an end, after wrong passwords, does not. Pure. */
export const hasNoSessions = (user: Pick<UserRow, 'isActive' | 'accountLocked' | 'lockedUntil'>): boolean =>
  !user.isActive || (user.accountLocked && user.lockedUntil === null);

/** Locks and reads an account with its hash, for sign-in and passwords alone; null when it is gone. */
export async function lockAccountRow(tx: Ctx, id: bigint): Promise<UserRow | null> {
  await lockRow(tx.db, 'User', id);
  return tx.db.user.findUnique({ where: { id } });
}

/** The facts of an account that its owner's password was held against. */
export type Verified = Pick<UserRow, 'id' | 'email' | 'password' | 'role'>;

/** Whether the locked row still is what was verified, and may have sessions. Pure. */
export const isAsVerified = (verified: Verified, present: UserRow): boolean =>
  present.password === verified.password &&
  present.email === verified.email &&
  present.role === verified.role &&
  !hasNoSessions(present);

/**
 * Writes a session under a new id; the row of its user is locked.
 * @param signedInAt milliseconds since 1970: the session ends SESSION_MAX_HOURS later in any case
 */
export async function insertSession(tx: Ctx, userId: bigint, signedInAt = Date.now()): Promise<IssuedSession> {
  const { sessionIdleMinutes, sessionMaxHours, sessionSecret } = tx.config;
  const sid = randomBytes(24).toString('base64url');
  const idle = new Date(Date.now() + sessionIdleMinutes * MINUTE);
  const sess = { cookie: { ...COOKIE_OPTIONS, originalMaxAge: null, expires: null }, userId: String(userId), signedInAt };
  await tx.db.userSession.create({ data: { sid, sess, expire: idle }, select: { sid: true } });
  const end = Math.min(idle.getTime(), signedInAt + sessionMaxHours * 60 * MINUTE);
  return { token: `s:${sign(sid, sessionSecret)}`, expiresAt: new Date(end) };
}

/**
 * Gives the session of this request a new id and end. Throws 401 when it has ended meanwhile, or when its user is not any more
 * what they were when the request began.
 */
export async function rotateSession(tx: Ctx, userId: bigint, role: Role | null): Promise<IssuedSession> {
  const user = await lockAccountRow(tx, userId);
  if (user?.role !== role || (user && hasNoSessions(user))) throw unauthenticated();
  const signedInAt = tx.origin.sessionId === null ? null : await deleteSession(tx, userId, tx.origin.sessionId);
  if (signedInAt === null || signedInAt + tx.config.sessionMaxHours * 60 * MINUTE <= Date.now()) throw unauthenticated();
  return insertSession(tx, userId, signedInAt);
}

/** Whether the session of this request still is there. The row of its user is locked. */
export async function isLive(tx: Ctx, userId: bigint): Promise<boolean> {
  const { sessionId } = tx.origin;
  if (sessionId === null) return false;
  return (await tx.db.userSession.count({ where: { sid: sessionId, userId } })) > 0;
}

/** Ends the session that a request came with, whoever's it is. */
export async function endOwnSession(tx: Ctx): Promise<void> {
  if (tx.origin.sessionId !== null) await tx.db.userSession.deleteMany({ where: { sid: tx.origin.sessionId } });
}

/** Ends a sign-in: the session of this request, and what a refresh at the same moment made of it. Locks the user's row. */
export async function endSignIn(tx: Ctx, userId: bigint, signedInAt: number | undefined): Promise<void> {
  await lockRow(tx.db, 'User', userId);
  await deleteSignIn(tx, userId, tx.origin.sessionId, signedInAt ?? null);
}

/** Ends a user's sessions at once, except the one with `keep`. The user's row is locked. */
export async function endSessions(tx: Ctx, userId: bigint, keep?: string | null): Promise<void> {
  const { count } = await tx.db.userSession.deleteMany({ where: { userId, ...(keep ? { sid: { not: keep } } : {}) } });
  if (count) await audit(tx, { action: 'SESSIONS_ENDED', recordType: 'User', recordId: userId, reason: `${count} session(s)` });
}
