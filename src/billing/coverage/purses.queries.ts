import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { Binding } from '../../database/binding.js';
import { prepared } from '../../database/client.js';
import { ASKS, STILL_ASKED } from './waiting.sql.js';

export interface PurseRow {
  kind: 'POLICY' | 'FUNDING';
  clientId: string;
  name: string;
  from: string | null;
  to: string | null;
  total: string;
  left: string;
  /** What open claims ask of it in that year; nothing for who may not see the client's billing. */
  claimed: string;
}

/**
 * Policies with a yearly maximum that are primary or pay the client's bills, in the year that runs; and funding sources that are
 * active or pay the client's bills. Of these clients and those of these learners, whom the actor may see. One statement.
 */
export async function purseRows(ctx: Ctx, clientIds: readonly bigint[], learnerIds: readonly bigint[]): Promise<PurseRow[]> {
  const binding = new Binding();
  const ids = binding.ids(clientIds);
  const learners = binding.ids(learnerIds);
  const seen = ['true', ...clientConditions(ctx.actor, Permission.VIEW_INSURANCE, 'w.id', binding)].join(' AND ');
  const billed = ['true', ...clientConditions(ctx.actor, Permission.VIEW_BILLING, 'w.id', binding)].join(' AND ');
  return prepared<PurseRow & Record<string, unknown>>(
    ctx.pool,
    `WITH whose AS MATERIALIZED (SELECT w.id, (${billed}) AS billed FROM clients w WHERE (w.id = ANY(${ids}) OR w.id IN (SELECT l.client_id FROM learners l WHERE l.id = ANY(${learners}))) AND ${seen})
     SELECT 'POLICY' AS kind, n.client_id::text AS "clientId", p.name, greatest(n.policy_year_start, n.coverage_start_date)::text AS "from",
       least(policy_year_begins(extract(year FROM n.policy_year_start)::integer + 1, n.policy_year_month, n.policy_year_day) - 1, n.coverage_end_date)::text AS "to",
       n.max_annual_coverage AS total, n.remaining_coverage AS left, CASE WHEN w.billed THEN coalesce((
         SELECT sum(${STILL_ASKED}) FROM insurance_claims k JOIN claim_lines x ON x.claim_id = k.id JOIN invoice_line_items i ON i.id = x.line_id
         WHERE k.insurance_id = n.id AND ${ASKS} AND policy_year_of(i.service_date, n.policy_year_month, n.policy_year_day) = n.policy_year_start), 0) ELSE 0 END AS claimed
     FROM client_insurance n JOIN whose w ON w.id = n.client_id JOIN insurance_providers p ON p.id = n.insurance_provider_id
     WHERE n.max_annual_coverage > 0 AND (n.is_primary OR EXISTS (SELECT FROM client_payers c WHERE c.insurance_id = n.id))
     UNION ALL
     SELECT 'FUNDING', f.client_id::text, g.name, f.start_date::text, f.end_date::text, f.total_amount, f.remaining_amount, 0
     FROM client_funding f JOIN whose w ON w.id = f.client_id JOIN funding_programs g ON g.id = f.funding_program_id
     WHERE f.total_amount > 0 AND (f.status = 'ACTIVE' OR (f.status IN ('APPROVED', 'EXHAUSTED') AND EXISTS (SELECT FROM client_payers c WHERE c.funding_id = f.id)))
     ORDER BY 1, 3`,
    binding.values,
  );
}
