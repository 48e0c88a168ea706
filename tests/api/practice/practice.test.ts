/** The practice, its locations, rooms and equipment over HTTP. */
import { withApp } from '../../support/app.js';
import { aLocation, anAppointment, anEquipment, aRoom, aUser, thePractice, someOpeningHours } from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const HARBOUR = { name: 'Harbour', address: '12 Wharf Street', city: 'Northfield', province: 'NY', postalCode: '10001' };

interface Body {
  id: string;
  [field: string]: unknown;
}
interface List {
  items: Body[];
  nextCursor: string | null;
  total?: number;
}

describe('the practice API', () => {
  const app = withApp();
  let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
  let admin: TokenHolder;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    admin = as.ADMIN;
  });

  async function made(path: string, body: object): Promise<Body> {
    const answer = await admin.post(path, body).expect(201);
    expect(answer.get('Location')).toBe(`${path}/${(answer.body as Body).id}`);
    return answer.body as Body;
  }

  const eventsOf = (recordType: string, recordId: string) =>
    app.prisma.auditEvent.findMany({ where: { recordType, recordId }, orderBy: { id: 'asc' } });

  describe('the practice itself', () => {
    it('is told to everybody who works here, its subscription to those who may change it', async () => {
      await app.prisma.practice.updateMany({ data: { stripeCustomerId: 'cus_123' } });
      expect((await admin.get('/api/practice').expect(200)).body).toMatchObject({
        stripeCustomerId: 'cus_123',
        subscriptionStatus: 'inactive',
      });
      for (const role of ['THERAPIST', 'STAFF', 'RECEPTIONIST'] as const) {
        const { body } = await as[role].get('/api/practice').expect(200);
        expect(body).not.toHaveProperty('stripeCustomerId');
        expect(body).not.toHaveProperty('subscriptionStatus');
      }
      await app.request.get('/api/practice').expect(401);
    });

    it('changes what is sent, clears what is null, and leaves the rest', async () => {
      await admin.put('/api/practice', { name: 'Harbour Therapy', city: 'Northfield', phone: '+1 555 010 0110' }).expect(200);
      const { body } = await admin
        .put('/api/practice', { phone: null, timezone: 'America/New_York', website: 'https://practice.example' })
        .expect(200);
      expect(body).toMatchObject({ name: 'Harbour Therapy', city: 'Northfield', phone: null, timezone: 'America/New_York' });
      const last = (await eventsOf('Practice', (body as Body).id)).at(-1);
      expect(last).toMatchObject({
        action: 'UPDATE',
        before: { phone: '+1 555 010 0110' },
        after: { timezone: 'America/New_York', phone: null },
      });
    });

    it('says where it is and how it writes days, times and amounts', async () => {
      const { body } = await admin
        .put('/api/practice', { country: 'CA', currency: 'CAD', locale: 'fr-ca', firstDayOfWeek: 'MONDAY', clock: 'HOUR_24' })
        .expect(200);
      expect(body).toMatchObject({ country: 'CA', currency: 'CAD', locale: 'fr-CA', firstDayOfWeek: 'MONDAY', clock: 'HOUR_24' });
    });

    it.each([
      ['timezone', 'Mars/Olympus'],
      ['timezone', 'EST5EDT; drop'],
      ['email', 'nobody'],
      ['billingEmail', 'a@'],
      ['phone', 'call me'],
      ['website', 'javascript:alert(1)'],
      ['website', 'practice.example'],
      ['name', '  '],
      ['country', 'ZZ'],
      ['currency', 'ABC'],
      ['locale', 'en-US@posix'],
      ['locale', 'xx-XX'],
    ])('refuses %s %j', async (field, value) => {
      const answer = await admin.put('/api/practice', { [field]: value });
      expect(problemFaults(answer, [422])).toEqual([]);
      expect((answer.body as { errors: { path: string }[] }).errors[0]?.path).toBe(field);
    });

    it('refuses null where there must be something, and fields that it does not have', async () => {
      expect(problemFaults(await admin.put('/api/practice', { name: null }), [400])).toEqual([]);
      expect(problemFaults(await admin.put('/api/practice', { id: '7' }), [400])).toEqual([]);
    });

    it('refuses a change to what somebody else changed meanwhile', async () => {
      const seen = (await admin.get('/api/practice')).get('ETag') ?? '';
      await admin.call('put', '/api/practice').set('If-Match', seen).send({ city: 'Eastport' }).expect(200);
      const late = await admin.call('put', '/api/practice').set('If-Match', seen).send({ city: 'Westport' });
      expect(problemFaults(late, [412])).toEqual([]);
      expect((await admin.get('/api/practice')).body).toMatchObject({ city: 'Eastport' });
    });

    it.each(['THERAPIST', 'STAFF', 'RECEPTIONIST'] as const)('is not changed by %s', async (role) => {
      expect(problemFaults(await as[role].put('/api/practice', { name: 'Mine' }), [403])).toEqual([]);
      expect(problemFaults(await as[role].post('/api/practice/locations', HARBOUR), [403])).toEqual([]);
      expect(problemFaults(await as[role].post('/api/practice/rooms', { name: 'Mine' }), [403])).toEqual([]);
      expect(problemFaults(await as[role].post('/api/practice/equipment', { name: 'Mine' }), [403])).toEqual([]);
    });
  });

  describe('locations', () => {
    const PATH = '/api/practice/locations';
    const mains = () => app.prisma.practiceLocation.findMany({ where: { isMainLocation: true }, select: { id: true } });

    beforeEach(async () => {
      await app.prisma.therapyRoom.deleteMany();
      await app.prisma.practiceLocation.deleteMany();
    });

    it('makes the first one the main one, in the practice’s zone', async () => {
      await app.prisma.practice.updateMany({ data: { timezone: 'America/Toronto' } });
      expect(await made(PATH, HARBOUR)).toMatchObject({ isMainLocation: true, isActive: true, timezone: 'America/Toronto' });
      expect(await made(PATH, { ...HARBOUR, name: 'Second', timezone: 'America/Chicago' })).toMatchObject({
        isMainLocation: false,
        timezone: 'America/Chicago',
      });
    });

    it('hands "main" over in one step, and writes both down', async () => {
      const first = await made(PATH, HARBOUR);
      const second = await made(PATH, { ...HARBOUR, name: 'Second' });
      await admin.put(`${PATH}/${second.id}`, { isMainLocation: true }).expect(200);
      expect(await mains()).toEqual([{ id: BigInt(second.id) }]);
      expect((await eventsOf('PracticeLocation', first.id)).at(-1)).toMatchObject({
        action: 'UPDATE',
        after: { isMainLocation: false },
      });
      const third = await made(PATH, { ...HARBOUR, name: 'Third', isMainLocation: true });
      expect(await mains()).toEqual([{ id: BigInt(third.id) }]);
    });

    it('keeps exactly one main location when many claim to be it at once', async () => {
      const all = [];
      for (let n = 0; n < 6; n++) all.push(await made(PATH, { ...HARBOUR, name: `Branch ${n}` }));
      const answers = await Promise.all(all.map(({ id }) => admin.put(`${PATH}/${id}`, { isMainLocation: true })));
      expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200));
      expect(await mains()).toHaveLength(1);
    });

    it('does not leave the practice without a main location', async () => {
      const main = await made(PATH, HARBOUR);
      await made(PATH, { ...HARBOUR, name: 'Second' });
      expect(problemFaults(await admin.put(`${PATH}/${main.id}`, { isMainLocation: false }), [422])).toEqual([]);
      expect(problemFaults(await admin.put(`${PATH}/${main.id}`, { isActive: false }), [422])).toEqual([]);
      expect(problemFaults(await admin.delete(`${PATH}/${main.id}`), [409])).toEqual([]);
      expect(await mains()).toHaveLength(1);
    });

    it('deletes the unused, and refuses what rooms, appointments or people belong to', async () => {
      await made(PATH, HARBOUR);
      const unused = await made(PATH, { ...HARBOUR, name: 'Unused' });
      const hours = await someOpeningHours(app.prisma, { locationId: BigInt(unused.id) });
      await admin.delete(`${PATH}/${unused.id}`).expect(204);
      await admin.get(`${PATH}/${unused.id}`).expect(404);
      const gone = { action: 'DELETE', recordType: 'OpeningHours', recordId: String(hours.id) };
      expect(await app.prisma.auditEvent.count({ where: gone })).toBe(1);
      const withRoom = await aLocation(app.prisma);
      await aRoom(app.prisma, { locationId: withRoom.id });
      const withPeople = await aLocation(app.prisma);
      await app.prisma.userLocation.create({ data: { userId: (await aUser(app.prisma)).id, locationId: withPeople.id } });
      for (const { id } of [withRoom, withPeople]) {
        const answer = await admin.delete(`${PATH}/${id}`);
        expect(problemFaults(answer, [409])).toEqual([]);
        expect(answer.body).toMatchObject({ code: 'record.in_use', detail: expect.stringMatching(/deactivate/i) as string });
      }
      await admin.put(`${PATH}/${withRoom.id}`, { isActive: false }).expect(200);
      await app.prisma.userLocation.deleteMany();
    });

    it.each([
      [{ latitude: 91, longitude: 0 }, 400, 'latitude'],
      [{ latitude: 10, longitude: -180.5 }, 400, 'longitude'],
      [{ latitude: 10 }, 422, 'longitude'],
      [{ longitude: 10 }, 422, 'latitude'],
      [{ timezone: 'Nowhere' }, 422, 'timezone'],
      [{ email: 'x' }, 422, 'email'],
      [{ phone: 'x' }, 422, 'phone'],
      [{ city: '' }, 400, 'city'],
      [{ practiceId: '1' }, 400, 'practiceId'],
    ])('refuses %j', async (change, status, path) => {
      const answer = await admin.post(PATH, { ...HARBOUR, ...change });
      expect(problemFaults(answer, [status])).toEqual([]);
      expect((answer.body as { errors: { path: string }[] }).errors[0]?.path).toContain(path);
    });

    it('keeps a position to eight decimals, and takes both or none', async () => {
      const { id } = await made(PATH, { ...HARBOUR, latitude: 40.71277611, longitude: -74.00597222 });
      expect((await admin.get(`${PATH}/${id}`)).body).toMatchObject({ latitude: 40.71277611, longitude: -74.00597222 });
      expect(problemFaults(await admin.put(`${PATH}/${id}`, { latitude: null }), [422])).toEqual([]);
      await admin.put(`${PATH}/${id}`, { latitude: null, longitude: null }).expect(200);
    });

    it('obeys If-Match on change and on delete', async () => {
      await made(PATH, HARBOUR);
      const { id } = await made(PATH, { ...HARBOUR, name: 'Second' });
      const seen = (await admin.get(`${PATH}/${id}`)).get('ETag') ?? '';
      await admin.put(`${PATH}/${id}`, { city: 'Eastport' }).expect(200);
      const late = await admin.call('put', `${PATH}/${id}`).set('If-Match', seen).send({ city: 'Westport' });
      expect(problemFaults(late, [412])).toEqual([]);
      expect(problemFaults(await admin.call('delete', `${PATH}/${id}`).set('If-Match', seen), [412])).toEqual([]);
      const now = (await admin.get(`${PATH}/${id}`)).get('ETag') ?? '';
      await admin.call('delete', `${PATH}/${id}`).set('If-Match', now).expect(204);
    });

    it('adds one for one Idempotency-Key, however often it is sent', async () => {
      const send = (name: string) =>
        admin
          .call('post', PATH)
          .set('Idempotency-Key', 'one-location')
          .send({ ...HARBOUR, name });
      const first = await send('Once').expect(201);
      const again = await send('Once').expect(201);
      expect(again.body).toEqual(first.body);
      expect(problemFaults(await send('Other'), [422])).toEqual([]);
      expect(await app.prisma.practiceLocation.count()).toBe(1);
    });

    it('lists by filters, words and cursor', async () => {
      for (const name of ['Alder', 'birch', 'Élan', 'Cedar']) await made(PATH, { ...HARBOUR, name });
      const closed = await made(PATH, { ...HARBOUR, name: 'Dogwood', isActive: false });
      const names = async (query: string) =>
        ((await admin.get(`${PATH}?${query}`).expect(200)).body as List).items.map((item) => item.name);
      expect(await names('')).toEqual(['Alder', 'birch', 'Cedar', 'Dogwood', 'Élan']);
      expect(await names('sort=-name&isActive=true')).toEqual(['Élan', 'Cedar', 'birch', 'Alder']);
      expect(await names('isMainLocation=true')).toEqual(['Alder']);
      expect(await names('q=elan%20northfield')).toEqual(['Élan']);
      expect(await names('q=%25')).toEqual([]);
      const seen: unknown[] = [];
      let cursor: string | null = '';
      do {
        const { body } = await admin.get(`${PATH}?limit=2&count=true${cursor && `&cursor=${cursor}`}`).expect(200);
        const page = body as List;
        expect(page.total).toBe(5);
        seen.push(...page.items.map((item) => item.name));
        // What comes and goes before the cursor changes nothing after it.
        if (cursor === '') await admin.delete(`${PATH}/${closed.id}`);
        if (cursor === '') await made(PATH, { ...HARBOUR, name: 'Aaron' });
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(['Alder', 'birch', 'Cedar', 'Élan']);
    });

    it.each([
      'limit=0',
      'limit=201',
      'limit=x',
      'sort=city',
      'sort=constructor',
      'isActive=perhaps',
      'colour=red',
      'cursor=abc',
      'q=',
    ])('refuses the query %s', async (query) => expect(problemFaults(await admin.get(`${PATH}?${query}`), [400])).toEqual([]));
  });

  describe('rooms', () => {
    const PATH = '/api/practice/rooms';

    it('are listed with the names of their locations, by place, size and words', async () => {
      const north = await aLocation(app.prisma, { name: 'North' });
      await made(PATH, { name: 'Blue', capacity: 2, locationId: String(north.id), equipment: 'Swing' });
      await made(PATH, { name: 'Amber', capacity: 8, locationId: String(north.id), isActive: false });
      await made(PATH, { name: 'Loft' });
      const items = async (query: string) => ((await as.RECEPTIONIST.get(`${PATH}?${query}`).expect(200)).body as List).items;
      expect(await items(`locationId=${north.id}`)).toMatchObject([
        { name: 'Amber', locationName: 'North' },
        { name: 'Blue', locationName: 'North' },
      ]);
      expect(await items(`locationId=${north.id}&isActive=true&minCapacity=2`)).toMatchObject([{ name: 'Blue' }]);
      expect(await items('sort=-capacity&limit=1')).toMatchObject([{ name: 'Amber' }]);
      expect(await items('q=swing')).toMatchObject([{ name: 'Blue' }]);
    });

    it('refuse no room for anybody, and a location that is not there', async () => {
      expect(problemFaults(await admin.post(PATH, { name: 'Tiny', capacity: 0 }), [400])).toEqual([]);
      expect(problemFaults(await admin.post(PATH, { name: 'Half', capacity: 1.5 }), [400])).toEqual([]);
      const nowhere = await admin.post(PATH, { name: 'Lost', locationId: '999999' });
      expect(problemFaults(nowhere, [422])).toEqual([]);
      expect(nowhere.body).toMatchObject({ errors: [{ path: 'locationId' }] });
    });

    it('are deleted while unused, and kept with their appointments', async () => {
      const room = await made(PATH, { name: 'Short-lived', capacity: 3 });
      expect((await admin.put(`${PATH}/${room.id}`, { capacity: null, name: 'Renamed' }).expect(200)).body).toMatchObject({
        capacity: null,
        name: 'Renamed',
      });
      await admin.delete(`${PATH}/${room.id}`).expect(204);
      expect((await eventsOf('TherapyRoom', room.id)).map(({ action }) => action)).toEqual(['CREATE', 'UPDATE', 'DELETE']);
      const booked = await aRoom(app.prisma);
      await anAppointment(app.prisma, { roomId: booked.id });
      const answer = await admin.delete(`${PATH}/${booked.id}`);
      expect(problemFaults(answer, [409])).toEqual([]);
      expect(answer.body).toMatchObject({ code: 'record.in_use' });
    });
  });

  describe('equipment', () => {
    const PATH = '/api/practice/equipment';

    it('is added, counted, lent and listed', async () => {
      const ball = await made(PATH, { name: 'Therapy ball', quantity: 3 });
      await made(PATH, { name: 'Scooter board', quantity: 0, isAvailable: false });
      await admin.put(`${PATH}/${ball.id}`, { quantity: 2, notes: 'One is flat.' }).expect(200);
      const { body } = await as.THERAPIST.get(`${PATH}?isAvailable=true&minQuantity=1&q=ball`).expect(200);
      expect((body as List).items).toMatchObject([{ id: ball.id, quantity: 2, notes: 'One is flat.' }]);
    });

    it('is never less than none', async () => {
      expect(problemFaults(await admin.post(PATH, { name: 'Debt', quantity: -1 }), [400])).toEqual([]);
      const { id } = await made(PATH, { name: 'Nothing', quantity: 0 });
      expect(problemFaults(await admin.put(`${PATH}/${id}`, { quantity: -1 }), [400])).toEqual([]);
      await admin.delete(`${PATH}/${id}`).expect(204);
    });

    it('is kept while appointments use it', async () => {
      const { id } = await anEquipment(app.prisma);
      const { id: appointmentId } = await anAppointment(app.prisma);
      await app.prisma.appointmentEquipment.create({ data: { equipmentId: id, appointmentId } });
      const answer = await admin.delete(`${PATH}/${id}`);
      expect(problemFaults(answer, [409])).toEqual([]);
      expect(answer.body).toMatchObject({ code: 'record.in_use' });
    });
  });

  describe('the panel’s forms go the same way', () => {
    it('a second practice can be added, and the last one cannot be deleted', async () => {
      const { createRecord, deleteRecord } = await import('../../../src/records/records.service.js');
      const { ctxOfSystem } = await import('../../../src/access/context.js');
      const ctx = ctxOfSystem(app.deps, 'seed');
      const first = await thePractice(app.prisma);
      const second = await createRecord(ctx, 'Practice', { name: 'Branch office' });
      await expect(deleteRecord(ctx, 'Practice', String(second.id))).resolves.toBe('deleted');
      await app.prisma.appointment.deleteMany();
      await app.prisma.therapyRoom.deleteMany();
      await app.prisma.practiceLocation.deleteMany();
      await expect(deleteRecord(ctx, 'Practice', String(first.id))).rejects.toMatchObject({ status: 409, code: 'practice.last' });
    });

    it('a main location made there takes "main" from the old one', async () => {
      const { createRecord, updateRecord } = await import('../../../src/records/records.service.js');
      const { ctxOfSystem } = await import('../../../src/access/context.js');
      const { Prisma } = await import('../../../src/generated/prisma/index.js');
      const ctx = ctxOfSystem(app.deps, 'seed');
      const practiceId = (await thePractice(app.prisma)).id;
      const one = await createRecord(ctx, 'PracticeLocation', { ...HARBOUR, practiceId });
      const position = { latitude: new Prisma.Decimal('40.5'), longitude: new Prisma.Decimal('-74.25') };
      const two = await createRecord(ctx, 'PracticeLocation', { ...HARBOUR, name: 'Two', practiceId, ...position });
      expect(one.isMainLocation).toBe(true);
      await updateRecord(ctx, 'PracticeLocation', String(two.id), { isMainLocation: true });
      expect(await app.prisma.practiceLocation.findUnique({ where: { id: one.id as bigint } })).toMatchObject({
        isMainLocation: false,
      });
      await expect(updateRecord(ctx, 'PracticeLocation', String(two.id), { phone: 'x' })).rejects.toMatchObject({
        status: 422,
        errors: [{ path: 'phone' }],
      });
    });
  });
});
