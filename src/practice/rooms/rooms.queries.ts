import type { Ctx } from '../../access/context.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import type { ListDefinition, Page } from '../../database/lists.js';
import { oneOf, searched, searchedPage } from '../lists/searched-page.queries.js';
import type { RoomList } from './rooms.input.js';

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

/** The rooms that match, with the names of their locations. */
export function listRoomRows(ctx: Ctx, query: RoomList): Promise<Page<RoomRow>> {
  const where = new Conditions(UNSCOPED)
    .is('r.is_active', query.isActive)
    .id('r.location_id', query.locationId)
    .atLeast('coalesce(r.capacity, 0)', query.minCapacity);
  return searchedPage<RoomRow>(ctx, ROOMS, query, where, searched('therapy_rooms', 'r', OF_LOCATION));
}

/** The room of that id, with the name of its location. */
export const findRoomRow = (ctx: Ctx, id: bigint): Promise<RoomRow | undefined> => oneOf<RoomRow>(ctx, ROOMS, id);
