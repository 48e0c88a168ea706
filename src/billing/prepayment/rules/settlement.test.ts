import { Decimal } from 'decimal.js';
import { lineFigures } from '../../rules/line.js';
import { differences, priceWithin } from './settlement.js';

const used = (unitPrice: string, listPrice: string | null) => ({
  unitPrice: new Decimal(unitPrice),
  listPrice: listPrice === null ? null : new Decimal(listPrice),
});

it('puts visits with the same difference together, and leaves those out that cost no more', () => {
  const found = differences([used('90', '100'), used('90', '120'), used('90', '100'), used('90', null), used('90', '80')]);
  expect(found.map(({ count, more }) => [count, more.toFixed(2)])).toEqual([
    [1, '30.00'],
    [2, '10.00'],
  ]);
});

it('finds the highest price that is not more than what is there, taxes included', () => {
  const tax = (rate: string) => ({ name: rate, rate: new Decimal(rate), taxRateId: null, registrationNumber: null });
  for (const taxes of [[], [tax('5')], [tax('5'), tax('9.975')], [tax('13'), tax('0.00001')]])
    for (const most of ['0.00', '0.01', '0.02', '1.00', '99.99', '810.00', '12345.67']) {
      const price = priceWithin(new Decimal(most), taxes);
      const total = (more: string) => lineFigures(new Decimal(1), price.plus(more), null, taxes).total;
      expect(total('0').lessThanOrEqualTo(most)).toBe(true);
      expect(total('0.01').greaterThan(most)).toBe(true);
    }
});
