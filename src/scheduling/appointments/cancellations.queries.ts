import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { Conditions } from '../../database/conditions.js';
import type { CancellationCount } from './cancellations.dto.js';

export type Breakdown = 'all' | 'reason' | 'party' | 'therapist' | 'client' | 'weekday' | 'lead';

export interface BreakdownRow extends CancellationCount {
  breakdown: Breakdown;
}

const DAY = 86_400_000;
/** The start on the clock of its place. */
const LOCAL = `(a.start_time AT TIME ZONE 'UTC' AT TIME ZONE coalesce(p.timezone, zone.name))`;
/** As the practice lists it now, or as it was written. */
const REASON = 'coalesce(cr.name, btrim(a.cancellation_reason))';

/** Lines of one breakdown at most. */
const MOST = 50;

/**
 * Every breakdown at once: one reading of the appointments that begin on these days, by the clock of their place, and that the actor may
 * see. The index on the start is asked for a day more on both sides.
 * @param days the first and the last
 */
export async function countCancellations(
  ctx: Ctx,
  days: { from: Date; to: Date },
  filter: { therapistId: bigint | null; locationId: bigint | null },
): Promise<BreakdownRow[]> {
  const columns = { client: 'a.client_id', learner: 'a.learner_id' };
  const where = new Conditions((binding) => learnerConditions(ctx.actor, Permission.VIEW_APPOINTMENT, columns, binding))
    .instant('a.start_time', '>=', new Date(days.from.getTime() - DAY))
    .instant('a.start_time', '<', new Date(days.to.getTime() + 2 * DAY))
    .day(`${LOCAL}::date`, '>=', days.from)
    .day(`${LOCAL}::date`, '<=', days.to)
    // A time that is held for an offer is no appointment yet.
    .and('NOT a.is_hold')
    .id('a.therapist_id', filter.therapistId ?? undefined)
    .id('a.location_id', filter.locationId ?? undefined);
  const text = `
    WITH zone AS (SELECT coalesce((SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC') AS name),
    seen AS (
      SELECT a.status, a.late_cancellation AS late, a.therapist_id, a.client_id, lower(${REASON}) AS reason,
        min(${REASON}) OVER (PARTITION BY lower(${REASON})) AS reason_label, a.cancelled_by_party::text AS party,
        extract(isodow FROM ${LOCAL})::int AS weekday,
        CASE WHEN a.status <> 'CANCELLED' OR a.cancelled_at IS NULL THEN NULL
          WHEN a.cancelled_at >= a.start_time THEN '0' WHEN a.cancelled_at > a.start_time - interval '1 hour' THEN '1'
          WHEN a.cancelled_at > a.start_time - interval '24 hours' THEN '2' WHEN a.cancelled_at > a.start_time - interval '3 days' THEN '3'
          WHEN a.cancelled_at > a.start_time - interval '7 days' THEN '4' ELSE '5' END AS lead
      FROM appointments a CROSS JOIN zone LEFT JOIN practice_locations p ON p.id = a.location_id
        LEFT JOIN cancellation_reasons cr ON cr.id = a.cancellation_reason_id
      WHERE ${where.sql}),
    counted AS (
      SELECT CASE WHEN grouping(reason) = 0 THEN 'reason' WHEN grouping(party) = 0 THEN 'party'
          WHEN grouping(therapist_id) = 0 THEN 'therapist' WHEN grouping(client_id) = 0 THEN 'client'
          WHEN grouping(weekday) = 0 THEN 'weekday' WHEN grouping(lead) = 0 THEN 'lead' ELSE 'all' END AS breakdown,
        coalesce(reason, party, therapist_id::text, client_id::text, weekday::text, lead, '') AS key, min(reason_label) AS reason_label,
        count(*)::int AS appointments, count(*) FILTER (WHERE status = 'CANCELLED')::int AS cancelled,
        count(*) FILTER (WHERE late)::int AS late, count(*) FILTER (WHERE status = 'NOSHOW')::int AS "noShows"
      FROM seen GROUP BY GROUPING SETS ((), (reason), (party), (therapist_id), (client_id), (weekday), (lead))),
    ranked AS (
      SELECT *, row_number() OVER (PARTITION BY breakdown ORDER BY CASE WHEN breakdown IN ('weekday', 'lead') THEN 0 ELSE -cancelled END, key) AS place
      FROM counted WHERE breakdown IN ('all', 'weekday') OR (key <> '' AND (cancelled > 0 OR "noShows" > 0)))
    SELECT r.breakdown, r.key, r.appointments, r.cancelled, r.late, r."noShows",
      CASE r.breakdown WHEN 'reason' THEN r.reason_label
        WHEN 'therapist' THEN (SELECT first_name || ' ' || last_name FROM users WHERE id::text = r.key)
        WHEN 'client' THEN (SELECT first_name || ' ' || last_name FROM clients WHERE id = r.key::bigint) ELSE r.key END AS label
    FROM ranked r WHERE r.place <= ${MOST} ORDER BY r.breakdown, r.place`;
  return (await ctx.pool.query<BreakdownRow>(text, where.values)).rows;
}
