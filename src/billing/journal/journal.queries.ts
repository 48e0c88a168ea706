import type { Ctx } from '../../access/context.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page, type Statement } from '../../database/lists.js';
import type { LedgerPurpose } from '../../generated/prisma/index.js';
import { MOVEMENTS, movementsSeen } from '../reports/seen.sql.js';
import type { JournalQuery } from './journal.input.js';

/**
 * Each movement as two entries: what the party owes or has on account, and what for. A transfer has the first alone, since it is of sum
 * nothing by itself. What an account is for is looked for as narrow as it can be, then without party, way of payment and tax.
 * @param where on movements `m`; @returns columns act_id, purpose, number, name, amount (debit above nothing) and document, gathered by act
 */
const entries = (where: string): string => `
  SELECT m.transaction_id AS act_id, e.purpose, coalesce(s.number, g.number) AS number, coalesce(s.name, g.name) AS name, sum(e.amount) AS amount,
    max(coalesce(k.number, f.number, CASE WHEN m.kind IN ('PAYMENT', 'PREPAYMENT') THEN r.number END, i.invoice_number, r.number)) AS document
  FROM ${MOVEMENTS}
    LEFT JOIN invoices i ON i.id = m.invoice_id LEFT JOIN invoice_line_taxes x ON x.id = m.line_tax_id
    LEFT JOIN receipts r ON r.id = m.receipt_id LEFT JOIN refunds f ON f.id = m.refund_id LEFT JOIN credit_notes k ON k.id = m.credit_note_id
    CROSS JOIN LATERAL (VALUES
      (CASE WHEN m.invoice_id IS NOT NULL THEN 'RECEIVABLE' WHEN m.package_id IS NULL THEN 'ON_ACCOUNT' ELSE 'PACKAGE' END::ledger_purpose, m.party::text, m.amount),
      (CASE m.kind WHEN 'CHARGE' THEN 'REVENUE' WHEN 'DISCOUNT' THEN 'DISCOUNT' WHEN 'TAX' THEN 'TAX'
          WHEN 'CREDIT' THEN CASE WHEN m.line_tax_id IS NULL THEN 'CREDIT_NOTE' ELSE 'TAX' END
          WHEN 'WRITE_OFF' THEN 'WRITE_OFF' WHEN 'ADJUSTMENT' THEN 'ADJUSTMENT' WHEN 'TRANSFER' THEN NULL ELSE 'MONEY' END::ledger_purpose,
        coalesce(x.name, f.payment_method::text, r.payment_method::text), -m.amount)) e (purpose, of, amount)
    LEFT JOIN ledger_accounts s ON s.purpose = e.purpose AND coalesce(s.party::text, s.payment_method::text, s.tax_name) = e.of
    LEFT JOIN ledger_accounts g ON g.purpose = e.purpose AND g.party IS NULL AND g.payment_method IS NULL AND g.tax_name IS NULL
  WHERE e.purpose IS NOT NULL AND ${where}
  GROUP BY m.transaction_id, e.purpose, coalesce(s.number, g.number), coalesce(s.name, g.name)`;

export interface JournalLineRow {
  account: string | null;
  accountName: string | null;
  purpose: LedgerPurpose;
  debit: string;
  credit: string;
}

export interface JournalEntryRow {
  [column: string]: unknown;
  id: string;
  effectiveDate: string;
  recordedAt: Date;
  act: string;
  document: string | null;
  clientId: string;
  clientName: string;
  reason: string | null;
  lines: JournalLineRow[];
}

const LEFT = `greatest(y.amount, 0)::numeric(30,2)`;
const RIGHT = `greatest(-y.amount, 0)::numeric(30,2)`;

/** The acts of a period in double entry, of what the actor may see of the ledger. */
export function listJournalRows(ctx: Ctx, query: JournalQuery): Promise<Page<JournalEntryRow>> {
  const seen = movementsSeen(ctx).and('m.transaction_id = t.id');
  const where = new Conditions(UNSCOPED);
  where.binding.values.push(...seen.values);
  where
    .and(`EXISTS (SELECT FROM ${MOVEMENTS} WHERE ${seen.sql})`)
    .day('t.effective_date', '>=', query.from)
    .day('t.effective_date', '<=', query.to)
    .id('t.client_id', query.clientId);
  const list: ListDefinition = {
    select: `t.id::text, t.effective_date::text AS "effectiveDate", t.recorded_at AS "recordedAt", t.act, z.document,
      t.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", t.reason, z.lines`,
    from: `ledger_transactions t JOIN clients c ON c.id = t.client_id CROSS JOIN LATERAL (
      SELECT max(y.document) AS document, coalesce(jsonb_agg(jsonb_build_object('account', y.number, 'accountName', y.name, 'purpose', y.purpose,
        'debit', ${LEFT}::text, 'credit', ${RIGHT}::text) ORDER BY y.amount < 0, y.number, y.purpose) FILTER (WHERE y.amount <> 0), '[]') AS lines
      FROM (${entries(seen.sql)}) y) z`,
    id: 't.id',
    // Acts are never changed.
    updatedAt: null,
    sorts: { effectiveDate: { sql: 't.effective_date', type: 'date' } },
    defaultSort: 'effectiveDate',
  };
  return listPage<JournalEntryRow>(ctx, list, query, where);
}

/** A line of the journal, as its file has it. */
export interface JournalFileRow extends JournalLineRow {
  day: string;
  actId: string;
  act: string;
  document: string | null;
  clientId: string;
  clientName: string;
  reason: string | null;
}

/** All lines of a period, act by act, debits first. */
export function journalStatement(ctx: Ctx, query: Pick<JournalQuery, 'from' | 'to' | 'clientId'>): Statement {
  const where = movementsSeen(ctx)
    .day('m.effective_date', '>=', query.from)
    .day('m.effective_date', '<=', query.to)
    .id('m.client_id', query.clientId);
  const text = `SELECT t.effective_date::text AS day, t.id::text AS "actId", t.act, max(y.document) OVER (PARTITION BY t.id) AS document,
      t.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", y.number AS account, y.name AS "accountName",
      y.purpose::text, ${LEFT} AS debit, ${RIGHT} AS credit, t.reason
    FROM (${entries(where.sql)}) y JOIN ledger_transactions t ON t.id = y.act_id JOIN clients c ON c.id = t.client_id
    WHERE y.amount <> 0 ORDER BY t.effective_date, t.id, y.amount < 0, y.number, y.purpose`;
  return { text, values: where.values };
}
