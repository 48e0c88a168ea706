/** Several payers of one bill: as a rule of the client's or named with an invoice, to the cent, each with a clock of their own. */
import { withApp } from '../../support/app.js';
import { aClient, aFunding, anAppointment, anAppointmentType, anInsurance } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, aSent, read, pay, account } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const rule = (clientId: bigint, more: object) =>
  as.STAFF.post('/api/billing/client-payers', { clientId: String(clientId), ...more });
const owing = async (id: string) =>
  (await read(id)).shares.filter(({ open }) => open !== '0.00').map(({ party, open }) => `${party} ${open}`);

it('a policy pays 80 per cent of what visits cost, is claimed of that, and the client owes the rest', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  await rule(clientId, { insuranceId: String(policy.id), percent: '80' }).expect(201);
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(await aService('66.66')) });
  for (const day of [2, 9, 16]) {
    const startTime = new Date(Date.UTC(2026, 2, day, 15));
    await anAppointment(app.prisma, { clientId, appointmentTypeId: type.id, status: 'COMPLETED', startTime });
  }
  const days = { clientId: String(clientId), from: '2026-03-01', to: '2026-03-31' };
  const { body } = await as.STAFF.post('/api/billing/visits/invoice', days).expect(201);
  const { id } = (body as { invoice: Invoice }).invoice;
  expect((body as { invoice: object }).invoice).toMatchObject({
    fundingSource: 'INSURANCE',
    totalAmount: '199.98',
    payers: [{ insuranceId: String(policy.id), percent: '80', upTo: null }],
  });
  await as.STAFF.post(`${at(id)}/send`, {}).expect(200);
  expect(await owing(id)).toEqual(['CLIENT 40.00', 'INSURANCE 159.98']);
  const claim = (await as.STAFF.post('/api/billing/claims', { invoiceId: id }).expect(201)).body as {
    id: string;
    amountClaimed: string;
  };
  expect(claim.amountClaimed).toBe('159.98');
  await as.STAFF.post(`/api/billing/claims/${claim.id}/answer`, { paid: '159.98' }).expect(200);
  expect(await owing(id)).toEqual(['CLIENT 40.00']);
  await pay(id, '40.00').expect(201);
  expect(await read(id)).toMatchObject({ status: 'PAID' });
  expect(await account(clientId)).toMatchObject({ open: '0.00', credit: '0.00' });
});

it('fees for visits that did not take place stay the client’s, whoever pays a part: on the draft, in its warnings and once it is sent', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId, maxAnnualCoverage: '90.00' });
  await rule(clientId, { insuranceId: String(policy.id), percent: '80' }).expect(201);
  const noShowServiceCodeId = BigInt(await aService('60.00'));
  const serviceCodeId = BigInt(await aService('100.00'));
  // Called off too late costs what a visit costs: it is the visit that tells a fee.
  const fees = { noShowServiceCodeId, lateCancellationServiceCodeId: serviceCodeId };
  const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId, ...fees });
  const visit = (day: number, more: object) =>
    anAppointment(app.prisma, { clientId, appointmentTypeId, startTime: new Date(Date.UTC(2026, 2, day, 15)), ...more });
  await visit(2, { status: 'COMPLETED' });
  await visit(9, { status: 'NOSHOW' });
  await visit(16, { status: 'CANCELLED', lateCancellation: true, cancelledByParty: 'CLIENT' });
  const days = { fromDay: '2026-03-01', toDay: '2026-03-31' };
  const preview = (await as.STAFF.post('/api/billing/runs/preview', days).expect(200)).body as {
    items: { clientId: string; warnings: object[] }[];
  };
  expect(preview.items.find((one) => one.clientId === String(clientId))).toMatchObject({ warnings: [] });
  const whole = { clientId: String(clientId), from: '2026-03-01', to: '2026-03-31' };
  const { invoice } = (await as.STAFF.post('/api/billing/visits/invoice', whole).expect(201)).body as { invoice: Invoice };
  expect(invoice).toMatchObject({ totalAmount: '260.00', warnings: [] });
  expect((await read(invoice.id)).lines).toMatchObject([{ isFee: false }, { isFee: true }, { isFee: true }]);
  await as.STAFF.post(`${at(invoice.id)}/send`, {}).expect(200);
  expect(await owing(invoice.id)).toEqual(['CLIENT 180.00', 'INSURANCE 80.00']);
  // By its service alone, of no visit.
  const byHand = await aSent({ clientId, lines: [{ serviceCodeId: String(noShowServiceCodeId) }] });
  expect(await owing(byHand.id)).toEqual(['CLIENT 60.00']);
});

it('money on account pays what its payer owes, and more where an amount is named; what is given back of that is owed as before', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const payers = [{ insuranceId: String(policy.id), percent: '80' }];
  const lines = [{ serviceCodeId: await aService('60.00') }];
  const one = await aSent({ clientId, lines, payers });
  const cheque = { clientId: String(clientId), amount: '100.00', paymentMethod: 'CHECK' };
  const { id: receiptId } = (await as.STAFF.post('/api/billing/payments', cheque).expect(201)).body as { id: string };
  const use = (body: object) => as.STAFF.post(`/api/clients/${clientId}/account/use-credit`, body);
  await use({ invoiceId: one.id }).expect(200);
  expect(await owing(one.id)).toEqual(['INSURANCE 48.00']);
  expect(codeOf(await use({ invoiceId: one.id }).expect(409))).toBe('payment.over');
  await use({ invoiceId: one.id, amount: '40.00' }).expect(200);
  expect(await owing(one.id)).toEqual(['INSURANCE 8.00']);
  expect((await as.STAFF.get(`/api/clients/${clientId}/account/shares`).expect(200)).body).toEqual({
    items: [
      {
        invoiceId: one.id,
        invoiceNumber: one.invoiceNumber,
        party: 'INSURANCE',
        insuranceId: String(policy.id),
        fundingId: null,
        open: '8.00',
      },
    ],
  });
  const back = (amount: string, fromInvoiceId: string, more = {}) =>
    as.STAFF.post(`/api/billing/payments/${receiptId}/refunds`, {
      amount,
      fromInvoiceId,
      reason: 'The insurer owes it.',
      ...more,
    });
  await back('30.00', one.id).expect(201);
  expect(await owing(one.id)).toEqual(['INSURANCE 38.00']);
  // What was taken over comes first, then their own.
  await back('15.00', one.id).expect(201);
  expect(await owing(one.id)).toEqual(['CLIENT 5.00', 'INSURANCE 48.00']);
  // A payment that pays more than its payer owes, too; what is credited as well is owed by nobody.
  const two = await aSent({ clientId, lines, payers });
  const { id: paid } = (await pay(two.id, '60.00').expect(201)).body as { id: string };
  await as.STAFF.post(`/api/billing/payments/${paid}/refunds`, {
    amount: '50.00',
    fromInvoiceId: two.id,
    reason: 'The insurer owes it.',
  }).expect(201);
  expect(await owing(two.id)).toEqual(['CLIENT 2.00', 'INSURANCE 48.00']);
  await back('2.00', one.id, { credit: true }).expect(201);
  expect(await owing(one.id)).toEqual(['CLIENT 5.00', 'INSURANCE 48.00']);
});

it('100.00 to three alike is 33.34, 33.33, 33.33; up to a sum comes before per cent', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policies = [];
  for (let index = 0; index < 3; index++)
    policies.push(String((await anInsurance(app.prisma, { clientId, isPrimary: index === 0 })).id));
  const funding = await aFunding(app.prisma, { clientId });
  const lines = [{ serviceCodeId: await aService('100.00') }];
  const alike = await aSent({ clientId, lines, payers: policies.map((insuranceId) => ({ insuranceId, percent: '33.33333' })) });
  expect(await owing(alike.id)).toEqual(['INSURANCE 33.34', 'INSURANCE 33.33', 'INSURANCE 33.33']);
  const ordered = await aSent({
    clientId,
    lines,
    payers: [
      { insuranceId: policies[0], percent: '50' },
      { fundingId: String(funding.id), upTo: '30.00' },
    ],
  });
  expect(await owing(ordered.id)).toEqual(['CLIENT 35.00', 'FUNDING 30.00', 'INSURANCE 35.00']);
  // What is credited is everybody's less, and nobody owes less than nothing.
  await as.STAFF.post(`${at(ordered.id)}/credit-notes`, { reason: 'It did not take place.' }).expect(201);
  expect(await owing(ordered.id)).toEqual([]);
});

it('counts for invoices of its days, and not for those that say who pays', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  await rule(clientId, { insuranceId: String(policy.id), upTo: '10.00', validFrom: '2026-03-01', validTo: '2026-03-31' }).expect(
    201,
  );
  const lines = [{ serviceCodeId: await aService('50.00') }];
  const payersOf = async (more: object) =>
    ((await aDraft({ clientId, lines, ...more })) as unknown as { payers: unknown[] }).payers.length;
  expect(await payersOf({ issueDate: '2026-03-31' })).toBe(1);
  expect(await payersOf({ issueDate: '2026-04-01' })).toBe(0);
  expect(await payersOf({ issueDate: '2026-03-31', fundingSource: 'PRIVATE' })).toBe(0);
  expect(await payersOf({ issueDate: '2026-03-31', payers: [] })).toBe(0);
});

it('is changed while it is a draft, and stays once it was sent, also by SQL', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const insuranceId = String(policy.id);
  const draft = await aDraft({
    clientId,
    lines: [{ serviceCodeId: await aService('50.00') }],
    payers: [{ insuranceId, upTo: '5.00' }],
  });
  await as.STAFF.put(at(draft.id), { payers: [{ insuranceId, upTo: '20.00' }] }).expect(200);
  await as.STAFF.post(`${at(draft.id)}/send`, {}).expect(200);
  expect(await owing(draft.id)).toEqual(['CLIENT 30.00', 'INSURANCE 20.00']);
  expect(codeOf(await as.STAFF.put(at(draft.id), { payers: [] }).expect(409))).toBe('invoice.sent');
  const other = await aDraft({ clientId, lines: [{ serviceCodeId: await aService('1.00') }] });
  const moved = { where: { invoiceId: BigInt(draft.id) }, data: { invoiceId: BigInt(other.id) } };
  await expect(app.prisma.invoicePayer.updateMany(moved)).rejects.toThrow(/invoices_kept_check/);
  const trail = await app.prisma.auditEvent.findMany({ where: { recordType: 'Invoice', recordId: draft.id, action: 'UPDATE' } });
  expect(JSON.stringify(trail.map(({ after }) => after))).toContain(`policy ${insuranceId}: up to 20.00`);
  await expect(app.prisma.invoicePayer.deleteMany({ where: { invoiceId: BigInt(draft.id) } })).rejects.toThrow(
    /invoices_kept_check/,
  );
});

it('refuses what does not fit together: both or neither, another client’s policy, more than all of it, by several at once too', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const insuranceId = String((await anInsurance(app.prisma, { clientId })).id);
  const other = String((await anInsurance(app.prisma)).id);
  expect(codeOf(await rule(clientId, { percent: '5' }).expect(422))).toBe('client_payer.one');
  expect(codeOf(await rule(clientId, { insuranceId }).expect(422))).toBe('client_payer.part');
  expect(codeOf(await rule(clientId, { insuranceId, percent: '0' }).expect(422))).toBe('client_payer.part');
  expect(codeOf(await rule(clientId, { insuranceId: other, percent: '5' }).expect(422))).toBe('reference.not_found');
  const answers = await Promise.all(Array.from({ length: 5 }, () => rule(clientId, { insuranceId, percent: '40' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422, 422]);
  const lines = [{ serviceCodeId: await aService('50.00'), serviceDate: '2026-03-02' }];
  const body = { clientId: String(clientId), lines, payers: [{ insuranceId: other, percent: '5' }] };
  const refused = await as.STAFF.post('/api/billing/invoices', body).expect(422);
  expect((refused.body as { errors: { path: string }[] }).errors[0]?.path).toBe('payers.0.insuranceId');
});
