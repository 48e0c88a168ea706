import { Decimal } from 'decimal.js';
import { CLIENT, debtorFor, owedBy, paidParts } from './paid-shares.js';

const share = (invoiceId: string, open: string, insuranceId: string | null = null) => ({
  invoiceId,
  insuranceId,
  fundingId: null,
  open,
});
const shares = [share('1', '12.00'), share('1', '48.00', '7'), share('2', '30.00')];
const invoices = [
  { id: '1', balance: '60.00' },
  { id: '2', balance: '30.00' },
];
const paid = (amount: string, debtor: string, takesOver: boolean): string => {
  const { allocations, rest } = paidParts(new Decimal(amount), invoices, shares, debtor, takesOver);
  return [...allocations.map((one) => `${one.invoiceId}: ${one.amount}`), `rest ${rest.toFixed(2)}`].join(', ');
};

it('a payer owes their own shares; a caregiver pays the client’s', () => {
  expect(owedBy(['1', '2'], shares, debtorFor('caregiverId 3')).toFixed(2)).toBe('42.00');
  expect(owedBy(['1'], shares, 'insuranceId 7').toFixed(2)).toBe('48.00');
  expect(owedBy(['2'], shares, 'fundingId 7').toFixed(2)).toBe('0.00');
});

it('pays what its payer owes of each invoice before anything of another’s, and that where it is taken over alone', () => {
  expect(paid('50.00', CLIENT, false)).toBe('1: 12.00, 2: 30.00, rest 8.00');
  expect(paid('50.00', CLIENT, true)).toBe('1: 20.00, 2: 30.00, rest 0.00');
  expect(paid('100.00', CLIENT, true)).toBe('1: 60.00, 2: 30.00, rest 10.00');
  expect(paid('10.00', 'insuranceId 7', false)).toBe('1: 10.00, rest 0.00');
});
