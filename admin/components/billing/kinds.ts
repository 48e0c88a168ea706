/** The reports that the page shows: what each is asked, and its columns. The figures are the API's. */
import { enumLabel } from '../../words/labels.js';
import type { Formats } from '../../../src/kernel/formats.js';

export type Line = Readonly<Record<string, unknown>>;

export interface Column {
  header: string;
  field: string;
  kind: 'text' | 'code' | 'day' | 'month' | 'money' | 'number' | 'rate';
  /** A column that some of the questions leave out. */
  onlyIf?(asked: Asked): boolean;
  /** What stands for nothing. */
  none?: string;
}

/** What the page is asked for; all of it stands in its address. */
export interface Asked {
  report: string;
  from: string;
  to: string;
  asOf: string;
  by: string;
  monthly: string;
}

export interface Kind {
  id: string;
  label: string;
  /** In a sentence under the title. */
  says: string;
  asks: readonly (keyof Asked)[];
  columns: readonly Column[];
  /** By what it can be told apart, where that is not all of them. */
  dimensions?: readonly string[];
  /** It is opened with today alone. */
  beginsToday?: true;
  /** Fields that are drawn. */
  chart?: { series: readonly { field: string; name: string; onlyIf?(asked: Asked): boolean }[] };
}

const text = (header: string, field: string, none?: string): Column => ({ header, field, kind: 'text', ...(none && { none }) });
const money = (header: string, field: string): Column => ({ header, field, kind: 'money' });
const day = (header: string, field: string): Column => ({ header, field, kind: 'day' });
const code = (header: string, field: string): Column => ({ header, field, kind: 'code' });
const number = (header: string, field: string): Column => ({ header, field, kind: 'number' });
const rate = (header: string, field: string): Column => ({ header, field, kind: 'rate' });
const PERIOD = ['from', 'to'] as const;
const AGES = [
  money('0 to 30 days', 'upTo30'),
  money('31 to 60', 'upTo60'),
  money('61 to 90', 'upTo90'),
  money('91 to 120', 'upTo120'),
  money('Over 120', 'over120'),
  money('Open', 'open'),
  money('Overdue', 'overdue'),
  money('On account', 'credit'),
  money('In packages', 'prepaid'),
];

export const DIMENSIONS: readonly [string, string][] = [
  ['MONTH', 'Month'],
  ['SERVICE', 'Service'],
  ['THERAPIST', 'Therapist'],
  ['LOCATION', 'Location'],
  ['PARTY', 'Party'],
];
const byMonth = ({ by, monthly }: Asked): boolean => by === 'MONTH' || monthly === 'true';
const byThing = ({ by }: Asked): boolean => by !== 'MONTH';

export const KINDS: readonly [Kind, ...Kind[]] = [
  {
    id: 'revenue',
    label: 'Revenue',
    says: 'What was charged and taken back, as it stands in the ledger; payments beside. Therapist and location are those of the visit.',
    asks: [...PERIOD, 'by', 'monthly'],
    columns: [
      { header: 'Month', field: 'month', kind: 'month', onlyIf: byMonth },
      { ...text('What', 'label', 'Of no one of these'), onlyIf: byThing },
      money('Charges', 'charges'),
      money('Discounts', 'discounts'),
      money('Taxes', 'taxes'),
      money('Credits', 'credits'),
      money('Write-offs', 'writeOffs'),
      money('Adjustments', 'adjustments'),
      money('Net', 'net'),
      money('Net without tax', 'withoutTax'),
      money('Payments', 'payments'),
      money('Refunds', 'refunds'),
    ],
    chart: {
      series: [
        { field: 'withoutTax', name: 'Net without tax' },
        // Payments are of no service, therapist or place.
        { field: 'payments', name: 'Payments', onlyIf: ({ by }) => by === 'MONTH' || by === 'PARTY' },
      ],
    },
  },
  {
    id: 'receivables',
    label: 'Receivables by party',
    says: 'What is owed, by how many days ago it was due; what is not due yet is in the first.',
    asks: ['asOf'],
    columns: [text('Party', 'label'), ...AGES],
  },
  {
    id: 'receivables/clients',
    label: 'Receivables by client',
    says: 'What is owed for each client, by all of their parties. Who owes most is first.',
    asks: ['asOf'],
    columns: [text('Client', 'clientName'), ...AGES],
  },
  {
    id: 'cash-up',
    label: 'Cash-up',
    says: 'Money that came and went, by day and way, the latest first.',
    asks: PERIOD,
    beginsToday: true,
    columns: [
      day('Day', 'day'),
      code('Method', 'paymentMethod'),
      number('Receipts', 'receipts'),
      money('Payments', 'payments'),
      money('Refunds', 'refunds'),
      money('Reversals', 'reversals'),
      money('Net', 'net'),
    ],
  },
  {
    id: 'taxes',
    label: 'Taxes',
    says: 'Taxes that were charged, and taken back by credit notes.',
    asks: [...PERIOD, 'monthly'],
    columns: [
      { header: 'Month', field: 'month', kind: 'month', onlyIf: ({ monthly }) => monthly === 'true' },
      text('Tax', 'name'),
      rate('Rate (%)', 'rate'),
      text('Registration number', 'registrationNumber', '–'),
      money('Charged on', 'base'),
      money('Charged', 'charged'),
      money('Credited on', 'creditedBase'),
      money('Credited', 'credited'),
      money('Net', 'net'),
    ],
  },
  {
    id: 'write-offs',
    label: 'Write-offs and adjustments',
    says: 'What nobody is asked for any more, one by one.',
    asks: PERIOD,
    columns: [
      day('Day', 'effectiveDate'),
      code('Kind', 'kind'),
      text('Client', 'clientName'),
      text('Payer', 'payerName'),
      text('Invoice', 'invoiceNumber', '–'),
      text('Reason', 'reason', '–'),
      text('Recorded by', 'recordedByName', '–'),
      money('Amount', 'amount'),
    ],
  },
  {
    id: 'claims',
    label: 'Claims',
    says: 'Claims that were submitted in this time, by status and insurer.',
    asks: PERIOD,
    columns: [
      code('Status', 'status'),
      text('Insurer', 'payerName'),
      number('Claims', 'claims'),
      money('Claimed', 'claimed'),
      money('Approved', 'approved'),
      money('Paid', 'paid'),
      day('Oldest', 'oldest'),
    ],
  },
  {
    id: 'unbilled-visits',
    label: 'Unbilled visits',
    says: 'Visits that nobody was asked to pay for yet, at their price before taxes; those without a price cannot be billed as they are.',
    asks: [...PERIOD, 'by', 'monthly'],
    dimensions: ['MONTH', 'THERAPIST', 'LOCATION'],
    columns: [
      { header: 'Month', field: 'month', kind: 'month', onlyIf: byMonth },
      { ...text('What', 'label', 'Of no one of these'), onlyIf: byThing },
      number('Visits', 'visits'),
      number('Of them without a price', 'withoutPrice'),
      money('Before taxes', 'amount'),
    ],
    chart: { series: [{ field: 'amount', name: 'Before taxes' }] },
  },
  {
    id: 'funding',
    label: 'Funding',
    says: 'Funding of clients by program and status, as it is now.',
    asks: [],
    columns: [
      text('Program', 'programName'),
      code('Status', 'status'),
      number('Sources', 'sources'),
      money('Granted', 'granted'),
      money('Remaining', 'remaining'),
      money('Authorized', 'authorized'),
      money('Billed', 'billed'),
      money('Paid', 'paid'),
    ],
  },
];

/** A cell in words. */
export function cell(line: Line, { field, kind, none = '' }: Column, formats: Formats): string {
  const value = line[field];
  if (typeof value !== 'string' && typeof value !== 'number') return none;
  const words = String(value);
  if (kind === 'money') return formats.money(words);
  if (kind === 'day') return formats.day(words);
  if (kind === 'month') return formats.month(words);
  if (kind === 'code') return enumLabel(words);
  // Without the zeros behind: 13, and 9.975.
  if (kind === 'rate') return formats.number(Number(words), 8);
  return kind === 'number' ? formats.number(Number(words)) : words;
}
