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

export interface CalendarFeedListQuery {
  /**
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /** @default "-createdAt" */
  sort?: 'createdAt' | '-createdAt' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  /** Of this user. */
  userId?: Id;
  /** Whether it works: not revoked. */
  active?: boolean;
}

/** A new link. */
export interface CreateCalendarFeedInput {
  /**
   * What it is for.
   * @minLength 1
   * @maxLength 100
   * @example "Phone"
   */
  label: string;
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
