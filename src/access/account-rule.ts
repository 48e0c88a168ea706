/**
 * Who may set whose password, role and e-mail. **Nobody gives, or takes over, an account that could do more than they can
 * themselves**, now or at any later moment: when a denial ends, or a grant of their own. Whoever has MANAGE_PERMISSION can give
 * themselves everything first, so nothing is beyond them. Pure: no database, no clock.
 */
import { effectivePermissions, type RecordRule } from './actor.js';
import { Permission, RECORD_PERMISSIONS } from './permissions.js';

/** An entry of user_permissions. Null: for good. */
export interface OwnEntry {
  permission: Permission;
  granted: boolean;
  expiresAt: Date | null;
}

/** An entry of record_permissions; that for a learner names its client as well. */
export interface RecordEntry extends RecordRule {
  clientId: bigint;
  expiresAt: Date | null;
}

/** What an account can do: by its role, by entries of its own, to single records. */
export interface Reach {
  ofRole: Iterable<Permission>;
  entries: readonly OwnEntry[];
  records: readonly RecordEntry[];
}

/** What is done with an account. */
export type AccountAct =
  /** It is made. `account` is what it will be able to do. */
  | { act: 'create'; account: Reach }
  /** It gets a password or an address that the giver chose: they can sign in with it. */
  | { act: 'take over'; account: Reach }
  /** It gets another role; with it, it is `after`. */
  | { act: 'role'; account: Reach; after: Reach }
  /** It is activated, or an administrator's lock is lifted: it gets back what it can do. */
  | { act: 'let in'; account: Reach }
  /** Its name, say; or it is locked, deactivated, deleted: nobody gains by it. */
  | { act: 'change'; account: Reach };

export interface Refusal {
  code: 'permission.denied' | 'user.role_refused' | 'user.account_refused';
  /** The permission that is missing, or `records` for single clients or a caseload. */
  beyond: Permission | 'records';
}

/** What counts at one moment. */
interface Present {
  permissions: ReadonlySet<Permission>;
  records: readonly RecordEntry[];
}

function at(reach: Reach, moment: Date): Present {
  const live = ({ expiresAt }: { expiresAt: Date | null }) => !expiresAt || expiresAt > moment;
  return {
    permissions: effectivePermissions(new Set(reach.ofRole), reach.entries.filter(live)),
    records: reach.records.filter((entry) => RECORD_PERMISSIONS.has(entry.permission) && live(entry)),
  };
}

/** Now, and each moment at which an entry of one of them ends. */
function moments(now: Date, reaches: readonly Reach[]): Date[] {
  const ends = reaches.flatMap(({ entries, records }) => [...entries, ...records].map(({ expiresAt }) => expiresAt));
  return [now, ...ends.filter((end): end is Date => end !== null && end > now)];
}

/**
 * Whether somebody may do what an entry is about to the record it is about: the entry for a learner beats that for its client,
 * both beat the rest, and a denial a grant.
 * @param onCaseload what is taken for clients that only the caseload could open
 */
function mayDo(
  { permissions, records }: Present,
  { permission, clientId, learnerId }: RecordEntry,
  onCaseload: boolean,
): boolean {
  const entries = records.filter((one) => one.permission === permission && one.clientId === clientId);
  const narrowest = [
    learnerId === null ? [] : entries.filter((one) => one.learnerId === learnerId),
    entries.filter((one) => one.learnerId === null),
  ].find((found) => found.length > 0);
  if (narrowest) return narrowest.every(({ granted }) => granted);
  return permissions.has(permission) && (onCaseload || permissions.has(Permission.VIEW_ALL_CLIENTS));
}

/** What the account could do that the giver could not at the same moment; null when there is nothing. */
function beyondAt(giver: Present, account: Present, hasCaseload: boolean): Refusal['beyond'] | null {
  for (const permission of account.permissions) if (!giver.permissions.has(permission)) return permission;
  const { VIEW_CLIENT, VIEW_ALL_CLIENTS } = Permission;
  if (hasCaseload && account.permissions.has(VIEW_CLIENT) && !giver.permissions.has(VIEW_ALL_CLIENTS)) return 'records';
  const more = [...account.records, ...giver.records].some(
    (entry) => mayDo(account, entry, hasCaseload) && !mayDo(giver, entry, false),
  );
  return more ? 'records' : null;
}

/**
 * What an account could do beyond a giver, now or later; null when there is nothing.
 * @param hasCaseload whether the account may have clients of its own, which the giver would reach through it
 */
export function beyond(giver: Reach, account: Reach, now: Date, hasCaseload = false): Refusal['beyond'] | null {
  for (const moment of moments(now, [giver, account])) {
    const found = beyondAt(at(giver, moment), at(account, moment), hasCaseload);
    if (found) return found;
  }
  return null;
}

/** Whether the account has the permission now or at a later moment. */
const everHas = (account: Reach, permission: Permission, now: Date): boolean =>
  moments(now, [account]).some((moment) => at(account, moment).permissions.has(permission));

/**
 * Why this act is refused to the giver; null when it is theirs to do.
 * @param own whether the account is the giver's own
 */
export function refusalOf(giver: Reach, what: AccountAct, now: Date, own = false): Refusal | null {
  const { permissions } = at(giver, now);
  if (!permissions.has(Permission.MANAGE_USER)) return { code: 'permission.denied', beyond: Permission.MANAGE_USER };
  if (permissions.has(Permission.MANAGE_PERMISSION)) return null;
  const refused = (code: Refusal['code'], found: Refusal['beyond'] | null): Refusal | null =>
    found === null ? null : { code, beyond: found };
  switch (what.act) {
    case 'create':
      return refused('user.role_refused', beyond(giver, what.account, now));
    case 'role':
      return (
        (own ? null : refused('user.account_refused', beyond(giver, what.account, now))) ??
        refused('user.role_refused', beyond(giver, what.after, now))
      );
    case 'take over':
      return own ? null : refused('user.account_refused', beyond(giver, what.account, now, true));
    case 'let in':
      return own ? null : refused('user.account_refused', beyond(giver, what.account, now));
    case 'change': {
      const keys = !own && everHas(what.account, Permission.MANAGE_PERMISSION, now);
      return keys ? { code: 'user.account_refused', beyond: Permission.MANAGE_PERMISSION } : null;
    }
  }
}
