/** Visits as billing sees them: each part of one client and learner by itself, with what it is billed as and what became of it. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions, learnerConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { VisitKind, VisitState } from '../../generated/requests/visits.js';
import { fromDate } from '../../kernel/time.js';
import { holdAppointments } from '../pricing/parts.queries.js';
import type { VisitList } from './visits.input.js';

export interface VisitRow {
  appointmentId: string;
  title: string;
  typeName: string | null;
  clientId: string;
  clientName: string;
  /** By which names are sorted. */
  clientKey: string;
  learnerId: string | null;
  learnerName: string | null;
  therapistId: string;
  therapistName: string;
  locationId: string | null;
  locationName: string | null;
  startTime: Date;
  endTime: Date;
  /** `2026-03-08`, by the clock of the place. */
  day: string;
  minutes: number;
  kind: VisitKind;
  state: VisitState;
  serviceCodeId: string | null;
  code: string | null;
  billableUnit: string | null;
  minimumDuration: number | null;
  /** What one unit costs on that day by the list. */
  rate: string | null;
  /** What was agreed with the client in its place. */
  agreed: string | null;
  invoiceId: string | null;
  invoiceNumber: string | null;
  waiverId: string | null;
  waiverReason: string | null;
}

/**
 * A group has the parts of those who take part; where nobody does, and in every other visit, there is the one of its client. A line of the
 * client's that names no learner stands for all of their parts.
 */
const FROM = `appointments a
  CROSS JOIN LATERAL (
    SELECT a.client_id, a.learner_id WHERE a.learner_id IS NOT NULL OR NOT a.is_group_session
      OR NOT EXISTS (SELECT FROM appointment_group_participants g WHERE g.appointment_id = a.id)
    UNION SELECT e.client_id, e.id FROM appointment_group_participants g JOIN learners e ON e.id = g.learner_id WHERE g.appointment_id = a.id
  ) v
  JOIN clients c ON c.id = v.client_id LEFT JOIN learners l ON l.id = v.learner_id JOIN users t ON t.id = a.therapist_id
  LEFT JOIN practice_locations p ON p.id = a.location_id
  CROSS JOIN LATERAL (SELECT coalesce(p.timezone, (SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC') AS zone) z
  LEFT JOIN appointment_types y ON y.id = coalesce(a.appointment_type_id, (SELECT id FROM appointment_types WHERE is_default))
  CROSS JOIN LATERAL (SELECT (a.start_time AT TIME ZONE 'UTC' AT TIME ZONE z.zone)::date AS day, CASE
    WHEN a.status = 'COMPLETED' THEN 'VISIT' WHEN a.status = 'NOSHOW' THEN 'NO_SHOW'
    WHEN a.status = 'CANCELLED' AND a.late_cancellation AND a.cancelled_by_party = 'CLIENT' THEN 'LATE_CANCELLATION' END AS kind) k
  LEFT JOIN service_codes s ON s.id = CASE k.kind WHEN 'VISIT' THEN y.service_code_id WHEN 'NO_SHOW' THEN y.no_show_service_code_id
    ELSE y.late_cancellation_service_code_id END
  LEFT JOIN service_rates r ON r.service_code_id = s.id AND k.day >= r.valid_from AND (r.valid_to IS NULL OR k.day <= r.valid_to)
  LEFT JOIN LATERAL (SELECT n.invoice_id, i.invoice_number FROM billed_visits b JOIN invoice_line_items n ON n.id = b.line_id JOIN invoices i ON i.id = n.invoice_id
    WHERE b.appointment_id = a.id AND b.client_id = v.client_id AND (b.learner_id IS NULL OR b.learner_id = v.learner_id) ORDER BY b.line_id LIMIT 1) b ON true
  LEFT JOIN visit_waivers w ON w.appointment_id = a.id AND w.client_id = v.client_id AND coalesce(w.learner_id, 0) = coalesce(v.learner_id, 0)`;

const STATE = `CASE WHEN b.invoice_id IS NOT NULL THEN 'BILLED' WHEN w.id IS NOT NULL THEN 'WAIVED' ELSE 'UNBILLED' END`;

const VISITS: ListDefinition = {
  select: `a.id::text AS "appointmentId", a.title, y.name AS "typeName", v.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName",
    person_key(c.last_name, c.first_name) AS "clientKey", v.learner_id::text AS "learnerId", l.first_name || ' ' || l.last_name AS "learnerName", a.therapist_id::text AS "therapistId",
    t.first_name || ' ' || t.last_name AS "therapistName", a.location_id::text AS "locationId", p.name AS "locationName",
    a.start_time AS "startTime", a.end_time AS "endTime", k.day::text AS day, floor(extract(epoch FROM a.end_time - a.start_time) / 60)::integer AS minutes,
    k.kind, ${STATE} AS state, s.id::text AS "serviceCodeId", s.code, s.billable_unit AS "billableUnit", s.minimum_duration AS "minimumDuration", r.rate,
    CASE WHEN s.id IS NOT NULL THEN agreed_price(v.client_id, s.id, k.day, r.rate) END AS agreed,
    b.invoice_id::text AS "invoiceId", b.invoice_number AS "invoiceNumber", w.id::text AS "waiverId", w.reason AS "waiverReason"`,
  from: FROM,
  // With the sort, which holds the appointment, one of a kind.
  id: 'coalesce(v.learner_id, 0)',
  updatedAt: null,
  sorts: { startTime: { sql: `to_char(a.start_time, 'YYYYMMDDHH24MISSMS') || lpad(a.id::text, 20, '0')`, type: 'text' } },
  defaultSort: 'startTime',
};

/** What may be asked of visits. */
export type VisitsAsked = Partial<Pick<VisitList, 'from' | 'to' | 'learnerId' | 'therapistId' | 'locationId' | 'kind'>> & {
  state?: VisitState | undefined;
  clientIds?: readonly bigint[] | undefined;
  appointmentIds?: readonly bigint[];
  /** False: without fees for what did not take place. */
  fees?: boolean;
};

/** No appointment's day is further than this from its instant's. */
const DAY = 24 * 3_600_000;

function asked(ctx: Ctx, permission: Permission, query: VisitsAsked): Conditions {
  const where = new Conditions((binding) =>
    learnerConditions(ctx.actor, permission, { client: 'v.client_id', learner: 'v.learner_id' }, binding),
  )
    // What costs nothing by its type is no fee that somebody forgot.
    .and(`NOT a.is_hold AND k.kind IS NOT NULL AND (k.kind = 'VISIT' OR s.id IS NOT NULL OR b.invoice_id IS NOT NULL)`)
    .ids('a.id', query.appointmentIds)
    .id('v.learner_id', query.learnerId)
    .id('a.therapist_id', query.therapistId)
    .id('a.location_id', query.locationId)
    .is('k.kind', query.kind)
    .is(STATE, query.state);
  // One learner who is open to the actor makes nobody's client theirs to bill.
  if (permission === Permission.EDIT_BILLING)
    for (const condition of clientConditions(ctx.actor, permission, 'v.client_id', where.binding)) where.and(condition);
  if (query.fees === false) where.and(`k.kind = 'VISIT'`);
  if (query.from) where.instant('a.start_time', '>=', new Date(query.from.getTime() - DAY)).day('k.day', '>=', query.from);
  if (query.to) where.instant('a.start_time', '<', new Date(query.to.getTime() + 2 * DAY)).day('k.day', '<=', query.to);
  if (query.clientIds) {
    const clients = `${where.binding.bind(query.clientIds.map(String))}::text[]::bigint[]`;
    where.and(`v.client_id = ANY(${clients}) AND (a.client_id = ANY(${clients}) OR a.id IN (
      SELECT g.appointment_id FROM appointment_group_participants g JOIN learners e ON e.id = g.learner_id WHERE e.client_id = ANY(${clients})))`);
  }
  return where;
}

/** The visits that match, about clients and learners for whom the actor has the permission; to bill, of clients whom they may bill as a whole. */
export function listVisitRows(ctx: Ctx, permission: Permission, { clientId, ...query }: VisitList): Promise<Page<VisitRow>> {
  const where = asked(ctx, permission, {
    state: 'UNBILLED',
    ...query,
    clientIds: clientId === undefined ? undefined : [clientId],
  });
  return listPage<VisitRow & Record<string, unknown>>(ctx, VISITS, query, where);
}

/**
 * The same without a page, by client, those that are billed as a service first, in the order of their times; at most so many, or null: those of
 * the appointments that are named.
 */
export function readVisitRows(ctx: Ctx, permission: Permission, query: VisitsAsked, most: number | null): Promise<VisitRow[]> {
  const where = asked(ctx, permission, query);
  return prepared<VisitRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${VISITS.select} FROM ${FROM} WHERE ${where.sql} ORDER BY v.client_id, s.id IS NULL, a.start_time, a.id, v.learner_id LIMIT ${where.binding.bind(most)}`,
    where.values,
  );
}

/**
 * Holds the first visits of each client, in the order of their times, until the transaction ends; in one order for everybody. Gives the ids of
 * their appointments, and how many parts were found of each client: what was looked at may be another's by the time it is held.
 * @param mostEach of one client, however many another has
 */
export async function holdVisits(
  tx: Ctx,
  permission: Permission,
  query: VisitsAsked,
  mostEach: number,
): Promise<{ held: Set<string>; parts: Map<string, number> }> {
  const where = asked(tx, permission, query);
  const rows = await prepared<{ id: string; clientId: string }>(
    tx.pool,
    `SELECT id::text, client_id::text AS "clientId" FROM (
       SELECT a.id, v.client_id, row_number() OVER (PARTITION BY v.client_id ORDER BY s.id IS NULL, a.start_time, a.id, v.learner_id) AS place
       FROM ${FROM} WHERE ${where.sql}) found WHERE place <= ${where.binding.bind(mostEach)}`,
    where.values,
  );
  const held = new Set(rows.map(({ id }) => id));
  const parts = new Map<string, number>();
  for (const { clientId } of rows) parts.set(clientId, (parts.get(clientId) ?? 0) + 1);
  await holdAppointments(tx, [...held].map(BigInt));
  return { held, parts };
}

/** Whose visits are unbilled, and how many: for a run. At most so many clients. */
export function unbilledClients(
  ctx: Ctx,
  permission: Permission,
  query: VisitsAsked,
  most: number,
): Promise<{ clientId: string; visits: number }[]> {
  const where = asked(ctx, permission, { ...query, state: 'UNBILLED' }).and('s.id IS NOT NULL');
  return prepared(
    ctx.pool,
    `SELECT v.client_id::text AS "clientId", count(*)::integer AS visits FROM ${FROM} WHERE ${where.sql} GROUP BY v.client_id
     ORDER BY v.client_id LIMIT ${where.binding.bind(most)}`,
    where.values,
  );
}

/** What visits may be billed as instead of what their type says. */
export interface NamedService {
  id: string;
  code: string;
  billableUnit: string;
  minimumDuration: number | null;
  /** By the days that are asked for. */
  rates: Record<string, string>;
  agreed: Record<string, string>;
}

/** Active services with their rates, and what was agreed with that client, on these days; by id. */
export async function servicesNamed(
  ctx: Ctx,
  clientId: bigint,
  ids: readonly bigint[],
  days: readonly Date[],
): Promise<Map<string, NamedService>> {
  if (ids.length === 0) return new Map();
  const rows = await prepared<NamedService & Record<string, unknown>>(
    ctx.pool,
    `SELECT s.id::text, s.code, s.billable_unit AS "billableUnit", s.minimum_duration AS "minimumDuration", coalesce(d.rates, '{}') AS rates,
       coalesce(d.agreed, '{}') AS agreed
     FROM service_codes s LEFT JOIN LATERAL (
       SELECT jsonb_object_agg(d.day::text, r.rate::text) FILTER (WHERE r.rate IS NOT NULL) AS rates,
         jsonb_object_agg(d.day::text, p.price::text) FILTER (WHERE p.price IS NOT NULL) AS agreed
       FROM unnest($2::date[]) AS d (day) LEFT JOIN service_rates r
         ON r.service_code_id = s.id AND d.day >= r.valid_from AND (r.valid_to IS NULL OR d.day <= r.valid_to)
       CROSS JOIN LATERAL (SELECT agreed_price($3::bigint, s.id, d.day, r.rate) AS price) p) d ON true
     WHERE s.id = ANY($1::text[]::bigint[]) AND s.is_active`,
    [ids.map(String), days.map(fromDate), String(clientId)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
