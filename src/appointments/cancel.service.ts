/** Calling appointments off. */
import { Permission } from '../access/permissions.js';
import { audit } from '../audit/audit.service.js';
import { type Ctx, inTransaction } from '../context.js';
import type { Appointment } from '../generated/prisma/index.js';
import { check, line } from '../shared/validation.js';
import { z } from 'zod';
import { isLateCancellation } from './appointment-status.js';
import type { CancelAppointmentInput } from './appointments.dto.js';
import { lockAppointment, requireAppointment } from './appointments.service.js';
import { requireMove } from './moves.js';

const fields = z.strictObject({ reason: line(500) });

/** The practice's limit for a cancellation in time, in hours. */
export async function lateHours(ctx: Ctx): Promise<number> {
  const practice = await ctx.db.practice.findFirst({ orderBy: { id: 'asc' }, select: { lateCancellationHours: true } });
  return practice?.lateCancellationHours ?? 24;
}

/** Cancels one with reason, by whom and whether it came late. Its time is free at once. Throws 403, 404, 409, 412, 422. */
export async function cancelAppointment(ctx: Ctx, id: bigint, input: CancelAppointmentInput, version?: Date): Promise<void> {
  await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  const { reason } = check(fields, input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockAppointment(tx, id, version);
    await cancelLocked(tx, before, reason, await lateHours(tx));
  });
}

/** The same for one that is locked already; series cancel many. */
export async function cancelLocked(ctx: Ctx, before: Appointment, reason: string, hours: number): Promise<void> {
  requireMove(ctx, before.status, 'CANCELLED');
  const now = ctx.now();
  const after = await ctx.db.appointment.update({
    where: { id: before.id },
    data: {
      status: 'CANCELLED',
      cancellationReason: reason,
      cancelledAt: now,
      cancelledBy: ctx.actor.id,
      lateCancellation: isLateCancellation(before.startTime, now, hours),
      updatedBy: ctx.actor.id,
    },
  });
  await audit(ctx, {
    action: 'UPDATE',
    recordType: 'Appointment',
    recordId: before.id,
    clientId: before.clientId,
    before,
    after,
  });
}
