import type { Ctx } from '../../access/context.js';
import type { Shown } from '../../http/etag.js';
import { type PracticeLocation, toLocation } from './locations.dto.js';
import { getLocation } from './locations.service.js';

/** The location as its GET answers it. Throws 403, 404. */
export async function locationShown(ctx: Ctx, id: bigint): Promise<Shown<PracticeLocation>> {
  const row = await getLocation(ctx, id);
  return [row.updatedAt, toLocation(row)];
}
