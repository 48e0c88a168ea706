/** An invoice as a paper. Pure. */
import { Decimal } from 'decimal.js';
import type { InvoiceDetails } from '../../invoices/invoices.queries.js';
import type { Block, Pair, Paper, TableRow } from '../paper.js';
import type { PaperLine } from '../paper-line.js';
import type { AgreedPlan, OpenShare } from '../papers.queries.js';
import { withDay } from '../../rules/terms.js';
import { filled } from '../words/words.js';
import {
  type Addressee,
  becomingOf,
  creditedOf,
  dotted,
  frameOf,
  lengthOf,
  netOf,
  planBlocks,
  type Settled,
  type Stationery,
  taxesOf,
  taxLabel,
  taxOf,
} from './parts.js';

export interface InvoiceFacts {
  invoice: InvoiceDetails;
  to: Addressee;
  lines: readonly PaperLine[];
  settled: Settled;
  shares: readonly OpenShare[];
  /** Of the client. */
  plan?: AgreedPlan | undefined;
}

/** What was agreed with the client is told to nobody else. */
const planOf = ({ invoice, plan }: InvoiceFacts): AgreedPlan | undefined =>
  invoice.insuranceId === null && invoice.fundingId === null ? plan : undefined;

/** Nobody is told of a list's price that is lower than theirs. */
const isBelowList = ({ listPrice, unitPrice }: PaperLine): boolean =>
  listPrice !== null && new Decimal(listPrice).greaterThan(unitPrice);

function rowsOf({ say }: Stationery, lines: readonly PaperLine[]): TableRow[] {
  const { words } = say;
  let running = new Decimal(0);
  return lines.map((line) => {
    const discount = new Decimal(line.discountAmount);
    // Quantity by price: the discount is taken off below the sum of these, with that of the others.
    const gross = netOf(line).plus(discount);
    running = running.plus(gross);
    return {
      cells: [
        say.day(line.serviceDate),
        line.description,
        say.quantity(line.quantity),
        say.money(line.unitPrice),
        say.money(gross),
      ],
      below: {
        column: 1,
        lines: [
          dotted(line.code, line.learnerName, line.practitioner?.name, lengthOf(say, line.minutes)),
          dotted(
            isBelowList(line) ? filled(words.invoice.list, { price: say.money(line.listPrice ?? '0') }) : null,
            discount.isZero() ? null : `${words.fields.discount} ${say.less(discount)}`,
            ...line.taxes.map((tax) => taxOf(say, tax)),
            creditedOf(say, line),
          ),
        ].filter(Boolean),
      },
      running: say.money(running),
    };
  });
}

function sumsOf({ say }: Stationery, facts: InvoiceFacts): Block {
  const { invoice, to, lines, settled, shares, plan } = facts;
  const { fields, invoice: words } = say.words;
  const { paid, credited, adjusted } = becomingOf(settled);
  const some = (label: string, amount: Decimal) => (amount.isZero() ? [] : [{ label, value: say.money(amount) }]);
  // Whoever else owes of it is named: nobody is to pay another's share because the paper is addressed to them.
  const open = shares.some(({ name }) => name !== to.name) ? shares : [];
  return {
    kind: 'sums',
    rows: [
      { label: fields.subtotal, value: say.money(invoice.subtotal) },
      ...some(fields.discount, new Decimal(invoice.discountAmount).negated()),
      ...taxesOf(lines).map((tax) => ({ label: taxLabel(say, tax), value: say.money(tax.amount) })),
      { label: fields.total, value: say.money(invoice.totalAmount), strong: true as const },
      ...some(fields.paid, paid),
      ...some(fields.credited, credited),
      ...some(fields.settled, adjusted),
      { label: fields.balance, value: say.money(invoice.balance), last: true as const },
      ...open.map(({ party, name, open: amount, dueOn }) => {
        // What is on a plan is due by that.
        const isDated = dueOn !== null && !(party === 'CLIENT' && plan);
        return {
          label: filled(isDated ? words.owedByOn : words.owedBy, { name, day: say.day(dueOn ?? '') }),
          value: say.money(amount),
        };
      }),
    ],
  };
}

function instalmentsOf({ say }: Stationery, facts: InvoiceFacts): Block[] {
  const plan = planOf(facts);
  if (!plan) return [];
  return planBlocks(
    say,
    plan,
    plan.numbers.length > 1 ? filled(say.words.invoice.planFor, { numbers: plan.numbers.join(', ') }) : '',
  );
}

function paymentsOf({ say }: Stationery, { invoice }: InvoiceFacts): Block[] {
  const payments = invoice.payments.filter(({ reversedAt }) => reversedAt === null);
  if (payments.length === 0) return [];
  const { fields, invoice: words, methods, receipt } = say.words;
  return [
    { kind: 'heading', text: words.payments },
    {
      kind: 'table',
      columns: [
        { label: fields.date, share: 2 },
        { label: receipt.kind, share: 2.4 },
        { label: fields.method, share: 2.4 },
        { label: fields.reference, share: 3 },
        { label: fields.amount, share: 2, right: true },
      ],
      rows: payments.map((one) => ({
        cells: [
          say.day(one.paymentDate),
          one.receiptNumber,
          methods[one.paymentMethod],
          one.referenceNumber ?? '',
          say.money(one.amount),
        ],
      })),
    },
  ];
}

/** @param facts of an invoice whose lines may all be shown */
export function invoicePaper(stationery: Stationery, facts: InvoiceFacts): Paper {
  const { say } = stationery;
  const { fields, invoice: words, draft, carriedForward, broughtForward } = say.words;
  const { invoice, to, lines } = facts;
  const isDraft = invoice.sentAt === null;
  // Nobody is told how to pay what is settled.
  const isOpen = isDraft || !new Decimal(invoice.balance).isZero();
  const text = (heading: string, said: string | null): Block[] => (said ? [{ kind: 'text', heading, text: said }] : []);
  const sentPairs: Pair[] = [[fields.number, invoice.invoiceNumber]];
  return {
    ...frameOf(stationery),
    title: `${words.kind} ${invoice.invoiceNumber}`,
    kind: words.kind,
    mark: isDraft ? draft : null,
    to: { label: words.billTo, ...to },
    facts: [
      ...(isDraft ? [[fields.number, draft] as const] : sentPairs),
      [fields.issued, say.day(invoice.issueDate)],
      [fields.due, planOf(facts) ? words.byPlan : say.day(invoice.dueDate)],
      ...(to.name === invoice.clientName ? [] : [[fields.client, invoice.clientName] as const]),
    ],
    blocks: [
      {
        kind: 'table',
        columns: [
          { label: fields.date, share: 2 },
          { label: fields.service, share: 5.4 },
          { label: fields.quantity, share: 1.4, right: true },
          { label: fields.price, share: 1.9, right: true },
          { label: fields.amount, share: 1.9, right: true },
        ],
        rows: rowsOf(stationery, lines),
        carried: { forward: carriedForward, brought: broughtForward },
      },
      sumsOf(stationery, facts),
      ...instalmentsOf(stationery, facts),
      ...paymentsOf(stationery, facts),
      // Of a draft the day is not written into them yet.
      ...text(
        words.terms,
        invoice.termsConditions && isDraft ? withDay(invoice.termsConditions, say.day(invoice.dueDate)) : invoice.termsConditions,
      ),
      ...text(words.instructions, isOpen ? invoice.paymentInstructions : null),
    ],
  };
}
