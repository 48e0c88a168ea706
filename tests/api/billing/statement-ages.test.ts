/** How old what a client owes is, on their statement as in the reports; and towns in the order of the practice's country. */
import { withApp } from '../../support/app.js';
import { aClient, anInsurance } from '../../support/builders.js';
import { at, billing, faultsOfBooks } from '../../support/billing.js';
import { pdfFrom } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => new Date('2026-03-02T15:00:00Z') });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, pay } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await as.ADMIN.put('/api/practice', { country: 'CA', currency: 'CAD', locale: 'en-CA', timezone: 'UTC' }).expect(200);
}, 60_000);
afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const textOf = async (path: string): Promise<string> =>
  (await pdfFrom(as.STAFF, path)).text.replace(/\n/g, ' ').replace(/ +/g, ' ');

it('what the client owes is told by how long it has been due, without what is on account or asked of others', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const serviceCodeId = await aService('100.00');
  const owed = async (issueDate: string, more: object = {}): Promise<string> => {
    const { id } = await aDraft({ clientId, lines: [{ serviceCodeId, serviceDate: '2025-09-01' }], ...more });
    await as.STAFF.post(`${at(id)}/send`, { issueDate }).expect(200);
    return id;
  };
  const old = await owed('2025-09-01');
  await owed('2025-12-20', { payers: [{ insuranceId: String(policy.id), percent: '80' }] });
  await owed('2026-03-01');
  await pay(old, '40.00', { paymentDate: '2026-03-01' }).expect(201);
  const path = `/api/clients/${clientId}/statement`;
  const ages = { upTo30: '100.00', upTo60: '20.00', upTo90: '0.00', upTo120: '0.00', over120: '60.00' };
  expect((await as.STAFF.get(path).expect(200)).body).toMatchObject({ ages });
  // As the report has them, of the client's own part.
  const report = await as.ADMIN.get('/api/billing/reports/receivables').expect(200);
  expect(JSON.stringify(report.body)).toContain('"over120":"60.00"');
  expect(await textOf(`${path}/pdf`)).toContain(
    'What you owe, by days since it was due 0–30 days 31–60 days 61–90 days 91–120 days Over 120 days $100.00 $20.00 $0.00 $0.00 $60.00',
  );
  expect(await textOf(`${path}/pdf?lang=FR`)).toContain('Plus de 120 jours');
  expect(await textOf(`${path}/pdf?lang=ES`)).toContain('Más de 120 días');
  // On another day other ages; of others none; and none where nothing is owed.
  const then = await as.STAFF.get(`${path}?from=2025-01-01&to=2025-12-31`).expect(200);
  expect(then.body).toMatchObject({ ages: { upTo30: '20.00', upTo120: '100.00', over120: '0.00' } });
  expect((await as.STAFF.get(`${path}?party=INSURANCE`).expect(200)).body).toMatchObject({ ages: null });
  expect(await textOf(`${path}/pdf?party=INSURANCE`)).not.toContain('days since');
  const { id: other } = await aClient(app.prisma);
  expect(await textOf(`/api/clients/${other}/statement/pdf`)).not.toContain('days since');
});

it.each([
  ['FR', 'Paris', null, '75001', '75001 Paris'],
  ['ES', 'Alcalá', 'Madrid', '28801', '28801 Alcalá (Madrid)'],
  ['US', 'Boston', 'MA', '02110', 'Boston, MA 02110'],
  ['CA', 'Montréal', 'QC', 'H2X 1Y4', 'Montréal QC H2X 1Y4'],
])('a practice in %s writes its town as its post does', async (country, city, state, zipCode, line) => {
  await as.ADMIN.put('/api/practice', { country, address: '1 Wharf Street', city, state, zipCode }).expect(200);
  const { id } = await aDraft({ lines: [{ serviceCodeId: await aService('10.00') }] });
  expect(await textOf(`${at(id)}/pdf`)).toContain(`1 Wharf Street ${line}`);
});
