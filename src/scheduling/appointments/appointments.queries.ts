import { Permission } from '../../access/permissions.js';
import { learnerConditions, readableNotes } from '../../access/policy.js';
import type { Actor } from '../../access/actor.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { Binding } from '../../database/binding.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page, wholeList } from '../../database/lists.js';
import type { AppointmentStatus } from './rules/appointment-status.js';
import type { CancellingParty } from '../../generated/requests/cancellation-reasons.js';
import type { AppointmentEquipmentItem, AppointmentStaffMember } from './appointments.dto.js';
import type { AppointmentList } from './appointments.input.js';
import type { Participant } from './participants.dto.js';

export interface AppointmentRow {
  id: string;
  title: string;
  startTime: Date;
  endTime: Date;
  status: AppointmentStatus;
  location: string | null;
  notes: string | null;
  clientId: string;
  clientName: string;
  learnerId: string | null;
  learnerName: string | null;
  therapistId: string;
  therapistName: string;
  locationId: string | null;
  locationName: string | null;
  timezone: string;
  roomId: string | null;
  roomName: string | null;
  isGroupSession: boolean;
  maxParticipants: number | null;
  appointmentTypeId: string | null;
  appointmentTypeName: string | null;
  participantCount: number;
  staff: AppointmentStaffMember[];
  equipment: AppointmentEquipmentItem[];
  isRecurring: boolean;
  recurrencePatternId: string | null;
  parentAppointmentId: string | null;
  originalStart: Date | null;
  changedSingly: boolean;
  cancellationReason: string | null;
  cancellationReasonId: string | null;
  cancelledByParty: CancellingParty | null;
  cancelledAt: Date | null;
  cancelledBy: string | null;
  lateCancellation: boolean;
  doubleBookingReason: string | null;
  isHold: boolean;
  createdAt: Date;
  updatedAt: Date;
  createdBy: string | null;
  updatedBy: string | null;
}

const COLUMNS = { client: 'a.client_id', learner: 'a.learner_id' };

const FIELDS = `a.id::text, a.title, a.start_time AS "startTime", a.end_time AS "endTime", a.status::text, a.location,
  a.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName",
  a.learner_id::text AS "learnerId", l.first_name || ' ' || l.last_name AS "learnerName",
  a.therapist_id::text AS "therapistId", t.first_name || ' ' || t.last_name AS "therapistName",
  a.location_id::text AS "locationId", p.name AS "locationName",
  coalesce(p.timezone, (SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC') AS timezone,
  a.room_id::text AS "roomId", r.name AS "roomName", a.is_group_session AS "isGroupSession", a.max_participants AS "maxParticipants",
  a.appointment_type_id::text AS "appointmentTypeId", y.name AS "appointmentTypeName",
  CASE WHEN a.is_group_session THEN (SELECT count(*)::int FROM appointment_group_participants g WHERE g.appointment_id = a.id) ELSE 0 END AS "participantCount",
  a.is_recurring AS "isRecurring", a.recurrence_pattern_id::text AS "recurrencePatternId", a.parent_appointment_id::text AS "parentAppointmentId",
  a.original_start AS "originalStart", a.changed_singly AS "changedSingly", a.cancellation_reason AS "cancellationReason",
  a.cancellation_reason_id::text AS "cancellationReasonId", a.cancelled_by_party::text AS "cancelledByParty",
  a.cancelled_at AS "cancelledAt", a.cancelled_by::text AS "cancelledBy", a.late_cancellation AS "lateCancellation",
  a.double_booking_reason AS "doubleBookingReason", a.is_hold AS "isHold", a.created_at AS "createdAt", a.updated_at AS "updatedAt",
  a.created_by::text AS "createdBy", a.updated_by::text AS "updatedBy"`;
const STAFF = 'FROM appointment_staff s JOIN users u ON u.id = s.user_id WHERE s.appointment_id = a.id';
const EQUIPMENT = 'FROM appointment_equipment e JOIN therapy_equipment q ON q.id = e.equipment_id WHERE e.appointment_id = a.id';

const SELECT = `${FIELDS}, a.notes,
  coalesce((SELECT json_agg(json_build_object('userId', s.user_id::text, 'name', u.first_name || ' ' || u.last_name, 'role', s.role) ORDER BY s.user_id) ${STAFF}), '[]') AS staff,
  coalesce((SELECT json_agg(json_build_object('equipmentId', e.equipment_id::text, 'name', q.name, 'quantity', e.quantity, 'notes', e.notes) ORDER BY e.equipment_id) ${EQUIPMENT}), '[]') AS equipment`;

/** An appointment as a file has it: what others read as parts is text there, and notes that are closed to the reader are none. */
export interface AppointmentFileRow extends Omit<AppointmentRow, 'staff' | 'equipment'> {
  minutes: number;
  staff: string | null;
  equipment: string | null;
}

const selectForFile =
  (actor: Actor) =>
  (binding: Binding): string =>
    `${FIELDS}, round(extract(epoch FROM a.end_time - a.start_time) / 60)::int AS minutes,
  (SELECT string_agg(u.first_name || ' ' || u.last_name || ' (' || s.role || ')', '; ' ORDER BY s.user_id) ${STAFF}) AS staff,
  (SELECT string_agg(e.quantity || ' × ' || q.name, '; ' ORDER BY e.equipment_id) ${EQUIPMENT}) AS equipment,
  CASE WHEN ${readableNotes(actor, COLUMNS, binding)} THEN a.notes END AS notes`;

const JOINS = `JOIN clients c ON c.id = a.client_id JOIN users t ON t.id = a.therapist_id LEFT JOIN learners l ON l.id = a.learner_id
  LEFT JOIN practice_locations p ON p.id = a.location_id LEFT JOIN therapy_rooms r ON r.id = a.room_id
  LEFT JOIN appointment_types y ON y.id = a.appointment_type_id`;
const FROM = `appointments a ${JOINS}`;

const LIST: ListDefinition = {
  select: SELECT,
  from: FROM,
  id: 'a.id',
  updatedAt: 'a.updated_at',
  sorts: {
    startTime: { sql: 'a.start_time', type: 'timestamp' },
    createdAt: { sql: 'a.created_at', type: 'timestamp' },
  },
  defaultSort: 'startTime',
};

const seen =
  (actor: Actor): Scope =>
  (binding) =>
    learnerConditions(actor, Permission.VIEW_APPOINTMENT, COLUMNS, binding);

/** What the filters ask for, of what the actor may see. */
function asked(ctx: Ctx, query: AppointmentList): { where: Conditions; list: ListDefinition } {
  const where = new Conditions(seen(ctx.actor))
    .id('a.client_id', query.clientId)
    .id('a.room_id', query.roomId)
    .id('a.location_id', query.locationId)
    .id('a.recurrence_pattern_id', query.recurrencePatternId)
    .given(query.kind, (kind) => KINDS[kind])
    .given(query.from, endsAfter)
    .instant('a.start_time', '<', query.to);
  const { id } = where.binding;
  let of: string[] = [];
  if (query.therapistId) of = placesOfTherapist(id(query.therapistId));
  if (query.learnerId) {
    const who = id(query.learnerId);
    if (of.length === 0) of = placesOfLearner(who);
    // A therapist has few enough to look at each.
    else
      where.and(
        `(a.learner_id = ${who} OR a.id IN (SELECT appointment_id FROM appointment_group_participants WHERE learner_id = ${who}))`,
      );
  }
  const narrow = of.length > 0;
  if (narrow) where.given(query.status?.length ? query.status : undefined, statusIsAsText);
  else where.among('a.status', query.status, 'appointment_status');
  return { where, list: narrow ? { ...LIST, places: { of, alias: 'a', joins: JOINS } } : LIST };
}

const KINDS: Record<NonNullable<AppointmentList['kind']>, string> = {
  GROUP: 'a.is_group_session',
  SERIES: 'a.is_recurring',
  SINGLE: 'NOT a.is_recurring AND NOT a.is_group_session',
};

/** No appointment is longer than a day, so the index on the start can be used. */
const endsAfter = (instant: Date, binding: Binding): string => {
  const from = binding.instant(instant);
  return `a.end_time > ${from} AND a.start_time > ${from} - interval '24 hours'`;
};

/** Theirs, and those in which they assist. */
const placesOfTherapist = (id: string): string[] => [
  `FROM appointments a WHERE a.therapist_id = ${id}`,
  `FROM appointment_staff s JOIN appointments a ON a.id = s.appointment_id WHERE s.user_id = ${id} AND a.therapist_id <> ${id}`,
];

/** Theirs alone, and the groups in which they have a seat. */
const placesOfLearner = (id: string): string[] => [
  `FROM appointments a WHERE a.learner_id = ${id}`,
  `FROM appointment_group_participants g JOIN appointments a ON a.id = g.appointment_id
    WHERE g.learner_id = ${id} AND a.learner_id IS DISTINCT FROM ${id}`,
];

/**
 * The status where one person's are asked for. The database takes the status and the day for independent and so expects a handful where
 * there are hundreds; as text, the status offers it no index, and it takes the one by person and start.
 */
const statusIsAsText = (status: readonly string[], { bind }: Binding): string => `a.status::text = ANY(${bind(status)}::text[])`;

/** The appointments that match and that the actor may see. */
export async function listAppointmentRows(ctx: Ctx, query: AppointmentList): Promise<Page<AppointmentRow>> {
  const { list, where } = asked(ctx, query);
  return listPage<AppointmentRow>(ctx, list, query, where);
}

/** All of them, as statements for an export. */
export function wholeAppointmentList(
  ctx: Ctx,
  query: Omit<AppointmentList, 'limit' | 'cursor' | 'count'>,
  most: number,
): ReturnType<typeof wholeList> {
  const { list, where } = asked(ctx, query);
  return wholeList(list, query, where, most, selectForFile(ctx.actor));
}

/** The appointment of that id, if the actor may see it. */
export async function findAppointmentRow(ctx: Ctx, id: bigint): Promise<AppointmentRow | undefined> {
  const where = new Conditions(seen(ctx.actor)).id('a.id', id);
  const [row] = await prepared<AppointmentRow>(ctx.pool, `SELECT ${SELECT} FROM ${FROM} WHERE ${where.sql}`, where.values);
  return row;
}

export interface ParticipantRow extends Omit<Participant, 'createdAt'> {
  createdAt: Date;
}

/** The participants of a session that the actor may see. The caller has made sure that they may see the session. */
export async function listParticipantRows(ctx: Ctx, appointmentId: bigint): Promise<ParticipantRow[]> {
  const columns = { client: 'l.client_id', learner: 'l.id' };
  const scope: Scope = (binding) => learnerConditions(ctx.actor, Permission.VIEW_APPOINTMENT, columns, binding);
  const where = new Conditions(scope).id('g.appointment_id', appointmentId);
  return prepared<ParticipantRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT l.id::text AS "learnerId", l.first_name || ' ' || l.last_name AS "learnerName", c.id::text AS "clientId",
      c.first_name || ' ' || c.last_name AS "clientName", g.notes, g.created_at AS "createdAt"
    FROM appointment_group_participants g JOIN learners l ON l.id = g.learner_id JOIN clients c ON c.id = l.client_id
    WHERE ${where.sql} ORDER BY person_key(l.last_name, l.first_name), l.id`,
    where.values,
  );
}
