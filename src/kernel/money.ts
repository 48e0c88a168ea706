import { Decimal } from 'decimal.js';
import { malformed } from './errors.js';

/**
 * An amount of money, two decimals, as a string: never a float. Sums of many amounts that were asked for have room in it.
 * @pattern ^-?(0|[1-9][0-9]{0,19})\.[0-9]{2}$
 * @maxLength 24
 * @example "120.00"
 */
export type Money = string;

/**
 * An amount of money that is asked for: two decimals, as a string, at most 9999999999.99.
 * @pattern ^-?(0|[1-9][0-9]{0,9})\.[0-9]{2}$
 * @maxLength 14
 * @example "120.00"
 */
export type AskedMoney = string;

/** What anybody may ask for at most: so many of them are still sums that can be told. The database holds it too. */
export const MOST_MONEY = new Decimal('9999999999.99');

/** The amount as a Decimal. Throws 400 at `path` for anything but digits with two decimals, and for more than may be asked for. */
export function toMoney(text: AskedMoney, path: string): Decimal {
  const isAmount = /^-?(0|[1-9][0-9]{0,19})\.[0-9]{2}$/.test(text);
  if (!isAmount || new Decimal(text).abs().greaterThan(MOST_MONEY)) {
    const message = isAmount ? `must be at most ${MOST_MONEY.toFixed(2)}` : 'must be an amount with two decimals, like "120.00"';
    throw malformed(`${path} ${message}.`, [{ path, message }]);
  }
  return new Decimal(text);
}

/** The amount as the API writes it. `value` is what the database gave (Prisma's Decimal, or node-postgres's string). */
export function fromMoney(value: { toFixed(places: number): string } | string): Money {
  return typeof value === 'string' ? new Decimal(value).toFixed(2) : value.toFixed(2);
}

/** Rounds half away from zero to cents, the one place where money is rounded. */
export function roundMoney(value: Decimal): Decimal {
  return value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}
