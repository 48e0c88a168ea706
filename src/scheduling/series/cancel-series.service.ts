/** Calling off this appointment of a series, this and those after it, or all. */
import { type Ctx, inTransaction } from '../../access/context.js';
import type { Match } from '../../http/etag.js';
import { cancelAppointment, cancelLocked, cancellationOf } from '../appointments/cancel.service.js';
import { lockAffected, occurrenceOf, seriesOf } from './affected.service.js';
import type { ChangedSeries } from './change.dto.js';
import type { SeriesCancellation } from './series.input.js';

/**
 * Cancels appointments of a series, with reason. They stay in their series. Throws as changeSeries.
 */
export async function cancelSeries(
  ctx: Ctx,
  id: bigint,
  { scope: which, ...why }: SeriesCancellation,
  match?: Match,
): Promise<ChangedSeries> {
  const patternId = await seriesOf(ctx, id);
  if (which === 'THIS') {
    await cancelAppointment(ctx, id, why, match);
    const row = await ctx.db.appointment.findUniqueOrThrow({ where: { id } });
    return { id: String(patternId), splitFromId: null, changed: [occurrenceOf(row)], kept: [], warnings: [] };
  }
  return inTransaction(ctx, async (tx) => {
    const { rows, kept } = await lockAffected(tx, id, patternId, which, match);
    await cancelLocked(tx, rows, await cancellationOf(tx, why));
    return { id: String(patternId), splitFromId: null, changed: rows.map(occurrenceOf), kept, warnings: [] };
  });
}
