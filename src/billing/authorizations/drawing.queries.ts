/** The visits that may draw on authorizations, and what they draw. */
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { Draw, VisitPart } from './rules/drawing.js';

/** No appointment's day is further than this from its instant's. */
const DAY = 24 * 3_600_000;

/** Where a visit is, whose day it is there, and what it would be billed as: of a row `a` of appointments, or of what will be one. */
const FACTS = `LEFT JOIN practice_locations p ON p.id = a.location_id
  CROSS JOIN LATERAL (SELECT (a.start_time AT TIME ZONE 'UTC' AT TIME ZONE
    coalesce(p.timezone, (SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC'))::date AS day) k
  LEFT JOIN appointment_types y ON y.id = coalesce(a.appointment_type_id, (SELECT id FROM appointment_types WHERE is_default))
  LEFT JOIN service_codes s ON s.id = y.service_code_id
  LEFT JOIN service_rates r ON r.service_code_id = s.id AND k.day >= r.valid_from AND (r.valid_to IS NULL OR k.day <= r.valid_to)`;

/** @param client whose price counts, where one was agreed with them */
const columns = (client: string): string => `a.start_time AS "startTime", k.day::text AS day,
  floor(extract(epoch FROM a.end_time - a.start_time) / 60)::integer AS minutes, s.code, s.billable_unit AS "billableUnit",
  s.minimum_duration AS "minimumDuration", CASE WHEN s.id IS NOT NULL THEN coalesce(agreed_price(${client}, s.id, k.day, r.rate), r.rate) END AS rate`;

export interface Drawn {
  id: string;
  quantity: string;
  state: 'RESERVED' | 'USED';
}

/** A part of a visit with what it draws now. */
export type PartRow = VisitPart & { use: Drawn | null };

/** Those whose visits are asked for, between which days, without which appointments. */
interface Asked {
  clientIds: readonly bigint[];
  from: Date;
  to: Date;
  without: readonly bigint[];
}

/**
 * All parts of these clients in visits that are to come or took place on these days: a group has those of its learners, every other visit that
 * of its client. What nobody is asked to pay for draws on nothing, nor does what a package pays for.
 */
export async function partsOf(ctx: Ctx, { clientIds, from, to, without }: Asked): Promise<PartRow[]> {
  const rows = await prepared<
    PartRow & { useId: string | null; useQuantity: string; useState: Drawn['state'] } & Record<string, unknown>
  >(
    ctx.pool,
    `SELECT a.id::text AS "appointmentId", v.client_id::text AS "clientId", v.learner_id::text AS "learnerId", ${columns('v.client_id')},
       a.status = 'COMPLETED' AS done, u.authorization_id::text AS held, u.id::text AS "useId", u.quantity AS "useQuantity", u.state::text AS "useState"
     FROM appointments a
     CROSS JOIN LATERAL (
       SELECT a.client_id, a.learner_id WHERE a.learner_id IS NOT NULL OR NOT a.is_group_session
         OR NOT EXISTS (SELECT FROM appointment_group_participants g WHERE g.appointment_id = a.id)
       UNION SELECT e.client_id, e.id FROM appointment_group_participants g JOIN learners e ON e.id = g.learner_id WHERE g.appointment_id = a.id) v
     ${FACTS}
     LEFT JOIN authorization_uses u ON u.appointment_id = a.id AND u.client_id = v.client_id AND coalesce(u.learner_id, 0) = coalesce(v.learner_id, 0)
     WHERE NOT a.is_hold AND a.status IN ('SCHEDULED', 'CONFIRMED', 'COMPLETED') AND v.client_id = ANY($1::text[]::bigint[])
       AND a.start_time >= $2::text::timestamp AND a.start_time < $3::text::timestamp AND a.id <> ALL($4::text[]::bigint[])
       AND (a.client_id = ANY($1::text[]::bigint[]) OR a.id IN (SELECT g.appointment_id FROM appointment_group_participants g
         JOIN learners e ON e.id = g.learner_id WHERE e.client_id = ANY($1::text[]::bigint[])))
       AND NOT EXISTS (SELECT FROM visit_waivers w WHERE w.appointment_id = a.id AND w.client_id = v.client_id
         AND coalesce(w.learner_id, 0) = coalesce(v.learner_id, 0))
       AND NOT EXISTS (SELECT FROM billed_visits b JOIN package_uses q ON q.line_id = b.line_id WHERE b.appointment_id = a.id
         AND b.client_id = v.client_id AND coalesce(b.learner_id, 0) = coalesce(v.learner_id, 0))`,
    [
      clientIds.map(String),
      new Date(from.getTime() - DAY).toISOString(),
      new Date(to.getTime() + 2 * DAY).toISOString(),
      without.map(String),
    ],
  );
  return rows.map(({ useId, useQuantity, useState, ...part }) => ({
    ...part,
    use: useId === null ? null : { id: useId, quantity: useQuantity, state: useState },
  }));
}

/** A part of a visit that is to be booked: of a client, or of a learner of theirs. */
export interface WantedPart {
  clientId: bigint;
  learnerId: bigint | null;
  start: Date;
  end: Date;
  locationId: bigint | null;
  appointmentTypeId: bigint | null;
}

/** The same of what is not booked yet. A learner's part is of their own client. One statement. */
export async function wantedParts(ctx: Ctx, wanted: readonly WantedPart[]): Promise<VisitPart[]> {
  const text = (value: bigint | null): string | null => (value === null ? null : String(value));
  const rows = await prepared<VisitPart & Record<string, unknown>>(
    ctx.pool,
    `SELECT NULL AS "appointmentId", a.client_id::text AS "clientId", a.learner_id::text AS "learnerId", ${columns('a.client_id')},
       false AS done, NULL AS held
     FROM (
       SELECT x.start_time::timestamp, x.end_time::timestamp, x.location_id::bigint, x.appointment_type_id::bigint,
         coalesce(l.client_id, x.client_id::bigint) AS client_id, x.learner_id::bigint
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         AS x (start_time, end_time, location_id, appointment_type_id, client_id, learner_id) LEFT JOIN learners l ON l.id = x.learner_id::bigint) a
     ${FACTS}`,
    [
      wanted.map(({ start }) => start.toISOString()),
      wanted.map(({ end }) => end.toISOString()),
      wanted.map(({ locationId }) => text(locationId)),
      wanted.map(({ appointmentTypeId }) => text(appointmentTypeId)),
      wanted.map(({ clientId }) => String(clientId)),
      wanted.map(({ learnerId }) => text(learnerId)),
    ],
  );
  return rows;
}

/** The ids of all that these clients draw. */
export async function usesOf(ctx: Ctx, clientIds: readonly bigint[]): Promise<string[]> {
  const rows = await prepared<{ id: string }>(
    ctx.pool,
    'SELECT id::text FROM authorization_uses WHERE client_id = ANY($1::text[]::bigint[])',
    [clientIds.map(String)],
  );
  return rows.map(({ id }) => id);
}

/** Lets those go, and writes these; the sums of their authorizations follow. Two statements at most. */
export async function writeUses(tx: Ctx, gone: readonly string[], fresh: readonly Draw[]): Promise<void> {
  if (gone.length > 0) await prepared(tx.pool, 'DELETE FROM authorization_uses WHERE id = ANY($1::text[]::bigint[])', [gone]);
  if (fresh.length === 0) return;
  await prepared(
    tx.pool,
    `INSERT INTO authorization_uses (authorization_id, appointment_id, client_id, learner_id, quantity, state)
     SELECT x.authorization_id::bigint, x.appointment_id::bigint, x.client_id::bigint, x.learner_id::bigint, x.quantity::numeric,
       x.state::authorization_use_state
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       AS x (authorization_id, appointment_id, client_id, learner_id, quantity, state)`,
    [
      fresh.map(({ authorizationId }) => authorizationId),
      fresh.map(({ part }) => part.appointmentId),
      fresh.map(({ part }) => part.clientId),
      fresh.map(({ part }) => part.learnerId),
      fresh.map(({ quantity }) => quantity.toFixed(2)),
      fresh.map(({ part }) => (part.done ? 'USED' : 'RESERVED')),
    ],
  );
}
