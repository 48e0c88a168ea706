import type { Ctx } from '../context.js';
import type { Shown } from '../shared/etag.js';
import { type Practice, toPractice } from './practice.dto.js';
import { getPractice, seesSubscription } from './practice.service.js';

/** The practice as its GET answers it. Throws 403, 404. */
export async function practiceShown(ctx: Ctx): Promise<Shown<Practice>> {
  const row = await getPractice(ctx);
  return [row.updatedAt, toPractice(row, seesSubscription(ctx))];
}
