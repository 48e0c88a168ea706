import type { OpeningHoursRow } from './availability.queries.js';
import type { OpeningHours } from './opening-hours.dto.js';

/** The opening hours as the API tells of them. */
export function toOpeningHours(row: OpeningHoursRow): OpeningHours {
  const { id, locationId, locationName, weekday, startTime, endTime, createdAt, updatedAt } = row;
  return {
    id,
    locationId,
    locationName,
    weekday,
    startTime,
    endTime,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
