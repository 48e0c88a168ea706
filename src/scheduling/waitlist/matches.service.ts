/** Whom a free time would suit. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { requireTimes } from '../appointments/bookable.js';
import type { Ctx } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';
import type { MatchQuery } from './matches.input.js';
import { type Match, rank, type Slot } from './rules/matching.js';
import { type Candidate, findSlotNames, listCandidates } from './waitlist.queries.js';
import { practiceTimes } from '../../access/practice-zone.js';

const MOST = 50;

export interface FoundMatches {
  timezone: string;
  fitting: Match<Candidate>[];
  others: Match<Candidate>[];
  /** How many fit in all. */
  fittingCount: number;
}

/** The slot with its names and zone. Throws 422 for a therapist or a location that isn't there or isn't in use. */
export async function slotOf(
  ctx: Ctx,
  given: { therapistId: bigint; locationId: bigint | null; start: Date; end: Date },
): Promise<Slot> {
  const { therapistName, locationName, timezone } = await findSlotNames(ctx, given.therapistId, given.locationId);
  if (therapistName === null)
    throw unprocessable('reference.not_found', 'There is no such active member of the practice.', 'therapistId');
  if (given.locationId !== null && locationName === null)
    throw unprocessable('reference.not_found', 'There is no such location in use.', 'locationId');
  return {
    therapistId: String(given.therapistId),
    therapistName,
    locationId: given.locationId === null ? null : String(given.locationId),
    zone: timezone,
    start: given.start,
    end: given.end,
  };
}

/** Who of those that the actor sees could be asked, and who not, each with the reasons. Throws 403, 422. */
export async function findMatches(ctx: Ctx, query: MatchQuery): Promise<FoundMatches> {
  requirePermission(ctx.actor, Permission.VIEW_WAITLIST);
  const { therapistId, locationId = null, startTime: start, endTime: end } = query;
  requireTimes(start, end);
  const slot = await slotOf(ctx, { therapistId, locationId, start, end });
  const { wall } = await practiceTimes(ctx);
  const matches = rank(slot, await listCandidates(ctx, query.serviceType), ctx.now(), wall);
  const fitting = matches.filter(({ fits }) => fits);
  const others = matches.filter(({ fits }) => !fits);
  const limit = query.limit ?? MOST;
  return { timezone: slot.zone, fitting: fitting.slice(0, limit), others: others.slice(0, limit), fittingCount: fitting.length };
}
