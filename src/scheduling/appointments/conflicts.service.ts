/** Would it fit: a plan held against the schedule without booking it. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { requireTimes } from './bookable.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import type { Planned } from './appointments.input.js';
import type { Clash, Plan } from './rules/clashes.js';
import { findClashes } from './clashes.queries.js';

/**
 * What would be in the way of the same people, room and equipment at these times, counted from 0.
 * Throws 403, 422 for times that no appointment can have.
 */
export async function findConflicts(ctx: Ctx, planned: Planned): Promise<Clash[]> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const {
    at,
    staffId = [],
    learnerId: learners = [],
    equipmentId: equipment = [],
    roomId = null,
    appointmentId = null,
  } = planned;
  // Of a learner out of sight nothing is told, not even that they have time.
  const seen = await visibleLearners(ctx, Permission.VIEW_APPOINTMENT, learners);
  const shared: Omit<Plan, 'start' | 'end'> = {
    staff: staffId,
    room: roomId,
    learners: learners.filter((id) => seen.has(id)),
    // Named twice: two of it.
    equipment: [...new Set(equipment)].map((id) => ({ id, quantity: equipment.filter((one) => one === id).length })),
    except: appointmentId,
  };
  const plans = at.map((time) => ({ ...shared, ...time }));
  for (const plan of plans) requireTimes(plan.start, plan.end);
  return findClashes(ctx, plans);
}
