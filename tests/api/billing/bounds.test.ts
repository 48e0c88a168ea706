/** What anybody types is bounded, so that nobody's report breaks of it. */
import { panelOf } from '../../admin/support/panel.js';
import { withApp } from '../../support/app.js';
import { aClient, aFunding, anInsurance } from '../../support/builders.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent } = billing(app, () => as.STAFF);
const MOST = '9999999999.99';
const MORE = '10000000000.00';
const pathsOf = ({ body }: { body: unknown }) => (body as { errors: { path: string }[] }).errors.map(({ path }) => path);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

it('payments of the most that there may be are told by every report, and more is refused at its field', async () => {
  const { id } = await aClient(app.prisma);
  const paid = (amount: string) =>
    as.RECEPTIONIST.post('/api/billing/payments', {
      clientId: String(id),
      amount,
      paymentMethod: 'CASH',
      paymentDate: '2026-03-02',
      onAccount: true,
    });
  expect(pathsOf(await paid(MORE).expect(400))).toEqual(['amount']);
  for (let n = 0; n < 12; n++) await paid(MOST).expect(201);
  const month = 'from=2026-03-01&to=2026-03-31';
  for (const path of [`revenue?${month}`, `cash-up?${month}`, 'receivables', 'receivables/clients'])
    await as.ADMIN.get(`/api/billing/reports/${path}`).expect(200);
  const { body } = await as.ADMIN.get(`/api/billing/reports/cash-up?${month}`).expect(200);
  expect(JSON.stringify(body)).toContain('119999999999.88');
  await as.STAFF.get(`/api/clients/${id}/statement?${month}`).expect(200);
});

it('prices of packages, totals of sources and maxima of policies are bounded too, by the database as well', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const source = await aFunding(app.prisma, { clientId });
  const policy = await anInsurance(app.prisma, { clientId });
  const { body } = await as.STAFF.post('/api/billing/packages', {
    clientId: String(clientId),
    serviceCodeId: await aService('90.00'),
    visits: 10,
    price: MORE,
    validFrom: '2026-03-01',
    expiresOn: '2026-12-31',
  }).expect(400);
  expect(pathsOf({ body })).toEqual(['price']);
  await as.STAFF.put(`/api/clients/${clientId}/funding/${source.id}`, { totalAmount: MORE }).expect(400);
  await as.STAFF.put(`/api/clients/${clientId}/insurance/${policy.id}`, { maxAnnualCoverage: MORE }).expect(400);
  await expect(
    app.prisma.clientFunding.update({ where: { id: source.id }, data: { totalAmount: MORE, remainingAmount: MORE } }),
  ).rejects.toThrow(/client_funding_bound_check/);
  await expect(
    app.prisma.clientInsurance.update({ where: { id: policy.id }, data: { maxAnnualCoverage: MORE } }),
  ).rejects.toThrow(/client_insurance_bound_check/);
});

describe('what was used', () => {
  it('is not less than the total of its source', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const source = await aFunding(app.prisma, { clientId, startDate: new Date('2026-01-01') });
    const lines = [{ serviceCodeId: await aService('100.00'), unitPrice: '60.00' }];
    await aSent({ clientId, fundingSource: 'GRANT', fundingId: String(source.id), lines });
    const total = (totalAmount: string) => as.STAFF.put(`/api/clients/${clientId}/funding/${source.id}`, { totalAmount });
    const refused = await total('59.99').expect(422);
    expect([codeOf(refused), pathsOf(refused)]).toEqual(['funding.amount', ['totalAmount']]);
    await total('60.00').expect(200);
    const panel = await panelOf(app, 'STAFF');
    expect((await panel.edit('ClientFunding', String(source.id), { totalAmount: '10.00' })).notice?.type).toBe('error');
    await expect(app.prisma.clientFunding.update({ where: { id: source.id }, data: { totalAmount: '1.00' } })).rejects.toThrow(
      /client_funding_total_check/,
    );
  });

  it('goes on naming its program and its insurer; what was not used may be another’s', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const source = await aFunding(app.prisma, { clientId, startDate: new Date('2026-01-01') });
    const policy = await anInsurance(app.prisma, { clientId });
    const elsewhere = await aFunding(app.prisma);
    const other = await anInsurance(app.prisma);
    const program = () =>
      as.STAFF.put(`/api/clients/${clientId}/funding/${source.id}`, { fundingProgramId: String(elsewhere.fundingProgramId) });
    const insurer = (insuranceProviderId: bigint) =>
      as.STAFF.put(`/api/clients/${clientId}/insurance/${policy.id}`, { insuranceProviderId: String(insuranceProviderId) });
    await insurer(other.insuranceProviderId).expect(200);
    await insurer(policy.insuranceProviderId).expect(200);
    const lines = [{ serviceCodeId: await aService('100.00') }];
    await aSent({ clientId, fundingSource: 'GRANT', fundingId: String(source.id), lines });
    await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
    expect(codeOf(await program().expect(409))).toBe('funding.used');
    expect(codeOf(await insurer(other.insuranceProviderId).expect(409))).toBe('insurance.used');
    // The same as before is no change.
    await insurer(policy.insuranceProviderId).expect(200);
    const panel = await panelOf(app, 'STAFF');
    const change = { insuranceProviderId: String(other.insuranceProviderId) };
    expect((await panel.edit('ClientInsurance', String(policy.id), change)).notice?.type).toBe('error');
  });
});
