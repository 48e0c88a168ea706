import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { practiceHabits } from '../../access/practice-zone.js';
import { Binding } from '../../database/binding.js';
import { type SpokenTimes, spokenTimes } from '../../kernel/spoken-times.js';
import type { Clash, ClashResource, Plan } from './rules/clashes.js';

interface Wanted {
  plan: number;
  resource: Exclude<ClashResource, 'SEATS'>;
  id: bigint;
  quantity: number;
}

function wantedBy(plans: readonly Plan[]): Wanted[] {
  return plans.flatMap((plan, index) => [
    ...[...new Set(plan.staff)].map((id) => ({ plan: index, resource: 'STAFF' as const, id, quantity: 1 })),
    ...(plan.room === null ? [] : [{ plan: index, resource: 'ROOM' as const, id: plan.room, quantity: 1 }]),
    ...[...new Set(plan.learners)].map((id) => ({ plan: index, resource: 'LEARNER' as const, id, quantity: 1 })),
    ...plan.equipment.map(({ id, quantity }) => ({ plan: index, resource: 'EQUIPMENT' as const, id, quantity })),
  ]);
}

interface ClashRow {
  plan: number;
  resource: Wanted['resource'];
  resource_id: string;
  /** Null for a learner whom the reader may not see. */
  name: string | null;
  start_time: Date;
  end_time: Date;
  appointment_id: string | null;
  title: string | null;
  visible: boolean | null;
  free: string | null;
  /** Of the location of the appointment in the way. */
  zone: string | null;
}

/** @param learner the conditions under which the reader may see a learner `who` */
const nameOf = (learner: readonly string[]): string => `CASE w.resource
    WHEN 'STAFF' THEN (SELECT first_name || ' ' || last_name FROM users WHERE id = w.id)
    WHEN 'ROOM' THEN (SELECT name FROM therapy_rooms WHERE id = w.id)
    WHEN 'LEARNER' THEN (SELECT who.first_name || ' ' || who.last_name FROM learners who WHERE ${['who.id = w.id', ...learner].join(' AND ')})
    ELSE (SELECT name FROM therapy_equipment WHERE id = w.id) END`;

/** Of how many rows a plan has the planner knows nothing: without this it reads a small table whole, for each check. */
const BY_INDEX = 'OFFSET 0';

/** A wide plan has clashes without end; so many are told unless the caller wants more. */
const MOST = 200;

/**
 * What is in the way of these plans, in the order of the plans. One statement, in the transaction of ctx if it is in one.
 * @param plans each at most 24 hours long
 * @param options.most so many are told
 * @param options.moving appointments that move away together, so that they are in nobody's way where they are now
 */
export async function findClashes(
  ctx: Ctx,
  plans: readonly Plan[],
  { most = MOST, moving = [] }: { most?: number; moving?: readonly bigint[] } = {},
): Promise<Clash[]> {
  const wanted = wantedBy(plans);
  if (wanted.length === 0) return [];
  const binding = new Binding();
  const { bind } = binding;
  // One value for all: Prisma takes milliseconds over long arrays.
  const list = wanted.map(({ plan, resource, id, quantity }) => {
    const { start, end, except } = plans[plan] as Plan;
    return { plan, resource, id: String(id), quantity, starts: start, ends: end, except_id: String(except ?? 0n) };
  });
  const columns = { client: 'a.client_id', learner: 'a.learner_id' };
  const away = `${bind(moving.map(String))}::text[]::bigint[]`;
  const seen = learnerConditions(ctx.actor, Permission.VIEW_APPOINTMENT, columns, binding);
  const whom = learnerConditions(ctx.actor, Permission.VIEW_APPOINTMENT, { client: 'who.client_id', learner: 'who.id' }, binding);
  const text = `
    WITH w AS (
      SELECT * FROM jsonb_to_recordset(${bind(JSON.stringify(list))}::text::jsonb) AS w (plan int, resource occupied_resource, id bigint,
        quantity int, starts timestamp, ends timestamp, except_id bigint))
    SELECT w.plan, w.resource::text, w.id::text AS resource_id, ${nameOf(whom)} AS name,
      o.start_time AT TIME ZONE 'UTC' AS start_time, o.end_time AT TIME ZONE 'UTC' AS end_time, o.appointment_id::text, a.title,
      (${seen.join(' AND ') || 'true'}) AS visible, NULL AS free, l.timezone AS zone
    FROM w CROSS JOIN LATERAL (SELECT * FROM appointment_occupancies o WHERE o.resource_id = w.id AND o.resource = w.resource
        AND tsrange(o.start_time, o.end_time) && tsrange(w.starts, w.ends) AND o.appointment_id <> w.except_id
        AND o.appointment_id <> ALL (${away}) ${BY_INDEX}) o
      JOIN appointments a ON a.id = o.appointment_id LEFT JOIN practice_locations l ON l.id = a.location_id
    WHERE w.resource <> 'EQUIPMENT'
    UNION ALL
    SELECT w.plan, w.resource::text, w.id::text, e.name, w.starts AT TIME ZONE 'UTC', w.ends AT TIME ZONE 'UTC', NULL, NULL, false,
      greatest(e.quantity - u.used, 0)::text, NULL
    FROM w JOIN therapy_equipment e ON e.id = w.id, LATERAL (SELECT equipment_in_use(w.id, w.starts, w.ends, ${away} || w.except_id) AS used) u
    WHERE w.resource = 'EQUIPMENT' AND u.used + w.quantity > e.quantity
    ORDER BY 1, 5, 2, 3 LIMIT ${bind(most)}`;
  const rows = await prepared<ClashRow & Record<string, unknown>>(ctx.pool, text, binding.values);
  if (rows.length === 0) return [];
  const { zone, formats } = await practiceHabits(ctx);
  const times = spokenTimes(formats);
  return rows.map((row) => toClash(row, row.zone ?? zone, times));
}

function toClash(row: ClashRow, zone: string, times: SpokenTimes): Clash {
  const [start, end] = [new Date(row.start_time), new Date(row.end_time)];
  const when = times.span(start, end, zone);
  const name = row.name ?? 'A learner';
  return {
    plan: Number(row.plan),
    resource: row.resource,
    resourceId: row.name === null ? null : row.resource_id,
    name,
    startTime: start.toISOString(),
    endTime: end.toISOString(),
    appointmentId: row.visible ? row.appointment_id : null,
    title: row.visible ? row.title : null,
    message:
      row.resource === 'EQUIPMENT'
        ? `Of ${name} only ${row.free} are free ${when}.`
        : row.resource === 'ROOM'
          ? `${name} is taken ${when}.`
          : `${name} already has an appointment ${when}.`,
  };
}
