import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { instalmentsOf, paidOf } from './instalments.js';

const daysOf = (...given: Parameters<typeof instalmentsOf>): string[] => instalmentsOf(...given).map(({ dueOn }) => dueOn);

describe('instalments', () => {
  it('of each month are on the same day, or the last one of a month that is too short', () => {
    expect(daysOf(new Decimal(4), 4, 'MONTH', '2027-01-31')).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
    expect(daysOf(new Decimal(3), 3, 'MONTH', '2027-12-30')).toEqual(['2027-12-30', '2028-01-30', '2028-02-29']);
    expect(daysOf(new Decimal(13), 13, 'MONTH', '2028-02-29')[12]).toBe('2029-02-28');
  });

  it('of weeks go over the change of clocks by days', () => {
    expect(daysOf(new Decimal(3), 3, 'WEEK', '2026-03-01')).toEqual(['2026-03-01', '2026-03-08', '2026-03-15']);
    expect(daysOf(new Decimal(3), 3, 'TWO_WEEKS', '2026-10-25')).toEqual(['2026-10-25', '2026-11-08', '2026-11-22']);
  });

  it('come to the total, to the cent; the first ones take what is left over, and what is paid pays them in order', () => {
    expect(instalmentsOf(new Decimal('100.00'), 3, 'MONTH', '2026-01-01').map(({ amount }) => amount.toFixed(2))).toEqual([
      '33.34',
      '33.33',
      '33.33',
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 10_000_000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(10_000_000),
        (cents, count, paid) => {
          const total = new Decimal(cents).dividedBy(100);
          const made = instalmentsOf(total, count, 'WEEK', '2026-01-01');
          const sum = (all: Decimal[]): Decimal => all.reduce((so, one) => so.plus(one), new Decimal(0));
          const amounts = made.map(({ amount }) => amount);
          expect(sum(amounts).toFixed(2)).toBe(total.toFixed(2));
          expect(
            amounts.every((one, at) => one.greaterThan(0) && (at === 0 || one.lessThanOrEqualTo(amounts[at - 1] ?? 0))),
          ).toBe(true);
          const settled = new Decimal(paid).dividedBy(100);
          expect(sum(paidOf(made, settled)).toFixed(2)).toBe(Decimal.min(settled, total).toFixed(2));
        },
      ),
    );
  });
});
