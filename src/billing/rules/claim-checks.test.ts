import { Decimal } from 'decimal.js';
import { type ClaimFacts, faultsOf } from './claim-checks.js';

const LINE: ClaimFacts['lines'][number] = {
  lineId: 1n,
  description: 'Session',
  serviceDate: '2026-03-02',
  amount: new Decimal(100),
  open: new Decimal(100),
  visitStatus: 'COMPLETED',
  isFee: false,
  claimed: false,
};
const FACTS: ClaimFacts = {
  memberId: 'M-1',
  coverageStart: '2026-01-01',
  coverageEnd: null,
  open: new Decimal(200),
  lines: [LINE],
};
const codes = (facts: Partial<ClaimFacts>): string[] => faultsOf({ ...FACTS, ...facts }).map(({ code }) => code);

describe('what speaks against a claim', () => {
  test('nothing, where all is there', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ lines: [{ ...LINE, visitStatus: null }] })).toEqual([]);
    expect(codes({ coverageEnd: '2026-03-02' })).toEqual([]);
  });

  test('all of it at once', () => {
    const line = { ...LINE, visitStatus: 'CONFIRMED', claimed: true, amount: new Decimal(300) };
    expect(codes({ memberId: ' ', coverageEnd: '2026-03-01', lines: [line] })).toEqual([
      'MEMBER_ID_MISSING',
      'NOT_COVERED',
      'VISIT_NOT_COMPLETED',
      'ALREADY_CLAIMED',
      'OVER_OPEN',
      'OVER_OPEN',
    ]);
  });

  test('a fee, once: that its visit did not take place is why', () => {
    expect(codes({ lines: [{ ...LINE, isFee: true, visitStatus: 'NOSHOW' }] })).toEqual(['FEE']);
  });

  test('nothing to claim, and cover that had not begun', () => {
    expect(codes({ lines: [] })).toEqual(['NOTHING_CLAIMED']);
    expect(codes({ lines: [{ ...LINE, amount: new Decimal(0) }] })).toEqual(['NOTHING_CLAIMED']);
    expect(codes({ coverageStart: '2026-03-03' })).toEqual(['NOT_COVERED']);
  });
});
