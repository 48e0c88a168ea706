/** Calling appointments off. */
import { Permission } from '../access/permissions.js';
import { auditMany } from '../audit/audit.service.js';
import { type Ctx, inTransaction } from '../context.js';
import type { Appointment } from '../generated/prisma/index.js';
import { check, text } from '../shared/validation.js';
import { z } from 'zod';
import { isLateCancellation } from './appointment-status.js';
import type { CancelAppointmentInput } from './appointments.dto.js';
import { lockAppointment, requireAppointment } from './appointments.service.js';
import { requireMove } from './moves.js';

const fields = z.strictObject({ reason: text(500) });

/** Cancels one with reason, by whom and whether it came late. Its time is free at once. Throws 403, 404, 409, 412, 422. */
export async function cancelAppointment(ctx: Ctx, id: bigint, input: CancelAppointmentInput, version?: Date): Promise<void> {
  await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  const { reason } = check(fields, input);
  await inTransaction(ctx, async (tx) => cancelLocked(tx, [await lockAppointment(tx, id, version)], reason));
}

/** The practice's limit for a cancellation in time, in hours. */
async function lateHours(ctx: Ctx): Promise<number> {
  const practice = await ctx.db.practice.findFirst({ orderBy: { id: 'asc' }, select: { lateCancellationHours: true } });
  return practice?.lateCancellationHours ?? 24;
}

/**
 * The same for those that are locked already: all of them, or none. A handful of statements, however many they are.
 * Throws 403 and 409 for one that may not be cancelled.
 */
export async function cancelLocked(ctx: Ctx, rows: readonly Appointment[], reason: string): Promise<void> {
  for (const row of rows) requireMove(ctx, row, 'CANCELLED');
  const [now, hours] = [ctx.now(), await lateHours(ctx)];
  const cancelled = new Map<bigint, Appointment>();
  for (const lateCancellation of [false, true]) {
    const ids = rows.filter((row) => isLateCancellation(row.startTime, now, hours) === lateCancellation).map(({ id }) => id);
    if (ids.length === 0) continue;
    const after = await ctx.db.appointment.updateManyAndReturn({
      where: { id: { in: ids } },
      data: {
        status: 'CANCELLED',
        cancellationReason: reason,
        cancelledAt: now,
        cancelledBy: ctx.actor.id,
        lateCancellation,
        updatedBy: ctx.actor.id,
      },
    });
    for (const row of after) cancelled.set(row.id, row);
  }
  await auditMany(
    ctx,
    rows.map((before) => ({
      action: 'UPDATE' as const,
      recordType: 'Appointment' as const,
      recordId: before.id,
      clientId: before.clientId,
      before,
      after: cancelled.get(before.id) ?? null,
    })),
  );
}
