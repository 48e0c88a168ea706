import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import { isLate } from '../ledger/late.sql.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page, wholeList } from '../../database/lists.js';
import type { LedgerKind, LedgerParty } from '../../generated/prisma/index.js';
import type { LedgerList } from './accounts.input.js';

/** What one party owes, and has on account. */
export interface PartyBalanceRow {
  party: LedgerParty;
  insuranceId: string | null;
  fundingId: string | null;
  name: string;
  /** On invoices. */
  open: string | null;
  overdue: string | null;
  /** More than nothing: money on account. */
  credit: string | null;
  /** In packages, for visits to come. */
  prepaid: string | null;
}

/** A client's parties with what they owe. One statement. @param day `2026-03-08`: what was due before it is overdue, but on a plan that is kept */
export function partyBalances(ctx: Ctx, clientId: bigint, day: string): Promise<PartyBalanceRow[]> {
  return prepared<PartyBalanceRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT b.party::text, b.insurance_id::text AS "insuranceId", b.funding_id::text AS "fundingId",
       coalesce(p.name, g.name, c.first_name || ' ' || c.last_name) AS name, sum(b.open) AS open, sum(b.overdue) AS overdue, sum(b.credit) AS credit, sum(b.prepaid) AS prepaid
     FROM (
       SELECT m.party, m.insurance_id, m.funding_id, m.client_id, sum(m.amount) FILTER (WHERE m.invoice_id IS NOT NULL) AS open,
         sum(m.amount) FILTER (WHERE ${isLate('i', '$2::date')}) AS overdue, -sum(m.amount) FILTER (WHERE m.invoice_id IS NULL AND m.package_id IS NULL) AS credit,
         -sum(m.amount) FILTER (WHERE m.invoice_id IS NULL AND m.package_id IS NOT NULL) AS prepaid
       FROM ledger_movements m LEFT JOIN invoices i ON i.id = m.invoice_id
       WHERE m.client_id = $1::bigint GROUP BY m.party, m.insurance_id, m.funding_id, m.client_id) b
     JOIN clients c ON c.id = b.client_id
     LEFT JOIN client_insurance n ON n.id = b.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
     LEFT JOIN client_funding f ON f.id = b.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id
     GROUP BY b.party, b.insurance_id, b.funding_id, p.name, g.name, c.first_name, c.last_name
     ORDER BY b.party, b.insurance_id, b.funding_id LIMIT 200`,
    [String(clientId), day],
  );
}

/** What one party still owes of one invoice. */
export interface AccountShareRow {
  invoiceId: string;
  invoiceNumber: string;
  party: LedgerParty;
  insuranceId: string | null;
  fundingId: string | null;
  open: string;
}

/** Who owes what of a client's open invoices, the oldest first, the client before others; at most 500. One statement. */
export function openSharesOf(ctx: Ctx, clientId: bigint): Promise<AccountShareRow[]> {
  return prepared<AccountShareRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT i.id::text AS "invoiceId", i.invoice_number AS "invoiceNumber", m.party::text, m.insurance_id::text AS "insuranceId",
       m.funding_id::text AS "fundingId", sum(m.amount) AS open
     FROM invoices i JOIN ledger_movements m ON m.invoice_id = i.id WHERE i.client_id = $1::bigint AND i.balance > 0 AND i.sent_at IS NOT NULL
     GROUP BY i.id, m.party, m.insurance_id, m.funding_id HAVING sum(m.amount) > 0
     ORDER BY i.issue_date, i.id, m.party, m.insurance_id, m.funding_id LIMIT 500`,
    [String(clientId)],
  );
}

/** One movement as a statement shows it. */
export interface MovementRow {
  id: string;
  transactionId: string;
  act: string;
  kind: LedgerKind;
  party: LedgerParty;
  insuranceId: string | null;
  fundingId: string | null;
  effectiveDate: string;
  recordedAt: Date;
  recordedById: string | null;
  recordedByName: string | null;
  reason: string | null;
  reversesId: string | null;
  invoiceId: string | null;
  invoiceNumber: string | null;
  lineId: string | null;
  receiptId: string | null;
  packageId: string | null;
  amount: string;
}

const LEDGER: ListDefinition = {
  select: `m.id::text, m.transaction_id::text AS "transactionId", t.act, m.kind::text, m.party::text, m.insurance_id::text AS "insuranceId",
    m.funding_id::text AS "fundingId", m.effective_date::text AS "effectiveDate", t.recorded_at AS "recordedAt", t.recorded_by::text AS "recordedById",
    u.first_name || ' ' || u.last_name AS "recordedByName", t.reason, t.reverses_id::text AS "reversesId", m.invoice_id::text AS "invoiceId",
    i.invoice_number AS "invoiceNumber", m.line_id::text AS "lineId", m.receipt_id::text AS "receiptId",
    m.package_id::text AS "packageId", m.amount`,
  from: `ledger_movements m JOIN ledger_transactions t ON t.id = m.transaction_id LEFT JOIN users u ON u.id = t.recorded_by
    LEFT JOIN invoices i ON i.id = m.invoice_id LEFT JOIN invoice_line_items l ON l.id = m.line_id LEFT JOIN appointments a ON a.id = l.appointment_id`,
  id: 'm.id',
  // Movements are never changed.
  updatedAt: null,
  sorts: { effectiveDate: { sql: 'm.effective_date', type: 'date' } },
  defaultSort: 'effectiveDate',
};

/** What the filters ask for, of clients whom the actor may see; lines about learners out of sight are not among them. */
const asked = (ctx: Ctx, query: LedgerList): Conditions =>
  new Conditions((binding) =>
    learnerConditions(
      ctx.actor,
      Permission.VIEW_BILLING,
      { client: 'm.client_id', learner: 'coalesce(l.learner_id, a.learner_id)' },
      binding,
    ),
  )
    .id('m.client_id', query.clientId)
    .id('m.invoice_id', query.invoiceId)
    .is('m.kind', query.kind, 'ledger_kind')
    .day('m.effective_date', '>=', query.from)
    .day('m.effective_date', '<=', query.to);

/** The movements that match. */
export function listMovementRows(ctx: Ctx, query: LedgerList): Promise<Page<MovementRow & Record<string, unknown>>> {
  return listPage<MovementRow & Record<string, unknown>>(ctx, LEDGER, query, asked(ctx, query));
}

/** All of them, for an export. */
export const wholeLedger = (ctx: Ctx, query: LedgerList, most: number): ReturnType<typeof wholeList> =>
  wholeList(LEDGER, query, asked(ctx, query), most);
