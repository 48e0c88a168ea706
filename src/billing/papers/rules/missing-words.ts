/** What a paper lacks, as people call it: a line by its day and what was given, a field by its label. Pure. */
import type { FieldError } from '../../../kernel/errors.js';

const OF: Readonly<Record<string, string>> = {
  practice: 'The practice',
  client: 'The client',
  learner: 'The learner',
  status: 'The invoice',
  lines: 'The lines',
};
const FIELDS: Readonly<Record<string, string>> = {
  address: 'address',
  phone: 'phone number',
  taxId: 'tax number',
  dateOfBirth: 'date of birth',
};

/** @param lines those that the paths count */
export function missingInWords(
  faults: readonly FieldError[],
  lines: readonly { serviceDate: string; description: string }[],
): string[] {
  const said = faults.map(({ path, message }) => {
    const [first = '', second = ''] = path.split('.');
    const line = first === 'lines' && second !== '' ? lines[Number(second)] : undefined;
    if (line) return { about: `${line.description}, ${line.serviceDate}`, message };
    const field = FIELDS[second];
    return { about: field ? `${OF[first] ?? first}, ${field}` : (OF[first] ?? first), message };
  });
  const abouts = [...new Set(said.map(({ about }) => about))];
  return abouts.map((about) => {
    const words = said.filter((one) => one.about === about).map(({ message }) => message);
    return `${about}: ${words.join('; ')}.`;
  });
}
