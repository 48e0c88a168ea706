/** The voucher of a refund: that money was given back, of which payment, and why. Pure. */
import type { Decimal } from 'decimal.js';
import type { PaymentMethod } from '../../../generated/prisma/index.js';
import type { Paper } from '../paper.js';
import { filled } from '../words/words.js';
import { type Addressee, frameOf, type Stationery } from './parts.js';

export interface RefundFacts {
  number: string;
  /** `2026-03-08` */
  refundedOn: string;
  amount: Decimal;
  paymentMethod: PaymentMethod;
  referenceNumber: string | null;
  reason: string;
  receiptNumber: string;
  clientName: string;
  to: Addressee;
}

export function refundPaper(stationery: Stationery, facts: RefundFacts): Paper {
  const { say } = stationery;
  const { fields, refund: words, methods } = say.words;
  const amount = say.money(facts.amount);
  return {
    ...frameOf(stationery),
    title: `${words.kind} ${facts.number}`,
    kind: words.kind,
    mark: null,
    to: { label: words.to, ...facts.to },
    facts: [
      [fields.number, facts.number],
      [fields.date, say.day(facts.refundedOn)],
      [fields.method, methods[facts.paymentMethod]],
      ...(facts.referenceNumber === null ? [] : [[fields.reference, facts.referenceNumber] as const]),
      [words.ofReceipt, facts.receiptNumber],
      [fields.client, facts.clientName],
    ],
    blocks: [
      { kind: 'stamp', text: filled(words.given, { amount, date: say.day(facts.refundedOn) }) },
      { kind: 'text', heading: fields.reason, text: facts.reason },
      { kind: 'sums', rows: [{ label: fields.refunded, value: amount, last: true }] },
    ],
  };
}
