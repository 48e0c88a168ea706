/** What a payer owes of invoices, and how a payment is shared out over them. Pure. */
import { Decimal } from 'decimal.js';
import type { AccountShare } from '../../src/billing/accounts/accounts.dto.js';
import { inOrder } from '../../src/billing/rules/shares.js';

type Share = Pick<AccountShare, 'invoiceId' | 'insuranceId' | 'fundingId' | 'open'>;

/** Who owes: the client, or as the field of the API and the id (`insuranceId 7`). */
export const CLIENT = 'client';
export const debtorOf = ({ insuranceId, fundingId }: Pick<Share, 'insuranceId' | 'fundingId'>): string =>
  insuranceId ? `insuranceId ${insuranceId}` : fundingId ? `fundingId ${fundingId}` : CLIENT;
/** For whom somebody pays: a caregiver pays what the client owes. */
export const debtorFor = (payer: string): string => (payer.startsWith('caregiverId') ? CLIENT : payer);

const sum = (parts: readonly Decimal[]): Decimal => parts.reduce((all, part) => all.plus(part), new Decimal(0));

/** What `debtor` owes of these invoices, by invoice. */
const owedOf = (invoiceIds: readonly string[], shares: readonly Share[], debtor: string): Decimal[] =>
  invoiceIds.map((id) =>
    sum(shares.filter((one) => one.invoiceId === id && debtorOf(one) === debtor).map(({ open }) => new Decimal(open))),
  );

/** In all. */
export const owedBy = (invoiceIds: readonly string[], shares: readonly Share[], debtor: string): Decimal =>
  sum(owedOf(invoiceIds, shares, debtor));

/**
 * What of `amount` each invoice gets: what its payer owes, the first first; then, if they take it over, what others owe.
 * @returns the parts that are more than nothing, and what is left over
 */
export function paidParts(
  amount: Decimal,
  invoices: readonly { id: string; balance: string }[],
  shares: readonly Share[],
  debtor: string,
  takesOver: boolean,
): { allocations: { invoiceId: string; amount: string }[]; rest: Decimal } {
  const own = owedOf(
    invoices.map(({ id }) => id),
    shares,
    debtor,
  );
  const first = inOrder(amount, own);
  const others = invoices.map(({ balance }, at) => (takesOver ? new Decimal(balance).minus(own[at] ?? 0) : new Decimal(0)));
  const second = inOrder(first.rest, others);
  const allocations = invoices.flatMap(({ id }, at) => {
    const part = (first.parts[at] ?? new Decimal(0)).plus(second.parts[at] ?? 0);
    return part.greaterThan(0) ? [{ invoiceId: id, amount: part.toFixed(2) }] : [];
  });
  return { allocations, rest: second.rest };
}
