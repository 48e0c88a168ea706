/** What is to be known of those who come to an appointment. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { alertsOf } from '../../clients/alerts/alerts.service.js';
import { listParticipantRows } from '../appointments/appointments.queries.js';
import { getAppointment } from '../appointments/appointments.service.js';

/** Of its client and learner, and of the participants whom the actor may see. Throws 403, 404. */
export async function alertsOfAppointment(ctx: Ctx, id: bigint): ReturnType<typeof alertsOf> {
  requirePermission(ctx.actor, Permission.VIEW_CLIENT);
  const { clientId, learnerId, isGroupSession } = await getAppointment(ctx, id);
  const participants = isGroupSession ? await listParticipantRows(ctx, id) : [];
  const ids = (given: readonly (string | null)[]): bigint[] =>
    [...new Set(given)].flatMap((one) => (one === null ? [] : BigInt(one)));
  return alertsOf(ctx, {
    clientIds: ids([clientId, ...participants.map((one) => one.clientId)]),
    learnerIds: ids([learnerId, ...participants.map((one) => one.learnerId)]),
  });
}
