/** What visits that nobody was asked to pay for come to: the list of visits, gathered. Each is priced as that list prices it. */
import { Decimal } from 'decimal.js';
import { Permission } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import { startOfMonth } from '../../kernel/days.js';
import { unprocessable } from '../../kernel/errors.js';
import { chargeOf, isCharged } from '../visits/charges.js';
import { readVisitRows, type VisitRow } from '../visits/visits.queries.js';
import { requireDays } from '../visits/visits.service.js';
import type { UnbilledBy, UnbilledQuery } from './reports.input.js';
import { requireReports, type Summed, summed } from './reports.service.js';
import type { UnbilledRow } from './unbilled.queries.js';

export const UNBILLED = ['visits', 'withoutPrice', 'amount'] as const;

/** More are told in shorter times. */
const MOST_VISITS = 50_000;

const OF: Readonly<Record<UnbilledBy, (row: VisitRow) => Pick<UnbilledRow, 'key' | 'label'>>> = {
  MONTH: () => ({ key: null, label: null }),
  THERAPIST: ({ therapistId, therapistName }) => ({ key: therapistId, label: therapistName }),
  LOCATION: ({ locationId, locationName }) => ({ key: locationId, label: locationName }),
};

/** By month first, then by name; what is of no location comes last. */
const inOrder = (one: UnbilledRow, other: UnbilledRow): number =>
  (one.month ?? '').localeCompare(other.month ?? '') ||
  Number(one.key === null) - Number(other.key === null) ||
  (one.label ?? '').localeCompare(other.label ?? '') ||
  Number(BigInt(one.key ?? 0) - BigInt(other.key ?? 0));

/** Unbilled visits of these days, of whom the actor may see, by month, therapist or location. Throws 403, 422. */
export async function reportUnbilled(
  ctx: Ctx,
  { from, to, by = 'MONTH', monthly = false }: UnbilledQuery,
): Promise<Summed<UnbilledRow, (typeof UNBILLED)[number]>> {
  requireReports(ctx);
  requireDays(from, to);
  const rows = await readVisitRows(ctx, Permission.VIEW_BILLING, { from, to, state: 'UNBILLED' }, MOST_VISITS + 1);
  if (rows.length > MOST_VISITS)
    throw unprocessable('report.too_large', `There are more than 50,000 visits on no invoice: take a shorter time.`);
  const lines = new Map<
    string,
    { about: Pick<UnbilledRow, 'month' | 'key' | 'label'>; visits: number; left: number; amount: Decimal }
  >();
  for (const row of rows) {
    const about = { month: by === 'MONTH' || monthly ? startOfMonth(row.day) : null, ...OF[by](row) };
    const at = `${about.month ?? ''} ${about.key ?? ''}`;
    const line = lines.get(at) ?? { about, visits: 0, left: 0, amount: new Decimal(0) };
    lines.set(at, line);
    const charge = chargeOf(row);
    line.visits++;
    if (isCharged(charge)) line.amount = line.amount.plus(charge.amount);
    else line.left++;
  }
  const told = [...lines.values()].map(({ about, visits, left, amount }): UnbilledRow => ({
    ...about,
    visits: String(visits),
    withoutPrice: String(left),
    amount: amount.toFixed(2),
  }));
  return summed(told.sort(inOrder), UNBILLED);
}
