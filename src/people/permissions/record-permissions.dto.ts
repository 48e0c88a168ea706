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

export interface RecordPermissionListQuery {
  /**
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * From `nextCursor` of the page before.
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /**
   * `-` for the other way round. The latest first unless told.
   * @default "-grantedAt"
   */
  sort?: 'grantedAt' | '-grantedAt' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Answers `total` as well.
   * @default false
   */
  count?: boolean;
  permission?: Permission;
  granted?: boolean;
}

export interface RecordPermissionInput {
  /** For whom. */
  userId: Id;
  /**
   * One that has `perRecord` in GET /api/permissions.
   * @example "VIEW_CLIENT"
   */
  permission: Permission;
  /**
   * False closes it.
   * @example true
   */
  granted: boolean;
  /**
   * In the future; null or absent: for good.
   * @example "2031-03-08T14:00:00.000Z"
   */
  expiresAt?: Instant | null;
}

export interface ClientRecordPermissionInput {
  /** For whom. */
  userId: Id;
  /**
   * One that has `perRecord` in GET /api/permissions.
   * @example "VIEW_CLIENT"
   */
  permission: Permission;
  /**
   * False closes it.
   * @example true
   */
  granted: boolean;
  /** One of the client's learners; null or absent: the whole client. */
  learnerId?: Id | null;
  /**
   * In the future; null or absent: for good.
   * @example "2031-03-08T14:00:00.000Z"
   */
  expiresAt?: Instant | null;
}
