/** Packages: visits that are paid before they take place. Their money is the client's until it is used. */
import { withApp } from '../../support/app.js';
import { aClient, aFunding, aLearner, anAppointment, anAppointmentType, aRecordPermission } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, type Invoice, invoiceIn, type Line } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, aSent, read, account } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

interface Package {
  id: string;
  state: string;
  used: number;
  amountDue: string;
  paid: string;
  left: string;
}
const PACKAGES = '/api/billing/packages';

/** A client, a service at 100.00 that visits are billed as, and a package of ten for 900.00. */
async function sold(more: object = {}): Promise<{ clientId: bigint; serviceCodeId: string; typeId: bigint; id: string }> {
  const { id: clientId } = await aClient(app.prisma);
  const serviceCodeId = await aService('100.00');
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
  const body = { clientId: String(clientId), serviceCodeId, visits: 10, price: '900.00', validFrom: '2026-03-01', ...more };
  const { id } = (await as.STAFF.post(PACKAGES, body).expect(201)).body as Package;
  return { clientId, serviceCodeId, typeId: type.id, id };
}
const packageOf = async (id: string): Promise<Package> => (await as.STAFF.get(`${PACKAGES}/${id}`).expect(200)).body as Package;
const payFor = (packageId: string, amount: string, more: object = {}) =>
  as.STAFF.post('/api/billing/payments', { packageId, amount, paymentMethod: 'CASH', paymentDate: '2026-03-01', ...more });
const visitOn = (clientId: bigint, appointmentTypeId: bigint, day: string, more: object = {}) =>
  anAppointment(app.prisma, {
    clientId,
    appointmentTypeId,
    status: 'COMPLETED',
    startTime: new Date(`${day}T15:00:00Z`),
    ...more,
  });
const bill = async (clientId: bigint, more: object = {}): Promise<Invoice> => {
  const body = { clientId: String(clientId), from: '2026-03-01', to: '2026-03-31', ...more };
  const { invoice } = (await as.STAFF.post('/api/billing/visits/invoice', body).expect(201)).body as { invoice: Invoice };
  return invoice;
};
const send = async (id: string): Promise<Invoice> => invoiceIn(await as.STAFF.post(`${at(id)}/send`, {}).expect(200));
const end = (id: string, more: object = {}) => as.STAFF.post(`${PACKAGES}/${id}/end`, { reason: 'Moved away.', ...more });

it('ten for 900 paid, three used, the rest refunded at the list: 600 back, and nothing is owed by anybody', async () => {
  const { clientId, typeId, id } = await sold();
  expect(await packageOf(id)).toMatchObject({ state: 'UNPAID', used: 0, amountDue: '900.00', paid: '0.00', left: '0.00' });
  await payFor(id, '900.00').expect(201);
  expect(await packageOf(id)).toMatchObject({ state: 'ACTIVE', paid: '900.00', left: '900.00' });
  expect(await account(clientId)).toMatchObject({ open: '0.00', credit: '0.00', prepaid: '900.00' });
  for (const day of ['2026-03-02', '2026-03-09', '2026-03-16']) await visitOn(clientId, typeId, day);
  const preview = await as.STAFF.post('/api/billing/visits/preview', {
    clientId: String(clientId),
    from: '2026-03-01',
    to: '2026-03-31',
  }).expect(200);
  expect(preview.body).toMatchObject({
    totalAmount: '270.00',
    visits: [1, 2, 3].map((visit) => ({
      amount: '90.00',
      packageId: id,
      reason: `Visit ${visit} of 10 of the package from 2026-03-01`,
    })),
  });
  const draft = await bill(clientId);
  expect(draft).toMatchObject({
    totalAmount: '270.00',
    lines: [1, 2, 3].map((packageVisit) => ({ packageId: id, packageVisit })),
  });
  expect(await packageOf(id)).toMatchObject({ used: 3, left: '900.00' });
  expect(codeOf(await end(id).expect(409))).toBe('package.drafts');
  expect(await send(draft.id)).toMatchObject({ status: 'PAID', balance: '0.00', amountPaid: '270.00' });
  expect(await packageOf(id)).toMatchObject({ used: 3, left: '630.00', paid: '900.00' });
  expect((await as.STAFF.get(`${PACKAGES}/${id}/history`).expect(200)).body).toMatchObject({
    receipts: [{ amount: '900.00', left: '630.00', receivedOn: '2026-03-01', reversed: false }],
    uses: ['2026-03-02', '2026-03-09', '2026-03-16'].map((day, at) => ({
      visit: at + 1,
      day,
      invoiceId: draft.id,
      amount: '90.00',
    })),
    hidden: 0,
  });
  const journal = await as.STAFF.get(`/api/billing/reports/journal?from=2026-01-01&to=2026-12-31&clientId=${clientId}`).expect(
    200,
  );
  const purposes = (journal.body as { items: { lines: { purpose: string; debit: string; credit: string }[] }[] }).items.flatMap(
    ({ lines }) => lines.filter(({ purpose }) => purpose === 'PACKAGE').map(({ debit, credit }) => [debit, credit]),
  );
  expect(purposes).toEqual([
    ['0.00', '900.00'],
    ['270.00', '0.00'],
  ]);
  expect((await as.STAFF.get(`${PACKAGES}/${id}/settlement`).expect(200)).body).toEqual({
    used: 3,
    left: '630.00',
    kept: '30.00',
    givenBack: '600.00',
  });
  const ended = (await end(id, { to: 'REFUND' }).expect(200)).body as Package & { invoiceId: string };
  expect(ended).toMatchObject({ state: 'ENDED', paid: '900.00', left: '0.00', endReason: 'Moved away.' });
  expect(await read(ended.invoiceId)).toMatchObject({ status: 'PAID', totalAmount: '30.00', lines: [{ quantity: '3.00' }] });
  const { body } = await as.STAFF.get(`/api/billing/payments?packageId=${id}`).expect(200);
  expect((body as { items: { refunds: object[] }[] }).items[0]?.refunds).toMatchObject([
    { amount: '600.00', reason: 'Moved away.' },
  ]);
  expect(await account(clientId)).toMatchObject({ open: '0.00', credit: '0.00', prepaid: '0.00' });
  expect(codeOf(await end(id).expect(409))).toBe('package.ended');
});

it('what is given back follows the rule that was agreed: the price of the package, or nothing; on account, if not said', async () => {
  // LIST_PRICE is the rule of the others here.
  for (const [refundRule, kept, back] of [
    ['PACKAGE_PRICE', '0.00', '810.00'],
    ['NONE', '810.00', '0.00'],
  ] as const) {
    const { clientId, typeId, id } = await sold({ refundRule });
    await payFor(id, '900.00').expect(201);
    await visitOn(clientId, typeId, '2026-03-02');
    await send((await bill(clientId)).id);
    expect((await end(id).expect(200)).body).toMatchObject({ settlement: { left: '810.00', kept, givenBack: back } });
    expect(await account(clientId)).toMatchObject({ open: '0.00', credit: back, prepaid: '0.00' });
  }
});

it('keeps at most what is there: the family is asked for nothing more', async () => {
  const { clientId, typeId, id } = await sold({ visits: 12 });
  await payFor(id, '900.00').expect(201);
  for (let day = 2; day <= 12; day++) await visitOn(clientId, typeId, `2026-03-${String(day).padStart(2, '0')}`);
  await send((await bill(clientId)).id);
  // Eleven of twelve at 75.00; at the list they would be 1,100.00.
  expect((await end(id).expect(200)).body).toMatchObject({ settlement: { left: '75.00', kept: '75.00', givenBack: '0.00' } });
  expect(await account(clientId)).toMatchObject({ open: '0.00', credit: '0.00' });
});

it('pays with taxes, each visit to the cent, though the price does not divide', async () => {
  const serviceCodeId = await aService('400.00', { taxRate: '5.00' });
  const { id: clientId } = await aClient(app.prisma);
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
  const body = { clientId: String(clientId), serviceCodeId, visits: 3, price: '1000.00', validFrom: '2026-03-01' };
  const { id, amountDue } = (await as.STAFF.post(PACKAGES, body).expect(201)).body as Package;
  expect(amountDue).toBe('1050.01');
  expect(codeOf(await payFor(id, '1050.02').expect(409))).toBe('payment.over');
  await payFor(id, '1050.01').expect(201);
  for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) await visitOn(clientId, type.id, day);
  const sent = await send((await bill(clientId)).id);
  expect(sent.lines.map(({ lineTotal }) => lineTotal)).toEqual(['350.01', '350.00', '350.00']);
  expect(sent).toMatchObject({ status: 'PAID', totalAmount: '1050.01' });
  expect(await packageOf(id)).toMatchObject({ state: 'USED', left: '0.00' });
});

it('is used as far as it is paid, for its days, learner and service, what expires first before the others', async () => {
  const { clientId, typeId, serviceCodeId, id } = await sold({ expiresOn: '2026-03-20' });
  const learner = await aLearner(app.prisma, { clientId });
  const other = (
    await as.STAFF.post(PACKAGES, {
      clientId: String(clientId),
      learnerId: String(learner.id),
      serviceCodeId,
      visits: 2,
      price: '160.00',
      validFrom: '2026-03-01',
      expiresOn: '2026-03-10',
    }).expect(201)
  ).body as Package;
  await payFor(id, '100.00').expect(201);
  await payFor(other.id, '160.00').expect(201);
  await visitOn(clientId, typeId, '2026-03-02', { learnerId: learner.id });
  await visitOn(clientId, typeId, '2026-03-03');
  await visitOn(clientId, typeId, '2026-03-04');
  await visitOn(clientId, typeId, '2026-03-21', { learnerId: learner.id });
  const { lines } = await bill(clientId);
  expect((lines as unknown as { unitPrice: string; packageId: string | null }[]).map((l) => [l.unitPrice, l.packageId])).toEqual([
    ['80.00', other.id],
    ['90.00', id],
    ['100.00', null],
    ['100.00', null],
  ]);
});

it('leaves what policies and others pay alone, and what is billed without packages', async () => {
  const { clientId, typeId, id } = await sold();
  await payFor(id, '900.00').expect(201);
  await visitOn(clientId, typeId, '2026-03-02');
  const draft = await bill(clientId, { packages: false });
  expect(draft).toMatchObject({ totalAmount: '100.00' });
  const [line] = draft.lines as [Line];
  await as.STAFF.put(`${at(draft.id)}/lines/${line.id}`, { packageId: id }).expect(200);
  expect(await read(draft.id)).toMatchObject({ totalAmount: '90.00', lines: [{ packageId: id, packageVisit: 1 }] });
  for (const change of [{ quantity: '2' }, { unitPrice: '50.00' }, { discountPercent: '10' }])
    expect(codeOf(await as.STAFF.put(`${at(draft.id)}/lines/${line.id}`, change).expect(422))).toBe('package.line');
  const stranger = await aDraft({ lines: [{ serviceCodeId: await aService('5.00') }] });
  const [theirs] = stranger.lines as [Line];
  await as.STAFF.put(`${at(stranger.id)}/lines/${theirs.id}`, { packageId: id }).expect(422);
  await as.STAFF.put(`${at(draft.id)}/lines/${line.id}`, { packageId: null }).expect(200);
  expect(await read(draft.id)).toMatchObject({ totalAmount: '100.00', lines: [{ packageId: null }] });
  expect(await packageOf(id)).toMatchObject({ used: 0 });
});

it('what is credited goes back into the package, before other money; a draft that is deleted lets its visits go', async () => {
  const { clientId, typeId, serviceCodeId, id } = await sold();
  await payFor(id, '900.00').expect(201);
  await visitOn(clientId, typeId, '2026-03-02');
  const first = await bill(clientId);
  await as.STAFF.delete(at(first.id)).expect(204);
  expect(await packageOf(id)).toMatchObject({ used: 0 });
  const draft = await bill(clientId);
  await as.STAFF.post(`${at(draft.id)}/lines`, { serviceCodeId, serviceDate: '2026-03-05' }).expect(201);
  const sent = await send(draft.id);
  expect(sent).toMatchObject({ status: 'SENT', balance: '100.00' });
  await as.STAFF.post('/api/billing/payments', { invoiceId: sent.id, amount: '100.00', paymentMethod: 'CASH' }).expect(201);
  const [line] = sent.lines as [Line];
  const credit = { reason: 'Another day.', lines: [{ lineId: line.id }] };
  await as.STAFF.post(`${at(sent.id)}/credit-notes`, credit).expect(201);
  expect(await packageOf(id)).toMatchObject({ used: 0, left: '900.00' });
  expect(await account(clientId)).toMatchObject({ open: '0.00', credit: '0.00', prepaid: '900.00' });
  const again = await send((await bill(clientId)).id);
  expect(again).toMatchObject({ status: 'PAID', totalAmount: '90.00', lines: [{ packageVisit: 1 }] });
});

it('money that bounced is gone from the package and from what it paid; corrected, it is there again', async () => {
  const { clientId, typeId, id } = await sold();
  const receipt = (await payFor(id, '900.00').expect(201)).body as { id: string };
  await visitOn(clientId, typeId, '2026-03-02');
  const sent = await send((await bill(clientId)).id);
  const anew = await as.STAFF.post(`/api/billing/payments/${receipt.id}/rebook`, {
    paymentMethod: 'CHECK',
    reason: 'Typed wrongly.',
  }).expect(201);
  expect(await packageOf(id)).toMatchObject({ paid: '900.00', left: '810.00' });
  expect(await read(sent.id)).toMatchObject({ status: 'PAID' });
  await as.STAFF.post(`/api/billing/payments/${(anew.body as { id: string }).id}/reverse`, { reason: 'Bounced.' }).expect(200);
  expect(await packageOf(id)).toMatchObject({ state: 'UNPAID', paid: '0.00', left: '0.00', used: 1 });
  expect(await read(sent.id)).toMatchObject({ balance: '90.00' });
  await visitOn(clientId, typeId, '2026-03-09');
  expect(await bill(clientId)).toMatchObject({ totalAmount: '100.00' });
});

it('is paid from the account, and its money is no money on account: no invoice takes it, and no refund', async () => {
  const { clientId, id } = await sold();
  const deposit = { clientId: String(clientId), amount: '1000.00', paymentMethod: 'CASH' };
  const receipt = (await as.STAFF.post('/api/billing/payments', deposit).expect(201)).body as { id: string };
  const use = (body: object) => as.STAFF.post(`/api/clients/${clientId}/account/use-credit`, body);
  await use({ packageId: id }).expect(200);
  expect(await account(clientId)).toMatchObject({ credit: '100.00', prepaid: '900.00' });
  expect(codeOf(await use({ packageId: id }).expect(409))).toBe('payment.over');
  const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService('150.00') }] });
  await use({ invoiceId: invoice.id }).expect(200);
  expect(await read(invoice.id)).toMatchObject({ balance: '50.00' });
  const refund = { amount: '1.00', reason: 'Wanted back.' };
  expect(codeOf(await as.STAFF.post(`/api/billing/payments/${receipt.id}/refunds`, refund).expect(409))).toBe('refund.over');
  expect((await as.STAFF.get(`/api/billing/payments/${receipt.id}`).expect(200)).body).toMatchObject({
    onAccount: '0.00',
    inPackage: '900.00',
  });
});

it('what was sold stays once something was paid; by SQL too, and it is deleted only before', async () => {
  const { clientId, id, typeId } = await sold();
  await as.STAFF.put(`${PACKAGES}/${id}`, { visits: 8 }).expect(200);
  await payFor(id, '900.00').expect(201);
  expect(codeOf(await as.STAFF.put(`${PACKAGES}/${id}`, { price: '1.00' }).expect(409))).toBe('package.begun');
  await as.STAFF.put(`${PACKAGES}/${id}`, { notes: 'Summer.', expiresOn: '2027-03-01', price: '900.00' }).expect(200);
  expect(codeOf(await as.STAFF.delete(`${PACKAGES}/${id}`).expect(409))).toBe('record.in_use');
  await visitOn(clientId, typeId, '2026-03-02');
  const draft = await bill(clientId);
  expect(codeOf(await as.STAFF.put(`${PACKAGES}/${id}`, { expiresOn: '2026-03-01' }).expect(409))).toBe('package.uses');
  const run = (sql: string) => app.prisma.$executeRawUnsafe(sql);
  for (const change of ['price = 800', 'amount_due = 900.01', "valid_from = '2025-12-31'", 'visits = 9'])
    await expect(run(`UPDATE client_packages SET ${change} WHERE id = ${id}`)).rejects.toThrow('client_packages_sold_check');
  await expect(run(`DELETE FROM package_uses WHERE package_id = ${id}`)).rejects.toThrow('package_uses_kept_check');
  await expect(run(`UPDATE invoice_line_items SET package_visit = 9 WHERE invoice_id = ${draft.id}`)).rejects.toThrow(
    'package_uses_agree_check',
  );
  const fresh = await sold();
  await as.STAFF.delete(`${PACKAGES}/${fresh.id}`).expect(204);
});

it('a visit is paid by a package or by an authorization, never by both', async () => {
  const { clientId, typeId, id } = await sold();
  await payFor(id, '900.00').expect(201);
  await visitOn(clientId, typeId, '2026-03-02');
  const url = `/api/clients/${clientId}/authorizations`;
  const days = { validFrom: '2026-01-01', validTo: '2026-12-31', kind: 'VISITS', amount: '5' };
  const { id: fundingId } = await aFunding(app.prisma, { clientId });
  const agreed = (await as.ADMIN.post(url, { fundingId: String(fundingId), number: 'A-1', ...days }).expect(201)).body as {
    id: string;
  };
  const used = async () => ((await as.ADMIN.get(`${url}/${agreed.id}`).expect(200)).body as { used: string }).used;
  expect(await used()).toBe('1.00');
  const draft = await bill(clientId);
  expect(await used()).toBe('0.00');
  await as.STAFF.delete(at(draft.id)).expect(204);
  expect(await used()).toBe('1.00');
});

it('one visit of a package is used once, however many bill and send at the same time', async () => {
  const { clientId, typeId, serviceCodeId, id } = await sold({ visits: 3, price: '270.00' });
  await payFor(id, '270.00').expect(201);
  for (let day = 2; day <= 7; day++) await visitOn(clientId, typeId, `2026-03-0${day}`);
  const line = { serviceCodeId, serviceDate: '2026-03-10', packageId: id };
  const body = { clientId: String(clientId), lines: [line] };
  const days = (day: number) => ({ clientId: String(clientId), from: `2026-03-0${day}`, to: `2026-03-0${day}` });
  await Promise.all([
    ...[2, 3, 4, 5, 6, 7].map((day) => as.STAFF.post('/api/billing/visits/invoice', days(day))),
    ...[1, 2, 3].map(() => as.STAFF.post('/api/billing/invoices', body)),
  ]);
  const drafts = await app.prisma.invoice.findMany({ where: { clientId }, include: { invoiceLineItems: true } });
  const visits = drafts.flatMap(({ invoiceLineItems }) => invoiceLineItems).flatMap(({ packageVisit }) => packageVisit ?? []);
  expect(visits.sort()).toEqual([1, 2, 3]);
  await Promise.all([
    ...drafts.map(({ id: draft }) => as.STAFF.post(`${at(String(draft))}/send`, {}).expect(200)),
    as.STAFF.post(`/api/clients/${clientId}/account/use-credit`, { packageId: id }),
  ]);
  expect(await packageOf(id)).toMatchObject({ state: 'USED', left: '0.00' });
  expect((await account(clientId)).prepaid).toBe('0.00');
});

it('is there for those who may see billing, and the client; who may not change it is told so', async () => {
  const { id } = await sold();
  await as.RECEPTIONIST.put(`${PACKAGES}/${id}`, { notes: 'x' }).expect(403);
  await as.THERAPIST.get(`${PACKAGES}/${id}`).expect((answer) => expect([403, 404]).toContain(answer.status));
  await as.THERAPIST.post(`${PACKAGES}/${id}/end`, { reason: 'x' }).expect((answer) =>
    expect([403, 404]).toContain(answer.status),
  );
});

it('what one receipt paid twice, from a package and from the account, all goes back when the invoice is credited', async () => {
  const { clientId, typeId, serviceCodeId, id } = await sold();
  await payFor(id, '1000.00', { onAccount: true }).expect(201);
  for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) await visitOn(clientId, typeId, day);
  const draft = await bill(clientId);
  await as.STAFF.post(`${at(draft.id)}/lines`, { serviceCodeId, serviceDate: '2026-03-05' }).expect(201);
  await send(draft.id);
  await as.STAFF.post(`/api/clients/${clientId}/account/use-credit`, { invoiceId: draft.id }).expect(200);
  expect(await read(draft.id)).toMatchObject({ status: 'PAID', totalAmount: '370.00' });
  await as.STAFF.post(`${at(draft.id)}/credit-notes`, { reason: 'All wrong.' }).expect(201);
  expect(await account(clientId)).toMatchObject({ open: '0.00', credit: '100.00', prepaid: '900.00' });
  expect(await app.prisma.ledgerMovement.count({ where: { clientId, kind: 'WRITE_OFF' } })).toBe(0);
});

it('what a package paid goes back into it though something else on the invoice is open', async () => {
  const { clientId, typeId, serviceCodeId, id } = await sold();
  await payFor(id, '900.00').expect(201);
  await visitOn(clientId, typeId, '2026-03-02');
  const draft = await bill(clientId);
  await as.STAFF.post(`${at(draft.id)}/lines`, { serviceCodeId, serviceDate: '2026-03-05' }).expect(201);
  const sent = await send(draft.id);
  const [line] = sent.lines as [Line];
  await as.STAFF.post(`${at(sent.id)}/credit-notes`, { reason: 'Another day.', lines: [{ lineId: line.id }] }).expect(201);
  expect(await packageOf(id)).toMatchObject({ used: 0, left: '900.00' });
  expect(await read(sent.id)).toMatchObject({ balance: '100.00' });
});

it('money that comes in again pays what its visits still owe; a package that paid is not refunded past itself', async () => {
  const { clientId, typeId, id } = await sold();
  const receipt = (await payFor(id, '900.00').expect(201)).body as { id: string };
  await visitOn(clientId, typeId, '2026-03-02');
  const sent = await send((await bill(clientId)).id);
  await as.STAFF.post(`/api/billing/payments/${receipt.id}/reverse`, { reason: 'Bounced.' }).expect(200);
  expect(await read(sent.id)).toMatchObject({ balance: '90.00' });
  const again = (await payFor(id, '900.00').expect(201)).body as { id: string };
  expect(await read(sent.id)).toMatchObject({ status: 'PAID' });
  expect(await packageOf(id)).toMatchObject({ state: 'ACTIVE', paid: '900.00', left: '810.00' });
  const refund = { fromInvoiceId: sent.id, amount: '90.00', reason: 'Wanted back.', credit: true };
  expect(codeOf(await as.STAFF.post(`/api/billing/payments/${again.id}/refunds`, refund).expect(409))).toBe('package.refund');
  const statement = (await as.STAFF.get(`/api/clients/${clientId}/statement?from=2026-01-01`).expect(200)).body as object;
  expect(statement).toMatchObject({ closing: '0.00' });
  await as.ADMIN.put(`/api/billing/service-codes/${(sent.lines[0] as unknown as { serviceCodeId: string }).serviceCodeId}`, {
    isActive: false,
  }).expect(200);
  expect(codeOf(await end(id, { givenBack: '1.00' }).expect(409))).toBe('package.changed');
  await end(id, { givenBack: '800.00' }).expect(200);
  const wrong = { paymentMethod: 'CHECK', reason: 'Typed wrongly.' };
  expect(codeOf(await as.STAFF.post(`/api/billing/payments/${again.id}/rebook`, wrong).expect(409))).toBe('package.money');
});

it('is of services that are billed by the visit; one for a learner out of sight is as one that is not there', async () => {
  const { clientId, id } = await sold();
  const serviceCodeId = await aService('25.00', { billableUnit: 'QUARTER_HOUR' });
  const body = { clientId: String(clientId), serviceCodeId, visits: 10, price: '900.00', validFrom: '2026-03-01' };
  expect(codeOf(await as.STAFF.post(PACKAGES, body).expect(422))).toBe('package.service');
  const learner = await aLearner(app.prisma, { clientId });
  await as.STAFF.put(`${PACKAGES}/${id}`, { learnerId: String(learner.id) }).expect(200);
  await aRecordPermission(app.prisma, 'RECORD_PAYMENT', { userId: as.STAFF.user.id, learnerId: learner.id, granted: false });
  expect(codeOf(await payFor(id, '1.00').expect(422))).toBe('reference.not_found');
});

it('what it was paid with and used for is told; what is about a learner out of sight is counted alone', async () => {
  const { clientId, typeId, id } = await sold();
  await payFor(id, '500.00').expect(201);
  const bounced = (await payFor(id, '400.00', { paymentMethod: 'CHECK' }).expect(201)).body as { id: string };
  const learner = await aLearner(app.prisma, { clientId });
  await visitOn(clientId, typeId, '2026-03-02');
  await visitOn(clientId, typeId, '2026-03-09', { learnerId: learner.id });
  await bill(clientId);
  await as.STAFF.post(`/api/billing/payments/${bounced.id}/reverse`, { reason: 'It bounced.' }).expect(200);
  const history = async (who = as.STAFF) =>
    (await who.get(`${PACKAGES}/${id}/history`).expect(200)).body as {
      receipts: { amount: string; reversed: boolean }[];
      uses: { day: string }[];
      hidden: number;
    };
  const all = await history();
  expect(all.receipts.map(({ amount, reversed }) => [amount, reversed])).toEqual([
    ['500.00', false],
    ['0.00', true],
  ]);
  expect([all.uses.map(({ day }) => day), all.hidden]).toEqual([['2026-03-02', '2026-03-09'], 0]);
  await aRecordPermission(app.prisma, 'VIEW_BILLING', { userId: as.STAFF.user.id, learnerId: learner.id, granted: false });
  const seen = await history();
  expect([seen.uses.map(({ day }) => day), seen.hidden]).toEqual([['2026-03-02'], 1]);
  await as.THERAPIST.get(`${PACKAGES}/${id}/history`).expect(404);
});
