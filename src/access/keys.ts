/**
 * The keys of the house: MANAGE_PERMISSION hands out everything else. Whoever manages users without it must not reach it by a
 * detour (giving somebody a role that has it, setting the password of somebody who has it), and the last one who has it and
 * MANAGE_USER must not lose them.
 */
import type { Ctx } from '../context.js';
import { takeTurn } from '../database/row-locks.js';
import { forbidden, unprocessable } from '../shared/errors.js';
import { countHolders, roleHolds, userHolds } from './keys.queries.js';
import { Permission, type Role } from './permissions.js';

/** What somebody must have left in the practice, and the role ADMIN always has. */
export const KEYS: readonly Permission[] = [Permission.MANAGE_USER, Permission.MANAGE_PERMISSION];

/** Throws 403 for a role that hands out permissions, to those who may not do so themselves. */
export async function requireMayGiveRole(ctx: Ctx, role: Role): Promise<void> {
  if (ctx.actor.has(Permission.MANAGE_PERMISSION) || !(await roleHolds(ctx, role, Permission.MANAGE_PERMISSION))) return;
  throw forbidden(`Only somebody with the permission MANAGE_PERMISSION may give the role ${role}.`, 'user.role_refused');
}

/** Throws 403 for an account that hands out permissions, to those who may not do so themselves. */
export async function requireMayManage(ctx: Ctx, userId: bigint): Promise<void> {
  if (ctx.actor.has(Permission.MANAGE_PERMISSION) || !(await userHolds(ctx, userId, Permission.MANAGE_PERMISSION))) return;
  throw forbidden('Only somebody with the permission MANAGE_PERMISSION may change this account.', 'user.account_refused');
}

/**
 * Runs a change after which nobody might be left who can manage users and permissions; then throws 422 at `path`, and the
 * transaction is undone. One such change at a time: two administrators who demote each other must not both succeed.
 */
export async function keepingKeys<T>(tx: Ctx, path: string | undefined, change: () => Promise<T>): Promise<T> {
  await takeTurn(tx.db, 'the last administrator');
  const before = await countHolders(tx, KEYS);
  const result = await change();
  if (before > 0 && (await countHolders(tx, KEYS)) === 0) {
    throw unprocessable('user.last_administrator', 'Nobody would be left who can manage users and permissions.', path);
  }
  return result;
}
