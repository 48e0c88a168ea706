import { missingInWords } from './missing-words.js';

it('names lines by day and what was given, fields by their labels, each once with all that is missing', () => {
  const faults = [
    { path: 'practice.taxId', message: 'is missing' },
    { path: 'client.dateOfBirth', message: 'is missing' },
    { path: 'lines.1.placeOfService', message: 'has no place of service' },
    { path: 'lines.1.provider.npi', message: 'Ann Lee has no NPI' },
    { path: 'lines', message: 'are about more than one person: invoice them apart' },
  ];
  const lines = ['One', 'Speech therapy'].map((description) => ({ description, serviceDate: '2026-03-02' }));
  expect(missingInWords(faults, lines)).toEqual([
    'The practice, tax number: is missing.',
    'The client, date of birth: is missing.',
    'Speech therapy, 2026-03-02: has no place of service; Ann Lee has no NPI.',
    'The lines: are about more than one person: invoice them apart.',
  ]);
});
