/** Of whom a credit of lines is taken: in proportion to what each was charged of a line. */
import { Decimal } from 'decimal.js';
import { type Party, sameParty } from '../ledger/posting.service.js';
import { sumOf } from '../rules/line.js';
import { shareOut } from '../rules/shares.js';
import type { ChargedOfLine } from './credit-notes.queries.js';

/** @property wanted by line, what is each party's of its credit, in the order of the parties */
export interface CreditShares {
  parties: Party[];
  wanted: Decimal[][];
}

/**
 * Shares each credit out by what its line charges each party now, to the cent: `shareOut`, the invoice's own party first, then in the ledger's order.
 * @param own the invoice's own party
 * @param charged in the ledger's order
 * @param only whose all of it is, where it is one party's alone
 */
export function creditShares(
  own: Party,
  charged: readonly ChargedOfLine[],
  credits: readonly { lineId: bigint; amount: Decimal }[],
  only: Party | undefined,
): CreditShares {
  if (only) return { parties: [only], wanted: credits.map(({ amount }) => [amount]) };
  const parties = [own];
  for (const { party, insuranceId, fundingId } of charged) {
    const one = { party, insuranceId, fundingId };
    if (!parties.some((other) => sameParty(one, other))) parties.push(one);
  }
  const wanted = credits.map(({ lineId, amount }) => {
    const ofLine = charged.filter((one) => one.lineId === lineId);
    const weights = parties.map((party) => Decimal.max(ofLine.find((one) => sameParty(one, party))?.amount ?? new Decimal(0), 0));
    return sumOf(weights).isZero() ? weights : shareOut(amount, weights);
  });
  return { parties, wanted };
}

/** What is each party's of all of these credits. */
export const wantedOf = ({ parties, wanted }: CreditShares): (Party & { amount: Decimal })[] =>
  parties.map((party, at) => ({ ...party, amount: sumOf(wanted.map((line) => line[at] as Decimal)) }));
