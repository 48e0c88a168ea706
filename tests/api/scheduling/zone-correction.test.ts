/** A location whose time zone was wrong: its appointments follow the clock or keep their instants, as chosen, told before. */
import { withApp } from '../../support/app.js';
import { aClient, aLocation, anAppointment, aUser, aWaitlistEntry } from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';
import type { UserRole } from '../../../src/generated/prisma/index.js';

interface Told {
  timezoneBefore: string;
  timezone: string;
  appointments: number;
  series: number;
  moves: { byMinutes: number; appointments: number; firstStartTime: string; firstNewStartTime: string }[];
  conflicts?: { name: string }[];
}

describe('the time zone of a location', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
  }, 60_000);

  /** Ten weeks at nine, over the change of the clocks on 10 March, entered with the clock of Phoenix, which never changes. */
  const aPlace = async (zone = 'America/Phoenix') => {
    const location = await aLocation(app.prisma, { timezone: zone });
    const therapist = await aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera' });
    const answer = await as.STAFF.post('/api/appointments/recurring').send({
      title: 'Speech therapy',
      clientId: String((await aClient(app.prisma)).id),
      therapistId: String(therapist.id),
      locationId: String(location.id),
      startTime: '2030-02-11T16:00:00.000Z',
      endTime: '2030-02-11T16:50:00.000Z',
      recurrence: { frequency: 'WEEKLY', count: 10 },
    });
    expect(answer.status).toBe(201);
    const { id, appointments } = answer.body as { id: string; appointments: { id: string; startTime: string }[] };
    return {
      id: String(location.id),
      location,
      therapist,
      series: id,
      ids: appointments.map((one) => one.id),
      starts: appointments.map((one) => one.startTime),
    };
  };
  const clockOf = (instants: readonly string[], timeZone: string) => [
    ...new Set(
      instants.map((instant) => new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(new Date(instant))),
    ),
  ];
  const preview = async (id: string, timezone: string) =>
    (await as.ADMIN.post(`/api/practice/locations/${id}/timezone/preview`, { timezone }).expect(200)).body as Told;
  const correct = (id: string, body: object, by = as.ADMIN) => by.put(`/api/practice/locations/${id}/timezone`).send(body);
  const startsOf = async (ids: readonly string[]) =>
    (await app.prisma.appointment.findMany({ where: { id: { in: ids.map(BigInt) } }, orderBy: { originalStart: 'asc' } })).map(
      (row) => row.startTime.toISOString(),
    );

  it('is told before it is corrected: how many appointments move to which instant', async () => {
    const { id, ids, starts } = await aPlace();
    expect(await preview(id, 'America/Denver')).toEqual({
      timezoneBefore: 'America/Phoenix',
      timezone: 'America/Denver',
      appointments: 10,
      series: 1,
      // Until the clocks change there is no difference.
      moves: [
        {
          byMinutes: -60,
          appointments: 6,
          firstStartTime: '2030-03-11T16:00:00.000Z',
          firstNewStartTime: '2030-03-11T15:00:00.000Z',
        },
      ],
      conflicts: [],
    });
    expect(await startsOf(ids)).toEqual(starts);
  });

  it('is not changed in passing, where appointments to come keep its clock', async () => {
    const { id } = await aPlace();
    const answer = await as.ADMIN.put(`/api/practice/locations/${id}`, { timezone: 'America/Denver' });
    expect(problemFaults(answer, [409])).toEqual([]);
    expect(answer.body).toMatchObject({
      code: 'location.timezone_in_use',
      errors: [{ path: 'timezone' }],
      clashesWith: { appointments: 10 },
    });
    await as.ADMIN.put(`/api/practice/locations/${id}`, { timezone: 'America/Phoenix', name: 'Cactus Street' }).expect(200);
    const free = await aLocation(app.prisma, { timezone: 'America/Phoenix' });
    await as.ADMIN.put(`/api/practice/locations/${free.id}`, { timezone: 'America/Denver' }).expect(200);
  });

  it('takes its series along on their clock, of which none is mixed, and they can be split and moved', async () => {
    const { id, ids, series } = await aPlace();
    const single = await as.STAFF.put(`/api/appointments/${ids[8]}`).send({
      startTime: '2030-04-09T18:00:00.000Z',
      endTime: '2030-04-09T18:50:00.000Z',
    });
    expect(single.status).toBe(200);
    const answer = await correct(id, { timezone: 'America/Denver', appointments: 'KEEP_CLOCK' });
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ appointments: 10, series: 1 })]);
    const regular = ids.filter((_, index) => index !== 8);
    expect(clockOf(await startsOf(regular), 'America/Denver')).toEqual(['09:00']);
    expect(await startsOf([ids[8] as string])).toEqual(['2030-04-09T17:00:00.000Z']);
    const { body } = await as.STAFF.get(`/api/series/${series}`).expect(200);
    expect(body).toMatchObject({ timezone: 'America/Denver', rule: 'FREQ=WEEKLY;COUNT=10' });
    // Identity stays; a change of the series keeps nine on the clock.
    expect((body as { appointments: { originalStart: string }[] }).appointments[9]?.originalStart).toBe(
      '2030-04-15T16:00:00.000Z',
    );
    const split = await as.STAFF.put(`/api/appointments/${ids[3]}/series`).send({
      scope: 'FOLLOWING',
      startTime: '2030-03-05T16:00:00.000Z',
      endTime: '2030-03-05T16:50:00.000Z',
    });
    expect([split.status, split.body]).toEqual([200, expect.anything()]);
    expect(clockOf(await startsOf(regular), 'America/Denver')).toEqual(['09:00']);
    const events = await app.prisma.auditEvent.findMany({
      where: { recordType: 'Appointment', recordId: ids[9] as string, action: 'UPDATE' },
      orderBy: { id: 'asc' },
    });
    expect(events[0]).toMatchObject({
      before: { startTime: '2030-04-15T16:00:00.000Z' },
      after: { startTime: '2030-04-15T15:00:00.000Z' },
    });
  });

  it('leaves the instants alone where that was chosen, and the series its own clock', async () => {
    const { id, ids, starts, series } = await aPlace();
    const answer = await correct(id, { timezone: 'America/Denver', appointments: 'KEEP_INSTANT' });
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ appointments: 10, moves: [] })]);
    expect(answer.headers.etag).toBe((await as.ADMIN.get(`/api/practice/locations/${id}`)).headers.etag);
    expect(await startsOf(ids)).toEqual(starts);
    const moved = await as.STAFF.put(`/api/appointments/${ids[0]}/series`).send({
      scope: 'ALL',
      startTime: '2030-02-11T17:00:00.000Z',
      endTime: '2030-02-11T17:50:00.000Z',
    });
    expect(moved.status).toBe(200);
    expect(clockOf(await startsOf(ids), 'UTC')).toEqual(['17:00']);
    expect((await as.STAFF.get(`/api/series/${series}`)).body).toMatchObject({ timezone: 'America/Phoenix' });
  });

  it('keeps the clock over both changes, in zones with other days of change', async () => {
    const { id, ids } = await aPlace('America/New_York');
    const autumn = await anAppointment(app.prisma, { locationId: BigInt(id), startTime: new Date('2030-10-29T14:00:00.000Z') });
    const told = await preview(id, 'Europe/London');
    // Five hours apart; four while America is on summer time already, and while Europe is no more.
    expect(told.moves.map(({ byMinutes, appointments }) => [byMinutes, appointments])).toEqual([
      [-300, 7],
      [-240, 4],
    ]);
    await correct(id, { timezone: 'Europe/London', appointments: 'KEEP_CLOCK' }).expect(200);
    expect(clockOf(await startsOf(ids), 'Europe/London')).toEqual(['11:00']);
    const after = await app.prisma.appointment.findUniqueOrThrow({ where: { id: autumn.id } });
    expect(after.startTime.toISOString()).toBe('2030-10-29T10:00:00.000Z');
  });

  it('is corrected whole or not at all: what is in the way is named', async () => {
    const { id, ids, starts, therapist } = await aPlace();
    await anAppointment(app.prisma, {
      therapistId: therapist.id,
      startTime: new Date('2030-03-25T15:30:00.000Z'),
      endTime: new Date('2030-03-25T15:45:00.000Z'),
    });
    expect((await preview(id, 'America/Denver')).conflicts).toMatchObject([{ name: 'Sam Rivera' }]);
    const answer = await correct(id, { timezone: 'America/Denver', appointments: 'KEEP_CLOCK' });
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code: 'appointment.conflict', conflicts: [expect.objectContaining({ name: 'Sam Rivera' })] }),
    ]);
    expect(await startsOf(ids)).toEqual(starts);
    expect((await as.ADMIN.get(`/api/practice/locations/${id}`)).body).toMatchObject({ timezone: 'America/Phoenix' });
    await correct(id, { timezone: 'America/Denver', appointments: 'KEEP_INSTANT' }).expect(200);
  });

  it('moves the time of an open offer with its hold, as the family was told it', async () => {
    const location = await aLocation(app.prisma, { timezone: 'America/Phoenix' });
    const waiting = await aWaitlistEntry(app.prisma);
    const made = await as.STAFF.post(`/api/waitlist/${waiting.id}/offers`).send({
      startTime: '2030-06-03T16:00:00.000Z',
      endTime: '2030-06-03T16:50:00.000Z',
      therapistId: String((await aUser(app.prisma, { role: 'THERAPIST' })).id),
      locationId: String(location.id),
    });
    expect([made.status, made.body]).toEqual([201, expect.anything()]);
    await correct(String(location.id), { timezone: 'America/Denver', appointments: 'KEEP_CLOCK' }).expect(200);
    const offer = await app.prisma.waitlistOffer.findFirstOrThrow({
      where: { locationId: location.id },
      include: { appointment: true },
    });
    expect(offer.startTime.toISOString()).toBe('2030-06-03T15:00:00.000Z');
    expect(offer.appointment?.startTime).toEqual(offer.startTime);
    const accepted = await app.request
      .post('/api/waitlist/offers/accept')
      .send({ token: (made.body as { token: string }).token });
    expect(accepted.status).toBe(200);
  });

  it('asks for the version, a zone that there is, and both permissions', async () => {
    const { id } = await aPlace();
    const body = { timezone: 'America/Denver', appointments: 'KEEP_CLOCK' };
    await correct(id, body, as.STAFF).expect(403);
    await correct(id, body, as.THERAPIST).expect(403);
    await as.ADMIN.put(`/api/practice/locations/${id}/timezone`).set('If-Match', '"abc"').send(body).expect(412);
    await correct(id, { ...body, timezone: 'Mars/Olympus' }).expect(422);
    await correct('999999999', body).expect(404);
    await correct(id, { timezone: 'America/Denver' }).expect(400);
  });

  it('corrected while series are booked there leaves none on two clocks', async () => {
    for (let round = 0; round < 3; round++) {
      const location = await aLocation(app.prisma, { timezone: 'America/Phoenix' });
      const clients = await Promise.all(Array.from({ length: 4 }, () => aClient(app.prisma)));
      const people = await Promise.all(Array.from({ length: 4 }, () => aUser(app.prisma)));
      const bookings = clients.map((client, index) =>
        as.STAFF.post('/api/appointments/recurring').send({
          title: 'Speech therapy',
          clientId: String(client.id),
          therapistId: String(people[index]?.id),
          locationId: String(location.id),
          startTime: '2030-02-11T16:00:00.000Z',
          endTime: '2030-02-11T16:50:00.000Z',
          recurrence: { frequency: 'WEEKLY', count: 10 },
        }),
      );
      const [corrected, ...booked] = await Promise.all([
        correct(String(location.id), { timezone: 'America/Denver', appointments: 'KEEP_CLOCK' }),
        ...bookings,
      ]);
      expect([corrected.status, ...booked.map(({ status }) => status)]).toEqual([200, 201, 201, 201, 201]);
      for (const answer of booked) {
        const { id } = answer.body as { id: string };
        const { body } = await as.STAFF.get(`/api/series/${id}`).expect(200);
        const { timezone, appointments } = body as { timezone: string; appointments: { startTime: string }[] };
        expect(timezone).toBe('America/Denver');
        expect(
          clockOf(
            appointments.map((one) => one.startTime),
            timezone,
          ),
        ).toHaveLength(1);
      }
    }
  }, 60_000);
});
