/** Would it fit: a plan held against the schedule without booking it. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { malformed } from '../../kernel/errors.js';
import { toId } from '../../kernel/ids.js';
import { toInstant } from '../../kernel/time.js';
import { requireTimes } from './bookable.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import type { ConflictsQuery } from './conflicts.dto.js';
import type { Clash, Plan } from './rules/clashes.js';
import { findClashes } from './clashes.queries.js';

const MOST_PLANS = 100;

/** `2030-06-03T14:00:00Z/2030-06-03T14:50:00Z`. Throws 400. */
function intervalOf(text: string, index: number): { start: Date; end: Date } {
  const [start = '', end = '', ...rest] = text.split('/');
  const path = `at.${index}`;
  if (rest.length > 0 || !end)
    throw malformed('Give each plan as start/end.', [{ path, message: 'must be two instants with a slash between' }]);
  return { start: toInstant(start, path), end: toInstant(end, path) };
}

/**
 * What would be in the way of the same people, room and equipment at these times, counted from 0.
 * Throws 400, 403, 422 for times that no appointment can have.
 */
export async function findConflicts(ctx: Ctx, query: ConflictsQuery): Promise<Clash[]> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  if (query.at.length > MOST_PLANS)
    throw malformed(`At most ${MOST_PLANS} plans at once.`, [{ path: 'at', message: `must have at most ${MOST_PLANS} entries` }]);
  const ids = (given: string[] | undefined, path: string): bigint[] =>
    (given ?? []).map((text, index) => toId(text, `${path}.${index}`));
  const learners = ids(query.learnerId, 'learnerId');
  // Of a learner out of sight nothing is told, not even that they have time.
  const seen = await visibleLearners(ctx, Permission.VIEW_APPOINTMENT, learners);
  const equipment = ids(query.equipmentId, 'equipmentId');
  const shared: Omit<Plan, 'start' | 'end'> = {
    staff: ids(query.staffId, 'staffId'),
    room: query.roomId === undefined ? null : toId(query.roomId, 'roomId'),
    learners: learners.filter((id) => seen.has(id)),
    // Named twice: two of it.
    equipment: [...new Set(equipment)].map((id) => ({ id, quantity: equipment.filter((one) => one === id).length })),
    except: query.appointmentId === undefined ? null : toId(query.appointmentId, 'appointmentId'),
  };
  const plans = query.at.map((text, index) => ({ ...shared, ...intervalOf(text, index) }));
  for (const plan of plans) requireTimes(plan.start, plan.end);
  return findClashes(ctx, plans);
}
