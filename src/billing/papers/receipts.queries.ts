/** What a receipt said on the day it was given: the act of the ledger that brought its money in, and nothing that came later. */
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';

/** One part of what came in: for an invoice, for a package, or on account. */
export interface GivenPart {
  amount: string;
  /** Null: for a package, or on account. */
  invoiceId: string | null;
  invoiceNumber: string | null;
  /** Of the invoice. */
  total: string | null;
  /** What was left of the invoice when this was paid. */
  open: string | null;
  /** What it pays of each line, by its id, where the ledger knows: an insurer's answer says so. */
  lines: Readonly<Record<string, string>> | null;
  packageId: string | null;
}

/** The parts of a receipt as it was given, invoices first. */
export function givenParts(ctx: Ctx, receiptId: bigint): Promise<GivenPart[]> {
  return prepared<GivenPart & Record<string, unknown>>(
    ctx.pool,
    `WITH given AS (SELECT min(transaction_id) AS id FROM ledger_movements WHERE receipt_id = $1::bigint),
       parts AS (SELECT m.invoice_id, m.package_id, -sum(m.amount) AS amount, min(m.id) AS place,
           jsonb_object_agg(m.line_id, (-m.amount)::text) FILTER (WHERE m.line_id IS NOT NULL) AS lines
         FROM ledger_movements m JOIN given g ON g.id = m.transaction_id
         WHERE m.receipt_id = $1::bigint AND m.kind IN ('PAYMENT', 'PREPAYMENT') GROUP BY m.invoice_id, m.package_id HAVING sum(m.amount) <> 0)
     SELECT p.amount::text, p.invoice_id::text AS "invoiceId", i.invoice_number AS "invoiceNumber", i.total_amount::text AS total,
       CASE WHEN i.id IS NOT NULL THEN (SELECT sum(x.amount) FROM ledger_movements x, given g
         WHERE x.invoice_id = i.id AND x.transaction_id <= g.id)::text END AS open,
       p.lines, p.package_id::text AS "packageId"
     FROM parts p LEFT JOIN invoices i ON i.id = p.invoice_id ORDER BY p.invoice_id IS NULL, p.place`,
    [String(receiptId)],
  );
}

/** What was credited of the lines of these invoices before the receipt was given, by the line's id. */
export async function creditedBefore(ctx: Ctx, receiptId: bigint, invoiceIds: readonly bigint[]): Promise<Map<string, string>> {
  const rows = await prepared<{ lineId: string; amount: string }>(
    ctx.pool,
    `SELECT k.line_id::text AS "lineId", sum(k.net_amount + k.tax_amount)::text AS amount
     FROM credit_notes n JOIN credit_note_lines k ON k.credit_note_id = n.id
     WHERE n.invoice_id = ANY($2::bigint[]) AND EXISTS (SELECT FROM ledger_movements m WHERE m.credit_note_id = n.id
       AND m.transaction_id < (SELECT min(transaction_id) FROM ledger_movements WHERE receipt_id = $1::bigint))
     GROUP BY k.line_id`,
    [String(receiptId), invoiceIds.map(String)],
  );
  return new Map(rows.map(({ lineId, amount }) => [lineId, amount]));
}
