/** What the mails of billing ask of their reader: their own part that is open and its day, not what others owe; what is settled is said to be. */
import { withApp } from '../../support/app.js';
import { bodiesOf } from '../../support/messages.js';
import { aCaregiver, aClient, anInsurance } from '../../support/builders.js';
import { at, billing, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const NOW = new Date('2026-03-02T15:00:00Z');
const app = withApp({ now: () => NOW });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, pay } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await as.ADMIN.put('/api/practice', { country: 'CA', currency: 'CAD', locale: 'en-CA', timezone: 'UTC' }).expect(200);
}, 60_000);
afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

/** The mail that this writes. */
async function mailOf(path: string, body: object = {}): Promise<string> {
  await app.prisma.outboxMessage.deleteMany();
  await as.STAFF.post(path, body).expect(200);
  const [said = ''] = await bodiesOf(app, await app.prisma.outboxMessage.findMany());
  return said.replace(/[\u00a0\u202f]/g, ' ');
}
const LANGUAGES = ['EN', 'FR', 'ES'] as const;
async function inAll(path: string): Promise<string[]> {
  const said: string[] = [];
  for (const lang of LANGUAGES) said.push(await mailOf(path, { lang }));
  return said;
}

/** 896.00, of which a policy owes 716.80. */
async function shared(): Promise<{ clientId: bigint; invoice: Invoice; insuranceId: string }> {
  const { id: clientId } = await aClient(app.prisma, { email: 'family@family.example' });
  const { id: insuranceId } = await anInsurance(app.prisma, { clientId });
  const payers = [{ insuranceId: String(insuranceId), percent: '80' }];
  const line = { serviceCodeId: await aService('896.00') };
  return { clientId, insuranceId: String(insuranceId), invoice: await aSent({ clientId, lines: [line], payers }) };
}

it('of an invoice that a policy shares the client is asked for their part and its day, then for nothing', async () => {
  const { invoice, insuranceId, clientId } = await shared();
  const path = `${at(invoice.id)}/email`;
  expect(await inAll(path)).toEqual([
    expect.stringContaining('for $896.00.\nTo be paid by you: $179.20, due on Apr 1, 2026.'),
    expect.stringContaining('d’un total de 896,00 $.\nÀ régler par vous : 179,20 $, au plus tard le 1er avr. 2026.'),
    expect.stringMatching(/por un total de 896[.,]00.*\.\nA pagar por usted: .*179[.,]20.*, con vencimiento el 1 abr 2026\./),
  ]);
  await pay(invoice.id, '100.00').expect(201);
  expect(await mailOf(path)).toContain('To be paid by you: $79.20, due on Apr 1, 2026.');
  await pay(invoice.id, '79.20').expect(201);
  const covered = await inAll(path);
  expect(covered).toEqual([
    expect.stringContaining('Nothing of it is to be paid by you: what is open is asked of others.'),
    expect.stringContaining('Vous n’avez rien à régler'),
    expect.stringContaining('Usted no tiene nada que pagar'),
  ]);
  const insurers = { invoiceId: invoice.id, amount: '716.80', paymentMethod: 'INSURANCE', insuranceId };
  await as.STAFF.post('/api/billing/payments', { ...insurers, clientId: String(clientId) }).expect(201);
  const settled = await inAll(path);
  expect(settled).toEqual([
    expect.stringContaining('It is settled: nothing is left to pay.'),
    expect.stringContaining('Elle est réglée : il ne reste rien à payer.'),
    expect.stringContaining('Está liquidada: no queda nada por pagar.'),
  ]);
  for (const said of [...covered, ...settled]) expect(said).not.toMatch(/due on|échéance|vencimiento|179|\{/);
});

it('of an invoice on a plan the next instalment is named', async () => {
  const { id: clientId } = await aClient(app.prisma, { email: 'plan@family.example' });
  const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }] });
  const plan = { clientId: String(clientId), count: 4, rhythm: 'MONTH', firstDueOn: '2026-03-15' };
  await as.STAFF.post('/api/billing/payment-plans', plan).expect(201);
  await pay(invoice.id, '30.00').expect(201);
  const [en, fr, es] = await inAll(`${at(invoice.id)}/email`);
  expect(en).toContain('To be paid by you: $70.00, by our payment plan. Its next instalment of $20.00 is due on Apr 15, 2026.');
  expect(fr).toContain('selon notre entente de paiement. Sa prochaine échéance, de 20,00 $, est due le 15 avr. 2026.');
  expect(es).toContain('según nuestro plan de pagos. Su próximo plazo, de');
});

it('thanks go to who paid; whoever else gets the receipt reads who did', async () => {
  const { invoice, insuranceId, clientId } = await shared();
  const payment = async (amount: string, more: object = {}): Promise<string> => {
    const body = { invoiceId: invoice.id, clientId: String(clientId), amount, paymentMethod: 'CHECK', ...more };
    return ((await as.STAFF.post('/api/billing/payments', body).expect(201)).body as { id: string }).id;
  };
  const caregiver = await aCaregiver(app.prisma, {
    clientId,
    firstName: 'Robin',
    lastName: 'Payer',
    email: 'robin@family.example',
    mayPay: true,
  });
  const own = await payment('10.00');
  expect(await mailOf(`/api/billing/receipts/${own}/email`)).toContain('thank you for your payment of $10.00');
  const insurers = await payment('20.00', { insuranceId });
  const said = await inAll(`/api/billing/receipts/${insurers}/email`);
  const { name } = await app.prisma.insuranceProvider.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(said).toEqual([
    expect.stringContaining(`: ${name} paid $20.00 on Mar 2, 2026.`),
    expect.stringContaining(` : ${name} a payé 20,00 $ le 2 mars 2026.`),
    expect.stringContaining(`: ${name} pagó `),
  ]);
  const robins = await payment('5.00', { caregiverId: String(caregiver.id) });
  const path = `/api/billing/receipts/${robins}/email`;
  expect(await mailOf(path)).toContain('Robin Payer paid $5.00');
  expect(await mailOf(path, { caregiverId: String(caregiver.id) })).toContain('thank you for your payment of $5.00');
});

it('a statement says what is to be paid, what is in the client’s favour, or that nothing is left', async () => {
  const { invoice, clientId } = await shared();
  const path = `/api/clients/${clientId}/statement/email`;
  expect(await mailOf(path, { lang: 'EN' })).toContain('To be paid on Mar 2, 2026: $179.20.');
  const plan = { clientId: String(clientId), count: 2, rhythm: 'MONTH', firstDueOn: '2026-03-02' };
  const { id: planId } = (await as.STAFF.post('/api/billing/payment-plans', plan).expect(201)).body as { id: string };
  expect(await inAll(path)).toEqual([
    expect.stringContaining('To be paid by Mar 2, 2026: $89.60. By our payment plan $89.60 is due later.'),
    expect.stringMatching(
      /À régler au 2 mars 2026 : 89,60 \$\. Selon notre entente de paiement, 89,60 \$ sont à régler plus tard\./,
    ),
    expect.stringMatching(/A pagar hasta el 2 mar 2026: .*89[.,]60.*Según nuestro plan de pagos, .*89[.,]60.* más adelante\./),
  ]);
  await as.STAFF.post(`/api/billing/payment-plans/${planId}/end`, { reason: 'Pays at once.' }).expect(200);
  await pay(invoice.id, '179.20').expect(201);
  expect(await inAll(path)).toEqual([
    expect.stringContaining('On Mar 2, 2026 nothing is left to pay.'),
    expect.stringContaining('il ne reste rien à payer'),
    expect.stringContaining('no queda nada por pagar'),
  ]);
  const deposit = { clientId: String(clientId), amount: '50.00', paymentMethod: 'CASH' };
  await as.STAFF.post('/api/billing/payments', deposit).expect(201);
  expect(await inAll(path)).toEqual([
    expect.stringContaining('In your favour on Mar 2, 2026: $50.00.'),
    expect.stringContaining('En votre faveur au 2 mars 2026 : 50,00 $.'),
    expect.stringMatching(/A su favor al 2 mar 2026: .*50[.,]00/),
  ]);
});
