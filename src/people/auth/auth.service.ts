/** Registration and everything about one's own account and password. Signing in is in sign-in.service.ts. */
import { createHash, randomBytes } from 'node:crypto';
import { LOWEST_ROLE, Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction, signedInId } from '../../access/context.js';
import { takeTurn } from '../../database/row-locks.js';
import { requireMailWay, sendMail } from '../../mail/mailer.js';
import { requirePhone } from '../../access/practice-country.js';
import { AppError, forbidden, unauthenticated, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { safeError } from '../../kernel/safe-error.js';
import { check, email as emailRule } from '../../kernel/fields.js';
import { newUser } from '../users/users.input.js';
import type { ProfileChanges, Registration } from './auth.input.js';
import { findUserIdByEmail } from '../users/users.queries.js';
import {
  createUser,
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
import { countAttempt, forgetFailures } from '../../access/attempts.js';
import { hashPassword, randomPassword, verifyPassword } from '../../access/password.js';
import { endSessions, hasNoSessions, isLive, lockAccountRow } from '../sessions/session-writes.js';
import { logAuth } from './sign-in.service.js';

/**
 * Makes an account. With MANAGE_USER: any role, active at once. From nobody: only where the practice opened registration;
 * the account then is inactive, of the lowest role, and waits for approval. Null is given whether or not the address was
 * free, so that nobody learns who has an account, also not by how long it takes: whatever is wrong with the input is said,
 * and the password hashed, before the accounts are looked at, and that comes after the answer. The input is checked here,
 * not at the door: who asks, and how often, is looked at before.
 */
export async function register(ctx: Ctx, input: Registration): Promise<User | null> {
  if (ctx.actor.kind === 'user') {
    refuseBeforePasswordChange(ctx);
    requirePermission(ctx.actor, Permission.MANAGE_USER);
    return createUser(ctx, check(newUser, { ...input, role: input.role ?? LOWEST_ROLE }));
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
  await requireMailWay(ctx);
  await countAttempt(ctx, input.email, 'registration');
  const account = await prepareUser(ctx, check(newUser, { ...input, role: LOWEST_ROLE, isActive: false }));
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

/** Changes what everybody may change of their own account. Throws 412 when it was changed since what `match` wants. */
export async function updateProfile(ctx: Ctx, changes: ProfileChanges, match?: Match): Promise<User> {
  const id = signedInId(ctx);
  return inTransaction(ctx, async (tx) => {
    const before = await lockUser(tx, id, match);
    if (changes.phone !== before.phone) await requirePhone(tx, changes.phone);
    const after = await tx.db.user.update({ where: { id }, data: { ...changes, updatedBy: id }, omit: WITHOUT_SECRETS });
    await audit(tx, { action: 'UPDATE', recordType: 'User', recordId: id, before, after });
    await emit(tx, 'user.updated', { id, before, after });
    return after;
  });
}

/**
 * Changes one's own password, knowing the present one. One's other sessions end. Throws 422 at the field that is at fault, 401
 * when one's own session ended meanwhile.
 */
export async function changePassword(ctx: Ctx, currentPassword: string, newPassword: string): Promise<void> {
  const id = signedInId(ctx);
  await countAttempt(ctx, ctx.actor.email, 'change');
  const account = await ctx.db.user.findUniqueOrThrow({ where: { id } });
  const notPresent = () => unprocessable('password.wrong', 'This is not your present password.', 'currentPassword');
  if (!(await verifyPassword(ctx.config, currentPassword, account.password)).ok) throw notPresent();
  if (currentPassword === newPassword)
    throw unprocessable('password.same', 'Choose a password that differs from the present one.', 'newPassword');
  requireGoodPassword(newPassword, account, 'newPassword');
  const hash = await hashPassword(ctx.config, newPassword);
  await inTransaction(ctx, async (tx) => {
    const present = await lockAccountRow(tx, id);
    if (!present || hasNoSessions(present) || !(await isLive(tx, id))) throw unauthenticated();
    if (present.password !== account.password) throw notPresent();
    await setPassword(tx, id, hash, 'PASSWORD_CHANGED', tx.origin.sessionId);
  });
  await forgetFailures(ctx, account.email, 'change');
}

/** Writes a new hash; all sessions but the one with `keep` end. The row is locked. */
async function setPassword(
  tx: Ctx,
  id: bigint,
  hash: string,
  action: 'PASSWORD_CHANGED' | 'PASSWORD_RESET',
  keep: string | null,
): Promise<void> {
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
  await emit(tx, 'user.password_changed', { id });
  await endSessions(tx, id, keep);
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
 * takes: the link is made after the answer, and whoever gets none asks again. Throws 503 where no
 * mail can leave from here.
 */
export async function forgotPassword(ctx: Ctx, email: string): Promise<void> {
  await requireMailWay(ctx);
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
  await inTransaction(ctx, async (tx) => {
    // Locked, so that the link goes to the address of now: one to an address that was just replaced would open the account.
    const user = await lockAccountRow(tx, id);
    if (!user?.isActive) return;
    const token = randomBytes(32).toString('base64url');
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

const badLink = () => unprocessable('auth.token_invalid', 'This link is used up or too old. Ask for a new one.', 'token');

/** Sets a new password with a token that was sent. All sessions of the user end. Throws 422 for a token that is not good (any more). */
export async function resetPassword(ctx: Ctx, token: string, newPassword: string): Promise<void> {
  const where = { passwordResetToken: digest(token), passwordResetExpires: { gt: ctx.now() }, isActive: true };
  const account = await ctx.db.user.findFirst({ where });
  if (!account) throw badLink();
  requireGoodPassword(newPassword, account, 'newPassword');
  const hash = await hashPassword(ctx.config, newPassword);
  await inTransaction(ctx, async (tx) => {
    // Looked at again under the lock: a token works once, however many use it at the same time.
    const present = await lockAccountRow(tx, account.id);
    if (present?.passwordResetToken !== digest(token) || !present.isActive) throw badLink();
    await setPassword(tx, account.id, hash, 'PASSWORD_RESET', null);
    if (present.lockedUntil)
      await tx.db.user.update({
        where: { id: account.id },
        data: { accountLocked: false, lockedUntil: null, failedLoginAttempts: 0 },
        select: { id: true },
      });
    await forgetFailures(tx, present.email, 'sign-in', true);
  });
}

/** Sends a link that proves the address, good for a day. */
export async function sendVerification(ctx: Ctx, user: User): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  await inTransaction(ctx, async (tx) => {
    const { email } = await lockUser(tx, user.id);
    await tx.db.user.update({
      where: { id: user.id },
      data: { emailVerificationToken: digest(token), emailVerificationTokenExpires: new Date(tx.now().getTime() + 24 * HOUR) },
      select: { id: true },
    });
    await sendMail(tx, {
      to: email,
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
    await emit(tx, 'user.email_verified', { id: user.id });
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
    const account = { email: adminEmail, firstName: 'Practice', lastName: 'Administrator', role: 'ADMIN', password };
    await insertUser(tx, check(newUser, { ...account, requirePasswordChange: adminPassword === undefined }));
    return { email: adminEmail, password: adminPassword === undefined ? password : null };
  });
}
