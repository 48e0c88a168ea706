/** Alerts: what everybody must know before they meet a client, over the API and where an appointment is looked at. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAlert, anAppointment, aRecordPermission } from '../../support/builders.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

interface Item {
  id: string;
  clientName: string;
  learnerId: string | null;
  kind: string;
  text: string;
}
interface Told {
  items: Item[];
  interpreter?: { language: string; notes: string | null } | null;
  interpreters?: { clientId: string; language: string }[];
}
const told = (answer: { body: unknown }): Told => answer.body as Told;
const texts = (answer: { body: unknown }): string[] => told(answer).items.map(({ text }) => text);
const codeOf = (answer: { body: unknown }): string => (answer.body as { code: string }).code;

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

describe('alerts on a client', () => {
  it('are added at the desk, and seen by whoever sees the client', async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    const client = await aClient(app.prisma, { firstName: 'Robin', lastName: "O'Ellery", therapistId: therapist.user.id });
    const address = `/api/clients/${client.id}/alerts`;
    const added = await as.RECEPTIONIST.post(address, {
      kind: 'PICK_UP',
      text: '  Not with the father: court order on file. ',
    }).expect(201);
    expect(added.body).toMatchObject({
      clientId: String(client.id),
      clientName: "Robin O'Ellery",
      learnerId: null,
      kind: 'PICK_UP',
      text: 'Not with the father: court order on file.',
    });
    expect(added.headers.location).toBe(`${address}/${(added.body as Item).id}`);
    await therapist.post(address, { kind: 'ALLERGY', text: 'Latex' }).expect(201);
    // By kind, whoever wrote it and whenever.
    expect(texts(await therapist.get(address).expect(200))).toEqual(['Latex', 'Not with the father: court order on file.']);
    await as.THERAPIST.get(address).expect(404);
    await as.THERAPIST.post(address, { kind: 'ALLERGY', text: 'x' }).expect(404);
  });

  it('come in the order of their kinds, whatever was written first', async () => {
    const { id } = await aClient(app.prisma);
    const kinds = ['ALLERGY', 'MEDICAL', 'PICK_UP', 'SAFETY', 'ACCESS', 'OTHER'];
    for (const kind of kinds.toReversed()) await as.STAFF.post(`/api/clients/${id}/alerts`, { kind, text: 'x' }).expect(201);
    const { items } = told(await as.STAFF.get(`/api/clients/${id}/alerts`).expect(200));
    expect(items.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('refuse an empty text, one that is too long, an unknown kind', async () => {
    const { id } = await aClient(app.prisma);
    const wrong = [{ text: ' ' }, { text: 'x'.repeat(501) }, { text: 'two\nlines' }, { kind: 'WEATHER' }];
    for (const fault of wrong) {
      const [field] = Object.keys(fault);
      const answer = await as.STAFF.post(`/api/clients/${id}/alerts`, { kind: 'OTHER', text: 'x', ...fault });
      expect([400, 422]).toContain(answer.status);
      expect((answer.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual([field]);
    }
  });

  it('are changed under their version, and leave the audit trail what they said', async () => {
    const alert = await anAlert(app.prisma, { text: 'Peanuts' });
    const address = `/api/clients/${alert.clientId}/alerts/${alert.id}`;
    const before = await as.STAFF.get(address).expect(200);
    const etag = before.headers.etag ?? '';
    await as.STAFF.put(address, { text: 'Peanuts and milk' }).set('If-Match', etag).expect(200);
    await as.STAFF.put(address, { text: 'Peanuts again' }).set('If-Match', etag).expect(412);
    await as.STAFF.delete(address).set('If-Match', etag).expect(412);
    await as.STAFF.delete(address).expect(204);
    await as.STAFF.get(address).expect(404);
    const kept = await app.prisma.auditEvent.findMany({ where: { recordType: 'ClientAlert', recordId: String(alert.id) } });
    expect(kept.map(({ action }) => action)).toEqual(['UPDATE', 'DELETE']);
    expect(kept[1]?.before).toMatchObject({ text: 'Peanuts and milk' });
  });

  it('about a learner are of that learner’s client, whoever writes them', async () => {
    const learner = await aLearner(app.prisma);
    const other = await aClient(app.prisma);
    const input = { kind: 'MEDICAL', text: 'Epilepsy', learnerId: String(learner.id) };
    const refused = await as.STAFF.post(`/api/clients/${other.id}/alerts`, input).expect(422);
    expect(codeOf(refused)).toBe('reference.other_client');
    const bare = { clientId: other.id, learnerId: learner.id, kind: 'MEDICAL' as const, text: 'x' };
    await expect(app.prisma.clientAlert.create({ data: bare })).rejects.toThrow('client_alerts_learner_of_client_fkey');
    const { body } = await as.STAFF.post(`/api/clients/${learner.clientId}/alerts`, input).expect(201);
    const address = `/api/clients/${learner.clientId}/alerts/${(body as Item).id}`;
    expect((await as.STAFF.put(address, { learnerId: null }).expect(200)).body).toMatchObject({ learnerId: null });
    // An address with somebody else's client has no such alert.
    await as.STAFF.get(`/api/clients/${other.id}/alerts/${(body as Item).id}`).expect(404);
    await as.STAFF.delete(`/api/clients/${other.id}/alerts/${(body as Item).id}`).expect(404);
  });

  it('about a learner who is closed for somebody are not there for them', async () => {
    const staff = await signedIn(app, 'STAFF');
    const learner = await aLearner(app.prisma);
    const { clientId } = learner;
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', {
      userId: staff.user.id,
      learnerId: learner.id,
      granted: false,
    });
    const hidden = await anAlert(app.prisma, { clientId, learnerId: learner.id, text: 'SECRET' });
    await anAlert(app.prisma, { clientId, text: 'Afraid of dogs' });
    expect(texts(await staff.get(`/api/clients/${clientId}/alerts`).expect(200))).toEqual(['Afraid of dogs']);
    const address = `/api/clients/${clientId}/alerts/${hidden.id}`;
    await staff.get(address).expect(404);
    await staff.put(address, { text: 'FORGED' }).expect(404);
    await staff.delete(address).expect(404);
    const named = { kind: 'OTHER', text: 'x', learnerId: String(learner.id) };
    expect(codeOf(await staff.post(`/api/clients/${clientId}/alerts`, named).expect(422))).toBe('reference.not_found');
    expect(await app.prisma.clientAlert.findUnique({ where: { id: hidden.id } })).toMatchObject({ text: 'SECRET' });
  });

  it('about the one learner who is open to somebody are there for them, and no others', async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    const learner = await aLearner(app.prisma);
    const { clientId } = learner;
    const address = `/api/clients/${clientId}/alerts`;
    const own = await anAlert(app.prisma, { clientId, learnerId: learner.id, text: 'Peanuts' });
    const family = await anAlert(app.prisma, { clientId, text: 'SECRET' });
    await anAlert(app.prisma, { clientId, learnerId: (await aLearner(app.prisma, { clientId })).id, text: 'SECRET TOO' });
    await app.prisma.client.update({ where: { id: clientId }, data: { requiresInterpreter: true } });
    await therapist.get(address).expect(404);
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: therapist.user.id, learnerId: learner.id, granted: true });
    const seen = await therapist.get(address).expect(200);
    expect(texts(seen)).toEqual(['Peanuts']);
    expect(told(seen).interpreter).toBeNull();
    await therapist.get(`${address}/${own.id}`).expect(200);
    await therapist.get(`${address}/${family.id}`).expect(404);
    // Their role may change clients: of this one, what is about that learner alone.
    await therapist.put(`${address}/${own.id}`, { text: 'Peanuts and nuts' }).expect(200);
    await therapist.put(`${address}/${own.id}`, { learnerId: null }).expect(404);
    await therapist.put(`${address}/${family.id}`, { text: 'FORGED' }).expect(404);
    await therapist.delete(`${address}/${family.id}`).expect(404);
    await therapist.post(address, { kind: 'OTHER', text: 'x' }).expect(404);
    const more = await therapist.post(address, { kind: 'OTHER', text: 'x', learnerId: String(learner.id) }).expect(201);
    await therapist.delete(`${address}/${(more.body as Item).id}`).expect(204);
    expect(texts(await therapist.get(address).expect(200))).toEqual(['Peanuts and nuts']);
  });

  it('tell of the interpreter that the client’s record asks for', async () => {
    const deaf = { requiresInterpreter: true, preferredLanguage: 'ASE' as const, interpreterNotes: 'Booked by the agency' };
    const client = await aClient(app.prisma, deaf);
    const { interpreter } = told(await as.STAFF.get(`/api/clients/${client.id}/alerts`).expect(200));
    expect(interpreter).toEqual({ language: 'ASE', notes: 'Booked by the agency' });
    await as.STAFF.put(`/api/clients/${client.id}`, { requiresInterpreter: false }).expect(200);
    expect(told(await as.STAFF.get(`/api/clients/${client.id}/alerts`).expect(200)).interpreter).toBeNull();
  });

  it('are 50 at most, also when several are added at once', async () => {
    const { id: clientId } = await aClient(app.prisma);
    await app.prisma.clientAlert.createMany({
      data: Array.from({ length: 48 }, (_, n) => ({ clientId, kind: 'OTHER' as const, text: `No. ${n}` })),
    });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => as.STAFF.post(`/api/clients/${clientId}/alerts`, { kind: 'OTHER', text: 'one more' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422, 422]);
    expect(await app.prisma.clientAlert.count({ where: { clientId } })).toBe(50);
  });
});

describe('the alerts of those who come to an appointment', () => {
  it('are those of the client and of the learner who comes, not of a sister or brother', async () => {
    const learner = await aLearner(app.prisma);
    const { clientId } = learner;
    const sister = await aLearner(app.prisma, { clientId });
    await anAlert(app.prisma, { clientId, text: 'Family' });
    await anAlert(app.prisma, { clientId, learnerId: learner.id, text: 'Learner' });
    await anAlert(app.prisma, { clientId, learnerId: sister.id, text: 'Sister' });
    const { id } = await anAppointment(app.prisma, { clientId, learnerId: learner.id });
    expect(texts(await as.STAFF.get(`/api/appointments/${id}/alerts`).expect(200))).toEqual(['Family', 'Learner']);
    const anyone = await anAppointment(app.prisma, { clientId });
    expect(texts(await as.STAFF.get(`/api/appointments/${anyone.id}/alerts`).expect(200))).toEqual([
      'Family',
      'Learner',
      'Sister',
    ]);
  });

  it('in a group are those of all who take part, as far as the reader may see them', async () => {
    const [one, two] = [await aLearner(app.prisma), await aLearner(app.prisma)];
    const client = await aClient(app.prisma, { requiresInterpreter: true, preferredLanguage: 'ES' });
    const { id } = await anAppointment(app.prisma, { clientId: client.id, isGroupSession: true });
    for (const learner of [one, two]) {
      await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: id, learnerId: learner.id } });
      await anAlert(app.prisma, { clientId: learner.clientId, learnerId: learner.id, text: `Of ${learner.id}` });
    }
    const address = `/api/appointments/${id}/alerts`;
    const all = await as.STAFF.get(address).expect(200);
    expect(texts(all)).toEqual([`Of ${one.id}`, `Of ${two.id}`]);
    expect(told(all).interpreters).toMatchObject([{ clientId: String(client.id), language: 'ES' }]);
    const staff = await signedIn(app, 'STAFF');
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: staff.user.id, clientId: two.clientId, granted: false });
    expect(texts(await staff.get(address).expect(200))).toEqual([`Of ${one.id}`]);
    await as.THERAPIST.get(address).expect(404);
  });

  it('say so where there are more than fit', async () => {
    const clientId = (await aClient(app.prisma)).id;
    const { id } = await anAppointment(app.prisma, { clientId });
    const alerts = (n: number) => Array.from({ length: n }, () => ({ clientId, kind: 'OTHER' as const, text: 'x' }));
    await app.prisma.clientAlert.createMany({ data: alerts(200) });
    const read = async () =>
      (await as.STAFF.get(`/api/appointments/${id}/alerts`).expect(200)).body as Told & { truncated: boolean };
    expect(await read()).toMatchObject({ truncated: false });
    await app.prisma.clientAlert.createMany({ data: alerts(1) });
    const body = await read();
    expect([body.truncated, body.items.length]).toEqual([true, 200]);
  });
});
