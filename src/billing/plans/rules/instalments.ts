/** The instalments of a payment plan: their days and amounts. Pure. */
import { Decimal } from 'decimal.js';
import { addDays, addMonths } from '../../../kernel/days.js';
import type { CalendarDate } from '../../../kernel/time.js';
import { shareOut } from '../../rules/shares.js';

export type Rhythm = 'WEEK' | 'TWO_WEEKS' | 'MONTH';

export interface Instalment {
  dueOn: CalendarDate;
  amount: Decimal;
}

/** The day of the instalment at that place: months are counted from the first day, so that the 31st is the last of each month, and the 31st again. */
function dayAt(first: CalendarDate, rhythm: Rhythm, at: number): CalendarDate {
  return rhythm === 'MONTH' ? addMonths(first, at) : addDays(first, at * (rhythm === 'WEEK' ? 7 : 14));
}

/**
 * As many instalments as alike as can be: the first ones take the cents that are left over.
 * @param total more than nothing, and at least a cent for each
 */
export function instalmentsOf(total: Decimal, count: number, rhythm: Rhythm, first: CalendarDate): Instalment[] {
  const amounts = shareOut(
    total,
    Array.from({ length: count }, () => new Decimal(1)),
  );
  return amounts.map((amount, at) => ({ dueOn: dayAt(first, rhythm, at), amount }));
}

/** What of each instalment is paid, the first of them first. */
export function paidOf(instalments: readonly { amount: Decimal }[], settled: Decimal): Decimal[] {
  let left = settled;
  return instalments.map(({ amount }) => {
    const paid = Decimal.max(0, Decimal.min(amount, left));
    left = left.minus(paid);
    return paid;
  });
}
