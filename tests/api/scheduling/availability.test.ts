/** Free slots and "why not?" through the API. */
import type { Appointment, PracticeLocation, TherapyRoom, User, UserRole } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { oneOfEachRole, ROLES, type TokenHolder } from '../../support/users.js';

const PATH = '/api/appointments/availability';

interface Slot {
  startTime: string;
  endTime: string;
  therapistId: string;
  therapistName: string;
  locationId: string | null;
  rooms: { id: string; name: string }[] | null;
}
interface Answer {
  items: Slot[];
  truncated: boolean;
  notes: { therapistId: string; code: string; message: string }[];
}
interface Reasons {
  free: boolean;
  obstacles: {
    code: string;
    path: string;
    message: string;
    name: string | null;
    appointmentId: string | null;
    startTime: string;
  }[];
}
interface Fields {
  errors: { path: string }[];
}
type Query = Record<string, string | number | bigint | (string | bigint)[]>;

const textOf = (query: Query): string => {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) for (const one of [value].flat()) text.append(name, String(one));
  return text.toString();
};

describe('availability', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;
  let desk: TokenHolder;
  let sam: User;
  let york: PracticeLocation;
  let berlin: PracticeLocation;
  let room: TherapyRoom;
  let otherRoom: TherapyRoom;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    desk = as.RECEPTIONIST;
    york = await build.aLocation(app.prisma, { name: 'Harbour Street', timezone: 'America/New_York' });
    berlin = await build.aLocation(app.prisma, { name: 'Lindenhof', timezone: 'Europe/Berlin' });
    room = await build.aRoom(app.prisma, { locationId: york.id, name: 'Blue room' });
    otherRoom = await build.aRoom(app.prisma, { locationId: york.id, name: 'Green room' });
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.appointment.deleteMany();
    await app.prisma.workingHours.deleteMany();
    await app.prisma.timeOff.deleteMany();
    await app.prisma.practiceClosure.deleteMany();
    sam = await build.aUser(app.prisma, { role: 'THERAPIST', firstName: 'Sam', lastName: 'Rivera' });
  });

  /** Mondays 9 to 12 in New York: 13 to 16 UTC in summer. */
  const works = (given: Parameters<typeof build.someWorkingHours>[1] = {}): Promise<unknown> =>
    build.someWorkingHours(app.prisma, { userId: sam.id, locationId: york.id, endTime: '12:00', ...given });
  // 2030-06-03 is a Monday.
  const MONDAY = { from: '2030-06-03T00:00:00Z', to: '2030-06-04T00:00:00Z', durationMinutes: 60, stepMinutes: 60 };
  const ask = async (query: Query = {}, who = desk): Promise<Answer> =>
    (await who.get(`${PATH}?${textOf({ therapistId: sam.id, ...MONDAY, ...query })}`).expect(200)).body as Answer;
  const starts = async (query: Query = {}): Promise<string[]> =>
    (await ask(query)).items.map(({ startTime }) => startTime.slice(5, 16));
  const monday = (...hours: number[]): string[] => hours.map((hour) => `06-03T${String(hour).padStart(2, '0')}:00`);
  const booked = (hour: number, given: Parameters<typeof build.anAppointment>[1] = {}): Promise<Appointment> =>
    build.anAppointment(app.prisma, {
      startTime: new Date(Date.UTC(2030, 5, 3, hour)),
      endTime: new Date(Date.UTC(2030, 5, 3, hour + 1)),
      ...given,
    });
  const whyNot = async (hour: number, query: Query = {}, who = desk): Promise<Reasons> => {
    const time = {
      startTime: new Date(Date.UTC(2030, 5, 3, hour)).toISOString(),
      endTime: new Date(Date.UTC(2030, 5, 3, hour + 1)).toISOString(),
    };
    return (await who.get(`${PATH}/why-not?${textOf({ therapistId: sam.id, ...time, ...query })}`).expect(200)).body as Reasons;
  };
  const codes = async (hour: number, query: Query = {}): Promise<string[]> =>
    (await whyNot(hour, query)).obstacles.map(({ code }) => code);

  describe('free slots', () => {
    it('are told to all who see the schedule, with place and rooms', async () => {
      await works();
      for (const role of ROLES) {
        const { items, truncated, notes } = await ask({ limit: 1 }, as[role]);
        expect([role, truncated, notes]).toEqual([role, true, []]);
        expect(items).toEqual([
          {
            startTime: '2030-06-03T13:00:00.000Z',
            endTime: '2030-06-03T14:00:00.000Z',
            therapistId: String(sam.id),
            therapistName: 'Sam Rivera',
            locationId: String(york.id),
            locationName: 'Harbour Street',
            timezone: 'America/New_York',
            rooms: [
              { id: String(room.id), name: 'Blue room' },
              { id: String(otherRoom.id), name: 'Green room' },
            ],
          },
        ]);
      }
      expect((await app.request.get(`${PATH}?${textOf({ therapistId: 1, ...MONDAY })}`)).status).toBe(401);
      await app.prisma.userPermission.create({
        data: {
          userId: as.RECEPTIONIST.user.id,
          granted: false,
          permissionId: (await app.prisma.permissionType.findFirstOrThrow({ where: { name: 'VIEW_APPOINTMENT' } })).id,
        },
      });
      for (const path of ['', '/why-not']) {
        const query = { therapistId: sam.id, ...(path ? { startTime: MONDAY.from, endTime: MONDAY.to } : MONDAY) };
        expect(problemFaults(await desk.get(`${PATH}${path}?${textOf(query)}`), [403])).toEqual([]);
      }
      await app.prisma.userPermission.deleteMany({ where: { userId: as.RECEPTIONIST.user.id } });
    });

    it('have an address that is not taken for an appointment’s id, and ids still have theirs', async () => {
      await works();
      expect(await starts()).toEqual(monday(13, 14, 15));
      const { id } = await booked(13);
      expect((await desk.get(`/api/appointments/${id}`).expect(200)).body).toMatchObject({ id: String(id) });
      expect((await desk.get('/api/appointments/availabilities').expect(400)).body).toMatchObject({ code: 'request.malformed' });
    });

    it('stay on the wall clock when clocks change in New York and in Berlin', async () => {
      await works({ weekday: 6 });
      await works({ weekday: 7 });
      const weekend = async (friday: string): Promise<string[]> => {
        const from = new Date(`${friday}T12:00:00Z`);
        return starts({
          from: from.toISOString(),
          to: new Date(from.getTime() + 3 * 86_400_000).toISOString(),
          durationMinutes: 180,
        });
      };
      expect(await weekend('2030-03-08')).toEqual(['03-09T14:00', '03-10T13:00']);
      expect(await weekend('2030-11-01')).toEqual(['11-02T13:00', '11-03T14:00']);
      await app.prisma.workingHours.updateMany({ data: { locationId: berlin.id } });
      expect(await weekend('2030-03-29')).toEqual(['03-30T08:00', '03-31T07:00']);
      expect(await weekend('2030-10-25')).toEqual(['10-26T07:00', '10-27T08:00']);
    });

    it('leave out bookings with the buffer, time off, closures of the place and of the practice', async () => {
      await works({ endTime: '17:00' });
      await booked(15, { therapistId: sam.id });
      await booked(18, { therapistId: sam.id, status: 'CANCELLED' });
      const busy = await booked(20);
      await app.prisma.appointmentStaff.create({ data: { appointmentId: busy.id, userId: sam.id, role: 'ASSISTANT' } });
      expect(await starts()).toEqual(monday(13, 14, 16, 17, 18, 19));
      await app.prisma.user.update({ where: { id: sam.id }, data: { bufferMinutes: 10 } });
      expect(await starts()).toEqual(monday(13, 17, 18));
      expect(await starts({ stepMinutes: 10, limit: 3 })).toEqual(['06-03T13:00', '06-03T13:10', '06-03T13:20']);
      await build.someTimeOff(app.prisma, {
        userId: sam.id,
        startTime: new Date('2030-06-03T17:30:00Z'),
        endTime: new Date('2030-06-03T18:00:00Z'),
      });
      expect(await starts()).toEqual(monday(13, 18));
      const day = new Date('2030-06-03');
      const closure = await build.aClosure(app.prisma, { locationId: berlin.id, startDate: day, endDate: day });
      expect(await starts()).toEqual(monday(13, 18));
      await app.prisma.practiceClosure.update({ where: { id: closure.id }, data: { locationId: york.id } });
      expect(await starts()).toEqual([]);
      await app.prisma.practiceClosure.update({ where: { id: closure.id }, data: { locationId: null } });
      expect(await starts()).toEqual([]);
    });

    it('keep to the room, the equipment and the learner that are named', async () => {
      await works();
      const equipment = await build.anEquipment(app.prisma, { quantity: 2 });
      const learner = await build.aLearner(app.prisma);
      await booked(13, { roomId: room.id });
      const second = await booked(14);
      await app.prisma.appointmentEquipment.create({
        data: { appointmentId: second.id, equipmentId: equipment.id, quantity: 1 },
      });
      await booked(15, { learnerId: learner.id, clientId: learner.clientId });
      expect((await ask()).items.map(({ rooms }) => rooms?.length)).toEqual([1, 2, 2]);
      expect((await ask({ roomId: room.id })).items.map(({ rooms }) => rooms)).toEqual([null, null]);
      expect(await starts({ roomId: room.id })).toEqual(monday(14, 15));
      expect(await starts({ equipmentId: equipment.id })).toEqual(monday(13, 14, 15));
      expect(await starts({ equipmentId: [equipment.id, equipment.id] })).toEqual(monday(13, 15));
      expect(await starts({ equipmentId: [equipment.id, equipment.id, equipment.id] })).toEqual([]);
      expect(await starts({ learnerId: learner.id })).toEqual(monday(13, 14));
      expect(await starts({ learnerId: learner.id, roomId: room.id })).toEqual(monday(14));
      const mine = await booked(13, { therapistId: sam.id });
      expect(await starts()).toEqual(monday(14, 15));
      expect(await starts({ appointmentId: mine.id })).toEqual(monday(13, 14, 15));
    });

    it('are of several people in one list, by start, and say who has no hours', async () => {
      await works();
      const kim = await build.aUser(app.prisma, { role: 'THERAPIST', firstName: 'Kim', lastName: 'Adler' });
      await build.someWorkingHours(app.prisma, { userId: kim.id, locationId: null, startTime: '14:00', endTime: '15:00' });
      const idle = await build.aUser(app.prisma, { role: 'THERAPIST', firstName: 'Ada', lastName: 'Idle' });
      const { items, notes, truncated } = await ask({ therapistId: [sam.id, kim.id, idle.id] });
      // Hours at no particular place are on the practice's clock: UTC here.
      expect(items.map(({ startTime, therapistName, rooms }) => [startTime.slice(11, 16), therapistName, rooms?.length])).toEqual(
        [
          ['13:00', 'Sam Rivera', 2],
          ['14:00', 'Kim Adler', undefined],
          ['14:00', 'Sam Rivera', 2],
          ['15:00', 'Sam Rivera', 2],
        ],
      );
      expect(truncated).toBe(false);
      expect(notes).toEqual([
        { therapistId: String(idle.id), code: 'NO_WORKING_HOURS', message: 'Ada Idle has no working hours.' },
      ]);
      const there = await ask({ therapistId: [sam.id, kim.id], locationId: berlin.id });
      expect(there.items.map(({ therapistName, locationId }) => [therapistName, locationId])).toEqual([
        ['Kim Adler', String(berlin.id)],
      ]);
      expect(there.notes.map(({ therapistId, code }) => [therapistId, code])).toEqual([
        [String(sam.id), 'NO_WORKING_HOURS_THERE'],
      ]);
    });

    it('come from a fixed number of statements, however long the window', async () => {
      await works();
      const { pool } = app.database;
      const count = async (query: Query): Promise<number> => {
        const straight = pool.query.bind(pool) as (...args: unknown[]) => unknown;
        let calls = 0;
        Object.assign(pool, { query: (...args: unknown[]) => (calls++, straight(...args)) });
        await ask(query);
        Reflect.deleteProperty(pool, 'query');
        return calls;
      };
      await ask();
      const oneDay = await count({});
      const weeks = { from: '2030-06-03T00:00:00Z', to: '2030-07-29T00:00:00Z', stepMinutes: 5, limit: 500 };
      expect(oneDay).toBeGreaterThan(3);
      expect(await count(weeks)).toBe(oneDay);
      const all = await ask(weeks);
      expect([all.items.length, all.truncated]).toEqual([200, false]);
    });

    it('leave out what is over, and refuse what cannot be meant, by name', async () => {
      await works();
      expect(await starts({ from: '2020-06-01T00:00:00Z', to: '2020-06-20T00:00:00Z' })).toEqual([]);
      const gone = '999999';
      const retired = await build.aUser(app.prisma, { isActive: false });
      const cases: [Query, number, string][] = [
        [{ therapistId: [sam.id, gone] }, 422, 'therapistId.1'],
        [{ therapistId: retired.id }, 422, 'therapistId.0'],
        [{ to: MONDAY.from }, 422, 'to'],
        [{ to: '2030-08-03T00:00:00Z' }, 422, 'to'],
        [{ from: '2030-02-30T00:00:00Z' }, 400, 'from'],
        [{ locationId: gone }, 422, 'locationId'],
        [{ roomId: gone }, 422, 'roomId'],
        [{ roomId: room.id, locationId: berlin.id }, 422, 'roomId'],
        [{ learnerId: gone }, 422, 'learnerId'],
        [{ equipmentId: gone }, 422, 'equipmentId.0'],
        [{ durationMinutes: 0 }, 400, 'query.durationMinutes'],
        [{ limit: 501 }, 400, 'query.limit'],
        [{ stepMinutes: 1 }, 400, 'query.stepMinutes'],
        [{ therapistId: 'x' }, 400, 'therapistId'],
      ];
      for (const [fault, status, path] of cases) {
        const answer = await desk.get(`${PATH}?${textOf({ therapistId: sam.id, ...MONDAY, ...fault })}`);
        expect([fault, answer.status, (answer.body as Fields).errors?.[0]?.path]).toEqual([
          fault,
          status,
          expect.stringContaining(path.replace('query.', '')),
        ]);
      }
    });
  });

  describe('why not', () => {
    it('is nothing when the time is free', async () => {
      await works();
      expect(await whyNot(13, { roomId: room.id })).toEqual({ free: true, obstacles: [] });
      expect(await whyNot(13, { locationId: york.id })).toEqual({ free: true, obstacles: [] });
    });

    it('names three obstacles at once, and of each what may be known', async () => {
      await works();
      await build.someTimeOff(app.prisma, {
        userId: sam.id,
        startTime: new Date('2030-06-03T00:00:00Z'),
        endTime: new Date('2030-06-04T00:00:00Z'),
        reason: 'Surgery',
      });
      await build.aClosure(app.prisma, { name: 'Flood', startDate: new Date('2030-06-01'), endDate: new Date('2030-06-09') });
      const other = await booked(13, { roomId: room.id, title: 'Secret title' });
      const answer = await whyNot(13, { roomId: room.id });
      expect(answer.free).toBe(false);
      expect(answer.obstacles.map(({ code, path, message }) => [code, path, message])).toEqual([
        ['TIME_OFF', 'therapistId', 'Sam Rivera is away.'],
        ['CLOSURE', 'startTime', 'The practice is closed: Flood.'],
        ['ROOM', 'roomId', 'Blue room is taken from 1:00 PM to 2:00 PM on Jun 3, 2030 (UTC).'],
      ]);
      expect(answer.obstacles[1]).toMatchObject({
        name: 'Flood',
        startTime: '2030-06-01T04:00:00.000Z',
        endTime: '2030-06-10T04:00:00.000Z',
      });
      expect(answer.obstacles[2]).toMatchObject({ appointmentId: String(other.id), title: 'Secret title' });
      expect(JSON.stringify(answer)).not.toContain('Surgery');
      // A therapist who doesn't see that client is told that the room is taken, and nothing more.
      const blind = (await whyNot(13, { roomId: room.id }, as.THERAPIST)).obstacles[2];
      expect(blind).toMatchObject({ code: 'ROOM', appointmentId: null, title: null });
    });

    it('knows hours and places', async () => {
      expect((await whyNot(13)).obstacles.map(({ message }) => message)).toEqual(['Sam Rivera has no working hours.']);
      await works();
      await works({ startTime: '13:00', endTime: '14:00', locationId: berlin.id });
      const { obstacles } = await whyNot(17, { locationId: york.id });
      expect(obstacles.map(({ code, message }) => [code, message])).toEqual([
        ['OUTSIDE_HOURS', 'Sam Rivera works 7:00 AM–8:00 AM and 9:00 AM–12:00 PM on this day (America/New_York).'],
      ]);
      const away = await whyNot(11, { locationId: york.id });
      expect(away.obstacles.map(({ code, path, message }) => [code, path, message])).toEqual([
        ['WRONG_LOCATION', 'locationId', 'Sam Rivera works at Lindenhof then, not at Harbour Street.'],
      ]);
      expect(await codes(11)).toEqual([]);
      expect(await codes(11, { locationId: berlin.id, roomId: room.id })).toEqual(['WRONG_LOCATION']);
      expect((await whyNot(13 + 24)).obstacles.map(({ message }) => message)).toEqual(['Sam Rivera does not work on this day.']);
    });

    it('knows the buffer, clashes, what is not in use, and the past', async () => {
      await works({ endTime: '17:00' });
      const learner = await build.aLearner(app.prisma);
      const equipment = await build.anEquipment(app.prisma, { quantity: 1, isAvailable: false });
      const other = await booked(15, { therapistId: sam.id, learnerId: learner.id, clientId: learner.clientId });
      await app.prisma.appointmentEquipment.create({ data: { appointmentId: other.id, equipmentId: equipment.id, quantity: 1 } });
      expect(await codes(14)).toEqual([]);
      await app.prisma.user.update({ where: { id: sam.id }, data: { bufferMinutes: 10 } });
      const near = await whyNot(14);
      expect(near.obstacles.map(({ code, message }) => [code, message])).toEqual([
        ['BUFFER', 'Sam Rivera needs 10 minutes between appointments, and one begins at 3:00 PM on Jun 3, 2030 (UTC).'],
      ]);
      expect(await codes(14, { appointmentId: other.id })).toEqual([]);
      expect((await codes(15, { learnerId: learner.id, equipmentId: equipment.id })).sort()).toEqual([
        'EQUIPMENT',
        'INACTIVE',
        'LEARNER',
        'STAFF',
      ]);
      const retired = await build.aRoom(app.prisma, { locationId: york.id, isActive: false });
      expect(await codes(17, { roomId: retired.id })).toEqual(['INACTIVE']);
      await app.prisma.user.update({ where: { id: sam.id }, data: { isActive: false } });
      const past = { startTime: '2020-06-01T13:00:00Z', endTime: '2020-06-01T14:00:00Z' };
      expect(await codes(0, past)).toEqual(['PAST', 'INACTIVE']);
    });

    it('finds nothing in the way of any free slot, and something in the way of every other', async () => {
      await works({ endTime: '17:00' });
      await app.prisma.user.update({ where: { id: sam.id }, data: { bufferMinutes: 30 } });
      await booked(15, { therapistId: sam.id });
      await booked(18, { roomId: room.id });
      await build.someTimeOff(app.prisma, {
        userId: sam.id,
        startTime: new Date('2030-06-03T20:30:00Z'),
        endTime: new Date('2030-06-03T22:00:00Z'),
      });
      const free = new Set(await starts({ roomId: room.id }));
      expect(free.size).toBeGreaterThan(1);
      for (let hour = 12; hour < 23; hour++) {
        const answer = await whyNot(hour, { roomId: room.id });
        expect([hour, answer.free]).toEqual([hour, free.has(monday(hour)[0] ?? '')]);
      }
    });

    it('refuses what is not there, by name', async () => {
      const gone = '999999';
      for (const name of ['therapistId', 'locationId', 'roomId', 'learnerId', 'equipmentId', 'endTime']) {
        const time = { startTime: '2030-06-03T13:00:00Z', endTime: '2030-06-03T14:00:00Z' };
        const query = { therapistId: sam.id, ...time, [name]: name === 'endTime' ? time.startTime : gone };
        const answer = await desk.get(`${PATH}/why-not?${textOf(query)}`);
        expect([name, problemFaults(answer, [422]), (answer.body as Fields).errors[0]?.path.split('.')[0]]).toEqual([
          name,
          [],
          name,
        ]);
      }
    });
  });
});
