/** Families who pay by card under a link. No processor is asked: what it would have said is told to the use cases. */
import type { Ctx } from '../../../../src/access/context.js';
import { asSystem, claimPayment, settle } from '../../../../src/billing/cards/card-payments.service.js';
import { settleRefund } from '../../../../src/billing/cards/card-refunds.service.js';
import { clientOwes, createPayLink, dueUnder } from '../../../../src/billing/cards/pay-links.service.js';
import type { CardSession } from '../../../../src/billing/cards/processor.types.js';
import { refundPayment } from '../../../../src/billing/payments/reversals.service.js';
import type { Day } from '../scheduling/calendar.js';
import type { Bill, Books } from './books.js';

/** As in a practice that takes cards; nothing is sent anywhere. */
const withCards = (ctx: Ctx): Ctx => ({
  ...ctx,
  config: {
    ...ctx.config,
    publicUrl: 'https://demo.practice.example',
    stripe: { secretKey: 'sk_demo', webhookSecrets: ['whsec_demo'], url: 'http://127.0.0.1:9' },
  },
});

/** The family opens the link of an invoice, and pays there, or not. @param then on some day after that, with the receipt */
export function paysByCard(
  books: Books,
  bill: Bill,
  day: Day,
  outcome: 'PAID' | 'EXPIRED',
  then?: (receiptId: bigint) => void,
): void {
  books.timeline.office(day, books.dice.int(200, 480), async (at) => {
    const ctx = withCards(at(books.clerkOf(bill.client)));
    if (!(await clientOwes(ctx, [bill.id])).has(bill.id)) return;
    const { id } = await createPayLink(ctx, bill.id, {});
    const system = asSystem(ctx);
    const link = await ctx.db.payLink.findUniqueOrThrow({ where: { id } });
    const { payment } = await claimPayment(system, link, await dueUnder(system, link), 'CAD');
    const session: CardSession = {
      id: `cs_demo_${payment.id}`,
      key: payment.key,
      status: 'OPEN',
      amount: payment.amount,
      currency: payment.currency,
      intentId: `pi_demo_${payment.id}`,
      url: null,
      method: 'CREDIT_CARD',
    };
    await settle(system, payment.id, session);
    await settle(system, payment.id, { ...session, status: outcome });
    const { receiptId } = await ctx.db.cardPayment.findUniqueOrThrow({ where: { id: payment.id }, select: { receiptId: true } });
    if (receiptId !== null) then?.(receiptId);
  });
}

/** A part of it goes back to the card, since it was asked for too much. */
export function goesBackToCard(books: Books, bill: Bill, day: Day, receiptId: bigint): void {
  books.timeline.office(day, books.dice.int(200, 480), async (at) => {
    const ctx = withCards(at(books.clerkOf(bill.client)));
    const { id: refundId } = await refundPayment(ctx, receiptId, {
      amount: bill.total.dividedBy(4).toDecimalPlaces(2),
      fromInvoiceId: bill.id,
      credit: true,
      reason: 'The visit was shorter than planned.',
    });
    const sent = await ctx.db.cardRefund.findUniqueOrThrow({ where: { refundId }, select: { id: true } });
    await settleRefund(asSystem(ctx), sent.id, { id: `re_demo_${sent.id}`, status: 'DONE' });
  });
}
