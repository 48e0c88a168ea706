/** Lists that the practice edits: levels of the waitlist and reasons for cancelling; and equipment that belongs to a location. */
import type { Response } from 'supertest';
import type { UserRole } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const LEVELS = '/api/waitlist-priority-levels';
const REASONS = '/api/cancellation-reasons';

describe('what a practice lists by itself', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;
  beforeAll(async () => {
    as = await oneOfEachRole(app);
  }, 60_000);

  const codeOf = ({ body }: Response): string => (body as { code: string }).code;
  const idOf = ({ body }: Response): string => (body as { id: string }).id;

  describe('levels of urgency', () => {
    it('order the waitlist on one scale with its priorities, and are told in matches', async () => {
      await app.prisma.waitlistEntry.deleteMany();
      const level = await as.ADMIN.post(LEVELS, { name: 'Safeguarding', rank: 50, colour: '#c0392b' }).expect(201);
      const between = await as.ADMIN.post(LEVELS, { name: 'Soon', rank: 150, colour: '#123456' }).expect(201);
      const entry = async (given: object): Promise<string> => {
        const clientId = String((await build.aClient(app.prisma)).id);
        return idOf(await as.STAFF.post('/api/waitlist', { serviceType: 'THERAPY', clientId, ...given }).expect(201));
      };
      const [low, high, soon, first] = [
        await entry({ priority: 'LOW' }),
        await entry({ priority: 'HIGH' }),
        await entry({ priority: 'LOW', priorityLevelId: idOf(between) }),
        await entry({ priority: 'LOW', priorityLevelId: idOf(level) }),
      ];
      const { body } = await as.STAFF.get('/api/waitlist?sort=priority').expect(200);
      const items = (body as { items: { id: string; position: number; priorityLevelName: string | null; rank: number }[] }).items;
      expect(items.map(({ id, position, rank }) => [id, position, rank])).toEqual([
        [first, 1, 50],
        [high, 2, 100],
        [soon, 3, 150],
        [low, 4, 300],
      ]);
      expect(items[0]).toMatchObject({
        priorityLevelName: 'Safeguarding',
        priorityLevelColour: '#C0392B',
        effectivePriority: 'LOW',
      });
      const therapist = String((await build.aUser(app.prisma, { role: 'THERAPIST' })).id);
      const matches = await as.STAFF.get(
        `/api/waitlist/matches?therapistId=${therapist}&startTime=2031-03-04T15:00:00Z&endTime=2031-03-04T16:00:00Z`,
      ).expect(200);
      const fitting = (matches.body as { items: { waitlistId: string; reasons: string[] }[] }).items;
      expect(fitting.map((one) => one.waitlistId)).toEqual([first, high, soon, low]);
      expect(fitting[0]?.reasons[0]).toBe('priority Safeguarding');
      // A new rank moves all that have the level.
      await as.ADMIN.put(`${LEVELS}/${idOf(level)}`, { rank: 400 }).expect(200);
      expect((await as.STAFF.get(`/api/waitlist/${first}`).expect(200)).body).toMatchObject({ position: 4, rank: 400 });
    });

    it('have names of their own, and stay while an entry has them', async () => {
      const made = await as.ADMIN.post(LEVELS, { name: 'Urgent', rank: 10, colour: '#FF0000' }).expect(201);
      const again = await as.ADMIN.post(LEVELS, { name: 'URGENT', rank: 20, colour: '#00FF00' });
      expect([problemFaults(again, [409]), codeOf(again)]).toEqual([[], 'priority_level.name_taken']);
      expect(problemFaults(await as.ADMIN.post(LEVELS, { name: 'x', rank: 0, colour: 'red' }), [400])).toEqual([]);
      const clientId = String((await build.aClient(app.prisma)).id);
      const wish = { serviceType: 'THERAPY', clientId, priorityLevelId: idOf(made) };
      await as.STAFF.post('/api/waitlist', wish).expect(201);
      const gone = await as.ADMIN.delete(`${LEVELS}/${idOf(made)}`);
      expect([problemFaults(gone, [409]), codeOf(gone)]).toEqual([[], 'record.in_use']);
      await as.ADMIN.put(`${LEVELS}/${idOf(made)}`, { isActive: false }).expect(200);
      expect(problemFaults(await as.STAFF.post('/api/waitlist', wish), [422])).toEqual([]);
      expect((await as.STAFF.post(LEVELS, { name: 'y', rank: 1, colour: '#000000' })).status).toBe(403);
    });
  });

  it.each([
    [LEVELS, 'waitlistPriorityLevel', 'priority_level.too_many', { rank: 500, colour: '#123456' }],
    [REASONS, 'cancellationReason', 'cancellation_reason.too_many', { party: 'CLIENT' }],
  ] as const)('are short: of many who add to %s at once, the last place is one person’s', async (path, model, tooMany, rest) => {
    const list = app.prisma[model] as unknown as {
      count(): Promise<number>;
      createMany(given: { data: object[] }): Promise<unknown>;
      deleteMany(given: { where: object }): Promise<unknown>;
    };
    const there = await list.count();
    const row = (name: string) => ({ name, ...rest });
    await list.createMany({ data: Array.from({ length: 199 - there }, (_, index) => row(`Filler ${index}`)) });
    const tries = Array.from({ length: 6 }, (_, index) => as.ADMIN.post(path, row(`Last ${index}`)));
    const answers = await Promise.all(tries);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(new Set(answers.filter(({ status }) => status === 409).map(codeOf))).toEqual(new Set([tooMany]));
    expect(await list.count()).toBe(200);
    await list.deleteMany({ where: { OR: [{ name: { startsWith: 'Filler ' } }, { name: { startsWith: 'Last ' } }] } });
  });

  describe('reasons for cancelling', () => {
    const booked = async (given: object = {}): Promise<string> =>
      String((await build.anAppointment(app.prisma, { startTime: new Date('2031-05-06T15:00:00Z'), ...given })).id);
    const cancel = (id: string, body: object) => as.STAFF.post(`/api/appointments/${id}/cancel`, body);

    it('are chosen from the list, with who calls off, or written', async () => {
      const made = await as.ADMIN.post(REASONS, { name: 'Illness', party: 'CLIENT' }).expect(201);
      const listed = await cancel(await booked(), { reasonId: idOf(made), reason: 'A cold.' }).expect(200);
      expect(listed.body).toMatchObject({
        cancellationReason: 'Illness: A cold.',
        cancellationReasonId: idOf(made),
        cancelledByParty: 'CLIENT',
      });
      const other = await cancel(await booked(), { reasonId: idOf(made), party: 'THERAPIST' }).expect(200);
      expect(other.body).toMatchObject({ cancellationReason: 'Illness', cancelledByParty: 'THERAPIST' });
      const written = await cancel(await booked(), { reason: 'Snow.' }).expect(200);
      expect(written.body).toMatchObject({ cancellationReason: 'Snow.', cancellationReasonId: null, cancelledByParty: null });
      const none = await cancel(await booked(), { party: 'CLIENT' });
      expect([problemFaults(none, [422]), codeOf(none)]).toEqual([[], 'cancellation.reason']);
      const reopened = await as.ADMIN.put(`/api/appointments/${(listed.body as { id: string }).id}`, { status: 'SCHEDULED' });
      expect(reopened.body).toMatchObject({ cancellationReason: null, cancellationReasonId: null, cancelledByParty: null });
      const gone = await as.ADMIN.delete(`${REASONS}/${idOf(made)}`);
      expect([problemFaults(gone, [409]), codeOf(gone)]).toEqual([[], 'record.in_use']);
      await as.ADMIN.put(`${REASONS}/${idOf(made)}`, { isActive: false }).expect(200);
      expect(problemFaults(await cancel(await booked(), { reasonId: idOf(made) }), [422])).toEqual([]);
    });

    it('are what cancellations are analysed by, on the days of the clock of the place', async () => {
      await app.prisma.appointment.deleteMany();
      const reason = await as.ADMIN.post(REASONS, { name: 'Holiday', party: 'CLIENT' }).expect(201);
      const place = await build.aLocation(app.prisma, { timezone: 'America/Vancouver' });
      // Monday the 5th at 20:00 in Vancouver; in UTC it is Tuesday the 6th.
      const given = { locationId: place.id, startTime: new Date('2031-05-06T03:00:00Z') };
      await cancel(await booked(given), { reasonId: idOf(reason) }).expect(200);
      await cancel(await booked({ ...given, startTime: new Date('2031-05-06T04:00:00Z') }), {
        reasonId: idOf(reason),
        reason: 'Camp.',
      }).expect(200);
      const look = async (day: string) =>
        (await as.STAFF.get(`/api/appointments/cancellations?from=${day}&to=${day}`).expect(200)).body as object;
      expect(await look('2031-05-05')).toMatchObject({
        cancelled: 2,
        byReason: [{ label: 'Holiday', cancelled: 2 }],
        byParty: [{ key: 'CLIENT', label: 'the client', cancelled: 2 }],
        byWeekday: [{ key: '1', cancelled: 2 }],
      });
      expect(await look('2031-05-06')).toMatchObject({ cancelled: 0 });
    });
  });

  describe('equipment that belongs to a location', () => {
    it('is used there alone: booked, moved, and looked for', async () => {
      const [here, there] = await Promise.all([build.aLocation(app.prisma), build.aLocation(app.prisma)]);
      const made = await as.ADMIN.post('/api/practice/equipment', { name: 'Swing', locationId: String(here.id) }).expect(201);
      expect(made.body).toMatchObject({ locationId: String(here.id), locationName: here.name });
      const therapist = await build.aUser(app.prisma, { role: 'THERAPIST' });
      const common = {
        title: 'Therapy',
        clientId: String((await build.aClient(app.prisma)).id),
        therapistId: String(therapist.id),
        startTime: '2031-06-03T15:00:00Z',
        endTime: '2031-06-03T16:00:00Z',
        equipment: [{ equipmentId: idOf(made) }],
      };
      const wrong = await as.STAFF.post('/api/appointments', { ...common, locationId: String(there.id) });
      expect([problemFaults(wrong, [422]), codeOf(wrong)]).toEqual([[], 'appointment.place']);
      const right = await as.STAFF.post('/api/appointments', { ...common, locationId: String(here.id) }).expect(201);
      const moved = await as.STAFF.put(`/api/appointments/${idOf(right)}`, { locationId: String(there.id) });
      expect([problemFaults(moved, [422]), codeOf(moved)]).toEqual([[], 'appointment.place']);
      const window = 'from=2031-06-03T00:00:00Z&to=2031-06-04T00:00:00Z&durationMinutes=60';
      const search = await as.STAFF.get(
        `/api/appointments/availability?therapistId=${therapist.id}&${window}&equipmentId=${idOf(made)}&locationId=${there.id}`,
      );
      expect([problemFaults(search, [422]), codeOf(search)]).toEqual([[], 'appointment.place']);
      const gone = await as.ADMIN.delete(`/api/practice/locations/${here.id}`);
      expect(problemFaults(gone, [409])).toEqual([]);
    });
  });
});
