/** A receipt as a paper: that it was paid, for which services of whom. Pure. */
import { Decimal } from 'decimal.js';
import type { ReceiptRow } from '../../payments/payments.queries.js';
import type { Block, Paper } from '../paper.js';
import type { PaperLine } from '../paper-line.js';
import { filled } from '../words/words.js';
import {
  type Addressee,
  creditedOf,
  dotted,
  frameOf,
  labelled,
  lengthOf,
  practitionersOf,
  standingOf,
  type Stationery,
  sum,
  taxesOf,
  taxLabel,
  taxOf,
  withCredentials,
} from './parts.js';

export interface ReceiptFacts {
  receipt: ReceiptRow;
  from: Addressee;
  /** Of the invoices that it pays. */
  lines: readonly PaperLine[];
}

function servicesOf({ say }: Stationery, { receipt, lines }: ReceiptFacts): Block[] {
  if (lines.length === 0) return [];
  const { fields, receipt: words } = say.words;
  const paid = sum(receipt.allocations.filter((one) => !one.reversed).map(({ amount }) => amount));
  // Who reads it must not take them for paid whole where they are not.
  const heading = paid.equals(sum(lines.map(({ lineTotal }) => lineTotal))) ? words.services : words.servicesInPart;
  const numbers = new Map(receipt.allocations.map(({ invoiceId, invoiceNumber }) => [invoiceId, invoiceNumber]));
  return [
    { kind: 'heading', text: heading },
    {
      kind: 'table',
      columns: [
        { label: fields.date, share: 2 },
        { label: fields.service, share: 4.6 },
        { label: fields.practitioner, share: 3 },
        { label: fields.length, share: 1.3, right: true },
        { label: fields.amount, share: 1.9, right: true },
      ],
      rows: lines.map((line) => ({
        cells: [
          say.day(line.serviceDate),
          line.description,
          line.practitioner?.name ?? '',
          lengthOf(say, line.minutes) ?? '',
          say.money(line.lineTotal),
        ],
        below: {
          column: 1,
          lines: [
            dotted(numbers.get(line.invoiceId), line.learnerName),
            dotted(...line.taxes.map((tax) => taxOf(say, tax)), creditedOf(say, line)),
          ].filter(Boolean),
        },
      })),
    },
  ];
}

function practitioners({ say }: Stationery, lines: readonly PaperLine[]): Block[] {
  const all = practitionersOf(lines);
  if (all.length === 0) return [];
  return [
    {
      kind: 'pairs',
      heading: say.words.receipt.practitioners,
      pairs: all.map((one) => [withCredentials(one), standingOf(say, one)] as const),
    },
  ];
}

/** The taxes that are in the amounts, with the numbers under which the practice is registered for them. */
function taxesIn({ say }: Stationery, lines: readonly PaperLine[]): Block[] {
  const taxes = taxesOf(lines).map((tax) => labelled(say, taxLabel(say, tax), say.money(tax.amount)));
  return taxes.length === 0 ? [] : [{ kind: 'text', heading: say.words.receipt.taxes, text: taxes.join('\n') }];
}

export function receiptPaper(stationery: Stationery, facts: ReceiptFacts): Paper {
  const { say } = stationery;
  const { fields, receipt: words, methods, reversed } = say.words;
  const { receipt, from, lines } = facts;
  const allocations = receipt.allocations.filter((one) => !one.reversed);
  const some = (label: string, amount: string) => (new Decimal(amount).isZero() ? [] : [{ label, value: say.money(amount) }]);
  const taken = receipt.reversedAt !== null;
  const paid = filled(words.received, { amount: say.money(receipt.amount), date: say.day(receipt.paymentDate) });
  return {
    ...frameOf(stationery),
    title: `${words.kind} ${receipt.number}`,
    kind: words.kind,
    mark: taken ? reversed : null,
    to: { label: words.from, ...from },
    facts: [
      [fields.number, receipt.number],
      [fields.date, say.day(receipt.paymentDate)],
      [fields.method, methods[receipt.paymentMethod]],
      ...(receipt.referenceNumber === null ? [] : [[fields.reference, receipt.referenceNumber] as const]),
      [fields.client, receipt.clientName],
    ],
    blocks: [
      taken ? { kind: 'text', text: words.taken, strong: true } : { kind: 'stamp', text: paid },
      ...servicesOf(stationery, facts),
      ...taxesIn(stationery, lines),
      ...practitioners(stationery, lines),
      {
        kind: 'sums',
        rows: [
          ...allocations.map((one) => ({ label: `${fields.invoice} ${one.invoiceNumber}`, value: say.money(one.amount) })),
          ...some(fields.onAccount, receipt.onAccount),
          ...some(fields.inPackage, receipt.inPackage),
          ...some(fields.refunded, receipt.refunded),
          { label: taken ? reversed : fields.paid, value: say.money(receipt.amount), last: true },
        ],
      },
    ],
  };
}
