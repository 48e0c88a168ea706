/** The clock of the practice. */
import type { Ctx } from '../context.js';

const ZONE_GOOD_FOR_MS = 60_000;
const zones = new WeakMap<object, { zone: string; until: number }>();

/** The practice's time zone; asked of the database once a minute at most. */
export async function practiceZone(ctx: Ctx): Promise<string> {
  const known = zones.get(ctx.root.pool);
  const now = Date.now();
  if (known && known.until > now) return known.zone;
  const { rows } = await ctx.pool.query<{ timezone: string }>('SELECT timezone FROM practice ORDER BY id LIMIT 1');
  const zone = rows[0]?.timezone ?? 'UTC';
  zones.set(ctx.root.pool, { zone, until: now + ZONE_GOOD_FOR_MS });
  return zone;
}
