import { Decimal } from 'decimal.js';
import { malformed } from './errors.js';

/**
 * An amount of money, two decimals, as a string: never a float.
 * @pattern ^-?(0|[1-9][0-9]{0,12})\.[0-9]{2}$
 * @maxLength 17
 * @example "120.00"
 */
export type Money = string;

/** The amount as a Decimal. Throws 400 at `path` for anything but digits with two decimals. */
export function toMoney(text: Money, path: string): Decimal {
  if (!/^-?(0|[1-9][0-9]{0,12})\.[0-9]{2}$/.test(text)) {
    const message = 'must be an amount with two decimals, like "120.00"';
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
