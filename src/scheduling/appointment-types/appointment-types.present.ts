import type { AppointmentType as AppointmentTypeRow } from '../../generated/prisma/index.js';
import type { AppointmentType } from './appointment-types.dto.js';

const idOf = (id: bigint | null): string | null => (id === null ? null : String(id));

/** The appointment type as the API tells of it. */
export function toAppointmentType(row: AppointmentTypeRow): AppointmentType {
  return {
    id: String(row.id),
    name: row.name,
    discipline: row.discipline,
    durationMinutes: row.durationMinutes,
    colour: row.colour,
    serviceCodeId: idOf(row.serviceCodeId),
    noShowServiceCodeId: idOf(row.noShowServiceCodeId),
    lateCancellationServiceCodeId: idOf(row.lateCancellationServiceCodeId),
    isDefault: row.isDefault,
    isActive: row.isActive,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
