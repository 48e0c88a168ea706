/** Clients over the API: who sees whom, search, duplicates, notes, deletion, and what hangs off a client. */
import { withApp } from '../../support/app.js';
import {
  aClient,
  aCommunication,
  aDocument,
  aLearner,
  anAppointment,
  anInsuranceProvider,
  aRecordPermission,
} from '../../support/builders.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

interface Item {
  id: string;
  [field: string]: unknown;
}
interface ListBody {
  items: Item[];
  nextCursor: string | null;
  total?: number;
}
const ids = (answer: { body: unknown }): string[] => (answer.body as ListBody).items.map((item) => item.id);
const codeOf = (answer: { body: unknown }): string => (answer.body as { code: string }).code;

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

describe('a caseload', () => {
  it('shows a therapist the clients that are theirs or have an appointment with them, and nobody else', async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    const own = await aClient(app.prisma, { therapistId: therapist.user.id });
    const met = (await anAppointment(app.prisma, { therapistId: therapist.user.id })).clientId;
    const assisted = await anAppointment(app.prisma);
    await app.prisma.appointmentStaff.create({
      data: { appointmentId: assisted.id, userId: therapist.user.id, role: 'ASSISTANT' },
    });
    const inGroup = await aLearner(app.prisma);
    const group = await anAppointment(app.prisma, { therapistId: therapist.user.id, clientId: met, isGroupSession: true });
    await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId: inGroup.id } });
    const stranger = await aClient(app.prisma);

    const seen = ids(await therapist.get('/api/clients?limit=200').expect(200)).sort();
    expect(seen).toEqual([own.id, met, assisted.clientId, inGroup.clientId].map(String).sort());
    await therapist.get(`/api/clients/${stranger.id}`).expect(404);
    await therapist.put(`/api/clients/${stranger.id}`, { priority: 'HIGH' }).expect(404);
    await therapist.get(`/api/clients/${stranger.id}/learners`).expect(404);
    await therapist.get(`/api/clients/${stranger.id}/appointments`).expect(404);
    const counted = (await therapist.get('/api/clients?count=true&limit=1').expect(200)).body as ListBody;
    expect(counted.total).toBe(4);
  });

  it('obeys an entry that closes or opens one client, until it expires', async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    const own = await aClient(app.prisma, { therapistId: therapist.user.id });
    const other = await aClient(app.prisma);
    const closed = await aRecordPermission(app.prisma, 'VIEW_CLIENT', {
      userId: therapist.user.id,
      clientId: own.id,
      granted: false,
    });
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: therapist.user.id, clientId: other.id, granted: true });
    expect(ids(await therapist.get('/api/clients'))).toEqual([String(other.id)]);
    await therapist.get(`/api/clients/${own.id}`).expect(404);
    await app.prisma.recordPermission.update({ where: { id: closed.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    await therapist.get(`/api/clients/${own.id}`).expect(200);
  });

  it('hides what hangs off a learner who is closed', async () => {
    const learner = await aLearner(app.prisma);
    const sibling = await aLearner(app.prisma, { clientId: learner.clientId });
    const appointment = await anAppointment(app.prisma, { clientId: learner.clientId, learnerId: learner.id });
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: as.STAFF.user.id, learnerId: learner.id, granted: false });
    expect(ids(await as.STAFF.get(`/api/clients/${learner.clientId}/learners`))).toEqual([String(sibling.id)]);
    await as.STAFF.get(`/api/clients/${learner.clientId}/learners/${learner.id}`).expect(404);
    expect(ids(await as.STAFF.get(`/api/clients/${learner.clientId}/appointments`))).toEqual([]);
    expect(ids(await as.ADMIN.get(`/api/clients/${learner.clientId}/appointments`))).toEqual([String(appointment.id)]);
  });
});

describe('search', () => {
  it('finds by part of a name, without accents, with a slip of the pen, by e-mail and by the digits of a phone number', async () => {
    const client = await aClient(app.prisma, {
      firstName: 'Zoé',
      lastName: 'Quillfeather',
      email: 'z.quill@mail.example',
      phone: '+1 (613) 555-0199',
    });
    for (const q of ['quillf', 'zoe quill', 'Quilfeather', 'z.quill@mail', '613-555-0199', '5550199']) {
      expect([q, ids(await as.STAFF.get('/api/clients').query({ q }))]).toEqual([q, [String(client.id)]]);
    }
    expect(ids(await as.STAFF.get('/api/clients').query({ q: '%' }))).toEqual([]);
    expect(ids(await as.STAFF.get('/api/clients').query({ q: 'quill_eather' }))).not.toContain('%');
  });

  it('never finds a client outside of the scope', async () => {
    await aClient(app.prisma, { lastName: 'Hiddenbrook' });
    expect(ids(await as.THERAPIST.get('/api/clients').query({ q: 'Hiddenbrook' }))).toEqual([]);
  });
});

describe('a list', () => {
  it('goes through all pages once, while rows come and go', async () => {
    const made: string[] = [];
    for (const lastName of ['Ka', 'Kb', 'Kc', 'Kd', 'Ke'])
      made.push(String((await aClient(app.prisma, { lastName, preferredLanguage: 'KO' })).id));
    const first = (await as.STAFF.get('/api/clients?preferredLanguage=KO&limit=2')).body as ListBody;
    await app.prisma.client.delete({ where: { id: BigInt(made[0] as string) } });
    await aClient(app.prisma, { lastName: 'Kaa', preferredLanguage: 'KO' });
    const rest: string[] = [];
    for (let cursor = first.nextCursor; cursor;) {
      const page = (await as.STAFF.get('/api/clients?preferredLanguage=KO&limit=2').query({ cursor })).body as ListBody;
      rest.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    expect([...first.items.map((item) => item.id), ...rest]).toEqual(made);
  });

  it('sorts both ways and filters by several statuses', async () => {
    const therapistId = as.THERAPIST.id;
    for (const [lastName, status] of [
      ['Ua', 'ACTIVE'],
      ['Ub', 'INACTIVE'],
      ['Uc', 'WAITLIST'],
    ] as const) {
      await aClient(app.prisma, { lastName, status, therapistId: BigInt(therapistId) });
    }
    const names = async (query: string) =>
      ((await as.STAFF.get(`/api/clients?therapistId=${therapistId}&${query}`).expect(200)).body as ListBody).items.map(
        (item) => item.lastName,
      );
    expect(await names('sort=-lastName')).toEqual(['Uc', 'Ub', 'Ua']);
    expect(await names('status=ACTIVE&status=WAITLIST')).toEqual(['Ua', 'Uc']);
    expect(await names('status=INACTIVE')).toEqual(['Ub']);
  });

  it('refuses a cursor of another order, of other filters and of another list, and gives one that says nothing', async () => {
    await aClient(app.prisma, { lastName: 'Aaaaeinsam' });
    await aClient(app.prisma, { lastName: 'Aaaazweisam' });
    const { nextCursor } = (await as.STAFF.get('/api/clients?limit=1')).body as ListBody;
    const answer = await as.STAFF.get('/api/clients?limit=1&sort=-createdAt').query({ cursor: nextCursor });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'request.malformed']);
    const cursor = nextCursor ?? '';
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/sam/i);
    await as.STAFF.get('/api/clients?limit=1').query({ cursor }).expect(200);
    await as.STAFF.get('/api/clients?limit=1&status=ACTIVE').query({ cursor }).expect(400);
    await as.STAFF.get('/api/users/directory?limit=1').query({ cursor }).expect(400);
  });
});

describe('a new client', () => {
  it('is answered with a Location, a version, and who may be the same person', async () => {
    const old = await aClient(app.prisma, { firstName: 'Jordan', lastName: 'Pemberthy', phone: '+1 613 555 0171' });
    const answer = await as.RECEPTIONIST.post('/api/clients', {
      firstName: 'Jordan',
      lastName: 'Pemberty',
      phone: '613 555 0171',
    }).expect(201);
    const body = answer.body as { id: string; possibleDuplicates: Item[]; status: string };
    expect(answer.get('Location')).toBe(`/api/clients/${body.id}`);
    expect(answer.get('ETag')).toMatch(/^"[0-9a-z]+\.[\w-]{16}"$/);
    expect(body.status).toBe('ACTIVE');
    expect(body.possibleDuplicates).toEqual([
      { id: String(old.id), name: 'Jordan Pemberthy', reasons: expect.arrayContaining(['name']) as unknown },
    ]);
    const events = await app.prisma.auditEvent.findMany({ where: { recordType: 'Client', recordId: body.id } });
    expect(events.map((event) => [event.action, event.actorId])).toEqual([['CREATE', as.RECEPTIONIST.user.id]]);
  });

  it('is told of whoever adds the same person at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const felix = { firstName: `Félix ${round}`, lastName: 'Ibarra', phone: `613 555 0${100 + round}` };
      const twin = { ...felix, firstName: `Felix ${round}` };
      const answers = await Promise.all([as.RECEPTIONIST.post('/api/clients', felix), as.STAFF.post('/api/clients', twin)]);
      const told = answers.map(({ body }) => body as { id: string; possibleDuplicates: Item[] });
      const [one, other] = told.map(({ possibleDuplicates }) => possibleDuplicates.map(({ id }) => id));
      expect([one?.includes(told[1]?.id ?? ''), other?.includes(told[0]?.id ?? '')].sort()).toEqual([false, true]);
    }
  });

  it('and so is who adds the same learner', async () => {
    for (let round = 0; round < 20; round++) {
      const { id } = await aClient(app.prisma);
      const robin = { firstName: 'Robin', lastName: 'Ellery' };
      const answers = await Promise.all([
        as.RECEPTIONIST.post(`/api/clients/${id}/learners`, robin),
        as.STAFF.post(`/api/clients/${id}/learners`, robin),
      ]);
      const told = answers.map(({ body }) => (body as { warnings: { code: string }[] }).warnings.map(({ code }) => code));
      expect(told.sort()).toEqual([[], ['POSSIBLE_DUPLICATE']]);
    }
  });

  it('names the likest first, where many are alike', async () => {
    const names = [...Array(12).keys()].map((number) => `Robinson ${number + 10}`);
    for (const firstName of names) await aClient(app.prisma, { firstName, lastName: 'Featherstone', phone: '' });
    const answer = await as.STAFF.post('/api/clients', { firstName: names[11], lastName: 'Featherstone' }).expect(201);
    const { possibleDuplicates } = answer.body as { possibleDuplicates: { name: string }[] };
    expect([possibleDuplicates.length, possibleDuplicates[0]?.name]).toEqual([10, `${names[11]} Featherstone`]);
  });

  it('is refused with the field at fault, and nothing is kept', async () => {
    const before = await app.prisma.client.count();
    const blank = await as.STAFF.post('/api/clients', { firstName: ' ', lastName: 'X', phone: '613 555 0100' }).expect(422);
    expect((blank.body as { errors: unknown }).errors).toEqual([{ path: 'firstName', message: 'must not be empty' }]);
    const unknown = await as.STAFF.post('/api/clients', {
      firstName: 'A',
      lastName: 'X',
      phone: '613 555 0100',
      therapistId: '999999999',
    }).expect(422);
    expect((unknown.body as { errors: { path: string }[] }).errors[0]?.path).toBe('therapistId');
    expect(await app.prisma.client.count()).toBe(before);
  });
});

describe('notes', () => {
  it('are neither shown to nor taken from a receptionist', async () => {
    const client = await aClient(app.prisma, { notes: 'stammers under stress' });
    const seen = await as.RECEPTIONIST.get(`/api/clients/${client.id}`).expect(200);
    expect(seen.text).not.toContain('stammers');
    expect(seen.body).not.toHaveProperty('notes');
    expect((await as.RECEPTIONIST.get('/api/clients?limit=200')).text).not.toContain('stammers');
    expect((await as.STAFF.get(`/api/clients/${client.id}`)).body).toMatchObject({ notes: 'stammers under stress' });
    const refused = await as.RECEPTIONIST.put(`/api/clients/${client.id}`, { notes: 'x' });
    expect([refused.status, (refused.body as { errors: { path: string }[] }).errors[0]?.path]).toEqual([403, 'notes']);
  });

  it('can be closed for one client', async () => {
    const client = await aClient(app.prisma, { notes: 'private' });
    const staff = await signedIn(app, 'STAFF');
    await aRecordPermission(app.prisma, 'VIEW_CLINICAL_NOTE', { userId: staff.user.id, clientId: client.id, granted: false });
    expect((await staff.get(`/api/clients/${client.id}`).expect(200)).body).not.toHaveProperty('notes');
  });
});

describe('a change', () => {
  it('keeps absent fields, clears null, and gives a new version', async () => {
    const client = await aClient(app.prisma, { address: '1 Elm Street', priority: 'LOW' });
    const before = await as.STAFF.get(`/api/clients/${client.id}`);
    const after = await as.STAFF.put(`/api/clients/${client.id}`, { address: null })
      .set('If-Match', before.get('ETag') ?? '')
      .expect(200);
    expect(after.body).toMatchObject({ address: null, priority: 'LOW', firstName: client.firstName });
    expect(after.get('ETag')).not.toBe(before.get('ETag'));
    const stale = await as.ADMIN.put(`/api/clients/${client.id}`, { priority: 'HIGH' }).set('If-Match', before.get('ETag') ?? '');
    expect([stale.status, codeOf(stale)]).toEqual([412, 'record.stale']);
    await as.ADMIN.delete(`/api/clients/${client.id}`)
      .set('If-Match', before.get('ETag') ?? '')
      .expect(412);
  });

  it('lets one of many writers of the same version win', async () => {
    const client = await aClient(app.prisma);
    const version = (await as.STAFF.get(`/api/clients/${client.id}`)).get('ETag') ?? '';
    const tries = Array.from({ length: 10 }, (_, n) =>
      as.STAFF.put(`/api/clients/${client.id}`, { address: `${n} Elm` }).set('If-Match', version),
    );
    const statuses = (await Promise.all(tries)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(9);
  });
});

describe('deleting', () => {
  it('removes a client without records and archives one with records', async () => {
    const empty = await aClient(app.prisma);
    await as.STAFF.delete(`/api/clients/${empty.id}`).expect(204);
    await as.STAFF.get(`/api/clients/${empty.id}`).expect(404);
    const { clientId } = await anAppointment(app.prisma);
    const answer = await as.STAFF.delete(`/api/clients/${clientId}`).expect(200);
    expect(answer.body).toMatchObject({ id: String(clientId), status: 'ARCHIVED' });
    await as.RECEPTIONIST.delete(`/api/clients/${clientId}`).expect(403);
  });
});

describe('Idempotency-Key', () => {
  it('answers a repeat with the first answer, and refuses another body under the same key', async () => {
    const body = { firstName: 'Once', lastName: 'Only', phone: '613 555 0123' };
    const key = 'booking-desk-0001';
    const first = await as.STAFF.post('/api/clients', body).set('Idempotency-Key', key).expect(201);
    const again = await as.STAFF.post('/api/clients', body).set('Idempotency-Key', key).expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.get('Location')).toBe(first.get('Location'));
    const other = await as.STAFF.post('/api/clients', { ...body, lastName: 'Other' }).set('Idempotency-Key', key);
    expect([other.status, codeOf(other)]).toEqual([422, 'idempotency.key_reused']);
    // Another user's key is another key.
    await as.ADMIN.post('/api/clients', body).set('Idempotency-Key', key).expect(201);
    expect(await app.prisma.client.count({ where: { firstName: 'Once' } })).toBe(2);
  });

  it('makes one record of many requests at the same time', async () => {
    const body = { firstName: 'Race', lastName: 'Winner', phone: '613 555 0124' };
    const tries = Array.from({ length: 8 }, () => as.STAFF.post('/api/clients', body).set('Idempotency-Key', 'race-1'));
    const statuses = (await Promise.all(tries)).map((answer) => answer.status);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect(await app.prisma.client.count({ where: { firstName: 'Race' } })).toBe(1);
  });
});

describe('insurance', () => {
  it('keeps one primary policy at a time', async () => {
    const client = await aClient(app.prisma);
    const provider = await anInsuranceProvider(app.prisma);
    const policy = {
      insuranceProviderId: String(provider.id),
      policyNumber: 'P-1',
      memberId: 'M-1',
      policyHolderName: 'A B',
      relationshipToClient: 'SELF',
    };
    const path = `/api/clients/${client.id}/insurance`;
    const first = await as.STAFF.post(path, {
      ...policy,
      coverageStartDate: '2026-01-01',
      coverageEndDate: '2026-12-31',
      maxAnnualCoverage: '1200.00',
    }).expect(201);
    expect(first.body).toMatchObject({ isPrimary: true, maxAnnualCoverage: '1200.00', coverageStartDate: '2026-01-01' });
    expect((await as.STAFF.post(path, policy).expect(201)).body).toMatchObject({ isPrimary: false });
    const second = await as.STAFF.post(path, { ...policy, isPrimary: true, coverageStartDate: '2026-12-31' });
    expect([second.status, codeOf(second)]).toEqual([409, 'insurance.primary_exists']);
    expect(
      (await as.STAFF.post(path, { ...policy, isPrimary: true, coverageStartDate: '2027-01-01' }).expect(201)).body,
    ).toMatchObject({ isPrimary: true });
    await as.STAFF.post(path, { ...policy, maxAnnualCoverage: '12' }).expect(400);
    await as.RECEPTIONIST.post(path, policy).expect(403);
    expect(ids(await as.RECEPTIONIST.get(path).expect(200))).toHaveLength(3);
  });
});

describe('caregivers', () => {
  it('hands the primary contact on, and needs a way to be reached', async () => {
    const client = await aClient(app.prisma);
    const path = `/api/clients/${client.id}/caregivers`;
    const first = (
      await as.STAFF.post(path, {
        firstName: 'Ada',
        lastName: 'S',
        relationship: 'PARENT',
        phone: '613 555 0101',
        isPrimaryContact: true,
      }).expect(201)
    ).body as Item;
    const second = (
      await as.STAFF.post(path, {
        firstName: 'Bea',
        lastName: 'S',
        relationship: 'GRANDPARENT',
        email: 'bea@mail.example',
        isPrimaryContact: true,
        mayBook: true,
      }).expect(201)
    ).body as Item;
    const items = ((await as.STAFF.get(path)).body as ListBody).items;
    expect(items.map((item) => [item.id, item.isPrimaryContact])).toEqual([
      [second.id, true],
      [first.id, false],
    ]);
    const refused = await as.STAFF.put(`${path}/${second.id}`, { email: null });
    expect([refused.status, codeOf(refused)]).toEqual([422, 'caregiver.contact_missing']);
  });
});

describe('documents and communications of a client', () => {
  it('leave confidential ones out for a receptionist, in the list and in the count', async () => {
    const client = await aClient(app.prisma);
    for (const securityClassification of ['PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'RESTRICTED'] as const) {
      await aDocument(app.prisma, { clientId: client.id, securityClassification });
      await aCommunication(app.prisma, { clientId: client.id, securityClassification });
    }
    for (const kind of ['documents', 'communications']) {
      const path = `/api/clients/${client.id}/${kind}?count=true`;
      expect((await as.STAFF.get(path)).body).toMatchObject({ total: 4 });
      const few = (await as.RECEPTIONIST.get(path)).body as ListBody;
      expect([few.total, few.items.map((item) => item.securityClassification).sort()]).toEqual([2, ['INTERNAL', 'PUBLIC']]);
    }
  });
});
