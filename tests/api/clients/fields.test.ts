/** Each field of what hangs off a client: kept as sent, read back, cleared by null; each value of each choice. */
import { withApp } from '../../support/app.js';
import {
  aClient,
  aCommunication,
  aDocument,
  aFundingProgram,
  aLearner,
  anInsuranceProvider,
  aUser,
} from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

const LANGUAGES = 'EN FR ES DE IT PT NL PL RU UK AR FA UR HI PA ZH JA KO VI TL ASE'.split(' ');

const app = withApp();
let staff: TokenHolder;

beforeAll(async () => {
  staff = await signedIn(app, 'STAFF');
}, 60_000);

/** Adds it, reads it back, clears what `cleared` names, and reads again: each time all of it is as it was sent. */
async function isKept(path: string, sent: Record<string, unknown>, cleared: string[]): Promise<string> {
  const { id } = (await staff.post(path, sent).expect(201)).body as { id: string };
  expect((await staff.get(`${path}/${id}`).expect(200)).body).toMatchObject(sent);
  const nulls = Object.fromEntries(cleared.map((field) => [field, null]));
  await staff.put(`${path}/${id}`, nulls).expect(200);
  expect((await staff.get(`${path}/${id}`).expect(200)).body).toMatchObject({ ...sent, ...nulls });
  return id;
}

const idsOf = (answer: { body: unknown }): string[] => (answer.body as { items: { id: string }[] }).items.map(({ id }) => id);

describe('each field', () => {
  it('of a client is kept, and its choices are filters', async () => {
    const therapist = await aUser(app.prisma, { role: 'THERAPIST' });
    const id = await isKept(
      '/api/clients',
      {
        firstName: 'Noor',
        lastName: 'Haddad',
        email: 'noor@mail.example',
        phone: '+1 613 555 0142',
        address: '12 Elm St',
        status: 'WAITLIST',
        priority: 'LOW',
        notes: 'Likes trains.',
        therapistId: String(therapist.id),
        preferredLanguage: 'AR',
        requiresInterpreter: true,
        interpreterNotes: 'A woman, please.',
      },
      ['email', 'phone', 'address', 'notes', 'interpreterNotes'],
    );
    for (const filter of [
      'status=WAITLIST',
      'priority=LOW',
      `therapistId=${therapist.id}`,
      'preferredLanguage=AR',
      'requiresInterpreter=true',
    ])
      expect(idsOf(await staff.get(`/api/clients?limit=200&${filter}`).expect(200))).toEqual([id]);
    expect(idsOf(await staff.get('/api/clients?limit=200&requiresInterpreter=false').expect(200))).not.toContain(id);
  });

  it('of a client takes each value', async () => {
    const { id } = await aClient(app.prisma);
    for (const status of ['WAITLIST', 'INACTIVE', 'ARCHIVED', 'ACTIVE'])
      expect((await staff.put(`/api/clients/${id}`, { status }).expect(200)).body).toMatchObject({ status });
    for (const priority of ['LOW', 'MEDIUM', 'HIGH'])
      expect((await staff.put(`/api/clients/${id}`, { priority }).expect(200)).body).toMatchObject({ priority });
    for (const preferredLanguage of LANGUAGES)
      expect((await staff.put(`/api/clients/${id}`, { preferredLanguage }).expect(200)).body).toMatchObject({
        preferredLanguage,
      });
  });

  it('of a learner is kept, in each status', async () => {
    const instructor = await aUser(app.prisma, { role: 'THERAPIST' });
    const client = await aClient(app.prisma);
    const path = `/api/clients/${client.id}/learners`;
    const id = await isKept(
      path,
      {
        firstName: 'Sami',
        lastName: 'Haddad',
        dateOfBirth: '2018-02-28',
        gender: 'male',
        course: 'Grade 2',
        schedule: 'Mornings',
        status: 'ONHOLD',
        notes: 'Shy at first.',
        instructorId: String(instructor.id),
      },
      ['dateOfBirth', 'gender', 'course', 'schedule', 'notes', 'instructorId'],
    );
    for (const status of ['ACTIVE', 'INACTIVE', 'GRADUATED', 'ONHOLD']) {
      await staff.put(`${path}/${id}`, { status }).expect(200);
      expect(idsOf(await staff.get(`${path}?status=${status}`).expect(200))).toEqual([id]);
    }
    const other = await aLearner(app.prisma, { clientId: client.id, status: 'ACTIVE' });
    expect(idsOf(await staff.get(`${path}?status=ACTIVE`).expect(200))).toEqual([String(other.id)]);
  });

  it('of an insurance policy is kept, with who verified it', async () => {
    const client = await aClient(app.prisma);
    const provider = await anInsuranceProvider(app.prisma);
    const path = `/api/clients/${client.id}/insurance`;
    const id = await isKept(
      path,
      {
        insuranceProviderId: String(provider.id),
        policyNumber: 'P-77',
        groupNumber: 'G-5',
        memberId: 'M-9',
        policyHolderName: 'Rana Haddad',
        policyHolderDob: '1985-03-09',
        relationshipToClient: 'Mother',
        coverageStartDate: '2026-01-01',
        coverageEndDate: '2026-12-31',
        maxAnnualCoverage: '2000.00',
        drawnElsewhere: '749.50',
        policyYearMonth: 4,
        policyYearDay: 1,
        coverageDetails: 'Speech therapy, 80 %',
        isPrimary: true,
        verificationDate: '2026-02-01',
      },
      ['groupNumber', 'policyHolderDob', 'coverageDetails', 'maxAnnualCoverage'],
    );
    expect((await staff.get(`${path}/${id}`)).body).toMatchObject({ verifiedBy: staff.id });
    expect((await staff.put(`${path}/${id}`, { verificationDate: null }).expect(200)).body).toMatchObject({ verifiedBy: null });
    const more = { maxAnnualCoverage: '100.00', drawnElsewhere: '100.01' };
    expect((await staff.put(`${path}/${id}`, more)).status).toBe(422);
    const turned = { coverageStartDate: '2026-05-01', coverageEndDate: '2026-04-30' };
    expect((await staff.put(`${path}/${id}`, turned)).status).toBe(422);
  });

  it('of a funding source is kept, in each status, with no more left than there was', async () => {
    const client = await aClient(app.prisma);
    const program = await aFundingProgram(app.prisma);
    const path = `/api/clients/${client.id}/funding`;
    const id = await isKept(
      path,
      {
        fundingProgramId: String(program.id),
        referenceNumber: 'OAP-1',
        status: 'PENDING',
        totalAmount: '5000.00',
        drawnElsewhere: '1000.00',
        startDate: '2026-04-01',
        endDate: '2027-03-31',
        approvalDate: '2026-03-15',
        approvedBy: 'The ministry',
        notes: 'Half for speech.',
      },
      ['referenceNumber', 'approvalDate', 'approvedBy', 'notes'],
    );
    for (const status of ['APPROVED', 'ACTIVE', 'EXHAUSTED', 'EXPIRED', 'DENIED'])
      expect((await staff.put(`${path}/${id}`, { status }).expect(200)).body).toMatchObject({ status });
    const refused = await staff.put(`${path}/${id}`, { drawnElsewhere: '5000.01' });
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([422, 'funding.amount']);
    expect((await staff.put(`${path}/${id}`, { endDate: '2026-03-31' })).status).toBe(422);
  });

  it('of the programs and insurers to choose from is told', async () => {
    const told = {
      programType: 'GRANT',
      maxAmount: '9000.00',
      coveragePeriod: 'a year',
      province: 'ON',
      isActive: false,
    };
    const program = await aFundingProgram(app.prisma, { name: 'Zephyr Fund', ...told });
    const found = await staff.get('/api/funding-programs?isActive=false&q=zephyr').expect(200);
    expect(found.body).toMatchObject({ items: [{ id: String(program.id), name: 'Zephyr Fund', ...told }] });
    const insurer = await anInsuranceProvider(app.prisma, { name: 'Zenith Mutual', electronicFiling: true, isActive: false });
    const insurers = await staff.get('/api/insurance-providers?isActive=false&q=zenith').expect(200);
    expect(insurers.body).toMatchObject({ items: [{ id: String(insurer.id), electronicFiling: true, isActive: false }] });

    // What is no longer offered is not taken.
    const client = await aClient(app.prisma);
    const funding = { totalAmount: '1.00', startDate: '2026-01-01', endDate: '2026-12-31', fundingProgramId: String(program.id) };
    expect((await staff.post(`/api/clients/${client.id}/funding`, funding)).status).toBe(422);
    const policy = { policyNumber: 'P', memberId: 'M', policyHolderName: 'A B', relationshipToClient: 'SELF' };
    const refused = await staff.post(`/api/clients/${client.id}/insurance`, {
      ...policy,
      insuranceProviderId: String(insurer.id),
    });
    expect(refused.status).toBe(422);
  });

  it('of documents and communications that a client’s lists tell is told', async () => {
    const client = await aClient(app.prisma);
    const category = await app.prisma.documentCategory.create({ data: { name: 'Reports' } });
    const uploader = await aUser(app.prisma, { firstName: 'Uma', lastName: 'Ray' });
    const document = await aDocument(app.prisma, {
      clientId: client.id,
      uploaderId: uploader.id,
      categoryId: category.id,
      fileName: 'report.pdf',
      fileSize: 9_007_199_254_740_993n,
      tags: ['speech', 'first'],
      version: 2,
      expirationDate: new Date('2031-01-01T00:00:00Z'),
    });
    const documents = await staff.get(`/api/clients/${client.id}/documents`).expect(200);
    expect(documents.body).toMatchObject({
      items: [
        {
          id: String(document.id),
          fileName: 'report.pdf',
          mimeType: 'application/pdf',
          fileSize: '9007199254740993',
          categoryId: String(category.id),
          categoryName: 'Reports',
          uploaderId: String(uploader.id),
          tags: ['speech', 'first'],
          version: 2,
          uploadDate: document.uploadDate.toISOString(),
          expirationDate: '2031-01-01T00:00:00.000Z',
        },
      ],
    });
    const thread = await app.prisma.messagingThread.create({ data: { clientId: client.id, subject: 'School' } });
    const path = `/api/clients/${client.id}/communications`;
    for (const type of ['EMAIL', 'PHONE', 'INPERSON', 'VIDEO', 'SMS'] as const) {
      await aCommunication(app.prisma, { clientId: client.id, threadId: thread.id, type, requiresSignature: true });
      expect((await staff.get(`${path}?type=${type}`).expect(200)).body).toMatchObject({
        items: [{ type, threadId: String(thread.id), isRead: false, requiresSignature: true, signedAt: null }],
      });
    }
  });
});
