import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { BEFORE_END, PART_LEFT } from './rules/scarce.js';

/** What staff are told of. */
export const NOTICES = ['FUNDING_ENDS', 'FUNDING_LOW', 'AUTHORIZATION_ENDS', 'AUTHORIZATION_LOW', 'POLICY_LOW'] as const;
export type Notice = (typeof NOTICES)[number];

/**
 * Notes what ends within a month of that day, or of which a fifth or less is left, where it was not noted before; at most so many. What is renewed, or given
 * more, is another one. In one statement, so that of two who look at once one alone notes it.
 */
export async function noteCovers(tx: Ctx, day: string, most: number): Promise<{ kind: Notice; id: string; key: string }[]> {
  const rows = await prepared<{ key: string }>(
    tx.pool,
    `WITH found AS (
       SELECT 'FUNDING_ENDS:' || f.id || ':' || f.end_date AS key, f.client_id FROM client_funding f
         WHERE f.status IN ('APPROVED', 'ACTIVE') AND f.remaining_amount > 0 AND f.end_date BETWEEN $1::date AND $1::date + ${BEFORE_END}
       UNION ALL SELECT 'FUNDING_LOW:' || f.id || ':' || f.total_amount || ':' || f.end_date, f.client_id FROM client_funding f
         WHERE f.status IN ('APPROVED', 'ACTIVE', 'EXHAUSTED') AND f.total_amount > 0 AND f.remaining_amount <= f.total_amount * ${PART_LEFT} AND f.end_date >= $1::date
       UNION ALL SELECT 'AUTHORIZATION_ENDS:' || s.id || ':' || s.valid_to, s.client_id FROM service_authorizations s
         WHERE s.reserved + s.used < s.amount AND s.valid_to BETWEEN $1::date AND $1::date + ${BEFORE_END} AND s.valid_from <= $1::date
       UNION ALL SELECT 'AUTHORIZATION_LOW:' || s.id || ':' || s.amount || ':' || s.valid_to, s.client_id FROM service_authorizations s
         WHERE s.amount - s.reserved - s.used <= s.amount * ${PART_LEFT} AND s.valid_to >= $1::date
       UNION ALL SELECT 'POLICY_LOW:' || n.id || ':' || n.max_annual_coverage || ':' || n.policy_year_start, n.client_id FROM client_insurance n
         WHERE n.max_annual_coverage > 0 AND n.remaining_coverage <= n.max_annual_coverage * ${PART_LEFT} AND coalesce(n.coverage_end_date >= $1::date, true))
     INSERT INTO cover_notices (key, created_at)
       SELECT f.key, $3::timestamp FROM found f JOIN clients c ON c.id = f.client_id AND c.status <> 'ARCHIVED'
       WHERE NOT EXISTS (SELECT FROM cover_notices n WHERE n.key = f.key) ORDER BY f.key LIMIT $2::integer
     ON CONFLICT DO NOTHING RETURNING key`,
    [day, most, tx.now().toISOString()],
  );
  return rows.map(({ key }) => {
    const [kind = '', id = ''] = key.split(':');
    return { kind: kind as Notice, id, key };
  });
}
