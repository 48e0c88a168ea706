/** Payments by card: the link, the page, the processor's word, and that money is recorded once. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { lookAtOpen } from '../../../src/billing/cards/card-payments.service.js';
import { settleChannels } from '../../../src/mail/channels.service.js';
import { sendOutbox } from '../../../src/messages/outbox/outbox.service.js';
import { withApp } from '../../support/app.js';
import { aClient, aFunding, aLearner } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { type CardServer, cardServer, eventOf, SECRET_KEY, tell, WEBHOOK_SECRET } from '../../support/card-server.js';
import { mailServer, type MailServer } from '../../support/mail-server.js';
import { bodiesOf } from '../../support/messages.js';
import { logDestination } from '../../support/server-log.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

let now = new Date('2026-03-02T15:00:00Z');
const app = withApp({ now: () => now, config: { publicUrl: 'https://crm.practice.example' } });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
let cards: CardServer;
let mail: MailServer;
const withMail = () => ({ ...app.deps, config: { ...app.deps.config, smtpUrl: mail.url } });
const { aService, aDraft, aSent, pay, read, account } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  [cards, mail] = await Promise.all([cardServer(), mailServer()]);
  app.deps.config.stripe = { secretKey: SECRET_KEY, webhookSecrets: ['whsec_old', WEBHOOK_SECRET], url: cards.url };
}, 60_000);
afterAll(() => Promise.all([cards.close(), mail.close()]));
beforeEach(async () => {
  now = new Date('2026-03-02T15:00:00Z');
  cards.plan.length = 0;
  await app.prisma.rateLimit.deleteMany();
});
afterEach(async () => expect(await faultsOfBooks(as.ADMIN)).toEqual([]));

const anInvoice = async (amount = '80.00', more: object = {}): Promise<Invoice & { clientId: bigint }> => {
  const { id: clientId } = await aClient(app.prisma, { firstName: 'Secretname' });
  return { ...(await aSent({ clientId, lines: [{ serviceCodeId: await aService(amount) }], ...more })), clientId };
};
/** The path of a new link to an invoice. */
const linkTo = async (invoiceId: string, body: object = {}): Promise<string> => {
  const made = await as.STAFF.post(`${at(invoiceId)}/pay-link`, body).expect(201);
  return new URL((made.body as { url: string }).url).pathname;
};
const press = (path: string) => app.request.post(path);
/** Presses the button and gives what the processor made. */
async function begun(path: string) {
  await press(path).expect(303).expect('Location', `${cards.url}/c/pay`);
  const session = cards.sessions.at(-1);
  if (!session) throw new Error('No session was made.');
  return session;
}
const told = (event: object, options = {}) => tell(app.baseUrl, event, { at: now, ...options });
const receiptsOf = (clientId: bigint) => app.prisma.receipt.findMany({ where: { clientId }, orderBy: { id: 'asc' } });
const news = async (): Promise<string[]> =>
  (await app.prisma.notification.findMany({ where: { kind: 'CARD_PAYMENT', userId: as.STAFF.user.id } })).map(
    ({ title }) => title,
  );
const job = () => ctxOfSystem(app.deps, 'job');
const later = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};

describe('a pay link', () => {
  it('is told once, kept as a digest, and leads to a page without a word of whom and what it is for', async () => {
    const { id: clientId } = await aClient(app.prisma, { firstName: 'Secretname', preferredLanguage: 'FR' });
    const learner = await aLearner(app.prisma, { clientId, firstName: 'Hiddenchild' });
    const line = {
      serviceCodeId: await aService('80.00'),
      learnerId: String(learner.id),
      description: 'Speechwords',
      diagnosisCodes: ['F80.2'],
    };
    const invoice = await aSent({ clientId, lines: [line] });
    const { body } = await as.RECEPTIONIST.post(`${at(invoice.id)}/pay-link`, {}).expect(201);
    const { url, amount } = body as { url: string; amount: string };
    expect([url, amount]).toEqual([expect.stringMatching(/^https:\/\/crm\.practice\.example\/pay\/[\w-]{43}$/), '80.00']);
    const { pathname } = new URL(url);
    const rows = await app.prisma.payLink.findMany({ where: { clientId } });
    expect(JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      pathname.slice(5),
    );
    const page = await app.request.get(pathname).expect(200);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(page.text).toContain(`Facture <span class="number">${invoice.invoiceNumber}</span>`);
    expect(page.text).toMatch(/80[.,]00/);
    expect(page.text).not.toMatch(/Secretname|Hiddenchild|Speechwords|F80/);
    expect((await app.request.get(`${pathname}?lang=ES`).expect(200)).text).toContain('Pagar con tarjeta');
    const session = await begun(pathname);
    // Nor does the processor learn more.
    expect(JSON.stringify(session.fields)).not.toMatch(/Secretname|Hiddenchild|Speechwords|F80/);
    expect(session.fields['line_items[0][price_data][product_data][name]']).toBe(`Facture ${invoice.invoiceNumber}`);
    expect(session.fields).toMatchObject({ locale: 'fr', mode: 'payment' });
  });

  it('is for those who take payments, of an invoice that is open, and on which the client owes something', async () => {
    const invoice = await anInvoice();
    await as.THERAPIST.post(`${at(invoice.id)}/pay-link`, {}).expect(403);
    await as.STAFF.post(`${at('999999')}/pay-link`, {}).expect(404);
    expect(codeOf(await as.STAFF.post(`${at(invoice.id)}/pay-link`, { amount: '80.01' }).expect(409))).toBe('payment.over');
    await as.STAFF.post(`${at(invoice.id)}/pay-link`, { amount: '0.00' }).expect(422);
    const draft = await aDraft({ lines: [{ serviceCodeId: await aService('10.00') }] });
    expect(codeOf(await as.STAFF.post(`${at(draft.id)}/pay-link`, {}).expect(409))).toBe('invoice.draft');
    await pay(invoice.id, '80.00').expect(201);
    expect(codeOf(await as.STAFF.post(`${at(invoice.id)}/pay-link`, {}).expect(409))).toBe('invoice.settled');
    const { id: clientId } = await aClient(app.prisma);
    const fundingId = String((await aFunding(app.prisma, { clientId })).id);
    const funded = await aSent({
      clientId,
      fundingSource: 'GRANT',
      fundingId,
      lines: [{ serviceCodeId: await aService('10.00') }],
    });
    expect(codeOf(await as.STAFF.post(`${at(funded.id)}/pay-link`, {}).expect(409))).toBe('invoice.settled');
  });

  it('that is over, revoked, or none, leads nowhere, and guesses are counted', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id);
    const [link] = await app.prisma.payLink.findMany({ where: { invoiceId: BigInt(invoice.id) } });
    const other = await linkTo(invoice.id);
    await app.prisma.payLink.updateMany({ where: { id: link?.id }, data: { revokedAt: now } });
    await app.request.get(path).expect(404);
    await press(path).expect(404);
    later(60 * 24 * 60 + 1);
    await app.request.get(other).expect(404);
    const page = await app.request.get('/pay/nothing').set('Accept-Language', 'es-MX').expect(404);
    expect(page.text).toContain('Este enlace no lleva');
    for (let n = 0; n < 50; n++) await app.request.get(`/pay/guess${n}`);
    await app.request.get('/pay/one-more').expect(429);
  }, 30_000);

  it('is in no log', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id);
    const lines: string[] = [];
    const write = logDestination.write.bind(logDestination);
    logDestination.write = (line: string) => void lines.push(line);
    try {
      cards.plan.push(500, 500, 500);
      await press(path).expect(503);
    } finally {
      logDestination.write = write;
    }
    expect(lines.join('')).toContain('the processor of cards made no page');
    expect(lines.join('')).not.toContain(path.slice(5));
  });

  it('goes with the invoice’s mail, once, and stands in no row of the outbox in clear', async () => {
    const { id: clientId } = await aClient(app.prisma, { email: 'pays@family.example', preferredLanguage: 'ES' });
    const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService('80.00') }] });
    await settleChannels(withMail());
    await Promise.all([1, 2, 3].map(() => as.STAFF.post(`${at(invoice.id)}/email`, {}).expect(200)));
    expect(await app.prisma.payLink.count({ where: { clientId } })).toBe(1);
    const [row] = await app.prisma.outboxMessage.findMany({ where: { clientId } });
    const said = async (message: typeof row) => (await bodiesOf(app, message ? [message] : []))[0];
    expect(await said(row)).toContain('Pagar con tarjeta: {link}');
    expect(await sendOutbox(ctxOfSystem(withMail(), 'job'))).toBe(1);
    const path = /https:\/\/crm\.practice\.example(\/pay\/[\w-]{43})/.exec(mail.taken.at(-1)?.text ?? '')?.[1] ?? '';
    expect(row?.secret).not.toContain(path.slice(5));
    expect((await app.request.get(path).expect(200)).text).toContain(
      `Factura <span class="number">${invoice.invoiceNumber}</span>`,
    );
    // Paid, it goes without: there is nothing to ask for.
    await pay(invoice.id, '80.00').expect(201);
    later(2);
    await as.STAFF.post(`${at(invoice.id)}/email`, {}).expect(200);
    const [, second] = await app.prisma.outboxMessage.findMany({ where: { clientId }, orderBy: { id: 'asc' } });
    expect(await said(second)).toMatch(/./);
    expect(await said(second)).not.toMatch(/link|tarjeta/);
  });

  it('does nothing where no cards are set up', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id);
    const { stripe } = app.deps.config;
    app.deps.config.stripe = undefined;
    try {
      expect(codeOf(await as.STAFF.post(`${at(invoice.id)}/pay-link`, {}).expect(409))).toBe('card.off');
      await app.request.get(path).expect(404);
      expect(codeOf(await told(eventOf('checkout.session.completed', { id: 'cs_1' })).expect(409))).toBe('card.off');
    } finally {
      app.deps.config.stripe = stripe;
    }
  });
});

describe('a payment by card', () => {
  it('is recorded with its reference once it is told of, and the same event twenty times at once is one payment', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id);
    const session = cards.pay(await begun(path));
    const event = eventOf('checkout.session.completed', { id: session.id, object: 'checkout.session' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => told(event)));
    expect(answers.every(({ status }) => status === 204 || status === 503)).toBe(true);
    await told(event).expect(204);
    await told(eventOf('checkout.session.async_payment_succeeded', { id: session.id })).expect(204);
    const receipts = await receiptsOf(invoice.clientId);
    expect(receipts).toMatchObject([
      { referenceNumber: session.payment_intent, paymentMethod: 'CREDIT_CARD', party: 'CLIENT', createdBy: null },
    ]);
    expect(await read(invoice.id)).toMatchObject({ status: 'PAID', balance: '0.00' });
    const { body } = await as.STAFF.get(`/api/billing/card-payments?invoiceId=${invoice.id}`).expect(200);
    expect((body as { items: object[] }).items).toMatchObject([
      { status: 'PAID', amount: '80.00', receiptId: String(receipts[0]?.id) },
    ]);
    expect((await app.request.get(`${path}?lang=EN`).expect(200)).text).toContain('Nothing is open any more.');
    // Nobody is led to pay again.
    await press(path).expect(303).expect('Location', '?lang=EN');
  });

  it('pressed twice is one page; another amount makes a new one and ends the old', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id);
    const before = cards.sessions.length;
    await Promise.all([press(path), press(path), press(path)]);
    expect(cards.sessions).toHaveLength(before + 1);
    const first = cards.sessions.at(-1);
    await pay(invoice.id, '30.00').expect(201);
    const second = await begun(path);
    expect([first?.status, second.amount_total]).toEqual(['expired', 5000]);
    // One that ran out gives way, too.
    cards.expire(second);
    const third = await begun(path);
    expect(third.id).not.toBe(second.id);
    const rows = await app.prisma.cardPayment.findMany({ where: { invoiceId: BigInt(invoice.id) }, orderBy: { id: 'asc' } });
    expect(rows.map(({ status }) => status)).toEqual(['EXPIRED', 'EXPIRED', 'OPEN']);
  });

  it('of a stated part pays that part', async () => {
    const invoice = await anInvoice();
    const session = cards.pay(await begun(await linkTo(invoice.id, { amount: '25.50' })));
    await told(eventOf('checkout.session.completed', { id: session.id })).expect(204);
    expect(await read(invoice.id)).toMatchObject({ status: 'SENT', balance: '54.50' });
  });

  it('of what was paid otherwise meanwhile stands on account, and staff are told once', async () => {
    const invoice = await anInvoice();
    const session = cards.pay(await begun(await linkTo(invoice.id)));
    await pay(invoice.id, '60.00').expect(201);
    const event = eventOf('checkout.session.completed', { id: session.id });
    await told(event).expect(204);
    await told(event).expect(204);
    expect(await account(invoice.clientId)).toMatchObject({ open: '0.00', credit: '60.00' });
    expect((await news()).filter((title) => title.includes('on account'))).toHaveLength(1);
  });

  it('that somebody had recorded from the processor’s own list is the same money', async () => {
    const invoice = await anInvoice();
    const session = cards.pay(await begun(await linkTo(invoice.id)));
    const byHand = { referenceNumber: session.payment_intent, paymentMethod: 'CREDIT_CARD' };
    await pay(invoice.id, '80.00', byHand).expect(201);
    await told(eventOf('checkout.session.completed', { id: session.id })).expect(204);
    expect(await receiptsOf(invoice.clientId)).toHaveLength(1);
    // And the other way round it is told.
    const { body } = await as.STAFF.post('/api/billing/payments', {
      clientId: String(invoice.clientId),
      amount: '80.00',
      ...byHand,
    }).expect(201);
    expect((body as { warnings: { code: string }[] }).warnings.map(({ code }) => code)).toEqual(['DUPLICATE_REFERENCE']);
  });

  it('is found by whoever comes back before the processor’s word does, and by the job when its word is lost', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id, { amount: '40.00' });
    const first = await begun(path);
    const [row] = await app.prisma.cardPayment.findMany({ where: { invoiceId: BigInt(invoice.id) } });
    const back = `${path}?lang=EN&paid=${row?.id}`;
    expect(first.fields.success_url).toBe(`https://crm.practice.example${back}`);
    expect((await app.request.get(back).expect(200)).text).toContain('waiting for your bank');
    cards.pay(first);
    expect((await app.request.get(back).expect(200)).text).toContain('Your payment has arrived.');
    expect(await read(invoice.id)).toMatchObject({ balance: '40.00' });
    const second = cards.pay(await begun(await linkTo(invoice.id)));
    expect(await lookAtOpen(job())).toBe(0);
    later(11);
    expect(
      await Promise.all([lookAtOpen(job()), lookAtOpen(job())]).then((counts) => counts.reduce((sum, one) => sum + one)),
    ).toBe(1);
    expect(await read(invoice.id)).toMatchObject({ status: 'PAID' });
    expect((await receiptsOf(invoice.clientId)).map(({ referenceNumber }) => referenceNumber)).toEqual([
      first.payment_intent,
      second.payment_intent,
    ]);
  });

  it('of a session whose answer was lost is the same session', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id);
    const before = cards.sessions.length;
    cards.plan.push('lost', 'lost', 'lost');
    expect((await press(path).expect(503)).text).toContain('That did not work');
    const session = await begun(path);
    expect(cards.sessions).toHaveLength(before + 1);
    // Even where nothing of it was ever heard, its word finds the payment.
    cards.pay(session);
    await app.prisma.$executeRawUnsafe('ALTER TABLE card_payments DISABLE TRIGGER card_payment_is_kept');
    await app.prisma.cardPayment.updateMany({ where: { key: session.client_reference_id }, data: { sessionId: null } });
    await app.prisma.$executeRawUnsafe('ALTER TABLE card_payments ENABLE TRIGGER card_payment_is_kept');
    await told(eventOf('checkout.session.completed', { id: session.id })).expect(204);
    expect(await read(invoice.id)).toMatchObject({ status: 'PAID' });
  }, 20_000);

  it.each(['cut', 'garbage', 'huge', 429, 500, 401] as const)(
    'waits where the processor answers with %s, and is there once it does',
    async (fault) => {
      const invoice = await anInvoice();
      const path = await linkTo(invoice.id);
      cards.plan.push(fault, fault, fault);
      await press(path).expect(503).expect('Retry-After', '60');
      cards.plan.length = 0;
      const session = cards.pay(await begun(path));
      const event = eventOf('checkout.session.completed', { id: session.id });
      cards.plan.push(fault, fault, fault);
      expect(codeOf(await told(event).expect(503))).toBe('card.unavailable');
      cards.plan.length = 0;
      await told(event).expect(204);
      expect(await read(invoice.id)).toMatchObject({ status: 'PAID' });
    },
    20_000,
  );

  it('that the processor refuses is closed, and the next press makes another', async () => {
    const invoice = await anInvoice();
    const path = await linkTo(invoice.id);
    cards.plan.push(400);
    await press(path).expect(503);
    await begun(path);
    const rows = await app.prisma.cardPayment.findMany({ where: { invoiceId: BigInt(invoice.id) }, orderBy: { id: 'asc' } });
    expect(rows.map(({ status }) => status)).toEqual(['FAILED', 'OPEN']);
  });

  it('is not taken from an answer about something else, nor of another amount or currency', async () => {
    const invoice = await anInvoice();
    const session = cards.pay(await begun(await linkTo(invoice.id)));
    const event = eventOf('checkout.session.completed', { id: session.id });
    cards.plan.push('other');
    await told(event).expect(204);
    await told(eventOf('checkout.session.completed', { id: 'cs_of_somebody' })).expect(503);
    expect(await receiptsOf(invoice.clientId)).toEqual([]);
    session.amount_total = 1;
    await told(eventOf('checkout.session.completed', { id: session.id })).expect(204);
    session.amount_total = 8000;
    session.currency = 'jpy';
    await told(eventOf('checkout.session.completed', { id: session.id })).expect(204);
    expect(await receiptsOf(invoice.clientId)).toEqual([]);
    expect((await news()).filter((title) => title.includes('does not fit'))).toHaveLength(1);
  });

  it('that ran out is closed, and what is paid stays paid whatever is told after', async () => {
    const invoice = await anInvoice();
    const session = await begun(await linkTo(invoice.id));
    // Told out of order: what it says is looked up, and not believed.
    await told(eventOf('checkout.session.expired', { id: session.id })).expect(204);
    cards.pay(session);
    await told(eventOf('checkout.session.expired', { id: session.id })).expect(204);
    expect(await read(invoice.id)).toMatchObject({ status: 'PAID' });
    cards.expire(Object.assign(session, { payment_status: 'unpaid' }));
    await told(eventOf('checkout.session.expired', { id: session.id })).expect(204);
    expect(await app.prisma.cardPayment.findFirst({ where: { sessionId: session.id } })).toMatchObject({ status: 'PAID' });
    await expect(app.prisma.cardPayment.deleteMany({ where: { sessionId: session.id } })).rejects.toThrow();
    await expect(
      app.prisma.cardPayment.updateMany({ where: { sessionId: session.id }, data: { amount: '1.00' } }),
    ).rejects.toThrow();
  });
});

describe('an event of the processor', () => {
  const event = eventOf('charge.refunded', { id: 'ch_1', payment_intent: 'pi_unknown' });

  it.each([
    ['by another secret', { secret: 'whsec_other' }],
    ['without a moment', { header: (signed: string) => `v1=${signed}` }],
    ['with an old scheme alone', { header: (signed: string) => `t=${Math.floor(now.getTime() / 1000)},v0=${signed}` }],
    ['with half a signature', { header: (signed: string) => `t=${Math.floor(now.getTime() / 1000)},v1=${signed.slice(0, 32)}` }],
    ['too long ago', { at: new Date('2026-03-02T14:54:59Z') }],
    ['ahead of time', { at: new Date('2026-03-02T15:05:02Z') }],
  ])('signed %s is refused', async (_how, options) => {
    expect(codeOf(await told(event, options).expect(400))).toBe('card_event.signature');
  });

  it('is taken with any of several signatures and secrets, and none of ours is a nothing', async () => {
    const seconds = Math.floor(now.getTime() / 1000);
    await told(event, { header: (signed: string) => `t=${seconds},v1=${'0'.repeat(64)},v1=${signed},v0=${signed}` }).expect(204);
    await told(event, { secret: 'whsec_old' }).expect(204);
    await told(eventOf('customer.created', { id: 'cus_1' })).expect(204);
  });

  it('with another body than was signed is refused, and so is one that is none', async () => {
    await app.request.post('/api/billing/card-events').send(event).expect(400);
    await app.request
      .post('/api/billing/card-events')
      .set('Stripe-Signature', 't=1,v1=a')
      .set('Content-Type', 'application/json')
      .send('[')
      .expect(400);
  });
});
