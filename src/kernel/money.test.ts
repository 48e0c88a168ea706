import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { fromMoney, roundMoney, toMoney } from './money.js';

describe('money', () => {
  it.each(['0.00', '120.00', '-3.50', '9999999999.99'])('reads and writes %s', (text) => {
    expect(fromMoney(toMoney(text, 'amount'))).toBe(text);
  });

  it.each(['', '1', '1.5', '1.234', '1,00', '.50', '01.00', '1e3', 'NaN', '1' + '0'.repeat(21) + '.00'])('refuses %j', (text) => {
    expect(() => toMoney(text, 'amount')).toThrow('two decimals');
  });

  it.each(['10000000000.00', '-10000000000.00'])('refuses more than there may be: %s', (text) => {
    expect(() => toMoney(text, 'amount')).toThrow('at most 9999999999.99');
  });

  it('writes what node-postgres gives as text', () => {
    expect([fromMoney('7'), fromMoney('7.5')]).toEqual(['7.00', '7.50']);
  });

  it('rounds half a cent away from zero', () => {
    expect(['1.005', '-1.005', '1.004', '2.675'].map((text) => roundMoney(new Decimal(text)).toFixed(2))).toEqual([
      '1.01',
      '-1.01',
      '1.00',
      '2.68',
    ]);
  });

  it('is exact for every amount of cents', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -999_999_999_999n, max: 999_999_999_999n }), (cents) => {
        const text = new Decimal(cents.toString()).div(100).toFixed(2);
        expect(
          toMoney(text === '-0.00' ? '0.00' : text, 'amount')
            .mul(100)
            .toFixed(0),
        ).toBe(cents.toString());
      }),
    );
  });
});
