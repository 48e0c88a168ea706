import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A secret link under which a calendar program reads one user's own appointments. The link itself is told once, when it is made. */
export interface CalendarFeed {
  id: Id;
  userId: Id;
  /** @example "Sam Rivera" */
  userName: string;
  /**
   * What it is for.
   * @example "Phone"
   */
  label: string;
  createdAt: Instant;
  /** To the minute; null while nobody read it. */
  lastUsedAt: Instant | null;
  /** Since when it leads nowhere; null while it works. */
  revokedAt: Instant | null;
  revokedBy: Id | null;
}

/** One page of calendar feeds. */
export interface CalendarFeedPage {
  items: CalendarFeed[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}

/** The new feed with its link. */
export interface MadeCalendarFeed {
  feed: CalendarFeed;
  /**
   * The secret link: whoever has it reads the appointments. Told this once.
   * @maxLength 2000
   * @example "https://practice.example/api/calendar-feeds/told-once.ics"
   */
  url: string;
}

/**
 * A calendar after RFC 5545.
 * @maxLength 10000000
 * @example "BEGIN:VCALENDAR"
 */
export type CalendarText = string;
