import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { CardPaymentStatus, CardRefundStatus } from '../../generated/prisma/index.js';
import type { CardPaymentList } from './cards.input.js';

export interface CardRefundRow {
  id: string;
  refundId: string | null;
  amount: string;
  status: CardRefundStatus;
  createdAt: string;
}

export interface CardPaymentRow {
  id: string;
  clientId: string;
  clientName: string;
  invoiceId: string | null;
  invoiceNumber: string | null;
  amount: string;
  currency: string;
  status: CardPaymentStatus;
  receiptId: string | null;
  intentId: string | null;
  paidAt: Date | null;
  disputedAt: Date | null;
  expiresAt: Date;
  createdAt: Date;
  updatedAt: Date;
  refunds: CardRefundRow[];
}

const CARD_PAYMENTS: ListDefinition = {
  select: `k.id::text, k.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", k.invoice_id::text AS "invoiceId",
    i.invoice_number AS "invoiceNumber", k.amount, k.currency, k.status::text, k.receipt_id::text AS "receiptId", k.intent_id AS "intentId",
    k.paid_at AS "paidAt", k.disputed_at AS "disputedAt", k.expires_at AS "expiresAt", k.created_at AS "createdAt", k.updated_at AS "updatedAt",
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id::text, 'refundId', f.refund_id::text, 'amount', f.amount::text, 'status', f.status,
      'createdAt', f.created_at) ORDER BY f.id) FROM (SELECT * FROM card_refunds x WHERE x.card_payment_id = k.id ORDER BY x.id LIMIT 100) f), '[]') AS refunds`,
  from: 'card_payments k JOIN clients c ON c.id = k.client_id LEFT JOIN invoices i ON i.id = k.invoice_id',
  id: 'k.id',
  updatedAt: 'k.updated_at',
  sorts: { createdAt: { sql: 'k.created_at', type: 'timestamp' } },
  defaultSort: '-createdAt',
};

/** The payments by card that match, of clients whom the actor may see. */
export function listCardPaymentRows(ctx: Ctx, query: CardPaymentList): Promise<Page<CardPaymentRow>> {
  const where = new Conditions((binding) => clientConditions(ctx.actor, Permission.VIEW_BILLING, 'k.client_id', binding))
    .id('k.client_id', query.clientId)
    .id('k.invoice_id', query.invoiceId)
    .is('k.status', query.status, 'card_payment_status');
  return listPage<CardPaymentRow & Record<string, unknown>>(ctx, CARD_PAYMENTS, query, where);
}

/** The one of that id, if the actor may see it. */
export async function findCardPaymentRow(ctx: Ctx, id: bigint): Promise<CardPaymentRow | undefined> {
  const where = new Conditions((binding) =>
    clientConditions(ctx.actor, Permission.VIEW_BILLING, 'k.client_id', binding, 'one'),
  ).id('k.id', id);
  const [row] = await prepared<CardPaymentRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${CARD_PAYMENTS.select} FROM ${CARD_PAYMENTS.from} WHERE ${where.sql}`,
    where.values,
  );
  return row;
}

export interface DueLook {
  id: bigint;
  sessionId: string | null;
  expiresAt: Date;
  /** Its link was revoked, or its plan ended. */
  isOver: boolean;
}

/**
 * Payments that nothing was heard of, each for one process alone until it is asked for again: after as long as it is old, at most six hours.
 * One that nobody has been heard of for three days after its end is not asked for any more.
 */
export async function dueToLook(ctx: Ctx, most: number): Promise<DueLook[]> {
  const rows = await prepared<Omit<DueLook, 'id'> & { id: string } & Record<string, unknown>>(
    ctx.pool,
    `UPDATE card_payments k SET look_at = CASE WHEN k.expires_at > $1::timestamp - interval '3 days'
         THEN $1::timestamp + least(interval '6 hours', greatest(interval '10 minutes', $1::timestamp - k.created_at)) END
     FROM (SELECT id FROM card_payments WHERE look_at <= $1::timestamp ORDER BY look_at, id LIMIT $2::integer FOR UPDATE SKIP LOCKED) due
     WHERE k.id = due.id RETURNING k.id::text, k.session_id AS "sessionId", k.expires_at AS "expiresAt",
       EXISTS (SELECT FROM pay_links l LEFT JOIN payment_plan_instalments i ON i.id = l.instalment_id LEFT JOIN payment_plans p ON p.id = i.plan_id
         WHERE l.id = k.pay_link_id AND (l.revoked_at IS NOT NULL OR p.status = 'ENDED')) AS "isOver"`,
    [ctx.now().toISOString(), most],
  );
  return rows.map((row) => ({ ...row, id: BigInt(row.id) }));
}

export interface DueRefund {
  id: bigint;
  attempts: number;
}

/** Refunds that are to be made or asked for, each for one process alone until it is tried again: a minute later, then twice as long each time. */
export async function dueToRefund(ctx: Ctx, most: number): Promise<DueRefund[]> {
  const rows = await prepared<{ id: string; attempts: number }>(
    ctx.pool,
    `UPDATE card_refunds f SET attempts = f.attempts + 1,
       try_at = $1::timestamp + least(interval '6 hours', interval '1 minute' * (2 ^ least(f.attempts, 10)))
     FROM (SELECT id FROM card_refunds WHERE status = 'PENDING' AND try_at <= $1::timestamp ORDER BY try_at, id LIMIT $2::integer FOR UPDATE SKIP LOCKED) due
     WHERE f.id = due.id RETURNING f.id::text, f.attempts`,
    [ctx.now().toISOString(), most],
  );
  return rows.map((row) => ({ ...row, id: BigInt(row.id) }));
}

/**
 * Refunds of these receipts that are to go back to the card and are not on their way yet. One that was written before the receipt was known to be a
 * card's went back by another way.
 */
export async function refundsToCard(
  ctx: Ctx,
  receiptIds: readonly bigint[],
): Promise<{ refundId: bigint; cardPaymentId: bigint; amount: string }[]> {
  const rows = await prepared<{ refundId: string; cardPaymentId: string; amount: string }>(
    ctx.pool,
    `SELECT r.id::text AS "refundId", k.id::text AS "cardPaymentId", r.amount::text FROM refunds r JOIN card_payments k ON k.receipt_id = r.receipt_id
     WHERE r.receipt_id = ANY($1::bigint[]) AND r.payment_method IN ('CREDIT_CARD', 'DEBIT_CARD') AND r.failed_at IS NULL
       AND r.created_at >= k.paid_at AND NOT EXISTS (SELECT FROM card_refunds f WHERE f.refund_id = r.id) ORDER BY r.id`,
    [receiptIds.map(String)],
  );
  return rows.map((row) => ({ ...row, refundId: BigInt(row.refundId), cardPaymentId: BigInt(row.cardPaymentId) }));
}

/** What is due of a plan by one of its instalments, with what is left of those before; undefined where the plan was ended. */
export async function dueOfInstalment(ctx: Ctx, id: bigint): Promise<Decimal | undefined> {
  const [row] = await prepared<{ due: string }>(
    ctx.pool,
    `SELECT greatest(0, (SELECT sum(x.amount) FROM payment_plan_instalments x WHERE x.plan_id = i.plan_id AND x.position <= i.position)
       - payment_plan_settled(i.plan_id))::numeric(15,2)::text AS due
     FROM payment_plan_instalments i JOIN payment_plans p ON p.id = i.plan_id AND p.status <> 'ENDED' WHERE i.id = $1::bigint`,
    [String(id)],
  );
  return row && new Decimal(row.due);
}

/** Events that were seen to so long ago that the processor tells them no more. */
export async function pruneCardEvents(ctx: Ctx, before: Date): Promise<number> {
  const { count } = await ctx.db.cardEvent.deleteMany({ where: { receivedAt: { lt: before } } });
  return count;
}
