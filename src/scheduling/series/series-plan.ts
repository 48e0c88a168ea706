/** What a request for a series asks for, and the plan of each of its occurrences: the same for a preview and for the booking. */
import { unprocessable } from '../../kernel/errors.js';
import { requireYear } from '../../kernel/time.js';
import { zoneOf } from '../../practice/locations/place-zone.queries.js';
import type { Ctx } from '../../access/context.js';
import { planOf } from '../appointments/bookable.js';
import type { Booking } from '../appointments/booked.js';
import { clashError } from '../appointments/booking.js';
import type { Plan } from '../appointments/rules/clashes.js';
import type { RecurrenceRule } from './series.input.js';
import { expand, type Occurrence, ruleOf } from './rules/recurrence.js';

/** A series may clash everywhere, with several things each time: so many clashes are told. */
export const MOST_CLASHES = 10_000;
const FURTHEST_MOVE = 31 * 86_400_000;

export interface PlannedSeries {
  timezone: string;
  /** As it is kept, with its end. */
  rule: string;
  /** As the rule has them. */
  occurrences: Occurrence[];
  /** What each occurrence will occupy, in the same order; at another time where it is moved. */
  plans: Plan[];
}

/** The series that begins with `booking`. Throws 422 for a rule that is none and a move of nothing, 409 where it runs into itself. */
export async function planSeries(ctx: Ctx, booking: Booking, rule: RecurrenceRule): Promise<PlannedSeries> {
  const timezone = await zoneOf(ctx, booking.locationId);
  const occurrences = expand(rule, booking.start, timezone);
  const plan = planOf(booking);
  const length = booking.end.getTime() - booking.start.getTime();
  const moved = movesOf(rule, occurrences);
  const plans = occurrences.map((occurrence) => {
    const start = moved.get(occurrence.start.getTime()) ?? occurrence.start;
    return { ...plan, start, end: new Date(start.getTime() + length) };
  });
  const last = occurrences.at(-1);
  if (last) requireYear(last.start, 'recurrence');
  requireApart(plans);
  return { timezone, rule: ruleOf(rule, booking.start, timezone), occurrences, plans };
}

/** What the clocks do to that occurrence; nothing to one that is moved away from the time of the rule. */
export function clockChangeOf({ occurrences, plans }: PlannedSeries, index: number): Occurrence['clockChange'] {
  const occurrence = occurrences[index];
  return occurrence && occurrence.start.getTime() === plans[index]?.start.getTime() ? occurrence.clockChange : null;
}

/** Where occurrences are moved to, by the start that the rule gives them. Throws 422 for a move of nothing. */
function movesOf({ moves = [] }: RecurrenceRule, occurrences: readonly Occurrence[]): Map<number, Date> {
  const starts = new Set(occurrences.map(({ start }) => start.getTime()));
  const moved = new Map<number, Date>();
  for (const [index, move] of moves.entries()) {
    const path = `recurrence.moves.${index}`;
    const from = move.originalStart.getTime();
    if (!starts.has(from))
      throw unprocessable('series.move', 'The series has no occurrence at this time.', `${path}.originalStart`);
    if (moved.has(from)) throw unprocessable('series.move', 'Move each occurrence once.', `${path}.originalStart`);
    if (Math.abs(move.startTime.getTime() - from) > FURTHEST_MOVE)
      throw unprocessable('series.move', 'An occurrence is moved by 31 days at most.', `${path}.startTime`);
    moved.set(from, move.startTime);
  }
  return moved;
}

/** Throws 409 where the appointments are so long that the series runs into itself. */
export function requireApart(plans: readonly Plan[]): void {
  const ordered = [...plans.entries()].sort(([, left], [, right]) => left.start.getTime() - right.start.getTime());
  const place = ordered.findIndex(([, plan], index) => {
    const before = ordered[index - 1]?.[1];
    return before !== undefined && before.end > plan.start;
  });
  const [index, plan] = ordered[place] ?? [];
  if (index === undefined || plan === undefined) return;
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
