/** What policies paid by policy year, and what they are still asked for. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { ASKS, STILL_ASKED } from './waiting.sql.js';

export interface PolicyYearRow {
  insuranceId: string;
  startsOn: string;
  endsOn: string;
  maximum: string | null;
  drawnElsewhere: string;
  paid: string;
  claimed: string;
  remaining: string | null;
}

const MOST = 100;

/**
 * Years of these policies, the latest first: those with a row of their own, those in which something is claimed, and those of the days that
 * are asked about. One statement.
 * @param days `2026-03-08`; the years in which they lie are there whether or not anything was drawn
 * @param except a claim that is not counted among those that wait
 */
export async function policyYearRows(
  ctx: Ctx,
  policies: readonly bigint[],
  days: readonly string[] = [],
  except: bigint | null = null,
): Promise<PolicyYearRow[]> {
  if (policies.length === 0) return [];
  return prepared<PolicyYearRow & Record<string, unknown>>(
    ctx.pool,
    `WITH claimed AS (
       SELECT k.insurance_id, policy_year_of(l.service_date, n.policy_year_month, n.policy_year_day) AS starts_on,
         sum(${STILL_ASKED}) AS amount
       FROM insurance_claims k JOIN client_insurance n ON n.id = k.insurance_id JOIN claim_lines x ON x.claim_id = k.id
         JOIN invoice_line_items l ON l.id = x.line_id
       WHERE k.insurance_id = ANY($1::bigint[]) AND k.id IS DISTINCT FROM $2::bigint AND ${ASKS}
       GROUP BY 1, 2
     ), years AS (
       SELECT insurance_id, starts_on FROM policy_years WHERE insurance_id = ANY($1::bigint[])
       UNION SELECT insurance_id, starts_on FROM claimed
       UNION SELECT n.id, policy_year_of(d.day, n.policy_year_month, n.policy_year_day) FROM client_insurance n, unnest($3::date[]) AS d (day)
         WHERE n.id = ANY($1::bigint[])
     )
     SELECT y.insurance_id::text AS "insuranceId", y.starts_on::text AS "startsOn",
       (policy_year_begins(extract(year FROM y.starts_on)::integer + 1, n.policy_year_month, n.policy_year_day) - 1)::text AS "endsOn",
       m.maximum, coalesce(w.drawn_elsewhere, 0) AS "drawnElsewhere", coalesce(w.paid, 0) AS paid, coalesce(c.amount, 0) AS claimed,
       CASE WHEN m.maximum IS NOT NULL THEN greatest(0, least(m.maximum, m.maximum - coalesce(w.drawn_elsewhere + w.paid, 0))) END AS remaining
     FROM years y JOIN client_insurance n ON n.id = y.insurance_id
     LEFT JOIN policy_years w ON w.insurance_id = y.insurance_id AND w.starts_on = y.starts_on
     LEFT JOIN claimed c ON c.insurance_id = y.insurance_id AND c.starts_on = y.starts_on
     CROSS JOIN LATERAL (SELECT CASE WHEN w.id IS NULL THEN n.max_annual_coverage ELSE w.maximum END AS maximum) m
     ORDER BY y.insurance_id, y.starts_on DESC LIMIT ${MOST} * $4::integer`,
    [policies.map(String), except === null ? null : String(except), days, policies.length],
  );
}

/** What is left of a policy in the year of a day, and once what is claimed is paid. */
export interface LeftOfYear {
  insuranceId: string;
  startsOn: string;
  endsOn: string;
  left: Decimal;
  afterClaims: Decimal;
}

/** Never below nothing. */
export const afterClaims = (remaining: string, claimed: string): Decimal => Decimal.max(0, new Decimal(remaining).minus(claimed));

/** Of the years of these days, for policies that pay at most so much a year. */
export async function leftOfYears(
  ctx: Ctx,
  policies: readonly bigint[],
  days: readonly string[],
  except: bigint | null = null,
): Promise<LeftOfYear[]> {
  const rows = await policyYearRows(ctx, policies, days, except);
  return rows.flatMap(({ insuranceId, startsOn, endsOn, remaining, claimed }) =>
    remaining === null ? [] : [{ insuranceId, startsOn, endsOn, left: new Decimal(remaining), afterClaims: afterClaims(remaining, claimed) }],
  );
}

interface CoverRow {
  id: string;
  name: string;
  from: string;
  to: string;
}

/** Whom these policies and funding sources are of, and on which days they pay. Two statements at most. */
export async function coversOf(
  ctx: Ctx,
  policies: readonly bigint[],
  fundings: readonly bigint[],
): Promise<{
  policies: (Pick<CoverRow, 'id' | 'name'> & { from: string | null; to: string | null })[];
  fundings: (CoverRow & { status: string; left: string })[];
}> {
  return {
    policies:
      policies.length === 0
        ? []
        : await prepared(
            ctx.pool,
            `SELECT n.id::text, p.name, n.coverage_start_date::text AS "from", n.coverage_end_date::text AS "to"
             FROM client_insurance n JOIN insurance_providers p ON p.id = n.insurance_provider_id WHERE n.id = ANY($1::bigint[]) ORDER BY n.id`,
            [policies.map(String)],
          ),
    fundings:
      fundings.length === 0
        ? []
        : await prepared(
            ctx.pool,
            `SELECT f.id::text, g.name, f.start_date::text AS "from", f.end_date::text AS "to", f.status, f.remaining_amount AS left
             FROM client_funding f JOIN funding_programs g ON g.id = f.funding_program_id WHERE f.id = ANY($1::bigint[]) ORDER BY f.id`,
            [fundings.map(String)],
          ),
  };
}
