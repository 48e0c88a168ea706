/** `funding_authorizations`: what an invoice draws on a funding source follows from the ledger, whatever the door. */
import { withApp } from '../../support/app.js';
import { aClient, aFunding, anInsurance } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, aDraft, pay, read } = billing(app, () => as.STAFF);
const PATH = '/api/billing/funding-authorizations';

interface Draw {
  id: string;
  clientFundingId: string;
  authorizationNumber: string | null;
  authorizedDate: string;
  authorizedAmount: string;
  status: string;
  notes: string | null;
}

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const drawsOf = async (invoiceId: string): Promise<Draw[]> =>
  ((await as.STAFF.get(`${PATH}?invoiceId=${invoiceId}`).expect(200)).body as { items: Draw[] }).items;
const said = async (invoiceId: string): Promise<[string, string][]> =>
  (await drawsOf(invoiceId)).map(({ authorizedAmount, status }) => [authorizedAmount, status]);
const funded = async () => aFunding(app.prisma, { startDate: new Date('2026-01-01') });
const charged = async (source: { id: bigint; clientId: bigint }, unitPrice = '300.00') =>
  aSent({
    clientId: source.clientId,
    fundingSource: 'GRANT',
    fundingId: String(source.id),
    lines: [{ serviceCodeId: await aService('100.00'), unitPrice }],
  });
const ofClient = async (clientId: bigint, unitPrice = '300.00') =>
  aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00'), unitPrice }] });

it('is written when the invoice is sent, used once the source has paid, and released by a credit', async () => {
  const source = await funded();
  const invoice = await charged(source);
  expect(await drawsOf(invoice.id)).toMatchObject([
    { clientFundingId: String(source.id), authorizedAmount: '300.00', status: 'APPROVED', authorizationNumber: null },
  ]);
  await pay(invoice.id, '100.00', { fundingId: String(source.id) }).expect(201);
  expect(await said(invoice.id)).toEqual([['300.00', 'APPROVED']]);
  await pay(invoice.id, '200.00', { fundingId: String(source.id) }).expect(201);
  expect(await said(invoice.id)).toEqual([['300.00', 'USED']]);
  await as.STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'Not so' }).expect(201);
  expect(await said(invoice.id)).toEqual([['0.00', 'RELEASED']]);
});

it('is the part of a source that pays a part of the bill, and what the family takes over is drawn no more', async () => {
  const source = await funded();
  const lines = [{ serviceCodeId: await aService('100.00'), unitPrice: '100.00' }];
  const payers = [{ fundingId: String(source.id), percent: '60' }];
  const invoice = await aSent({ clientId: source.clientId, lines, payers });
  expect(await said(invoice.id)).toEqual([['60.00', 'APPROVED']]);
  await pay(invoice.id, '70.00').expect(201);
  expect(await said(invoice.id)).toEqual([['30.00', 'APPROVED']]);
});

it('is drawn by hand on an invoice that was sent: what the client owes moves to the source, and back', async () => {
  const source = await funded();
  const invoice = await ofClient(source.clientId);
  const body = {
    clientFundingId: String(source.id),
    invoiceId: invoice.id,
    authorizedAmount: '120.00',
    authorizationNumber: 'A-1',
  };
  await as.RECEPTIONIST.post(PATH, body).expect(403);
  const made = await as.STAFF.post(PATH, body).expect(201);
  const { id } = made.body as Draw;
  expect(made.headers.location).toBe(`${PATH}/${id}`);
  expect(made.body).toMatchObject({ authorizedAmount: '120.00', status: 'APPROVED', authorizationNumber: 'A-1' });
  const shares = async () => (await read(invoice.id)).shares.map(({ party, open }) => [party, open]);
  expect(await shares()).toEqual([
    ['CLIENT', '180.00'],
    ['FUNDING', '120.00'],
  ]);
  expect(codeOf(await as.STAFF.post(PATH, body).expect(409))).toBe('funding_authorization.exists');
  const put = (changes: object) => as.STAFF.put(`${PATH}/${id}`, changes);
  await put({ authorizedAmount: '200.00', notes: 'Renewed' })
    .set('If-Match', made.headers.etag ?? '')
    .expect(200);
  await put({ notes: 'Old' })
    .set('If-Match', made.headers.etag ?? '')
    .expect(412);
  expect(codeOf(await put({ authorizedAmount: '300.01' }).expect(422))).toBe('funding_authorization.amount');
  await put({ authorizedAmount: '50.00' }).expect(200);
  expect(await shares()).toEqual([
    ['CLIENT', '250.00'],
    ['FUNDING', '50.00'],
  ]);
  await pay(invoice.id, '20.00', { fundingId: String(source.id) }).expect(201);
  expect(codeOf(await put({ authorizedAmount: '19.99' }).expect(422))).toBe('funding_authorization.amount');
  expect(codeOf(await as.STAFF.delete(`${PATH}/${id}`).expect(409))).toBe('funding_authorization.paid');
  const { payments } = await read(invoice.id);
  await as.STAFF.post(`/api/billing/payments/${payments[0]?.receiptId ?? ''}/reverse`, { reason: 'Bounced' }).expect(200);
  const released = (await as.STAFF.delete(`${PATH}/${id}`).expect(200)).body as Draw;
  expect(released).toMatchObject({ authorizedAmount: '0.00', status: 'RELEASED', authorizationNumber: 'A-1' });
  expect(codeOf(await as.STAFF.delete(`${PATH}/${id}`).expect(409))).toBe('funding_authorization.released');
  await as.STAFF.post(PATH, { ...body, authorizedAmount: '10.00' }).expect(201);
  expect(await drawsOf(invoice.id)).toMatchObject([{ id, authorizedAmount: '10.00', status: 'APPROVED' }]);
});

it('is refused on a draft, for another client’s source, for nothing, and for more than the client owes', async () => {
  const source = await funded();
  const stranger = await funded();
  const invoice = await ofClient(source.clientId);
  const draft = await aDraft({ clientId: source.clientId, lines: [{ serviceCodeId: await aService('10.00') }] });
  const draw = (more: object) =>
    as.STAFF.post(PATH, { clientFundingId: String(source.id), invoiceId: invoice.id, authorizedAmount: '1.00', ...more });
  expect(codeOf(await draw({ invoiceId: draft.id }).expect(409))).toBe('invoice.draft');
  expect(codeOf(await draw({ clientFundingId: String(stranger.id) }).expect(422))).toBe('reference.not_found');
  expect(codeOf(await draw({ invoiceId: '999999' }).expect(422))).toBe('reference.not_found');
  expect(codeOf(await draw({ authorizedAmount: '0.00' }).expect(422))).toBe('funding_authorization.amount');
  expect(codeOf(await draw({ authorizedAmount: '300.01' }).expect(422))).toBe('funding_authorization.amount');
  expect(await drawsOf(invoice.id)).toEqual([]);
});

it('is written once and right when many draw and pay at once', async () => {
  const source = await funded();
  const invoice = await ofClient(source.clientId, '100.00');
  const body = { clientFundingId: String(source.id), invoiceId: invoice.id, authorizedAmount: '60.00' };
  const answers = await Promise.all([
    ...[...Array(6).keys()].map(() => as.STAFF.post(PATH, body)),
    pay(invoice.id, '30.00'),
    pay(invoice.id, '30.00'),
  ]);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  expect((await drawsOf(invoice.id)).length).toBeLessThanOrEqual(1);
  const left = (await app.prisma.clientFunding.findUniqueOrThrow({ where: { id: source.id } })).remainingAmount;
  expect(left.toFixed(2)).toBe((1000 - Number((await drawsOf(invoice.id))[0]?.authorizedAmount ?? 0)).toFixed(2));
});

it('is written by no SQL but that of the ledger; number and notes are typed', async () => {
  const source = await funded();
  const invoice = await charged(source);
  const [draw] = await drawsOf(invoice.id);
  const where = { id: BigInt(draw?.id ?? 0) };
  for (const data of [{ authorizedAmount: 1 }, { status: 'RELEASED' }, { authorizedDate: new Date('2020-01-01') }])
    await expect(app.prisma.fundingAuthorization.update({ where, data })).rejects.toThrow('funding_authorizations_kept_check');
  await expect(app.prisma.fundingAuthorization.delete({ where })).rejects.toThrow('funding_authorizations_kept_check');
  const { clientFundingId, invoiceId } = await app.prisma.fundingAuthorization.findUniqueOrThrow({ where });
  const other = await aFunding(app.prisma);
  const data = {
    clientFundingId: other.id,
    invoiceId,
    authorizedDate: new Date(),
    authorizedAmount: 1,
    status: 'USED',
    createdAt: new Date(),
  };
  await expect(app.prisma.fundingAuthorization.create({ data })).rejects.toThrow('funding_authorizations_kept_check');
  await app.prisma.fundingAuthorization.update({ where, data: { authorizationNumber: 'A-9' } });
  expect(clientFundingId).toBe(source.id);
});

it('has the number of what was agreed to beforehand, where its visits drew on one', async () => {
  const source = await funded();
  const { clientId } = source;
  const agreed = { fundingId: String(source.id), number: 'PA-7', validFrom: '2026-01-01', validTo: '2026-12-31' };
  await as.STAFF.post(`/api/clients/${clientId}/authorizations`, { ...agreed, kind: 'VISITS', amount: '9' }).expect(201);
  const serviceCodeId = await aService('100.00');
  const { body } = await as.ADMIN.post('/api/appointment-types', { name: 'With a number', serviceCodeId }).expect(201);
  const visit = await app.prisma.appointment.create({
    data: {
      title: 'Speech therapy',
      clientId,
      therapistId: BigInt(as.THERAPIST.id),
      appointmentTypeId: BigInt((body as { id: string }).id),
      startTime: new Date('2026-03-02T15:00:00Z'),
      endTime: new Date('2026-03-02T15:50:00Z'),
      createdAt: new Date(),
    },
  });
  await as.STAFF.put(`/api/appointments/${visit.id}`, { status: 'COMPLETED' }).expect(200);
  const lines = [{ serviceCodeId, serviceDate: '2026-03-02', appointmentId: String(visit.id) }];
  const invoice = await aSent({ clientId, fundingSource: 'GRANT', fundingId: String(source.id), lines });
  expect(await drawsOf(invoice.id)).toMatchObject([{ authorizationNumber: 'PA-7' }]);
});

it('is seen by those who see the client’s billing alone', async () => {
  const source = await funded();
  const invoice = await charged(source);
  const [draw] = await drawsOf(invoice.id);
  await as.THERAPIST.get(`${PATH}/${draw?.id}`).expect(404);
  expect(((await as.THERAPIST.get(`${PATH}?invoiceId=${invoice.id}`).expect(200)).body as { items: Draw[] }).items).toEqual([]);
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const lines = [{ serviceCodeId: await aService('100.00') }];
  const insured = await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
  expect(await drawsOf(insured.id)).toEqual([]);
});

it('a share that a source took over can be taken back after its invoice was credited', async () => {
  for (const credited of ['100.00', '80.00']) {
    const source = await funded();
    const invoice = await aSent({ clientId: source.clientId, lines: [{ serviceCodeId: await aService('100.00') }] });
    const paid = { fundingId: String(source.id), paymentMethod: 'FUNDING' };
    const { body } = await pay(invoice.id, '30.00', paid).expect(201);
    const lines = [{ lineId: invoice.lines[0]?.id, amount: credited }];
    await as.STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'Billed twice.', lines }).expect(201);
    const bounced = { reason: 'Bounced.' };
    await as.STAFF.post(`/api/billing/payments/${(body as { id: string }).id}/reverse`, bounced).expect(200);
    const { remainingAmount, totalAmount } = await app.prisma.clientFunding.findUniqueOrThrow({ where: { id: source.id } });
    expect([credited, remainingAmount.toFixed(2)]).toEqual([credited, totalAmount.toFixed(2)]);
  }
});
