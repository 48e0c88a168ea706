/** Payment plans: instalments to the cent, what of them is paid by the ledger, when a plan is kept or broken, and reminders once each. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { forgetHabits } from '../../../src/access/practice-zone.js';
import { turnDay } from '../../../src/billing/day/day.service.js';
import { seeToPlans } from '../../../src/billing/plans/reminding.service.js';
import { sendOutbox } from '../../../src/messages/outbox/outbox.service.js';
import { settleChannels } from '../../../src/mail/channels.service.js';
import { withApp } from '../../support/app.js';
import { aCaregiver, aClient, anInsurance } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { type CardServer, cardServer, eventOf, SECRET_KEY, tell, WEBHOOK_SECRET } from '../../support/card-server.js';
import { mailServer, type MailServer } from '../../support/mail-server.js';
import { bodiesOf } from '../../support/messages.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const START = new Date('2026-01-31T15:00:00Z');
let now = START;
const app = withApp({ now: () => now, config: { publicUrl: 'https://crm.practice.example' } });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
let cards: CardServer;
let mail: MailServer;
const { aService, aSent, pay, read } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  [cards, mail] = await Promise.all([cardServer(), mailServer()]);
  await app.prisma.practice.updateMany({ data: { timezone: 'America/Toronto' } });
  forgetHabits(ctxOfSystem(app.deps, 'job'));
}, 60_000);
afterAll(() => Promise.all([cards.close(), mail.close()]));
beforeEach(async () => {
  now = START;
  app.deps.config.stripe = undefined;
  await app.prisma.outboxMessage.deleteMany();
});
afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
  // The job sees to all plans: those of one test are none of the next one's.
  const data = { status: 'ENDED' as const, endedAt: now, endReason: 'The test is over.' };
  await app.prisma.paymentPlan.updateMany({ where: { status: { not: 'ENDED' } }, data });
});

const PLANS = '/api/billing/payment-plans';
interface Plan {
  id: string;
  status: string;
  total: string;
  settled: string;
  invoices: { invoiceId: string; amount: string; open: string }[];
  instalments: { dueOn: string; amount: string; paid: string }[];
}
const anInvoice = async (clientId: bigint, amount: string): Promise<Invoice> => {
  const { id } = await aSent({ clientId, lines: [{ serviceCodeId: await aService(amount) }] });
  return read(id);
};
const make = (body: object) => as.STAFF.post(PLANS, body);
const made = async (body: object): Promise<Plan> => (await make(body).expect(201)).body as Plan;
const planOf = async (id: string): Promise<Plan> => (await as.STAFF.get(`${PLANS}/${id}`).expect(200)).body as Plan;
const MONTHLY = { count: 3, rhythm: 'MONTH', firstDueOn: '2026-01-31' };
const job = () => ctxOfSystem(app.deps, 'job');
const on = (day: string): void => {
  now = new Date(`${day}T17:00:00Z`);
};

it('is over all that the client owes, the first instalments take the cents that are left, months end when they end', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const [first, second] = [await anInvoice(clientId, '60.00'), await anInvoice(clientId, '40.00')];
  const plan = await made({ clientId: String(clientId), ...MONTHLY, note: 'By phone' });
  expect(plan).toMatchObject({
    status: 'ACTIVE',
    total: '100.00',
    settled: '0.00',
    invoices: [
      { invoiceId: first.id, amount: '60.00' },
      { invoiceId: second.id, amount: '40.00' },
    ],
  });
  expect(plan.instalments.map(({ dueOn, amount }) => [dueOn, amount])).toEqual([
    ['2026-01-31', '33.34'],
    ['2026-02-28', '33.33'],
    ['2026-03-31', '33.33'],
  ]);
  // What is paid pays them in order, whichever invoice it was for.
  await pay(second.id, '40.00').expect(201);
  expect((await planOf(plan.id)).instalments.map(({ paid }) => paid)).toEqual(['33.34', '6.66', '0.00']);
  expect((await planOf(plan.id)).invoices.map(({ amount, open }) => [amount, open])).toEqual([
    ['60.00', '60.00'],
    ['40.00', '0.00'],
  ]);
  await pay(first.id, '60.00').expect(201);
  expect(await planOf(plan.id)).toMatchObject({ status: 'KEPT', settled: '100.00' });
  const { body } = await as.STAFF.get(`${PLANS}?clientId=${clientId}&status=KEPT&invoiceId=${first.id}&count=true`).expect(200);
  expect(body).toMatchObject({ total: 1 });
});

it('says at the field what is wrong with it', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const other = await anInvoice((await aClient(app.prisma)).id, '10.00');
  const id = String(clientId);
  const faultOf = async (body: object, status = 422): Promise<string> => {
    const answer = await make({ clientId: id, ...body }).expect(status);
    const { errors = [] } = answer.body as { errors?: { path: string }[] };
    return [codeOf(answer), ...errors.map(({ path }) => path)].join(' ');
  };
  expect(await faultOf(MONTHLY)).toBe('payment_plan.invoices clientId');
  const invoice = await anInvoice(clientId, '0.02');
  const bigger = await anInvoice(clientId, '50.00');
  expect(await faultOf({ ...MONTHLY, invoiceIds: [invoice.id] })).toBe('payment_plan.instalments count');
  expect(await faultOf({ ...MONTHLY, invoiceIds: [bigger.id, bigger.id] })).toBe('payment_plan.invoices invoiceIds');
  expect(await faultOf({ ...MONTHLY, invoiceIds: [bigger.id, other.id] })).toBe('reference.not_found invoiceIds.1');
  expect(await faultOf({ ...MONTHLY, firstDueOn: '2026-01-30' })).toBe('payment_plan.dates firstDueOn');
  expect(await faultOf({ rhythm: 'WEEK', firstDueOn: '2026-02-01' })).toBe('field.required count');
  expect(await faultOf({ count: 2, firstDueOn: '2026-02-01' })).toBe('field.required rhythm');
  expect(await faultOf({ count: 2, rhythm: 'WEEK' })).toBe('field.required firstDueOn');
  const each = (...instalments: [string, string][]) => ({
    invoiceIds: [bigger.id],
    instalments: instalments.map(([dueOn, amount]) => ({ dueOn, amount })),
  });
  expect(await faultOf(each(['2026-02-01', '20.00'], ['2026-02-02', '29.99']))).toBe('payment_plan.sum instalments');
  expect(await faultOf(each(['2026-02-02', '20.00'], ['2026-02-02', '30.00']))).toBe('payment_plan.dates instalments.1.dueOn');
  expect(await faultOf(each(['2026-02-02', '50.00'], ['2026-02-03', '0.00']))).toBe(
    'payment_plan.instalments instalments.1.amount',
  );
  await make({ clientId: id, ...each(['2026-02-02', '20.00'], ['2026-05-30', '30.00']) }).expect(201);
  expect(await faultOf({ ...MONTHLY, invoiceIds: [bigger.id] }, 409)).toBe('payment_plan.taken');
  await as.THERAPIST.post(PLANS, { clientId: id, ...MONTHLY }).expect(403);
  await as.RECEPTIONIST.post(PLANS, { clientId: id, ...MONTHLY }).expect(403);
});

it('covers what the client owes, and not what an insurer owes; what moves to the client later is owed besides', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const serviceCodeId = await aService('100.00');
  const payers = [{ insuranceId: String(policy.id), percent: '60' }];
  const invoice = await aSent({ clientId, payers, lines: [{ serviceCodeId }] });
  const plan = await made({ clientId: String(clientId), ...MONTHLY, count: 2, invoiceIds: [invoice.id] });
  expect(plan.total).toBe('40.00');
  await pay(invoice.id, '20.00').expect(201);
  expect(await planOf(plan.id)).toMatchObject({ settled: '20.00' });
  await as.STAFF.post(`${at(invoice.id)}/write-off`, { reason: 'Too little.', amount: '20.00' }).expect(200);
  expect((await planOf(plan.id)).settled).toBe('40.00');
});

it('that is paid as agreed is not overdue; broken a week after an instalment was missed, and taken up again once it is paid', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const [one, two] = [await anInvoice(clientId, '60.00'), await anInvoice(clientId, '30.00')];
  on('2026-03-10');
  await turnDay(job());
  expect((await read(one.id)).status).toBe('OVERDUE');
  const plan = await made({ clientId: String(clientId), count: 3, rhythm: 'MONTH', firstDueOn: '2026-03-31' });
  expect([(await read(one.id)).status, (await read(two.id)).status]).toEqual(['SENT', 'SENT']);
  await turnDay(job());
  expect((await read(one.id)).status).toBe('SENT');
  // Made in the evening, when it is the next day in UTC already: from that evening on.
  const other = await anInvoice(clientId, '10.00');
  now = new Date('2026-04-11T01:30:00Z');
  await turnDay(job());
  expect((await read(other.id)).status).toBe('OVERDUE');
  await made({ clientId: String(clientId), count: 1, rhythm: 'MONTH', firstDueOn: '2026-05-31', invoiceIds: [other.id] });
  expect((await read(other.id)).status).toBe('SENT');
  // Half past ten in the evening of the seventh day, in Toronto: it is the eighth in UTC.
  now = new Date('2026-04-08T02:30:00Z');
  await seeToPlans(job());
  expect((await planOf(plan.id)).status).toBe('ACTIVE');
  now = new Date('2026-04-08T04:30:00Z');
  await Promise.all([seeToPlans(job()), seeToPlans(job())]);
  expect((await planOf(plan.id)).status).toBe('BROKEN');
  expect([(await read(one.id)).status, (await read(two.id)).status]).toEqual(['OVERDUE', 'OVERDUE']);
  // Paid on one of its invoices, the other is not overdue any more either.
  const { body } = await pay(one.id, '30.00').expect(201);
  expect([(await planOf(plan.id)).status, (await read(one.id)).status, (await read(two.id)).status]).toEqual([
    'ACTIVE',
    'SENT',
    'SENT',
  ]);
  // It bounces.
  await as.STAFF.post(`/api/billing/payments/${(body as { id: string }).id}/reverse`, { reason: 'Bounced.' }).expect(200);
  expect(await planOf(plan.id)).toMatchObject({ status: 'BROKEN', settled: '0.00' });
  expect((await read(two.id)).status).toBe('OVERDUE');
});

it('that was kept is taken up again when a payment bounces, unless another plan runs by then', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const invoice = await anInvoice(clientId, '60.00');
  const plan = await made({ clientId: String(clientId), ...MONTHLY });
  const payment = (await pay(invoice.id, '60.00').expect(201)).body as { id: string };
  expect((await planOf(plan.id)).status).toBe('KEPT');
  await as.STAFF.post(`/api/billing/payments/${payment.id}/reverse`, { reason: 'Bounced.' }).expect(200);
  expect((await planOf(plan.id)).status).toBe('ACTIVE');
  await as.STAFF.post(`${PLANS}/${plan.id}/end`, { reason: 'Agreed anew.' }).expect(200);
  expect(codeOf(await as.STAFF.post(`${PLANS}/${plan.id}/end`, { reason: 'Again.' }).expect(409))).toBe('payment_plan.over');
  const next = await made({ clientId: String(clientId), ...MONTHLY });
  await pay(invoice.id, '10.00').expect(201);
  expect([(await planOf(plan.id)).status, await planOf(next.id)]).toMatchObject([
    'ENDED',
    { status: 'ACTIVE', settled: '10.00' },
  ]);
});

it('of money that had come before counts what comes after, also where the older payment bounces', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const invoice = await anInvoice(clientId, '90.00');
  const before = (await pay(invoice.id, '30.00').expect(201)).body as { id: string };
  const plan = await made({ clientId: String(clientId), ...MONTHLY });
  expect(plan.total).toBe('60.00');
  await as.STAFF.post(`/api/billing/payments/${before.id}/reverse`, { reason: 'Bounced.' }).expect(200);
  await pay(invoice.id, '20.00').expect(201);
  expect(await planOf(plan.id)).toMatchObject({ settled: '20.00', status: 'ACTIVE' });
});

it('is made once by those who make it at the same time, and counts payments that come meanwhile', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const invoice = await anInvoice(clientId, '90.00');
  const body = { clientId: String(clientId), ...MONTHLY };
  const answers = await Promise.all([make(body), make(body), make(body), pay(invoice.id, '15.00'), pay(invoice.id, '15.00')]);
  expect(
    answers
      .slice(0, 3)
      .map(({ status }) => status)
      .sort(),
  ).toEqual([201, expect.any(Number), expect.any(Number)]);
  expect(await app.prisma.paymentPlan.count({ where: { clientId } })).toBe(1);
  const [row] = await app.prisma.paymentPlan.findMany({ where: { clientId } });
  const plan = await planOf(String(row?.id));
  expect(Number(plan.total) - Number(plan.settled)).toBe(60);
});

it('is held by the database: its sums, its days, one plan an invoice, and nothing of it is changed', async () => {
  const { id: clientId } = await aClient(app.prisma);
  await anInvoice(clientId, '60.00');
  const plan = await made({ clientId: String(clientId), ...MONTHLY });
  const id = BigInt(plan.id);
  await expect(app.prisma.paymentPlan.update({ where: { id }, data: { total: '1.00' } })).rejects.toThrow();
  await expect(
    app.prisma.paymentPlanInstalment.updateMany({ where: { planId: id }, data: { amount: '1.00' } }),
  ).rejects.toThrow();
  await expect(app.prisma.paymentPlanInstalment.deleteMany({ where: { planId: id } })).rejects.toThrow();
  const more = { planId: id, position: 4, dueOn: new Date('2026-12-31'), amount: '1.00' };
  await expect(app.prisma.paymentPlanInstalment.create({ data: more })).rejects.toThrow();
  const changed = await as.STAFF.put(`${PLANS}/${plan.id}`, { note: 'Another' }).expect(200);
  expect(changed.body).toMatchObject({ note: 'Another' });
});

describe('reminders of instalments', () => {
  const rows = () => app.prisma.outboxMessage.findMany({ where: { kind: 'INSTALMENT' }, orderBy: { id: 'asc' } });

  it('go out three days before and after, once each, to who may pay, and not for what is paid', async () => {
    const { id: clientId } = await aClient(app.prisma, { email: null });
    const invoice = await anInvoice(clientId, '60.00');
    await made({ clientId: String(clientId), count: 2, rhythm: 'MONTH', firstDueOn: '2026-03-08' });
    on('2026-03-06');
    expect(await seeToPlans(job())).toBe(0);
    // Somebody who may not pay, one whose consent is over, and one who may.
    await aCaregiver(app.prisma, { clientId, email: 'no@family.example', mayPay: false });
    await aCaregiver(app.prisma, {
      clientId,
      email: 'over@family.example',
      mayPay: true,
      consentExpiresOn: new Date('2026-03-05'),
    });
    await aCaregiver(app.prisma, {
      clientId,
      email: 'pays@family.example',
      mayPay: true,
      firstName: 'Zoé',
      preferredLanguage: 'FR',
    });
    await Promise.all([seeToPlans(job()), seeToPlans(job()), seeToPlans(job())]);
    expect(await rows()).toMatchObject([{ address: 'pays@family.example', language: 'FR', clientId }]);
    const [row] = await rows();
    const [said] = await bodiesOf(app, row ? [row] : []);
    expect(said).toMatch(/Bonjour Zoé/);
    expect(said).toMatch(/30,00/);
    expect(said).not.toMatch(/carte|link/);
    expect(await seeToPlans(job())).toBe(0);
    // The night in which the clocks change is no day more or less: three days after is the eleventh in Toronto.
    now = new Date('2026-03-11T03:30:00Z');
    expect(await seeToPlans(job())).toBe(0);
    now = new Date('2026-03-11T04:30:00Z');
    expect(await seeToPlans(job())).toBe(1);
    expect((await rows()).at(-1)?.subject).toContain('était due');
    await pay(invoice.id, '60.00').expect(201);
    on('2026-04-06');
    expect(await seeToPlans(job())).toBe(0);
  });

  it('have a link to what is due of the plan, over several invoices', async () => {
    app.deps.config.stripe = { secretKey: SECRET_KEY, webhookSecrets: [WEBHOOK_SECRET], url: cards.url };
    const { id: clientId } = await aClient(app.prisma, { email: 'both@family.example' });
    const [one, two] = [await anInvoice(clientId, '30.00'), await anInvoice(clientId, '70.00')];
    const plan = await made({ clientId: String(clientId), count: 2, rhythm: 'MONTH', firstDueOn: '2026-02-28' });
    on('2026-02-27');
    expect(await seeToPlans(job())).toBe(1);
    const withMail = { ...app.deps, config: { ...app.deps.config, smtpUrl: mail.url } };
    await app.prisma.outboxMessage.updateMany({ where: { status: 'KEPT' }, data: { status: 'QUEUED' } });
    await settleChannels(withMail);
    expect(await sendOutbox(ctxOfSystem(withMail, 'job'))).toBe(1);
    const path = /https:\/\/crm\.practice\.example(\/pay\/[\w-]{43})/.exec(mail.taken.at(-1)?.text ?? '')?.[1] ?? '';
    expect((await app.request.get(path).expect(200)).text).toContain('50.00');
    await app.request.post(path).expect(303);
    const session = cards.sessions.at(-1);
    if (!session) throw new Error('No session was made.');
    expect(session.amount_total).toBe(5000);
    cards.pay(session);
    await tell(app.baseUrl, eventOf('checkout.session.completed', { id: session.id }), { at: now }).expect(204);
    expect([(await read(one.id)).balance, (await read(two.id)).balance]).toEqual(['0.00', '50.00']);
    expect((await app.request.get(path).expect(200)).text).toContain('Nothing is open any more.');
    await as.STAFF.post(`${PLANS}/${plan.id}/end`, { reason: 'Agreed anew.' }).expect(200);
    await app.request.get(path).expect(404);
  });
});
