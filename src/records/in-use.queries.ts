import type { Ctx } from '../access/context.js';

/** A column whose rows keep the row that they refer to from being deleted. */
export interface Holder {
  table: string;
  column: string;
}

/** What refers to `table` so that its rows stay. Asked of the catalogue, so that no table is forgotten. */
export async function holdersOf(ctx: Ctx, table: string): Promise<Holder[]> {
  const { rows } = await ctx.root.pool.query<Holder>(
    `SELECT r.relname AS "table", a.attname AS "column"
     FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = to_regclass($1) AND c.confdeltype IN ('a', 'r') AND cardinality(c.conkey) = 1
     ORDER BY r.relname, a.attname`,
    [table],
  );
  return rows;
}

/** How many rows of each holder refer to the row with that id; none is counted beyond `most`. */
export async function countHeld(ctx: Ctx, holders: readonly Holder[], id: string, most: number): Promise<number[]> {
  if (holders.length === 0) return [];
  const counts = holders.map(
    ({ table, column }) =>
      `(SELECT count(*)::int FROM (SELECT 1 FROM "${table}" WHERE "${column}" = $1::bigint LIMIT ${most}) AS held)`,
  );
  const { rows } = await ctx.root.pool.query<{ counts: number[] }>(`SELECT ARRAY[${counts.join(', ')}] AS counts`, [id]);
  return rows[0]?.counts ?? [];
}
