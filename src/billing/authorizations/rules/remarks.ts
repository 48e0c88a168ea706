/** What is worth saying about authorizations before one books. Pure. */
import type { Decimal } from 'decimal.js';
import { daysBetween } from '../../../kernel/days.js';
import { type Agreement, type Drawing, isFor, type VisitPart } from './drawing.js';

/** LEFT: little, or for a short time. SHORT: not enough for some. ENDED, NOT_BEGUN: some are not on its days. */
export type Remark =
  | { code: 'LEFT'; agreement: Agreement; left: Decimal }
  | { code: 'SHORT'; agreement: Agreement; left: Decimal; visits: number }
  | { code: 'ENDED' | 'NOT_BEGUN'; agreement: Agreement; visits: number };

/** As soon as no more than this part is left. */
const PART_LEFT = 0.2;
/** Days before and after its end on which it is spoken of. */
const BEFORE_END = 30;
const SINCE_END = 90;

const isNew = ({ appointmentId }: VisitPart): boolean => appointmentId === null;

/**
 * @param agreements those of which may be spoken
 * @param drawing as it would be with what is booked
 * @param parts what is booked, as far as may be spoken of it
 */
export function remarksOf(agreements: readonly Agreement[], drawing: Drawing, parts: readonly VisitPart[]): Remark[] {
  const ended = new Map<string, number>();
  const notBegun = new Map<string, number>();
  const short = new Map<string, number>();
  const add = (counts: Map<string, number>, id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1);
  const drawn = drawing.draws.filter(({ part }) => isNew(part));
  for (const part of parts) {
    if (drawn.some((one) => one.part === part)) continue;
    const theirs = agreements.filter((one) => isFor(one, part));
    const then = theirs.find(({ validFrom, validTo }) => validFrom <= part.day && part.day <= validTo);
    if (then) {
      if (drawing.short.includes(part)) add(short, then.id);
      continue;
    }
    const last = theirs
      .filter(({ validTo }) => validTo < part.day)
      .sort((one, other) => other.validTo.localeCompare(one.validTo))[0];
    const next = theirs
      .filter(({ validFrom }) => part.day < validFrom)
      .sort((one, other) => one.validFrom.localeCompare(other.validFrom))[0];
    if (last && daysBetween(last.validTo, part.day) <= SINCE_END) add(ended, last.id);
    else if (next) add(notBegun, next.id);
  }
  return agreements.flatMap((agreement): Remark[] => {
    const { id, amount, validTo } = agreement;
    const left = drawing.left.get(id) ?? amount;
    const days = drawn.filter((one) => one.authorizationId === id).map(({ part }) => part.day);
    const last = [...days].sort().at(-1);
    const soon =
      last !== undefined && (left.lessThanOrEqualTo(amount.times(PART_LEFT)) || daysBetween(last, validTo) <= BEFORE_END);
    return [
      ...(soon ? [{ code: 'LEFT' as const, agreement, left }] : []),
      ...(short.has(id) ? [{ code: 'SHORT' as const, agreement, left, visits: short.get(id) ?? 0 }] : []),
      ...(ended.has(id) ? [{ code: 'ENDED' as const, agreement, visits: ended.get(id) ?? 0 }] : []),
      ...(notBegun.has(id) ? [{ code: 'NOT_BEGUN' as const, agreement, visits: notBegun.get(id) ?? 0 }] : []),
    ];
  });
}
