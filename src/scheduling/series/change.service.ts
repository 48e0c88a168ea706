/** Changing this appointment of a series, this and those after it, or all. */
import { requireSameRights } from '../../access/policy.js';
import { audit, auditMany } from '../../audit/audit.service.js';
import { sayChanged } from '../appointments/said.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { Appointment, AppointmentRecurrencePattern } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { changedBooking, PLAN_FIELDS, sentFields, TIME_FIELDS, updateAppointment } from '../appointments/appointments.service.js';
import {
  addCompany,
  companyOf,
  planOf,
  requireBookable,
  requireType,
  requireNotes,
  requireTimes,
  subjectOf,
} from '../appointments/bookable.js';
import type { Booking } from '../appointments/booked.js';
import { clashError, namingClashes, takeTurnsFor } from '../appointments/booking.js';
import type { Plan } from '../appointments/rules/clashes.js';
import { findClashes } from '../appointments/clashes.queries.js';
import { currentBookings } from '../appointments/bookings.queries.js';
import { heedWarnings } from '../appointments/warnings.service.js';
import { type Affected, lockAffected, occurrenceOf, seriesOf } from './affected.service.js';
import type { ChangedSeries } from './change.dto.js';
import { type Common, moveInSeries, rewriteAppointments } from './change.queries.js';
import type { SeriesChanges } from './series.input.js';
import { zoneOf } from '../../practice/locations/place-zone.queries.js';
import { MOST_CLASHES, requireApart } from './series-plan.js';
import { cutBefore, isInPlace, movedPlace, placeOf, ruleOfDays, type Shift, shiftOf } from './rules/shift.js';

/**
 * Changes appointments of a series: all of those that may change, or nothing. Those that follow become a series of their own.
 * A handful of statements, however many they are. Throws 403, 404, 409 with each clash named or for what cannot change, 412, 422.
 */
export async function changeSeries(ctx: Ctx, id: bigint, changes: SeriesChanges, match?: Match): Promise<ChangedSeries> {
  const patternId = await seriesOf(ctx, id);
  const { scope: which, ...single } = changes;
  if (which === 'THIS') {
    const warnings = await updateAppointment(ctx, id, single, match);
    const row = await ctx.db.appointment.findUniqueOrThrow({ where: { id } });
    return { id: String(patternId), splitFromId: null, changed: [occurrenceOf(row)], kept: [], warnings };
  }
  const { confirmedWarnings: confirmed, ...data } = single;
  let plans: Plan[] = [];
  let moving: bigint[] = [];
  return namingClashes(
    ctx,
    () => plans,
    () =>
      inTransaction(ctx, async (tx) => {
        const affected = await lockAffected(tx, id, patternId, which, match);
        const { pattern, named, rows, kept, others } = affected;
        const present = await currentBookings(tx, rows);
        const sent = sentFields(data);
        const wanted = changedBooking(present[rows.indexOf(named)] ?? (present[0] as Booking), data);
        requireTimes(wanted.start, wanted.end);
        if (sent.has('learnerId'))
          for (const row of rows) requireSameRights(tx.actor, subjectOf(row), subjectOf({ ...row, learnerId: wanted.learnerId }));
        if (data.notes !== undefined) for (const row of rows) requireNotes(tx, 'notes', row.clientId, row.learnerId);
        const booking = await requireBookable(tx, wanted, sent);
        await requireType(tx, data.appointmentTypeId);
        const timezone =
          sent.has('locationId') || sent.has('roomId') || !pattern.timezone
            ? await zoneOf(tx, booking.locationId)
            : pattern.timezone;
        const start = sent.has('startTime') ? booking.start : undefined;
        const times = timesOf(affected, {
          ...(start || timezone !== pattern.timezone
            ? { shift: shiftOf(named, start, pattern.timezone ?? timezone, timezone), all: start !== undefined }
            : {}),
          ...(start || sent.has('endTime') ? { length: booking.end.getTime() - booking.start.getTime() } : {}),
        });
        const bookings = present.map((one, index): Booking => {
          const changed = changedBooking(one, { ...data, startTime: undefined, endTime: undefined });
          const { start, end } = times.rows[index] as NewTimes;
          return {
            ...changed,
            start,
            end,
            locationId: sent.has('roomId') || sent.has('locationId') ? booking.locationId : one.locationId,
          };
        });
        if (PLAN_FIELDS.some((name) => sent.has(name)) || timezone !== pattern.timezone) {
          moving = rows.map((row) => row.id);
          plans = bookings.map((one, index) => planOf(one, moving[index]));
          requireApart(plans);
          await takeTurnsFor(tx, plans);
          const clashes = await findClashes(tx, plans, { most: MOST_CLASHES, moving });
          if (clashes.length > 0) throw clashError(clashes);
        }
        const warnings = await heedWarnings(tx, {
          bookings,
          confirmed,
          learners: sent.has('learnerId') && booking.learnerId !== null ? [booking.learnerId] : [],
          times: TIME_FIELDS.some((name) => sent.has(name)),
          except: rows.map((row) => row.id),
        });
        const own = await patternFor(tx, affected, times, timezone);
        const ids = rows.map((row) => row.id);
        const where = { appointmentId: { in: ids } };
        if (data.staff !== undefined) await tx.db.appointmentStaff.deleteMany({ where });
        if (data.equipment !== undefined) await tx.db.appointmentEquipment.deleteMany({ where });
        const common: Common = {
          ...pick(data, ['title', 'location', 'notes', 'isGroupSession', 'maxParticipants', 'appointmentTypeId']),
          ...(sent.has('learnerId') ? { learnerId: booking.learnerId } : {}),
          ...(sent.has('therapistId') ? { therapistId: booking.therapistId } : {}),
          ...(sent.has('roomId') ? { roomId: booking.roomId } : {}),
          ...(sent.has('roomId') || sent.has('locationId') ? { locationId: booking.locationId } : {}),
          ...(own.id === patternId ? {} : { recurrencePatternId: own.id }),
          updatedBy: tx.actor.id,
        };
        await rewriteAppointments(tx, times.rows, common);
        await addCompany(tx, ids, {
          staff: data.staff === undefined ? [] : booking.staff,
          equipment: data.equipment === undefined ? [] : booking.equipment,
          participants: [],
        });
        await tellChanges(tx, rows, present, bookings);
        await keepPlaces(tx, others, times.shift, own.id);
        return {
          id: String(own.id),
          splitFromId: own.id === patternId ? null : String(patternId),
          changed: times.rows.map(({ id: one, start, end }) => occurrenceOf({ id: one, startTime: start, endTime: end })),
          kept,
          warnings,
        };
      }),
    () => moving,
  );
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]])) as Partial<
    Pick<T, K>
  >;
}

/** When each of those that change is, and where its series means it to be. */
interface NewTimes {
  id: bigint;
  start: Date;
  end: Date;
  place: Date;
}
interface Times {
  rows: NewTimes[];
  /** Absent where the series stays. */
  shift?: Shift | undefined;
}

/**
 * @param given.all whether those that were moved by themselves go to their places too
 * @param given.length in ms; absent: each keeps its own
 */
function timesOf({ rows }: Affected, given: { shift?: Shift; all?: boolean; length?: number }): Times {
  const { shift, all = false, length } = given;
  return {
    shift,
    rows: rows.map((row) => {
      const own = row.endTime.getTime() - row.startTime.getTime();
      const place = shift ? movedPlace(row, shift) : placeOf(row);
      const start = shift && (all || isInPlace(row)) ? place : row.startTime;
      return { id: row.id, start, end: new Date(start.getTime() + (length ?? own)), place };
    }),
  };
}

/** Those of a series that stay as they are keep their place in it: it moves with the others, and goes with them. */
async function keepPlaces(ctx: Ctx, rows: readonly Appointment[], shift: Shift | undefined, patternId: bigint): Promise<void> {
  const moving = rows.flatMap((row) => {
    const place = shift ? movedPlace(row, shift) : placeOf(row);
    const stays = row.recurrencePatternId === patternId && place.getTime() === placeOf(row).getTime();
    return stays ? [] : [{ row, place }];
  });
  if (moving.length === 0) return;
  await moveInSeries(
    ctx,
    moving.map(({ row, place }) => ({ id: row.id, place })),
    patternId,
  );
  await auditMany(
    ctx,
    moving.map(({ row, place }) => ({
      action: 'UPDATE' as const,
      recordType: 'Appointment' as const,
      recordId: row.id,
      clientId: row.clientId,
      before: row,
      after: { ...row, recurrencePatternId: patternId, seriesStart: place },
    })),
  );
  await sayChanged(
    ctx,
    moving.map(({ row, place }) => ({ before: row, after: { ...row, recurrencePatternId: patternId, seriesStart: place } })),
  );
}

/** The pattern of the changed ones: the series' own, or a new one that was split off, with the rule of their days. */
async function patternFor(
  ctx: Ctx,
  { pattern, rows, others, rest, named }: Affected,
  { rows: times, shift }: Times,
  timezone: string,
): Promise<AppointmentRecurrencePattern> {
  const cut = rest.length > 0;
  const lasts = rows.some((row, index) => row.endTime.getTime() !== times[index]?.end.getTime());
  if (!cut && !shift && !lasts) return pattern;
  const length = times[0] ? times[0].end.getTime() - times[0].start.getTime() : 0;
  const kept = others.map((row) => ({ start: row.startTime, place: shift ? movedPlace(row, shift) : placeOf(row) }));
  // One that stands elsewhere says nothing about the days of its series.
  const inPlace = [...times, ...kept].filter(({ start, place }) => start.getTime() === place.getTime()).map(({ start }) => start);
  const own = times[rows.indexOf(named)]?.place ?? placeOf(named);
  const regular = (inPlace.length > 0 ? inPlace : [own]).sort((left, right) => left.getTime() - right.getTime());
  const days = ruleOfDays(pattern.rrule, regular, timezone, shift?.days);
  const data = {
    startDate: regular[0] ?? own,
    endDate: [...times.map(({ start }) => start), own].reduce((most, start) => (start > most ? start : most)),
    occurrenceCount: null,
    rrule: days.rule,
    daysOfWeek: days.weekdays,
    timezone,
    durationMinutes: Math.round(length / 60_000),
    excludedDates: days.exceptions,
    updatedBy: ctx.actor.id,
  };
  if (cut) {
    const zone = pattern.timezone ?? timezone;
    const before = await ctx.db.appointmentRecurrencePattern.update({
      where: { id: pattern.id },
      data: { ...cutBefore(pattern, placeOf(named), rest, zone), updatedBy: ctx.actor.id },
    });
    await audit(ctx, {
      action: 'UPDATE',
      recordType: 'AppointmentRecurrencePattern',
      recordId: pattern.id,
      clientId: named.clientId,
      before: pattern,
      after: before,
    });
    await emit(ctx, 'series.updated', { id: pattern.id, clientId: named.clientId, before: pattern, after: before });
  }
  const after = cut
    ? await ctx.db.appointmentRecurrencePattern.create({
        data: {
          ...data,
          frequency: pattern.frequency,
          interval: pattern.interval,
          splitFromId: pattern.id,
          createdBy: ctx.actor.id,
          createdAt: ctx.now(),
        },
      })
    : await ctx.db.appointmentRecurrencePattern.update({ where: { id: pattern.id }, data });
  await audit(ctx, {
    action: cut ? 'CREATE' : 'UPDATE',
    recordType: 'AppointmentRecurrencePattern',
    recordId: after.id,
    clientId: named.clientId,
    ...(cut ? {} : { before: pattern }),
    after,
  });
  const about = { id: after.id, clientId: named.clientId };
  if (cut) await emit(ctx, 'series.booked', { ...about, data: { splitFromId: pattern.id } });
  else await emit(ctx, 'series.updated', { ...about, before: pattern, after });
  return after;
}

async function tellChanges(
  ctx: Ctx,
  rows: readonly Appointment[],
  present: readonly Booking[],
  bookings: readonly Booking[],
): Promise<void> {
  const after = new Map(
    (await ctx.db.appointment.findMany({ where: { id: { in: rows.map((row) => row.id) } } })).map((row) => [row.id, row]),
  );
  await auditMany(
    ctx,
    rows.map((row, index) => ({
      action: 'UPDATE' as const,
      recordType: 'Appointment' as const,
      recordId: row.id,
      clientId: row.clientId,
      before: { ...row, ...companyOf(present[index] as Booking) },
      after: { ...after.get(row.id), ...companyOf(bookings[index] as Booking) },
    })),
  );
  await sayChanged(
    ctx,
    rows.map((row, index) => ({
      before: { ...row, ...companyOf(present[index] as Booking) },
      after: { ...row, ...after.get(row.id), ...companyOf(bookings[index] as Booking) },
    })),
  );
}
