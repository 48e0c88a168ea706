/** Series of appointments, booked all or nothing, or without those that clash. */
import { z } from 'zod';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit, auditMany } from '../../audit/audit.service.js';
import { practiceZone } from '../../analytics/home.queries.js';
import { type Ctx, inTransaction } from '../../context.js';
import { check } from '../../shared/validation.js';
import { type Booking, companyOf, newBooking, newFields, planOf, requireBookable } from '../bookable.js';
import { clashError, namingClashes, takeTurnsFor } from '../booking.js';
import type { Clash, Plan } from '../clashes.js';
import { findClashes } from '../clashes.queries.js';
import { expand, type Occurrence, type Recurrence, ruleOf } from './recurrence.js';
import type { CreatedSeries, CreateSeriesInput } from './series.dto.js';

const recurrence = z.strictObject({
  frequency: z.enum(['DAILY', 'WEEKLY', 'BIWEEKLY', 'MONTHLY', 'CUSTOM']),
  interval: z.int().min(1).max(52).optional(),
  daysOfWeek: z
    .array(z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']))
    .max(7)
    .optional(),
  rule: z.string().trim().max(200).optional(),
  until: z.string().optional(),
  count: z.int().min(1).max(500).optional(),
  exceptions: z.array(z.string()).max(200).optional(),
});
const fields = newFields
  .omit({ doubleBookingReason: true })
  .extend({ recurrence, onConflict: z.enum(['REFUSE', 'SKIP']).optional() });

/** The zone of the place where it is held: the location's, else the practice's. */
async function zoneOf(ctx: Ctx, locationId: bigint | null): Promise<string> {
  const location =
    locationId === null
      ? null
      : await ctx.db.practiceLocation.findUnique({ where: { id: locationId }, select: { timezone: true } });
  return location?.timezone ?? (await practiceZone(ctx));
}

/** What each occurrence will occupy: the first one's, at its own time. */
function plansOf(booking: Booking, occurrences: readonly Occurrence[]): Plan[] {
  const plan = planOf(booking);
  const length = booking.end.getTime() - booking.start.getTime();
  return occurrences.map(({ start }) => ({ ...plan, start, end: new Date(start.getTime() + length) }));
}

/** A series may clash everywhere: so many clashes are told. */
const MOST_CLASHES = 1000;

function ownClashes(plans: readonly Plan[]): number | undefined {
  const ordered = [...plans.keys()].sort(
    (left, right) => (plans[left]?.start.getTime() ?? 0) - (plans[right]?.start.getTime() ?? 0),
  );
  return ordered.find((index, place) => {
    const before = plans[ordered[place - 1] ?? -1];
    const plan = plans[index];
    return before && plan && before.end > plan.start;
  });
}

/**
 * Books a series. Throws 403, 404, 409 with each clash named (unless they are to be skipped), 422 at the field.
 * All in one transaction and a handful of statements, however long it is.
 */
export async function createSeries(ctx: Ctx, input: CreateSeriesInput): Promise<CreatedSeries> {
  requirePermission(ctx.actor, Permission.CREATE_APPOINTMENT);
  const { recurrence: rule, onConflict = 'REFUSE', ...data } = check(fields, input);
  const wanted = await newBooking(ctx, { ...data, doubleBookingReason: null });
  let plans: Plan[] = [];
  return namingClashes(
    ctx,
    () => plans,
    () =>
      inTransaction(ctx, async (tx) => {
        const booking = await requireBookable(tx, wanted);
        const timezone = await zoneOf(tx, booking.locationId);
        const occurrences = expand(rule, booking.start, timezone);
        plans = plansOf(booking, occurrences);
        requireApart(plans);
        await takeTurnsFor(tx, plans);
        const clashes = await findClashes(tx, plans, MOST_CLASHES);
        if (clashes.length > 0 && onConflict === 'REFUSE') throw clashError(clashes);
        const taken = new Set(clashes.map((clash) => clash.plan));
        const free = [...plans.keys()].filter((index) => !taken.has(index));
        if (free.length === 0) throw clashError(clashes);
        const pattern = await insertPattern(tx, rule, booking, timezone, (plans.at(-1) as Plan).start);
        const rows = await insertAppointments(
          tx,
          data,
          booking,
          pattern.id,
          free.map((index) => plans[index] as Plan),
        );
        await audit(tx, {
          action: 'CREATE',
          recordType: 'AppointmentRecurrencePattern',
          recordId: pattern.id,
          clientId: booking.clientId,
          after: pattern,
        });
        return {
          id: String(pattern.id),
          rule: pattern.rrule ?? '',
          timezone,
          appointments: rows.map((row, place) => ({
            id: String(row.id),
            startTime: row.startTime.toISOString(),
            endTime: row.endTime.toISOString(),
            clockChange: occurrences[free[place] ?? -1]?.clockChange ?? null,
          })),
          skipped: skippedOf(plans, clashes),
        };
      }),
  );
}

/** Throws 409 where the appointments are so long that the series runs into itself. */
function requireApart(plans: readonly Plan[]): void {
  const index = ownClashes(plans);
  const plan = index === undefined ? undefined : plans[index];
  if (!plan || index === undefined) return;
  throw clashError([
    {
      plan: index,
      resource: 'STAFF',
      resourceId: String(plan.staff[0]),
      name: 'The series',
      startTime: plan.start.toISOString(),
      endTime: plan.end.toISOString(),
      appointmentId: null,
      title: null,
      message: 'The series runs into itself: one appointment begins before the one before it ends.',
    },
  ]);
}

function skippedOf(plans: readonly Plan[], clashes: readonly Clash[]): CreatedSeries['skipped'] {
  return [...new Set(clashes.map(({ plan }) => plan))].map((index) => ({
    startTime: (plans[index] as Plan).start.toISOString(),
    conflicts: clashes.filter(({ plan }) => plan === index),
  }));
}

/** @param last when the last of its occurrences begins */
async function insertPattern(ctx: Ctx, rule: Recurrence, booking: Booking, timezone: string, last: Date) {
  return ctx.db.appointmentRecurrencePattern.create({
    data: {
      frequency: rule.frequency,
      interval: rule.interval ?? 1,
      daysOfWeek: rule.daysOfWeek?.length ? rule.daysOfWeek.join(',') : null,
      startDate: booking.start,
      endDate: last,
      occurrenceCount: rule.count ?? null,
      rrule: ruleOf(rule),
      timezone,
      durationMinutes: Math.round((booking.end.getTime() - booking.start.getTime()) / 60_000),
      excludedDates: [...(rule.exceptions ?? [])],
      createdBy: ctx.actor.id,
      updatedBy: ctx.actor.id,
      createdAt: ctx.now(),
    },
  });
}

type SeriesData = Omit<z.infer<typeof newFields>, 'doubleBookingReason'>;

/** The first by itself, because the others refer to it; then all the others, and all that belongs to them, at once. */
async function insertAppointments(ctx: Ctx, data: SeriesData, booking: Booking, patternId: bigint, plans: readonly Plan[]) {
  const common = {
    title: data.title,
    status: data.status,
    location: data.location,
    notes: data.notes,
    clientId: booking.clientId,
    learnerId: booking.learnerId,
    therapistId: booking.therapistId,
    roomId: booking.roomId,
    locationId: booking.locationId,
    isGroupSession: data.isGroupSession,
    maxParticipants: data.maxParticipants,
    isRecurring: true,
    recurrencePatternId: patternId,
    createdBy: ctx.actor.id,
    updatedBy: ctx.actor.id,
    createdAt: ctx.now(),
  };
  const at = ({ start, end }: Plan) => ({ startTime: start, endTime: end, originalStart: start });
  const [first, ...others] = plans;
  const parent = await ctx.db.appointment.create({ data: { ...common, ...at(first as Plan) } });
  const rest = await ctx.db.appointment.createManyAndReturn({
    data: others.map((plan) => ({ ...common, ...at(plan), parentAppointmentId: parent.id })),
  });
  const rows = [parent, ...rest].sort((left, right) => left.startTime.getTime() - right.startTime.getTime());
  const forAll = <T>(items: readonly T[]) => rows.flatMap((row) => items.map((item) => ({ ...item, appointmentId: row.id })));
  if (booking.staff.length) await ctx.db.appointmentStaff.createMany({ data: forAll(booking.staff) });
  if (booking.equipment.length) await ctx.db.appointmentEquipment.createMany({ data: forAll(booking.equipment) });
  if (booking.participants.length) await ctx.db.appointmentGroupParticipant.createMany({ data: forAll(booking.participants) });
  await auditMany(
    ctx,
    rows.map((row) => ({
      action: 'CREATE' as const,
      recordType: 'Appointment' as const,
      recordId: row.id,
      clientId: row.clientId,
      after: { ...row, ...companyOf(booking) },
    })),
  );
  return rows;
}
