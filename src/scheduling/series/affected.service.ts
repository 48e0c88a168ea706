/** Which appointments of a series a change or a cancellation reaches. */
import { Permission } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import type { Appointment, AppointmentRecurrencePattern } from '../../generated/prisma/index.js';
import type { SeriesScope } from '../../generated/requests/series.js';
import { conflict, notFound } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { isOpen } from '../appointments/rules/appointment-status.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import { lockAppointment, requireAppointment } from '../appointments/appointments.service.js';
import type { ChangedOccurrence, KeptAppointment } from './change.dto.js';
import { billedAmong, lockSeries } from './change.queries.js';
import { placeOf } from './rules/shift.js';

/** As answers show it. */
export const occurrenceOf = ({
  id,
  startTime,
  endTime,
}: Pick<Appointment, 'id' | 'startTime' | 'endTime'>): ChangedOccurrence => ({
  id: String(id),
  startTime: startTime.toISOString(),
  endTime: endTime.toISOString(),
});

export interface Affected {
  pattern: AppointmentRecurrencePattern;
  named: Appointment;
  rows: Appointment[];
  kept: KeptAppointment[];
  /** Those of the scope that stay as they are, also where the actor does not see them. They keep their place in the series. */
  others: Appointment[];
  /** The places of those that lie before the scope. */
  rest: Date[];
}

/**
 * The appointments of the scope, locked: those that may change, and those that stay. What is over, billed, changed by itself or
 * has begun stays, except that the one that is named counts although it was changed by itself.
 * Throws 409 where the one that is named cannot change, 412 for another version of it.
 */
export async function lockAffected(
  ctx: Ctx,
  id: bigint,
  patternId: bigint,
  which: Exclude<SeriesScope, 'THIS'>,
  match?: Match,
): Promise<Affected> {
  await lockSeries(ctx, patternId);
  const named = await lockAppointment(ctx, id, match);
  const pattern = await ctx.db.appointmentRecurrencePattern.findUnique({ where: { id: patternId } });
  if (!pattern || named.recurrencePatternId !== patternId) throw notFound('series');
  const all = await ctx.db.appointment.findMany({ where: { recurrencePatternId: patternId }, orderBy: { id: 'asc' } });
  const learners = all.flatMap(({ learnerId }) => learnerId ?? []);
  const visible = await visibleLearners(ctx, Permission.EDIT_APPOINTMENT, [...new Set(learners)]);
  const reached = all.filter((row) => which === 'ALL' || placeOf(row) >= placeOf(named));
  const meant = reached.filter((row) => row.learnerId === null || visible.has(row.learnerId));
  const billed = await billedAmong(
    ctx,
    meant.map((row) => row.id),
  );
  const now = ctx.now();
  const reason = (row: Appointment): KeptAppointment['because'] | undefined => {
    if (!isOpen(row.status)) return 'OVER';
    if (billed.has(row.id)) return 'BILLED';
    if (row.changedSingly && row.id !== id) return 'CHANGED_SINGLY';
    return row.startTime < now ? 'BEGUN' : undefined;
  };
  const because = reason(named);
  if (because)
    throw conflict(
      'series.closed',
      'This appointment is over, has begun or is on an invoice: choose one that is still to come.',
      {
        details: { because },
      },
    );
  const rows = meant.filter((row) => reason(row) === undefined);
  rows.sort((left, right) => placeOf(left).getTime() - placeOf(right).getTime());
  const kept = meant.flatMap((row) => {
    const why = reason(row);
    return why ? [{ id: String(row.id), startTime: row.startTime.toISOString(), because: why }] : [];
  });
  const changing = new Set(rows);
  const others = reached.filter((row) => !changing.has(row));
  return { pattern, named, rows, kept, others, rest: all.filter((row) => !reached.includes(row)).map(placeOf) };
}

/** The series of an appointment that the actor may edit. Throws 403, 404, 409 for one that belongs to none. */
export async function seriesOf(ctx: Ctx, id: bigint): Promise<bigint> {
  const { recurrencePatternId } = await requireAppointment(ctx, Permission.EDIT_APPOINTMENT, id);
  if (recurrencePatternId === null) throw conflict('series.none', 'This appointment does not belong to a series.');
  return BigInt(recurrencePatternId);
}
