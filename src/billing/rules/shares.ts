/** Money shared out without a lost cent. */
import { Decimal } from 'decimal.js';

const CENT = new Decimal('0.01');

/**
 * Shares `amount` out by `weights`: each gets its part cut to cents, and what is left goes cent by cent to those who lost most by the cut,
 * the first of them first. 100.00 to three alike is 33.34, 33.33, 33.33. The sum is the amount, to the cent.
 * @param amount of two decimals, also less than nothing
 * @param weights none less than nothing, one at least more
 */
export function shareOut(amount: Decimal, weights: readonly Decimal[]): Decimal[] {
  const total = weights.reduce((sum, weight) => sum.plus(weight), new Decimal(0));
  if (!total.greaterThan(0) || weights.some((weight) => weight.isNegative() && !weight.isZero()))
    throw new Error('Shares need weights, none of them negative.');
  const sign = amount.isNegative() ? -1 : 1;
  const whole = amount.abs();
  const shares = weights.map((weight, at) => {
    const exact = whole.times(weight).dividedBy(total);
    const part = exact.toDecimalPlaces(2, Decimal.ROUND_DOWN);
    return { at, part, lost: exact.minus(part) };
  });
  const parts = shares.map(({ part }) => part);
  const left = whole.minus(parts.reduce((sum, part) => sum.plus(part), new Decimal(0)));
  const inTurn = shares.sort((one, other) => other.lost.comparedTo(one.lost));
  for (const { at, part } of inTurn.slice(0, left.dividedBy(CENT).toNumber())) parts[at] = part.plus(CENT);
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

/**
 * As shareOut by what each has, but none gets more than that: cents of rounding that a part has no room for go to the next that has.
 * @param amount not more than all of them
 */
export function shareWithin(amount: Decimal, available: readonly Decimal[]): Decimal[] {
  const none = available.every((one) => one.isZero());
  const shares = amount.isZero() || none ? available.map(() => new Decimal(0)) : shareOut(amount, available);
  const kept = shares.map((share, index) => Decimal.min(share, available[index] as Decimal));
  const spare = amount.minus(kept.reduce((sum, one) => sum.plus(one), new Decimal(0)));
  const { parts: more } = inOrder(
    spare,
    available.map((most, index) => most.minus(kept[index] as Decimal)),
  );
  return kept.map((one, index) => one.plus(more[index] as Decimal));
}
