/** A payment that was recorded wrongly: reversed and recorded anew, both or neither; after everything the books are clean. */
import { withApp } from '../../support/app.js';
import { aCaregiver, aClient, anInsurance } from '../../support/builders.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

interface Payment {
  id: string;
  number: string;
  amount: string;
  onAccount: string;
  allocations: { invoiceId: string; amount: string; reversed: boolean }[];
  reversedAt: string | null;
}

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, read, pay, account } = billing(app, () => as.STAFF);
const rebook = (id: string, body: object, who = as.STAFF) => who.post(`/api/billing/payments/${id}/rebook`, body);
const paymentIn = (answer: { body: unknown }): Payment => answer.body as Payment;
const paid = async (id: string): Promise<Payment> => paymentIn(await as.STAFF.get(`/api/billing/payments/${id}`).expect(200));

let serviceCodeId: string;
beforeAll(async () => {
  as = await oneOfEachRole(app);
  serviceCodeId = await aService('100.00');
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

it('an amount that was typed wrongly is another receipt; the first stays, with the reason', async () => {
  const invoice = await aSent({ lines: [{ serviceCodeId }] });
  const wrong = paymentIn(await pay(invoice.id, '90.00', { referenceNumber: "Müller & O'Hara" }).expect(201));
  const answer = await rebook(wrong.id, { amount: '60.00', reason: 'Typed wrongly.' }).expect(201);
  const right = paymentIn(answer);
  expect((answer.headers as Record<string, string>).location).toBe(`/api/billing/payments/${right.id}`);
  expect(right).toMatchObject({
    amount: '60.00',
    onAccount: '0.00',
    reversedAt: null,
    referenceNumber: "Müller & O'Hara",
    allocations: [{ invoiceId: invoice.id, amount: '60.00', reversed: false }],
  });
  expect(right.number).not.toBe(wrong.number);
  expect(await paid(wrong.id)).toMatchObject({
    amount: '90.00',
    reversalReason: 'Typed wrongly.',
    allocations: [{ reversed: true }],
  });
  expect(await read(invoice.id)).toMatchObject({ balance: '40.00', status: 'SENT' });
  expect(codeOf(await rebook(wrong.id, { amount: '50.00', reason: 'Again.' }).expect(409))).toBe('payment.reversed');
});

it('more than was recorded pays what is open, and the rest needs a word', async () => {
  const invoice = await aSent({ lines: [{ serviceCodeId }] });
  const { id } = paymentIn(await pay(invoice.id, '40.00').expect(201));
  expect(codeOf(await rebook(id, { amount: '130.00', reason: 'More.' }).expect(409))).toBe('payment.over');
  // Neither of the two was done.
  expect(await paid(id)).toMatchObject({ reversedAt: null });
  expect(await read(invoice.id)).toMatchObject({ balance: '60.00' });
  const right = paymentIn(await rebook(id, { amount: '130.00', reason: 'More.', onAccount: true }).expect(201));
  expect(right).toMatchObject({ onAccount: '30.00', allocations: [{ amount: '100.00' }] });
  expect(await read(invoice.id)).toMatchObject({ status: 'PAID', balance: '0.00' });
});

it('invoices get what they had, also of what was used from account, and who paid stays', async () => {
  const client = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId: client.id });
  const one = await aSent({
    clientId: client.id,
    fundingSource: 'INSURANCE',
    insuranceId: String(policy.id),
    lines: [{ serviceCodeId }],
  });
  const { id } = paymentIn(await pay(one.id, '150.00', { paymentMethod: 'INSURANCE', onAccount: true }).expect(201));
  const two = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
  // The insurer's money pays the client's invoice: somebody says so.
  const used = { invoiceId: two.id, amount: '50.00' };
  await as.STAFF.post(`/api/clients/${client.id}/account/use-credit`, used).expect(200);
  const right = await rebook(id, { amount: '120.00', paymentDate: '2026-03-05', reason: 'Their letter.' }).expect(201);
  expect(right.body).toMatchObject({
    insuranceId: String(policy.id),
    paymentDate: '2026-03-05',
    allocations: [
      { invoiceId: one.id, amount: '100.00' },
      { invoiceId: two.id, amount: '20.00' },
    ],
  });
  expect(await account(client.id)).toMatchObject({ open: '80.00', credit: '0.00' });
});

it('another way of payment, by the caregiver who paid, changes no sum', async () => {
  const client = await aClient(app.prisma);
  const caregiver = await aCaregiver(app.prisma, { clientId: client.id });
  const invoice = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
  const { id } = paymentIn(await pay(invoice.id, '100.00', { caregiverId: String(caregiver.id) }).expect(201));
  const right = await rebook(id, { paymentMethod: 'CHECK', reason: 'It was a cheque.' }).expect(201);
  expect(right.body).toMatchObject({ paymentMethod: 'CHECK', caregiverId: String(caregiver.id), amount: '100.00' });
  expect(await read(invoice.id)).toMatchObject({ status: 'PAID' });
});

it('is refused where nothing is another, without a reason, of less than a cent, and where money was given back', async () => {
  const invoice = await aSent({ lines: [{ serviceCodeId }] });
  const { id } = paymentIn(await pay(invoice.id, '100.00').expect(201));
  expect(codeOf(await rebook(id, { amount: '100.00', reason: 'Same.' }).expect(422))).toBe('payment.same');
  expect(codeOf(await rebook(id, { amount: '0.00', reason: 'None.' }).expect(422))).toBe('payment.amount');
  await rebook(id, { amount: '90.00' }).expect(400);
  await rebook('999999999', { amount: '90.00', reason: 'Whose?' }).expect(404);
  await as.STAFF.post(`/api/billing/payments/${id}/refunds`, {
    amount: '10.00',
    reason: 'Too much.',
    fromInvoiceId: invoice.id,
  }).expect(201);
  expect(codeOf(await rebook(id, { amount: '90.00', reason: 'Late.' }).expect(409))).toBe('payment.refunded');
});

it('is for those who may change billing, and done once by those who come at once', async () => {
  const invoice = await aSent({ lines: [{ serviceCodeId }] });
  const { id } = paymentIn(await pay(invoice.id, '90.00').expect(201));
  await rebook(id, { amount: '80.00', reason: 'No.' }, as.RECEPTIONIST).expect(403);
  await rebook(id, { amount: '80.00', reason: 'No.' }, as.THERAPIST).expect(403);
  const answers = await Promise.all(['70.00', '71.00', '72.00'].map((amount) => rebook(id, { amount, reason: 'At once.' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect((await read(invoice.id)).payments.filter(({ reversedAt }) => reversedAt === null)).toHaveLength(1);
});
