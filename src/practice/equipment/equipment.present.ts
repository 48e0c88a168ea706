import type { EquipmentRow } from './equipment.queries.js';
import type { Equipment } from './equipment.dto.js';

/** The equipment as the API tells of it. */
export function toEquipment(row: EquipmentRow): Equipment {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    quantity: row.quantity,
    isAvailable: row.isAvailable,
    notes: row.notes,
    locationId: row.locationId,
    locationName: row.locationName,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
