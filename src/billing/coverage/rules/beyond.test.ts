import { Decimal } from 'decimal.js';
import { beyond, type Charge, type FundingCover, type PolicyCover } from './beyond.js';

const left = new Decimal('100.00');
/** Before what open claims ask, which is spoken for. */
const paidLeft = new Decimal('300.00');
const policy: PolicyCover = {
  id: '1',
  name: 'Harbour',
  from: '2026-01-01',
  to: null,
  years: [
    { startsOn: '2026-01-01', endsOn: '2026-12-31', left: paidLeft, afterClaims: left },
    { startsOn: '2027-01-01', endsOn: '2027-12-31', left: paidLeft, afterClaims: left },
  ],
};
const funding: FundingCover = { id: '2', name: 'Grant', from: '2026-04-01', to: '2027-03-31', status: 'ACTIVE', left };
const to = (payer: Partial<Charge>, ...charges: [day: string, amount: string][]): Charge[] =>
  charges.map(([day, amount]) => ({ insuranceId: null, fundingId: null, ...payer, day, amount: new Decimal(amount) }));
const codes = (charges: Charge[], ...fundings: FundingCover[]): string[] =>
  beyond(charges, [policy], fundings).map(({ code }) => code);

describe('what is charged beyond what somebody pays', () => {
  it('is told of a policy year by itself', () => {
    expect(codes(to({ insuranceId: 1n }, ['2026-12-31', '100.00'], ['2027-01-01', '100.00']))).toEqual([]);
    const charges = to({ insuranceId: 1n }, ['2026-12-31', '60.00'], ['2026-12-30', '40.01'], ['2027-01-01', '100.00']);
    expect(beyond(charges, [policy], [])).toEqual([
      {
        code: 'POLICY_EXCEEDED',
        name: 'Harbour',
        amount: new Decimal('100.01'),
        left: paidLeft,
        afterClaims: left,
        startsOn: '2026-01-01',
        endsOn: '2026-12-31',
      },
    ]);
  });

  it('is told of days that are not covered, each once, and not of what costs nothing', () => {
    const charges = to({ insuranceId: 1n }, ['2025-12-31', '1.00'], ['2025-12-31', '1.00'], ['2025-12-30', '0.00']);
    expect(beyond(charges, [policy], [])).toEqual([{ code: 'POLICY_DAYS', name: 'Harbour', days: ['2025-12-31'] }]);
  });

  it('is told of a funding source: its days, what is left, and that it was not granted', () => {
    expect(codes(to({ fundingId: 2n }, ['2027-03-31', '100.00']), funding)).toEqual([]);
    expect(codes(to({ fundingId: 2n }, ['2027-04-01', '100.01']), { ...funding, status: 'PENDING' })).toEqual([
      'FUNDING_STATUS',
      'FUNDING_DAYS',
      'FUNDING_EXCEEDED',
    ]);
  });

  it('is nothing of what somebody else pays', () => {
    expect(codes(to({}, ['2020-01-01', '1000.00']), funding)).toEqual([]);
    expect(codes(to({ fundingId: 1n }, ['2026-04-01', '1000.00']), funding)).toEqual([]);
  });
});
