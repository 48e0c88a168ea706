/** A credit note as a paper. Pure. */
import { Decimal } from 'decimal.js';
import type { Paper } from '../paper.js';
import type { CreditedLine, CreditedTax } from '../papers.queries.js';
import { type Addressee, frameOf, type Stationery, taxLabel } from './parts.js';

export interface CreditNoteFacts {
  number: string;
  issueDate: string;
  reason: string;
  netAmount: Decimal | string;
  /** By name, rate and registration: whoever claimed them takes them back by these. */
  taxes: readonly CreditedTax[];
  total: Decimal | string;
  invoiceNumber: string;
  clientName: string;
  to: Addressee;
  lines: readonly CreditedLine[];
}

export function creditNotePaper(stationery: Stationery, facts: CreditNoteFacts): Paper {
  const { say } = stationery;
  const { fields, creditNote: words, carriedForward, broughtForward } = say.words;
  const { to, lines } = facts;
  let running = new Decimal(0);
  return {
    ...frameOf(stationery),
    title: `${words.kind} ${facts.number}`,
    kind: words.kind,
    mark: null,
    to: { label: words.to, ...to },
    facts: [
      [fields.number, facts.number],
      [fields.issued, say.day(facts.issueDate)],
      [words.forInvoice, facts.invoiceNumber],
      ...(to.name === facts.clientName ? [] : [[fields.client, facts.clientName] as const]),
    ],
    blocks: [
      { kind: 'text', heading: fields.reason, text: facts.reason },
      {
        kind: 'table',
        columns: [
          { label: fields.date, share: 2 },
          { label: fields.service, share: 5.4 },
          { label: fields.net, share: 1.9, right: true },
          { label: fields.tax, share: 1.6, right: true },
          { label: fields.amount, share: 1.9, right: true },
        ],
        rows: lines.map((line) => {
          const amount = new Decimal(line.netAmount).plus(line.taxAmount);
          running = running.plus(amount);
          return {
            cells: [
              say.day(line.serviceDate),
              line.description,
              say.money(line.netAmount),
              say.money(line.taxAmount),
              say.money(amount),
            ],
            ...(line.learnerName !== null && { below: { column: 1, lines: [line.learnerName] } }),
            running: say.money(running),
          };
        }),
        carried: { forward: carriedForward, brought: broughtForward },
      },
      {
        kind: 'sums',
        rows: [
          { label: fields.net, value: say.money(facts.netAmount) },
          ...facts.taxes.map((tax) => ({ label: taxLabel(say, tax), value: say.money(tax.amount) })),
          { label: words.total, value: say.money(facts.total), last: true },
        ],
      },
    ],
  };
}
