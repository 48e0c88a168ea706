/** What others pay: claims, and funding, as their records say it now. */
import { Permission } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import type { Statement } from '../../database/lists.js';
import type { ClaimStatus } from '../../generated/prisma/index.js';
import type { ClaimsQuery } from './reports.input.js';
import { clientsSeen } from './seen.sql.js';

export interface ClaimsRow {
  [column: string]: unknown;
  status: ClaimStatus;
  payerId: string;
  payerName: string;
  claims: string;
  claimed: string;
  approved: string;
  paid: string;
  /** The first of them. */
  oldest: string;
}

/** Claims that were submitted in a period, by status and insurer; those that wait were not. */
export function claimsStatement(ctx: Ctx, { from, to }: ClaimsQuery): Statement {
  const where = clientsSeen(ctx, 'i.client_id').day('k.submission_date', '>=', from).day('k.submission_date', '<=', to);
  where.and(`k.status <> 'PENDING'`);
  const text = `SELECT k.status::text, p.id::text AS "payerId", p.name AS "payerName", count(*)::text AS claims,
      sum(k.amount_claimed)::numeric(30,2) AS claimed, coalesce(sum(k.amount_approved), 0)::numeric(30,2) AS approved,
      coalesce(sum(k.amount_paid), 0)::numeric(30,2) AS paid, min(k.submission_date)::text AS oldest
    FROM insurance_claims k JOIN invoices i ON i.id = k.invoice_id JOIN client_insurance n ON n.id = k.insurance_id
      JOIN insurance_providers p ON p.id = n.insurance_provider_id
    WHERE ${where.sql} GROUP BY k.status, p.id ORDER BY k.status, p.name, p.id`;
  return { text, values: where.values };
}

export interface FundingUseRow {
  [column: string]: unknown;
  programId: string;
  programName: string;
  status: string;
  sources: string;
  granted: string;
  remaining: string;
  authorized: string;
  billed: string;
  paid: string;
}

/** Funding by program and status: what was granted, is left, was authorized for invoices, billed to it and paid by it. */
export function fundingStatement(ctx: Ctx): Statement {
  const where = clientsSeen(ctx, 'f.client_id', [Permission.VIEW_INSURANCE]);
  const sum = (what: string): string => `coalesce(sum(${what}), 0)::numeric(30,2)`;
  const text = `SELECT g.id::text AS "programId", g.name AS "programName", f.status, count(*)::text AS sources, ${sum('f.total_amount')} AS granted,
      ${sum('f.remaining_amount')} AS remaining, ${sum('z.authorized')} AS authorized, ${sum('m.billed')} AS billed, ${sum('m.paid')} AS paid
    FROM client_funding f JOIN funding_programs g ON g.id = f.funding_program_id
      LEFT JOIN (SELECT client_funding_id, sum(authorized_amount) AS authorized FROM funding_authorizations GROUP BY 1) z ON z.client_funding_id = f.id
      LEFT JOIN (
        SELECT funding_id, sum(amount) FILTER (WHERE kind NOT IN ('PAYMENT', 'PREPAYMENT', 'REFUND')) AS billed,
          -sum(amount) FILTER (WHERE kind IN ('PAYMENT', 'PREPAYMENT', 'REFUND')) AS paid
        FROM ledger_movements WHERE funding_id IS NOT NULL GROUP BY 1) m ON m.funding_id = f.id
    WHERE ${where.sql} GROUP BY g.id, f.status ORDER BY g.name, g.id, f.status`;
  return { text, values: where.values };
}
