/** A stretch of the calendar: one prepared statement for the appointments, and one each for closures, time off and working hours. */
import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import { clockReader, type Hours, stretchesOf } from '../availability/rules/hours.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import type { AppointmentStatus } from '../appointments/rules/appointment-status.js';
import type { CalendarAsked } from './calendar.input.js';

export interface EventRow {
  id: string;
  title: string;
  startTime: Date;
  endTime: Date;
  status: AppointmentStatus;
  clientId: string;
  clientName: string;
  therapistId: string;
  therapistName: string;
  staffIds: string[];
  roomId: string | null;
  roomName: string | null;
  locationId: string | null;
  locationName: string | null;
  isGroupSession: boolean;
  isHold: boolean;
  recurrencePatternId: string | null;
  updatedAt: Date;
}

export interface ClosureSpanRow {
  id: string;
  name: string;
  startTime: Date;
  endTime: Date;
  locationId: string | null;
  locationName: string | null;
}

export interface TimeOffSpanRow {
  id: string;
  userId: string;
  userName: string;
  startTime: Date;
  endTime: Date;
}

export interface WorkingSpansRow {
  userId: string;
  times: { startTime: Date; endTime: Date; locationId: string | null }[];
}

export interface CalendarRows {
  events: EventRow[];
  truncated: boolean;
  closures?: ClosureSpanRow[];
  timeOff?: TimeOffSpanRow[];
  workingHours?: WorkingSpansRow[];
}

/** The stretch that is asked for. */
export interface Span {
  from: Date;
  to: Date;
}

const MOST_EVENTS = 5000;
const MOST_BACKGROUND = 1000;
/** Some thirty hours a week of each of 500 people, in several stretches a day. */
const MOST_HOURS = 10_000;

/**
 * The appointments of the stretch that match and that the actor may see, in the order of their start; at most 5,000.
 */
export async function eventRows(ctx: Ctx, query: CalendarAsked, span: Span): Promise<{ events: EventRow[]; truncated: boolean }> {
  const columns = { client: 'a.client_id', learner: 'a.learner_id' };
  const where = new Conditions((binding) => learnerConditions(ctx.actor, Permission.VIEW_APPOINTMENT, columns, binding));
  const from = where.binding.instant(span.from);
  const to = where.binding.instant(span.to);
  // No appointment is longer than a day, so an index on the start finds those that reach into the stretch.
  const starts = (table: string): string => `${table}.start_time > ${from} - interval '24 hours' AND ${table}.start_time < ${to}`;
  where
    .and(`a.end_time > ${from}`)
    .and(starts('a'))
    .ids('a.room_id', query.roomId)
    .id('a.location_id', query.locationId)
    .given(
      query.status?.length ? query.status : undefined,
      (status, { bind }) => `a.status = ANY(${bind(status)}::appointment_status[])`,
    );
  if (query.therapistId?.length) {
    const who = where.binding.ids(query.therapistId);
    // Two ways to work in one, each by its own index; an OR would read everybody's.
    where.and(`a.id IN (SELECT x.id FROM appointments x WHERE x.therapist_id = ANY(${who}) AND ${starts('x')}
      UNION SELECT s.appointment_id FROM appointment_staff s WHERE s.user_id = ANY(${who}))`);
  }
  const rows = await prepared<EventRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT a.id::text, a.title, a.start_time AS "startTime", a.end_time AS "endTime", a.status::text,
      a.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName",
      a.therapist_id::text AS "therapistId", t.first_name || ' ' || t.last_name AS "therapistName",
      ARRAY(SELECT s.user_id::text FROM appointment_staff s WHERE s.appointment_id = a.id ORDER BY s.user_id) AS "staffIds",
      a.room_id::text AS "roomId", r.name AS "roomName", a.location_id::text AS "locationId", p.name AS "locationName",
      a.is_group_session AS "isGroupSession", a.is_hold AS "isHold", a.recurrence_pattern_id::text AS "recurrencePatternId",
      a.updated_at AS "updatedAt"
    FROM appointments a JOIN clients c ON c.id = a.client_id JOIN users t ON t.id = a.therapist_id
      LEFT JOIN therapy_rooms r ON r.id = a.room_id LEFT JOIN practice_locations p ON p.id = a.location_id
    WHERE ${where.sql} ORDER BY a.start_time, a.id LIMIT ${MOST_EVENTS + 1}`,
    where.values,
  );
  return { events: rows.slice(0, MOST_EVENTS), truncated: rows.length > MOST_EVENTS };
}

const ZONE = "coalesce(l.timezone, (SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC')";
const midnight = (day: string): string => `(${day})::timestamp AT TIME ZONE ${ZONE} AT TIME ZONE 'UTC'`;

/** The closures that touch the stretch, each from midnight to midnight by the clock of its place. */
export async function closureSpans(ctx: Ctx, query: CalendarAsked, span: Span): Promise<ClosureSpanRow[]> {
  // A day's leeway: a calendar day here may be the one before or after there.
  const where = new Conditions(UNSCOPED)
    .given(span.from, (from, { instant }) => `c.end_date >= ${instant(from)}::date - 1`)
    .given(span.to, (to, { instant }) => `c.start_date <= ${instant(to)}::date + 1`)
    .given(query.locationId, (place, { id }) => `(c.location_id IS NULL OR c.location_id = ${id(place)})`);
  return prepared<ClosureSpanRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT c.id::text, c.name, ${midnight('c.start_date')} AS "startTime", ${midnight('c.end_date + 1')} AS "endTime",
      c.location_id::text AS "locationId", l.name AS "locationName"
    FROM practice_closures c LEFT JOIN practice_locations l ON l.id = c.location_id
    WHERE ${where.sql} ORDER BY c.start_date, c.id LIMIT ${MOST_BACKGROUND}`,
    where.values,
  );
}

/** The time off that touches the stretch, without its reasons. */
export async function timeOffSpans(ctx: Ctx, query: CalendarAsked, span: Span): Promise<TimeOffSpanRow[]> {
  const where = new Conditions(UNSCOPED)
    .instant('o.end_time', '>', span.from)
    .instant('o.start_time', '<', span.to)
    .ids('o.user_id', query.therapistId);
  return prepared<TimeOffSpanRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT o.id::text, o.user_id::text AS "userId", u.first_name || ' ' || u.last_name AS "userName",
      o.start_time AS "startTime", o.end_time AS "endTime"
    FROM time_off o JOIN users u ON u.id = o.user_id
    WHERE ${where.sql} ORDER BY o.start_time, o.id LIMIT ${MOST_BACKGROUND}`,
    where.values,
  );
}

/**
 * When the people who work here do so in the stretch: all whose appointments are asked for, by the clock of the place. With a location, their
 * hours there and those that hold wherever they are booked.
 */
export async function workingSpans(ctx: Ctx, query: CalendarAsked, span: Span): Promise<WorkingSpansRow[]> {
  const where = new Conditions(UNSCOPED).and('u.is_active').ids('u.id', query.therapistId);
  const rows = await prepared<Hours & { userId: string }>(
    ctx.pool,
    `SELECT h.user_id::text AS "userId", h.location_id::text AS "locationId", ${ZONE} AS zone, h.weekday, h.start_time AS "startTime",
      h.end_time AS "endTime", h.valid_from::text AS "validFrom", h.valid_to::text AS "validTo"
    FROM working_hours h JOIN users u ON u.id = h.user_id LEFT JOIN practice_locations l ON l.id = h.location_id
    WHERE ${where.sql} ORDER BY h.user_id, h.id LIMIT ${MOST_HOURS}`,
    where.values,
  );
  const window = { start: span.from.getTime(), end: span.to.getTime() };
  const clock = clockReader();
  const place = query.locationId ? String(query.locationId) : null;
  const people = new Map<string, Hours[]>();
  for (const { userId, ...hours } of rows) people.set(userId, [...(people.get(userId) ?? []), hours]);
  return [...people].map(([userId, hours]) => ({
    userId,
    times: stretchesOf(hours, window, clock)
      .filter(({ locationId }) => place === null || (locationId ?? place) === place)
      .map(({ start, end, locationId }) => ({ startTime: new Date(start), endTime: new Date(end), locationId })),
  }));
}
