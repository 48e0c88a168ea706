/** Money as card processors count it: in the smallest unit of its currency. */
import { Decimal } from 'decimal.js';

/** Currencies without a smaller unit, and those with a thousandth, as Stripe's documentation lists them; all others have hundredths. */
const WHOLE = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const THOUSANDTHS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

const placesOf = (currency: string): number => (WHOLE.has(currency) ? 0 : THOUSANDTHS.has(currency) ? 3 : 2);

/**
 * The amount in its currency's smallest unit: 120.00 CAD is `12000`. Undefined where the currency has none so small: 1.50 JPY.
 * @param currency ISO 4217, capitals
 */
export function toMinor(amount: Decimal, currency: string): string | undefined {
  const minor = amount.times(new Decimal(10).pow(placesOf(currency)));
  return minor.isInteger() ? minor.toFixed(0) : undefined;
}

/** The amount behind a count of the smallest unit. Undefined for one that has more than two decimals: we keep no thousandths. */
export function fromMinor(minor: number, currency: string): Decimal | undefined {
  const amount = new Decimal(minor).dividedBy(new Decimal(10).pow(placesOf(currency)));
  return amount.decimalPlaces() <= 2 ? amount : undefined;
}
