/** What a search for free times reads: each kind by one statement, whatever the window. Instants come in milliseconds. */
import type pg from 'pg';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { CalendarDate } from '../../kernel/time.js';
import type { Interval } from '../availability/rules/intervals.js';
import type { Absence, Colleague, NamedClosure, OpeningStretch } from '../availability/rules/hours.js';

function read<Row extends pg.QueryResultRow>(ctx: Ctx, text: string, values: unknown[]): Promise<Row[]> {
  return prepared<Row>(ctx.pool, text, values);
}

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
const ids = (list: readonly bigint[]): string[] => list.map(String);
const iso = (time: number): string => new Date(time).toISOString();

/** These people with their working hours, in the order of their names. */
export function readColleagues(ctx: Ctx, people: readonly bigint[]): Promise<Colleague[]> {
  return read<Colleague & pg.QueryResultRow>(
    ctx,
    `SELECT u.id::text, u.first_name || ' ' || u.last_name AS name, u.is_active AS "isActive", u.buffer_minutes AS "bufferMinutes",
      coalesce((SELECT json_agg(json_build_object('locationId', h.location_id::text, 'weekday', h.weekday, 'startTime', h.start_time,
          'endTime', h.end_time, 'validFrom', h.valid_from::text, 'validTo', h.valid_to::text) ORDER BY h.id)
        FROM working_hours h WHERE h.user_id = u.id), '[]') AS hours
    FROM users u WHERE u.id = ANY ($1::text[]::bigint[]) ORDER BY u.last_name, u.first_name, u.id`,
    [ids(people)],
  );
}

export interface Place {
  /** Null: no particular place; its zone is the practice's. */
  id: string | null;
  name: string | null;
  zone: string;
  isActive: boolean;
}

export interface PlaceRoom {
  id: string;
  name: string;
  locationId: string | null;
  isActive: boolean;
}

/** All locations, and the practice itself as the place without an id, each with its rooms. */
export async function readPlaces(ctx: Ctx): Promise<{ places: Place[]; rooms: PlaceRoom[] }> {
  const rows = await read<Place & { rooms: PlaceRoom[] }>(
    ctx,
    `SELECT p.id::text, p.name, p.zone, p."isActive",
      coalesce((SELECT json_agg(json_build_object('id', r.id::text, 'name', r.name, 'locationId', r.location_id::text,
          'isActive', r.is_active) ORDER BY r.name, r.id)
        FROM therapy_rooms r WHERE r.location_id IS NOT DISTINCT FROM p.id), '[]') AS rooms
    FROM (SELECT id, name, timezone AS zone, is_active AS "isActive" FROM practice_locations
      UNION ALL SELECT NULL, NULL, coalesce((SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC'), true) p`,
    [],
  );
  return {
    places: rows.map(({ id, name, zone, isActive }) => ({ id, name, zone, isActive })),
    rooms: rows.flatMap(({ rooms }) => rooms),
  };
}

export interface Stock {
  id: string;
  name: string;
  quantity: number;
  isAvailable: boolean;
  /** Null: it goes anywhere. */
  locationId: string | null;
}

/** This equipment, and how much of it there is. */
export function readStock(ctx: Ctx, equipment: readonly bigint[]): Promise<Stock[]> {
  return read<Stock & pg.QueryResultRow>(
    ctx,
    `SELECT id::text, name, quantity, is_available AS "isAvailable", location_id::text AS "locationId" FROM therapy_equipment WHERE id = ANY ($1::text[]::bigint[])`,
    [ids(equipment)],
  );
}

/** When these people are away in the window. */
export function readTimeOff(ctx: Ctx, people: readonly bigint[], window: Interval): Promise<Absence[]> {
  return read<Absence & pg.QueryResultRow>(
    ctx,
    `SELECT user_id::text AS "userId", ${ms('start_time')} AS start, ${ms('end_time')} AS end FROM time_off
    WHERE user_id = ANY ($1::text[]::bigint[]) AND end_time > $2::text::timestamp AND start_time < $3::text::timestamp ORDER BY start_time, id`,
    [ids(people), iso(window.start), iso(window.end)],
  );
}

const DAY = 86_400_000;

/** The closures on the days that the window may touch in any zone. */
export function readClosures(ctx: Ctx, window: Interval): Promise<NamedClosure[]> {
  const day = (time: number): CalendarDate => iso(time).slice(0, 10);
  return read<NamedClosure & pg.QueryResultRow>(
    ctx,
    `SELECT location_id::text AS "locationId", name, start_date::text AS "startDate", end_date::text AS "endDate" FROM practice_closures
    WHERE end_date >= $1::text::date AND start_date <= $2::text::date ORDER BY start_date, id`,
    [day(window.start - DAY), day(window.end + DAY)],
  );
}

/** The opening hours of all places. */
export function readOpening(ctx: Ctx): Promise<OpeningStretch[]> {
  return read<OpeningStretch & pg.QueryResultRow>(
    ctx,
    `SELECT location_id::text AS "locationId", weekday, start_time AS "startTime", end_time AS "endTime" FROM opening_hours
    ORDER BY weekday, start_time`,
    [],
  );
}

export interface Occupancy extends Interval {
  resource: 'STAFF' | 'ROOM' | 'LEARNER' | 'EQUIPMENT';
  id: string;
  quantity: number;
}

/** When these are taken in the window, leaving some appointments aside. */
export function readOccupancies(
  ctx: Ctx,
  wanted: readonly { resource: Occupancy['resource']; id: string }[],
  window: Interval,
  except: readonly bigint[],
): Promise<Occupancy[]> {
  return read<Occupancy & pg.QueryResultRow>(
    ctx,
    `SELECT o.resource::text, o.resource_id::text AS id, o.quantity, ${ms('o.start_time')} AS start, ${ms('o.end_time')} AS end
    FROM unnest($1::text[]::occupied_resource[], $2::text[]::bigint[]) AS w (resource, id)
    JOIN appointment_occupancies o ON o.resource_id = w.id AND o.resource = w.resource
      AND tsrange(o.start_time, o.end_time) && tsrange($3::text::timestamp, $4::text::timestamp)
    WHERE o.appointment_id <> ALL ($5::text[]::bigint[])`,
    [wanted.map(({ resource }) => resource), wanted.map(({ id }) => id), iso(window.start), iso(window.end), except.map(String)],
  );
}
