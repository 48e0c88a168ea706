/** The calendar: who has what when, in one look. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../context.js';
import { unprocessable } from '../../shared/errors.js';
import { toInstant } from '../../shared/time.js';
import type { CalendarQuery } from './calendar.dto.js';
import { type CalendarRows, closureSpans, eventRows, type Span, timeOffSpans } from './calendar.queries.js';

const LONGEST = 45 * 86_400_000;

function spanOf(query: CalendarQuery): Span {
  const from = toInstant(query.from, 'from');
  const to = toInstant(query.to, 'to');
  if (to <= from) throw unprocessable('calendar.span', 'The calendar ends after it begins.', 'to');
  if (to.getTime() - from.getTime() > LONGEST) throw unprocessable('calendar.span', 'Ask for 45 days at most.', 'to');
  return { from, to };
}

/**
 * What touches the stretch, of the clients that the actor sees. At most 5,000 appointments; says so when there are more.
 * Three statements at most, however long it is. Throws 400, 403, and 422 for more than 45 days.
 */
export async function readCalendar(ctx: Ctx, query: CalendarQuery): Promise<CalendarRows> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const span = spanOf(query);
  if (!query.background) return eventRows(ctx, query, span);
  const [found, closures, timeOff] = await Promise.all([
    eventRows(ctx, query, span),
    closureSpans(ctx, query, span),
    timeOffSpans(ctx, query, span),
  ]);
  return { ...found, closures, timeOff };
}
