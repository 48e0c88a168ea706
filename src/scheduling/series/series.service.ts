/** Series of appointments, booked all or nothing, or without those that clash. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { auditMany } from '../../audit/audit.service.js';
import { placeTold } from '../appointments/said.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { AppointmentRecurrencePattern } from '../../generated/prisma/index.js';
import { notFound } from '../../kernel/errors.js';
import { addCompany, companyOf, learnersOf, newBooking, requireBookable } from '../appointments/bookable.js';
import type { BookingFields } from '../appointments/appointments.input.js';
import type { Booking } from '../appointments/booked.js';
import { clashError, namingClashes, takeTurnsFor } from '../appointments/booking.js';
import type { Clash, Plan } from '../appointments/rules/clashes.js';
import { findClashes } from '../appointments/clashes.queries.js';
import { heedWarnings } from '../appointments/warnings.service.js';
import type { Series } from './change.dto.js';
import { listOccurrences } from './change.queries.js';
import { insertOccurrences, type OccurrencePlan } from './series.queries.js';
import { factsOf } from './facts.service.js';
import { takePreview } from './preview.service.js';
import type { Occurrence, Recurrence } from './rules/recurrence.js';
import { clockChangeOf, MOST_CLASHES, type PlannedSeries, planSeries } from './series-plan.js';
import type { CreatedSeries } from './series.dto.js';
import type { NewSeries } from './series.input.js';

/**
 * Books a series. Throws 403, 404, 409 with each clash named (unless they are to be skipped) or for a warning that is not confirmed, 422
 * at the field.
 * With the token of a preview it books exactly what was previewed, or throws 409 `series.changed` with what has changed since.
 * All in one transaction and a handful of statements, however long it is.
 */
export async function createSeries(ctx: Ctx, input: NewSeries): Promise<CreatedSeries> {
  requirePermission(ctx.actor, Permission.CREATE_APPOINTMENT);
  const { recurrence: rule, onConflict = 'REFUSE', previewToken, confirmedWarnings: confirmed, ...data } = input;
  const wanted = await newBooking(ctx, data);
  let plans: Plan[] = [];
  return namingClashes(
    ctx,
    () => plans,
    () =>
      inTransaction(ctx, async (tx) => {
        const booking = await requireBookable(tx, wanted);
        const series = await planSeries(tx, booking, rule);
        const preview = previewToken === undefined ? undefined : await takePreview(tx, previewToken, booking, rule, series);
        const { timezone, occurrences } = series;
        const originalOf = (index: number): Date => (occurrences[index] as Occurrence).start;
        plans = series.plans;
        await takeTurnsFor(tx, plans);
        // All or nothing needs no look before: where something is taken, the database refuses the whole, and it is told by name.
        const looks = preview !== undefined || onConflict === 'SKIP';
        const clashes = looks ? await findClashes(tx, plans, { most: MOST_CLASHES }) : [];
        preview?.requireSame(await factsOf(tx, booking, series, clashes));
        if (clashes.length > 0 && onConflict === 'REFUSE') throw clashError(clashes);
        const taken = new Set(clashes.map((clash) => clash.plan));
        const free = [...plans.keys()].filter((index) => !taken.has(index));
        if (free.length === 0) throw clashError(clashes);
        const warnings = await heedWarnings(tx, {
          bookings: free.map((index) => ({ ...booking, ...timeOf(plans[index] as Plan) })),
          // What was previewed is known; what has come since is not, and nobody books it unawares.
          confirmed: preview === undefined ? confirmed : [...preview.told, ...(confirmed ?? [])],
          learners: learnersOf(booking),
          times: true,
        });
        const pattern = await insertPattern(tx, rule, booking, series);
        const rows = await insertAppointments(
          tx,
          data,
          booking,
          pattern,
          free.map((index) => ({ ...(plans[index] as Plan), originalStart: originalOf(index) })),
        );
        return {
          id: String(pattern.id),
          rule: pattern.rrule ?? '',
          timezone,
          appointments: rows.map((row, place) => ({
            id: String(row.id),
            originalStart: row.originalStart.toISOString(),
            startTime: row.startTime.toISOString(),
            endTime: row.endTime.toISOString(),
            clockChange: clockChangeOf(series, free[place] ?? -1),
          })),
          skipped: skippedOf(plans, clashes),
          warnings,
        };
      }),
  );
}

/** A series with those of its appointments that the actor may see. Throws 404 where there is none to see. */
export async function getSeries(ctx: Ctx, id: bigint): Promise<Series> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const rows = await listOccurrences(ctx, id);
  const pattern = rows.length > 0 && (await ctx.db.appointmentRecurrencePattern.findUnique({ where: { id } }));
  if (!pattern) throw notFound('series');
  return {
    id: String(id),
    frequency: pattern.frequency,
    rule: pattern.rrule,
    timezone: pattern.timezone,
    exceptions: pattern.excludedDates,
    splitFromId: pattern.splitFromId === null ? null : String(pattern.splitFromId),
    appointments: rows.map((row) => ({
      ...row,
      originalStart: row.originalStart.toISOString(),
      startTime: row.startTime.toISOString(),
      endTime: row.endTime.toISOString(),
    })),
  };
}

const timeOf = ({ start, end }: Plan) => ({ start, end });

function skippedOf(plans: readonly Plan[], clashes: readonly Clash[]): CreatedSeries['skipped'] {
  return [...new Set(clashes.map(({ plan }) => plan))].map((index) => ({
    startTime: (plans[index] as Plan).start.toISOString(),
    conflicts: clashes.filter(({ plan }) => plan === index),
  }));
}

async function insertPattern(ctx: Ctx, rule: Recurrence, booking: Booking, series: PlannedSeries) {
  return ctx.db.appointmentRecurrencePattern.create({
    data: {
      frequency: rule.frequency,
      interval: rule.interval ?? 1,
      daysOfWeek: rule.daysOfWeek?.length ? rule.daysOfWeek.join(',') : null,
      startDate: booking.start,
      endDate: series.occurrences.at(-1)?.start ?? booking.start,
      occurrenceCount: rule.count ?? null,
      rrule: series.rule,
      timezone: series.timezone,
      durationMinutes: Math.round((booking.end.getTime() - booking.start.getTime()) / 60_000),
      excludedDates: [...(rule.exceptions ?? [])],
      createdBy: ctx.actor.id,
      updatedBy: ctx.actor.id,
      createdAt: ctx.now(),
    },
  });
}

/** All of them at once, and all that belongs to them. */
async function insertAppointments(
  ctx: Ctx,
  data: BookingFields,
  booking: Booking,
  pattern: AppointmentRecurrencePattern,
  plans: readonly OccurrencePlan[],
) {
  const common = {
    title: data.title,
    status: data.status ?? ('SCHEDULED' as const),
    location: data.location ?? null,
    notes: data.notes ?? null,
    clientId: booking.clientId,
    learnerId: booking.learnerId,
    therapistId: booking.therapistId,
    roomId: booking.roomId,
    locationId: booking.locationId,
    isGroupSession: data.isGroupSession ?? false,
    maxParticipants: data.maxParticipants ?? null,
    appointmentTypeId: data.appointmentTypeId ?? null,
    isRecurring: true,
    recurrencePatternId: pattern.id,
    createdBy: ctx.actor.id,
    updatedBy: ctx.actor.id,
    createdAt: ctx.now(),
  };
  const rows = await insertOccurrences(ctx, common, plans);
  await addCompany(
    ctx,
    rows.map(({ id }) => id),
    booking,
  );
  const company = companyOf(booking);
  const { clientId } = booking;
  await auditMany(ctx, [
    { action: 'CREATE', recordType: 'AppointmentRecurrencePattern', recordId: pattern.id, clientId, after: pattern },
    ...rows.map((row) => ({
      action: 'CREATE' as const,
      recordType: 'Appointment' as const,
      recordId: row.id,
      clientId,
      after: { ...common, ...row, ...company },
    })),
  ]);
  await emit(ctx, 'series.booked', { id: pattern.id, clientId, data: { splitFromId: null } });
  await emit(
    ctx,
    'appointment.booked',
    rows.map((row) => ({ id: row.id, clientId, data: placeTold({ ...common, ...row }) })),
  );
  return rows;
}
