/** A superbill as a paper: what a client hands in with their insurer. Pure. */
import { Decimal } from 'decimal.js';
import type { InvoiceDetails } from '../../invoices/invoices.queries.js';
import type { Block, Pair, Paper } from '../paper.js';
import type { PaperLine } from '../paper-line.js';
import { type BillingPlace, diagnosesOf, type Patient } from '../rules/superbill.js';
import { filled } from '../words/words.js';
import {
  type Addressee,
  becomingOf,
  creditedOf,
  dotted,
  frameOf,
  labelled,
  practitionersOf,
  type Settled,
  standingOf,
  type Stationery,
  withCredentials,
} from './parts.js';

/** What the client's policy is called by, where the reader may see policies. */
export interface PolicyFacts {
  insurer: string;
  policyNumber: string;
  memberId: string;
}

export interface SuperbillFacts {
  invoice: InvoiceDetails;
  client: Addressee;
  patient: Patient;
  place: BillingPlace & { npi: string | null };
  lines: readonly PaperLine[];
  settled: Settled;
  policy: PolicyFacts | null;
}

/** `A`, `B`, …: at most as many as there are letters. */
const letter = (index: number): string => String.fromCharCode(65 + index);

function services({ say }: Stationery, lines: readonly PaperLine[], diagnoses: readonly string[]): Block {
  const { fields, carriedForward, broughtForward } = say.words;
  let running = new Decimal(0);
  return {
    kind: 'table',
    columns: [
      { label: fields.date, share: 2 },
      { label: fields.place, share: 1 },
      { label: fields.code, share: 1.8 },
      { label: fields.modifiers, share: 1.6 },
      { label: fields.service, share: 4 },
      { label: fields.diagnosis, share: 1.6 },
      { label: fields.quantity, share: 1.4, right: true },
      { label: fields.charge, share: 1.8, right: true },
    ],
    rows: lines.map((line) => {
      running = running.plus(line.lineTotal);
      return {
        cells: [
          say.day(line.serviceDate),
          line.placeOfService ?? '',
          line.code,
          line.modifiers.join(' '),
          line.description,
          line.diagnosisCodes.map((code) => letter(diagnoses.indexOf(code))).join(' '),
          say.quantity(line.quantity),
          say.money(line.lineTotal),
        ],
        below: {
          column: 4,
          lines: [line.practitioner?.name, creditedOf(say, line)].filter((one): one is string => Boolean(one)),
        },
        running: say.money(running),
      };
    }),
    carried: { forward: carriedForward, brought: broughtForward },
  };
}

/** @param facts of which nothing is missing (rules/superbill.ts) */
export function superbillPaper(stationery: Stationery, facts: SuperbillFacts): Paper {
  const { say, practice } = stationery;
  const { fields, superbill: words, taxId, npi } = say.words;
  const { invoice, client, patient, place, lines, settled, policy } = facts;
  const diagnoses = diagnosesOf(lines);
  // An insurer gives back what was paid: what was credited or written off was not.
  const { paid: received, credited, adjusted } = becomingOf(settled);
  const paid = received.negated();
  const some = (label: string, amount: Decimal) => (amount.isZero() ? [] : [{ label, value: say.money(amount) }]);
  const insured: Pair[] = policy
    ? [
        [words.insurer, policy.insurer],
        [fields.policy, policy.policyNumber],
        [fields.member, policy.memberId],
      ]
    : [];
  return {
    ...frameOf(stationery),
    sender: {
      name: practice.name,
      lines: [
        place.address,
        place.phone,
        dotted(place.taxId && `${taxId} ${place.taxId}`, place.npi && `${npi} ${place.npi}`),
      ].filter((line): line is string => Boolean(line)),
    },
    title: `${words.kind} ${invoice.invoiceNumber}`,
    kind: words.kind,
    mark: null,
    to: {
      label: words.patient,
      name: patient.name,
      lines: [
        labelled(say, fields.birthDate, say.day(patient.birthDate ?? '')),
        ...(patient.kind === 'client' ? client.lines : []),
      ],
    },
    facts: [
      [fields.invoice, invoice.invoiceNumber],
      [fields.date, say.day(invoice.issueDate)],
      ...(patient.kind === 'learner' ? [[words.guarantor, client.name] as const] : []),
      ...insured,
    ],
    blocks: [
      {
        kind: 'pairs',
        heading: words.providers,
        pairs: practitionersOf(lines).map((one) => [withCredentials(one), standingOf(say, one)] as const),
      },
      { kind: 'pairs', heading: words.diagnoses, pairs: diagnoses.map((code, index) => [letter(index), code] as const) },
      { kind: 'heading', text: words.services },
      services(stationery, lines, diagnoses),
      {
        kind: 'sums',
        rows: [
          { label: fields.total, value: say.money(invoice.totalAmount), strong: true },
          ...some(fields.credited, credited),
          ...some(fields.settled, adjusted),
          { label: fields.paid, value: say.money(received) },
          { label: fields.balance, value: say.money(invoice.balance), last: true },
        ],
      },
      {
        kind: 'stamp',
        text: filled(paid.equals(invoice.totalAmount) ? words.paid : words.unpaid, {
          amount: say.money(paid),
          open: say.money(invoice.balance),
        }),
      },
      { kind: 'text', text: words.note },
    ],
  };
}
