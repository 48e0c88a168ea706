import type { Ctx } from '../../access/context.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import type { ListDefinition, Page } from '../../database/lists.js';
import { oneOf, searched, searchedPage } from '../lists/searched-page.queries.js';
import type { EquipmentList } from './equipment.input.js';

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

/** The equipment that matches. */
export function listEquipmentRows(ctx: Ctx, query: EquipmentList): Promise<Page<EquipmentRow>> {
  const where = new Conditions(UNSCOPED)
    .is('e.is_available', query.isAvailable)
    .atLeast('e.quantity', query.minQuantity)
    .id('e.location_id', query.locationId);
  return searchedPage<EquipmentRow>(ctx, EQUIPMENT, query, where, searched('therapy_equipment', 'e', AT_LOCATION));
}

/** The equipment of that id. */
export const findEquipmentRow = (ctx: Ctx, id: bigint): Promise<EquipmentRow | undefined> =>
  oneOf<EquipmentRow>(ctx, EQUIPMENT, id);
