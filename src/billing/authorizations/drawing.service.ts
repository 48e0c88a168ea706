/** What visits draw on authorizations: worked out anew whenever one is booked, moved, over or gone. */
import type { Ctx } from '../../access/context.js';
import { toDate } from '../../kernel/time.js';
import { holdAgreements } from './authorizations.queries.js';
import { type PartRow, partsOf, usesOf, writeUses } from './drawing.queries.js';
import { type Agreement, type Draw, drawOn } from './rules/drawing.js';

/** The first and the last day of any of them. */
export function daysOf(agreements: readonly Agreement[]): { from: Date; to: Date } {
  const first = agreements.map(({ validFrom }) => validFrom).sort()[0] as string;
  const last = agreements
    .map(({ validTo }) => validTo)
    .sort()
    .at(-1) as string;
  return { from: toDate(first, 'validFrom'), to: toDate(last, 'validTo') };
}

const isSame = ({ part, authorizationId, quantity }: Draw): boolean => {
  const { use, held } = part as PartRow;
  return (
    use !== null && held === authorizationId && quantity.equals(use.quantity) && use.state === (part.done ? 'USED' : 'RESERVED')
  );
};

/**
 * Lets the visits of these clients draw on what was agreed to for them. The authorizations are held first, so that two who book at once come
 * one after the other, and what is read then is all that there is. A fixed number of statements, however many visits.
 * @param tx of a transaction
 * @param without appointments that are about to be deleted
 */
export async function settleDraws(tx: Ctx, clientIds: readonly bigint[], without: readonly bigint[] = []): Promise<void> {
  if (clientIds.length === 0) return;
  const agreements = await holdAgreements(tx, clientIds);
  if (agreements.length === 0) return;
  const parts = await partsOf(tx, { clientIds, ...daysOf(agreements), without });
  const { draws } = drawOn(agreements, parts);
  const kept = new Set(draws.filter(isSame).map(({ part }) => (part as PartRow).use?.id));
  const gone = (await usesOf(tx, clientIds)).filter((id) => !kept.has(id));
  await writeUses(
    tx,
    gone,
    draws.filter((draw) => !isSame(draw)),
  );
}
