/** Calling appointments off. */
import { Permission } from '../../access/permissions.js';
import { auditMany } from '../../audit/audit.service.js';
import { openTime } from '../availability/rules/opening.js';
import { readScheduleFacts } from '../availability/schedule-facts.queries.js';
import { clockReader, openingOf } from '../availability/rules/hours.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { Appointment } from '../../generated/prisma/index.js';
import { unprocessable } from '../../kernel/errors.js';
import { isLateCancellation } from './rules/appointment-status.js';
import type { CancellationInput } from './appointments.input.js';
import { lockAppointment, requireAppointment } from './appointments.service.js';
import { requireMove } from './moves.js';
import { sayChanged } from './said.js';
import type { Match } from '../../http/etag.js';

/** What is written of a cancellation. */
export type Cancellation = Pick<Appointment, 'cancellationReason' | 'cancellationReasonId' | 'cancelledByParty'>;

/** The words, the entry of the list and the party that a request names. Throws 422 where it names no reason, or one that is not in use. */
export async function cancellationOf(ctx: Ctx, input: CancellationInput): Promise<Cancellation> {
  const { reason, reasonId, party } = input;
  if (reasonId === undefined) {
    if (reason === undefined)
      throw unprocessable('cancellation.reason', 'Say why: choose a reason of the list, or write one.', 'reason');
    return { cancellationReason: reason, cancellationReasonId: null, cancelledByParty: party ?? null };
  }
  const listed = await ctx.db.cancellationReason.findUnique({ where: { id: reasonId } });
  if (!listed?.isActive) throw unprocessable('reference.not_found', 'There is no such reason in use.', 'reasonId');
  return {
    cancellationReason: reason === undefined ? listed.name : `${listed.name}: ${reason}`,
    cancellationReasonId: reasonId,
    cancelledByParty: party ?? listed.party,
  };
}

/** Cancels one with reason, by whom and whether it came late. Its time is free at once. Throws 403, 404, 409, 412, 422. */
export async function cancelAppointment(ctx: Ctx, id: bigint, why: CancellationInput, match?: Match): Promise<void> {
  await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  await inTransaction(ctx, async (tx) => cancelLocked(tx, [await lockAppointment(tx, id, match)], await cancellationOf(tx, why)));
}

/** Whoever calls off so long before is in time, however few hours a place is open. */
const NEVER_LATE_MS = 60 * 86_400_000;

/**
 * Which of these are called off late by the practice's limit: in hours of the clock, or in those in which their place is open. A fixed
 * number of statements.
 */
async function lateAmong(ctx: Ctx, rows: readonly Appointment[]): Promise<Set<bigint>> {
  const practice = await ctx.db.practice.findFirst({
    orderBy: { id: 'asc' },
    select: { lateCancellationHours: true, lateCancellationClock: true },
  });
  const [now, hours] = [ctx.now(), practice?.lateCancellationHours ?? 24];
  const late = rows.filter(({ startTime }) => isLateCancellation(startTime, now, hours)).map(({ id }) => id);
  const near = rows.filter(({ startTime }) => startTime > now && startTime.getTime() - now.getTime() < NEVER_LATE_MS);
  if (practice?.lateCancellationClock !== 'OPENING_HOURS' || near.length === 0) return new Set(late);
  const from = now.getTime();
  const { opening, closures, places } = await readScheduleFacts(ctx, [], { start: from, end: from + NEVER_LATE_MS });
  const clock = clockReader();
  const soon = near.filter(({ startTime, locationId }) => {
    const id = locationId === null ? null : String(locationId);
    const zone = places.find((one) => one.id === id)?.zone ?? 'UTC';
    const window = { start: from, end: startTime.getTime() };
    return openTime(openingOf(opening, id, zone), closures, { locationId: id, zone }, window, clock) < hours * 3_600_000;
  });
  return new Set([...late, ...soon.map(({ id }) => id)]);
}

/**
 * The same for those that are locked already: all of them, or none. A handful of statements, however many they are.
 * Throws 403 and 409 for one that may not be cancelled.
 */
export async function cancelLocked(ctx: Ctx, rows: readonly Appointment[], why: Cancellation): Promise<void> {
  for (const row of rows) requireMove(ctx, row, 'CANCELLED');
  const [now, late] = [ctx.now(), await lateAmong(ctx, rows)];
  const cancelled = new Map<bigint, Appointment>();
  for (const lateCancellation of [false, true]) {
    const ids = rows.filter(({ id }) => late.has(id) === lateCancellation).map(({ id }) => id);
    if (ids.length === 0) continue;
    const after = await ctx.db.appointment.updateManyAndReturn({
      where: { id: { in: ids } },
      data: {
        status: 'CANCELLED',
        ...why,
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
  await sayChanged(
    ctx,
    rows.flatMap((before) => {
      const after = cancelled.get(before.id);
      return after ? [{ before, after }] : [];
    }),
  );
}
