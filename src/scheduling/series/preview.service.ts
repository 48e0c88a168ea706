/** Previews of series, and the tokens that book exactly what was previewed. */
import { createHash, randomBytes } from 'node:crypto';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { type Ctx, signedInId } from '../../access/context.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import { learnersOf, newBooking, requireBookable } from '../appointments/bookable.js';
import type { Booking } from '../appointments/booked.js';
import { findClashes } from '../appointments/clashes.queries.js';
import type { BookingWarningCode } from '../../generated/requests/practice.js';
import { remarksOn } from '../appointments/remarks.js';
import { findBookingWarnings } from '../appointments/warnings.service.js';
import { changesBetween, factsOf, keptOf, type KeptOccurrence, type OccurrenceFacts } from './facts.service.js';
import { nearestFree } from '../free-times/nearest.service.js';
import type { SeriesPreview } from './preview.dto.js';
import { pruneSeriesPreviews } from './preview.queries.js';
import type { PreviewedSeries, RecurrenceRule } from './series.input.js';
import { clockChangeOf, MOST_CLASHES, type PlannedSeries, planSeries } from './series-plan.js';

/** How long a preview can be booked. */
const GOOD_FOR_MS = 30 * 60_000;

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What a preview is about: ids and times. Titles and notes may still change, and are not kept. */
function subjectOf(booking: Booking, { exceptions = [] }: RecurrenceRule, { rule, occurrences, plans }: PlannedSeries) {
  return {
    start: booking.start.toISOString(),
    end: booking.end.toISOString(),
    client: String(booking.clientId),
    learner: booking.learnerId === null ? null : String(booking.learnerId),
    therapist: String(booking.therapistId),
    room: booking.roomId === null ? null : String(booking.roomId),
    location: booking.locationId === null ? null : String(booking.locationId),
    staff: booking.staff.map(({ userId }) => String(userId)).sort(),
    equipment: booking.equipment.map(({ equipmentId, quantity }) => `${equipmentId} × ${quantity}`).sort(),
    participants: booking.participants.map(({ learnerId }) => String(learnerId)).sort(),
    rule,
    exceptions: [...exceptions].sort(),
    moves: occurrences.flatMap(({ start }, index) => {
      const time = plans[index]?.start ?? start;
      return time.getTime() === start.getTime() ? [] : [`${start.toISOString()} ${time.toISOString()}`];
    }),
  };
}

/**
 * What would be booked now, occurrence by occurrence, and the token that books it. Throws 403, 422 at the field. A fixed number
 * of statements, however long the series.
 */
export async function previewSeries(ctx: Ctx, { recurrence: rule, ...data }: PreviewedSeries): Promise<SeriesPreview> {
  requirePermission(ctx.actor, Permission.CREATE_APPOINTMENT);
  const booking = await requireBookable(ctx, await newBooking(ctx, data));
  const series = await planSeries(ctx, booking, rule);
  const clashes = await findClashes(ctx, series.plans, { most: MOST_CLASHES });
  const facts = await factsOf(ctx, booking, series, clashes);
  const nearest = await nearestFree(
    ctx,
    booking,
    series.timezone,
    facts.map(({ start, end, clashes, warnings }) => ({ start, end, troubled: clashes.length > 0 || warnings.length > 0 })),
  );
  const bookings = series.plans.map(({ start, end }) => ({ ...booking, start, end }));
  const remarks = await remarksOn(ctx, { bookings, except: [] });
  const { told, refused } = await findBookingWarnings(ctx, {
    bookings,
    learners: learnersOf(booking),
    times: true,
  });
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(ctx.now().getTime() + GOOD_FOR_MS);
  await pruneSeriesPreviews(ctx);
  await ctx.db.seriesPreview.create({
    data: {
      tokenHash: digest(token),
      userId: signedInId(ctx),
      plan: { ...subjectOf(booking, rule, series), told: [...new Set(told.map(({ code }) => code))] },
      // Spread, so that it is a plain object to the data model.
      occurrences: facts.map((one) => ({ ...keptOf(one) })),
      expiresAt,
      createdAt: ctx.now(),
    },
  });
  return {
    token,
    expiresAt: expiresAt.toISOString(),
    rule: series.rule,
    timezone: series.timezone,
    warnings: [...told, ...remarks],
    occurrences: facts.map((one, index) => {
      const free = nearest[index];
      return {
        originalStart: (series.occurrences[index]?.start ?? one.start).toISOString(),
        startTime: one.start.toISOString(),
        endTime: one.end.toISOString(),
        clockChange: clockChangeOf(series, index),
        conflicts: one.clashes,
        closure: one.closure,
        awayIds: one.away.map(String),
        coverageEnded: one.coverEnded,
        warnings: one.warnings.map(({ code, message }) => ({ code, message })),
        refused: one.warnings.some(({ code }) => refused.includes(code)),
        nearestFree: free ? { startTime: new Date(free.start).toISOString(), endTime: new Date(free.end).toISOString() } : null,
      };
    }),
  };
}

/** The column of JSON holds what the preview put there. */
const areKept = (value: unknown): value is KeptOccurrence[] => Array.isArray(value);

/**
 * Uses up the preview of that token: nobody books it twice. In the transaction of the booking, so that one that fails gives it back.
 * Gives the kinds of warnings that it told.
 * Throws 422 for a token that is none, is somebody else's, has run out, or is about something else.
 */
export async function takePreview(
  ctx: Ctx,
  token: string,
  booking: Booking,
  rule: RecurrenceRule,
  series: PlannedSeries,
): Promise<{ told: BookingWarningCode[]; requireSame(facts: readonly OccurrenceFacts[]): void }> {
  const where = { tokenHash: digest(token), userId: signedInId(ctx), expiresAt: { gt: ctx.now() } };
  const preview = await ctx.db.seriesPreview.findFirst({ where });
  const { count } = await ctx.db.seriesPreview.deleteMany({ where });
  if (!preview || count === 0)
    throw unprocessable('series.preview', 'There is no such preview any more: make a new one.', 'previewToken');
  const { told = [], ...subject } = preview.plan as { told?: BookingWarningCode[] };
  const before = Object.entries(subject).sort();
  const wanted = Object.entries(subjectOf(booking, rule, series)).sort();
  if (JSON.stringify(before) !== JSON.stringify(wanted))
    throw unprocessable('series.preview', 'This preview is about another series: make a new one.', 'previewToken');
  return {
    told,
    requireSame(facts) {
      const changes = changesBetween(areKept(preview.occurrences) ? preview.occurrences : [], facts);
      if (changes.length > 0)
        throw conflict('series.changed', 'Something has changed since the preview: look at it again.', { details: { changes } });
    },
  };
}
