import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { PaymentPlanStatus, PlanRhythm } from '../../generated/prisma/index.js';
import { fromDate } from '../../kernel/time.js';
import type { PlanList } from './plans.input.js';

export interface InstalmentRow {
  id: string;
  dueOn: string;
  amount: string;
}

export interface PlanRow {
  id: string;
  clientId: string;
  clientName: string;
  status: PaymentPlanStatus;
  total: string;
  settled: string;
  count: number;
  rhythm: PlanRhythm | null;
  firstDueOn: string;
  note: string | null;
  endedAt: Date | null;
  endReason: string | null;
  createdAt: Date;
  updatedAt: Date;
  invoices: { invoiceId: string; invoiceNumber: string; amount: string; open: string }[];
  instalments: InstalmentRow[];
}

const PLANS: ListDefinition = {
  select: `p.id::text, p.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", p.status::text, p.total,
    payment_plan_settled(p.id) AS settled, p.count, p.rhythm::text, p.first_due_on::text AS "firstDueOn", p.note, p.ended_at AS "endedAt",
    p.end_reason AS "endReason", p.created_at AS "createdAt", p.updated_at AS "updatedAt",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('invoiceId', x.invoice_id::text, 'invoiceNumber', i.invoice_number, 'amount', x.amount::text, 'open', (SELECT coalesce(sum(m.amount), 0) FROM ledger_movements m WHERE m.invoice_id = x.invoice_id AND m.party = 'CLIENT')::text) ORDER BY x.position), '[]')
      FROM payment_plan_invoices x JOIN invoices i ON i.id = x.invoice_id WHERE x.plan_id = p.id) AS invoices,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', y.id::text, 'dueOn', y.due_on, 'amount', y.amount::text) ORDER BY y.position), '[]')
      FROM payment_plan_instalments y WHERE y.plan_id = p.id) AS instalments`,
  from: 'payment_plans p JOIN clients c ON c.id = p.client_id',
  id: 'p.id',
  updatedAt: 'p.updated_at',
  sorts: { createdAt: { sql: 'p.created_at', type: 'timestamp' }, firstDueOn: { sql: 'p.first_due_on', type: 'date' } },
  defaultSort: '-createdAt',
};

/** The plans that match, of clients whom the actor may see. */
export function listPlanRows(ctx: Ctx, query: PlanList): Promise<Page<PlanRow>> {
  const where = new Conditions((binding) => clientConditions(ctx.actor, Permission.VIEW_BILLING, 'p.client_id', binding))
    .id('p.client_id', query.clientId)
    .is('p.status', query.status, 'payment_plan_status')
    .given(
      query.invoiceId,
      (id, binding) => `EXISTS (SELECT FROM payment_plan_invoices z WHERE z.plan_id = p.id AND z.invoice_id = ${binding.id(id)})`,
    );
  return listPage<PlanRow & Record<string, unknown>>(ctx, PLANS, query, where);
}

/** The plan of that id, if the actor may see it. */
export async function findPlanRow(ctx: Ctx, id: bigint): Promise<PlanRow | undefined> {
  const where = new Conditions((binding) =>
    clientConditions(ctx.actor, Permission.VIEW_BILLING, 'p.client_id', binding, 'one'),
  ).id('p.id', id);
  const [row] = await prepared<PlanRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${PLANS.select} FROM ${PLANS.from} WHERE ${where.sql}`,
    where.values,
  );
  return row;
}

/** Invoices of which a client may owe something, the oldest first. */
export async function openInvoiceIds(tx: Ctx, clientId: bigint, most: number): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    tx.pool,
    `SELECT i.id::text FROM invoices i WHERE i.client_id = $1::bigint AND i.status IN ('SENT', 'OVERDUE')
       AND NOT EXISTS (SELECT FROM payment_plan_invoices x WHERE x.invoice_id = i.id AND x.is_running)
       AND (SELECT sum(m.amount) FROM ledger_movements m WHERE m.invoice_id = i.id AND m.party = 'CLIENT') > 0
     ORDER BY i.due_date, i.id LIMIT $2::integer`,
    [String(clientId), most],
  );
  return rows.map(({ id }) => BigInt(id));
}

/** The last movement on each of these invoices, which are held. */
export async function lastMovements(tx: Ctx, invoiceIds: readonly bigint[]): Promise<Map<bigint, bigint>> {
  const rows = await prepared<{ invoiceId: string; last: string }>(
    tx.pool,
    `SELECT invoice_id::text AS "invoiceId", max(id)::text AS last FROM ledger_movements WHERE invoice_id = ANY($1::bigint[]) GROUP BY invoice_id`,
    [invoiceIds.map(String)],
  );
  return new Map(rows.map(({ invoiceId, last }) => [BigInt(invoiceId), BigInt(last)]));
}

export interface MovedPlan {
  id: bigint;
  clientId: bigint;
  before: PaymentPlanStatus;
  status: PaymentPlanStatus;
}

/** A plan that was kept stays so where another one runs over the same invoice by now. */
const MAY_MOVE = `p.status <> 'ENDED' AND (p.status <> 'KEPT' OR NOT EXISTS (SELECT FROM payment_plan_invoices x
  JOIN payment_plan_invoices o ON o.invoice_id = x.invoice_id AND o.is_running AND o.plan_id <> p.id WHERE x.plan_id = p.id))`;

/** Plans that run and are out of line with the day, after that one, held by nobody. */
export async function plansToMove(ctx: Ctx, day: string, after: bigint, most: number): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    ctx.pool,
    `SELECT p.id::text FROM payment_plans p WHERE p.status IN ('ACTIVE', 'BROKEN') AND p.id > $2::bigint AND payment_plan_state(p.id, $1::date) <> p.status
     ORDER BY p.id LIMIT $3::integer`,
    [day, String(after), most],
  );
  return rows.map(({ id }) => BigInt(id));
}

/** Brings plans in line with what was paid, and with the day: those over these invoices, which are held, or one of them. */
export async function movePlans(
  tx: Ctx,
  day: string,
  { invoiceIds, planId }: { invoiceIds: readonly bigint[]; planId?: bigint },
): Promise<MovedPlan[]> {
  const which =
    planId !== undefined
      ? 'p.id = $3::bigint AND $2::bigint[] IS NOT NULL'
      : '$3::bigint IS NULL AND p.id IN (SELECT y.plan_id FROM payment_plan_invoices y WHERE y.invoice_id = ANY($2::bigint[]))';
  const rows = await prepared<{ id: string; clientId: string; before: PaymentPlanStatus; status: PaymentPlanStatus }>(
    tx.pool,
    `UPDATE payment_plans q SET status = n.status, updated_by = $4::bigint
     FROM (SELECT p.id, p.status AS before, s.status FROM payment_plans p CROSS JOIN LATERAL (SELECT payment_plan_state(p.id, $1::date) AS status) s
       WHERE ${which} AND ${MAY_MOVE} AND s.status <> p.status ORDER BY p.id LIMIT 1000 FOR UPDATE OF p) n
     WHERE q.id = n.id RETURNING q.id::text, q.client_id::text AS "clientId", n.before::text, q.status::text`,
    [
      day,
      invoiceIds.map(String),
      planId === undefined ? null : String(planId),
      tx.actor.id === null ? null : String(tx.actor.id),
    ],
  );
  return rows.map((row) => ({ ...row, id: BigInt(row.id), clientId: BigInt(row.clientId) }));
}

/** All invoices of these plans. */
export async function invoicesOfPlans(tx: Ctx, planIds: readonly bigint[]): Promise<bigint[]> {
  const rows = await tx.db.paymentPlanInvoice.findMany({
    where: { planId: { in: [...planIds] } },
    select: { invoiceId: true },
    orderBy: { invoiceId: 'asc' },
  });
  return [...new Set(rows.map(({ invoiceId }) => invoiceId))];
}

/** Those of these invoices that are on a plan which is paid as agreed. */
export async function onActivePlans(tx: Ctx, invoiceIds: readonly bigint[]): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    tx.pool,
    `SELECT x.invoice_id::text AS id FROM payment_plan_invoices x JOIN payment_plans p ON p.id = x.plan_id AND p.status = 'ACTIVE'
     WHERE x.invoice_id = ANY($1::bigint[]) AND x.is_running`,
    [invoiceIds.map(String)],
  );
  return rows.map(({ id }) => BigInt(id));
}

/** Whether any plan is over one of these invoices: asked at each payment, so that most cost one look into an index. */
export async function anyPlan(tx: Ctx, invoiceIds: readonly bigint[]): Promise<boolean> {
  const rows = await prepared<{ one: number }>(
    tx.pool,
    'SELECT 1 AS one FROM payment_plan_invoices WHERE invoice_id = ANY($1::bigint[]) LIMIT 1',
    [invoiceIds.map(String)],
  );
  return rows.length > 0;
}

export interface PlanStanding {
  id: string;
  /** What of it is paid, or is not owed any more. */
  settled: string;
  /** The first instalment of which something is open, `2026-03-08`; null for a plan that has ended, or is paid. */
  nextDueOn: string | null;
  nextOpen: string | null;
  late: boolean | null;
}

/** How plans stand on a day of the practice. One statement. */
export function standingOfPlans(ctx: Ctx, ids: readonly bigint[], day: Date): Promise<PlanStanding[]> {
  return prepared<PlanStanding & Record<string, unknown>>(
    ctx.pool,
    `SELECT p.id::text, s.settled::numeric(15,2)::text AS settled, n.due_on::text AS "nextDueOn", n.open::numeric(15,2)::text AS "nextOpen",
       n.due_on < $2::date AS late
     FROM payment_plans p CROSS JOIN LATERAL (SELECT payment_plan_settled(p.id) AS settled) s
       LEFT JOIN LATERAL (SELECT i.due_on, least(i.amount, i.through - s.settled) AS open FROM (
           SELECT y.due_on, y.amount, y.position, sum(y.amount) OVER (ORDER BY y.position) AS through
           FROM payment_plan_instalments y WHERE y.plan_id = p.id) i
         WHERE p.status IN ('ACTIVE', 'BROKEN') AND i.through > s.settled ORDER BY i.position LIMIT 1) n ON true
     WHERE p.id = ANY($1::bigint[])`,
    [ids.map(String), fromDate(day)],
  );
}

/** An instalment of which somebody is to be reminded. */
export interface DueInstalment {
  id: string;
  clientId: string;
  /** `2026-03-08` */
  dueOn: string;
  /** What is to be paid by then: with what is left of those before. */
  due: string;
  late: boolean;
  dedupeKey: string;
  name: string;
  email: string;
  language: string;
}

/** Days before and after, and for how long after a job may have missed it. */
const BEFORE = 3;
const AFTER = 3;
const UNTIL = 20;

/**
 * Instalments that are due within three days, or were due three days ago, of which something is open, each once: to the client, or, without
 * an address of theirs, to a caregiver who may pay and whose consent holds, the primary contact first. Whom nobody can be written for is left out.
 */
export async function dueInstalments(ctx: Ctx, day: string, most: number): Promise<DueInstalment[]> {
  return prepared<DueInstalment & Record<string, unknown>>(
    ctx.pool,
    `SELECT i.id::text, p.client_id::text AS "clientId", i.due_on::text AS "dueOn", (i.through - i.settled)::numeric(15,2)::text AS due, i.late,
       i.key AS "dedupeKey", w.name, w.email, w.language::text
     FROM payment_plans p
     JOIN clients c ON c.id = p.client_id AND c.status <> 'ARCHIVED'
     CROSS JOIN LATERAL (SELECT y.id, y.due_on, sum(y.amount) OVER (ORDER BY y.position) AS through, s.settled, y.due_on < $1::date AS late,
         'instalment:' || y.id || CASE WHEN y.due_on < $1::date THEN ':after' ELSE ':before' END AS key
       FROM payment_plan_instalments y CROSS JOIN (SELECT payment_plan_settled(p.id) AS settled) s WHERE y.plan_id = p.id) i
     JOIN LATERAL (SELECT * FROM (
         SELECT c.first_name || ' ' || c.last_name AS name, c.email, c.preferred_language AS language, 0 AS place, 0::bigint AS id WHERE c.email IS NOT NULL
         UNION ALL SELECT g.first_name || ' ' || g.last_name, g.email, g.preferred_language, CASE WHEN g.is_primary_contact THEN 1 ELSE 2 END, g.id
           FROM caregivers g WHERE g.client_id = c.id AND g.may_pay AND g.email IS NOT NULL AND coalesce(g.consent_expires_on >= $1::date, true)) all_of_them
       ORDER BY place, id LIMIT 1) w ON true
     WHERE p.status IN ('ACTIVE', 'BROKEN') AND i.through > i.settled
       AND (i.due_on BETWEEN $1::date AND $1::date + ${BEFORE} OR i.due_on BETWEEN $1::date - ${UNTIL} AND $1::date - ${AFTER})
       AND NOT EXISTS (SELECT FROM outbox_messages m WHERE m.dedupe_key = i.key)
     ORDER BY i.due_on, i.id LIMIT $2::integer`,
    [day, most],
  );
}
