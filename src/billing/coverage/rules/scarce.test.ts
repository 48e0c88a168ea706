import { Decimal } from 'decimal.js';
import { type Purse, scarce } from './scarce.js';

const purse: Purse = {
  kind: 'POLICY',
  clientId: '1',
  name: 'Harbour',
  from: '2026-01-01',
  to: '2026-12-31',
  total: new Decimal('1000.00'),
  left: new Decimal('500.00'),
  afterClaims: new Decimal('200.00'),
};
const of = (more: Partial<Purse>, ...days: string[]): number =>
  scarce(
    [{ ...purse, ...more }],
    days.map((day) => ({ clientId: '1', day })),
  ).length;

describe('what is said of a policy or a funding source before one books', () => {
  it('is that a fifth or less is left, of one that would pay', () => {
    expect(of({}, '2026-12-31')).toBe(1);
    expect(of({ afterClaims: new Decimal('200.01') }, '2026-12-31')).toBe(0);
    expect(of({}, '2025-12-31', '2027-01-01')).toBe(0);
    expect(scarce([purse], [{ clientId: '2', day: '2026-06-01' }])).toEqual([]);
  });

  it('is that a funding source ends within a month of the last visit; a policy year begins anew', () => {
    const plenty = { afterClaims: new Decimal('900.00') };
    expect(of({ ...plenty, kind: 'FUNDING' }, '2026-06-01', '2026-12-01')).toBe(1);
    expect(of({ ...plenty, kind: 'FUNDING' }, '2026-11-30')).toBe(0);
    expect(of({ ...plenty, kind: 'FUNDING', to: null }, '2026-12-31')).toBe(0);
    expect(of(plenty, '2026-12-31')).toBe(0);
  });
});
