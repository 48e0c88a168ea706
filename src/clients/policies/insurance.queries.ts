import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';

type Figures = Record<'policyYearStart' | 'drawnElsewhere', string> & { remainingCoverage: string | null };

export interface TurnedPolicy {
  id: bigint;
  clientId: bigint;
  before: Figures;
  after: Figures;
}

/**
 * Policies whose year is not that of this day, made so; at most so many. What is left of them starts anew by a trigger. What somebody else holds
 * is left for the next time.
 */
export async function turnPolicyYears(tx: Ctx, day: string, most: number): Promise<TurnedPolicy[]> {
  const rows = await prepared<{ id: string; clientId: string; before: Figures; after: Figures }>(
    tx.pool,
    `UPDATE client_insurance n SET policy_year_start = $1::date
     FROM (SELECT id, policy_year_start, drawn_elsewhere, remaining_coverage FROM client_insurance
       WHERE (policy_year_start <= $1::date - 365 OR policy_year_start > $1::date)
         AND policy_year_start <> policy_year_of($1::date, policy_year_month, policy_year_day)
       ORDER BY id LIMIT $2::integer FOR UPDATE SKIP LOCKED) o
     WHERE n.id = o.id RETURNING n.id::text, n.client_id::text AS "clientId",
       jsonb_build_object('policyYearStart', o.policy_year_start, 'drawnElsewhere', o.drawn_elsewhere::text, 'remainingCoverage', o.remaining_coverage::text) AS before,
       jsonb_build_object('policyYearStart', n.policy_year_start, 'drawnElsewhere', n.drawn_elsewhere::text, 'remainingCoverage', n.remaining_coverage::text) AS after`,
    [day, most],
  );
  return rows.map(({ id, clientId, before, after }) => ({ id: BigInt(id), clientId: BigInt(clientId), before, after }));
}

/** The insurers of policies, by the policies' ids. */
export async function insurersOf(ctx: Ctx, ids: readonly bigint[]): Promise<Map<string, string>> {
  const rows = await prepared<{ id: string; name: string }>(
    ctx.pool,
    `SELECT n.id::text, p.name FROM client_insurance n JOIN insurance_providers p ON p.id = n.insurance_provider_id
     WHERE n.id = ANY($1::bigint[])`,
    [ids.map(String)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
