/** What a client pays in place of the list price, from a day on; the list price stays beside it. */
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, anAppointmentType } from '../../support/builders.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, read } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const agree = (clientId: bigint, more: object) =>
  as.STAFF.post('/api/billing/fee-agreements', {
    clientId: String(clientId),
    validFrom: '2026-01-01',
    reason: 'Sliding scale.',
    ...more,
  });
const prices = (lines: object[]) =>
  (lines as { unitPrice: string; listPrice: string | null }[]).map(({ unitPrice, listPrice }) => [unitPrice, listPrice]);

it('a price, or per cent of the list, for the service or for all; the nearer one counts, on its days', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const [one, other] = [await aService('128.35'), await aService('90.00')];
  await agree(clientId, { percent: '60', validTo: '2026-06-30' }).expect(201);
  await agree(clientId, { serviceCodeId: other, price: '75.00', validFrom: '2026-03-01' }).expect(201);
  const { lines } = await aDraft({
    clientId,
    lines: [
      { serviceCodeId: one, serviceDate: '2026-03-02' },
      { serviceCodeId: other, serviceDate: '2026-02-28' },
      { serviceCodeId: other, serviceDate: '2026-03-01' },
      { serviceCodeId: one, serviceDate: '2026-07-01' },
      { serviceCodeId: one, serviceDate: '2026-03-02', unitPrice: '10.00' },
    ],
  });
  expect(prices(lines)).toEqual([
    ['77.01', '128.35'],
    ['54.00', '90.00'],
    ['75.00', '90.00'],
    ['128.35', null],
    ['10.00', '128.35'],
  ]);
  const stranger = await aDraft({ lines: [{ serviceCodeId: one, serviceDate: '2026-03-02' }] });
  expect(prices(stranger.lines)).toEqual([['128.35', null]]);
});

it('counts for what is made of visits, which say so; what was made before stays', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const serviceCodeId = await aService('100.00');
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
  const before = await aDraft({ clientId, lines: [{ serviceCodeId }] });
  await agree(clientId, { price: '40.00' }).expect(201);
  const visit = await anAppointment(app.prisma, {
    clientId,
    appointmentTypeId: type.id,
    status: 'COMPLETED',
    startTime: new Date('2026-03-02T15:00:00Z'),
  });
  const days = { clientId: String(clientId), from: '2026-03-01', to: '2026-03-31' };
  const preview = await as.STAFF.post('/api/billing/visits/preview', days).expect(200);
  expect((preview.body as { visits: object[] }).visits).toMatchObject([
    { amount: '40.00', reason: 'One visit of 50 minutes. Agreed: 40.00 in place of 100.00' },
  ]);
  const chosen = { clientId: String(clientId), visits: [{ appointmentId: String(visit.id), serviceCodeId }] };
  const made = await as.STAFF.post('/api/billing/visits/invoice', chosen).expect(201);
  expect((made.body as { invoice: object }).invoice).toMatchObject({ totalAmount: '40.00' });
  expect((await read(before.id)).totalAmount).toBe('100.00');
});

it('is one thing on one day, by any door, and ends when it is said to', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const { body } = await agree(clientId, { percent: '50' }).expect(201);
  const where = `/api/billing/fee-agreements/${(body as { id: string }).id}`;
  const answers = await Promise.all(Array.from({ length: 5 }, () => agree(clientId, { price: '1.00', validFrom: '2026-05-01' })));
  expect(answers.map(codeOf)).toEqual(Array(5).fill('fee_agreement.overlap'));
  await as.STAFF.put(where, { validTo: '2026-04-30' }).expect(200);
  const later = await Promise.all(Array.from({ length: 5 }, () => agree(clientId, { price: '1.00', validFrom: '2026-05-01' })));
  expect(later.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  expect(codeOf(await agree(clientId, { price: '1.00', percent: '5' }).expect(422))).toBe('fee_agreement.price');
  expect(codeOf(await agree(clientId, {}).expect(422))).toBe('fee_agreement.price');
  expect(codeOf(await as.STAFF.put(where, { validTo: '2025-01-01' }).expect(422))).toBe('fee_agreement.dates');
  const on = await as.STAFF.get(`/api/billing/fee-agreements?clientId=${clientId}&on=2026-04-30`).expect(200);
  expect((on.body as { items: object[] }).items).toMatchObject([{ percent: '50', price: null, validTo: '2026-04-30' }]);
  await as.STAFF.delete(where).expect(204);
});

it('is kept by who may bill, and seen by who sees the client', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const { body } = await agree(clientId, { percent: '50' }).expect(201);
  const where = `/api/billing/fee-agreements/${(body as { id: string }).id}`;
  await as.THERAPIST.get(where).expect(404);
  await as.RECEPTIONIST.put(where, { percent: '10' }).expect(403);
  const theirs = await as.THERAPIST.get(`/api/billing/fee-agreements?clientId=${clientId}`).expect(200);
  expect((theirs.body as { items: object[] }).items).toEqual([]);
});

it('is told with the services, on its days, to those who see the client', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const serviceCodeId = await aService('128.35', { description: 'Told with the services' });
  await agree(clientId, { percent: '60', validTo: '2026-06-30' }).expect(201);
  const rateOf = async (query: string, who = as.STAFF): Promise<string | undefined> => {
    const { body } = await who.get(`/api/billing/service-codes?q=Told%20with%20the%20services${query}`).expect(200);
    return (body as { items: { id: string; rate: string }[] }).items.find(({ id }) => id === serviceCodeId)?.rate;
  };
  const ofClient = `&clientId=${clientId}`;
  expect(await rateOf(`${ofClient}&on=2026-03-02`)).toBe('77.01');
  expect(await rateOf(`${ofClient}&on=2026-07-01`)).toBe('128.35');
  expect(await rateOf('&on=2026-03-02')).toBe('128.35');
  // A client out of sight is as if there was none.
  expect(await rateOf(`${ofClient}&on=2026-03-02`, as.THERAPIST)).toBe('128.35');
});
