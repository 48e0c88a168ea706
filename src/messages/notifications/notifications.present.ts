import type { UserNotification } from './notifications.dto.js';
import type { NotificationRow } from './notifications.queries.js';

export function toNotification(row: NotificationRow): UserNotification {
  return { ...row, readAt: row.readAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString() };
}
