import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import type { LedgerParty } from '../../generated/prisma/index.js';
import { AGE_FIGURES, type AgeFigures, sharesOn } from '../ledger/ages.sql.js';
import type { LedgerAct } from '../ledger/acts.js';

/** One of a client's parties, and what it owed when the time began. */
export interface OpeningRow {
  party: LedgerParty;
  insuranceId: string | null;
  fundingId: string | null;
  name: string;
  /** More than nothing: owed; less: on account. */
  opening: string;
}

/** What one act did to one party; what it moved between parties by itself, where money was paid for another's share. */
export interface StatementRow {
  transactionId: string;
  party: LedgerParty;
  insuranceId: string | null;
  fundingId: string | null;
  act: LedgerAct;
  /** What it takes back, where it takes something back. */
  reversedAct: LedgerAct | null;
  /** `2026-03-08` */
  date: string;
  amount: string;
  /** Of the invoices, receipts and credit notes that it is about. */
  numbers: string[];
}

/** What is owed, or stands free on account: money in a package is for its visits alone, and comes in when these are paid with it. */
const OWED = '(m.package_id IS NULL OR m.invoice_id IS NOT NULL)';

/** What of a payment, or its reversal, moves between parties: whoever pays more than their share takes over another's, who paid nothing. */
const TAKEN_OVER = `m.kind = 'TRANSFER' AND coalesce(o.act, t.act) IN ('PAYMENT_RECORDED', 'CREDIT_USED', 'REFUNDED')`;

/** All parties of a client that ever had a movement until `to`, with what they owed before `from`. */
export function openings(ctx: Ctx, clientId: bigint, from: string, to: string): Promise<OpeningRow[]> {
  return prepared<OpeningRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT m.party::text, m.insurance_id::text AS "insuranceId", m.funding_id::text AS "fundingId",
       coalesce(p.name, g.name, c.first_name || ' ' || c.last_name) AS name,
       coalesce(sum(m.amount) FILTER (WHERE m.effective_date < $2::date), 0) AS opening
     FROM ledger_movements m JOIN clients c ON c.id = m.client_id
     LEFT JOIN client_insurance n ON n.id = m.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
     LEFT JOIN client_funding f ON f.id = m.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id
     WHERE m.client_id = $1::bigint AND m.effective_date <= $3::date AND ${OWED}
     GROUP BY m.party, m.insurance_id, m.funding_id, p.name, g.name, c.first_name, c.last_name
     ORDER BY m.party, m.insurance_id, m.funding_id LIMIT 200`,
    [String(clientId), from, to],
  );
}

/** What the acts of those days did to each party, in their order; what changes nothing for a party is left out. At most `most`. */
export function statementRows(ctx: Ctx, clientId: bigint, from: string, to: string, most: number): Promise<StatementRow[]> {
  return prepared<StatementRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT t.id::text AS "transactionId", m.party::text, m.insurance_id::text AS "insuranceId", m.funding_id::text AS "fundingId",
       CASE WHEN ${TAKEN_OVER} THEN 'TRANSFERRED' ELSE t.act END AS act, CASE WHEN ${TAKEN_OVER} THEN NULL ELSE o.act END AS "reversedAct", m.effective_date::text AS date, sum(m.amount) AS amount,
       array_remove(array_agg(DISTINCT i.invoice_number) || array_agg(DISTINCT r.number) || array_agg(DISTINCT k.number), NULL) AS numbers
     FROM ledger_movements m JOIN ledger_transactions t ON t.id = m.transaction_id LEFT JOIN ledger_transactions o ON o.id = t.reverses_id
     LEFT JOIN invoices i ON i.id = m.invoice_id LEFT JOIN receipts r ON r.id = m.receipt_id LEFT JOIN credit_notes k ON k.id = m.credit_note_id
     WHERE m.client_id = $1::bigint AND m.effective_date BETWEEN $2::date AND $3::date AND ${OWED}
     GROUP BY t.id, m.party, m.insurance_id, m.funding_id, o.act, m.effective_date, ${TAKEN_OVER}
     HAVING sum(m.amount) <> 0
     ORDER BY m.effective_date, t.id, m.party, m.insurance_id, m.funding_id, ${TAKEN_OVER} DESC LIMIT $4`,
    [String(clientId), from, to, most],
  );
}

/** What the client owed at the end of that day, by how long it had been due. Whoever asks has asked before whether the actor may see it. */
export async function agesOfClient(ctx: Ctx, clientId: bigint, day: Date): Promise<AgeFigures> {
  const where = new Conditions(UNSCOPED).id('m.client_id', clientId);
  const shares = sharesOn(where, day);
  const [row] = await prepared<AgeFigures & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${AGE_FIGURES} FROM (${shares}) x WHERE x.party = 'CLIENT'`,
    where.values,
  );
  // Sums without a group are a row, whatever there is.
  return row as AgeFigures;
}
