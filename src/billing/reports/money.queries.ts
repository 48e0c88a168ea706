/** What came in and went out by day, the taxes that were collected, and what was not asked for any more. */
import type { Ctx } from '../../access/context.js';
import { listPage, type ListDefinition, type Page, type Statement, wholeList } from '../../database/lists.js';
import type { Conditions } from '../../database/conditions.js';
import type { LedgerKind, LedgerParty, PaymentMethod } from '../../generated/prisma/index.js';
import type { CashUpQuery, TaxesQuery, WriteOffsQuery } from './reports.input.js';
import { clientsSeen, MOVEMENTS, movementsSeen } from './seen.sql.js';

export interface CashUpRow {
  [column: string]: unknown;
  day: string;
  paymentMethod: PaymentMethod;
  receipts: string;
  payments: string;
  refunds: string;
  reversals: string;
  net: string;
}

/** Money by the day on which it counts and the way it came or went. What leaves the account for an invoice comes and goes at once: nothing. */
export function cashUpStatement(ctx: Ctx, { from, to }: CashUpQuery): Statement {
  const where = clientsSeen(ctx, 'm.client_id')
    .and(`m.kind IN ('PAYMENT', 'PREPAYMENT', 'REFUND')`)
    .day('m.effective_date', '>=', from)
    .day('m.effective_date', '<=', to);
  const sum = (condition: string): string => `coalesce(sum(m.amount) FILTER (WHERE ${condition}), 0)`;
  const text = `SELECT day::text, method::text AS "paymentMethod", receipts::text, payments::numeric(30,2), refunds::numeric(30,2),
      reversals::numeric(30,2), (payments - refunds - reversals)::numeric(30,2) AS net
    FROM (
      SELECT m.effective_date AS day, coalesce(f.payment_method, r.payment_method) AS method,
        count(DISTINCT m.receipt_id) FILTER (WHERE m.kind <> 'REFUND' AND t.act IN ('PAYMENT_RECORDED', 'CLAIM_ANSWERED', 'CARRIED_OVER')) AS receipts,
        -${sum(`m.kind <> 'REFUND' AND t.reverses_id IS NULL`)} AS payments, ${sum(`m.kind = 'REFUND'`)} AS refunds,
        ${sum(`m.kind <> 'REFUND' AND t.reverses_id IS NOT NULL`)} AS reversals
      FROM ledger_movements m JOIN ledger_transactions t ON t.id = m.transaction_id JOIN receipts r ON r.id = m.receipt_id
        LEFT JOIN refunds f ON f.id = m.refund_id
      WHERE ${where.sql} GROUP BY 1, 2) x
    WHERE (payments, refunds, reversals) <> (0, 0, 0) OR receipts > 0 ORDER BY day DESC, method`;
  return { text, values: where.values };
}

export interface TaxRow {
  [column: string]: unknown;
  /** The month's first day; null where months are not told apart. */
  month: string | null;
  name: string;
  rate: string;
  registrationNumber: string | null;
  base: string;
  charged: string;
  creditedBase: string;
  credited: string;
  net: string;
}

/** Taxes by name, rate and registration number: charged on what, and taken back of it. */
export function taxesStatement(ctx: Ctx, { from, to, monthly = false }: TaxesQuery): Statement {
  const where = movementsSeen(ctx)
    .and(`m.kind IN ('TAX', 'CREDIT') AND m.line_tax_id IS NOT NULL`)
    .day('m.effective_date', '>=', from)
    .day('m.effective_date', '<=', to);
  const month = monthly ? `date_trunc('month', m.effective_date::timestamp)::date` : 'NULL::date';
  const sum = (what: string, kind: LedgerKind): string =>
    `coalesce(sum(${what}) FILTER (WHERE m.kind = '${kind}'), 0)::numeric(30,2)`;
  // A credit note takes a line's price back, and each of its taxes, in a movement of each payer's: the price counts once with each tax.
  const text = `SELECT month::text, name, rate::text, "registrationNumber", base, charged, "creditedBase", credited,
      (charged - credited)::numeric(30,2) AS net
    FROM (
      SELECT ${month} AS month, x.name, x.rate, x.registration_number AS "registrationNumber", ${sum('x.base * sign(m.amount)', 'TAX')} AS base,
        ${sum('m.amount', 'TAX')} AS charged, ${sum('-coalesce(n.amount, 0)', 'CREDIT')} AS "creditedBase", ${sum('-m.amount', 'CREDIT')} AS credited
      FROM ${MOVEMENTS} JOIN invoice_line_taxes x ON x.id = m.line_tax_id
        LEFT JOIN LATERAL (SELECT sum(k.amount) AS amount FROM ledger_movements k
          WHERE m.kind = 'CREDIT' AND k.credit_note_id = m.credit_note_id AND k.line_id = m.line_id AND k.line_tax_id IS NULL AND k.kind = 'CREDIT'
            AND NOT EXISTS (SELECT FROM ledger_movements o
              WHERE o.credit_note_id = m.credit_note_id AND o.line_tax_id = m.line_tax_id AND o.kind = 'CREDIT' AND o.id < m.id)) n ON true
      WHERE ${where.sql} GROUP BY 1, 2, 3, 4) y
    ORDER BY month, name, rate, "registrationNumber"`;
  return { text, values: where.values };
}

export interface WriteOffRow {
  [column: string]: unknown;
  id: string;
  effectiveDate: string;
  kind: LedgerKind;
  clientId: string;
  clientName: string;
  party: LedgerParty;
  payerName: string;
  invoiceId: string | null;
  invoiceNumber: string | null;
  reason: string | null;
  recordedById: string | null;
  recordedByName: string | null;
  amount: string;
}

const WRITE_OFFS: ListDefinition = {
  select: `m.id::text, m.effective_date::text AS "effectiveDate", m.kind::text, m.client_id::text AS "clientId",
    c.first_name || ' ' || c.last_name AS "clientName", m.party::text,
    coalesce(p.name, g.name, c.first_name || ' ' || c.last_name) AS "payerName", m.invoice_id::text AS "invoiceId",
    i.invoice_number AS "invoiceNumber", t.reason, t.recorded_by::text AS "recordedById", u.first_name || ' ' || u.last_name AS "recordedByName",
    -m.amount AS amount`,
  from: `${MOVEMENTS} JOIN ledger_transactions t ON t.id = m.transaction_id JOIN clients c ON c.id = m.client_id
    LEFT JOIN invoices i ON i.id = m.invoice_id LEFT JOIN users u ON u.id = t.recorded_by
    LEFT JOIN client_insurance n ON n.id = m.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
    LEFT JOIN client_funding f ON f.id = m.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id`,
  id: 'm.id',
  // Movements are never changed.
  updatedAt: null,
  sorts: { effectiveDate: { sql: 'm.effective_date', type: 'date' } },
  defaultSort: 'effectiveDate',
};

const writtenOff = (ctx: Ctx, query: Pick<WriteOffsQuery, 'from' | 'to' | 'kind' | 'clientId'>): Conditions =>
  movementsSeen(ctx)
    .and(`m.kind IN ('WRITE_OFF', 'ADJUSTMENT')`)
    .is('m.kind', query.kind, 'ledger_kind')
    .id('m.client_id', query.clientId)
    .day('m.effective_date', '>=', query.from)
    .day('m.effective_date', '<=', query.to);

/** What nobody is asked for any more, and what a contract took off, one by one. */
export const listWriteOffRows = (ctx: Ctx, query: WriteOffsQuery): Promise<Page<WriteOffRow>> =>
  listPage<WriteOffRow>(ctx, WRITE_OFFS, query, writtenOff(ctx, query));

/** All of them, for an export. */
export const wholeWriteOffs = (
  ctx: Ctx,
  query: Omit<WriteOffsQuery, 'limit' | 'cursor' | 'count'>,
  most: number,
): ReturnType<typeof wholeList> => wholeList(WRITE_OFFS, query, writtenOff(ctx, query), most);
