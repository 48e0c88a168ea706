import { practiceZone, practiceZoneHeld } from '../../access/practice-zone.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';

/**
 * The zone of the place where it is held: the location's, else the practice's. In a transaction it stays what it is until the end: who
 * corrects it waits.
 */
export async function zoneOf(ctx: Ctx, locationId: bigint | null): Promise<string> {
  if (locationId === null) return ctx.transaction ? practiceZoneHeld(ctx) : practiceZone(ctx);
  const text = `SELECT timezone FROM practice_locations WHERE id = $1::bigint${ctx.transaction ? ' FOR KEY SHARE' : ''}`;
  const [location] = await prepared<{ timezone: string }>(ctx.pool, text, [String(locationId)]);
  return location?.timezone ?? (await practiceZone(ctx));
}
