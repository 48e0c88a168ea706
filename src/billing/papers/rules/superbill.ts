/** What a superbill must say before an insurer pays by it (DOMAIN of the field: names, dates, numbers, codes). Pure. */
import type { InvoiceStatus } from '../../../generated/prisma/index.js';
import type { FieldError } from '../../../kernel/errors.js';

/** What of a line a superbill depends on. */
export interface CodedLine {
  diagnosisCodes: readonly string[];
  placeOfService: string | null;
  practitioner: Provider | null;
  /** A product is given by nobody. */
  isProduct: boolean;
}

interface Provider {
  id: string;
  name: string;
  credentials: string | null;
  npi: string | null;
}

export interface Patient {
  /** Where the fault is told: of the client, or of a learner. */
  kind: 'client' | 'learner';
  name: string;
  /** `2018-05-10` */
  birthDate: string | null;
}

export interface BillingPlace {
  address: string | null;
  phone: string | null;
  taxId: string | null;
}

/** Letters under which the lines of a superbill name its diagnoses. */
export const MOST_DIAGNOSES = 12;

export interface SuperbillParts {
  practice: BillingPlace;
  /** Null: the lines are about several. */
  patient: Patient | null;
  lines: readonly CodedLine[];
  /** Of the invoice. */
  status: InvoiceStatus;
}

/** The diagnoses of lines, each once, in the order in which they come. */
export const diagnosesOf = (lines: readonly CodedLine[]): string[] => [...new Set(lines.flatMap((line) => line.diagnosisCodes))];

function missingOfProvider(at: string, { name, credentials, npi }: Provider): FieldError[] {
  const faults: FieldError[] = [];
  if (!credentials) faults.push({ path: `${at}.credentials`, message: `${name} has no credentials` });
  if (!npi) faults.push({ path: `${at}.npi`, message: `${name} has no NPI` });
  return faults;
}

function missingOfLine(line: CodedLine, index: number, told: Set<string>): FieldError[] {
  const at = `lines.${index}`;
  const faults: FieldError[] = [];
  if (!line.placeOfService) faults.push({ path: `${at}.placeOfService`, message: 'has no place of service' });
  if (line.diagnosisCodes.length === 0) faults.push({ path: `${at}.diagnosisCodes`, message: 'has no diagnosis' });
  if (line.isProduct) return faults;
  if (!line.practitioner) faults.push({ path: `${at}.appointmentId`, message: 'names no visit, so nobody who gave it' });
  else if (!told.has(line.practitioner.id)) {
    // Of each provider once, at the first line.
    told.add(line.practitioner.id);
    faults.push(...missingOfProvider(`${at}.provider`, line.practitioner));
  }
  return faults;
}

/** All that is missing, each with its place; nothing where the superbill can be made. */
export function missingOfSuperbill({ practice, patient, lines, status }: SuperbillParts): FieldError[] {
  const faults: FieldError[] = [];
  if (status === 'DRAFT') faults.push({ path: 'status', message: 'is DRAFT: send the invoice first' });
  if (status === 'CANCELLED' || status === 'REFUNDED')
    faults.push({ path: 'status', message: `is ${status}: all of it was credited, so there is nothing to claim` });
  if (!practice.address) faults.push({ path: 'practice.address', message: 'is missing' });
  if (!practice.phone) faults.push({ path: 'practice.phone', message: 'is missing' });
  if (!practice.taxId) faults.push({ path: 'practice.taxId', message: 'is missing, of the practice and of the location' });
  if (!patient) faults.push({ path: 'lines', message: 'are about more than one person: invoice them apart' });
  else if (!patient.birthDate) faults.push({ path: `${patient.kind}.dateOfBirth`, message: 'is missing' });
  if (lines.length === 0) faults.push({ path: 'lines', message: 'are missing' });
  else if (lines.every(({ isProduct }) => isProduct))
    faults.push({ path: 'lines', message: 'are products alone: there is nobody who gave a service' });
  const told = new Set<string>();
  faults.push(...lines.flatMap((line, index) => missingOfLine(line, index, told)));
  if (diagnosesOf(lines).length > MOST_DIAGNOSES)
    faults.push({ path: 'lines', message: `have more than ${MOST_DIAGNOSES} diagnoses: invoice them apart` });
  return faults;
}
