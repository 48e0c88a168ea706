/** A payment's money, shared out once more. */
import { Decimal } from 'decimal.js';
import { repaid } from './rebooking.js';

const after = (amount: string, ...invoices: [had: string, open: string][]): string[] => {
  const { parts, rest } = repaid(
    new Decimal(amount),
    invoices.map(([had, open]) => ({ had: new Decimal(had), open: new Decimal(open) })),
  );
  return [...parts, rest].map((one) => one.toFixed(2));
};

describe('money that is recorded anew', () => {
  it('pays what it had paid', () => expect(after('90.00', ['90.00', '90.00'])).toEqual(['90.00', '0.00']));

  it('pays less of the last of them where it is less', () =>
    expect(after('70.00', ['50.00', '50.00'], ['40.00', '40.00'])).toEqual(['50.00', '20.00', '0.00']));

  it('gives each what it had before the first gets more', () =>
    expect(after('110.00', ['50.00', '80.00'], ['40.00', '40.00'])).toEqual(['70.00', '40.00', '0.00']));

  it('leaves for the account what is more than is open', () =>
    expect(after('100.00', ['50.00', '60.00'])).toEqual(['60.00', '40.00']));

  it('pays nothing of what was settled otherwise', () => expect(after('50.00', ['50.00', '0.00'])).toEqual(['0.00', '50.00']));

  it('stands on account whole where it paid none', () => expect(after('50.00')).toEqual(['50.00']));
});
