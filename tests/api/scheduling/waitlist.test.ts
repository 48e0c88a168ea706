/** The waitlist through the API: entries, who may touch them, moves and placement, positions. */
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { oneOfEachRole, ROLES, type TokenHolder } from '../../support/users.js';
import type { UserRole } from '../../../src/generated/prisma/index.js';

const PATH = '/api/waitlist';
const DAY = 86_400_000;

interface Entry {
  id: string;
  clientId: string;
  clientName: string;
  status: string;
  position: number | null;
  [field: string]: unknown;
}

describe('the waitlist', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;
  let desk: TokenHolder;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    desk = as.RECEPTIONIST;
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.waitlistEntry.deleteMany();
  });

  const made = async (input: object = {}): Promise<Entry> => {
    const clientId = String((await build.aClient(app.prisma)).id);
    return (await desk.post(PATH, { clientId, serviceType: 'THERAPY', ...input }).expect(201)).body as Entry;
  };
  const listed = async (query = ''): Promise<Entry[]> =>
    ((await desk.get(`${PATH}${query}`).expect(200)).body as { items: Entry[] }).items;
  const ids = (entries: Entry[]): string[] => entries.map(({ id }) => id);
  const ago = (days: number): string => new Date(Date.now() - days * DAY - 60_000).toISOString();

  describe('an entry', () => {
    it('keeps what is wished for, and says it in names', async () => {
      const client = await build.aClient(app.prisma, { firstName: 'Robin', lastName: 'Ellery', priority: 'HIGH' });
      const therapist = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera' });
      const location = await build.aLocation(app.prisma, { name: 'Harbour Street' });
      const wishes = {
        preferredSchedule: 'Any morning',
        preferredDays: [2, 4],
        preferredFrom: '09:00',
        preferredTo: '24:00',
        preferredTherapistId: String(therapist.id),
        preferredLocationId: String(location.id),
        preferredLanguage: 'FR',
        notes: 'Rang twice.',
      };
      const answer = await desk.post(PATH, {
        clientId: String(client.id),
        serviceType: 'ASSESSMENT',
        requestDate: ago(42),
        ...wishes,
      });
      expect(answer.status).toBe(201);
      const { id } = answer.body as Entry;
      expect(answer.get('Location')).toBe(`${PATH}/${id}`);
      const read = await desk.get(`${PATH}/${id}`).expect(200);
      expect(read.get('ETag')).toBeDefined();
      expect(read.body).toMatchObject({
        ...wishes,
        id,
        clientName: 'Robin Ellery',
        preferredTherapistName: 'Sam Rivera',
        preferredLocationName: 'Harbour Street',
        status: 'WAITING',
        priority: null,
        effectivePriority: 'HIGH',
        position: 1,
        waitingDays: 42,
        statusChangedAt: null,
        appointmentId: null,
      });
    });

    it('changes what is sent, clears what is null, keeps the rest', async () => {
      const { id } = await made({ preferredDays: [5, 1, 5], preferredFrom: '09:00', preferredTo: '12:00', notes: 'x' });
      const answer = await desk.put(`${PATH}/${id}`, { priority: 'LOW', notes: null, preferredFrom: '10:30' }).expect(200);
      expect(answer.body).toMatchObject({
        priority: 'LOW',
        effectivePriority: 'LOW',
        notes: null,
        preferredDays: [1, 5],
        preferredFrom: '10:30',
        preferredTo: '12:00',
      });
      expect((await desk.put(`${PATH}/${id}`, { priority: null, preferredDays: [] }).expect(200)).body).toMatchObject({
        effectivePriority: 'MEDIUM',
        preferredDays: [],
      });
      const events = await app.prisma.auditEvent.findMany({
        where: { recordType: 'WaitlistEntry', recordId: id },
        orderBy: { id: 'asc' },
      });
      expect(events.map(({ action }) => action)).toEqual(['CREATE', 'UPDATE', 'UPDATE']);
      expect(events[1]).toMatchObject({ before: { notes: 'x' }, after: { notes: null } });
    });

    it('obeys If-Match on change, move and delete', async () => {
      const { id } = await made();
      const seen = (await desk.get(`${PATH}/${id}`)).get('ETag') ?? '';
      await desk.put(`${PATH}/${id}`, { notes: 'changed' }).expect(200);
      const late = [
        desk.call('put', `${PATH}/${id}`).set('If-Match', seen).send({ notes: 'late' }),
        desk.call('put', `${PATH}/${id}/status`).set('If-Match', seen).send({ status: 'CANCELLED' }),
        desk.call('delete', `${PATH}/${id}`).set('If-Match', seen),
      ];
      for (const answer of await Promise.all(late)) expect(problemFaults(answer, [412])).toEqual([]);
      const now = (await desk.get(`${PATH}/${id}`)).get('ETag') ?? '';
      await desk.call('delete', `${PATH}/${id}`).set('If-Match', now).expect(204);
      expect(problemFaults(await desk.get(`${PATH}/${id}`), [404])).toEqual([]);
    });

    it('is made once under one Idempotency-Key', async () => {
      const clientId = String((await build.aClient(app.prisma)).id);
      const post = () =>
        desk.call('post', PATH).set('Idempotency-Key', `wait-${clientId}`).send({ clientId, serviceType: 'THERAPY' });
      const [first, again] = [await post(), await post()];
      expect([first.status, again.status]).toEqual([201, 201]);
      expect((again.body as Entry).id).toBe((first.body as Entry).id);
      expect(await listed(`?clientId=${clientId}`)).toHaveLength(1);
    });

    it.each([
      [{ serviceType: 'HAIRCUT' }, 400, 'serviceType'],
      [{ preferredDays: [0] }, 400, 'preferredDays'],
      [{ preferredDays: [8] }, 400, 'preferredDays'],
      [{ preferredFrom: '9:00' }, 400, 'preferredFrom'],
      [{ preferredTo: '24:01' }, 400, 'preferredTo'],
      [{ preferredFrom: '12:00', preferredTo: '12:00' }, 422, 'preferredTo'],
      [{ requestDate: '2199-01-01T00:00:00Z' }, 422, 'requestDate'],
      [{ requestDate: '2026-02-30T00:00:00Z' }, 400, 'requestDate'],
      [{ preferredTherapistId: '999999' }, 422, 'preferredTherapistId'],
      [{ preferredLocationId: '999999' }, 422, 'preferredLocationId'],
      [{ clientId: '999999' }, 422, 'clientId'],
      [{ clientId: 'x' }, 400, 'clientId'],
      [{ status: 'PLACED' }, 400, 'status'],
      [{ position: 1 }, 400, 'position'],
    ])('refuses %j with %d at the field', async (change, status, path) => {
      const clientId = String((await build.aClient(app.prisma)).id);
      const answer = await desk.post(PATH, { clientId, serviceType: 'THERAPY', ...change });
      expect(problemFaults(answer, [status])).toEqual([]);
      expect((answer.body as { errors: { path: string }[] }).errors[0]?.path).toContain(path);
    });

    it('holds a changed time against the one that stays, and takes no archived client', async () => {
      const { id } = await made({ preferredTo: '12:00' });
      expect(problemFaults(await desk.put(`${PATH}/${id}`, { preferredFrom: '13:00' }), [422])).toEqual([]);
      const archived = await build.aClient(app.prisma, { status: 'ARCHIVED' });
      const answer = await desk.post(PATH, { clientId: String(archived.id), serviceType: 'THERAPY' });
      expect(problemFaults(answer, [422])).toEqual([]);
    });

    it('keeps a wish for somebody who has left since', async () => {
      const therapist = await build.aUser(app.prisma);
      const { id } = await made({ preferredTherapistId: String(therapist.id) });
      await app.prisma.user.update({ where: { id: therapist.id }, data: { isActive: false } });
      await desk.put(`${PATH}/${id}`, { preferredTherapistId: String(therapist.id), notes: 'still' }).expect(200);
    });
  });

  describe('who may', () => {
    it.each(ROLES)('%s', async (role) => {
      const entry = await made();
      const may = role !== 'THERAPIST';
      const one = as[role];
      const clientId = String((await build.aClient(app.prisma)).id);
      expect((await one.get(PATH)).status).toBe(may ? 200 : 403);
      expect((await one.get(`${PATH}/${entry.id}`)).status).toBe(may ? 200 : 403);
      expect((await one.post(PATH, { clientId, serviceType: 'THERAPY' })).status).toBe(may ? 201 : 403);
      expect((await one.put(`${PATH}/${entry.id}`, { notes: 'x' })).status).toBe(may ? 200 : 403);
      expect((await one.put(`${PATH}/${entry.id}/status`, { status: 'CANCELLED' })).status).toBe(may ? 200 : 403);
      expect((await one.delete(`${PATH}/${entry.id}`)).status).toBe(may ? 204 : 403);
    });

    it('a therapist with the permission sees the own caseload, and the positions in the whole list', async () => {
      const therapist = as.THERAPIST;
      for (const name of ['VIEW_WAITLIST', 'EDIT_WAITLIST'])
        await build.aUserPermission(app.prisma, name, { userId: therapist.user.id });
      try {
        const foreign = await made({ requestDate: ago(9) });
        const own = await build.aClient(app.prisma, { therapistId: therapist.user.id });
        const mine = await made({ clientId: String(own.id) });
        const { items, total } = (await therapist.get(`${PATH}?count=true`)).body as { items: Entry[]; total: number };
        expect(ids(items)).toEqual([mine.id]);
        expect(total).toBe(1);
        expect(items[0]?.position).toBe(2);
        for (const answer of [
          await therapist.get(`${PATH}/${foreign.id}`),
          await therapist.put(`${PATH}/${foreign.id}`, { notes: 'x' }),
          await therapist.put(`${PATH}/${foreign.id}/status`, { status: 'CANCELLED' }),
          await therapist.delete(`${PATH}/${foreign.id}`),
        ])
          expect(problemFaults(answer, [404])).toEqual([]);
        const answer = await therapist.post(PATH, { clientId: foreign.clientId, serviceType: 'THERAPY' });
        expect(problemFaults(answer, [422])).toEqual([]);
      } finally {
        await app.prisma.userPermission.deleteMany({ where: { userId: therapist.user.id } });
      }
    });

    it('a client who is closed to somebody is not there for them', async () => {
      const entry = await made();
      await build.aRecordPermission(app.prisma, 'VIEW_WAITLIST', {
        userId: as.STAFF.user.id,
        clientId: BigInt(entry.clientId),
        granted: false,
      });
      expect(problemFaults(await as.STAFF.get(`${PATH}/${entry.id}`), [404])).toEqual([]);
      expect((await desk.get(`${PATH}/${entry.id}`)).status).toBe(200);
    });
  });

  describe('a move', () => {
    const move = (id: string, body: object) => desk.put(`${PATH}/${id}/status`, body);

    it('to placed names an appointment of the client, and says who and when', async () => {
      const entry = await made();
      const appointment = await build.anAppointment(app.prisma, { clientId: BigInt(entry.clientId) });
      const other = await build.anAppointment(app.prisma);
      const over = await build.anAppointment(app.prisma, { clientId: BigInt(entry.clientId), status: 'CANCELLED' });
      for (const appointmentId of [undefined, String(other.id), String(over.id), '999999']) {
        const answer = await move(entry.id, { status: 'PLACED', ...(appointmentId ? { appointmentId } : {}) });
        expect(problemFaults(answer, [422])).toEqual([]);
        expect((answer.body as { errors: { path: string }[] }).errors[0]?.path).toBe('appointmentId');
      }
      // What is held for an offer is nobody's place yet.
      const held = await build.anAppointment(app.prisma, { clientId: BigInt(entry.clientId), isHold: true });
      expect((await move(entry.id, { status: 'PLACED', appointmentId: String(held.id) })).status).toBe(422);
      const answer = await move(entry.id, { status: 'PLACED', appointmentId: String(appointment.id) }).expect(200);
      expect(answer.body).toMatchObject({
        status: 'PLACED',
        appointmentId: String(appointment.id),
        position: null,
        statusChangedBy: desk.id,
        statusChangedAt: expect.stringMatching(/^20/) as string,
      });
    });

    it('to placed takes a group in which a learner of the client has a seat', async () => {
      const entry = await made();
      const learner = await build.aLearner(app.prisma, { clientId: BigInt(entry.clientId) });
      const group = await build.anAppointment(app.prisma, { isGroupSession: true });
      await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId: learner.id } });
      await move(entry.id, { status: 'PLACED', appointmentId: String(group.id) }).expect(200);
    });

    it('goes back to waiting and forgets the appointment', async () => {
      const entry = await made();
      const appointment = await build.anAppointment(app.prisma, { clientId: BigInt(entry.clientId) });
      await move(entry.id, { status: 'PLACED', appointmentId: String(appointment.id) }).expect(200);
      const answer = await move(entry.id, { status: 'WAITING' }).expect(200);
      expect(answer.body).toMatchObject({ status: 'WAITING', appointmentId: null, position: 1 });
    });

    it('back to waiting follows from the deletion of the appointment', async () => {
      const entry = await made();
      const appointment = await build.anAppointment(app.prisma, { clientId: BigInt(entry.clientId) });
      await move(entry.id, { status: 'PLACED', appointmentId: String(appointment.id) }).expect(200);
      await as.STAFF.delete(`/api/appointments/${appointment.id}`).expect(204);
      expect((await desk.get(`${PATH}/${entry.id}`)).body).toMatchObject({ status: 'WAITING', appointmentId: null });
    });

    it('that is not in the table answers 409, and says what is allowed', async () => {
      const entry = await made();
      const same = await move(entry.id, { status: 'WAITING' });
      expect(problemFaults(same, [409])).toEqual([]);
      await move(entry.id, { status: 'CANCELLED' }).expect(200);
      const answer = await move(entry.id, { status: 'PLACED', appointmentId: '1' });
      expect(problemFaults(answer, [409])).toEqual([]);
      expect(answer.body).toMatchObject({ code: 'waitlist.status', present: 'CANCELLED', allowed: ['WAITING'] });
      await move(entry.id, { status: 'WAITING' }).expect(200);
      expect(problemFaults(await move(entry.id, { status: 'CANCELLED', appointmentId: '1' }), [422])).toEqual([]);
    });

    it('happens once when many ask for it at the same time', async () => {
      const entry = await made();
      const answers = await Promise.all(Array.from({ length: 8 }, () => move(entry.id, { status: 'CANCELLED' })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    });
  });

  describe('the list', () => {
    it('counts positions by priority, then by date, for each service by itself', async () => {
      const urgent = await build.aClient(app.prisma, { priority: 'HIGH' });
      const oldest = await made({ requestDate: ago(30) });
      const low = await made({ requestDate: ago(90), priority: 'LOW' });
      const high = await made({ requestDate: ago(1), clientId: String(urgent.id) });
      const other = await made({ serviceType: 'CONSULTATION' });
      const gone = await made({ requestDate: ago(99) });
      await desk.put(`${PATH}/${gone.id}/status`, { status: 'CANCELLED' }).expect(200);
      const positions = new Map((await listed()).map(({ id, position }) => [id, position]));
      expect([high, oldest, low, other, gone].map(({ id }) => positions.get(id))).toEqual([1, 2, 3, 1, null]);
      // Of a page of one, too.
      const page = await listed('?limit=1&sort=-requestDate&serviceType=THERAPY&status=WAITING');
      expect(page.map(({ id, position }) => [id, position])).toEqual([[high.id, 1]]);
    });

    it('is sorted and paged by date and by priority', async () => {
      const a = await made({ requestDate: ago(3), priority: 'LOW' });
      const b = await made({ requestDate: ago(2), priority: 'HIGH' });
      const c = await made({ requestDate: ago(1), priority: 'HIGH' });
      const walk = async (sort: string): Promise<string[]> => {
        const found: string[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const page: { items: Entry[]; nextCursor: string | null } = (
            await desk.get(`${PATH}?sort=${sort}&limit=1${cursor ? `&cursor=${cursor}` : ''}`).expect(200)
          ).body as { items: Entry[]; nextCursor: string | null };
          found.push(...ids(page.items));
          cursor = page.nextCursor;
        }
        return found;
      };
      expect(await walk('requestDate')).toEqual([a.id, b.id, c.id]);
      expect(await walk('-requestDate')).toEqual([c.id, b.id, a.id]);
      expect(await walk('priority')).toEqual([b.id, c.id, a.id]);
      expect(await walk('-priority')).toEqual([a.id, c.id, b.id]);
      expect(problemFaults(await desk.get(`${PATH}?sort=clientName`), [400])).toEqual([]);
    });

    it('is filtered by each of its fields', async () => {
      const therapist = String((await build.aUser(app.prisma)).id);
      const location = String((await build.aLocation(app.prisma)).id);
      const client = await build.aClient(app.prisma, { firstName: 'Zoé', lastName: 'Quill', priority: 'HIGH' });
      const one = await made({
        clientId: String(client.id),
        serviceType: 'ASSESSMENT',
        preferredTherapistId: therapist,
        preferredLocationId: location,
      });
      const two = await made({ priority: 'LOW' });
      await desk.put(`${PATH}/${two.id}/status`, { status: 'CANCELLED' }).expect(200);
      const filters: [string, string[]][] = [
        ['status=WAITING', [one.id]],
        ['status=WAITING&status=CANCELLED', [one.id, two.id]],
        ['serviceType=ASSESSMENT', [one.id]],
        [`clientId=${client.id}`, [one.id]],
        ['priority=HIGH', [one.id]],
        ['priority=LOW', [two.id]],
        [`preferredTherapistId=${therapist}`, [one.id]],
        [`preferredLocationId=${location}`, [one.id]],
        ['q=zoe%20quil', [one.id]],
        ['q=%25', []],
      ];
      for (const [query, wanted] of filters) expect([query, ids(await listed(`?${query}`))]).toEqual([query, wanted]);
      expect(problemFaults(await desk.get(`${PATH}?unknown=1`), [400])).toEqual([]);
    });
  });

  describe('the matches of a free time', () => {
    /** A Tuesday, 10:00 to 10:50 in New York. */
    const [startTime, endTime] = ['2030-12-03T15:00:00.000Z', '2030-12-03T15:50:00.000Z'];
    const matches = (given: Record<string, string>) =>
      desk.get(`${PATH}/matches?${new URLSearchParams({ startTime, endTime, ...given }).toString()}`);

    it('are ranked, each with its reasons; the others say what is in the way', async () => {
      const therapist = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST' });
      const location = await build.aLocation(app.prisma, { name: 'Harbour Street', timezone: 'America/New_York' });
      const [therapistId, locationId] = [String(therapist.id), String(location.id)];
      const patient = await made({ requestDate: ago(42), preferredLocationId: locationId });
      const urgent = await made({ priority: 'HIGH', preferredDays: [2], preferredTherapistId: therapistId, requestDate: ago(3) });
      const never = await made({ preferredDays: [6], preferredFrom: '15:00', requestDate: ago(400) });
      await made({ serviceType: 'ASSESSMENT' });
      const placed = await made();
      await desk.put(`${PATH}/${placed.id}/status`, { status: 'CANCELLED' }).expect(200);
      const answer = await matches({ therapistId, locationId, serviceType: 'THERAPY' }).expect(200);
      expect(answer.body).toMatchObject({
        timezone: 'America/New_York',
        fitting: 2,
        items: [
          {
            waitlistId: urgent.id,
            clientName: urgent.clientName,
            reasons: ['priority high', 'prefers Tuesday', 'asked for Sam Rivera', 'waiting 3 days'],
            obstacles: [],
          },
          { waitlistId: patient.id, reasons: ['priority medium', 'asked for Harbour Street', 'waiting 42 days'] },
        ],
        others: [
          {
            waitlistId: never.id,
            obstacles: ['prefers Saturday, and this is a Tuesday', 'not before 3:00 PM, and this begins at 10:00 AM'],
          },
        ],
      });
      expect((answer.body as { items: object[] }).items).toHaveLength(2);
      const few = await matches({ therapistId, limit: '1' }).expect(200);
      expect(few.body).toMatchObject({ fitting: 3, timezone: 'UTC' });
      expect((few.body as { items: object[] }).items).toHaveLength(1);
    });

    it('leave out archived clients, and those whom the reader may not see', async () => {
      const therapist = as.THERAPIST;
      const own = await build.aClient(app.prisma, { therapistId: therapist.user.id });
      const archived = await made();
      await made();
      const mine = await made({ clientId: String(own.id) });
      await app.prisma.client.update({ where: { id: BigInt(archived.clientId) }, data: { status: 'ARCHIVED' } });
      const query = `${PATH}/matches?startTime=${startTime}&endTime=${endTime}&therapistId=${therapist.id}`;
      expect(problemFaults(await therapist.get(query), [403])).toEqual([]);
      await build.aUserPermission(app.prisma, 'VIEW_WAITLIST', { userId: therapist.user.id });
      const seen = (await therapist.get(query).expect(200)).body as { items: { waitlistId: string }[] };
      expect(seen.items.map(({ waitlistId }) => waitlistId)).toEqual([mine.id]);
      const all = (await desk.get(query).expect(200)).body as { items: object[] };
      expect(all.items).toHaveLength(2);
      await app.prisma.userPermission.deleteMany({ where: { userId: therapist.user.id } });
    });

    it('are refused for a time, a person or a place that is none', async () => {
      const therapistId = as.THERAPIST.id;
      for (const [given, status] of [
        [{ therapistId, endTime: startTime }, 422],
        [{ therapistId, endTime: '2030-12-05T15:00:00Z' }, 422],
        [{ therapistId: '999999' }, 422],
        [{ therapistId, locationId: '999999' }, 422],
        [{ therapistId, limit: '51' }, 400],
        [{ therapistId: 'x' }, 400],
        [{}, 400],
      ] as [Record<string, string>, number][])
        expect([given, problemFaults(await matches(given), [status])]).toEqual([given, []]);
    });
  });
});
