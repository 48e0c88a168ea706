/** Working hours, time off and closures, as lists and one by one. */
import type pg from 'pg';
import { Permission } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { listPage, type ListDefinition, mapPage, type Page } from '../../database/lists.js';
import type { ClosureList } from './closures.input.js';
import type { OpeningHoursList } from './opening-hours.input.js';
import type { TimeOffList } from './time-off.input.js';
import type { WorkingHoursList } from './working-hours.input.js';

export interface WorkingHoursRow {
  id: string;
  userId: string;
  userName: string;
  locationId: string | null;
  locationName: string | null;
  timezone: string;
  weekday: number;
  startTime: string;
  endTime: string;
  validFrom: string | null;
  validTo: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface TimeOffRow {
  id: string;
  userId: string;
  userName: string;
  startTime: Date;
  endTime: Date;
  reason: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface ClosureRow {
  id: string;
  name: string;
  locationId: string | null;
  locationName: string | null;
  startDate: string;
  endDate: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface OpeningHoursRow {
  id: string;
  locationId: string | null;
  locationName: string | null;
  weekday: number;
  startTime: string;
  endTime: string;
  createdAt: Date;
  updatedAt: Date;
}

const OPENING: ListDefinition = {
  select: `h.id::text, h.location_id::text AS "locationId", l.name AS "locationName", h.weekday, h.start_time AS "startTime",
    h.end_time AS "endTime", h.created_at AS "createdAt", h.updated_at AS "updatedAt"`,
  from: 'opening_hours h LEFT JOIN practice_locations l ON l.id = h.location_id',
  id: 'h.id',
  updatedAt: 'h.updated_at',
  sorts: { weekday: { sql: `(h.weekday::text || ' ' || h.start_time)`, type: 'text' } },
  defaultSort: 'weekday',
};

const HOURS: ListDefinition = {
  select: `h.id::text, h.user_id::text AS "userId", u.first_name || ' ' || u.last_name AS "userName",
    h.location_id::text AS "locationId", l.name AS "locationName",
    coalesce(l.timezone, (SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC') AS timezone, h.weekday,
    h.start_time AS "startTime", h.end_time AS "endTime", h.valid_from::text AS "validFrom", h.valid_to::text AS "validTo",
    h.created_at AS "createdAt", h.updated_at AS "updatedAt"`,
  from: 'working_hours h JOIN users u ON u.id = h.user_id LEFT JOIN practice_locations l ON l.id = h.location_id',
  id: 'h.id',
  updatedAt: 'h.updated_at',
  sorts: { weekday: { sql: `(h.weekday::text || ' ' || h.start_time)`, type: 'text' } },
  defaultSort: 'weekday',
};

const TIME_OFF: ListDefinition = {
  select: `o.id::text, o.user_id::text AS "userId", u.first_name || ' ' || u.last_name AS "userName",
    o.start_time AS "startTime", o.end_time AS "endTime", o.reason,
    o.created_at AS "createdAt", o.updated_at AS "updatedAt"`,
  from: 'time_off o JOIN users u ON u.id = o.user_id',
  id: 'o.id',
  updatedAt: 'o.updated_at',
  sorts: { startTime: { sql: 'o.start_time', type: 'timestamp' } },
  defaultSort: 'startTime',
};

const CLOSURES: ListDefinition = {
  select: `c.id::text, c.name, c.location_id::text AS "locationId", l.name AS "locationName", c.start_date::text AS "startDate",
    c.end_date::text AS "endDate", c.created_at AS "createdAt", c.updated_at AS "updatedAt"`,
  from: 'practice_closures c LEFT JOIN practice_locations l ON l.id = c.location_id',
  id: 'c.id',
  updatedAt: 'c.updated_at',
  sorts: { startDate: { sql: 'c.start_date', type: 'date' } },
  defaultSort: 'startDate',
};

async function one<Row extends pg.QueryResultRow>(ctx: Ctx, list: ListDefinition, id: bigint): Promise<Row | undefined> {
  const text = `SELECT ${list.select} FROM ${list.from} WHERE ${list.id} = $1::bigint`;
  return (await prepared<Row>(ctx.pool, text, [String(id)]))[0];
}

/** The working hours that match. */
export async function listWorkingHoursRows(ctx: Ctx, query: WorkingHoursList): Promise<Page<WorkingHoursRow>> {
  const where = new Conditions(UNSCOPED)
    .id('h.user_id', query.userId)
    .id('h.location_id', query.locationId)
    .given(query.from, (from, { day }) => `(h.valid_to IS NULL OR h.valid_to >= ${day(from)})`)
    .given(query.to, (to, { day }) => `(h.valid_from IS NULL OR h.valid_from <= ${day(to)})`);
  return listPage<WorkingHoursRow>(ctx, HOURS, query, where);
}

/** Why somebody is away is for those who keep the hours, and for themselves. */
const seen = (ctx: Ctx, row: TimeOffRow): TimeOffRow =>
  ctx.actor.can(Permission.EDIT_AVAILABILITY) || row.userId === String(ctx.actor.id) ? row : { ...row, reason: null };

/** The time off that matches, the reasons only as far as the actor may see them. */
export async function listTimeOffRows(ctx: Ctx, query: TimeOffList): Promise<Page<TimeOffRow>> {
  const where = new Conditions(UNSCOPED)
    .id('o.user_id', query.userId)
    .instant('o.end_time', '>', query.from)
    .instant('o.start_time', '<', query.to);
  return mapPage(await listPage<TimeOffRow>(ctx, TIME_OFF, query, where), (row) => seen(ctx, row));
}

/** The closures that match. */
export async function listClosureRows(ctx: Ctx, query: ClosureList): Promise<Page<ClosureRow>> {
  const where = new Conditions(UNSCOPED)
    .given(query.locationId, (place, { id }) => `(c.location_id IS NULL OR c.location_id = ${id(place)})`)
    .day('c.end_date', '>=', query.from)
    .day('c.start_date', '<=', query.to);
  return listPage<ClosureRow>(ctx, CLOSURES, query, where);
}

/** The opening hours that match. */
export async function listOpeningHoursRows(ctx: Ctx, query: OpeningHoursList): Promise<Page<OpeningHoursRow>> {
  const where = new Conditions(UNSCOPED).id('h.location_id', query.locationId);
  return listPage<OpeningHoursRow>(ctx, OPENING, query, where);
}

export const findOpeningHoursRow = (ctx: Ctx, id: bigint): Promise<OpeningHoursRow | undefined> =>
  one<OpeningHoursRow>(ctx, OPENING, id);
export const findWorkingHoursRow = (ctx: Ctx, id: bigint): Promise<WorkingHoursRow | undefined> =>
  one<WorkingHoursRow>(ctx, HOURS, id);
export const findClosureRow = (ctx: Ctx, id: bigint): Promise<ClosureRow | undefined> => one<ClosureRow>(ctx, CLOSURES, id);

/** One time off, its reason only as far as the actor may see it. */
export async function findTimeOffRow(ctx: Ctx, id: bigint): Promise<TimeOffRow | undefined> {
  const row = await one<TimeOffRow>(ctx, TIME_OFF, id);
  return row && seen(ctx, row);
}
