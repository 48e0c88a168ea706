import type { WorkingHoursRow } from './availability.queries.js';
import type { WorkingHours } from './working-hours.dto.js';

/** The working hours as the API tells of them. */
export function toWorkingHours(row: WorkingHoursRow): WorkingHours {
  return {
    id: row.id,
    userId: row.userId,
    userName: row.userName,
    locationId: row.locationId,
    locationName: row.locationName,
    timezone: row.timezone,
    weekday: row.weekday,
    startTime: row.startTime,
    endTime: row.endTime,
    validFrom: row.validFrom,
    validTo: row.validTo,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
