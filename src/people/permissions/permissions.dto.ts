import type { Permission } from '../../access/permissions.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { RoleName } from '../../generated/requests/users.js';

/** Something that can be allowed or not. */
export interface PermissionInfo {
  /** @example "VIEW_CLIENT" */
  name: Permission;
  /**
   * @maxLength 100
   * @example "Clients"
   */
  category: string;
  /** @example "See clients, their learners and caregivers: those of the own caseload." */
  description: string;
  /** Whether it can be opened or closed for one client or learner. */
  perRecord: boolean;
}

export interface PermissionCatalogue {
  /** @maxItems 500 */
  items: PermissionInfo[];
  /** Always null: the list is whole. */
  nextCursor: string | null;
}

/** What a role may do. */
export interface RolePermissions {
  role: RoleName;
  /**
   * @maxItems 500
   * @example ["VIEW_CLIENT"]
   */
  permissions: Permission[];
}

export interface RoleList {
  /** @maxItems 20 */
  items: RolePermissions[];
  /** Always null: the list is whole. */
  nextCursor: string | null;
}

/** What one user has beyond, or lacks of, their role. */
export interface UserPermission {
  permission: Permission;
  /** False: it is taken away, whatever the role has. */
  granted: boolean;
  /** From then on it counts for nothing; null: for good. */
  expiresAt: Instant | null;
  /** Whether it counts now. */
  isLive: boolean;
  grantedAt: Instant;
  /** Who gave it; null where the server did, or the account is gone. */
  grantedBy: Id | null;
}

export interface UserPermissionList {
  /** @maxItems 500 */
  items: UserPermission[];
  /** Always null: the list is whole. */
  nextCursor: string | null;
}

/** Whether a user has one permission, and why. */
export interface EffectivePermission {
  permission: Permission;
  /** The outcome: a denial beats a grant, the user's own entry beats the role's. */
  allowed: boolean;
  /** The role has it. */
  fromRole: boolean;
  /** The user's own live entry; null for none. */
  own: 'GRANTED' | 'DENIED' | null;
  /** When the own entry ends; null for no entry, or for good. */
  expiresAt: Instant | null;
}

export interface EffectivePermissions {
  userId: Id;
  role: RoleName;
  /** @maxItems 500 */
  items: EffectivePermission[];
  /**
   * How many single clients and learners are opened or closed for this user besides.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 2
   */
  recordRules: number;
}
