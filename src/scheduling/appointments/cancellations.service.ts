/** What is called off, by whom it is missed, and how late. */
import { WEEKDAYS } from '../../kernel/words.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';
import type { CancellationsAsked } from './appointments.input.js';
import type { CancellationAnalysis, CancellationCount } from './cancellations.dto.js';
import { type Breakdown, countCancellations } from './cancellations.queries.js';
import { partyInCount } from './rules/parties.js';

const DAY = 86_400_000;
const LONGEST_DAYS = 731;

const LEAD_TIMES = [
  'after the start',
  'less than an hour before',
  'less than a day before',
  'less than 3 days before',
  'less than a week before',
  'a week before or more',
];

/**
 * The appointments of these days (by the clock of their place), as far as the actor may see them, by reason, party, therapist, client, weekday and
 * lead time. Throws 403, 422 for a time of more than two years.
 */
export async function analyseCancellations(ctx: Ctx, asked: CancellationsAsked): Promise<CancellationAnalysis> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const { from, to, therapistId = null, locationId = null } = asked;
  if (to < from) throw unprocessable('request.range', 'The last day is not before the first.', 'to');
  if (to.getTime() - from.getTime() >= LONGEST_DAYS * DAY)
    throw unprocessable('request.range', 'At most two years at once.', 'to');
  const rows = await countCancellations(ctx, { from, to }, { therapistId, locationId });
  const by = (breakdown: Breakdown, label?: readonly string[], first = 0): CancellationCount[] =>
    rows
      .filter((row) => row.breakdown === breakdown)
      .map(({ breakdown: _, ...row }) => ({ ...row, label: label?.[Number(row.key) - first] ?? row.label }));
  const [all] = by('all');
  return {
    appointments: all?.appointments ?? 0,
    cancelled: all?.cancelled ?? 0,
    late: all?.late ?? 0,
    noShows: all?.noShows ?? 0,
    byReason: by('reason'),
    byParty: by('party').map((one) => ({ ...one, label: partyInCount(one.key) ?? one.label })),
    byTherapist: by('therapist'),
    byClient: by('client'),
    byWeekday: by('weekday', WEEKDAYS, 1),
    byLeadTime: by('lead', LEAD_TIMES),
  };
}
