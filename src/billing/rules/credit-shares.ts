/** Whose a credit of lines is. */
import { Decimal } from 'decimal.js';

/** What is taken back of a line, and what of that is each party's. */
export interface LineCredit {
  amount: Decimal;
  /** By party, in their order; a party that is not there wants nothing. */
  wanted: readonly Decimal[];
}

/**
 * Takes each line's credit from its parties, the first line first: from each what is theirs of it, as far as it owes so much; what is more from
 * all, the first of them first.
 * @param owed what each party owes, in their order
 * @returns by line what is taken of each party, and what nobody owes
 */
export function takenOfEach(lines: readonly LineCredit[], owed: readonly Decimal[]): { parts: Decimal[][]; rests: Decimal[] } {
  const left = owed.map((one) => Decimal.max(one, 0));
  const take = (at: number, amount: Decimal): Decimal => {
    const part = Decimal.min(amount, left[at] as Decimal);
    left[at] = (left[at] as Decimal).minus(part);
    return part;
  };
  // All get their own before anybody's goes for another.
  const own = lines.map(({ wanted }) => owed.map((_one, at) => take(at, wanted[at] ?? new Decimal(0))));
  const rests: Decimal[] = [];
  const parts = lines.map(({ amount }, index) => {
    const mine = own[index] as Decimal[];
    let rest = mine.reduce((sum, one) => sum.minus(one), amount);
    const all = mine.map((one, at) => {
      const more = take(at, rest);
      rest = rest.minus(more);
      return one.plus(more);
    });
    rests.push(rest);
    return all;
  });
  return { parts, rests };
}
