import type { Id } from '../shared/ids.js';
import type { Instant } from '../shared/time.js';
import type { NotificationRow } from './notifications.queries.js';

export interface NotificationListQuery {
  /**
   * @isInt
   * @minimum 1
   * @maximum 200
   */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
  sort?: 'createdAt' | '-createdAt' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /** true: how many there are in all is told too. */
  count?: boolean;
  /** true: only those not read yet; false: only those that were. */
  unread?: boolean;
}

/** Something that you should know. */
export interface Notification {
  id: Id;
  /** @example "PLACE_FREE" */
  kind: string;
  /** @example "A time became free: Mon 3 Jun 2030, 14:00" */
  title: string;
  /** @example "Sam Rivera has 14:00 to 14:50 free. Three who wait would suit." */
  body: string;
  /**
   * A page of the panel.
   * @example "/admin/pages/calendar?view=day&date=2030-06-03"
   */
  link: string | null;
  readAt: Instant | null;
  createdAt: Instant;
}

export interface NotificationPage {
  items: Notification[];
  nextCursor: string | null;
  total?: number;
}

/** How many you have not read. */
export interface UnreadCount {
  /** @isInt */
  unread: number;
}

export function toNotification(row: NotificationRow): Notification {
  return { ...row, readAt: row.readAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString() };
}
