import { Decimal } from 'decimal.js';
import { fromMinor, toMinor } from './minor-units.js';

describe('an amount in the smallest unit of its currency', () => {
  it.each([
    ['120.00', 'CAD', '12000'],
    ['0.01', 'USD', '1'],
    ['99999999999.99', 'EUR', '9999999999999'],
    ['1500.00', 'JPY', '1500'],
    ['12.34', 'KWD', '12340'],
  ])('%s %s are %s', (amount, currency, minor) => {
    expect(toMinor(new Decimal(amount), currency)).toBe(minor);
    expect(fromMinor(Number(minor), currency)?.toFixed(2)).toBe(amount);
  });

  it('is not there where the currency has none so small, and gives no thousandths', () => {
    expect(toMinor(new Decimal('1.50'), 'JPY')).toBeUndefined();
    expect(fromMinor(12_345, 'KWD')).toBeUndefined();
  });
});
