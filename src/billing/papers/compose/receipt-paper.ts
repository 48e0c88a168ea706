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

/** What it pays of an invoice. */
export interface PaidInvoice {
  number: string;
  amount: string;
  /** Of the invoice. */
  total: string;
  /** What was left of it then. */
  open: string;
  /** What it pays of each line, by its id, where that is known. */
  known: Readonly<Record<string, string>> | null;
  /** With what had been credited of each by then. */
  lines: readonly PaperLine[];
}

export interface SoldPackage {
  visits: number;
  service: string;
  /** With taxes. */
  price: Decimal;
  /** `2026-03-08` */
  expiresOn: string | null;
}

/** What it paid when it was given. Of the receipt's own row, what is told of invoices, account and package is as it stands today. */
export interface ReceiptFacts {
  receipt: ReceiptRow;
  from: Addressee;
  invoices: readonly PaidInvoice[];
  sold: SoldPackage | null;
  onAccount: string;
  inPackage: string;
  /** `2026-03-08` */
  printedOn: string;
}

const ownOf = ({ lineTotal, creditedAmount }: PaperLine): Decimal => new Decimal(lineTotal).minus(creditedAmount);

/** Whether all of what was charged is paid by it alone. */
const isWhole = ({ amount, lines }: PaidInvoice): boolean => sum(lines.map(ownOf)).equals(amount);

/** Without what had been taken back whole: nobody paid for it. */
const paidLines = ({ lines }: PaidInvoice): PaperLine[] => lines.filter((line) => !ownOf(line).isZero());

interface Told {
  line: PaperLine;
  /** Whose it is, where the table is of several invoices. */
  number?: string;
  amount?: Decimal | string;
}

/** @param rows each with an amount, or none */
function tableOf({ say }: Stationery, rows: readonly Told[], amounts: string | null): Block {
  const { fields } = say.words;
  // Of products alone there is nobody who gave them.
  const given = rows.some(({ line }) => !line.isProduct);
  return {
    kind: 'table',
    columns: [
      { label: fields.date, share: 2 },
      { label: fields.service, share: 4.6 },
      ...(given
        ? [
            { label: fields.practitioner, share: 3 },
            { label: fields.length, share: 1.3, right: true as const },
          ]
        : []),
      ...(amounts === null ? [] : [{ label: amounts, share: 1.9, right: true as const }]),
    ],
    rows: rows.map(({ line, number, amount }) => ({
      cells: [
        say.day(line.serviceDate),
        line.description,
        ...(given ? [line.practitioner?.name ?? '', lengthOf(say, line.minutes) ?? ''] : []),
        ...(amounts === null ? [] : [say.money(amount ?? '0')]),
      ],
      below: {
        column: 1,
        lines: [
          dotted(number, line.learnerName),
          ...(number === undefined ? [] : [dotted(...line.taxes.map((tax) => taxOf(say, tax)), creditedOf(say, line))]),
        ].filter(Boolean),
      },
    })),
  };
}

/** What it pays whole: the services with their amounts. */
function servicesOf(stationery: Stationery, whole: readonly PaidInvoice[]): Block[] {
  const { fields, receipt: words } = stationery.say.words;
  const rows = whole.flatMap((one) => paidLines(one).map((line) => ({ line, number: one.number, amount: ownOf(line) })));
  return rows.length === 0 ? [] : [{ kind: 'heading', text: words.services }, tableOf(stationery, rows, fields.amount)];
}

/** What it pays a part of: no amount of a service stands there that it did not pay. */
function partOf(stationery: Stationery, { number, amount, total, open, known, lines }: PaidInvoice): Block[] {
  const { say } = stationery;
  const { fields, receipt: words } = say.words;
  const rows = lines.filter((line) => !ownOf(line).isZero() && (known === null || known[line.id] !== undefined));
  return [
    { kind: 'heading', text: words.servicesInPart },
    {
      kind: 'text',
      text: filled(words.part, { number, amount: say.money(amount), total: say.money(total), open: say.money(open) }),
      strong: true,
    },
    tableOf(
      stationery,
      rows.map((line) => ({ line, ...(known !== null && { amount: known[line.id] ?? '0' }) })),
      known === null ? null : fields.paid,
    ),
  ];
}

function packageOf({ say }: Stationery, sold: SoldPackage | null): Block[] {
  if (!sold) return [];
  const { receipt: words } = say.words;
  const { visits, service, price, expiresOn } = sold;
  return [
    { kind: 'heading', text: filled(words.package, { visits: String(visits), service, price: say.money(price) }) },
    {
      kind: 'text',
      text: [...(expiresOn === null ? [] : [filled(words.packageBy, { day: say.day(expiresOn) })]), words.packageUses].join(' '),
    },
  ];
}

type Rows = { label: string; value: string }[];

/** Where money went, part by part. */
function partsOf(
  { say }: Stationery,
  invoices: readonly { number: string; amount: string }[],
  { onAccount, inPackage, refunded }: Record<'onAccount' | 'inPackage' | 'refunded', string>,
): Rows {
  const { fields } = say.words;
  const some = (label: string, amount: string): Rows =>
    new Decimal(amount).isZero() ? [] : [{ label, value: say.money(amount) }];
  return [
    ...invoices.map(({ number, amount }) => ({ label: `${fields.invoice} ${number}`, value: say.money(amount) })),
    ...some(fields.onAccount, onAccount),
    ...some(fields.inPackage, inPackage),
    ...some(fields.refunded, refunded),
  ];
}

/** Where its money is today, where that is elsewhere than when it was given. */
function sinceOf(stationery: Stationery, { receipt, printedOn }: ReceiptFacts, given: Rows): Block[] {
  const { say } = stationery;
  const now = partsOf(
    stationery,
    receipt.pays.map(({ invoiceNumber, amount }) => ({ number: invoiceNumber, amount })),
    receipt,
  );
  const isSame =
    now.length === given.length && given.every(({ label, value }, at) => now[at]?.label === label && now[at].value === value);
  if (isSame || receipt.reversedAt !== null) return [];
  const heading = filled(say.words.receipt.since, { day: say.day(printedOn) });
  return [{ kind: 'pairs', heading, pairs: now.map(({ label, value }) => [label, value] as const) }];
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

/** @param facts of which one that was taken back tells nothing any more but that it was */
export function receiptPaper(stationery: Stationery, facts: ReceiptFacts): Paper {
  const { say } = stationery;
  const { fields, receipt: words, methods, reversed } = say.words;
  const { receipt, from } = facts;
  const taken = receipt.reversedAt !== null;
  const invoices = taken ? [] : facts.invoices;
  const whole = invoices.filter(isWhole);
  const inPart = invoices.filter((one) => !isWhole(one));
  const lines = invoices.flatMap(paidLines);
  const rows = taken ? [] : partsOf(stationery, invoices, { ...facts, refunded: '0' });
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
      ...packageOf(stationery, taken ? null : facts.sold),
      ...servicesOf(stationery, whole),
      // Of a service that was credited in part nobody can say which of its taxes were paid.
      ...taxesIn(
        stationery,
        whole.flatMap(paidLines).filter(({ creditedAmount }) => new Decimal(creditedAmount).isZero()),
      ),
      ...inPart.flatMap((one) => partOf(stationery, one)),
      ...practitioners(stationery, lines),
      {
        kind: 'sums',
        rows: [...rows, { label: taken ? reversed : fields.paid, value: say.money(receipt.amount), last: true }],
      },
      ...sinceOf(stationery, facts, rows),
    ],
  };
}
