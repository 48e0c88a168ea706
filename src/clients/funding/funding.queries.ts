import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';

export interface TurnedFunding {
  id: bigint;
  clientId: bigint;
  before: { status: string };
  after: { status: string };
}

/** Funding whose status is not that of this day, made so; at most so many. What somebody else holds is left for the next time. */
export async function turnFundingRows(tx: Ctx, day: string, most: number): Promise<TurnedFunding[]> {
  const rows = await prepared<{ id: string; clientId: string; before: string; after: string }>(
    tx.pool,
    `UPDATE client_funding f SET status = n.status
     FROM (SELECT id, status AS before,
         CASE WHEN end_date < $1::date THEN 'EXPIRED' WHEN remaining_amount = 0 THEN 'EXHAUSTED' ELSE 'ACTIVE' END AS status
       FROM client_funding WHERE status IN ('APPROVED', 'ACTIVE', 'EXHAUSTED') AND total_amount > 0
         AND (end_date < $1::date OR (remaining_amount = 0) <> (status = 'EXHAUSTED'))
       ORDER BY id LIMIT $2::integer FOR UPDATE SKIP LOCKED) n
     WHERE f.id = n.id RETURNING f.id::text, f.client_id::text AS "clientId", n.before, f.status AS after`,
    [day, most],
  );
  return rows.map(({ id, clientId, before, after }) => ({
    id: BigInt(id),
    clientId: BigInt(clientId),
    before: { status: before },
    after: { status: after },
  }));
}

/** The programs of funding sources, by the sources' ids. */
export async function programsOf(ctx: Ctx, ids: readonly bigint[]): Promise<Map<string, string>> {
  const rows = await prepared<{ id: string; name: string }>(
    ctx.pool,
    `SELECT f.id::text, g.name FROM client_funding f JOIN funding_programs g ON g.id = f.funding_program_id
     WHERE f.id = ANY($1::bigint[])`,
    [ids.map(String)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
