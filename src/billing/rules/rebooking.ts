/** Where the money of a payment goes that is taken back and recorded anew with another amount. */
import { Decimal } from 'decimal.js';
import { inOrder } from './shares.js';

/** An invoice that it had paid. */
export interface Repaid {
  /** What it had of the payment. */
  had: Decimal;
  /** What is open on it once the payment is taken back. */
  open: Decimal;
}

/**
 * Each invoice gets what it had, in order, as far as it is open and the money goes; what is left pays more of them, in the same order.
 * @returns how much of each, and what is left for the account
 */
export function repaid(amount: Decimal, invoices: readonly Repaid[]): { parts: Decimal[]; rest: Decimal } {
  const first = inOrder(
    amount,
    invoices.map(({ had, open }) => Decimal.min(had, open)),
  );
  const more = inOrder(
    first.rest,
    invoices.map(({ open }, at) => open.minus(first.parts[at] as Decimal)),
  );
  return { parts: first.parts.map((part, at) => part.plus(more.parts[at] as Decimal)), rest: more.rest };
}
