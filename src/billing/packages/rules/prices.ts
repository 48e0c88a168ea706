/** What the visits of a package cost, and how many of them are paid for. */
import { Decimal } from 'decimal.js';
import { shareOut } from '../../rules/shares.js';

/** A package as it was sold. */
export interface Sold {
  visits: number;
  /** For all of them, before taxes. */
  price: Decimal;
  /** With taxes: what is paid for all of them. */
  amountDue: Decimal;
}

const alike = (count: number): Decimal[] => new Array<Decimal>(count).fill(new Decimal(1));

/** What each visit costs before taxes, in order: the sum is the package's price, to the cent. */
export const pricesOf = ({ price, visits }: Sold): Decimal[] => shareOut(price, alike(visits));

/** How many visits are paid for, the first of them first. @param paid what came in for the package and was not given back */
export function paidFor({ amountDue, visits }: Sold, paid: Decimal): number {
  let rest = paid;
  const dues = shareOut(amountDue, alike(visits));
  const first = dues.findIndex((due) => {
    if (due.greaterThan(rest)) return true;
    rest = rest.minus(due);
    return false;
  });
  return first < 0 ? visits : first;
}

/** The next visit of a package that is paid for and not used, or undefined. @param used the numbers of those that are; 1 is the first */
export function nextVisit(sold: Sold, paid: Decimal, used: ReadonlySet<number>): number | undefined {
  const most = paidFor(sold, paid);
  for (let visit = 1; visit <= most; visit += 1) if (!used.has(visit)) return visit;
  return undefined;
}
