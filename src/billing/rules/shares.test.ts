import { Decimal } from 'decimal.js';
import { inOrder, shareOut } from './shares.js';

const d = (text: string): Decimal => new Decimal(text);
const text = (amounts: Decimal[]): string[] => amounts.map((one) => one.toFixed(2));

describe('shares', () => {
  it('give the cents that are left to the first', () => {
    expect(text(shareOut(d('100.00'), [d('1'), d('1'), d('1')]))).toEqual(['33.34', '33.33', '33.33']);
    expect(text(shareOut(d('-50.00'), [d('33.34'), d('33.33'), d('33.33')]))).toEqual(['-16.67', '-16.67', '-16.66']);
  });

  it('add up to the amount, whatever the weights', () => {
    for (const [amount, ...weights] of [
      ['0.01', '1', '1'],
      ['10.00', '1', '2', '4'],
      ['99.99', '0.1', '0', '0.2', '7'],
      ['0.00', '3', '4'],
      ['-0.05', '1', '1', '1', '1'],
    ]) {
      const parts = shareOut(
        d(amount as string),
        weights.map((one) => d(one)),
      );
      expect(parts.reduce((sum, one) => sum.plus(one), d('0')).toFixed(2)).toBe(d(amount as string).toFixed(2));
      weights.forEach((one, at) => one === '0' && expect(parts[at]?.toFixed(2)).toBe('0.00'));
    }
  });

  it('are refused without weights', () => {
    expect(() => shareOut(d('1.00'), [d('0')])).toThrow();
    expect(() => shareOut(d('1.00'), [d('2'), d('-1')])).toThrow();
  });
});

it('takes from one after the other, and says what is left', () => {
  const { parts, rest } = inOrder(d('70.00'), [d('50.00'), d('0.00'), d('15.00')]);
  expect(text([...parts, rest])).toEqual(['50.00', '0.00', '15.00', '5.00']);
});
