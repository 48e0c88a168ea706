/** Previews of series that are kept for the holder of their token. */
import type { Ctx } from '../../access/context.js';

/** Takes away those that have run out. Racers leave each other's alone. */
export async function pruneSeriesPreviews(ctx: Ctx): Promise<void> {
  await ctx.db.$executeRawUnsafe(
    `DELETE FROM series_previews WHERE id = ANY (ARRAY
      (SELECT id FROM series_previews WHERE expires_at <= $1::text::timestamp ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED))`,
    ctx.now().toISOString(),
  );
}

/** The day of the last cover of this client, and whether one has no end; undefined where there is no policy at all. */
export interface Cover {
  from: string | null;
  until: string | null;
}

/** When each of the client's policies covers them; null = open. */
export async function readCover(ctx: Ctx, clientId: bigint): Promise<Cover[]> {
  return ctx.db.$queryRawUnsafe<Cover[]>(
    `SELECT coverage_start_date::text AS "from", coverage_end_date::text AS "until" FROM client_insurance WHERE client_id = $1`,
    clientId,
  );
}
