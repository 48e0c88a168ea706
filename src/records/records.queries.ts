import type { Ctx } from '../access/context.js';
import { prepared } from '../database/client.js';

/** How many rows the table has by the database's own statistics; null where it has none yet. Costs nothing however large the table. */
export async function estimateRows(ctx: Ctx, table: string): Promise<number | null> {
  const [row] = await prepared<{ rows: number }>(
    ctx.pool,
    'SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = quote_ident($1)::regclass',
    [table],
  );
  return row && row.rows >= 0 ? Math.round(row.rows) : null;
}
