/**
 * What every way of booking shares: the resources of a plan held against the schedule, and the 409 that names each clash.
 * The database holds the same by itself (the scheduling migration); here it is said in words, before and after.
 */
import type { Ctx } from '../../access/context.js';
import { translateDatabaseError } from '../../database/errors.js';
import { takeTurns } from '../../database/row-locks.js';
import { type AppError, conflict } from '../../kernel/errors.js';
import type { Clash, Plan } from './rules/clashes.js';
import { findClashes } from './clashes.queries.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Waits its turn for every person, room, learner and equipment of the plans, in one order for everybody, day by day: racers
 * for one slot come one after the other and never wait for each other in a circle. Until the transaction ends.
 */
export async function takeTurnsFor(ctx: Ctx, plans: readonly Plan[]): Promise<void> {
  const names = plans.flatMap((plan) => {
    const days = new Set([plan.start, plan.end].map((time) => Math.floor(time.getTime() / DAY)));
    const resources = [
      ...plan.staff.map((id) => `staff ${id}`),
      ...(plan.room === null ? [] : [`room ${plan.room}`]),
      ...plan.learners.map((id) => `learner ${id}`),
      ...plan.equipment.map(({ id }) => `equipment ${id}`),
    ];
    return [...days].flatMap((day) => resources.map((resource) => `${resource} day ${day}`));
  });
  await takeTurns(ctx.pool, names);
}

/** 409 with each clash named. */
export function clashError(clashes: readonly Clash[]): AppError {
  const [first] = clashes;
  const more =
    clashes.length > 1 ? ` ${clashes.length - 1} more ${clashes.length === 2 ? 'thing is' : 'things are'} in the way.` : '';
  return conflict('appointment.conflict', `${first?.message ?? 'Something else is booked at this time.'}${more}`, {
    errors: clashes.map((clash) => ({ path: PATHS[clash.resource], message: clash.message })),
    details: { conflicts: clashes },
  });
}

/** Which field of a form is about it. */
const PATHS: Record<Clash['resource'], string> = {
  STAFF: 'startTime',
  ROOM: 'roomId',
  LEARNER: 'learnerId',
  EQUIPMENT: 'equipment',
  SEATS: 'maxParticipants',
};

/** Throws 409 with the clashes of a plan, if it has any. */
export async function requireFree(ctx: Ctx, plan: Plan): Promise<void> {
  const clashes = await findClashes(ctx, [plan]);
  if (clashes.length > 0) throw clashError(clashes);
}

/** As many as one plan can have. */
const ALL = 10_000;

/** Throws 409 with those clashes of the plan that the one before it did not have. */
export async function requireNoNewClash(ctx: Ctx, before: Plan, plan: Plan): Promise<void> {
  const keyOf = ({ resource, resourceId, name, startTime, endTime }: Clash): string =>
    [resource, resourceId, name, startTime, endTime].join(' ');
  const had = new Set((await findClashes(ctx, [before], { most: ALL })).map(keyOf));
  const clashes = (await findClashes(ctx, [plan], { most: ALL })).filter((clash) => !had.has(keyOf(clash)));
  if (clashes.length > 0) throw clashError(clashes.slice(0, 100));
}

/**
 * Runs a write that the database may refuse for a clash that came about meanwhile: then it is told by name too.
 * `plans` are worked out anew, outside of the transaction that is lost; `moving` as in findClashes.
 */
export async function namingClashes<T>(
  ctx: Ctx,
  plans: () => readonly Plan[],
  work: () => Promise<T>,
  moving: () => readonly bigint[] = () => [],
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refused = translateDatabaseError(error);
    if (refused?.code !== 'appointment.conflict' || refused.details?.conflicts || ctx.transaction) throw error;
    const clashes = await findClashes(ctx, plans(), { moving: moving() });
    throw clashes.length > 0 ? clashError(clashes) : error;
  }
}
