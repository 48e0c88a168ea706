import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { countryFor } from '../../access/practice-country.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page, wholeList } from '../../database/lists.js';
import { type Searched, searchedList } from '../../database/searched-list.js';
import type { CardRefundStatus, LedgerParty, PaymentMethod } from '../../generated/prisma/index.js';
import type { PaymentList } from './payments.input.js';

export interface AllocationRow {
  id: string;
  invoiceId: string;
  invoiceNumber: string;
  amount: string;
  reversed: boolean;
}

export interface RefundRow {
  id: string;
  number: string;
  refundDate: string;
  amount: string;
  paymentMethod: PaymentMethod;
  reason: string;
  failedAt: string | null;
  cardStatus: CardRefundStatus | null;
}

export interface ReceiptRow {
  id: string;
  number: string;
  clientId: string;
  clientName: string;
  party: LedgerParty;
  insuranceId: string | null;
  fundingId: string | null;
  caregiverId: string | null;
  packageId: string | null;
  correctsId: string | null;
  payerName: string;
  /** `2026-03-08` */
  paymentDate: string;
  amount: string;
  onAccount: string;
  inPackage: string;
  refunded: string;
  paymentMethod: PaymentMethod;
  referenceNumber: string | null;
  notes: string | null;
  reversedAt: Date | null;
  reversalReason: string | null;
  createdAt: Date;
  updatedAt: Date;
  allocations: AllocationRow[];
  pays: { invoiceId: string; invoiceNumber: string; amount: string }[];
  refunds: RefundRow[];
}

const JOINS = `JOIN clients c ON c.id = r.client_id
  LEFT JOIN client_insurance n ON n.id = r.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
  LEFT JOIN client_funding f ON f.id = r.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id
  LEFT JOIN caregivers w ON w.id = r.caregiver_id`;

/** At most so many invoices of one receipt, and refunds of it, are told with it. */
const MOST_TOLD = 100;

/** Its own columns, and what follows from the ledger. */
const OF_RECEIPT = `r.id::text, r.number, r.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", r.party::text,
    r.insurance_id::text AS "insuranceId", r.funding_id::text AS "fundingId", r.caregiver_id::text AS "caregiverId",
    coalesce(p.name, g.name, w.first_name || ' ' || w.last_name, c.first_name || ' ' || c.last_name) AS "payerName",
    r.received_on::text AS "paymentDate", r.amount,
    r.package_id::text AS "packageId", r.corrects_id::text AS "correctsId",
    (SELECT -coalesce(sum(m.amount), 0) FROM ledger_movements m WHERE m.receipt_id = r.id AND m.invoice_id IS NULL AND m.package_id IS NULL) AS "onAccount",
    (SELECT -coalesce(sum(m.amount), 0) FROM ledger_movements m WHERE m.receipt_id = r.id AND m.invoice_id IS NULL AND m.package_id IS NOT NULL) AS "inPackage",
    (SELECT coalesce(sum(x.amount), 0) FROM refunds x WHERE x.receipt_id = r.id AND x.failed_at IS NULL) AS refunded,
    r.payment_method::text AS "paymentMethod", r.reference_number AS "referenceNumber", r.notes, r.reversed_at AS "reversedAt",
    r.reversal_reason AS "reversalReason", r.created_at AS "createdAt", r.updated_at AS "updatedAt"`;

const RECEIPTS: ListDefinition = {
  select: `${OF_RECEIPT},
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id::text, 'invoiceId', a.invoice_id::text, 'invoiceNumber', i.invoice_number,
      'amount', a.amount::text, 'reversed', a.reversed_at IS NOT NULL) ORDER BY a.id)
      FROM (SELECT * FROM payments y WHERE y.receipt_id = r.id ORDER BY y.id LIMIT ${MOST_TOLD}) a JOIN invoices i ON i.id = a.invoice_id), '[]') AS allocations,
    coalesce((SELECT jsonb_agg(jsonb_build_object('invoiceId', s.invoice_id::text, 'invoiceNumber', i.invoice_number, 'amount', s.amount::text) ORDER BY s.invoice_id)
      FROM (SELECT m.invoice_id, -sum(m.amount) AS amount FROM ledger_movements m WHERE m.receipt_id = r.id AND m.invoice_id IS NOT NULL
          AND m.kind IN ('PAYMENT', 'REFUND') GROUP BY m.invoice_id HAVING sum(m.amount) < 0 ORDER BY m.invoice_id LIMIT ${MOST_TOLD}) s
      JOIN invoices i ON i.id = s.invoice_id), '[]') AS pays,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', b.id::text, 'number', b.number, 'refundDate', b.refunded_on, 'amount', b.amount::text,
      'paymentMethod', b.payment_method, 'reason', b.reason, 'failedAt', b.failed_at, 'cardStatus', f.status) ORDER BY b.id)
      FROM (SELECT * FROM refunds z WHERE z.receipt_id = r.id ORDER BY z.id LIMIT ${MOST_TOLD}) b
      LEFT JOIN card_refunds f ON f.refund_id = b.id), '[]') AS refunds`,
  from: `receipts r ${JOINS}`,
  id: 'r.id',
  updatedAt: 'r.updated_at',
  sorts: { paymentDate: { sql: 'r.received_on', type: 'date' } },
  defaultSort: '-paymentDate',
};

const SEARCHED: Searched = { table: 'receipts r', alias: 'r', joins: JOINS, text: 'r.search', key: 'r.number' };

/** The list as it is asked for. */
async function asked(ctx: Ctx, query: PaymentList): Promise<{ list: ListDefinition; query: PaymentList; where: Conditions }> {
  const where = new Conditions((binding) => clientConditions(ctx.actor, Permission.VIEW_BILLING, 'r.client_id', binding))
    .id('r.client_id', query.clientId)
    .id('r.package_id', query.packageId)
    .is('r.payment_method', query.paymentMethod, 'payment_method')
    .day('r.received_on', '>=', query.paidFrom)
    .day('r.received_on', '<=', query.paidTo)
    .given(
      query.invoiceId,
      (id, binding) => `EXISTS (SELECT FROM payments q WHERE q.receipt_id = r.id AND q.invoice_id = ${binding.id(id)})`,
    );
  if (query.reference !== undefined)
    where.and(
      `r.reference_number IS NOT NULL AND reference_key(r.reference_number) = reference_key(${where.binding.bind(query.reference)})`,
    );
  if (query.reversed !== undefined) where.and(`r.reversed_at IS ${query.reversed ? 'NOT ' : ''}NULL`);
  return { ...searchedList(RECEIPTS, query, where, SEARCHED, await countryFor(ctx, query.q)), where };
}

/** The receipts that match, of clients whom the actor may see. */
export async function listReceiptRows(ctx: Ctx, wanted: PaymentList): Promise<Page<ReceiptRow>> {
  const { list, query, where } = await asked(ctx, wanted);
  return listPage<ReceiptRow>(ctx, list, query, where);
}

/** All of them, for an export, without the invoices that they paid and the refunds. */
export async function wholeReceipts(ctx: Ctx, wanted: PaymentList, most: number): Promise<ReturnType<typeof wholeList>> {
  const { list, query, where } = await asked(ctx, wanted);
  return wholeList({ ...list, select: OF_RECEIPT }, query, where, most);
}

/** The receipt of that id, if the actor may see it. */
export async function findReceiptRow(ctx: Ctx, id: bigint): Promise<ReceiptRow | undefined> {
  const where = new Conditions((binding) =>
    clientConditions(ctx.actor, Permission.VIEW_BILLING, 'r.client_id', binding, 'one'),
  ).id('r.id', id);
  const [row] = await prepared<ReceiptRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${RECEIPTS.select} FROM ${RECEIPTS.from} WHERE ${where.sql}`,
    where.values,
  );
  return row;
}

/** Whose payments are, by their ids. */
export async function clientsOfPayments(ctx: Ctx, ids: readonly bigint[]): Promise<Map<string, string>> {
  const rows = await prepared<{ id: string; clientId: string }>(
    ctx.pool,
    `SELECT p.id::text, i.client_id::text AS "clientId" FROM payments p JOIN invoices i ON i.id = p.invoice_id WHERE p.id = ANY($1::bigint[])`,
    [ids.map(String)],
  );
  return new Map(rows.map(({ id, clientId }) => [id, clientId]));
}

/** What was given back of what these payments paid of their invoices, by their ids; of those that stand, and had some given back. */
export async function givenBackOf(ctx: Ctx, ids: readonly bigint[]): Promise<Map<string, string>> {
  const rows = await prepared<{ id: string; amount: string }>(
    ctx.pool,
    `SELECT p.id::text, sum(m.amount)::text AS amount FROM payments p JOIN ledger_movements m ON m.receipt_id = p.receipt_id AND m.invoice_id = p.invoice_id
     WHERE p.id = ANY($1::bigint[]) AND p.reversed_at IS NULL AND m.kind = 'REFUND' GROUP BY p.id HAVING sum(m.amount) > 0`,
    [ids.map(String)],
  );
  return new Map(rows.map(({ id, amount }) => [id, amount]));
}

/** What was given back of these receipts, by their ids; of those of which some was. */
export async function refundedOf(ctx: Ctx, ids: readonly bigint[]): Promise<Map<string, string>> {
  const rows = await prepared<{ id: string; amount: string }>(
    ctx.pool,
    `SELECT receipt_id::text AS id, sum(amount)::text AS amount FROM refunds WHERE receipt_id = ANY($1::bigint[]) AND failed_at IS NULL GROUP BY receipt_id`,
    [ids.map(String)],
  );
  return new Map(rows.map(({ id, amount }) => [id, amount]));
}

/** Those of these receipts of which money was given back (all of it, or some), or that were paid by card and are not disputed. */
export function spentReceipts(ctx: Ctx, ids: readonly bigint[]): Promise<{ id: string; isAll: boolean }[]> {
  return prepared<{ id: string; isAll: boolean }>(
    ctx.pool,
    `SELECT r.id::text, coalesce(f.amount >= r.amount, false) AS "isAll" FROM receipts r LEFT JOIN LATERAL (
       SELECT sum(f.amount) AS amount FROM refunds f WHERE f.receipt_id = r.id AND f.failed_at IS NULL) f ON true
     WHERE r.id = ANY($1::bigint[]) AND (f.amount IS NOT NULL
       OR EXISTS (SELECT FROM card_payments c WHERE c.receipt_id = r.id AND c.disputed_at IS NULL))`,
    [ids.map(String)],
  );
}

/** Numbers of other receipts with the same reference (whatever its case, blanks, punctuation and umlauts) and amount, of clients whom the actor may see: perhaps the same money, told of twice. */
export async function receiptsAlike(ctx: Ctx, id: bigint): Promise<string[]> {
  const where = new Conditions((binding) => clientConditions(ctx.actor, Permission.VIEW_BILLING, 'o.client_id', binding)).id(
    'r.id',
    id,
  );
  const rows = await prepared<{ number: string }>(
    ctx.pool,
    `SELECT o.number FROM receipts r JOIN receipts o ON reference_key(o.reference_number) = reference_key(r.reference_number) AND o.amount = r.amount AND o.id <> r.id
       AND o.reversed_at IS NULL WHERE ${where.sql} ORDER BY o.id LIMIT 10`,
    where.values,
  );
  return rows.map(({ number }) => number);
}
