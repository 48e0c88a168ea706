import { Decimal } from 'decimal.js';
import { CLAIM_MOVES, CLAIM_STATUSES, claimMovesTo, mayMove, statusFrom } from './claim-status.js';

const answered = (claimed: string, paid: string, adjustment: string, patientShare: string) =>
  statusFrom({
    claimed: new Decimal(claimed),
    paid: new Decimal(paid),
    adjustment: new Decimal(adjustment),
    patientShare: new Decimal(patientShare),
  });

describe('the status of a claim', () => {
  test.each([
    ['100', '80', '0', '20', 'PAID'],
    ['100', '70', '10', '20', 'PAID'],
    ['100', '0', '0', '100', 'APPROVED'],
    ['100', '60', '0', '20', 'PARTIALLY_APPROVED'],
    ['100', '0', '0', '0', 'DENIED'],
  ])('of %s claimed, %s paid, %s taken off, %s the patient’s is %s', (claimed, paid, adjustment, patientShare, status) => {
    expect(answered(claimed, paid, adjustment, patientShare)).toBe(status);
  });

  test('moves by a table: nothing follows on what is void, and no answer is said by hand', () => {
    expect(CLAIM_MOVES.VOIDED).toEqual([]);
    for (const status of ['PAID', 'DENIED'] as const) expect(claimMovesTo(status)).toEqual([]);
    expect(mayMove('PENDING', 'SUBMITTED')).toBe(true);
    expect(mayMove('DENIED', 'APPEALED')).toBe(true);
    expect(mayMove('PAID', 'VOIDED')).toBe(false);
    expect(Object.keys(CLAIM_MOVES)).toEqual([...CLAIM_STATUSES]);
  });
});
