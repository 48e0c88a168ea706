import type { TimeOffRow } from './availability.queries.js';
import type { TimeOff } from './time-off.dto.js';

/** The time off as the API tells of it. */
export function toTimeOff(row: TimeOffRow): TimeOff {
  return {
    id: row.id,
    userId: row.userId,
    userName: row.userName,
    startTime: row.startTime.toISOString(),
    endTime: row.endTime.toISOString(),
    reason: row.reason,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
