/** Series over the API: on the wall clock, all or nothing or without the clashing ones, and never double-booked. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, aLocation, anAppointment, aRoom, aUser } from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

describe('a series', () => {
  const app = withApp();
  let staff: TokenHolder;

  beforeAll(async () => {
    staff = await signedIn(app, 'STAFF');
  }, 60_000);

  const plan = async (more: Record<string, unknown> = {}) => ({
    title: 'Speech therapy',
    clientId: String((await aClient(app.prisma)).id),
    therapistId: String((await aUser(app.prisma)).id),
    startTime: '2030-02-25T14:00:00.000Z',
    endTime: '2030-02-25T14:50:00.000Z',
    recurrence: { frequency: 'WEEKLY', count: 4 },
    ...more,
  });
  const book = async (more: Record<string, unknown> = {}, by = staff) =>
    by.post('/api/appointments/recurring').send(await plan(more));
  const starts = (answer: { body: { appointments: { startTime: string }[] } }) =>
    answer.body.appointments.map((one) => one.startTime);
  const overlaps = () => app.prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM appointment_occupancies a JOIN appointment_occupancies b ON a.resource = b.resource AND a.resource_id = b.resource_id
      AND a.appointment_id < b.appointment_id AND a.lane = 0 AND b.lane = 0 AND a.start_time < b.end_time AND b.start_time < a.end_time`;

  it('keeps the wall clock of its location across a change of the clocks', async () => {
    const location = await aLocation(app.prisma, { timezone: 'America/New_York' });
    const answer = await book({ locationId: String(location.id) });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ timezone: 'America/New_York', rule: 'FREQ=WEEKLY;COUNT=4', skipped: [] });
    expect(starts(answer as never)).toEqual([
      '2030-02-25T14:00:00.000Z',
      '2030-03-04T14:00:00.000Z',
      // Since the tenth of March it is 9:00 an hour earlier.
      '2030-03-11T13:00:00.000Z',
      '2030-03-18T13:00:00.000Z',
    ]);
    const berlin = await aLocation(app.prisma, { timezone: 'Europe/Berlin' });
    const there = await book({
      locationId: String(berlin.id),
      startTime: '2030-03-25T08:00:00.000Z',
      endTime: '2030-03-25T09:00:00.000Z',
      recurrence: { frequency: 'WEEKLY', until: '2030-04-01' },
    });
    expect(starts(there as never)).toEqual(['2030-03-25T08:00:00.000Z', '2030-04-01T07:00:00.000Z']);
    const listed = await staff.get(`/api/appointments?recurrencePatternId=${answer.body.id as string}`);
    expect(listed.body.items).toHaveLength(4);
    const [first, second] = listed.body.items as Record<string, unknown>[];
    expect(first).toMatchObject({ isRecurring: true, parentAppointmentId: null, originalStart: '2030-02-25T14:00:00.000Z' });
    expect(second).toMatchObject({ parentAppointmentId: first?.id, recurrencePatternId: answer.body.id });
  });

  it('is all or nothing, or skips what clashes and says which', async () => {
    const therapist = await aUser(app.prisma);
    const taken = await anAppointment(app.prisma, { therapistId: therapist.id, startTime: new Date('2030-03-04T14:30:00.000Z') });
    const given = { therapistId: String(therapist.id) };
    const refused = await book(given);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'appointment.conflict',
      conflicts: [{ plan: 1, resource: 'STAFF', appointmentId: String(taken.id) }],
    });
    expect(await app.prisma.appointment.count({ where: { therapistId: therapist.id } })).toBe(1);
    expect(await app.prisma.appointmentRecurrencePattern.count({ where: { appointments: { none: {} } } })).toBe(0);
    const skipped = await book({ ...given, onConflict: 'SKIP' });
    expect(skipped.status).toBe(201);
    expect(skipped.body.appointments).toHaveLength(3);
    expect(skipped.body.skipped).toMatchObject([{ startTime: '2030-03-04T14:00:00.000Z', conflicts: [{ resource: 'STAFF' }] }]);
  });

  it('brings along its staff, room and learners, each time', async () => {
    const client = await aClient(app.prisma);
    const learner = await aLearner(app.prisma, { clientId: client.id });
    const [room, helper] = [await aRoom(app.prisma), await aUser(app.prisma)];
    const answer = await book({
      clientId: String(client.id),
      learnerId: String(learner.id),
      roomId: String(room.id),
      staff: [{ userId: String(helper.id), role: 'ASSISTANT' }],
    });
    expect(answer.status).toBe(201);
    const occupied = await app.prisma.appointmentOccupancy.groupBy({
      by: ['resource'],
      where: { appointment: { recurrencePatternId: BigInt(answer.body.id as string) } },
      _count: true,
    });
    expect(Object.fromEntries(occupied.map((one) => [one.resource, one._count]))).toEqual({ STAFF: 8, ROOM: 4, LEARNER: 4 });
    const events = await app.prisma.auditEvent.count({ where: { recordType: 'Appointment', clientId: client.id } });
    expect(events).toBe(4);
  });

  it('of a year is booked whole', async () => {
    const answer = await book({ recurrence: { frequency: 'WEEKLY', count: 52 } });
    expect(answer.body.appointments).toHaveLength(52);
  });

  it('is refused with the field named', async () => {
    const fault = async (recurrence: object, more: object = {}) => {
      const { status, body } = await book({ recurrence, ...more });
      return [status, (body as { errors?: { path: string }[] }).errors?.[0]?.path];
    };
    expect(await fault({ frequency: 'WEEKLY' })).toEqual([422, 'recurrence.until']);
    expect(await fault({ frequency: 'CUSTOM', rule: 'FREQ=MINUTELY;COUNT=3' })).toEqual([422, 'recurrence.rule']);
    expect(await fault({ frequency: 'WEEKLY', daysOfWeek: ['TU'], count: 3 })).toEqual([422, 'startTime']);
    expect(await fault({ frequency: 'DAILY', until: '2030-02-30' })).toEqual([400, 'recurrence.until']);
    expect(await fault({ frequency: 'DAILY', count: 501 })).toEqual([400, 'recurrence.count']);
    // Its last one would lie in a year in which nothing is planned.
    const late = { startTime: '2200-12-20T14:00:00.000Z', endTime: '2200-12-20T14:50:00.000Z' };
    expect(await fault({ frequency: 'WEEKLY', count: 5 }, late)).toEqual([400, 'recurrence']);
    expect((await book({ ...late, recurrence: { frequency: 'WEEKLY', count: 2 } })).status).toBe(201);
  });

  it('raced for by many has one winner, whole', async () => {
    const therapistId = String((await aUser(app.prisma)).id);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => book({ therapistId, recurrence: { frequency: 'DAILY', count: 10 } })),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect([...new Set(answers.filter((answer) => answer.status !== 201).map((answer) => answer.body.code as string))]).toEqual([
      'appointment.conflict',
    ]);
    expect(await app.prisma.appointment.count({ where: { therapistId: BigInt(therapistId) } })).toBe(10);
    expect(await overlaps()).toEqual([]);
  }, 60_000);

  it('is booked for the caseload alone by a therapist', async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    const own = await aClient(app.prisma, { therapistId: therapist.user.id });
    const me = { therapistId: String(therapist.user.id) };
    expect((await book({ ...me, clientId: String(own.id) }, therapist)).status).toBe(201);
    const stranger = await book({ ...me, startTime: '2030-02-25T16:00:00.000Z', endTime: '2030-02-25T16:50:00.000Z' }, therapist);
    expect([stranger.status, stranger.body.errors?.[0]?.path]).toEqual([422, 'clientId']);
  });
});
