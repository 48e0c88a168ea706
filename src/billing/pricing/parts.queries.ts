/** Whose visits are: the parts that a client has of an appointment, by learner, and holding them while something is decided. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';

/**
 * Holds these appointments until the transaction ends, in one order for everybody: nobody bills, waives, changes or reopens them meanwhile. Rows that
 * only refer to them (a video session, a message) are written all the same: they take them in orders of their own.
 */
export async function holdAppointments(tx: Ctx, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await prepared(tx.pool, 'SELECT 1 FROM appointments WHERE id = ANY($1::text[]::bigint[]) ORDER BY id FOR NO KEY UPDATE', [
    ids.map(String),
  ]);
}

/** What of a visit is a client's. */
export interface Parts {
  /** The learners who take part, null for a visit of the client's own; nobody in a group that the client holds for others. */
  learners: (bigint | null)[];
  /** It was called off, and not late by the client: nobody is charged for it. */
  isCalledOff: boolean;
}

/**
 * The parts that a client has of these visits, by the ids of their appointments: of their own, or of one in which a learner of theirs takes
 * part. Those of learners out of the actor's sight are as if they were not there.
 */
export async function partsOf(ctx: Ctx, clientId: bigint, ids: readonly bigint[]): Promise<Map<bigint, Parts>> {
  const columns = { client: 'v.client_id', learner: 'v.learner_id' };
  const where = new Conditions((binding) => learnerConditions(ctx.actor, Permission.EDIT_BILLING, columns, binding))
    .id('v.client_id', clientId)
    .ids('v.id', ids);
  const rows = await prepared<{ id: string; learnerId: string | null; isPart: boolean; isCalledOff: boolean }>(
    ctx.pool,
    `SELECT v.id::text, v.learner_id::text AS "learnerId", v.is_part AS "isPart",
       a.status = 'CANCELLED' AND (a.late_cancellation AND coalesce(a.cancelled_by_party, 'CLIENT') = 'CLIENT') IS NOT TRUE AS "isCalledOff"
     FROM (
       SELECT id, client_id, learner_id, learner_id IS NOT NULL OR NOT is_group_session
         OR NOT EXISTS (SELECT FROM appointment_group_participants g WHERE g.appointment_id = appointments.id) AS is_part FROM appointments
       UNION SELECT p.appointment_id, e.client_id, e.id, true FROM appointment_group_participants p JOIN learners e ON e.id = p.learner_id) v
     JOIN appointments a ON a.id = v.id WHERE ${where.sql}`,
    where.values,
  );
  const found = new Map<bigint, Parts>();
  for (const { id, learnerId, isPart, isCalledOff } of rows) {
    const parts = found.get(BigInt(id)) ?? { learners: [], isCalledOff };
    if (isPart) parts.learners.push(learnerId === null ? null : BigInt(learnerId));
    found.set(BigInt(id), parts);
  }
  return found;
}
