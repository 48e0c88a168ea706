/**
 * The keys of the house: MANAGE_PERMISSION hands out everything else, and the last one who has it and MANAGE_USER must not lose
 * them. Who may do what with whose account is account-rule.ts; here it is asked of the database.
 */
import type { Ctx } from './context.js';
import { takeTurn } from '../database/row-locks.js';
import { forbidden, unprocessable } from '../kernel/errors.js';
import { type AccountAct, type Reach, type Refusal, refusalOf } from './account-rule.js';
import { countHolders, readReaches, readRole } from './keys.queries.js';
import { Permission, type Role } from './permissions.js';

/** What somebody must have left in the practice, and the role ADMIN always has. */
export const KEYS: readonly Permission[] = [Permission.MANAGE_USER, Permission.MANAGE_PERMISSION];

function refused({ code, beyond }: Refusal, role: Role | undefined): Error {
  if (code === 'permission.denied') return forbidden(`This needs the permission ${beyond}.`);
  const what = beyond === 'records' ? 'see clients that you may not see' : `do what you may not do yourself (${beyond})`;
  return code === 'user.role_refused'
    ? forbidden(`With the role ${role} this account could ${what}: only somebody with MANAGE_PERMISSION may give it.`, code)
    : forbidden(`This account can ${what}, now or later: only somebody with MANAGE_PERMISSION may change it so.`, code);
}

/** Throws 403 for an act that is not the giver's to do. They are read afresh: what counts is what they may do at this moment. */
function requireAllowed(tx: Ctx, giver: Reach | undefined, what: AccountAct, own: boolean, role?: Role): void {
  const refusal = refusalOf(giver ?? NOTHING, what, tx.now(), own);
  if (refusal) throw refused(refusal, role);
}

const NOTHING: Reach = { ofRole: [], entries: [], records: [] };

/** Throws 403 unless the actor may make an account of that role. */
export async function requireMayCreate(tx: Ctx, role: Role): Promise<void> {
  const { id } = tx.actor;
  if (id === null && tx.actor.kind === 'system') return;
  const reaches = await readReaches(tx, id === null ? [] : [id]);
  const account = { ...NOTHING, ofRole: await readRole(tx, role) };
  requireAllowed(tx, reaches.get(id ?? 0n), { act: 'create', account }, false, role);
}

/** What is done with an account that is there; a new role is named. */
export type Managed = Exclude<AccountAct['act'], 'create' | 'role'> | { role: Role };

/** Throws 403 unless the actor may do each of that to the account. Its row is locked. */
export async function requireMayManage(tx: Ctx, userId: bigint, acts: readonly Managed[] = ['change']): Promise<void> {
  const { id } = tx.actor;
  if (id === null && tx.actor.kind === 'system') return;
  const reaches = await readReaches(tx, id === null ? [userId] : [id, userId]);
  const account = reaches.get(userId) ?? NOTHING;
  for (const one of acts) {
    const role = typeof one === 'object' ? one.role : undefined;
    const what: AccountAct =
      typeof one === 'object'
        ? { act: 'role', account, after: { ...account, ofRole: await readRole(tx, one.role) } }
        : { act: one, account };
    requireAllowed(tx, reaches.get(id ?? 0n), what, id === userId, role);
  }
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
