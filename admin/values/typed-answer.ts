/** An insurer's answer as it is typed, line by line, and what of it is still to be said. Pure. */
import { Decimal } from 'decimal.js';
import { isDeniedUnexplained } from '../../src/billing/rules/claim-answer.js';
import { readAmount } from './typed-money.js';
import type { TypedNumber } from './typed-number.js';

export const PARTS = ['paid', 'adjustment', 'patientShare'] as const;
export type Part = (typeof PARTS)[number];
export const LABELS: Readonly<Record<Part, string>> = { paid: 'Paid', adjustment: 'Taken off', patientShare: 'Patient’s share' };

/** What is typed of a line. */
export type LineSaid = Record<Part | 'remark', string> & { isDenied: boolean };
export const NOTHING_SAID: LineSaid = { paid: '', adjustment: '', patientShare: '', remark: '', isDenied: false };

const ZERO = new Decimal(0);
const typedPart = (said: LineSaid, part: Part): TypedNumber =>
  said[part].trim() === '' ? { value: ZERO } : readAmount(said[part]);
const amountOf = (said: LineSaid, part: Part): Decimal => typedPart(said, part).value ?? ZERO;

export interface TypedAnswerLine {
  lineId: string;
  unsettled: string;
  said: LineSaid;
}

/** What of one line was said so far. */
export interface ReadLine {
  faults: Partial<Record<Part | 'whole', string>>;
  /** Of what was said: neither paid, nor taken off, nor shared. Nothing of a line of which nothing was said. */
  denied: Decimal;
  /** Paid beyond what is claimed. */
  over: Decimal;
  isSaid: boolean;
}

function readLine({ unsettled, said }: TypedAnswerLine): ReadLine {
  const left = new Decimal(unsettled);
  const isSaid = said.isDenied || PARTS.some((part) => said[part].trim() !== '');
  const faults: ReadLine['faults'] = {};
  for (const part of PARTS) {
    const { fault } = typedPart(said, part);
    if (fault !== undefined) faults[part] = fault;
  }
  const least = amountOf(said, 'adjustment').plus(amountOf(said, 'patientShare'));
  if (least.greaterThan(left)) faults.whole = `More is taken off and shared than the ${left.toFixed(2)} that are left.`;
  const rest = left.minus(least).minus(amountOf(said, 'paid'));
  const isRight = isSaid && Object.keys(faults).length === 0;
  return {
    faults,
    isSaid,
    denied: isRight ? Decimal.max(ZERO, rest) : ZERO,
    over: isRight ? Decimal.max(ZERO, rest.negated()) : ZERO,
  };
}

/** All that was typed. */
export interface ReadAnswer {
  lines: readonly ReadLine[];
  sums: Readonly<Record<Part, Decimal>>;
  denied: Decimal;
  over: Decimal;
  /** The API wants to know why. */
  wantsReason: boolean;
  /** What stands in the way of recording it, in words; empty where nothing does. */
  missing: string;
}

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((all, one) => all.plus(one), ZERO);

/** @param reason why something was denied, of the whole claim */
export function answerOf(typed: readonly TypedAnswerLine[], reason: string): ReadAnswer {
  const lines = typed.map(readLine);
  const denied = sum(lines.map((line) => line.denied));
  const wantsReason = isDeniedUnexplained(
    typed.map(({ said }) => ({
      paid: amountOf(said, 'paid'),
      adjustment: amountOf(said, 'adjustment'),
      patientShare: amountOf(said, 'patientShare'),
      remark: said.remark,
    })),
  );
  const missing = lines.some(({ faults }) => Object.keys(faults).length > 0)
    ? 'Something typed can’t be recorded so.'
    : lines.every(({ isSaid }) => !isSaid)
      ? 'Nothing was said yet: give the amounts of each line, or tick that it was denied.'
      : lines.some(({ isSaid }) => !isSaid)
        ? 'Of one line nothing was said yet: give its amounts, or tick that it was denied.'
        : wantsReason && reason.trim() === ''
          ? 'Say why it was denied.'
          : '';
  return {
    lines,
    denied,
    over: sum(lines.map((line) => line.over)),
    sums: {
      paid: sum(typed.map(({ said }) => amountOf(said, 'paid'))),
      adjustment: sum(typed.map(({ said }) => amountOf(said, 'adjustment'))),
      patientShare: sum(typed.map(({ said }) => amountOf(said, 'patientShare'))),
    },
    wantsReason,
    missing,
  };
}

/** What the API is sent of the lines. */
export const bodyOfAnswer = (typed: readonly TypedAnswerLine[]): object[] =>
  typed.map(({ lineId, said }) => ({
    lineId,
    paid: amountOf(said, 'paid').toFixed(2),
    adjustment: amountOf(said, 'adjustment').toFixed(2),
    patientShare: amountOf(said, 'patientShare').toFixed(2),
    ...(said.remark.trim() && { remark: said.remark.trim() }),
  }));
