import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { sumOf } from './line.js';
import { isTooMuch, partsByLine, partsOf, type PayerPart } from './payers.js';

const percent = (value: string): PayerPart => ({ percent: new Decimal(value), upTo: null });
const upTo = (value: string): PayerPart => ({ percent: null, upTo: new Decimal(value) });
const parts = (total: string, ...payers: PayerPart[]) => partsOf(new Decimal(total), payers).map((part) => part.toFixed(2));

describe('several payers of one bill', () => {
  test('pay up to a sum in their order, then by per cent of what is left', () => {
    expect(parts('100.00', percent('80'))).toEqual(['80.00']);
    expect(parts('100.00', upTo('60'), upTo('60'), upTo('60'))).toEqual(['60.00', '40.00', '0.00']);
    expect(parts('100.00', percent('50'), upTo('40'))).toEqual(['30.00', '40.00']);
    expect(parts('100.00', percent('33.33333'), percent('33.33333'), percent('33.33334'))).toEqual(['33.33', '33.33', '33.34']);
    expect(parts('0.01', percent('50'), percent('50'))).toEqual(['0.01', '0.00']);
    expect(isTooMuch([percent('60'), percent('40.00001')])).toBe(true);
    expect(isTooMuch([percent('60'), percent('40'), upTo('500')])).toBe(false);
  });

  test('no cent is lost, and no line pays more than it is', () => {
    const cents = fc.integer({ min: 0, max: 50_000 }).map((value) => new Decimal(value).dividedBy(100));
    const payer = fc.oneof(
      fc
        .integer({ min: 1, max: 3_300_000 })
        .map((value): PayerPart => ({ percent: new Decimal(value).dividedBy(100_000), upTo: null })),
      fc.integer({ min: 1, max: 60_000 }).map((value): PayerPart => ({ percent: null, upTo: new Decimal(value).dividedBy(100) })),
    );
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 6 }), fc.array(payer, { maxLength: 3 }), (lines, payers) => {
        const whole = partsOf(sumOf(lines), payers);
        const byLine = partsByLine(lines, payers);
        return (
          sumOf(whole).lessThanOrEqualTo(sumOf(lines)) &&
          byLine.every((of, index) => sumOf(of).equals(whole[index] as Decimal)) &&
          lines.every((line, at) => {
            const paid = sumOf(byLine.map((of) => of[at] as Decimal));
            return paid.lessThanOrEqualTo(line) && byLine.every((of) => !(of[at] as Decimal).isNegative());
          })
        );
      }),
    );
  });
});
