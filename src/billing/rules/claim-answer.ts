/** What an insurer's answer says of each line. Pure. */
import { Decimal } from 'decimal.js';
import { sumOf } from './line.js';
import { inOrder } from './shares.js';

/** A line of a claim, and what is left of it that no answer has settled yet. */
export interface AwaitingLine {
  lineId: bigint;
  left: Decimal;
}

export interface LineAnswer {
  lineId: bigint;
  paid: Decimal;
  /** Taken off by contract: nobody's. */
  adjustment: Decimal;
  /** Deductible, coinsurance, co-pay: whoever comes next owes it. */
  patientShare: Decimal;
}

/**
 * An answer that was told as a whole, shared out: to each line in turn what was paid, then what is taken off, then the patient's share, as
 * far as the line goes.
 * @returns the lines, and what was paid beyond all of them; undefined where what is taken off and shared is more than is left
 */
export function spread(
  lines: readonly AwaitingLine[],
  { paid, adjustment, patientShare }: Omit<LineAnswer, 'lineId'>,
): { lines: LineAnswer[]; over: Decimal } | undefined {
  const least = adjustment.plus(patientShare);
  const all = sumOf(lines.map(({ left }) => left));
  if (least.greaterThan(all)) return undefined;
  const settling = Decimal.min(paid, all.minus(least));
  let left = lines.map((line) => line.left);
  const take = (amount: Decimal): Decimal[] => {
    const { parts } = inOrder(amount, left);
    left = left.map((one, index) => one.minus(parts[index] as Decimal));
    return parts;
  };
  const [paidOf, takenOf, sharedOf] = [take(settling), take(adjustment), take(patientShare)];
  return {
    lines: lines.map(({ lineId }, index) => ({
      lineId,
      paid: paidOf[index] as Decimal,
      adjustment: takenOf[index] as Decimal,
      patientShare: sharedOf[index] as Decimal,
    })),
    over: paid.minus(settling),
  };
}

/** What is said of a line, with the insurer's words for it. */
type SaidOfLine = Omit<LineAnswer, 'lineId'> & { remark?: string | null | undefined };

const isDenial = ({ paid, adjustment, patientShare }: SaidOfLine): boolean =>
  paid.isZero() && adjustment.isZero() && patientShare.isZero();

/**
 * Whether an answer denies a line, or all of the claim, without a word why. A line of which a part is paid needs none: the amounts say what
 * the insurer agreed to.
 */
export const isDeniedUnexplained = (lines: readonly SaidOfLine[]): boolean =>
  lines.some((line) => isDenial(line) && !line.remark?.trim());
