import type { Permission } from '../../access/permissions.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** Opens or closes one client, or one learner, for one user. */
export interface RecordPermission {
  id: Id;
  userId: Id;
  /** @example "Sam Rivera" */
  userName: string;
  permission: Permission;
  /** False: it is closed, whatever else the user has. */
  granted: boolean;
  /** The client; of a learner's entry, the learner's client. */
  clientId: Id;
  /** Null: the whole client. */
  learnerId: Id | null;
  /** From then on it counts for nothing; null: for good. */
  expiresAt: Instant | null;
  /** Whether it counts now. */
  isLive: boolean;
  grantedAt: Instant;
  /** Who gave it; null where the server did, or the account is gone. */
  grantedBy: Id | null;
}

export interface RecordPermissionPage {
  items: RecordPermission[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
