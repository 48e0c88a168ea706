import type { LocationRow } from './locations.queries.js';
import type { Shown } from '../../http/etag.js';
import type { PracticeLocation } from './locations.dto.js';

/** The location as the API tells of it. */
export function toLocation(row: LocationRow): PracticeLocation {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    city: row.city,
    province: row.province,
    postalCode: row.postalCode,
    phone: row.phone,
    email: row.email,
    isMainLocation: row.isMainLocation,
    isActive: row.isActive,
    hoursOfOperation: row.hoursOfOperation,
    directions: row.directions,
    latitude: row.latitude,
    longitude: row.longitude,
    timezone: row.timezone,
    taxId: row.taxId,
    npi: row.npi,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** The location as its GET answers it. */
export const locationShown = (row: LocationRow): Shown<PracticeLocation> => [row.updatedAt, toLocation(row)];
