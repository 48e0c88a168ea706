/** Amounts as they are typed at the desk, and what a line of an invoice comes to while it is typed. Pure. */
import { Decimal } from 'decimal.js';
import { type AppliedTax, type Discount, lineFigures, type LineFigures } from '../../src/billing/rules/line.js';
import { typedNumber, type TypedNumber } from './typed-number.js';

/** What the amounts of one act may come to: 99,999,999.99. */
const MOST = new Decimal('99999999.99');

/** An amount as it was typed; or what is wrong with it, in words for whoever typed it. */
export function readAmount(text: string): TypedNumber {
  const typed = typedNumber(text);
  if (typed.fault !== undefined) return typed;
  if (typed.value.isNegative()) return { fault: 'An amount is not below 0.00.' };
  return typed.value.greaterThan(MOST) ? { fault: 'This is too large an amount.' } : typed;
}

/** What is wrong with an amount that has to be more than nothing; empty where nothing is, or nothing was typed. */
export function faultOfAmount(text: string): string {
  if (text.trim() === '') return '';
  const typed = readAmount(text);
  return typed.fault ?? (typed.value.isZero() ? 'Give more than 0.00.' : '');
}

/** The amount of "12", "12.5", "12,50" or "1,234.50"; null for anything else. */
export const typedAmount = (text: string): Decimal | null => readAmount(text).value ?? null;

/** What is typed of a line. */
export interface TypedLine {
  serviceDate: string;
  description: string;
  quantity: string;
  unitPrice: string;
  /** Money, or per cent with its sign. Empty: none. */
  discount: string;
}

/** Per cent keep more decimals than money. */
const PERCENT_SCALE = 5;

/** What a line takes at most. */
const MOST_QUANTITY = 9999;

/** What is wrong with a quantity; undefined where nothing is. */
const faultOfQuantity = (typed: string, many: Decimal | null): string | undefined =>
  many === null || many.isZero()
    ? faultOfAmount(typed) || 'Give a number like 1.5.'
    : many.greaterThan(MOST_QUANTITY)
      ? `A line has at most ${MOST_QUANTITY}.`
      : undefined;

/** Null for what is neither; undefined for none. */
function typedDiscount(text: string): Discount | null | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (!typed.endsWith('%')) {
    const off = typedAmount(typed);
    return off && { amount: off };
  }
  const percent = typedNumber(typed.slice(0, -1), PERCENT_SCALE).value;
  return percent === undefined || percent.isNegative() || percent.greaterThan(100) ? null : { percent };
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
      ...(faultOfQuantity(quantity, many) && { quantity: faultOfQuantity(quantity, many) }),
      ...(price === null && { unitPrice: readAmount(unitPrice).fault }),
      ...(off === null && { discount: 'Give an amount, or per cent like 10%.' }),
      ...(over && { discount: 'This is more than the line.' }),
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
