/** What is worth saying about a client's policies and funding sources before one books. Pure. */
import type { Decimal } from 'decimal.js';
import { daysBetween } from '../../../kernel/days.js';

/** A policy in the year that runs, or a funding source. */
export interface Purse {
  kind: 'POLICY' | 'FUNDING';
  clientId: string;
  name: string;
  /** On these days it pays; null: open. */
  from: string | null;
  to: string | null;
  total: Decimal;
  /** What it has not paid, or was not charged. */
  left: Decimal;
  /** What of that no open claim asks for. */
  afterClaims: Decimal;
}

/** One client's part of a visit. */
export interface Booked {
  clientId: string;
  /** `2026-03-08` */
  day: string;
}

/** As soon as no more than this part is left. */
export const PART_LEFT = 0.2;
/** Days before a funding source ends on which it is spoken of. */
export const BEFORE_END = 30;

/** Those that would pay for one of these visits, and of which little is left or that end soon after the last of them. */
export function scarce(purses: readonly Purse[], visits: readonly Booked[]): Purse[] {
  return purses.filter(({ kind, clientId, from, to, total, afterClaims }) => {
    const days = visits
      .filter((visit) => visit.clientId === clientId && (from === null || from <= visit.day) && (to === null || visit.day <= to))
      .map(({ day }) => day)
      .sort();
    const last = days.at(-1);
    if (last === undefined) return false;
    const ends = kind === 'FUNDING' && to !== null && daysBetween(last, to) <= BEFORE_END;
    return ends || afterClaims.lessThanOrEqualTo(total.times(PART_LEFT));
  });
}
