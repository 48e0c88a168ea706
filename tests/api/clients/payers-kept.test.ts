/** Insurers and funding programs: who may keep them, what is refused, and that what is named stays. */
import type { Response } from 'supertest';
import { withApp } from '../../support/app.js';
import { aClient, aFunding, anInsurance } from '../../support/builders.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

const codeOf = ({ body }: Response): string => (body as { code: string }).code;

const INSURER = {
  name: "O'Hara & Söhne Mutual",
  contactPerson: 'Claims desk',
  phone: '+1 555 010 0150',
  email: 'claims@ohara.example',
  website: 'https://ohara.example',
  address: '1 Harbour Road',
  city: 'Northfield',
  province: 'ON',
  postalCode: 'K0A 1B1',
  submissionPortal: 'https://providers.ohara.example',
  submissionFormat: 'ELECTRONIC',
  electronicFiling: true,
  notes: 'Two lines\nof notes.',
};
const PROGRAM = {
  name: 'Frühe Hilfen',
  programType: 'GRANT',
  description: 'For children before school age',
  maxAmount: '2500.00',
  coveragePeriod: '12 months',
  ageRestrictions: 'Up to six years',
  documentationRequired: 'Plan of care',
  renewalProcess: 'Each spring',
  website: 'https://grants.example',
  contactInformation: 'Grants office',
  applicationProcess: 'The family applies',
  province: 'ON',
};

describe.each([
  ['/api/insurance-providers', INSURER, { city: null, electronicFiling: false }],
  ['/api/funding-programs', PROGRAM, { maxAmount: null, coveragePeriod: 'a year' }],
] as const)('%s', (path, given, changes) => {
  it('are added, found, changed with If-Match and removed, each told in the audit', async () => {
    const made = await as.STAFF.post(path, given).expect(201);
    expect(made.body).toMatchObject({ ...given, isActive: true });
    const { id } = made.body as { id: string };
    expect(made.get('Location')).toBe(`${path}/${id}`);
    const read = await as.RECEPTIONIST.get(`${path}/${id}`).expect(200);
    expect([read.body, read.get('ETag')]).toEqual([made.body, made.get('ETag')]);
    const found = await as.STAFF.get(`${path}?q=${encodeURIComponent(given.name.split(' ')[0] ?? '')}`).expect(200);
    expect((found.body as { items: object[] }).items).toEqual([made.body]);
    const changed = await as.STAFF.put(`${path}/${id}`, changes)
      .set('If-Match', made.get('ETag') ?? '')
      .expect(200);
    expect(changed.body).toMatchObject({ ...given, ...changes });
    await as.ADMIN.put(`${path}/${id}`, { isActive: false })
      .set('If-Match', made.get('ETag') ?? '')
      .expect(412);
    await as.ADMIN.delete(`${path}/${id}`)
      .set('If-Match', made.get('ETag') ?? '')
      .expect(412);
    await as.STAFF.delete(`${path}/${id}`).expect(204);
    await as.STAFF.get(`${path}/${id}`).expect(404);
    const kind = path.includes('insurance') ? 'InsuranceProvider' : 'FundingProgram';
    const told = await app.prisma.auditEvent.findMany({ where: { recordType: kind, recordId: id }, orderBy: { id: 'asc' } });
    expect(told.map(({ action }) => action)).toEqual(['CREATE', 'UPDATE', 'DELETE']);
  });

  it('are kept by those who bill', async () => {
    const { id } = (await as.STAFF.post(path, given).expect(201)).body as { id: string };
    for (const who of [as.THERAPIST, as.RECEPTIONIST]) {
      await who.post(path, given).expect(403);
      await who.put(`${path}/${id}`, { isActive: false }).expect(403);
      await who.delete(`${path}/${id}`).expect(403);
    }
    expect((await as.STAFF.get(`${path}/${id}`)).body).toMatchObject({ isActive: true });
  });

  it('say each fault at its field', async () => {
    const wrong = { ...given, name: ' ', website: 'javascript:alert(1)' };
    const refused = await as.STAFF.post(path, wrong).expect(422);
    expect((refused.body as { errors: { path: string }[] }).errors.map((fault) => fault.path)).toEqual(['name', 'website']);
  });
});

it('what a policy or a funding source names stays, and can be set inactive', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const { insuranceProviderId } = await anInsurance(app.prisma, { clientId });
  const { fundingProgramId } = await aFunding(app.prisma, { clientId });
  for (const at of [`/api/insurance-providers/${insuranceProviderId}`, `/api/funding-programs/${fundingProgramId}`]) {
    expect(codeOf(await as.STAFF.delete(at).expect(409))).toBe('record.in_use');
    await as.STAFF.put(at, { isActive: false }).expect(200);
  }
});

it('a program pays no less than nothing', async () => {
  await as.STAFF.post('/api/funding-programs', { ...PROGRAM, maxAmount: '-1.00' }).expect(422);
});
