/** Which visit draws how much on which authorization. Pure. */
import { Decimal } from 'decimal.js';
import { roundMoney } from '../../../kernel/money.js';
import { unitsOf } from '../../rules/units.js';

export type AuthorizationKind = 'MONEY' | 'UNITS' | 'VISITS';

/** What was agreed to. */
export interface Agreement {
  id: string;
  /** As the payer calls it. */
  number: string;
  clientId: string;
  /** Null: whichever of the client's. */
  learnerId: string | null;
  /** The first and the last day of service, `2026-03-08`. */
  validFrom: string;
  validTo: string;
  kind: AuthorizationKind;
  amount: Decimal;
  /** None: all services. */
  serviceCodes: readonly string[];
}

/** The part of one client and learner in a visit that is to come, or took place. */
export interface VisitPart {
  /** Null: not booked yet. */
  appointmentId: string | null;
  clientId: string;
  learnerId: string | null;
  startTime: Date;
  /** By the clock of the place, `2026-03-08`. */
  day: string;
  minutes: number;
  /** Whether it took place. */
  done: boolean;
  code: string | null;
  billableUnit: string | null;
  minimumDuration: number | null;
  /** What one unit costs on that day. */
  rate: string | null;
  /** The authorization on which it draws already. */
  held: string | null;
}

export interface Draw {
  part: VisitPart;
  authorizationId: string;
  quantity: Decimal;
}

export interface Drawing {
  draws: Draw[];
  /** Those whom one would have covered, had it enough left. */
  short: VisitPart[];
  /** By the authorization's id. */
  left: ReadonlyMap<string, Decimal>;
}

/** How much a visit draws on one of that kind: nothing where it would not be billed, or nobody knows as what. */
export function quantityOf(kind: AuthorizationKind, part: VisitPart): Decimal {
  const { billableUnit, minimumDuration, minutes, rate } = part;
  if (billableUnit === null) return new Decimal(kind === 'VISITS' ? 1 : 0);
  const units = unitsOf({ billableUnit, minimumDuration }, minutes);
  if ('tooShort' in units) return new Decimal(0);
  if (kind === 'VISITS') return new Decimal(1);
  if (kind === 'UNITS') return units.quantity;
  return rate === null ? new Decimal(0) : roundMoney(units.quantity.times(rate));
}

/** Whether it is for that client, learner and service, whatever the day. */
export const isFor = (agreement: Agreement, { clientId, learnerId, code }: VisitPart): boolean =>
  agreement.clientId === clientId &&
  (agreement.learnerId === null || agreement.learnerId === learnerId) &&
  (agreement.serviceCodes.length === 0 || (code !== null && agreement.serviceCodes.includes(code)));

/** Whether it is for that visit: the day of service decides. */
export const covers = (agreement: Agreement, part: VisitPart): boolean =>
  isFor(agreement, part) && agreement.validFrom <= part.day && part.day <= agreement.validTo;

/** The narrower first, then the one that ends first. */
const inTurn = (one: Agreement, other: Agreement): number =>
  Number(one.learnerId === null) - Number(other.learnerId === null) ||
  one.validTo.localeCompare(other.validTo) ||
  Number(BigInt(one.id) - BigInt(other.id));

const order = (one: VisitPart, other: VisitPart): number =>
  Number(one.held === null) - Number(other.held === null) ||
  Number(other.done) - Number(one.done) ||
  one.startTime.getTime() - other.startTime.getTime() ||
  Number(BigInt(one.appointmentId ?? 0) - BigInt(other.appointmentId ?? 0)) ||
  Number(BigInt(one.learnerId ?? 0) - BigInt(other.learnerId ?? 0));

/**
 * Shares out what was agreed to. Who draws already comes first and stays where they are, then what took place, then what is to come, each in
 * the order of time. A visit draws whole or not at all, and on one alone.
 */
export function drawOn(agreements: readonly Agreement[], parts: readonly VisitPart[]): Drawing {
  const left = new Map(agreements.map(({ id, amount }) => [id, amount]));
  const turns = [...agreements].sort(inTurn);
  const draws: Draw[] = [];
  const short: VisitPart[] = [];
  for (const part of [...parts].sort(order)) {
    const fitting = turns.filter((one) => covers(one, part) && quantityOf(one.kind, part).greaterThan(0));
    const enough = fitting.filter(({ id, kind }) => quantityOf(kind, part).lessThanOrEqualTo(left.get(id) ?? 0));
    const chosen = enough.find(({ id }) => id === part.held) ?? enough[0];
    if (chosen) {
      const quantity = quantityOf(chosen.kind, part);
      left.set(chosen.id, (left.get(chosen.id) as Decimal).minus(quantity));
      draws.push({ part, authorizationId: chosen.id, quantity });
    } else if (fitting.length > 0) short.push(part);
  }
  return { draws, short, left };
}
