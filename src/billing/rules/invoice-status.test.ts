import { Decimal } from 'decimal.js';
import { statusFrom } from './invoice-status.js';

const standing = (total: string, balance: string, credited = '0', refunded = '0') => ({
  total: new Decimal(total),
  balance: new Decimal(balance),
  credited: new Decimal(credited),
  refunded: new Decimal(refunded),
});

describe('the status of an invoice that was sent', () => {
  it('is owed, and late from the day after', () => {
    expect(statusFrom(standing('100', '60'), false)).toBe('SENT');
    expect(statusFrom(standing('100', '0.01'), true)).toBe('OVERDUE');
  });

  it('is paid when nothing is left, however it was settled', () => {
    expect(statusFrom(standing('100', '0'), true)).toBe('PAID');
    expect(statusFrom(standing('100', '0', '60'), false)).toBe('PAID');
    expect(statusFrom(standing('0', '0'), false)).toBe('PAID');
  });

  it('is cancelled when all of it was credited, refunded when money went back', () => {
    expect(statusFrom(standing('100', '0', '100'), false)).toBe('CANCELLED');
    expect(statusFrom(standing('100', '0', '100', '40'), false)).toBe('REFUNDED');
  });
});
