/** What is paid of a payment plan, where payments from before it are corrected, taken back or given back: only what is new of them. */
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { billing, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, pay, read } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);
afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const PLANS = '/api/billing/payment-plans';
const idOf = ({ body }: { body: unknown }): string => (body as { id: string }).id;
const receiptAt = (id: string): string => `/api/billing/payments/${id}`;

/** An invoice of 100.00 of which 40.00 were paid, and a plan over the rest, which begins in many days. */
async function planned() {
  const { id: clientId } = await aClient(app.prisma);
  const { id: invoiceId } = await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }] });
  const before = idOf(await pay(invoiceId, '40.00').expect(201));
  const firstDueOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const terms = { clientId: String(clientId), invoiceIds: [invoiceId], count: 3, rhythm: 'MONTH', firstDueOn };
  const id = idOf(await as.STAFF.post(PLANS, terms).expect(201));
  const told = async (): Promise<string> => {
    const { body } = await as.STAFF.get(`${PLANS}/${id}`).expect(200);
    const { status, settled, total } = body as Record<'status' | 'settled' | 'total', string>;
    return `${status} ${settled}/${total}, ${(await read(invoiceId)).balance} open`;
  };
  const rebook = async (receipt: string, body: object): Promise<string> =>
    idOf(await as.STAFF.post(`${receiptAt(receipt)}/rebook`, { reason: 'Typed wrongly.', ...body }).expect(201));
  return { invoiceId, before, told, rebook };
}

it('one that is corrected pays no instalment, however often; what is more of it does', async () => {
  const { invoiceId, before, told, rebook } = await planned();
  const cheque = await rebook(before, { paymentMethod: 'CHECK' });
  expect(await told()).toBe('ACTIVE 0.00/60.00, 60.00 open');
  const transfer = await rebook(cheque, { paymentMethod: 'BANK_TRANSFER' });
  expect((await as.STAFF.get(receiptAt(transfer)).expect(200)).body).toMatchObject({ correctsId: before });
  await pay(invoiceId, '20.00').expect(201);
  expect(await told()).toBe('ACTIVE 20.00/60.00, 40.00 open');
  await rebook(transfer, { amount: '55.00' });
  expect(await told()).toBe('ACTIVE 35.00/60.00, 25.00 open');
  await pay(invoiceId, '25.00').expect(201);
  expect(await told()).toBe('KEPT 60.00/60.00, 0.00 open');
});

it('one that was corrected before the plan was made counts as from before', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const { id: invoiceId } = await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }] });
  const first = idOf(await pay(invoiceId, '40.00').expect(201));
  const body = { paymentMethod: 'CHECK', reason: 'Typed wrongly.' };
  const second = idOf(await as.STAFF.post(`${receiptAt(first)}/rebook`, body).expect(201));
  const firstDueOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const terms = { clientId: String(clientId), invoiceIds: [invoiceId], count: 2, rhythm: 'MONTH', firstDueOn };
  const plan = await as.STAFF.post(PLANS, terms).expect(201);
  await as.STAFF.post(`${receiptAt(second)}/rebook`, { ...body, paymentMethod: 'CASH' }).expect(201);
  expect((await as.STAFF.get(`${PLANS}/${idOf(plan)}`).expect(200)).body).toMatchObject({ settled: '0.00', total: '60.00' });
});

it('one that is taken back, or given back, takes nothing from what is paid since: it is owed besides the plan', async () => {
  for (const door of ['reverse', 'refunds']) {
    const { invoiceId, before, told } = await planned();
    const body = door === 'reverse' ? {} : { amount: '40.00', fromInvoiceId: invoiceId };
    const answer = await as.STAFF.post(`${receiptAt(before)}/${door}`, { reason: 'Bounced.', ...body });
    expect([door, answer.status < 300]).toEqual([door, true]);
    expect(await told()).toBe('ACTIVE 0.00/60.00, 100.00 open');
    const since = idOf(await pay(invoiceId, '20.00').expect(201));
    expect(await told()).toBe('ACTIVE 20.00/60.00, 80.00 open');
    // What was paid since is taken back from the plan.
    await as.STAFF.post(`${receiptAt(since)}/reverse`, { reason: 'Bounced.' }).expect(200);
    expect(await told()).toBe('ACTIVE 0.00/60.00, 100.00 open');
    await pay(invoiceId, '60.00').expect(201);
    expect(await told()).toBe('KEPT 60.00/60.00, 40.00 open');
  }
});
