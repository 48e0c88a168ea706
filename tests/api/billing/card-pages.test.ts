/** Pages of the processor that are not to be paid any more, and money that was written here before it was known to be a card's. */
import { ctxOfSystem, inTransaction } from '../../../src/access/context.js';
import { lookAtOpen } from '../../../src/billing/cards/card-payments.service.js';
import { sendRefunds } from '../../../src/billing/cards/card-refunds.service.js';
import { linksToInstalments, revokePayLink } from '../../../src/billing/cards/pay-links.service.js';
import { endPlan } from '../../../src/billing/plans/plans.service.js';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { at, billing, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { type CardServer, cardServer, eventOf, SECRET_KEY, tell, WEBHOOK_SECRET } from '../../support/card-server.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

let now = new Date('2026-03-02T15:00:00Z');
const app = withApp({ now: () => now, config: { publicUrl: 'https://crm.practice.example' } });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
let cards: CardServer;
const { aService, aSent, pay, read, account } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  cards = await cardServer();
  app.deps.config.stripe = { secretKey: SECRET_KEY, webhookSecrets: [WEBHOOK_SECRET], url: cards.url };
}, 60_000);
afterAll(() => cards.close());
beforeEach(() => {
  cards.plan.length = 0;
  cards.asked.length = 0;
});
afterEach(async () => expect(await faultsOfBooks(as.ADMIN)).toEqual([]));

const anInvoice = async (): Promise<Invoice & { clientId: bigint }> => {
  const { id: clientId } = await aClient(app.prisma);
  return { ...(await aSent({ clientId, lines: [{ serviceCodeId: await aService('80.00') }] })), clientId };
};
const linkTo = async (invoiceId: string, body: object = {}): Promise<string> => {
  const made = await as.STAFF.post(`${at(invoiceId)}/pay-link`, body).expect(201);
  return new URL((made.body as { url: string }).url).pathname;
};
async function begun(path: string) {
  await app.request.post(path).expect(303).expect('Location', `${cards.url}/c/pay`);
  const session = cards.sessions.at(-1);
  if (!session) throw new Error('No session was made.');
  return session;
}
const told = (event: object) => tell(app.baseUrl, event, { at: now });
const job = () => ctxOfSystem(app.deps, 'job');
const later = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const paymentsOf = (invoiceId: string) =>
  app.prisma.cardPayment.findMany({ where: { invoiceId: BigInt(invoiceId) }, orderBy: { id: 'asc' } });

describe('a page of the processor', () => {
  it('of a stated part is not made again once that part was paid', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id, { amount: '25.50' });
    await told(eventOf('checkout.session.completed', { id: cards.pay(await begun(path)).id })).expect(204);
    expect((await app.request.get(`${path}?lang=EN`).expect(200)).text).toContain('Nothing is open any more.');
    await app.request.post(path).expect(303).expect('Location', '?lang=EN');
    expect(await read(invoice.id)).toMatchObject({ balance: '54.50' });
  });

  it('is ended by the job once its link was revoked, also where the processor does not answer at first', async () => {
    const invoice = await anInvoice();
    const session = await begun(await linkTo(invoice.id));
    const [link] = await app.prisma.payLink.findMany({ where: { invoiceId: BigInt(invoice.id) } });
    await revokePayLink(job(), link?.id ?? 0n);
    cards.plan.push('cut', 'cut', 'cut', 'cut', 'cut', 'cut');
    await lookAtOpen(job());
    expect(session.status).toBe('open');
    later(11);
    expect(await lookAtOpen(job())).toBe(1);
    expect(session.status).toBe('expired');
    expect(await paymentsOf(invoice.id)).toMatchObject([{ status: 'EXPIRED' }]);
  }, 20_000);

  it('is ended with its plan', async () => {
    const invoice = await anInvoice();
    const plan = { clientId: String(invoice.clientId), count: 2, rhythm: 'MONTH', firstDueOn: '2026-04-01' };
    const { body } = await as.STAFF.post('/api/billing/payment-plans', plan).expect(201);
    const planId = (body as { id: string }).id;
    const instalment = await app.prisma.paymentPlanInstalment.findFirstOrThrow({
      where: { planId: BigInt(planId), position: 1 },
    });
    const wanted = { instalmentId: instalment.id, clientId: invoice.clientId, language: 'EN' as const };
    const tokens = await inTransaction(job(), (tx) => linksToInstalments(tx, [wanted]));
    const session = await begun(`/pay/${tokens.get(instalment.id)}`);
    expect(session.amount_total).toBe(4000);
    await endPlan(job(), BigInt(planId), 'Another agreement.');
    expect(await lookAtOpen(job())).toBe(1);
    expect(session.status).toBe('expired');
  });

  it('whose answer was lost is not given up because the next press is in another language', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id);
    const before = cards.sessions.length;
    cards.plan.push('lost', 'lost', 'lost');
    await app.request.post(path).expect(503);
    await app.request.post(`${path}?lang=ES`).expect(503);
    expect(await paymentsOf(invoice.id)).toMatchObject([{ status: 'OPEN' }]);
    await begun(path);
    expect(cards.sessions).toHaveLength(before + 1);
  }, 20_000);

  it('gives way to one under another link to the same invoice; what was paid there is found first', async () => {
    const invoice = await anInvoice();
    const [one, other] = [await linkTo(invoice.id), await linkTo(invoice.id)];
    const first = await begun(one);
    const second = await begun(other);
    expect([first.status, second.status]).toEqual(['expired', 'open']);
    cards.pay(second);
    const before = cards.sessions.length;
    // Nothing was heard of it yet.
    await app.request.post(one).expect(303).expect('Location', '?lang=EN');
    expect(cards.sessions).toHaveLength(before);
    expect(await read(invoice.id)).toMatchObject({ status: 'PAID' });
  });

  it('that was made though another try under its key was refused is paid all the same', async () => {
    const invoice = await anInvoice();
    const session = await begun(await linkTo(invoice.id));
    const [row] = await paymentsOf(invoice.id);
    await app.prisma.cardPayment.updateMany({ where: { id: row?.id }, data: { status: 'FAILED' } });
    cards.pay(session);
    later(11);
    expect(await lookAtOpen(job())).toBe(1);
    expect(await read(invoice.id)).toMatchObject({ status: 'PAID' });
  });
});

describe('a refund that was written by hand', () => {
  /** Paid and given back in part by hand, before the processor told that it was a card's. */
  async function byHand() {
    const invoice = await anInvoice();
    const session = cards.pay(await begun(await linkTo(invoice.id)));
    const hand = { referenceNumber: session.payment_intent, paymentMethod: 'CREDIT_CARD' };
    await pay(invoice.id, '80.00', hand).expect(201);
    const receipt = await app.prisma.receipt.findFirstOrThrow({ where: { clientId: invoice.clientId } });
    const refund = (amount: string) =>
      as.STAFF.post(`/api/billing/payments/${receipt.id}/refunds`, { amount, reason: 'Shorter.', fromInvoiceId: invoice.id });
    await refund('30.00').expect(201);
    later(1);
    await told(eventOf('checkout.session.completed', { id: session.id })).expect(204);
    return { invoice, intentId: session.payment_intent ?? '', refund };
  }
  const refundsOf = (clientId: bigint) =>
    app.prisma.refund.findMany({ where: { receipt: { clientId } }, include: { cardRefund: true }, orderBy: { id: 'asc' } });

  it('does not go to the card with the next one', async () => {
    const { invoice, refund } = await byHand();
    await refund('20.00').expect(201);
    expect(await sendRefunds(job())).toBe(1);
    expect(cards.asked).toEqual(['2000']);
    expect(await refundsOf(invoice.clientId)).toMatchObject([{ cardRefund: null }, { cardRefund: { status: 'DONE' } }]);
  });

  it('is the one that was made at the processor’s page, however often it is told', async () => {
    const { invoice, intentId } = await byHand();
    cards.refundThere(intentId, 3000);
    const words = [1, 2, 3].map((n) => eventOf('charge.refunded', { id: `ch_${n}`, payment_intent: intentId }));
    await Promise.all(words.map((word) => told(word)));
    expect(await refundsOf(invoice.clientId)).toMatchObject([{ amount: expect.anything(), cardRefund: { status: 'DONE' } }]);
    expect(await account(invoice.clientId)).toMatchObject({ open: '30.00' });
    // It was recorded by hand, whole: nothing of it is on account.
    expect(await app.prisma.notification.count({ where: { kind: 'CARD_PAYMENT' } })).toBe(0);
  });
});

it('a refund is not failed by a look at it that is refused', async () => {
  const invoice = await anInvoice();
  await told(eventOf('checkout.session.completed', { id: cards.pay(await begun(await linkTo(invoice.id))).id })).expect(204);
  const receipt = await app.prisma.receipt.findFirstOrThrow({ where: { clientId: invoice.clientId } });
  const body = { amount: '30.00', reason: 'Shorter.', fromInvoiceId: invoice.id };
  await as.STAFF.post(`/api/billing/payments/${receipt.id}/refunds`, body).expect(201);
  // Made, and then the look at it is refused; the next look too.
  cards.plan.push('right', 400);
  expect(await sendRefunds(job())).toBe(0);
  later(2);
  cards.plan.push(404);
  expect(await sendRefunds(job())).toBe(0);
  later(10);
  expect(await sendRefunds(job())).toBe(1);
  expect(cards.asked).toEqual(['3000']);
  expect(await app.prisma.cardRefund.findMany({ where: { cardPayment: { invoiceId: BigInt(invoice.id) } } })).toMatchObject([
    { status: 'DONE' },
  ]);
});
