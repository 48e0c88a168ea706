import type { Ctx } from '../../access/context.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import type { ListDefinition, Page } from '../../database/lists.js';
import { oneOf, searched, searchedPage } from '../lists/searched-page.queries.js';
import type { LocationList } from './locations.input.js';

export interface LocationRow {
  id: string;
  name: string;
  address: string;
  city: string;
  province: string;
  postalCode: string;
  phone: string | null;
  email: string | null;
  isMainLocation: boolean;
  isActive: boolean;
  hoursOfOperation: string | null;
  directions: string | null;
  latitude: number | null;
  longitude: number | null;
  timezone: string;
  taxId: string | null;
  npi: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const LOCATIONS: ListDefinition = {
  select: `l.id::text, l.name, l.address, l.city, l.province, l.postal_code AS "postalCode", l.phone, l.email,
    l.is_main_location AS "isMainLocation", l.is_active AS "isActive", l.hours_of_operation AS "hoursOfOperation", l.directions,
    l.latitude::float8, l.longitude::float8, l.timezone, l.tax_id AS "taxId", l.npi, l.created_at AS "createdAt", l.updated_at AS "updatedAt"`,
  from: 'practice_locations l',
  id: 'l.id',
  updatedAt: 'l.updated_at',
  sorts: { name: { sql: 'fold(l.name)', type: 'text' } },
  defaultSort: 'name',
};

/** The locations that match. */
export function listLocationRows(ctx: Ctx, query: LocationList): Promise<Page<LocationRow>> {
  const where = new Conditions(UNSCOPED).is('l.is_active', query.isActive).is('l.is_main_location', query.isMainLocation);
  return searchedPage<LocationRow>(ctx, LOCATIONS, query, where, searched('practice_locations', 'l'));
}

/** The location of that id. */
export const findLocationRow = (ctx: Ctx, id: bigint): Promise<LocationRow | undefined> => oneOf<LocationRow>(ctx, LOCATIONS, id);
