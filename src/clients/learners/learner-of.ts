/** Whether a record may be about a learner. */
import type { Ctx } from '../../access/context.js';
import type { Permission } from '../../access/permissions.js';
import { unprocessable } from '../../kernel/errors.js';
import { visibleLearners } from './visible-learners.queries.js';

/** Throws 422 at `learnerId` for a learner who is not there for the actor, or is another client's. None at all is right. */
export async function requireLearnerOf(
  tx: Ctx,
  permission: Permission,
  clientId: bigint,
  learnerId: bigint | null | undefined,
): Promise<void> {
  if (learnerId === null || learnerId === undefined) return;
  const of = (await visibleLearners(tx, permission, [learnerId])).get(learnerId);
  if (of === undefined) throw unprocessable('reference.not_found', 'There is no such learner.', 'learnerId');
  if (of !== clientId) throw unprocessable('reference.other_client', 'This learner belongs to another client.', 'learnerId');
}
