/** Money shared out without a lost cent. */
import { Decimal } from 'decimal.js';

const CENT = new Decimal('0.01');

/**
 * Shares `amount` out by `weights`: each gets its part cut to cents, and what is left goes cent by cent to the first ones in their order
 * that have a weight. 100.00 to three alike is 33.34, 33.33, 33.33. The sum is the amount, to the cent.
 * @param amount of two decimals, also less than nothing
 * @param weights none less than nothing, one at least more
 */
export function shareOut(amount: Decimal, weights: readonly Decimal[]): Decimal[] {
  const total = weights.reduce((sum, weight) => sum.plus(weight), new Decimal(0));
  if (!total.greaterThan(0) || weights.some((weight) => weight.isNegative() && !weight.isZero()))
    throw new Error('Shares need weights, none of them negative.');
  const sign = amount.isNegative() ? -1 : 1;
  const whole = amount.abs();
  const parts = weights.map((weight) => whole.times(weight).dividedBy(total).toDecimalPlaces(2, Decimal.ROUND_DOWN));
  let left = whole.minus(parts.reduce((sum, part) => sum.plus(part), new Decimal(0)));
  for (let at = 0; left.greaterThan(0); at = (at + 1) % parts.length) {
    if (weights[at]?.isZero()) continue;
    parts[at] = (parts[at] as Decimal).plus(CENT);
    left = left.minus(CENT);
  }
  return parts.map((part) => part.times(sign));
}

/**
 * Takes `amount` from `available`, the first of them first; what is more than all of them is left over.
 * @returns how much of each, and the rest
 */
export function inOrder(amount: Decimal, available: readonly Decimal[]): { parts: Decimal[]; rest: Decimal } {
  let rest = amount;
  const parts = available.map((one) => {
    const part = Decimal.min(rest, Decimal.max(one, 0));
    rest = rest.minus(part);
    return part;
  });
  return { parts, rest };
}
