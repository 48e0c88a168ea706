/** What a package was paid with, and what it was used for. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import { CAME_IN, STANDS } from './packages.queries.js';

export interface PackageReceiptRow {
  receiptId: string;
  number: string;
  receivedOn: string;
  /** What of it came in for the package, less what was taken back. */
  amount: string;
  /** What of that stands in the package. */
  left: string;
  reversed: boolean;
}

export interface PackageUseRow {
  visit: number;
  day: string;
  lineId: string;
  description: string;
  invoiceId: string;
  invoiceNumber: string;
  appointmentId: string | null;
  learnerId: string | null;
  learnerName: string | null;
  /** With its taxes. */
  amount: string;
}

/** Receipts with money that came into a package, the oldest first, at most so many. Their amounts add up to what was paid for it. */
export function receiptsOfPackage(ctx: Ctx, packageId: bigint, most: number): Promise<PackageReceiptRow[]> {
  return prepared<PackageReceiptRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT r.id::text AS "receiptId", r.number, r.received_on::text AS "receivedOn", r.reversed_at IS NOT NULL AS reversed,
       ${CAME_IN} AS amount, ${STANDS} AS "left"
     FROM ledger_movements m JOIN ledger_transactions t ON t.id = m.transaction_id LEFT JOIN ledger_transactions o ON o.id = t.reverses_id
       JOIN receipts r ON r.id = m.receipt_id
     WHERE m.package_id = $1::bigint GROUP BY r.id ORDER BY r.received_on, r.id LIMIT $2::integer`,
    [String(packageId), most],
  );
}

/** The lines that use visits of a package, in their order; those about learners out of the actor's sight are counted alone. */
export async function usesOfPackage(ctx: Ctx, packageId: bigint): Promise<{ uses: PackageUseRow[]; hidden: number }> {
  const columns = { client: 'i.client_id', learner: 'coalesce(l.learner_id, a.learner_id)' };
  const where = new Conditions((binding) => learnerConditions(ctx.actor, Permission.VIEW_BILLING, columns, binding));
  const rows = await prepared<PackageUseRow & { seen: boolean }>(
    ctx.pool,
    `SELECT u.visit, l.service_date::text AS day, l.id::text AS "lineId", l.description, i.id::text AS "invoiceId", i.invoice_number AS "invoiceNumber",
       l.appointment_id::text AS "appointmentId", l.learner_id::text AS "learnerId", e.first_name || ' ' || e.last_name AS "learnerName",
       l.line_total AS amount, coalesce((${where.sql}), false) AS seen
     FROM package_uses u JOIN invoice_line_items l ON l.id = u.line_id JOIN invoices i ON i.id = l.invoice_id
       LEFT JOIN appointments a ON a.id = l.appointment_id LEFT JOIN learners e ON e.id = l.learner_id
     WHERE u.package_id = ${where.binding.id(packageId)} ORDER BY u.visit`,
    where.values,
  );
  const seen = rows.filter((row) => row.seen);
  return { uses: seen.map(({ seen: _, ...use }) => use), hidden: rows.length - seen.length };
}
