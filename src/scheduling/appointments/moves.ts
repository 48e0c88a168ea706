/** Moving an appointment to another status: what is allowed, and what is written with it. */
import { clientScope, covers } from '../../access/scope.js';
import type { Ctx } from '../../access/context.js';
import type { Appointment } from '../../generated/prisma/index.js';
import { conflict, forbidden, unprocessable } from '../../kernel/errors.js';
import { type AppointmentStatus, MOVES, needsStart } from './rules/appointment-status.js';

type Moved = Pick<
  Appointment,
  | 'status'
  | 'cancellationReason'
  | 'cancellationReasonId'
  | 'cancelledByParty'
  | 'cancelledAt'
  | 'cancelledBy'
  | 'lateCancellation'
>;

const WORDS: Record<AppointmentStatus, string> = {
  SCHEDULED: 'scheduled',
  CONFIRMED: 'confirmed',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  NOSHOW: 'a no-show',
};

/** Throws 409 for a move that is not in the table, 403 where it needs a permission that the actor does not have for this record. */
export function requireMove(
  ctx: Ctx,
  { status: from, clientId, learnerId }: Pick<Appointment, 'status' | 'clientId' | 'learnerId'>,
  to: AppointmentStatus,
): void {
  const permission = MOVES[from][to];
  if (permission === undefined)
    throw conflict('appointment.status', `An appointment that is ${WORDS[from]} cannot become ${WORDS[to]}.`, {
      details: { present: from, allowed: Object.keys(MOVES[from]) as AppointmentStatus[] },
    });
  if (!covers(clientScope(ctx.actor, permission), clientId, learnerId))
    throw forbidden(`To set ${WORDS[from]} to ${WORDS[to]} needs the permission ${permission}.`);
}

/**
 * What to write for that move. Throws 403, 409, 422 for one that cannot be true yet. A cancellation has a use case of its own.
 */
export function moveTo(ctx: Ctx, before: Appointment, to: Exclude<AppointmentStatus, 'CANCELLED'>): Moved {
  requireMove(ctx, before, to);
  if (needsStart(to) && before.startTime > ctx.now())
    throw unprocessable('appointment.not_yet', `An appointment that has not begun cannot be ${WORDS[to]}.`, 'status');
  return {
    status: to,
    cancellationReason: null,
    cancellationReasonId: null,
    cancelledByParty: null,
    cancelledAt: null,
    cancelledBy: null,
    lateCancellation: false,
  };
}
