import type { Ctx } from '../../access/context.js';

export interface FreedAppointment {
  id: bigint;
  therapistId: bigint;
  locationId: bigint | null;
  startTime: Date;
  endTime: Date;
  cancelledAt: Date;
  /** Its series, if it belongs to one. */
  recurrencePatternId: bigint | null;
}

export interface NewHours {
  id: bigint;
  therapistId: bigint;
  locationId: bigint | null;
  /** ISO: 1 is Monday. */
  weekday: number;
  startTime: string;
  endTime: string;
}

/** What is older was looked at, or became free while nobody looked; it is no news any more. */
const NEWS_FOR = '1 day';

const FREED = `FROM appointments a
  WHERE a.status = 'CANCELLED' AND a.cancelled_at > $1::text::timestamp - interval '${NEWS_FOR}' AND a.start_time > $1::text::timestamp
    AND NOT a.is_hold AND NOT EXISTS (SELECT 1 FROM freed_places f WHERE f.appointment_id = a.id)`;

/**
 * Appointments that were cancelled within a day, are still to come, and were not looked at, by their start. By the index on cancelled_at.
 * @param most so many acts of cancelling at most: what was cancelled at once stays together, a series of 500 at most
 */
export async function findFreedAppointments(ctx: Ctx, most: number): Promise<FreedAppointment[]> {
  return ctx.db.$queryRawUnsafe<FreedAppointment[]>(
    `SELECT a.id, a.therapist_id AS "therapistId", a.location_id AS "locationId", a.start_time AS "startTime", a.end_time AS "endTime",
       a.cancelled_at AS "cancelledAt", a.recurrence_pattern_id AS "recurrencePatternId"
     ${FREED} AND a.cancelled_at IN (SELECT DISTINCT a.cancelled_at ${FREED} ORDER BY 1 LIMIT $2)
     ORDER BY a.start_time, a.id`,
    ctx.now().toISOString(),
    most,
  );
}

/** Which of these nobody has looked at yet. */
export async function notLookedAt(ctx: Ctx, ids: readonly bigint[]): Promise<Set<bigint>> {
  const known = await ctx.db.freedPlace.findMany({ where: { appointmentId: { in: [...ids] } }, select: { appointmentId: true } });
  const seen = new Set(known.map(({ appointmentId }) => appointmentId));
  return new Set(ids.filter((id) => !seen.has(id)));
}

/** Working hours that were entered within a day and not looked at. */
export async function findNewHours(ctx: Ctx, most: number): Promise<NewHours[]> {
  return ctx.db.$queryRawUnsafe<NewHours[]>(
    `SELECT h.id, h.user_id AS "therapistId", h.location_id AS "locationId", h.weekday, h.start_time AS "startTime", h.end_time AS "endTime"
     FROM working_hours h
     WHERE h.created_at > $1::text::timestamp - interval '${NEWS_FOR}'
       AND NOT EXISTS (SELECT 1 FROM freed_places f WHERE f.working_hours_id = h.id)
     ORDER BY h.id LIMIT $2`,
    ctx.now().toISOString(),
    most,
  );
}
