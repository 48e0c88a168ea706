/** What a line of an invoice comes to. The database holds the same sums (`invoice_agrees` of the ledger's migration). */
import { Decimal } from 'decimal.js';
import { roundMoney } from '../../kernel/money.js';

/** A tax that applies: per cent, with up to five decimals. */
export interface AppliedTax {
  name: string;
  rate: Decimal;
  taxRateId: bigint | null;
  registrationNumber: string | null;
}

export interface LineTax extends AppliedTax {
  base: Decimal;
  amount: Decimal;
}

export interface LineFigures {
  /** Quantity by price, rounded. */
  gross: Decimal;
  discount: Decimal;
  /** What taxes are a share of. */
  net: Decimal;
  taxes: LineTax[];
  /** The sum of the taxes' rates, as the documented column can hold it. */
  taxRate: Decimal;
  tax: Decimal;
  total: Decimal;
}

/** Money off, or per cent of the line. */
export type Discount = { amount: Decimal } | { percent: Decimal };

const HUNDRED = new Decimal(100);
const ZERO = new Decimal(0);

export const sumOf = (amounts: readonly Decimal[]): Decimal => amounts.reduce((sum, one) => sum.plus(one), ZERO);

/**
 * Half up to cents: the line, its discount, and each tax by itself, in that order.
 * @throws nothing; a discount of more than the line is cut to it, so that whoever lets people type one refuses it before
 */
export function lineFigures(
  quantity: Decimal,
  unitPrice: Decimal,
  off: Discount | null,
  applied: readonly AppliedTax[],
): LineFigures {
  const gross = roundMoney(quantity.times(unitPrice));
  const asked = off === null ? ZERO : 'amount' in off ? off.amount : roundMoney(gross.times(off.percent).dividedBy(HUNDRED));
  const discount = Decimal.min(gross, asked);
  const net = gross.minus(discount);
  const taxes = applied.map((tax): LineTax => ({
    ...tax,
    base: net,
    amount: roundMoney(net.times(tax.rate).dividedBy(HUNDRED)),
  }));
  const tax = sumOf(taxes.map(({ amount }) => amount));
  const taxRate = sumOf(taxes.map(({ rate }) => rate)).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  return { gross, discount, net, taxes, taxRate, tax, total: net.plus(tax) };
}

export interface InvoiceFigures {
  subtotal: Decimal;
  taxAmount: Decimal;
  discountAmount: Decimal;
  totalAmount: Decimal;
}

/** What an invoice comes to: the sums of its lines. */
export function invoiceFigures(lines: readonly Pick<LineFigures, 'gross' | 'discount' | 'tax' | 'total'>[]): InvoiceFigures {
  return {
    subtotal: sumOf(lines.map(({ gross }) => gross)),
    taxAmount: sumOf(lines.map(({ tax }) => tax)),
    discountAmount: sumOf(lines.map(({ discount }) => discount)),
    totalAmount: sumOf(lines.map(({ total }) => total)),
  };
}
