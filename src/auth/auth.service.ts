/** Sign-in, registration and everything about one's own password. Sessions themselves are in session.ts. */
import { createHash, randomBytes } from 'node:crypto';
import { LOWEST_ROLE } from '../access/permissions.js';
import { audit } from '../audit/audit.service.js';
import { type Ctx, inTransaction, signedInId } from '../context.js';
import { lockRow, takeTurn } from '../database/row-locks.js';
import { sendMail } from '../notifications/mailer.js';
import { AppError, forbidden, unprocessable } from '../shared/errors.js';
import { safeError } from '../shared/safe-error.js';
import { check, email as emailRule } from '../shared/validation.js';
import { type NewUser, profileChanges, type ProfileChanges } from '../users/users.input.js';
import { findUserIdByEmail } from '../users/users.queries.js';
import {
  createUser,
  endSessions,
  findUser,
  insertUser,
  keepUser,
  lockUser,
  type PreparedUser,
  prepareUser,
  refuseBeforePasswordChange,
  registrationIsOpen,
  requireGoodPassword,
  type User,
  WITHOUT_SECRETS,
} from '../users/users.service.js';
import {
  ATTEMPTS_PER_ACCOUNT,
  countAttempt,
  forgetFailures,
  forgiveAddress,
  LOCK_SECONDS,
  lockOut,
  tooManyAttempts,
} from './attempts.js';
import { hashPassword, randomPassword, verifyPassword, wasteTheSameTime } from './password.js';

export interface Credentials {
  email: string;
  password: string;
}

/** No account has it: ids begin with 1. */
const NOBODYS_ID = 0n;

/** The same words for an unknown address, a wrong password, and an account that may not sign in. */
const wrong = (): AppError => new AppError(401, 'auth.failed', 'The e-mail address or the password is not right.');

/**
 * The user behind the credentials. Throws 401, the same and about as late whether or not there is such an account, and
 * 429 after too many tries (the account then locks for a while). Writes auth_logs and the audit trail.
 */
export async function signIn(ctx: Ctx, { email, password }: Credentials): Promise<User> {
  const left = await countAttempt(ctx, email);
  const id = await findUserIdByEmail(ctx, email);
  // Asked for an unknown address too: each step takes as long as for a known one.
  const account = await ctx.db.user.findUnique({ where: { id: id ?? NOBODYS_ID } });
  // The counter says the same already, unless it was lost; then the account's own lock still holds.
  const lockedFor = (account?.lockedUntil?.getTime() ?? 0) - ctx.now().getTime();
  if (account?.accountLocked && lockedFor > 0) throw tooManyAttempts(lockedFor / 1000);
  const { ok, outdated } = account
    ? await verifyPassword(ctx.config, password, account.password)
    : { ok: await wasteTheSameTime(ctx.config, password), outdated: false };
  const barred =
    account && !account.isActive
      ? 'not active'
      : account?.accountLocked && account.lockedUntil === null
        ? 'locked by an administrator'
        : null;
  if (!account || !ok || barred) {
    if (left <= 0) await lockOut(ctx, email);
    if (account) await noteFailure(ctx, account.id, ok && barred ? barred : 'wrong password', left);
    else await noteUnknown(ctx, left);
    throw wrong();
  }
  return inTransaction(ctx, async (tx) => {
    const user = await tx.db.user.update({
      where: { id: account.id },
      data: {
        failedLoginAttempts: 0,
        accountLocked: false,
        lockedUntil: null,
        lastLoginAt: tx.now(),
        ...(outdated ? { password: await hashPassword(tx.config, password) } : {}),
      },
      omit: WITHOUT_SECRETS,
    });
    await forgetFailures(tx, account.email);
    await forgiveAddress(tx);
    await logAuth(tx, user.id, 'LOGIN', true);
    await audit(
      { ...tx, actor: { ...tx.actor, id: user.id, name: `${user.firstName} ${user.lastName}` } },
      {
        action: 'SIGN_IN',
        recordType: 'User',
        recordId: user.id,
      },
    );
    return user;
  });
}

/** Writes down a try without an account, in as many steps as noteFailure: how long it takes must not tell who has one. */
async function noteUnknown(ctx: Ctx, left: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'users', NOBODYS_ID);
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
    if (locks)
      await audit(tx, {
        action: 'LOCKED',
        recordType: 'User',
        recordId: userId,
        reason: `${ATTEMPTS_PER_ACCOUNT} wrong passwords`,
      });
  });
}

async function logAuth(ctx: Ctx, userId: bigint, action: string, success: boolean, details: string | null = null): Promise<void> {
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

/** Notes the sign-out; the door ends the session. */
export async function signOut(ctx: Ctx): Promise<void> {
  const userId = signedInId(ctx);
  await logAuth(ctx, userId, 'LOGOUT', true);
  await audit(ctx, { action: 'SIGN_OUT', recordType: 'User', recordId: userId });
}

export type Registration = Omit<NewUser, 'role'> & { role?: NewUser['role'] };

/**
 * Makes an account. With MANAGE_USER: any role, active at once. From nobody: only where the practice opened registration;
 * the account then is inactive, of the lowest role, and waits for approval. Null is given whether or not the address was
 * free, so that nobody learns who has an account, also not by how long it takes: whatever is wrong with the input is said,
 * and the password hashed, before the accounts are looked at, and that comes after the answer.
 */
export async function register(ctx: Ctx, input: Registration): Promise<User | null> {
  if (ctx.actor.kind === 'user') {
    refuseBeforePasswordChange(ctx);
    return createUser(ctx, { ...input, role: input.role ?? LOWEST_ROLE });
  }
  if (!(await registrationIsOpen(ctx)))
    throw new AppError(
      403,
      'auth.registration_closed',
      'This practice does not take registrations. Ask an administrator for an account.',
    );
  const own = Object.keys(input).filter(
    (field) => !['email', 'password', 'firstName', 'lastName', 'phone', 'preferredLanguage', 'timezone'].includes(field),
  );
  if (own.length) {
    throw new AppError(403, 'auth.field_refused', `Only an administrator may set: ${own.join(', ')}.`, {
      errors: own.map((path) => ({ path, message: 'may not be set by you' })),
    });
  }
  await countAttempt(ctx, input.email, 'registration');
  const account = await prepareUser(ctx, { ...input, role: LOWEST_ROLE, isActive: false });
  setImmediate(() => {
    keepRegistration(ctx, account).catch((error: unknown) =>
      ctx.log.error({ err: safeError(error), requestId: ctx.requestId }, 'a registration could not be kept'),
    );
  });
  return null;
}

/** Keeps a registration whose address is free, and asks its holder to confirm the address. */
async function keepRegistration(ctx: Ctx, account: PreparedUser): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // Two at once for the same address: the second finds the first.
    await takeTurn(tx.db, 'a registration');
    if ((await findUserIdByEmail(tx, account.email)) !== undefined) return;
    await sendVerification(tx, await keepUser(tx, account));
  });
}

/** The signed-in user's own account. */
export async function profile(ctx: Ctx): Promise<User> {
  return findUser(ctx, signedInId(ctx));
}

/** Changes what everybody may change of their own account. Throws 412 when it was changed since `version`. */
export async function updateProfile(ctx: Ctx, input: ProfileChanges, version?: Date): Promise<User> {
  const id = signedInId(ctx);
  const data = check(profileChanges, input);
  return inTransaction(ctx, async (tx) => {
    const before = await lockUser(tx, id, version);
    const after = await tx.db.user.update({ where: { id }, data: { ...data, updatedBy: id }, omit: WITHOUT_SECRETS });
    await audit(tx, { action: 'UPDATE', recordType: 'User', recordId: id, before, after });
    return after;
  });
}

/** Changes one's own password, knowing the present one. One's other sessions end. Throws 422 at the field that is at fault. */
export async function changePassword(ctx: Ctx, currentPassword: string, newPassword: string): Promise<void> {
  const id = signedInId(ctx);
  await countAttempt(ctx, ctx.actor.email, 'change');
  const account = await ctx.db.user.findUniqueOrThrow({ where: { id } });
  if (!(await verifyPassword(ctx.config, currentPassword, account.password)).ok) {
    throw unprocessable('password.wrong', 'This is not your present password.', 'currentPassword');
  }
  if (currentPassword === newPassword)
    throw unprocessable('password.same', 'Choose a password that differs from the present one.', 'newPassword');
  requireGoodPassword(newPassword, account, 'newPassword');
  await forgetFailures(ctx, account.email, 'change');
  await setPassword(ctx, id, newPassword, 'PASSWORD_CHANGED', ctx.origin.sessionId);
}

async function setPassword(
  ctx: Ctx,
  id: bigint,
  password: string,
  action: 'PASSWORD_CHANGED' | 'PASSWORD_RESET',
  keep: string | null,
): Promise<void> {
  const hash = await hashPassword(ctx.config, password);
  await inTransaction(ctx, async (tx) => {
    await tx.db.user.update({
      where: { id },
      data: {
        password: hash,
        lastPasswordChange: tx.now(),
        requirePasswordChange: false,
        passwordResetToken: null,
        passwordResetExpires: null,
      },
      select: { id: true },
    });
    await logAuth(tx, id, action, true);
    await audit(tx, { action, recordType: 'User', recordId: id });
    await endSessions(tx, id, keep);
  });
}

const HOUR = 3_600_000;
/** What is kept of a token that was sent: its digest, so that the table gives none away. */
const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

function linkTo(ctx: Ctx, page: string, token: string): string {
  const base = ctx.config.publicUrl ?? `http://${ctx.config.host}:${ctx.config.port}`;
  return `${base}${page}?token=${token}`;
}

/**
 * Sends a link to set a new password, good for an hour. Silent about whether there is such an account, also by how long it
 * takes: the link is made after the answer, and whoever gets none asks again.
 */
export async function forgotPassword(ctx: Ctx, email: string): Promise<void> {
  await countAttempt(ctx, email, 'reset');
  const id = await findUserIdByEmail(ctx, check(emailRule, email));
  if (id === undefined) return;
  setImmediate(() => {
    sendResetLink(ctx, id).catch((error: unknown) =>
      ctx.log.error({ err: safeError(error), requestId: ctx.requestId }, 'a link to set a password could not be made'),
    );
  });
}

async function sendResetLink(ctx: Ctx, id: bigint): Promise<void> {
  const user = await ctx.db.user.findUnique({ where: { id, isActive: true }, omit: WITHOUT_SECRETS });
  if (!user) return;
  const token = randomBytes(32).toString('base64url');
  await inTransaction(ctx, async (tx) => {
    await tx.db.user.update({
      where: { id: user.id },
      data: { passwordResetToken: digest(token), passwordResetExpires: new Date(tx.now().getTime() + HOUR) },
      select: { id: true },
    });
    await logAuth(tx, user.id, 'PASSWORD_RESET_REQUESTED', true);
    await sendMail(tx, {
      to: user.email,
      subject: 'Set a new password',
      text: `Somebody asked for a new password for your account. If it was you, set it here within an hour:\n\n${linkTo(ctx, '/admin/reset-password', token)}\n\nIf it was not you, nothing needs to be done.`,
    });
  });
}

/** Sets a new password with a token that was sent. All sessions of the user end. Throws 422 for a token that is not good (any more). */
export async function resetPassword(ctx: Ctx, token: string, newPassword: string): Promise<void> {
  const account = await ctx.db.user.findFirst({
    where: { passwordResetToken: digest(token), passwordResetExpires: { gt: ctx.now() }, isActive: true },
  });
  if (!account) throw unprocessable('auth.token_invalid', 'This link is used up or too old. Ask for a new one.', 'token');
  requireGoodPassword(newPassword, account, 'newPassword');
  await inTransaction(ctx, async (tx) => {
    // Claimed in the same transaction: a token works once, however many use it at the same time.
    const claimed = await tx.db.user.updateMany({
      where: { id: account.id, passwordResetToken: digest(token) },
      data: { passwordResetToken: null },
    });
    if (claimed.count === 0)
      throw unprocessable('auth.token_invalid', 'This link is used up or too old. Ask for a new one.', 'token');
    await setPassword(tx, account.id, newPassword, 'PASSWORD_RESET', null);
    await tx.db.user.updateMany({
      where: { id: account.id, lockedUntil: { not: null } },
      data: { accountLocked: false, lockedUntil: null, failedLoginAttempts: 0 },
    });
    await forgetFailures(tx, account.email);
  });
}

/** Sends a link that proves the address, good for a day. */
export async function sendVerification(ctx: Ctx, user: User): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  await inTransaction(ctx, async (tx) => {
    await tx.db.user.update({
      where: { id: user.id },
      data: { emailVerificationToken: digest(token), emailVerificationTokenExpires: new Date(tx.now().getTime() + 24 * HOUR) },
      select: { id: true },
    });
    await sendMail(tx, {
      to: user.email,
      subject: 'Confirm your e-mail address',
      text: `Confirm that this is your address:\n\n${linkTo(ctx, '/admin/verify-email', token)}\n\nThe link is good for a day.`,
    });
  });
}

/** Notes that the holder of the token can read the address. Throws 422 for a token that is not good (any more). */
export async function verifyEmail(ctx: Ctx, token: string): Promise<void> {
  const data = { isEmailVerified: true, emailVerificationToken: null, emailVerificationTokenExpires: null };
  const where = { emailVerificationToken: digest(token), emailVerificationTokenExpires: { gt: ctx.now() } };
  await inTransaction(ctx, async (tx) => {
    const user = await tx.db.user.findFirst({ where, select: { id: true } });
    const done = user && (await tx.db.user.updateMany({ where: { ...where, id: user.id }, data }));
    if (!user || !done?.count) throw unprocessable('auth.token_invalid', 'This link is used up or too old.', 'token');
    await audit(tx, { action: 'UPDATE', recordType: 'User', recordId: user.id, reason: 'e-mail address verified' });
  });
}

/** Makes the first administrator of a database without users; gives the random password when none was set. Null when there are users. */
export async function makeFirstAdministrator(ctx: Ctx): Promise<{ email: string; password: string | null } | null> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself makes the first administrator.');
  return inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, 'the first administrator');
    if ((await tx.db.user.count()) > 0) return null;
    const { adminEmail, adminPassword } = tx.config;
    const password = adminPassword ?? randomPassword();
    await insertUser(tx, {
      email: adminEmail,
      firstName: 'Practice',
      lastName: 'Administrator',
      role: 'ADMIN',
      password,
      requirePasswordChange: adminPassword === undefined,
    });
    return { email: adminEmail, password: adminPassword === undefined ? password : null };
  });
}
