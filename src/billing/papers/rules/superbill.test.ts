import { diagnosesOf, missingOfSuperbill, type SuperbillParts } from './superbill.js';

const provider = { id: '1', name: 'Sam Rivera', credentials: 'M.Sc.', npi: '1234567893' };
const line = { diagnosisCodes: ['F80.2'], placeOfService: '11', practitioner: provider, isProduct: false };
const whole: SuperbillParts = {
  status: 'SENT',
  practice: { address: '12 Wharf Street', phone: '+1 555 010 0110', taxId: '12-3456789' },
  patient: { kind: 'client', name: 'Alex Stone', birthDate: '1984-02-29' },
  lines: [line],
};
const missing = (parts: Partial<SuperbillParts>): string[] => missingOfSuperbill({ ...whole, ...parts }).map(({ path }) => path);

describe('what a superbill must say', () => {
  it('is nothing where all of it is there', () => {
    expect(missing({})).toEqual([]);
  });

  it('is told all at once, each at its place', () => {
    const bare = { diagnosisCodes: [], placeOfService: null, practitioner: null, isProduct: false };
    expect(
      missing({
        status: 'DRAFT',
        practice: { address: null, phone: null, taxId: null },
        patient: { kind: 'learner', name: 'Ana', birthDate: null },
        lines: [line, bare],
      }),
    ).toEqual([
      'status',
      'practice.address',
      'practice.phone',
      'practice.taxId',
      'learner.dateOfBirth',
      'lines.1.placeOfService',
      'lines.1.diagnosisCodes',
      'lines.1.appointmentId',
    ]);
  });

  it('is not made of what was credited whole: nobody is to claim it', () => {
    for (const status of ['CANCELLED', 'REFUNDED'] as const) expect(missing({ status })).toEqual(['status']);
    for (const status of ['SENT', 'OVERDUE', 'PAID'] as const) expect(missing({ status })).toEqual([]);
  });

  it('names each provider once, at the first line', () => {
    const unknown = { ...line, practitioner: { ...provider, credentials: null, npi: null } };
    expect(missing({ lines: [unknown, unknown] })).toEqual(['lines.0.provider.credentials', 'lines.0.provider.npi']);
  });

  it('asks nobody who gave a product, and somebody who gave a service', () => {
    const product = { ...line, practitioner: null, isProduct: true };
    expect(missing({ lines: [line, product] })).toEqual([]);
    expect(missing({ lines: [product] })).toEqual(['lines']);
  });

  it('is about one person, has lines, and no more diagnoses than there are letters for', () => {
    expect(missing({ patient: null })).toEqual(['lines']);
    expect(missing({ lines: [] })).toEqual(['lines']);
    const many = Array.from({ length: 13 }, (_, index) => ({ ...line, diagnosisCodes: [`F80.${index}`] }));
    expect(missing({ lines: many })).toEqual(['lines']);
    expect(diagnosesOf([line, line, { ...line, diagnosisCodes: ['F82', 'F80.2'] }])).toEqual(['F80.2', 'F82']);
  });
});
