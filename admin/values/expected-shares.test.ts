import { expectedShares } from './expected-shares.js';

const of = (more: Partial<Parameters<typeof expectedShares>[0]>): string[] =>
  expectedShares({
    totalAmount: '264.00',
    clientName: 'Zoë Ng',
    insurerName: null,
    programName: null,
    payers: [{ name: 'Northshore', insuranceId: '1', fundingId: null, percent: '80', upTo: null }],
    lines: [{ lineTotal: '264.00', packageId: null, isFee: false }],
    ...more,
  }).map(({ name, amount }) => `${name} ${amount}`);

it('is what each pays, and the rest whom the invoice is for', () => {
  expect(of({})).toEqual(['Northshore 211.20', 'Zoë Ng 52.80']);
  expect(of({ programName: 'Bright Fund' })).toEqual(['Northshore 211.20', 'Bright Fund 52.80']);
});

it('shares no visit that a package pays for', () => {
  const lines = [
    { lineTotal: '164.00', packageId: '7', isFee: false },
    { lineTotal: '100.00', packageId: null, isFee: false },
  ];
  expect(of({ lines })).toEqual(['Northshore 80.00', 'Zoë Ng 184.00']);
});

it('shares no fee for a visit that did not take place', () => {
  const lines = [
    { lineTotal: '60.00', packageId: null, isFee: true },
    { lineTotal: '204.00', packageId: null, isFee: false },
  ];
  expect(of({ lines })).toEqual(['Northshore 163.20', 'Zoë Ng 100.80']);
});

it('comes out to the cent, and names nobody who owes nothing of what is left', () => {
  const third = { insuranceId: '1', fundingId: null, percent: null, upTo: '500.00' };
  expect(of({ payers: [{ ...third, name: 'All of it' }] })).toEqual(['All of it 264.00']);
  const alike = ['A', 'B', 'C'].map((name) => ({ ...third, name, upTo: null, percent: '33.33333' }));
  expect(of({ totalAmount: '100.00', lines: [], payers: alike })).toEqual(['A 33.34', 'B 33.33', 'C 33.33']);
});
