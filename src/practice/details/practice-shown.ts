import type { Ctx } from '../../access/context.js';
import type { Shown } from '../../http/etag.js';
import { type Practice, toPractice } from './practice.dto.js';
import { getPractice, type PracticeRow, seesSubscription } from './practice.service.js';

/** The practice as its GET answers it. Throws 403, 404. @param row as it is read or was just written */
export async function practiceShown(ctx: Ctx, row?: PracticeRow): Promise<Shown<Practice>> {
  const practice = row ?? (await getPractice(ctx));
  return [practice.updatedAt, toPractice(practice, seesSubscription(ctx))];
}
