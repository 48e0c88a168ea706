/** Lists of packages, payment plans and runs say how each stands; what would do nothing is not offered. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { goOnWithRuns } from '../../../src/billing/runs/running.service.js';
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, anAppointmentType } from '../../support/builders.js';
import { at, billing, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';
import { panelOf } from '../support/panel.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);
afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const made = async (path: string, body: object): Promise<string> =>
  ((await as.STAFF.post(path, body).expect(201)).body as { id: string }).id;
/** What a record is called in its list. */
async function called(table: string, id: string): Promise<string> {
  const { records } = await (await panelOf(app, 'STAFF')).list(table, {});
  return String(records.find((one) => one.id === id)?.params.displayName);
}
const offered = async (table: string, id: string): Promise<string[]> =>
  (await (await panelOf(app, 'STAFF')).show(table, id)).record.recordActions.map(({ name }) => name);

it('a package: how many visits are used, and what of that is on drafts', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const serviceCodeId = await aService('100.00');
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
  const body = { clientId: String(clientId), serviceCodeId, visits: 10, price: '900.00', validFrom: '2026-03-01' };
  const id = await made('/api/billing/packages', body);
  await made('/api/billing/payments', { packageId: id, amount: '900.00', paymentMethod: 'CASH', paymentDate: '2026-03-01' });
  const read = async () => (await as.STAFF.get(`/api/billing/packages/${id}`).expect(200)).body as object;
  const bill = async (day: string): Promise<string> => {
    const startTime = new Date(`${day}T15:00:00Z`);
    await anAppointment(app.prisma, { clientId, appointmentTypeId: type.id, status: 'COMPLETED', startTime });
    const days = { clientId: String(clientId), from: day, to: day };
    return ((await as.STAFF.post('/api/billing/visits/invoice', days).expect(201)).body as { invoice: { id: string } }).invoice
      .id;
  };
  await as.STAFF.post(`${at(await bill('2026-03-02'))}/send`, {}).expect(200);
  await bill('2026-03-09');
  expect(await read()).toMatchObject({ used: 2, onDrafts: 1, onDraftsAmount: '90.00', left: '810.00' });
  expect(await called('ClientPackage', id)).toContain('2 of 10 used');
});

it('a payment plan: what is paid, and what is next or late', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService('90.00') }] });
  const { text } = await (await panelOf(app, 'STAFF')).get(`resources/Invoice/records/${invoice.id}/paymentPlan`);
  expect((JSON.parse(text) as { about: object }).about).toEqual({
    words: expect.stringMatching(/^The client owes \$90\.00 of it; in 2: \$45\.00 each, in 3: \$30\.00 each/) as string,
  });
  const plan = { clientId: String(clientId), invoiceIds: [invoice.id], count: 3, rhythm: 'MONTH', firstDueOn: '2027-01-15' };
  const id = await made('/api/billing/payment-plans', plan);
  expect(await called('PaymentPlan', id)).toMatch(/\$0\.00 paid, next on Jan 15, 2027: \$30\.00/);
  await made('/api/billing/payments', {
    clientId: String(clientId),
    amount: '40.00',
    paymentMethod: 'CASH',
    allocations: [{ invoiceId: invoice.id, amount: '40.00' }],
  });
  expect(await called('PaymentPlan', id)).toMatch(/\$40\.00 paid, next on Feb 15, 2027: \$20\.00/);
});

it('a run: its invoices and drafts; sending and going on are offered while something is left', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(await aService('100.00')) });
  await anAppointment(app.prisma, {
    clientId,
    appointmentTypeId: type.id,
    status: 'COMPLETED',
    startTime: new Date('2021-05-03T15:00:00Z'),
  });
  const goOn = () => goOnWithRuns(ctxOfSystem(app.deps, 'job'));
  const id = await made('/api/billing/runs', { fromDay: '2021-05-01', toDay: '2021-05-31' });
  await goOn();
  expect(await called('InvoiceRun', id)).toMatch(/^1 invoice for \$100\.00, 1 draft left – /);
  expect(await offered('InvoiceRun', id)).toContain('send');
  expect(await offered('InvoiceRun', id)).not.toContain('resume');
  await as.STAFF.post(`/api/billing/runs/${id}/send`, {}).expect(200);
  await goOn();
  expect(await called('InvoiceRun', id)).toMatch(/^1 invoice for \$100\.00 – /);
  expect(await offered('InvoiceRun', id)).not.toContain('send');
});
