/**
 * A location whose time zone was wrong gets the right one, and its appointments to come keep their clock or their instants, as chosen; the
 * practice, and those without a location, as well.
 */
import { Permission } from '../../access/permissions.js';
import { requireEverywhere, requirePermission } from '../../access/policy.js';
import { audit, auditMany } from '../../audit/audit.service.js';
import { sayChanged } from '../appointments/said.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { Appointment, AppointmentRecurrencePattern, Practice, PracticeLocation } from '../../generated/prisma/index.js';
import { getLocation, lockLocation } from '../../practice/locations/locations.service.js';
import { getPractice, lockPractice } from '../../practice/details/practice.service.js';
import { forgetHabits } from '../../access/practice-zone.js';
import { conflict } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { planOf } from '../appointments/bookable.js';
import { clashError, namingClashes } from '../appointments/booking.js';
import type { Clash, Plan } from '../appointments/rules/clashes.js';
import { findClashes } from '../appointments/clashes.queries.js';
import { currentBookings } from '../appointments/bookings.queries.js';
import { moveInSeries, rewriteAppointments } from '../series/change.queries.js';
import { placeOf } from '../series/rules/shift.js';
import type { ZoneCorrection, ZonePreview } from './zone-correction.dto.js';
import type { ZoneToCorrect, ZoneToPreview } from './zone-correction.input.js';
import { type ClockOf, followHolds, lockSeriesAndClock, rewriteZones, seriesOn } from './zone-correction.queries.js';
import { movesOf, onOtherClock } from './rules/zone-moves.js';

/** So many move in one transaction. */
const MOST = 10_000;
const MOST_TOLD = 200;

interface Work {
  /** Those to come on that clock. */
  rows: Appointment[];
  patterns: AppointmentRecurrencePattern[];
  from: string;
  to: string;
}

function requirePermissions(ctx: Ctx): void {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  requireEverywhere(ctx.actor, Permission.EDIT_APPOINTMENT);
}

/** Throws 409 where there are more appointments than can be moved at once. */
async function readWork(ctx: Ctx, clock: ClockOf, patternIds: readonly bigint[], zones: [string, string]): Promise<Work> {
  const rows = await ctx.db.appointment.findMany({
    where: { locationId: clock, startTime: { gt: ctx.now() } },
    orderBy: { id: 'asc' },
    take: MOST + 1,
  });
  if (rows.length > MOST)
    throw conflict(
      clock === null ? 'practice.timezone_in_use' : 'location.timezone_in_use',
      `At most ${MOST} appointments to come can follow a clock.`,
    );
  const patterns = await ctx.db.appointmentRecurrencePattern.findMany({
    where: { id: { in: [...patternIds] } },
    orderBy: { id: 'asc' },
  });
  const [from, to] = zones;
  return { rows, patterns, from, to };
}

const lengthOf = ({ startTime, endTime }: Appointment): number => endTime.getTime() - startTime.getTime();

/** When each begins and ends on the other clock. */
const timesOf = ({ rows, from, to }: Work) =>
  rows.map((row) => {
    const start = onOtherClock(row.startTime, from, to);
    return { row, start, end: new Date(start.getTime() + lengthOf(row)) };
  });

function told(work: Work): ZoneCorrection {
  return {
    timezoneBefore: work.from,
    timezone: work.to,
    appointments: work.rows.length,
    series: work.patterns.length,
    moves: movesOf(timesOf(work).map(({ row, start }) => ({ before: row.startTime, after: start }))).slice(0, MOST_TOLD),
  };
}

/** What they would occupy on the other clock: those that take somebody's time and are no deliberate double bookings. */
async function plansOf(ctx: Ctx, work: Work): Promise<Plan[]> {
  const live = timesOf(work).filter(
    ({ row }) => row.status !== 'CANCELLED' && row.status !== 'NOSHOW' && row.doubleBookingReason === null,
  );
  const bookings = await currentBookings(
    ctx,
    live.map(({ row }) => row),
  );
  return live.map(({ row, start, end }, index) => ({
    ...planOf({ ...(bookings[index] as (typeof bookings)[number]), start, end }, row.id),
  }));
}

const clashesOf = (ctx: Ctx, plans: readonly Plan[], { rows }: Work): Promise<Clash[]> =>
  findClashes(ctx, plans, { most: MOST_TOLD, moving: rows.map(({ id }) => id) });

/** Whose clock is corrected: one use case for a location and for the practice. */
interface Clock {
  of: ClockOf;
  recordType: 'PracticeLocation' | 'Practice';
  said: 'location.updated' | 'practice.updated';
  /** Throws 403, 404. */
  zone(ctx: Ctx): Promise<string>;
  /** Its row, locked: who books a series there waits for it. Throws 404, 412. */
  lock(ctx: Ctx): Promise<{ id: bigint; timezone: string }>;
  /** Gives it the zone. */
  write(ctx: Ctx, id: bigint, timezone: string): Promise<PracticeLocation | Practice>;
}

const clockOfLocation = (id: bigint, match?: Match): Clock => ({
  of: id,
  recordType: 'PracticeLocation',
  said: 'location.updated',
  zone: async (ctx) => (await getLocation(ctx, id)).timezone,
  lock: (ctx) => lockLocation(ctx, id, match),
  write: (ctx, _id, timezone) => ctx.db.practiceLocation.update({ where: { id }, data: { timezone, updatedBy: ctx.actor.id } }),
});

const clockOfPractice = (match?: Match): Clock => ({
  of: null,
  recordType: 'Practice',
  said: 'practice.updated',
  zone: async (ctx) => (await getPractice(ctx)).timezone,
  lock: async (ctx) => {
    const row = await lockPractice(ctx, (await getPractice(ctx)).id);
    await match?.(ctx);
    return row;
  },
  write: (ctx, id, timezone) => ctx.db.practice.update({ where: { id }, data: { timezone } }),
});

/**
 * How many appointments to come would move to which instant if they kept the clock of the place, and what would be in their way.
 * Nothing changes. Throws 403, 404, 409, 422.
 */
export function previewZone(ctx: Ctx, id: bigint, input: ZoneToPreview): Promise<ZonePreview> {
  return preview(ctx, clockOfLocation(id), input);
}

/** As previewZone, of the practice's zone and the appointments without a location. */
export function previewPracticeZone(ctx: Ctx, input: ZoneToPreview): Promise<ZonePreview> {
  return preview(ctx, clockOfPractice(), input);
}

async function preview(ctx: Ctx, clock: Clock, { timezone }: ZoneToPreview): Promise<ZonePreview> {
  requirePermissions(ctx);
  const zone = await clock.zone(ctx);
  const patternIds = await seriesOn(ctx, clock.of, zone);
  const work = await readWork(ctx, clock.of, patternIds, [zone, timezone]);
  return { ...told(work), conflicts: await clashesOf(ctx, await plansOf(ctx, work), work) };
}

/**
 * Gives a location its right zone, and does with its appointments to come what was chosen: all of it, or nothing. Throws 403, 404, 409
 * with what is in the way of them, 412 when somebody changed the location since what `match` wants, 422.
 */
export function correctZone(ctx: Ctx, id: bigint, input: ZoneToCorrect, match?: Match): Promise<ZoneCorrection> {
  return correct(ctx, clockOfLocation(id, match), input);
}

/** As correctZone, of the practice's zone and the appointments without a location. */
export async function correctPracticeZone(ctx: Ctx, input: ZoneToCorrect, match?: Match): Promise<ZoneCorrection> {
  const result = await correct(ctx, clockOfPractice(match), input);
  forgetHabits(ctx);
  return result;
}

async function correct(ctx: Ctx, clock: Clock, { timezone, appointments }: ZoneToCorrect): Promise<ZoneCorrection> {
  requirePermissions(ctx);
  await clock.zone(ctx);
  let plans: Plan[] = [];
  let moving: bigint[] = [];
  return namingClashes(
    ctx,
    () => plans,
    () =>
      inTransaction(ctx, async (tx) => {
        const before = await clock.lock(tx);
        const patternIds = await seriesOn(tx, clock.of, before.timezone);
        await lockSeriesAndClock(tx, patternIds, clock.of);
        const work = await readWork(tx, clock.of, patternIds, [before.timezone, timezone]);
        const after = await clock.write(tx, before.id, timezone);
        await audit(tx, {
          action: 'UPDATE',
          recordType: clock.recordType,
          recordId: before.id,
          before,
          after,
          reason: appointments === 'KEEP_CLOCK' ? 'appointments keep the clock' : 'appointments keep their instants',
        });
        await emit(tx, clock.said, { id: before.id, before, after });
        const result = told(work);
        if (appointments === 'KEEP_INSTANT') return { ...result, moves: [] };
        plans = await plansOf(tx, work);
        moving = work.rows.map((row) => row.id);
        const clashes = await clashesOf(tx, plans, work);
        if (clashes.length > 0) throw clashError(clashes);
        await keepClock(tx, work);
        return result;
      }),
    () => moving,
  );
}

/** Moves them, the places that their series mean for them, the series, and the offers whose time they hold. */
async function keepClock(ctx: Ctx, work: Work): Promise<void> {
  const { rows, patterns, from, to } = work;
  const ids = patterns.map((pattern) => pattern.id);
  const inSeries = await ctx.db.appointment.findMany({ where: { recurrencePatternId: { in: ids } }, orderBy: { id: 'asc' } });
  const places = new Map(inSeries.map((row) => [row.id, onOtherClock(placeOf(row), from, to)]));
  const times = timesOf(work);
  const moved = new Set(rows.map((row) => row.id));
  const others = inSeries.filter((row) => !moved.has(row.id));
  await rewriteAppointments(
    ctx,
    times.map(({ row, start, end }) => ({ id: row.id, start, end, place: places.get(row.id) ?? null })),
    { updatedBy: ctx.actor.id },
  );
  await moveInSeries(
    ctx,
    others.map((row) => ({ id: row.id, place: places.get(row.id) as Date })),
  );
  const zones = patterns.map((pattern) => ({
    id: pattern.id,
    start: onOtherClock(pattern.startDate, from, to),
    end: pattern.endDate && onOtherClock(pattern.endDate, from, to),
  }));
  await rewriteZones(ctx, zones, to);
  const appointments = [
    ...times.map(({ row, start, end }) => ({
      before: row,
      after: { ...row, startTime: start, endTime: end, seriesStart: places.get(row.id) ?? row.seriesStart },
    })),
    ...others.map((row) => ({ before: row, after: { ...row, seriesStart: places.get(row.id) ?? row.seriesStart } })),
  ];
  const series = patterns.map((pattern, index) => ({
    id: pattern.id,
    clientId: inSeries.find((row) => row.recurrencePatternId === pattern.id)?.clientId ?? null,
    before: pattern,
    after: { ...pattern, timezone: to, startDate: zones[index]?.start, endDate: zones[index]?.end },
  }));
  await auditMany(ctx, [
    ...appointments.map(({ before, after }) => ({
      action: 'UPDATE' as const,
      recordType: 'Appointment' as const,
      recordId: before.id,
      clientId: before.clientId,
      before,
      after,
    })),
    ...series.map(({ id, ...rest }) => ({
      action: 'UPDATE' as const,
      recordType: 'AppointmentRecurrencePattern' as const,
      recordId: id,
      ...rest,
    })),
  ]);
  await sayChanged(ctx, appointments);
  await emit(ctx, 'series.updated', series);
  await moveOffers(ctx, [...moved]);
}

/** A time that is offered is told on the clock of the place: it stays what the family was told. */
async function moveOffers(ctx: Ctx, appointmentIds: readonly bigint[]): Promise<void> {
  const where = { appointmentId: { in: [...appointmentIds] }, status: 'OFFERED' as const };
  const before = await ctx.db.waitlistOffer.findMany({ where, orderBy: { id: 'asc' }, include: { entry: true } });
  if (before.length === 0) return;
  const ids = before.map(({ id }) => id);
  await followHolds(ctx, ids);
  const after = await ctx.db.waitlistOffer.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
  await auditMany(
    ctx,
    before.map(({ entry, ...row }, index) => ({
      action: 'UPDATE' as const,
      recordType: 'WaitlistOffer' as const,
      recordId: row.id,
      clientId: entry.clientId,
      before: row,
      after: { ...after[index] },
    })),
  );
  await emit(
    ctx,
    'waitlist.offer_moved',
    before.map(({ id, entry, waitlistId, appointmentId }) => ({
      id,
      clientId: entry.clientId,
      data: { waitlistId, appointmentId },
    })),
  );
}
