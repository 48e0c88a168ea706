/** Fees for visits that did not take place: an insurer or a program pays for care, so that they stay the client's. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';

/**
 * Whether a line is a fee, in SQL: its visit did not take place, or its service is one that appointment types name for no-shows or late
 * cancellations and never for a visit.
 * @param line alias of `invoice_line_items`
 * @param appointment alias of its `appointments`, joined from the left
 */
export const isFee = (line: string, appointment: string): string =>
  `(coalesce(${appointment}.status IN ('NOSHOW', 'CANCELLED'), false)
    OR EXISTS (SELECT FROM appointment_types f WHERE ${line}.service_code_id IN (f.no_show_service_code_id, f.late_cancellation_service_code_id))
      AND NOT EXISTS (SELECT FROM appointment_types f WHERE f.service_code_id = ${line}.service_code_id))`;

/** Which lines of these invoices are fees. One statement. */
export async function feeLinesOf(ctx: Ctx, invoiceIds: readonly bigint[]): Promise<ReadonlySet<bigint>> {
  const rows = await prepared<{ id: string }>(
    ctx.pool,
    `SELECT l.id::text FROM invoice_line_items l LEFT JOIN appointments a ON a.id = l.appointment_id
     WHERE l.invoice_id = ANY($1::bigint[]) AND ${isFee('l', 'a')}`,
    [invoiceIds.map(String)],
  );
  return new Set(rows.map(({ id }) => BigInt(id)));
}

/** What was charged to the client for care, and is asked of nobody else, whatever was paid of it; never below nothing. One statement. */
export async function owedForCare(ctx: Ctx, invoiceId: bigint): Promise<Decimal> {
  const [row] = await prepared<{ amount: string }>(
    ctx.pool,
    `SELECT greatest(coalesce(sum(m.amount), 0), 0)::text AS amount FROM ledger_movements m
     LEFT JOIN invoice_line_items l ON l.id = m.line_id LEFT JOIN appointments a ON a.id = l.appointment_id
     WHERE m.invoice_id = $1::bigint AND m.party = 'CLIENT' AND m.kind IN ('CHARGE', 'TAX', 'DISCOUNT', 'CREDIT', 'TRANSFER', 'ADJUSTMENT')
       AND (l.id IS NULL OR NOT ${isFee('l', 'a')})`,
    [String(invoiceId)],
  );
  return new Decimal(row?.amount ?? 0);
}
