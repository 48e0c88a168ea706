/** Money that goes back to a card: once, whatever happens between the books and the processor. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { sendRefunds } from '../../../src/billing/cards/card-refunds.service.js';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { type CardServer, cardServer, eventOf, SECRET_KEY, tell, WEBHOOK_SECRET } from '../../support/card-server.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

let now = new Date('2026-03-02T15:00:00Z');
const app = withApp({ now: () => now, config: { publicUrl: 'https://crm.practice.example' } });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
let cards: CardServer;
const { aService, aSent, read, account } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  cards = await cardServer();
  app.deps.config.stripe = { secretKey: SECRET_KEY, webhookSecrets: [WEBHOOK_SECRET], url: cards.url };
}, 60_000);
afterAll(() => cards.close());
beforeEach(() => {
  cards.plan.length = 0;
  cards.refundsAre = 'succeeded';
  cards.asked.length = 0;
});
afterEach(async () => expect(await faultsOfBooks(as.ADMIN)).toEqual([]));

interface Paid {
  invoice: Invoice;
  clientId: bigint;
  receiptId: string;
  intentId: string;
}

/** An invoice that was paid by card. */
async function paid(amount = '80.00'): Promise<Paid> {
  const { id: clientId } = await aClient(app.prisma);
  const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService(amount) }] });
  const made = await as.STAFF.post(`${at(invoice.id)}/pay-link`, {}).expect(201);
  await app.request.post(new URL((made.body as { url: string }).url).pathname).expect(303);
  const session = cards.sessions.at(-1);
  if (!session) throw new Error('No session was made.');
  const { payment_intent: intentId } = cards.pay(session);
  await told(eventOf('checkout.session.completed', { id: session.id })).expect(204);
  const receipt = await app.prisma.receipt.findFirstOrThrow({ where: { clientId } });
  return { invoice, clientId, receiptId: String(receipt.id), intentId: intentId ?? '' };
}
const told = (event: object) => tell(app.baseUrl, event, { at: now });
const job = () => ctxOfSystem(app.deps, 'job');
const later = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const refund = (receiptId: string, amount: string, more: object = {}) =>
  as.STAFF.post(`/api/billing/payments/${receiptId}/refunds`, { amount, reason: 'Cancelled in time.', ...more });
interface Payment {
  refunded: string;
  refunds: { amount: string; cardStatus: string | null; failedAt: string | null }[];
}
const paymentOf = async (id: string): Promise<Payment> =>
  (await as.STAFF.get(`/api/billing/payments/${id}`).expect(200)).body as Payment;
const news = async (): Promise<string[]> =>
  (await app.prisma.notification.findMany({ where: { kind: 'CARD_PAYMENT', userId: as.STAFF.user.id } })).map(
    ({ title }) => title,
  );

it('is in the books at once and goes to the card by a job, in parts, and never more than came', async () => {
  const { invoice, receiptId, intentId } = await paid();
  await refund(receiptId, '30.00', { fromInvoiceId: invoice.id }).expect(201);
  expect(await paymentOf(receiptId)).toMatchObject({ refunded: '30.00', refunds: [{ cardStatus: 'PENDING', failedAt: null }] });
  expect(await read(invoice.id)).toMatchObject({ balance: '30.00' });
  expect(await sendRefunds(job())).toBe(1);
  expect(await paymentOf(receiptId)).toMatchObject({ refunds: [{ cardStatus: 'DONE' }] });
  await refund(receiptId, '50.00', { fromInvoiceId: invoice.id, credit: true }).expect(201);
  expect(await sendRefunds(job())).toBe(1);
  expect(codeOf(await refund(receiptId, '0.01', { fromInvoiceId: invoice.id }).expect(409))).toBe('refund.over');
  expect(cards.refunds.filter((one) => one.payment_intent === intentId).map(({ amount }) => amount)).toEqual([3000, 5000]);
  // The word of it, which comes as well, changes nothing.
  await told(eventOf('charge.refunded', { id: 'ch_1', payment_intent: intentId })).expect(204);
  expect((await paymentOf(receiptId)).refunds).toHaveLength(2);
  await expect(app.prisma.cardRefund.updateMany({ where: { status: 'DONE' }, data: { amount: '1.00' } })).rejects.toThrow();
});

it('in cash stays in cash', async () => {
  const { invoice, receiptId } = await paid();
  await refund(receiptId, '30.00', { fromInvoiceId: invoice.id, paymentMethod: 'CASH' }).expect(201);
  expect(await sendRefunds(job())).toBe(0);
  expect(await paymentOf(receiptId)).toMatchObject({ refunds: [{ cardStatus: null }] });
});

it('is asked for by one of several processes, and not sent again when its answer was lost, even a day later', async () => {
  const { invoice, receiptId } = await paid();
  await refund(receiptId, '30.00', { fromInvoiceId: invoice.id }).expect(201);
  cards.plan.push('lost', 'cut', 'cut');
  expect((await Promise.all([sendRefunds(job()), sendRefunds(job()), sendRefunds(job())])).reduce((sum, one) => sum + one)).toBe(
    0,
  );
  expect(await paymentOf(receiptId)).toMatchObject({ refunds: [{ cardStatus: 'PENDING' }] });
  expect(await sendRefunds(job())).toBe(0);
  later(60 * 24 * 3);
  expect(await sendRefunds(job())).toBe(1);
  expect(cards.asked).toEqual(['3000']);
  expect(await paymentOf(receiptId)).toMatchObject({ refunds: [{ cardStatus: 'DONE' }] });
}, 20_000);

it('that the processor refuses is taken back to the cent, also where its invoice was credited with it', async () => {
  const { invoice, clientId, receiptId } = await paid();
  await refund(receiptId, '30.00', { fromInvoiceId: invoice.id }).expect(201);
  cards.plan.push(400);
  expect(await sendRefunds(job())).toBe(1);
  expect(await paymentOf(receiptId)).toMatchObject({
    refunded: '0.00',
    refunds: [{ cardStatus: 'FAILED', failedAt: expect.any(String) }],
  });
  expect(await read(invoice.id)).toMatchObject({ status: 'PAID', balance: '0.00' });
  expect(await news()).toContain('A refund to a card failed');
  const failed = await app.prisma.refund.findFirstOrThrow({ where: { receiptId: BigInt(receiptId) } });
  expect(codeOf(await as.STAFF.get(`/api/billing/refunds/${failed.id}/pdf`).expect(409))).toBe('refund.failed');
  await refund(receiptId, '80.00', { fromInvoiceId: invoice.id, credit: true }).expect(201);
  expect(await read(invoice.id)).toMatchObject({ status: 'REFUNDED' });
  cards.plan.push(400);
  expect(await sendRefunds(job())).toBe(1);
  // The invoice stays credited: the money is the client's.
  expect(await account(clientId)).toMatchObject({ open: '0.00', credit: '80.00' });
  await refund(receiptId, '80.00').expect(201);
  expect(await sendRefunds(job())).toBe(1);
  expect(await account(clientId)).toMatchObject({ credit: '0.00' });
  expect((await paymentOf(receiptId)).refunded).toBe('80.00');
});

it('that fails at the bank days later is taken back then', async () => {
  const { invoice, receiptId, intentId } = await paid();
  cards.refundsAre = 'pending';
  await refund(receiptId, '30.00', { fromInvoiceId: invoice.id }).expect(201);
  expect(await sendRefunds(job())).toBe(0);
  for (const one of cards.refunds) if (one.payment_intent === intentId) one.status = 'succeeded';
  await told(eventOf('refund.updated', { id: 're_1', object: 'refund', payment_intent: intentId })).expect(204);
  expect(await paymentOf(receiptId)).toMatchObject({ refunds: [{ cardStatus: 'DONE' }] });
  for (const one of cards.refunds) if (one.payment_intent === intentId) one.status = 'failed';
  const failed = eventOf('refund.failed', { id: 're_1', object: 'refund', payment_intent: intentId });
  await Promise.all([told(failed), told(failed), told(failed)]);
  expect(await paymentOf(receiptId)).toMatchObject({ refunded: '0.00', refunds: [{ cardStatus: 'FAILED' }] });
  expect(await read(invoice.id)).toMatchObject({ status: 'PAID' });
});

it('at the processor’s own page is found its place: on account first, then on invoices', async () => {
  const { invoice, clientId, receiptId, intentId } = await paid();
  await as.STAFF.post(`${at(invoice.id)}/credit-notes`, {
    reason: 'Shorter',
    lines: [{ lineId: invoice.lines[0]?.id, amount: '20.00' }],
  }).expect(201);
  expect(await account(clientId)).toMatchObject({ credit: '20.00' });
  cards.refundThere(intentId, 5000);
  const event = eventOf('charge.refunded', { id: 'ch_1', payment_intent: intentId });
  await Promise.all([told(event), told(event), told(event)]);
  await told(event).expect(204);
  expect(await paymentOf(receiptId)).toMatchObject({ refunded: '50.00', refunds: [{ amount: '50.00', cardStatus: 'DONE' }] });
  expect(await account(clientId)).toMatchObject({ credit: '0.00', open: '30.00' });
  expect(cards.asked).toEqual([]);
});

it('may come before the word of the payment that it is of', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService('80.00') }] });
  const made = await as.STAFF.post(`${at(invoice.id)}/pay-link`, {}).expect(201);
  await app.request.post(new URL((made.body as { url: string }).url).pathname).expect(303);
  const session = cards.sessions.at(-1);
  if (!session) throw new Error('No session was made.');
  const { payment_intent: intentId } = cards.pay(session);
  cards.refundThere(intentId ?? '', 8000);
  await told(eventOf('charge.refunded', { id: 'ch_1', payment_intent: intentId })).expect(204);
  await told(eventOf('checkout.session.completed', { id: session.id })).expect(204);
  expect(await account(clientId)).toMatchObject({ open: '80.00', credit: '0.00' });
});

it('at the processor while ours waits is one after the other, and no more than came', async () => {
  const { invoice, clientId, receiptId, intentId } = await paid();
  await refund(receiptId, '80.00', { fromInvoiceId: invoice.id }).expect(201);
  cards.refundThere(intentId, 8000);
  await told(eventOf('charge.refunded', { id: 'ch_1', payment_intent: intentId })).expect(204);
  expect(await sendRefunds(job())).toBe(1);
  expect(await paymentOf(receiptId)).toMatchObject({
    refunded: '80.00',
    refunds: [{ cardStatus: 'FAILED' }, { cardStatus: 'DONE' }],
  });
  expect(await account(clientId)).toMatchObject({ open: '80.00' });
});

it('whose money has gone otherwise here is told', async () => {
  const { invoice, receiptId, intentId } = await paid();
  await refund(receiptId, '80.00', { fromInvoiceId: invoice.id, paymentMethod: 'CASH' }).expect(201);
  cards.refundThere(intentId, 8000);
  await told(eventOf('charge.refunded', { id: 'ch_1', payment_intent: intentId })).expect(204);
  expect(await news()).toContain('Money went back to a card without a place in the books');
});

it('is the way to undo: a payment that is there is not taken back, unless the card’s holder disputes it', async () => {
  const { invoice, receiptId, intentId } = await paid();
  const reverse = () => as.STAFF.post(`/api/billing/payments/${receiptId}/reverse`, { reason: 'No.' });
  expect(codeOf(await reverse().expect(409))).toBe('payment.by_card');
  const anew = { amount: '70.00', reason: 'No.' };
  expect(codeOf(await as.STAFF.post(`/api/billing/payments/${receiptId}/rebook`, anew).expect(409))).toBe('payment.by_card');
  const dispute = (type: string, status: string) =>
    eventOf(type, { id: 'dp_1', object: 'dispute', status, payment_intent: intentId });
  await told(dispute('charge.dispute.created', 'needs_response')).expect(204);
  await told(dispute('charge.dispute.created', 'needs_response')).expect(204);
  await told(dispute('charge.dispute.closed', 'lost')).expect(204);
  expect((await news()).filter((title) => title.includes('dispute')).sort()).toEqual([
    'A dispute was lost',
    'A payment by card is disputed',
  ]);
  await reverse().expect(200);
  expect(await read(invoice.id)).toMatchObject({ balance: '80.00' });
});

it('needs the processor: without its settings another way is asked for', async () => {
  const { invoice, receiptId } = await paid();
  const { stripe } = app.deps.config;
  app.deps.config.stripe = undefined;
  try {
    expect(codeOf(await refund(receiptId, '30.00', { fromInvoiceId: invoice.id }).expect(409))).toBe('card.off');
    await refund(receiptId, '30.00', { fromInvoiceId: invoice.id, paymentMethod: 'BANK_TRANSFER' }).expect(201);
    expect(await sendRefunds(job())).toBe(0);
  } finally {
    app.deps.config.stripe = stripe;
  }
});

it('that waits long is told to staff once', async () => {
  const { invoice, receiptId } = await paid();
  await refund(receiptId, '30.00', { fromInvoiceId: invoice.id }).expect(201);
  for (let n = 0; n < 7; n++) {
    cards.plan.push('cut', 'cut', 'cut');
    expect(await sendRefunds(job())).toBe(0);
    later(6 * 60 + 1);
  }
  expect((await news()).filter((title) => title.includes('not gone through'))).toHaveLength(1);
  expect(await sendRefunds(job())).toBe(1);
}, 60_000);
