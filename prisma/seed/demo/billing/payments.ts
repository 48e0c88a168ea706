/** Money that comes in and goes out again: each act as the desk would do it, on its day. */
import type { Decimal } from 'decimal.js';
import type { Ctx } from '../../../../src/access/context.js';
import { createCreditNote } from '../../../../src/billing/invoices/credit-notes.service.js';
import { writeOff } from '../../../../src/billing/invoices/write-offs.service.js';
import { lockInvoices } from '../../../../src/billing/ledger/ledger.queries.js';
import { settleFigures } from '../../../../src/billing/ledger/posting.service.js';
import type { NewPayment } from '../../../../src/billing/payments/payments.input.js';
import { recordPayment } from '../../../../src/billing/payments/payments.service.js';
import { refundPayment, reversePayment } from '../../../../src/billing/payments/reversals.service.js';
import { useCredit } from '../../../../src/billing/payments/using-credit.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import type { Dice } from '../dice.js';
import type { Day } from '../scheduling/calendar.js';
import type { Bill, Books } from './books.js';

type Method = NewPayment['paymentMethod'];

/** How families pay. */
const ownMethod = (dice: Dice): Method =>
  dice.weighted([
    ['CREDIT_CARD', 5],
    ['BANK_TRANSFER', 4],
    ['DEBIT_CARD', 4],
    ['CASH', 1],
    ['CHECK', 1],
    ['OTHER', 0.3],
  ] as const);

/** What is still owed. */
async function openOf(ctx: Ctx, { id }: Bill): Promise<Decimal> {
  return (await ctx.db.invoice.findUniqueOrThrow({ where: { id }, select: { balance: true } })).balance;
}

/** At the counter nobody writes a reference down. */
const referenceOf = (dice: Dice, method: Method): string | null =>
  method === 'CASH' ? null : `${method.slice(0, 2)}${dice.text(7)}`;

/** Somewhen in the office's day, in minutes after its morning; after the invoices of the day were sent. */
const hour = ({ dice }: Books): number => dice.int(200, 480);

/** How a family pays. */
interface Manner {
  /** What of that which is owed; all of it if not said. More than it goes on account. */
  amount?: (open: Decimal) => Decimal;
  byCaregiver?: boolean;
  method?: Method;
  /** With other invoices that wait for it. */
  together?: boolean;
  /** What happens next, with that receipt. */
  then?: (receiptId: bigint, amount: Decimal) => void;
}

/** The family pays an invoice, unless nothing is owed any more. */
export function familyPays(books: Books, bill: Bill, day: Day, manner: Manner = {}): void {
  const { timeline, dice } = books;
  timeline.office(day, hour(books), async (at) => {
    const ctx = at(books.atTheDesk());
    const open = await openOf(ctx, bill);
    if (open.isZero()) return;
    const given = manner.amount?.(open) ?? open;
    if (!given.greaterThan(0)) return;
    const others: { invoiceId: bigint; amount: Decimal }[] = [];
    for (const other of manner.together ? books.alsoPaid(bill.client) : []) {
      const amount = await openOf(ctx, other);
      if (other.id !== bill.id && !amount.isZero()) others.push({ invoiceId: other.id, amount });
    }
    const method = manner.method ?? ownMethod(dice);
    const caregiver = manner.byCaregiver ? bill.client.caregivers.find(({ mayPay }) => mayPay) : undefined;
    const { id } = await recordPayment(ctx, {
      amount: others.reduce((sum, { amount }) => sum.plus(amount), given),
      paymentMethod: method,
      referenceNumber: referenceOf(dice, method),
      ...(others.length > 0
        ? { allocations: [...others, { invoiceId: bill.id, amount: given }] }
        : { invoiceId: bill.id, onAccount: given.greaterThan(open) }),
      ...(caregiver && { caregiverId: caregiver.id }),
    });
    if (given.greaterThan(open)) books.withCredit.add(bill.client);
    manner.then?.(id, given);
  });
}

/** The program pays what it promised. */
export function funderPays(books: Books, bill: Bill, day: Day): void {
  books.timeline.office(day, hour(books), async (at) => {
    await recordPayment(at(books.atTheDesk()), {
      amount: bill.authorized,
      paymentMethod: 'FUNDING',
      invoiceId: bill.id,
      fundingId: bill.client.funding?.id ?? null,
      referenceNumber: referenceOf(books.dice, 'FUNDING'),
    });
  });
}

/** What stands on account pays the next invoice, as far as it goes. */
export function creditPays(books: Books, bill: Bill, day: Day): void {
  if (!books.withCredit.delete(bill.client)) return;
  books.timeline.office(day, 20, (at) => useCredit(at(books.clerkOf(bill.client)), bill.client.id, { invoiceId: bill.id }));
}

/** All that an invoice charged is taken back. */
export function cancel(books: Books, bill: Bill, day: Day, reason: string): void {
  books.timeline.office(day, hour(books), async (at) => {
    await createCreditNote(at(books.clerkOf(bill.client)), bill.id, { reason });
    books.take(bill.client, bill.authorized.negated());
  });
}

/** Its last line is taken back; what was paid of it stays on account. */
export function creditLastLine(books: Books, bill: Bill, day: Day, reason: string): void {
  books.timeline.office(day, hour(books), async (at) => {
    const ctx = at(books.clerkOf(bill.client));
    const line = await ctx.db.invoiceLineItem.findFirstOrThrow({
      where: { invoiceId: bill.id },
      orderBy: { position: 'desc' },
      select: { id: true },
    });
    const before = await openOf(ctx, bill);
    const { total } = await createCreditNote(ctx, bill.id, { reason, lines: [{ lineId: line.id }] });
    if (total.greaterThan(before)) books.withCredit.add(bill.client);
  });
}

/** The money of a receipt goes back, and nobody owes the invoice again. */
export function giveBack(books: Books, bill: Bill, day: Day, receiptId: bigint, amount: Decimal): void {
  books.timeline.office(day, hour(books), async (at) => {
    await refundPayment(at(books.clerkOf(bill.client)), receiptId, {
      amount,
      fromInvoiceId: bill.id,
      credit: true,
      reason: 'The family moved away and had paid in advance.',
    });
  });
}

/** The bank takes a receipt back. */
export function bounce(books: Books, bill: Bill, day: Day, receiptId: bigint): void {
  books.timeline.office(day, hour(books), (at) =>
    reversePayment(at(books.clerkOf(bill.client)), receiptId, 'The check bounced.'),
  );
}

/** Nobody asks for the rest. */
export function forget(books: Books, bill: Bill, day: Day): void {
  books.timeline.office(day, hour(books), (at) =>
    writeOff(at(books.clerkOf(bill.client)), bill.id, { reason: 'Too little to ask for.' }),
  );
}

/** In the night after its due date, what is owed becomes overdue: all that was due on a day together. */
export function becomeLate({ timeline, due }: Books, bill: Bill): void {
  const bills = due.get(bill.due);
  if (bills) {
    bills.push(bill);
    return;
  }
  const dueThen = [bill];
  due.set(bill.due, dueThen);
  timeline.night(addDays(bill.due, 1), async (at) => {
    const ctx = at(null);
    const open = await ctx.db.invoice.findMany({
      where: { id: { in: dueThen.map(({ id }) => id) }, balance: { gt: 0 } },
      select: { id: true },
    });
    if (open.length === 0) return;
    const ids = await lockInvoices(
      ctx,
      open.map(({ id }) => id),
    );
    await settleFigures(ctx, ids);
  });
}
