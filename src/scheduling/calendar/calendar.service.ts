/** The calendar: who has what when, in one look. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';
import type { CalendarAsked } from './calendar.input.js';
import { type CalendarRows, closureSpans, eventRows, type Span, timeOffSpans, workingSpans } from './calendar.queries.js';

const LONGEST = 45 * 86_400_000;
/** A week on whose days the clocks change, and the hours around it. */
const LONGEST_OF_HOURS = 8 * 86_400_000;

function spanOf({ from, to }: CalendarAsked): Span {
  if (to <= from) throw unprocessable('calendar.span', 'The calendar ends after it begins.', 'to');
  if (to.getTime() - from.getTime() > LONGEST) throw unprocessable('calendar.span', 'Ask for 45 days at most.', 'to');
  return { from, to };
}

/**
 * What touches the stretch, of the clients that the actor sees. At most 5,000 appointments; says so when there are more.
 * Four statements at most, however long it is. Throws 403, and 422 for more than 45 days, or 8 with the working hours.
 */
export async function readCalendar(ctx: Ctx, query: CalendarAsked): Promise<CalendarRows> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const { background, workingHours } = query;
  const span = spanOf(query);
  if (workingHours && span.to.getTime() - span.from.getTime() > LONGEST_OF_HOURS)
    throw unprocessable('calendar.span', 'Ask for the working hours of 8 days at most.', 'workingHours');
  const [found, closures, timeOff, hours] = await Promise.all([
    eventRows(ctx, query, span),
    background ? closureSpans(ctx, query, span) : undefined,
    background ? timeOffSpans(ctx, query, span) : undefined,
    workingHours ? workingSpans(ctx, query, span) : undefined,
  ]);
  return { ...found, closures, timeOff, workingHours: hours };
}
