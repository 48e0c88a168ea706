/** The practice's places and things, as lists and one by one. */
import type pg from 'pg';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { countryFor } from '../../access/practice-country.js';
import { type Searched, searchedList } from '../../database/searched-list.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page, type PageQuery } from '../../database/lists.js';
import type { EquipmentList } from '../equipment/equipment.input.js';
import type { LocationList } from '../locations/locations.input.js';
import type { RoomList } from '../rooms/rooms.input.js';

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
  createdAt: Date;
  updatedAt: Date;
}

export interface RoomRow {
  id: string;
  name: string;
  capacity: number | null;
  description: string | null;
  equipment: string | null;
  isActive: boolean;
  locationId: string | null;
  locationName: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface EquipmentRow {
  id: string;
  name: string;
  description: string | null;
  quantity: number;
  isAvailable: boolean;
  notes: string | null;
  locationId: string | null;
  locationName: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const LOCATIONS: ListDefinition = {
  select: `l.id::text, l.name, l.address, l.city, l.province, l.postal_code AS "postalCode", l.phone, l.email,
    l.is_main_location AS "isMainLocation", l.is_active AS "isActive", l.hours_of_operation AS "hoursOfOperation", l.directions,
    l.latitude::float8, l.longitude::float8, l.timezone, l.created_at AS "createdAt", l.updated_at AS "updatedAt"`,
  from: 'practice_locations l',
  id: 'l.id',
  updatedAt: 'l.updated_at',
  sorts: { name: { sql: 'fold(l.name)', type: 'text' } },
  defaultSort: 'name',
};

const OF_LOCATION = 'LEFT JOIN practice_locations l ON l.id = r.location_id';

const ROOMS: ListDefinition = {
  select: `r.id::text, r.name, r.capacity, r.description, r.equipment, r.is_active AS "isActive", r.location_id::text AS "locationId",
    l.name AS "locationName", r.created_at AS "createdAt", r.updated_at AS "updatedAt"`,
  from: `therapy_rooms r ${OF_LOCATION}`,
  id: 'r.id',
  updatedAt: 'r.updated_at',
  sorts: { name: { sql: 'fold(r.name)', type: 'text' }, capacity: { sql: 'coalesce(r.capacity, 0)', type: 'integer' } },
  defaultSort: 'name',
};

const AT_LOCATION = 'LEFT JOIN practice_locations l ON l.id = e.location_id';

const EQUIPMENT: ListDefinition = {
  select: `e.id::text, e.name, e.description, e.quantity, e.is_available AS "isAvailable", e.notes, e.location_id::text AS "locationId",
    l.name AS "locationName", e.created_at AS "createdAt",
    e.updated_at AS "updatedAt"`,
  from: `therapy_equipment e ${AT_LOCATION}`,
  id: 'e.id',
  updatedAt: 'e.updated_at',
  sorts: { name: { sql: 'fold(e.name)', type: 'text' }, quantity: { sql: 'e.quantity', type: 'integer' } },
  defaultSort: 'name',
};

/** A table that is found by the words of its own `search`. */
const searched = (table: string, alias: string, joins = ''): Searched => ({
  table: `${table} ${alias}`,
  alias,
  joins,
  text: `${alias}.search`,
  key: `fold(${alias}.name)`,
});

async function page<Row extends pg.QueryResultRow>(
  ctx: Ctx,
  list: ListDefinition,
  query: PageQuery & { q?: string },
  where: Conditions,
  places: Searched,
): Promise<Page<Row>> {
  const found = searchedList(list, query, where, places, await countryFor(ctx, query.q));
  return listPage<Row>(ctx, found.list, found.query, where);
}

async function one<Row extends pg.QueryResultRow>(ctx: Ctx, list: ListDefinition, id: bigint): Promise<Row | undefined> {
  const text = `SELECT ${list.select} FROM ${list.from} WHERE ${list.id} = $1::bigint`;
  return (await prepared<Row>(ctx.pool, text, [String(id)]))[0];
}

/** The locations that match. */
export function listLocationRows(ctx: Ctx, query: LocationList): Promise<Page<LocationRow>> {
  const where = new Conditions(UNSCOPED).is('l.is_active', query.isActive).is('l.is_main_location', query.isMainLocation);
  return page<LocationRow>(ctx, LOCATIONS, query, where, searched('practice_locations', 'l'));
}

/** The rooms that match, with the names of their locations. */
export function listRoomRows(ctx: Ctx, query: RoomList): Promise<Page<RoomRow>> {
  const where = new Conditions(UNSCOPED)
    .is('r.is_active', query.isActive)
    .id('r.location_id', query.locationId)
    .atLeast('coalesce(r.capacity, 0)', query.minCapacity);
  return page<RoomRow>(ctx, ROOMS, query, where, searched('therapy_rooms', 'r', OF_LOCATION));
}

/** The equipment that matches. */
export function listEquipmentRows(ctx: Ctx, query: EquipmentList): Promise<Page<EquipmentRow>> {
  const where = new Conditions(UNSCOPED)
    .is('e.is_available', query.isAvailable)
    .atLeast('e.quantity', query.minQuantity)
    .id('e.location_id', query.locationId);
  return page<EquipmentRow>(ctx, EQUIPMENT, query, where, searched('therapy_equipment', 'e', AT_LOCATION));
}

export const findLocationRow = (ctx: Ctx, id: bigint): Promise<LocationRow | undefined> => one<LocationRow>(ctx, LOCATIONS, id);
export const findRoomRow = (ctx: Ctx, id: bigint): Promise<RoomRow | undefined> => one<RoomRow>(ctx, ROOMS, id);
export const findEquipmentRow = (ctx: Ctx, id: bigint): Promise<EquipmentRow | undefined> =>
  one<EquipmentRow>(ctx, EQUIPMENT, id);
