/** A stretch of the calendar: what is told, to whom, and in how many statements. */
import type { UserRole } from '../../../src/generated/prisma/index.js';
import type { Calendar } from '../../../src/scheduling/calendar/calendar.dto.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const DAY = '2031-03-04';
const at = (time: string): Date => new Date(`${DAY}T${time}:00.000Z`);

describe('the calendar', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.appointment.deleteMany();
    await app.prisma.timeOff.deleteMany();
    await app.prisma.practiceClosure.deleteMany();
  });

  const read = async (who: TokenHolder, query: Record<string, string | string[]> = {}): Promise<Calendar> => {
    const window = { from: `${DAY}T00:00:00.000Z`, to: `${DAY}T23:59:00.000Z`, ...query };
    return (await who.get('/api/appointments/calendar').query(window).expect(200)).body as Calendar;
  };
  const booked = async (start: string, end: string, given: object = {}) =>
    build.anAppointment(app.prisma, { startTime: at(start), endTime: at(end), ...given });

  it('tells names, places and the version by which one can be changed', async () => {
    const location = await build.aLocation(app.prisma, { name: 'Harbour Street' });
    const room = await build.aRoom(app.prisma, { name: 'Blue room', locationId: location.id });
    const client = await build.aClient(app.prisma, { firstName: 'Robin', lastName: 'Ellery' });
    const therapist = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera' });
    const assistant = await build.aUser(app.prisma);
    const { id } = await booked('14:00', '14:50', {
      clientId: client.id,
      therapistId: therapist.id,
      roomId: room.id,
      locationId: location.id,
    });
    await app.prisma.appointmentStaff.create({ data: { appointmentId: id, userId: assistant.id, role: 'ASSISTANT' } });
    const { items, truncated } = await read(as.STAFF);
    expect(truncated).toBe(false);
    expect(items).toEqual([
      expect.objectContaining({
        id: String(id),
        startTime: `${DAY}T14:00:00.000Z`,
        clientName: 'Robin Ellery',
        therapistName: 'Sam Rivera',
        staffIds: [String(assistant.id)],
        roomName: 'Blue room',
        locationName: 'Harbour Street',
        isGroupSession: false,
      }),
    ]);
    const etag = items[0]?.etag ?? '';
    await as.STAFF.put(`/api/appointments/${id}`, { title: 'New' }).set('If-Match', etag).expect(200);
    await as.STAFF.put(`/api/appointments/${id}`, { title: 'Newer' }).set('If-Match', etag).expect(412);
  });

  it('takes what touches the window, and nothing that only meets its edge', async () => {
    for (const [start, end] of [
      ['08:00', '09:00'],
      ['08:30', '09:30'],
      ['10:00', '11:00'],
      ['11:30', '12:30'],
      ['12:00', '13:00'],
    ] as const)
      await booked(start, end, { title: start });
    const { items } = await read(as.STAFF, { from: `${DAY}T09:00:00.000Z`, to: `${DAY}T12:00:00.000Z` });
    expect(items.map(({ title }) => title)).toEqual(['08:30', '10:00', '11:30']);
  });

  it('filters by several therapists, also those who assist, by rooms, location and status', async () => {
    const location = await build.aLocation(app.prisma);
    const room = await build.aRoom(app.prisma, { locationId: location.id });
    const one = await build.aUser(app.prisma);
    const two = await build.aUser(app.prisma);
    await booked('08:00', '09:00', { title: 'of one', therapistId: one.id, roomId: room.id, locationId: location.id });
    await booked('09:00', '10:00', { title: 'of two', therapistId: two.id, status: 'CANCELLED', cancellationReason: 'Ill.' });
    const assisted = await booked('10:00', '11:00', { title: 'assisted' });
    await app.prisma.appointmentStaff.create({ data: { appointmentId: assisted.id, userId: one.id, role: 'ASSISTANT' } });
    await booked('11:00', '12:00', { title: 'of others' });
    const titles = async (query: Record<string, string | string[]>): Promise<string[]> =>
      (await read(as.STAFF, query)).items.map(({ title }) => title);
    expect(await titles({ therapistId: [String(one.id), String(two.id)] })).toEqual(['of one', 'of two', 'assisted']);
    expect(await titles({ roomId: [String(room.id)] })).toEqual(['of one']);
    expect(await titles({ locationId: String(location.id) })).toEqual(['of one']);
    expect(await titles({ status: ['CANCELLED'] })).toEqual(['of two']);
  });

  it('shows therapists their own caseload alone', async () => {
    const client = await build.aClient(app.prisma, { therapistId: as.THERAPIST.user.id });
    await booked('08:00', '09:00', { title: 'mine', clientId: client.id });
    await booked('09:00', '10:00', { title: 'not mine' });
    expect((await read(as.THERAPIST)).items.map(({ title }) => title)).toEqual(['mine']);
    expect((await read(as.RECEPTIONIST)).items).toHaveLength(2);
  });

  it('adds closures, whole days by the clock of their place, and time off without its reason', async () => {
    const location = await build.aLocation(app.prisma, { timezone: 'America/New_York' });
    await build.aClosure(app.prisma, {
      name: 'Painters',
      locationId: location.id,
      startDate: new Date(`${DAY}T00:00:00.000Z`),
      endDate: new Date(`${DAY}T00:00:00.000Z`),
    });
    const away = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera' });
    await build.someTimeOff(app.prisma, { userId: away.id, startTime: at('09:00'), endTime: at('17:00'), reason: 'Private' });
    const { closures, timeOff } = await read(as.STAFF, { background: 'true' });
    expect(closures).toEqual([
      expect.objectContaining({ name: 'Painters', startTime: `${DAY}T05:00:00.000Z`, endTime: '2031-03-05T05:00:00.000Z' }),
    ]);
    expect(timeOff).toEqual([expect.objectContaining({ userName: 'Sam Rivera', startTime: `${DAY}T09:00:00.000Z` })]);
    expect(JSON.stringify(timeOff)).not.toContain('Private');
    expect(await read(as.STAFF)).not.toHaveProperty('closures');
  });

  it('adds the working hours of a week, by the clock of their place, of everybody or of those asked for', async () => {
    const location = await build.aLocation(app.prisma, { timezone: 'America/New_York' });
    const [sam, kim, gone] = await Promise.all([
      build.aUser(app.prisma),
      build.aUser(app.prisma),
      build.aUser(app.prisma, { isActive: false }),
    ]);
    const hours = { weekday: 2, startTime: '09:00', endTime: '12:30' };
    await build.someWorkingHours(app.prisma, { ...hours, userId: sam.id, locationId: location.id });
    await build.someWorkingHours(app.prisma, { ...hours, userId: kim.id, weekday: 5 });
    await build.someWorkingHours(app.prisma, { ...hours, userId: gone.id });
    const { workingHours } = await read(as.RECEPTIONIST, { workingHours: 'true' });
    const times = [{ startTime: `${DAY}T14:00:00.000Z`, endTime: `${DAY}T17:30:00.000Z`, locationId: String(location.id) }];
    const own = workingHours?.filter(({ userId }) => [sam.id, kim.id, gone.id].map(String).includes(userId));
    expect(own).toHaveLength(2);
    expect(own).toContainEqual({ userId: String(sam.id), times });
    expect(own).toContainEqual({ userId: String(kim.id), times: [] });
    const elsewhere = await build.aLocation(app.prisma);
    const asked = { workingHours: 'true', therapistId: String(sam.id), locationId: String(elsewhere.id) };
    expect((await read(as.STAFF, asked)).workingHours).toEqual([{ userId: String(sam.id), times: [] }]);
    const month = { from: '2031-01-01T00:00:00.000Z', to: '2031-02-01T00:00:00.000Z', workingHours: 'true' };
    await as.STAFF.get('/api/appointments/calendar').query(month).expect(422);
  });

  it('refuses more than 45 days, an end before the start, and ids that are none', async () => {
    const ask = (query: object) => as.STAFF.get('/api/appointments/calendar').query(query);
    await ask({ from: '2031-01-01T00:00:00.000Z', to: '2031-02-16T00:00:00.000Z' }).expect(422);
    await ask({ from: '2031-01-02T00:00:00.000Z', to: '2031-01-01T00:00:00.000Z' }).expect(422);
    await ask({ from: '2031-01-01T00:00:00.000Z', to: '2031-01-02T00:00:00.000Z', therapistId: ['x'] }).expect(400);
    await ask({ from: '2031-01-01T00:00:00.000Z' }).expect(400);
  });

  it('takes one statement for the appointments, and says when there are more than it tells', async () => {
    const client = await build.aClient(app.prisma);
    const therapist = await build.aUser(app.prisma);
    await app.prisma
      .$executeRaw`INSERT INTO appointments (title, start_time, end_time, client_id, therapist_id, status, cancellation_reason)
      SELECT 'Many', ${at('08:00')}::timestamp, ${at('09:00')}::timestamp, ${client.id}, ${therapist.id}, 'CANCELLED', 'Ill.' FROM generate_series(1, 5001)`;
    const { items, truncated } = await read(as.STAFF);
    expect([items.length, truncated]).toEqual([5000, true]);
  });
});
