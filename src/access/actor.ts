import { NEEDS, type Permission, RECORD_PERMISSIONS, type Role } from './permissions.js';

/** A live entry of `record_permissions`: opens (`granted`) or closes one client or one learner for one permission. */
export interface RecordRule {
  permission: Permission;
  granted: boolean;
  clientId: bigint | null;
  learnerId: bigint | null;
}

/** Who acts, and what they may do: loaded afresh for each request, in one query. */
export interface Actor {
  /** The user's id; null for nobody (not signed in) and for the system (jobs, seed). */
  readonly id: bigint | null;
  readonly kind: 'user' | 'nobody' | 'system';
  readonly email: string;
  readonly name: string;
  readonly role: Role | null;
  /** What role and user grants leave, all in all. */
  readonly permissions: ReadonlySet<Permission>;
  /** At most MAX_RECORD_RULES (record-permissions.service.ts). */
  readonly recordRules: readonly RecordRule[];
  readonly mustChangePassword: boolean;
  readonly theme: string;
  readonly timezone: string | null;
  /** Whether the actor may do this, and see what it needs (`NEEDS`), to any record at all; one record may still be closed to them. */
  can(permission: Permission): boolean;
  /** Whether the actor may do this in general, by role or user grant; what is opened for one record does not count. */
  has(permission: Permission): boolean;
}

type ActorFacts = Omit<Actor, 'can' | 'has' | 'permissions'> & { permissions: Iterable<Permission> };

export function makeActor(facts: ActorFacts): Actor {
  // A set is taken as it is: nobody changes it, and copying it would be much of the work.
  const permissions = facts.permissions instanceof Set ? (facts.permissions as Set<Permission>) : new Set(facts.permissions);
  // An entry for a permission that is about no client must not open it everywhere: it counts for nothing.
  const recordRules = facts.recordRules.filter((rule) => RECORD_PERMISSIONS.has(rule.permission));
  const openedSomewhere = new Set(recordRules.filter((rule) => rule.granted).map((rule) => rule.permission));
  const withNeeded = (holds: (permission: Permission) => boolean) => (permission: Permission) => {
    const needed = NEEDS[permission];
    return holds(permission) && (needed === undefined || holds(needed));
  };
  const has = withNeeded((permission) => permissions.has(permission));
  const can = withNeeded((permission) => permissions.has(permission) || openedSomewhere.has(permission));
  return { ...facts, permissions, recordRules, has, can };
}

const noOne = { id: null, email: '', role: null, recordRules: [], mustChangePassword: false, theme: 'system', timezone: null };

/** Not signed in. */
export const NOBODY: Actor = makeActor({ ...noOne, kind: 'nobody', name: 'nobody', permissions: [] });

/** The server itself: jobs and the seed. May do everything, and is written down as the system. */
export const SYSTEM: Actor = {
  ...makeActor({ ...noOne, kind: 'system', name: 'system', permissions: [] }),
  can: () => true,
  has: () => true,
};

/** What counts of a user's grants: a denial beats a grant, the user's own entry beats the role's. Pure. */
export function effectivePermissions(
  ofRole: Iterable<Permission>,
  ofUser: Iterable<{ permission: Permission; granted: boolean }>,
): ReadonlySet<Permission> {
  const entries = [...ofUser];
  if (entries.length === 0 && ofRole instanceof Set) return ofRole as Set<Permission>;
  const result = new Set(ofRole);
  for (const { permission, granted } of entries) if (granted) result.add(permission);
  for (const { permission, granted } of entries) if (!granted) result.delete(permission);
  return result;
}
