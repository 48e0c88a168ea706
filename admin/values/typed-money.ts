/** Amounts as they are typed at the desk, and what a line of an invoice comes to while it is typed. Pure. */
import { Decimal } from 'decimal.js';
import { type AppliedTax, type Discount, lineFigures, type LineFigures } from '../../src/billing/rules/line.js';

const DIGITS = /^\d{1,8}(\.\d{1,2})?$/;

/** The amount of "12", "12.5", "12,50" or "1,234.50"; null for anything else. */
export function typedAmount(text: string): Decimal | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(/^[$€£]/, '');
  const point = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  // Where both occur, the first of them parts thousands.
  const whole = plain.slice(0, point).replace(/[.,](?=\d{3})/g, '');
  const digits = point < 0 ? plain : `${whole}.${plain.slice(point + 1)}`;
  return DIGITS.test(digits) ? new Decimal(digits) : null;
}

/** What is typed of a line. */
export interface TypedLine {
  serviceDate: string;
  description: string;
  quantity: string;
  unitPrice: string;
  /** Money, or per cent with its sign. Empty: none. */
  discount: string;
}

/** Null for what is neither; undefined for none. */
function typedDiscount(text: string): Discount | null | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  const off = typedAmount(typed.replace(/%$/, ''));
  if (off === null) return null;
  if (!typed.endsWith('%')) return { amount: off };
  return off.greaterThan(100) ? null : { percent: off };
}

/** What is wrong with what was typed, by field. */
export type LineFaults = Partial<Record<keyof TypedLine, string>>;

/** What the line comes to, by the rule that the API has; or what is wrong with it. */
export function figuresOfTyped(
  { quantity, unitPrice, discount }: TypedLine,
  taxes: readonly AppliedTax[],
): { figures: LineFigures | null; faults: LineFaults } {
  const [many, price, off] = [typedAmount(quantity), typedAmount(unitPrice), typedDiscount(discount)];
  const figures = many && price && off !== null ? lineFigures(many, price, off ?? null, taxes) : null;
  const over = figures !== null && off && 'amount' in off && off.amount.greaterThan(figures.gross);
  return {
    figures: over ? null : figures,
    faults: {
      ...((many === null || many.isZero()) && { quantity: 'must be a number more than nothing, like 1.5' }),
      ...(price === null && { unitPrice: 'must be an amount, like 120.00' }),
      ...(off === null && { discount: 'must be an amount, or per cent like 10%' }),
      ...(over && { discount: 'is more than the line' }),
    },
  };
}

/** What the API is sent of a line: what differs from `before`, or all of it. */
export function bodyOf(line: TypedLine, before?: TypedLine): Record<string, string> {
  const changed = (field: keyof TypedLine): boolean => line[field].trim() !== before?.[field].trim();
  const off = typedDiscount(line.discount);
  const discount: Record<string, string> =
    off && 'percent' in off
      ? { discountPercent: off.percent.toFixed() }
      : { discountAmount: (off?.amount ?? new Decimal(0)).toFixed(2) };
  return {
    ...(changed('serviceDate') && { serviceDate: line.serviceDate }),
    ...(changed('description') && line.description.trim() !== '' && { description: line.description.trim() }),
    ...(changed('quantity') && { quantity: (typedAmount(line.quantity) ?? new Decimal(1)).toFixed() }),
    ...(changed('unitPrice') && { unitPrice: (typedAmount(line.unitPrice) ?? new Decimal(0)).toFixed(2) }),
    ...(changed('discount') && discount),
  };
}
