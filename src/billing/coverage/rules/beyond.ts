/** What is charged to a policy or a funding source beyond what it pays. Pure. */
import { Decimal } from 'decimal.js';

/** What somebody is to pay for a service of that day. */
export interface Charge {
  insuranceId: bigint | null;
  fundingId: bigint | null;
  /** `2026-03-08` */
  day: string;
  amount: Decimal;
}

/** A policy, and what is left of it in each year; those without a maximum have none. */
export interface PolicyCover {
  id: string;
  name: string;
  from: string | null;
  to: string | null;
  years: readonly { startsOn: string; endsOn: string; left: Decimal; afterClaims: Decimal }[];
}

/** A funding source. */
export interface FundingCover {
  id: string;
  name: string;
  from: string;
  to: string;
  status: string;
  left: Decimal;
}

export type Beyond =
  | { code: 'POLICY_EXCEEDED'; name: string; amount: Decimal; left: Decimal; afterClaims: Decimal; startsOn: string; endsOn: string }
  | { code: 'FUNDING_EXCEEDED'; name: string; amount: Decimal; left: Decimal }
  | { code: 'POLICY_DAYS' | 'FUNDING_DAYS'; name: string; days: readonly string[] }
  | { code: 'FUNDING_STATUS'; name: string; status: 'PENDING' | 'DENIED' };

const sum = (charges: readonly Charge[]): Decimal => charges.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
const daysOutside = (charges: readonly Charge[], from: string | null, to: string | null): string[] =>
  [
    ...new Set(charges.map(({ day }) => day).filter((day) => (from !== null && day < from) || (to !== null && day > to))),
  ].sort();

function ofPolicy({ name, from, to, years }: PolicyCover, charges: readonly Charge[]): Beyond[] {
  const outside = daysOutside(charges, from, to);
  const exceeded = years.flatMap(({ startsOn, endsOn, left, afterClaims }): Beyond[] => {
    const amount = sum(charges.filter(({ day }) => startsOn <= day && day <= endsOn));
    return amount.greaterThan(afterClaims) ? [{ code: 'POLICY_EXCEEDED', name, amount, left, afterClaims, startsOn, endsOn }] : [];
  });
  return [...(outside.length > 0 ? [{ code: 'POLICY_DAYS' as const, name, days: outside }] : []), ...exceeded];
}

function ofFunding({ name, from, to, status, left }: FundingCover, charges: readonly Charge[]): Beyond[] {
  const outside = daysOutside(charges, from, to);
  const amount = sum(charges);
  return [
    ...(status === 'PENDING' || status === 'DENIED' ? [{ code: 'FUNDING_STATUS' as const, name, status } as const] : []),
    ...(outside.length > 0 ? [{ code: 'FUNDING_DAYS' as const, name, days: outside }] : []),
    ...(amount.greaterThan(left) ? [{ code: 'FUNDING_EXCEEDED' as const, name, amount, left }] : []),
  ];
}

/** What goes beyond: days that are not covered, more than is left, what was not granted. Charges of nothing are no charges. */
export function beyond(
  charges: readonly Charge[],
  policies: readonly PolicyCover[],
  fundings: readonly FundingCover[],
): Beyond[] {
  const real = charges.filter(({ amount }) => amount.greaterThan(0));
  return [
    ...policies.flatMap((policy) =>
      ofPolicy(
        policy,
        real.filter(({ insuranceId }) => String(insuranceId) === policy.id),
      ),
    ),
    ...fundings.flatMap((funding) =>
      ofFunding(
        funding,
        real.filter(({ fundingId }) => String(fundingId) === funding.id),
      ),
    ),
  ];
}
