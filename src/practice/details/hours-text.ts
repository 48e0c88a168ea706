/** The opening hours as text for people: free where nobody has entered them by day, else written from those. */
import type { Ctx } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';

/** Throws 422 for a text that is sent although the hours are there by day. @param locationId null: the practice's own */
export async function requireFreeText(
  ctx: Ctx,
  locationId: bigint | null,
  { before, sent }: { before: string | null; sent: string | null | undefined },
): Promise<void> {
  if (sent === undefined || sent === before) return;
  if (await ctx.db.openingHours.count({ where: { locationId } }))
    throw unprocessable(
      'opening_hours.text',
      'This text is written from the opening hours. Change those instead.',
      'hoursOfOperation',
    );
}
