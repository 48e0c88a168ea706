/** Whose a credit by lines is: each party's as the line charges them, to the cent; their own money comes back to each. */
import { withApp } from '../../support/app.js';
import { aClient, anInsurance } from '../../support/builders.js';
import { at, billing, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, read, pay, account } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const owing = async (id: string) =>
  (await read(id)).shares.filter(({ open }) => open !== '0.00').map(({ party, open }) => `${party} ${open}`);

/** Of a client and of a policy that pays 80 %. */
async function shared(lines: object[]): Promise<{ clientId: bigint; insuranceId: string; invoice: Invoice }> {
  const { id: clientId } = await aClient(app.prisma);
  const insuranceId = String((await anInsurance(app.prisma, { clientId })).id);
  await as.STAFF.post('/api/billing/client-payers', { clientId: String(clientId), insuranceId, percent: '80' }).expect(201);
  const serviceCodeId = await aService('132.00');
  return { clientId, insuranceId, invoice: await aSent({ clientId, lines: lines.map((one) => ({ serviceCodeId, ...one })) }) };
}

const credit = (id: string, lineId: string | undefined, amount: string) =>
  as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'Shorter', lines: [{ lineId, amount }] });

it('takes of a line what is each party’s, so that claims ask for what is left of it', async () => {
  const { invoice } = await shared([{}, {}, {}, {}]);
  await credit(invoice.id, invoice.lines[0]?.id, '50.00').expect(201);
  expect(await owing(invoice.id)).toEqual(['CLIENT 95.60', 'INSURANCE 382.40']);
  const { items } = (await as.STAFF.get(`${at(invoice.id)}/claimable`).expect(200)).body as { items: object[] };
  expect(items).toMatchObject([
    {
      open: '382.40',
      lines: [{ amount: '65.60' }, { amount: '105.60' }, { amount: '105.60' }, { amount: '105.60' }],
      faults: [],
    },
  ]);
  // Cents: 20 % and 80 % of 0.01 and of 33.33 are none.
  await credit(invoice.id, invoice.lines[1]?.id, '33.33').expect(201);
  await credit(invoice.id, invoice.lines[1]?.id, '0.01').expect(201);
  expect(await owing(invoice.id)).toEqual(['CLIENT 88.93', 'INSURANCE 355.73']);
  await as.STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'All' }).expect(201);
  expect(await read(invoice.id)).toMatchObject({ status: 'CANCELLED', balance: '0.00' });
});

it('gives back what a party paid of its part, and takes of others what one neither owes nor paid', async () => {
  const { clientId, invoice } = await shared([{}, {}]);
  await pay(invoice.id, '52.80').expect(201);
  await credit(invoice.id, invoice.lines[0]?.id, '50.00').expect(201);
  expect(await owing(invoice.id)).toEqual(['INSURANCE 171.20']);
  expect(await account(clientId)).toMatchObject({ credit: '10.00' });
  const other = await shared([{}, {}]);
  await pay(other.invoice.id, '264.00').expect(201);
  await credit(other.invoice.id, other.invoice.lines[0]?.id, '50.00').expect(201);
  expect(await account(other.clientId)).toMatchObject({ credit: '50.00', open: '0.00' });
});

it('is of whoever gets money back, where a refund is credited as well', async () => {
  const { invoice } = await shared([{}, {}]);
  const { id: receiptId } = (await pay(invoice.id, '52.80').expect(201)).body as { id: string };
  await as.STAFF.post(`/api/billing/payments/${receiptId}/refunds`, {
    fromInvoiceId: invoice.id,
    amount: '20.00',
    credit: true,
    reason: 'Shorter',
  }).expect(201);
  expect(await owing(invoice.id)).toEqual(['INSURANCE 211.20']);
});

it('counts once in the report of taxes', async () => {
  const rate = { name: 'Shared tax', purpose: 'EVALUATION' as const, country: 'CA', rate: 5, validFrom: new Date('2020-01-01') };
  await app.prisma.practice.updateMany({ data: { country: 'CA' } });
  await app.prisma.taxRate.create({ data: rate });
  const serviceCodeId = await aService('100.00', { taxPurpose: 'EVALUATION' });
  const { invoice } = await shared([{ serviceCodeId }]);
  expect(invoice.totalAmount).toBe('105.00');
  await credit(invoice.id, invoice.lines[0]?.id, '52.50').expect(201);
  expect(await owing(invoice.id)).toEqual(['CLIENT 10.50', 'INSURANCE 42.00']);
  const { body } = await as.ADMIN.get('/api/billing/reports/taxes?from=2026-01-01&to=2030-12-31').expect(200);
  expect((body as { lines: object[] }).lines).toContainEqual(
    expect.objectContaining({ name: 'Shared tax', base: '100.00', charged: '5.00', creditedBase: '50.00', credited: '2.50' }),
  );
});
