import type { RoomRow } from './rooms.queries.js';
import type { Room } from './rooms.dto.js';

/** The room as the API tells of it. */
export function toRoom(row: RoomRow): Room {
  return {
    id: row.id,
    name: row.name,
    capacity: row.capacity,
    description: row.description,
    equipment: row.equipment,
    isActive: row.isActive,
    locationId: row.locationId,
    locationName: row.locationName,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
