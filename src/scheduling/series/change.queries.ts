import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import type { Prisma } from '../../generated/prisma/index.js';
import { Binding } from '../../database/binding.js';
import type { AppointmentStatus } from '../appointments/rules/appointment-status.js';
import { MOST_OCCURRENCES } from './rules/recurrence.js';

/** Locks the series, then all its appointments in one order for everybody, until the transaction ends. */
export async function lockSeries(ctx: Ctx, id: bigint): Promise<void> {
  await ctx.db.$queryRaw`SELECT 1 FROM appointment_recurrence_patterns WHERE id = ${id} FOR UPDATE`;
  await ctx.db.$queryRaw`SELECT count(*)::int FROM (
    SELECT 1 FROM appointments WHERE recurrence_pattern_id = ${id} ORDER BY id FOR UPDATE) locked`;
}

/** Which of these are on an invoice. */
export async function billedAmong(ctx: Ctx, ids: readonly bigint[]): Promise<Set<bigint>> {
  const items = await ctx.db.invoiceLineItem.findMany({
    where: { appointmentId: { in: [...ids] } },
    select: { appointmentId: true },
    distinct: ['appointmentId'],
  });
  return new Set(items.flatMap(({ appointmentId }) => appointmentId ?? []));
}

/** What is written to all of them alike. */
export type Common = Pick<
  Prisma.AppointmentUncheckedUpdateManyInput,
  | 'title'
  | 'location'
  | 'notes'
  | 'learnerId'
  | 'therapistId'
  | 'roomId'
  | 'locationId'
  | 'isGroupSession'
  | 'maxParticipants'
  | 'appointmentTypeId'
  | 'recurrencePatternId'
  | 'updatedBy'
>;

const COLUMNS: Record<keyof Common, [column: string, type: string]> = {
  title: ['title', 'text'],
  location: ['location', 'text'],
  notes: ['notes', 'text'],
  learnerId: ['learner_id', 'bigint'],
  therapistId: ['therapist_id', 'bigint'],
  roomId: ['room_id', 'bigint'],
  locationId: ['location_id', 'bigint'],
  isGroupSession: ['is_group_session', 'boolean'],
  maxParticipants: ['max_participants', 'int'],
  appointmentTypeId: ['appointment_type_id', 'bigint'],
  recurrencePatternId: ['recurrence_pattern_id', 'bigint'],
  updatedBy: ['updated_by', 'bigint'],
};

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : null;

/**
 * Gives appointments that stay as they are their place in a series. One statement.
 * @param patternId the series that they go to; null = they stay in theirs
 */
export async function moveInSeries(
  ctx: Ctx,
  places: readonly { id: bigint; place: Date }[],
  patternId: bigint | null = null,
): Promise<void> {
  await ctx.db.$executeRawUnsafe(
    `UPDATE appointments a SET series_start = w.place, recurrence_pattern_id = coalesce($3::text::bigint, recurrence_pattern_id)
     FROM unnest($1::text[]::bigint[], $2::text[]::timestamp[]) AS w (id, place) WHERE a.id = w.id`,
    places.map(({ id }) => String(id)),
    places.map(({ place }) => place.toISOString()),
    patternId === null ? null : String(patternId),
  );
}

/**
 * Writes the appointments of a series in one statement: only so may one take the time that its neighbour leaves.
 * @param times `place`: where the series means it to be; null = as before
 * @param common fields that are undefined stay
 */
export async function rewriteAppointments(
  ctx: Ctx,
  times: readonly { id: bigint; start: Date; end: Date; place: Date | null }[],
  common: Common,
): Promise<void> {
  const { bind, values } = new Binding();
  const list = (all: unknown[], type: string): string => `${bind(all.map(String))}::text[]::${type}[]`;
  const same = (Object.keys(COLUMNS) as (keyof Common)[])
    .filter((name) => common[name] !== undefined)
    .map((name) => {
      const [column, type] = COLUMNS[name];
      return `${column} = ${bind(textOf(common[name]))}::text::${type}`;
    });
  const ids = list(
    times.map(({ id }) => id),
    'bigint',
  );
  const starts = list(
    times.map(({ start }) => start.toISOString()),
    'timestamp',
  );
  const ends = list(
    times.map(({ end }) => end.toISOString()),
    'timestamp',
  );
  const places = `${bind(times.map(({ place }) => place?.toISOString() ?? null))}::text[]::timestamp[]`;
  const own = ['start_time = w.starts', 'end_time = w.ends', 'series_start = coalesce(w.place, a.series_start)'];
  await ctx.db.$executeRawUnsafe(
    `UPDATE appointments a SET ${[...own, ...same].join(', ')}
     FROM unnest(${ids}, ${starts}, ${ends}, ${places}) AS w (id, starts, ends, place) WHERE a.id = w.id`,
    ...values,
  );
}

export interface OccurrenceRow {
  id: string;
  originalStart: Date;
  startTime: Date;
  endTime: Date;
  status: AppointmentStatus;
  changedSingly: boolean;
}

/** The appointments of a series that the actor may see, in the order of their identity. */
export async function listOccurrences(ctx: Ctx, patternId: bigint): Promise<OccurrenceRow[]> {
  const binding = new Binding();
  const where = [
    `a.recurrence_pattern_id = ${binding.bind(String(patternId))}::bigint`,
    ...learnerConditions(ctx.actor, Permission.VIEW_APPOINTMENT, { client: 'a.client_id', learner: 'a.learner_id' }, binding),
  ];
  const { rows } = await ctx.pool.query<OccurrenceRow>(
    `SELECT a.id::text, coalesce(a.original_start, a.start_time) AS "originalStart", a.start_time AS "startTime",
       a.end_time AS "endTime", a.status::text, a.changed_singly AS "changedSingly"
     FROM appointments a WHERE ${where.join(' AND ')} ORDER BY 2, a.id LIMIT ${MOST_OCCURRENCES}`,
    binding.values,
  );
  return rows;
}
