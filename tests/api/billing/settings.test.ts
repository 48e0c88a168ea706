/** How the practice bills: its terms and words on new invoices, terms of a client, and what papers for insurers need. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, aRecordPermission } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, invoiceIn } from '../../support/billing.js';
import { pdfFrom } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => new Date('2026-03-02T15:00:00Z') });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft } = billing(app, () => as.STAFF);
const PATH = '/api/billing/settings';

beforeAll(async () => {
  as = await oneOfEachRole(app);
  // "Today" is the practice's: the same day everywhere in these tests.
  await app.prisma.practice.updateMany({ data: { timezone: 'UTC' } });
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

describe('the billing settings', () => {
  it('are there from the start, are changed field by field, and keep their version', async () => {
    const first = await as.RECEPTIONIST.get(PATH).expect(200);
    expect(first.body).toMatchObject({ paymentTermsDays: 30, termsConditions: null, paperSize: 'LETTER' });
    const tag = first.get('ETag') ?? '';
    await as.STAFF.put(PATH, { paymentTermsDays: 14 }).expect(403);
    const changed = await as.ADMIN.put(PATH, { paperSize: 'A4', invoiceFooter: 'Merci – thank you – gracias' })
      .set('If-Match', tag)
      .expect(200);
    expect(changed.body).toMatchObject({ paymentTermsDays: 30, paperSize: 'A4', invoiceFooter: 'Merci – thank you – gracias' });
    await as.ADMIN.put(PATH, { paymentTermsDays: 14 }).set('If-Match', tag).expect(412);
    for (const wrong of [{ paymentTermsDays: -1 }, { paymentTermsDays: 366 }, { paymentTermsDays: 1.5 }, { paperSize: 'A5' }])
      await as.ADMIN.put(PATH, wrong).expect(400);
    await as.ADMIN.put(PATH, { invoiceFooter: null, paperSize: 'LETTER' }).expect(200);
  });

  it('are one row, which nobody removes or doubles', async () => {
    await expect(app.prisma.billingSettings.create({ data: {} })).rejects.toThrow();
    expect(await app.prisma.billingSettings.count()).toBe(1);
  });

  it('are what a new invoice says; one that says something else keeps it', async () => {
    const words = { termsConditions: 'Net 21.', paymentInstructions: 'By transfer.', paymentTermsDays: 21 };
    await as.ADMIN.put(PATH, words).expect(200);
    const serviceCodeId = await aService('100.00');
    const { id } = await aDraft({ lines: [{ serviceCodeId }], issueDate: '2026-03-02' });
    expect((await as.STAFF.get(at(id)).expect(200)).body).toMatchObject({
      dueDate: '2026-03-23',
      termsConditions: 'Net 21.',
      paymentInstructions: 'By transfer.',
    });
    const own = await aDraft({ lines: [{ serviceCodeId }], termsConditions: null, paymentInstructions: 'Cash.' });
    expect(own).toMatchObject({ termsConditions: null, paymentInstructions: 'Cash.' });
    await as.ADMIN.put(PATH, { termsConditions: null, paymentInstructions: null, paymentTermsDays: 30 }).expect(200);
    expect((await as.STAFF.get(at(id)).expect(200)).body).toMatchObject({ dueDate: '2026-03-23', termsConditions: 'Net 21.' });
  });
});

describe('terms of a client', () => {
  it('come before those of the practice, and are set and seen with the right to bill alone', async () => {
    const client = await aClient(app.prisma);
    const path = `/api/clients/${client.id}`;
    const refused = await as.RECEPTIONIST.put(path, { paymentTermsDays: 200 }).expect(403);
    expect(refused.body).toMatchObject({ code: 'field.refused', errors: [{ path: 'paymentTermsDays' }] });
    await as.STAFF.put(path, { paymentTermsDays: 400 }).expect(400);
    await as.STAFF.put(path, { paymentTermsDays: 7, dateOfBirth: '1984-02-29' }).expect(200);
    expect((await as.RECEPTIONIST.get(path).expect(200)).body).toEqual(
      expect.not.objectContaining({ paymentTermsDays: expect.anything() as unknown }),
    );
    const serviceCodeId = await aService('100.00');
    const mine = await aDraft({ clientId: client.id, issueDate: '2026-03-02', lines: [{ serviceCodeId }] });
    expect(mine).toMatchObject({ dueDate: '2026-03-09' });
    // On the day of issue.
    await as.STAFF.put(path, { paymentTermsDays: 0 }).expect(200);
    expect(await aDraft({ clientId: client.id, issueDate: '2026-03-02', lines: [{ serviceCodeId }] })).toMatchObject({
      dueDate: '2026-03-02',
    });
    const cleared = await as.STAFF.put(path, { paymentTermsDays: null }).expect(200);
    expect(cleared.body).toMatchObject({ paymentTermsDays: null, dateOfBirth: '1984-02-29' });
  });
});

describe('the terms on an invoice', () => {
  const read = async (id: string): Promise<unknown> =>
    ((await as.STAFF.get(at(id)).expect(200)).body as { termsConditions: string | null }).termsConditions;
  const change = (id: string, body: object) => as.STAFF.put(at(id), body).expect(200);
  const send = async (id: string, body: object = {}): Promise<unknown> => {
    await as.STAFF.post(`${at(id)}/send`, body).expect(200);
    return read(id);
  };
  const draft = async (more: object = {}): Promise<string> =>
    (await aDraft({ lines: [{ serviceCodeId: await aService('100.00') }], issueDate: '2026-03-02', ...more })).id;
  const textOf = async (id: string): Promise<string> => (await pdfFrom(as.STAFF, `${at(id)}/pdf`)).text.replace(/\s+/g, ' ');

  beforeAll(async () => {
    await as.ADMIN.put(PATH, { termsConditions: 'Due within 30 days.', paymentTermsDays: 30 }).expect(200);
    await as.ADMIN.put('/api/billing/texts/terms', { FR: 'Payable dans les 30 jours.' }).expect(200);
    await as.ADMIN.put('/api/practice', { country: 'CA', currency: 'CAD', locale: 'en-CA' }).expect(200);
  });
  afterAll(() => as.ADMIN.put(PATH, { termsConditions: null }).expect(200));

  it('are not the usual ones where its day is another, and follow the day until it is sent', async () => {
    expect(await read(await draft())).toBe('Due within 30 days.');
    const id = await draft({ dueDate: '2026-03-12' });
    expect(await read(id)).toBe('Due on {due}.');
    const paper = await textOf(id);
    expect(paper).toContain('Due on Mar 12, 2026.');
    expect(paper).not.toContain('30 days');
    await change(id, { dueDate: '2026-04-01' });
    expect(await read(id)).toBe('Due within 30 days.');
    // As a form sends it back, whole.
    await change(id, { dueDate: '2026-03-20', termsConditions: 'Due within 30 days.' });
    expect(await read(id)).toBe('Due on {due}.');
    // The days stay as many where it is sent on another day.
    expect(await send(id, { issueDate: '2026-02-26' })).toBe('Due on Mar 16, 2026.');
    await change(id, { notes: 'Called.' });
    expect(await read(id)).toBe('Due on Mar 16, 2026.');
    expect(await textOf(id)).toContain('Due Mar 16, 2026');
    const late = await draft();
    expect(await send(late, { dueDate: '2026-03-09' })).toBe('Due on Mar 9, 2026.');
    expect(await send(await draft())).toBe('Due within 30 days.');
  });

  it('are the client’s where they have days of their own, in their language; what somebody typed stays', async () => {
    const { id: clientId } = await aClient(app.prisma, { preferredLanguage: 'FR' });
    expect(await read(await draft({ clientId }))).toBe('Payable dans les 30 jours.');
    await as.STAFF.put(`/api/clients/${clientId}`, { paymentTermsDays: 7 }).expect(200);
    const id = await draft({ clientId });
    expect(await send(id)).toBe('À payer au plus tard le 9 mars 2026.');
    const typed = await draft({ clientId, termsConditions: 'As agreed by phone.' });
    await change(typed, { dueDate: '2026-03-30' });
    expect(await send(typed)).toBe('As agreed by phone.');
    expect(await send(await draft({ clientId, termsConditions: null }))).toBeNull();
  });

  it('name the day wherever the practice puts it, on each invoice', async () => {
    const changed = { termsConditions: 'To be paid by {due}. {Thank you}' };
    await as.ADMIN.put(PATH, changed).expect(200);
    await as.ADMIN.put('/api/billing/texts/terms', { FR: null }).expect(200);
    const id = await draft({ dueDate: '2026-03-12' });
    expect(await read(id)).toBe('To be paid by {due}. {Thank you}');
    expect(await textOf(id)).toContain('To be paid by Mar 12, 2026. {Thank you}');
    expect(await send(id)).toBe('To be paid by Mar 12, 2026. {Thank you}');
    expect(await send(await draft())).toBe('To be paid by Apr 1, 2026. {Thank you}');
  });
});

describe('an NPI', () => {
  it('has a check digit that every door holds', async () => {
    const location = (await as.ADMIN.get('/api/practice/locations?limit=1').expect(200)).body as { items: { id: string }[] };
    const place =
      location.items[0]?.id ??
      (
        (
          await as.ADMIN.post('/api/practice/locations', {
            name: 'A',
            address: '1',
            city: 'B',
            province: 'NY',
            postalCode: '1',
          }).expect(201)
        ).body as { id: string }
      ).id;
    for (const path of ['/api/practice', `/api/users/${as.THERAPIST.id}`, `/api/practice/locations/${place}`]) {
      const wrong = await as.ADMIN.put(path, { npi: '1234567890' }).expect(422);
      expect(wrong.body).toMatchObject({ errors: [{ path: 'npi' }] });
      expect((await as.ADMIN.put(path, { npi: '1234567893' }).expect(200)).body).toMatchObject({ npi: '1234567893' });
      expect((await as.ADMIN.put(path, { npi: '' }).expect(200)).body).toMatchObject({ npi: null });
    }
    await expect(app.prisma.user.updateMany({ data: { npi: '1234567890' } })).rejects.toThrow('users_npi_check');
    await expect(app.prisma.practice.updateMany({ data: { npi: '12345' } })).rejects.toThrow('practice_npi_check');
    await expect(app.prisma.practiceLocation.updateMany({ data: { npi: '123456789x' } })).rejects.toThrow('npi_check');
  });
});

describe('codes of a line', () => {
  const codes = { modifiers: ['gn', '59', 'GN'], diagnosisCodes: ['f80.2'], placeOfService: '11' };

  it('are kept as insurers write them, changed one by one, and refused in another form', async () => {
    const serviceCodeId = await aService('100.00');
    const draft = await aDraft({ lines: [{ serviceCodeId, ...codes }, { serviceCodeId }] });
    const kept = { modifiers: ['GN', '59'], diagnosisCodes: ['F80.2'], placeOfService: '11' };
    expect(draft.lines).toMatchObject([kept, { modifiers: [], diagnosisCodes: [], placeOfService: null }]);
    const line = `${at(draft.id)}/lines/${draft.lines[0]?.id}`;
    expect(invoiceIn(await as.STAFF.put(line, { quantity: '2' }).expect(200)).lines[0]).toMatchObject(kept);
    expect(invoiceIn(await as.STAFF.put(line, { diagnosisCodes: ['F84.0', 'R47.1'] }).expect(200)).lines[0]).toMatchObject({
      diagnosisCodes: ['F84.0', 'R47.1'],
    });
    for (const wrong of [
      { modifiers: ['GN1'] },
      { modifiers: ['A1', 'A2', 'A3', 'A4', 'A5'] },
      { diagnosisCodes: ['speech delay'] },
      { diagnosisCodes: ['80.2'] },
      { placeOfService: '1' },
    ])
      expect([400, 422]).toContain((await as.STAFF.put(line, wrong)).status);
  });

  it('tell no diagnosis to those who may not read clinical notes', async () => {
    const serviceCodeId = await aService('100.00');
    const client = await aClient(app.prisma);
    const learner = await aLearner(app.prisma, { clientId: client.id });
    const lines = [
      { serviceCodeId, ...codes },
      { serviceCodeId, ...codes, learnerId: String(learner.id) },
    ];
    const { id } = await aDraft({ clientId: client.id, lines });
    const seen = invoiceIn(await as.RECEPTIONIST.get(at(id)).expect(200));
    expect(seen.lines.map((line) => 'diagnosisCodes' in line)).toEqual([false, false]);
    expect(JSON.stringify(seen)).not.toContain('F80');
    // Nor of one learner, where that one's notes are closed.
    await aRecordPermission(app.prisma, 'VIEW_CLINICAL_NOTE', {
      userId: as.STAFF.user.id,
      learnerId: learner.id,
      granted: false,
    });
    const closed = invoiceIn(await as.STAFF.get(at(id)).expect(200));
    expect(closed.lines.map((line) => 'diagnosisCodes' in line)).toEqual([true, false]);
  });

  it('are written by those who may write notes alone', async () => {
    const serviceCodeId = await aService('100.00');
    const client = await aClient(app.prisma);
    const { id } = await aDraft({ clientId: client.id, lines: [{ serviceCodeId, ...codes }] });
    await aRecordPermission(app.prisma, 'EDIT_CLINICAL_NOTE', { userId: as.STAFF.user.id, clientId: client.id, granted: false });
    const refused = await as.STAFF.post(`${at(id)}/lines`, { serviceCodeId, serviceDate: '2026-03-02', ...codes }).expect(403);
    expect(codeOf(refused)).toBe('field.refused');
    const [line] = invoiceIn(await as.STAFF.get(at(id)).expect(200)).lines;
    // The rest of a line that has some is theirs to change.
    const changed = invoiceIn(await as.STAFF.put(`${at(id)}/lines/${line?.id}`, { quantity: '3' }).expect(200));
    expect(changed.lines[0]).toMatchObject({ diagnosisCodes: ['F80.2'] });
  });
});
