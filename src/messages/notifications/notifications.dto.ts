import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** Something that you should know. */
export interface UserNotification {
  id: Id;
  /**
   * @maxLength 64
   * @example "PLACE_FREE"
   */
  kind: string;
  /** @example "A time became free: Mon 3 Jun 2030, 14:00" */
  title: string;
  /**
   * @maxLength 20000
   * @example "Sam Rivera has 14:00 to 14:50 free. Three who wait would suit."
   */
  body: string;
  /**
   * A page of the panel.
   * @maxLength 500
   * @example "/admin/pages/calendar?view=day&date=2030-06-03"
   */
  link: string | null;
  readAt: Instant | null;
  createdAt: Instant;
}

export interface NotificationPage {
  items: UserNotification[];
  nextCursor: string | null;
  total?: number;
}

/** How many you have not read. */
export interface UnreadCount {
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 3
   */
  unread: number;
}
