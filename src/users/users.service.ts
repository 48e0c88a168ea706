/** The people who work here: accounts, their roles and whether they may sign in. */
import { z } from 'zod';
import { requirePermission } from '../access/policy.js';
import { Permission, type Role, ROLES } from '../access/permissions.js';
import { audit } from '../audit/audit.service.js';
import { forgetFailures } from '../auth/attempts.js';
import { hashPassword, passwordFault } from '../auth/password.js';
import { type Ctx, inTransaction } from '../context.js';
import type { User as UserRow } from '../generated/prisma/index.js';
import { notFound, stale, unprocessable } from '../shared/errors.js';
import { isTimeZone } from '../shared/time.js';
import { check, email, line, optionalLine, phone } from '../shared/validation.js';
import { LANGUAGES } from '../shared/languages.js';

/** A user's row without password and tokens. */
export type User = Omit<UserRow, 'password' | 'emailVerificationToken' | 'passwordResetToken'>;
export const WITHOUT_SECRETS = { password: true, emailVerificationToken: true, passwordResetToken: true } as const;

const person = z.object({
  email,
  firstName: line(100),
  lastName: line(100),
  phone: phone.nullish(),
  role: z.enum(ROLES as [Role, ...Role[]]),
  isActive: z.boolean(),
  portalAccess: z.boolean(),
  requirePasswordChange: z.boolean(),
  preferredLanguage: z.enum(LANGUAGES),
  secondaryLanguages: optionalLine(200),
  timezone: z.string().refine(isTimeZone, 'must be an IANA time zone, like America/New_York').nullish(),
  defaultTheme: z.enum(['system', 'light', 'dark']),
});

const newUser = person.partial().required({ email: true, firstName: true, lastName: true, role: true }).extend({ password: z.string() });
const userChanges = person.partial().extend({ password: z.string().optional() });

export type NewUser = z.input<typeof newUser>;
export type UserChanges = z.input<typeof userChanges>;

/** Throws 422 at `path` for a password that is not accepted. */
export function requireGoodPassword(password: string, about: { email: string; firstName: string; lastName: string }, path = 'password'): void {
  const fault = passwordFault(password, [about.email, about.firstName, about.lastName]);
  if (fault) throw unprocessable('password.weak', fault, path);
}

/** Makes an account. Throws 403 without MANAGE_USER, 409 for an address that is taken, 422 for a weak password. */
export async function createUser(ctx: Ctx, input: NewUser): Promise<User> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  return insertUser(ctx, input);
}

/** As createUser, for those who have decided already that this account may be made. */
export async function insertUser(ctx: Ctx, input: NewUser): Promise<User> {
  const { password, ...data } = check(newUser, input);
  requireGoodPassword(password, data);
  const hash = await hashPassword(ctx.config, password);
  return inTransaction(ctx, async (tx) => {
    const user = await tx.db.user.create({
      data: { ...data, password: hash, lastPasswordChange: tx.now(), createdBy: tx.actor.id, updatedBy: tx.actor.id, notificationPreferences: { create: {} } },
      omit: WITHOUT_SECRETS,
    });
    await audit(tx, { action: 'CREATE', recordType: 'User', recordId: user.id, after: user });
    return user;
  });
}

/** A user by id. Throws 404. */
export async function findUser(ctx: Ctx, id: bigint): Promise<User> {
  const user = await ctx.db.user.findUnique({ where: { id }, omit: WITHOUT_SECRETS });
  if (!user) throw notFound('user');
  return user;
}

async function lockUser(ctx: Ctx, id: bigint, version?: Date): Promise<User> {
  await ctx.db.$queryRaw`SELECT 1 FROM users WHERE id = ${id} FOR UPDATE`;
  const user = await findUser(ctx, id);
  if (version && version.getTime() !== user.updatedAt.getTime()) throw stale();
  return user;
}

/** Throws 422 when nobody would be left who can manage users. */
async function requireAnotherAdministrator(ctx: Ctx, leaving: User): Promise<void> {
  if (leaving.role !== 'ADMIN' || !leaving.isActive) return;
  // Two administrators who demote each other at the same time must not both succeed.
  await ctx.db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('the last administrator'))::text`;
  const others = await ctx.db.user.count({ where: { role: 'ADMIN', isActive: true, id: { not: leaving.id } } });
  if (others === 0) throw unprocessable('user.last_administrator', 'This is the last active administrator.', 'role');
}

/** Ends a user's sessions at once, except the one with `keep`. */
export async function endSessions(ctx: Ctx, userId: bigint, keep?: string | null): Promise<void> {
  const { count } = await ctx.db.userSession.deleteMany({ where: { userId, ...(keep ? { sid: { not: keep } } : {}) } });
  if (count) await audit(ctx, { action: 'SESSIONS_ENDED', recordType: 'User', recordId: userId, reason: `${count} session(s)` });
}

/** Changes an account. A new password, role or isActive ends the user's other sessions. Throws 403, 404, 409, 412, 422. */
export async function updateUser(ctx: Ctx, id: bigint, input: UserChanges, version?: Date): Promise<User> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  const { password, ...changes } = check(userChanges, input);
  return inTransaction(ctx, async (tx) => {
    const before = await lockUser(tx, id, version);
    if (password !== undefined) requireGoodPassword(password, { ...before, ...changes });
    const leaves = (changes.role !== undefined && changes.role !== 'ADMIN') || changes.isActive === false;
    if (leaves) await requireAnotherAdministrator(tx, before);
    const secret = password === undefined ? {} : { password: await hashPassword(tx.config, password), lastPasswordChange: tx.now(), passwordResetToken: null };
    const after = await tx.db.user.update({ where: { id }, data: { ...changes, ...secret, updatedBy: tx.actor.id }, omit: WITHOUT_SECRETS });
    await audit(tx, { action: 'UPDATE', recordType: 'User', recordId: id, before, after });
    if (password !== undefined) await audit(tx, { action: 'PASSWORD_CHANGED', recordType: 'User', recordId: id });
    if (password !== undefined || before.role !== after.role || before.isActive !== after.isActive) {
      await endSessions(tx, id, tx.actor.id === id ? tx.origin.sessionId : null);
    }
    return after;
  });
}

/** Locks an account until an administrator unlocks it; its sessions end. */
export async function lockAccount(ctx: Ctx, id: bigint): Promise<User> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  if (ctx.actor.id === id) throw unprocessable('user.self', 'You cannot lock your own account.');
  return inTransaction(ctx, async (tx) => {
    const before = await lockUser(tx, id);
    const after = await tx.db.user.update({ where: { id }, data: { accountLocked: true, lockedUntil: null, updatedBy: tx.actor.id }, omit: WITHOUT_SECRETS });
    await audit(tx, { action: 'LOCKED', recordType: 'User', recordId: id, before, after });
    await endSessions(tx, id);
    return after;
  });
}

/** Unlocks an account, whoever locked it, and forgets its wrong passwords. */
export async function unlockAccount(ctx: Ctx, id: bigint): Promise<User> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  return inTransaction(ctx, async (tx) => {
    const before = await lockUser(tx, id);
    const data = { accountLocked: false, lockedUntil: null, failedLoginAttempts: 0, updatedBy: tx.actor.id };
    const after = await tx.db.user.update({ where: { id }, data, omit: WITHOUT_SECRETS });
    await forgetFailures(tx, before.email);
    await audit(tx, { action: 'UNLOCKED', recordType: 'User', recordId: id, before, after });
    return after;
  });
}

/**
 * Deletes an account that left no trace; one with a history is deactivated instead, because records name it.
 * Throws 422 for one's own account and for the last administrator.
 */
export async function removeUser(ctx: Ctx, id: bigint, version?: Date): Promise<{ outcome: 'deleted' | 'deactivated'; user: User }> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  if (ctx.actor.id === id) throw unprocessable('user.self', 'You cannot delete your own account.');
  return inTransaction(ctx, async (tx) => {
    const before = await lockUser(tx, id, version);
    await requireAnotherAdministrator(tx, before);
    if (await hasHistory(tx, id)) {
      const user = await tx.db.user.update({ where: { id }, data: { isActive: false, updatedBy: tx.actor.id }, omit: WITHOUT_SECRETS });
      await endSessions(tx, id);
      await audit(tx, { action: 'ARCHIVE', recordType: 'User', recordId: id, before, after: user });
      return { outcome: 'deactivated' as const, user };
    }
    await tx.db.user.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'User', recordId: id, before });
    return { outcome: 'deleted' as const, user: before };
  });
}

/** Whether any record names the user: asked of the catalogue's foreign keys, so that no table is forgotten. */
async function hasHistory(ctx: Ctx, id: bigint): Promise<boolean> {
  const keys = await ctx.db.$queryRaw<{ table: string; column: string }[]>`
    SELECT c.conrelid::regclass::text AS "table", a.attname AS "column"
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass AND c.confdeltype <> 'c'`;
  const tests = keys.map(({ table, column }) => `EXISTS (SELECT 1 FROM ${table} WHERE "${column}" = $1)`);
  tests.push('EXISTS (SELECT 1 FROM audit_events WHERE actor_id = $1)');
  const [row] = await ctx.db.$queryRawUnsafe<{ any: boolean }[]>(`SELECT ${tests.join(' OR ')} AS any`, id);
  return row?.any ?? true;
}

/** Whether the practice lets people register themselves. */
export async function registrationIsOpen(ctx: Ctx): Promise<boolean> {
  const practice = await ctx.db.practice.findFirst({ select: { registrationOpen: true }, orderBy: { id: 'asc' } });
  return practice?.registrationOpen ?? false;
}

