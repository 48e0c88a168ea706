/** What people complain of elsewhere, each as it should be: cases that no other file of billing tells. */
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, anAppointmentType } from '../../support/builders.js';
import { at, billing } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'STAFF', TokenHolder>;
const { aService, aSent, pay, read, account } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

const movementsOf = (invoiceId: string, kind: 'PAYMENT' | 'TRANSFER'): Promise<number> =>
  app.prisma.ledgerMovement.count({ where: { invoiceId: BigInt(invoiceId), kind } });
const onAccount = async (clientId: bigint, amount: string): Promise<string> => {
  const body = { clientId: String(clientId), amount, paymentMethod: 'CASH', onAccount: true };
  return ((await as.STAFF.post('/api/billing/payments', body).expect(201)).body as { id: string }).id;
};
const use = (clientId: bigint, invoiceId: string) =>
  as.STAFF.post(`/api/clients/${clientId}/account/use-credit`, { invoiceId }).expect(200);

it('30.00 on account pay of an invoice of 50.00 what they are: nothing is left of them, 20.00 are due, by one movement', async () => {
  const { id: clientId } = await aClient(app.prisma);
  await onAccount(clientId, '30.00');
  const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService('50.00') }] });
  await use(clientId, invoice.id);
  expect(await read(invoice.id)).toMatchObject({ balance: '20.00', amountPaid: '30.00', status: 'SENT' });
  expect(await account(clientId)).toMatchObject({ open: '20.00', credit: '0.00' });
  expect(await movementsOf(invoice.id, 'PAYMENT')).toBe(1);
});

it('what is paid by 40.00 of 100.00 and then paid off is paid by 60.00', async () => {
  const invoice = await aSent({ lines: [{ serviceCodeId: await aService('100.00') }] });
  await pay(invoice.id, '40.00').expect(201);
  // Without an amount on the invoice of one's own: what is open, and no more.
  await pay(invoice.id, '100.00').expect(409);
  await pay(invoice.id, (await read(invoice.id)).balance).expect(201);
  const { balance, payments } = (await read(invoice.id)) as unknown as { balance: string; payments: { amount: string }[] };
  expect([balance, payments.map(({ amount }) => amount)]).toEqual(['0.00', ['40.00', '60.00']]);
});

it('a bill of 2,000.00 that a deposit paid and that is given back in cash leaves no deposit behind', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const deposit = await onAccount(clientId, '2000.00');
  const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService('2000.00') }] });
  await use(clientId, invoice.id);
  const refund = { amount: '2000.00', reason: 'Called off', fromInvoiceId: invoice.id, credit: true, paymentMethod: 'CASH' };
  await as.STAFF.post(`/api/billing/payments/${deposit}/refunds`, refund).expect(201);
  expect(await account(clientId)).toMatchObject({ open: '0.00', credit: '0.00' });
  expect(await read(invoice.id)).toMatchObject({ balance: '0.00', status: 'REFUNDED' });
  await as.STAFF.post(`/api/billing/payments/${deposit}/refunds`, { ...refund, amount: '0.01' }).expect(409);
  await as.STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'Again' }).expect(409);
});

it('of three visits that were planned the one that took place is billed', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(await aService('80.00')) });
  for (const [day, status] of [
    ['02', 'COMPLETED'],
    ['09', 'SCHEDULED'],
    ['16', 'SCHEDULED'],
  ] as const)
    await anAppointment(app.prisma, {
      clientId,
      status,
      appointmentTypeId: type.id,
      startTime: new Date(`2026-03-${day}T15:00:00Z`),
      endTime: new Date(`2026-03-${day}T16:00:00Z`),
    });
  const days = { clientId: String(clientId), from: '2026-03-01', to: '2026-03-31' };
  const { body } = await as.STAFF.post('/api/billing/visits/preview', days).expect(200);
  expect(body).toMatchObject({ totalAmount: '80.00' });
  await as.STAFF.post('/api/billing/visits/invoice', days).expect(201);
  await as.STAFF.post('/api/billing/visits/invoice', days).expect(422);
});
