/** What a payment plan asks for later a statement does not ask for now: what is due and what comes later add up to what is owed. */
import { withApp } from '../../support/app.js';
import { aClient, anInsurance } from '../../support/builders.js';
import { at, billing, faultsOfBooks, type Invoice, invoiceIn } from '../../support/billing.js';
import { cents } from '../../support/books.js';
import { pdfFrom } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

let now = new Date('2026-03-02T15:00:00Z');
const app = withApp({ now: () => now });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, pay } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await as.ADMIN.put('/api/practice', { country: 'CA', currency: 'CAD', locale: 'en-CA', timezone: 'UTC' }).expect(200);
}, 60_000);
afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const on = (day: string): void => {
  now = new Date(`${day}T15:00:00Z`);
};
interface Told {
  closing: string;
  due: string | null;
  later: string | null;
  plans: {
    planId: string;
    invoiceNumbers: string[];
    open: string;
    instalments: { dueOn: string; amount: string; open: string }[];
  }[];
}
const pathOf = (clientId: bigint): string => `/api/clients/${clientId}/statement`;
const told = async (clientId: bigint, query = ''): Promise<Told> =>
  (await as.STAFF.get(`${pathOf(clientId)}?${query}`).expect(200)).body as Told;
const textOf = async (path: string): Promise<string> =>
  (await pdfFrom(as.STAFF, path)).text.replace(/\n/g, ' ').replace(/\s+/g, ' ');
const sent = async (clientId: bigint, rate: string, more: object = {}): Promise<Invoice> => {
  const { id } = await aDraft({ clientId, lines: [{ serviceCodeId: await aService(rate) }], ...more });
  return invoiceIn(await as.STAFF.post(`${at(id)}/send`, { issueDate: '2026-03-02' }).expect(200));
};
const planned = async (clientId: bigint, more: object): Promise<{ id: string }> =>
  (await as.STAFF.post('/api/billing/payment-plans', { clientId: String(clientId), ...more }).expect(201)).body as { id: string };

it('asks for what is due of a plan, tells its instalments, and for the rest of what is owed as before', async () => {
  on('2026-03-02');
  const { id: clientId } = await aClient(app.prisma);
  const { id: policy } = await anInsurance(app.prisma, { clientId });
  // The policy owes 120.00 of it, which is asked of nobody else, and on no plan.
  const shared = await sent(clientId, '300.00', { payers: [{ insuranceId: String(policy), percent: '40' }] });
  await sent(clientId, '50.00');
  expect(await told(clientId)).toMatchObject({ closing: '350.00', due: '230.00', later: '0.00', plans: [] });
  expect(await textOf(`${pathOf(clientId)}/pdf`)).not.toContain('plan');
  const months = { invoiceIds: [shared.id], count: 3, rhythm: 'MONTH', firstDueOn: '2026-03-02' };
  const { id: planId } = await planned(clientId, months);
  const agreed = (open: readonly [string, string, string]) => [
    { dueOn: '2026-03-02', amount: '60.00', open: open[0] },
    { dueOn: '2026-04-02', amount: '60.00', open: open[1] },
    { dueOn: '2026-05-02', amount: '60.00', open: open[2] },
  ];
  const numbers = { planId, invoiceNumbers: [shared.invoiceNumber] };
  expect(await told(clientId)).toMatchObject({
    closing: '350.00',
    due: '110.00',
    later: '120.00',
    plans: [{ ...numbers, open: '180.00', instalments: agreed(['60.00', '60.00', '60.00']) }],
  });
  const paper = await textOf(`${pathOf(clientId)}/pdf`);
  expect(paper).toContain('Amount owed $230.00 Of which later, by the payment plan $120.00 Due by Mar 2, 2026 $110.00');
  expect(paper).toContain(`Payment plan Invoice: ${shared.invoiceNumber} Due Amount Open Mar 2, 2026 $60.00 $60.00`);
  expect(await textOf(`${pathOf(clientId)}/pdf?lang=FR`)).toMatch(
    /Dont plus tard, selon l’entente de paiement 120,00 \$ À régler au 2 mars 2026 110,00 \$/,
  );
  expect(await textOf(`${pathOf(clientId)}/pdf?lang=ES`)).toMatch(/según el plan de pagos .*A pagar hasta el 2 mar 2026/);
  // Of others: what was agreed with the client is nothing to them.
  expect(await told(clientId, 'party=INSURANCE')).toMatchObject({ due: null, later: null, plans: [] });
  expect(await textOf(`${pathOf(clientId)}/pdf?party=INSURANCE`)).not.toContain('plan');
  // Paid in part: the next instalment is due in April, and one asks for it then.
  await pay(shared.id, '70.00').expect(201);
  expect(await told(clientId)).toMatchObject({
    due: '50.00',
    later: '110.00',
    plans: [{ open: '110.00', instalments: agreed(['0.00', '50.00', '60.00']) }],
  });
  expect(await told(clientId, 'to=2026-04-02')).toMatchObject({ due: '100.00', later: '60.00' });
  // A day before the plan knows nothing of it, and the day before the payment nothing of that.
  on('2026-03-05');
  await pay(shared.id, '50.00').expect(201);
  expect(await told(clientId, 'to=2026-03-04')).toMatchObject({ closing: '280.00', due: '50.00', later: '110.00' });
  expect(await told(clientId, 'to=2026-03-01')).toMatchObject({ due: '0.00', later: '0.00', plans: [] });
  for (const day of ['2026-03-04', '2026-03-05', '2026-04-02', '2026-05-02']) {
    const one = await told(clientId, `party=CLIENT&to=${day}`);
    expect([day, cents(one.due ?? '') + cents(one.later ?? '')]).toEqual([day, cents(one.closing)]);
  }
  // Ended: all of it is owed at once again.
  await as.STAFF.post(`/api/billing/payment-plans/${planId}/end`, { reason: 'Pays at once.' }).expect(200);
  expect(await told(clientId)).toMatchObject({ due: '110.00', later: '0.00', plans: [] });
});

it('asks for nothing now where money on account covers more than what is due', async () => {
  on('2026-03-02');
  const { id: clientId } = await aClient(app.prisma);
  const one = await sent(clientId, '100.00');
  await planned(clientId, { invoiceIds: [one.id], count: 2, rhythm: 'MONTH', firstDueOn: '2026-03-02' });
  const deposit = { clientId: String(clientId), amount: '70.00', paymentMethod: 'CASH' };
  await as.STAFF.post('/api/billing/payments', deposit).expect(201);
  expect(await told(clientId)).toMatchObject({ closing: '30.00', due: '0.00', later: '30.00' });
  expect(await textOf(`${pathOf(clientId)}/pdf`)).toContain(
    'Amount owed $30.00 Of which later, by the payment plan $30.00 Due by Mar 2, 2026 $0.00',
  );
});
