import type { ClosureRow } from './availability.queries.js';
import type { Closure } from './closures.dto.js';

/** The closure as the API tells of it. */
export function toClosure(row: ClosureRow): Closure {
  return {
    id: row.id,
    name: row.name,
    locationId: row.locationId,
    locationName: row.locationName,
    startDate: row.startDate,
    endDate: row.endDate,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
