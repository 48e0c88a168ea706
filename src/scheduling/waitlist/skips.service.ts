/**
 * Whom an offer went past. Who waits longest wants to know why somebody else was asked, and the practice has to be able to tell: so everybody
 * who stood before whoever got an offer is written down with the reason.
 */
import { SYSTEM } from '../../access/actor.js';
import type { Ctx } from '../../access/context.js';
import type { WaitlistOffer, WaitlistSkip } from '../../generated/prisma/index.js';
import { slotOf } from './matches.service.js';
import { byPosition, rank } from './rules/matching.js';
import { listSkipRows, type SkipRow } from './offers.queries.js';
import { type Candidate, listCandidates } from './waitlist.queries.js';
import { getWaitlistEntry } from './waitlist.service.js';
import { practiceTimes } from '../../access/practice-zone.js';

/** When the practice has so many who wait, the rest stands too far behind for a single offer to matter. */
const MOST_SKIPS = 500;

type Reason = WaitlistSkip['reason'];

/** The times that were offered to others past this entry, the latest first. Throws 403, 404. */
export async function listSkips(ctx: Ctx, waitlistId: bigint): Promise<SkipRow[]> {
  await getWaitlistEntry(ctx, waitlistId);
  return listSkipRows(ctx, waitlistId);
}

/**
 * Writes down who of those that wait for the same service stood before the one that got `offer`; everybody, where it ended with nobody.
 * In the transaction of the offer, in the name of the system: staff may not see them all.
 * @param taker the entry that got it, or null
 * @param chosen by staff; else by the order of matching
 */
export async function recordSkips(
  tx: Ctx,
  offer: Pick<WaitlistOffer, 'id' | 'waitlistId' | 'therapistId' | 'locationId' | 'startTime' | 'endTime'>,
  serviceType: Candidate['serviceType'],
  { taker, chosen }: { taker: bigint | null; chosen: boolean },
): Promise<void> {
  const system: Ctx = { ...tx, actor: SYSTEM };
  const { therapistId, locationId, startTime, endTime } = offer;
  const waiting = await listCandidates(system, serviceType);
  const own = waiting.find(({ id }) => id === String(taker ?? offer.waitlistId));
  const before = waiting
    .filter((entry) => entry !== own && (taker === null || (own !== undefined && byPosition(entry, own) < 0)))
    .sort(byPosition)
    .slice(0, MOST_SKIPS);
  if (before.length === 0) return;
  const ids = before.map(({ id }) => BigInt(id));
  const offers = await tx.db.waitlistOffer.findMany({
    where: { waitlistId: { in: ids }, OR: [{ status: 'OFFERED' }, { therapistId, startTime, endTime }] },
    select: { waitlistId: true, status: true },
  });
  const open = new Set(offers.filter(({ status }) => status === 'OFFERED').map(({ waitlistId }) => String(waitlistId)));
  const had = new Set(offers.map(({ waitlistId }) => String(waitlistId)));
  const slot = await slotOf(system, { therapistId, locationId, start: startTime, end: endTime });
  const reasonOf = (id: string, fits: boolean): Reason => {
    if (open.has(id)) return 'OPEN_OFFER';
    if (had.has(id)) return 'HAD_THIS_TIME';
    if (!fits) return 'DOES_NOT_FIT';
    return chosen ? 'STAFF_CHOICE' : 'OTHER_FITS_BETTER';
  };
  const { wall } = await practiceTimes(tx);
  await tx.db.waitlistSkip.createMany({
    data: rank(slot, before, tx.now(), wall).map(({ entry, fits, obstacles }) => ({
      offerId: offer.id,
      waitlistId: BigInt(entry.id),
      reason: reasonOf(entry.id, fits),
      details: obstacles.join('; ') || null,
      createdAt: tx.now(),
    })),
    skipDuplicates: true,
  });
}
