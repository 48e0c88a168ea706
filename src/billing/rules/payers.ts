/** Several payers of one bill. Pure. */
import { Decimal } from 'decimal.js';
import { sumOf } from './line.js';
import { inOrder, shareOut } from './shares.js';

/** One of the two. */
export interface PayerPart {
  percent: Decimal | null;
  upTo: Decimal | null;
}

const HUNDRED = new Decimal(100);

/** Whether the parts by per cent are more than the whole. */
export const isTooMuch = (parts: readonly PayerPart[]): boolean =>
  sumOf(parts.map(({ percent }) => percent ?? new Decimal(0))).greaterThan(HUNDRED);

/**
 * What each pays of `total`: first those who pay up to a sum, in their order; then the others their per cent of what is left. Cents that
 * are left over go to the first of them (`shareOut`).
 * @returns what each pays, in their order; what is left is nobody's of them
 */
export function partsOf(total: Decimal, payers: readonly PayerPart[]): Decimal[] {
  const limited = inOrder(
    total,
    payers.map(({ upTo }) => upTo ?? new Decimal(0)),
  );
  const percents = payers.map(({ percent }) => percent ?? new Decimal(0));
  const shared = sumOf(percents);
  if (shared.isZero() || limited.rest.isZero()) return limited.parts;
  const shares = shareOut(limited.rest, [...percents, HUNDRED.minus(shared)]);
  return limited.parts.map((part, index) => part.plus(shares[index] as Decimal));
}

/**
 * What each pays of each line, so that both their sums and the lines' come out to the cent.
 * @param lines what each line comes to
 * @returns by payer, then by line
 */
export function partsByLine(lines: readonly Decimal[], payers: readonly PayerPart[]): Decimal[][] {
  let left = [...lines];
  return partsOf(sumOf(lines), payers).map((part) => {
    if (part.isZero()) return left.map(() => new Decimal(0));
    const parts = shareOut(part, left);
    left = left.map((one, index) => one.minus(parts[index] as Decimal));
    return parts;
  });
}
