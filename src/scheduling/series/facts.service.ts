/** What is known of each occurrence of a planned series: clashes, closures, who is away, and where the insurance cover ends. */
import { Permission } from '../../access/permissions.js';
import { clientScope, covers } from '../../access/scope.js';
import { type Interval, overlaps } from '../availability/rules/intervals.js';
import { closedAt } from '../availability/rules/hours.js';
import type { TimeWarning } from '../availability/time-warnings.js';
import { findTimeWarnings } from '../availability/time-warnings.service.js';
import type { Ctx } from '../../access/context.js';
import { clockOf } from '../../kernel/clock.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { Booking } from '../appointments/booked.js';
import type { Clash } from '../appointments/rules/clashes.js';
import { readCover } from './preview.queries.js';
import type { PlannedSeries } from './series-plan.js';
import type { SeriesChange } from './preview.dto.js';

export interface OccurrenceFacts {
  start: Date;
  end: Date;
  clashes: Clash[];
  /** The name of the closure. */
  closure: string | null;
  /** Which of those who work in it have time off then. */
  away: bigint[];
  /** The last day of the client's cover, where it lies before the occurrence; null for a reader who may not see policies. */
  coverEnded: CalendarDate | null;
  /** What else speaks against its time. */
  warnings: TimeWarning[];
}

export const intervalOf = ({ start, end }: { start: Date; end: Date }): Interval => ({
  start: start.getTime(),
  end: end.getTime(),
});

/**
 * The facts of each occurrence, in their order. A fixed number of statements.
 * @param clashes of these plans
 */
export async function factsOf(
  ctx: Ctx,
  booking: Booking,
  { plans, timezone }: PlannedSeries,
  clashes: readonly Clash[],
): Promise<OccurrenceFacts[]> {
  const staff = [...new Set([booking.therapistId, ...booking.staff.map(({ userId }) => userId)])];
  const place = booking.locationId === null ? null : String(booking.locationId);
  const watched = plans.map(({ start, end }) => ({ start, end, staff, locationId: booking.locationId }));
  const { warnings, facts } = await findTimeWarnings(ctx, watched);
  const closures = closedAt(facts.closures, place, timezone);
  const { timeOff } = facts;
  const mayReadCover = covers(clientScope(ctx.actor, Permission.VIEW_INSURANCE), booking.clientId, booking.learnerId);
  const policies = mayReadCover ? await readCover(ctx, booking.clientId) : [];
  const { day: dayOf } = clockOf(timezone);
  const coverEnded = (day: CalendarDate): CalendarDate | null => {
    const begun = policies.filter(({ from }) => (from ?? day) <= day);
    if (begun.length === 0 || begun.some(({ until }) => (until ?? day) >= day)) return null;
    return begun.map(({ until }) => until ?? '').reduce((latest, one) => (one > latest ? one : latest));
  };
  const clashesOf = new Map<number, Clash[]>();
  const warningsOf = new Map<number, TimeWarning[]>();
  for (const one of warnings) warningsOf.set(one.plan, [...(warningsOf.get(one.plan) ?? []), one]);
  for (const clash of clashes) clashesOf.set(clash.plan, [...(clashesOf.get(clash.plan) ?? []), clash]);
  return plans.map((plan, index) => {
    const time = intervalOf(plan);
    return {
      start: plan.start,
      end: plan.end,
      clashes: clashesOf.get(index) ?? [],
      closure: closures.find((one) => overlaps(one, time))?.closure.name ?? null,
      away: staff.filter((id) => timeOff.some((off) => off.userId === String(id) && overlaps(off, time))),
      coverEnded: coverEnded(dayOf(plan.start)),
      warnings: warningsOf.get(index) ?? [],
    };
  });
}

/** An occurrence as a preview keeps it: no names, so that nothing of other clients is kept. */
export interface KeptOccurrence {
  startTime: Instant;
  endTime: Instant;
  /** What it clashes with, as keys to compare. */
  clashes: string[];
  closure: string | null;
  away: string[];
  coverEnded: CalendarDate | null;
  /** What else was said of its time, as kinds. */
  warnings?: string[];
}

/** Kinds that are not told otherwise: of closures and absences there is more to compare. */
const HOURS: readonly string[] = ['OUTSIDE_WORKING_HOURS', 'OUTSIDE_OPENING_HOURS'];

const keyOf = (clash: Clash): string => [clash.resource, clash.resourceId, clash.startTime, clash.endTime].join(' ');

export function keptOf(facts: OccurrenceFacts): KeptOccurrence {
  return {
    startTime: facts.start.toISOString(),
    endTime: facts.end.toISOString(),
    clashes: [...new Set(facts.clashes.map(keyOf))].sort(),
    closure: facts.closure,
    away: facts.away.map(String),
    coverEnded: facts.coverEnded,
    warnings: [...new Set(facts.warnings.map(({ code }) => code))].filter((code) => HOURS.includes(code)).sort(),
  };
}

/** What has changed between two looks at the same series. Pure. */
export function changesBetween(before: readonly KeptOccurrence[], now: readonly OccurrenceFacts[]): SeriesChange[] {
  const kept = new Map(before.map((one) => [one.startTime, one]));
  const present = new Set(now.map(({ start }) => start.toISOString()));
  const gone = before
    .filter(({ startTime }) => !present.has(startTime))
    .map(({ startTime }) => ({
      startTime,
      what: 'OCCURRENCE' as const,
      message: 'This occurrence does not belong to the series any more.',
    }));
  const changed = now.flatMap((facts): SeriesChange[] => {
    const after = keptOf(facts);
    const { startTime } = after;
    const was = kept.get(startTime);
    if (was?.endTime !== after.endTime)
      return [{ startTime, what: 'OCCURRENCE', message: 'This occurrence was not in the preview.' }];
    const added = facts.clashes.filter((clash) => !was.clashes.includes(keyOf(clash)));
    const lost = was.clashes.some((key) => !after.clashes.includes(key));
    const away = after.away.length === 0 ? 'Everybody works then.' : 'Somebody who works in it has time off.';
    return [
      ...added.map(({ message }) => ({ startTime, what: 'CONFLICT' as const, message })),
      ...(lost && added.length === 0
        ? [{ startTime, what: 'CONFLICT' as const, message: after.clashes.length ? 'Less is in the way.' : 'This time is free.' }]
        : []),
      ...(was.closure === after.closure
        ? []
        : [{ startTime, what: 'CLOSURE' as const, message: after.closure ? `Closed: ${after.closure}.` : 'It is open then.' }]),
      ...(was.away.join() === after.away.join() ? [] : [{ startTime, what: 'AWAY' as const, message: away }]),
      ...(was.coverEnded === after.coverEnded
        ? []
        : [
            {
              startTime,
              what: 'COVER' as const,
              message: after.coverEnded ? `The insurance cover ends on ${after.coverEnded}.` : 'The insurance covers it.',
            },
          ]),
      ...((was.warnings ?? []).join() === (after.warnings ?? []).join()
        ? []
        : [{ startTime, what: 'HOURS' as const, message: facts.warnings[0]?.message ?? 'It lies within all hours now.' }]),
    ];
  });
  return [...gone, ...changed].sort((left, right) => (left.startTime < right.startTime ? -1 : 1));
}
