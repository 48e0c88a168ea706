import type { CalendarFeed } from './calendar-feeds.dto.js';
import type { CalendarFeedRow } from './calendar-feeds.queries.js';

/** The feed as the API tells of it. */
export function toCalendarFeed(row: CalendarFeedRow): CalendarFeed {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
