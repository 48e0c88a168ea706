/** The people who work here: accounts, their roles and whether they may sign in. */
import { keepingKeys, type Managed, requireMayCreate, requireMayManage } from '../../access/keys.js';
import { requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { forgetFailures } from '../../access/attempts.js';
import { hashPassword, passwordFault } from '../../access/password.js';
import { endSessions } from '../sessions/session-writes.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Kept, locked } from '../../database/changing.js';
import { isReferred } from '../../database/row-locks.js';
import type { Prisma, User as UserRow } from '../../generated/prisma/index.js';
import { requirePhone } from '../../access/practice-country.js';
import { forbidden, notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import type { UserFacts } from './users.queries.js';
import type { Directory, NewUser, UserChanges, UserList } from './users.input.js';
import { listDirectoryRows, listUserRows } from './users.queries.js';

/** A user's row without password and tokens. */
export type User = Omit<UserRow, 'password' | 'emailVerificationToken' | 'passwordResetToken'>;
export const WITHOUT_SECRETS = { password: true, emailVerificationToken: true, passwordResetToken: true } as const;

/** Throws 422 at `path` for a password that is not accepted. */
export function requireGoodPassword(
  password: string,
  about: { email: string; firstName: string; lastName: string },
  path = 'password',
): void {
  const fault = passwordFault(password, [about.email, about.firstName, about.lastName]);
  if (fault) throw unprocessable('password.weak', fault, path);
}

/**
 * Makes an account. Throws 403 without MANAGE_USER, or for a role that can do more than one can oneself (account-rule.ts); 409
 * for an address that is taken, 422 for a weak password.
 */
export async function createUser(ctx: Ctx, input: NewUser): Promise<User> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  const { role } = input;
  // Before the hash is made, and again where the account is written: what one may do can change meanwhile.
  await requireMayCreate(ctx, role);
  const account = await prepareUser(ctx, input);
  return inTransaction(ctx, async (tx) => {
    await requireMayCreate(tx, role);
    return keepUser(tx, account);
  });
}

/** An account that may be kept, with the hash of its password. */
export type PreparedUser = Omit<NewUser, 'password'> & { hash: string };

/** Looks at a new account's phone number and password, and hashes the latter, without a look at the accounts that there are. Throws 422. */
export async function prepareUser(ctx: Ctx, { password, ...data }: NewUser): Promise<PreparedUser> {
  await requirePhone(ctx, data.phone);
  requireGoodPassword(password, data);
  return { ...data, hash: await hashPassword(ctx.config, password) };
}

/** As createUser, for those who have decided already that this account may be made. */
export async function insertUser(ctx: Ctx, input: NewUser): Promise<User> {
  return keepUser(ctx, await prepareUser(ctx, input));
}

/** Keeps a prepared account. Throws 409 for an address that is taken. */
export async function keepUser(ctx: Ctx, { hash, ...data }: PreparedUser): Promise<User> {
  return inTransaction(ctx, async (tx) => {
    const user = await tx.db.user.create({
      data: {
        ...data,
        password: hash,
        lastPasswordChange: tx.now(),
        createdBy: tx.actor.id,
        updatedBy: tx.actor.id,
        notificationPreferences: { create: {} },
      },
      omit: WITHOUT_SECRETS,
    });
    await audit(tx, { action: 'CREATE', recordType: 'User', recordId: user.id, after: user });
    await emit(tx, 'user.created', { id: user.id });
    return user;
  });
}

/** The accounts that match. Throws 403 without MANAGE_USER. */
export async function listUsers(ctx: Ctx, query: UserList): Promise<Page<UserFacts>> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  return listUserRows(ctx, query);
}

/** Who works here, by name and role. Throws 403 without VIEW_USER. */
export async function listDirectory(ctx: Ctx, query: Directory): Promise<Page<UserFacts>> {
  requirePermission(ctx.actor, Permission.VIEW_USER);
  return listDirectoryRows(ctx, query);
}

/** Throws 403 unless the account is one's own, or the actor has the permission. */
export function requireSelfOr(ctx: Ctx, userId: bigint, permission: Permission): void {
  if (ctx.actor.id !== userId) requirePermission(ctx.actor, permission);
}

/** A user by id, and whether the actor may see all of the account: it is their own, or they manage users. Throws 403, 404. */
export async function getUser(ctx: Ctx, id: bigint): Promise<{ user: User; full: boolean }> {
  requireSelfOr(ctx, id, Permission.VIEW_USER);
  return { user: await findUser(ctx, id), full: ctx.actor.id === id || ctx.actor.can(Permission.MANAGE_USER) };
}

const USER: Kept<User> = {
  recordType: 'User',
  what: 'user',
  find: (db, id) => db.user.findUnique({ where: { id }, omit: WITHOUT_SECRETS }),
};

/** A user by id. Throws 404. */
export async function findUser(ctx: Ctx, id: bigint): Promise<User> {
  const user = await USER.find(ctx.db, id);
  if (!user) throw notFound('user');
  return user;
}

/** Locks and reads an account. Throws 404, and 412 when it was changed since what `match` wants. */
export async function lockUser(ctx: Ctx, id: bigint, match?: Match): Promise<User> {
  return locked(ctx, USER, id, match);
}

/** What one does not do to one's own account here, because it would shut one out, or needs the present password. */
function refuseOwn(ctx: Ctx, id: bigint, changes: UserChanges): void {
  if (ctx.actor.id !== id) return;
  if (changes.isActive === false) throw unprocessable('user.self', 'You cannot deactivate your own account.', 'isActive');
  if (changes.password !== undefined) {
    throw unprocessable(
      'user.self',
      'Change your own password where your present one is asked for: POST /api/auth/change-password.',
      'password',
    );
  }
}

/** Whether the changes give the account another address; another way to write the same is none. */
const movesEmail = (before: User, changes: UserChanges): boolean =>
  changes.email !== undefined && changes.email.toLowerCase() !== before.email.toLowerCase();

/** A new address is not proved yet, and links that were sent to the old one are no longer good. */
function ofNewEmail(before: User, changes: UserChanges): Prisma.UserUncheckedUpdateInput {
  if (!movesEmail(before, changes)) return {};
  return { isEmailVerified: changes.isEmailVerified ?? false, emailVerificationToken: null, passwordResetToken: null };
}

/** What the changes do with the account, in the words of the rule about accounts. */
function actsOf(before: User, changes: UserChanges): Managed[] {
  return [
    'change',
    ...(changes.password !== undefined || movesEmail(before, changes) ? (['take over'] as const) : []),
    ...(changes.isActive === true && !before.isActive ? (['let in'] as const) : []),
    ...(changes.role !== undefined && changes.role !== before.role ? [{ role: changes.role }] : []),
  ];
}

/**
 * Changes an account. A new password, role or isActive ends the user's other sessions. Throws 403 (also for what would give or
 * take over an account that can do more than one can oneself: account-rule.ts), 404, 409, 412, 422.
 */
export async function updateUser(ctx: Ctx, id: bigint, changes: UserChanges, match?: Match): Promise<User> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  refuseOwn(ctx, id, changes);
  let hash: string | undefined;
  if (changes.password !== undefined) {
    requireGoodPassword(changes.password, { ...(await findUser(ctx, id)), ...changes });
    hash = await hashPassword(ctx.config, changes.password);
  }
  return inTransaction(ctx, async (tx) => {
    const change = () => changeUser(tx, id, changes, hash, match);
    if (changes.role === undefined && changes.isActive === undefined) return change();
    return keepingKeys(tx, changes.role === undefined ? 'isActive' : 'role', change);
  });
}

async function changeUser(tx: Ctx, id: bigint, input: UserChanges, hash: string | undefined, match?: Match): Promise<User> {
  const before = await lockUser(tx, id, match);
  await requireMayManage(tx, id, actsOf(before, input));
  if (input.phone !== before.phone) await requirePhone(tx, input.phone);
  const { password, ...changes } = input;
  if (password !== undefined) requireGoodPassword(password, { ...before, ...changes });
  const secret = hash === undefined ? {} : { password: hash, lastPasswordChange: tx.now(), passwordResetToken: null };
  const data = { ...changes, ...ofNewEmail(before, changes), ...secret, updatedBy: tx.actor.id };
  const after = await tx.db.user.update({ where: { id }, data, omit: WITHOUT_SECRETS });
  await audit(tx, { action: 'UPDATE', recordType: 'User', recordId: id, before, after });
  await emit(tx, 'user.updated', { id, before, after });
  if (hash !== undefined) {
    await audit(tx, { action: 'PASSWORD_CHANGED', recordType: 'User', recordId: id });
    await emit(tx, 'user.password_changed', { id });
  }
  if (hash !== undefined || before.role !== after.role || before.isActive !== after.isActive) {
    await endSessions(tx, id, tx.actor.id === id ? tx.origin.sessionId : null);
  }
  return after;
}

/** Lets an account sign in again, or for the first time. Throws 403, 404. */
export async function activateUser(ctx: Ctx, id: bigint): Promise<User> {
  return updateUser(ctx, id, { isActive: true });
}

/** Keeps an account from signing in; its sessions end. Throws 403, 404, and 422 for one's own and the last administrator's. */
export async function deactivateUser(ctx: Ctx, id: bigint): Promise<User> {
  return updateUser(ctx, id, { isActive: false });
}

/** Locks an account until an administrator unlocks it; its sessions end. Throws 403, 404, and 422 as deactivateUser. */
export async function lockAccount(ctx: Ctx, id: bigint): Promise<User> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  if (ctx.actor.id === id) throw unprocessable('user.self', 'You cannot lock your own account.');
  return inTransaction(ctx, (tx) =>
    keepingKeys(tx, undefined, async () => {
      const before = await lockUser(tx, id);
      await requireMayManage(tx, id);
      const after = await tx.db.user.update({
        where: { id },
        data: { accountLocked: true, lockedUntil: null, updatedBy: tx.actor.id },
        omit: WITHOUT_SECRETS,
      });
      await audit(tx, { action: 'LOCKED', recordType: 'User', recordId: id, before, after });
      await emit(tx, 'user.locked', { id, data: { by: 'ADMINISTRATOR' } });
      await endSessions(tx, id);
      return after;
    }),
  );
}

/** Unlocks an account, whoever locked it, and forgets its wrong passwords. */
export async function unlockAccount(ctx: Ctx, id: bigint): Promise<User> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  return inTransaction(ctx, async (tx) => {
    const before = await lockUser(tx, id);
    const byAdministrator = before.accountLocked && before.lockedUntil === null;
    await requireMayManage(tx, id, byAdministrator ? ['change', 'let in'] : ['change']);
    const data = { accountLocked: false, lockedUntil: null, failedLoginAttempts: 0, updatedBy: tx.actor.id };
    const after = await tx.db.user.update({ where: { id }, data, omit: WITHOUT_SECRETS });
    await forgetFailures(tx, before.email, 'sign-in', true);
    await audit(tx, { action: 'UNLOCKED', recordType: 'User', recordId: id, before, after });
    await emit(tx, 'user.unlocked', { id });
    return after;
  });
}

/**
 * Deletes an account that left no trace; one with a history is deactivated instead, because records name it.
 * Throws 403, 404, 412, and 422 for one's own account and for the last administrator.
 */
export async function removeUser(
  ctx: Ctx,
  id: bigint,
  match?: Match,
): Promise<{ outcome: 'deleted' | 'deactivated'; user: User }> {
  requirePermission(ctx.actor, Permission.MANAGE_USER);
  if (ctx.actor.id === id) throw unprocessable('user.self', 'You cannot delete your own account.');
  return inTransaction(ctx, (tx) =>
    keepingKeys(tx, undefined, async () => {
      const before = await lockUser(tx, id, match);
      await requireMayManage(tx, id);
      if (await hasHistory(tx, id)) {
        const user = await tx.db.user.update({
          where: { id },
          data: { isActive: false, updatedBy: tx.actor.id },
          omit: WITHOUT_SECRETS,
        });
        await endSessions(tx, id);
        await audit(tx, { action: 'ARCHIVE', recordType: 'User', recordId: id, before, after: user });
        await emit(tx, 'user.archived', { id });
        return { outcome: 'deactivated' as const, user };
      }
      await tx.db.user.delete({ where: { id } });
      await audit(tx, { action: 'DELETE', recordType: 'User', recordId: id, before });
      await emit(tx, 'user.deleted', { id });
      return { outcome: 'deleted' as const, user: before };
    }),
  );
}

/** Whether any record, or the audit trail, names the user. */
async function hasHistory(ctx: Ctx, id: bigint): Promise<boolean> {
  if (await isReferred(ctx.db, 'users', id)) return true;
  return (await ctx.db.auditEvent.findFirst({ where: { actorId: id }, select: { id: true } })) !== null;
}

/** Whether the practice lets people register themselves. */
export async function registrationIsOpen(ctx: Ctx): Promise<boolean> {
  const practice = await ctx.db.practice.findFirst({ select: { registrationOpen: true }, orderBy: { id: 'asc' } });
  return practice?.registrationOpen ?? false;
}

/** Refuses everything but the change itself to somebody who must change their password first. */
export function refuseBeforePasswordChange(ctx: Ctx): void {
  if (ctx.actor.mustChangePassword)
    throw forbidden('Change your password first: POST /api/auth/change-password.', 'auth.password_change_required');
}
