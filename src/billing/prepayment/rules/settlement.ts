/** What becomes of a package's money when it is ended. */
import { Decimal } from 'decimal.js';
import { type AppliedTax, lineFigures } from '../../rules/line.js';

/** A visit that the package was used for. */
export interface Used {
  unitPrice: Decimal;
  /** By the list of its day; null: the same. */
  listPrice: Decimal | null;
}

/** So many visits, at so much more each. */
export interface Difference {
  count: number;
  more: Decimal;
}

/** What visits that were used cost more by the list, alike ones together, the dearest first. */
export function differences(used: readonly Used[]): Difference[] {
  const counts = new Map<string, number>();
  for (const { unitPrice, listPrice } of used) {
    const more = (listPrice ?? unitPrice).minus(unitPrice);
    if (more.greaterThan(0)) counts.set(more.toFixed(2), (counts.get(more.toFixed(2)) ?? 0) + 1);
  }
  return [...counts]
    .map(([more, count]) => ({ count, more: new Decimal(more) }))
    .sort((one, other) => other.more.comparedTo(one.more));
}

const CENT = new Decimal('0.01');

/** The highest price before taxes that comes to at most `most` with them. Nothing for less than a cent. */
export function priceWithin(most: Decimal, taxes: readonly AppliedTax[]): Decimal {
  const total = (price: Decimal): Decimal => lineFigures(new Decimal(1), price, null, taxes).total;
  const rates = taxes.reduce((sum, { rate }) => sum.plus(rate), new Decimal(100));
  let price = most.times(100).dividedBy(rates).toDecimalPlaces(2, Decimal.ROUND_UP);
  // Each tax is rounded by itself: at most a few cents from there.
  while (price.greaterThan(0) && total(price).greaterThan(most)) price = price.minus(CENT);
  return Decimal.max(price, 0);
}
