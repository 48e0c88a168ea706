/** The practice's time zone, corrected: appointments without a location are on its clock; those at a location are not concerned. */
import { withApp } from '../../support/app.js';
import { aClient, aLocation, anAppointment, aUser, thePractice } from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { panelOf } from '../../admin/support/panel.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';
import type { UserRole } from '../../../src/generated/prisma/index.js';

describe('the time zone of the practice', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.appointment.deleteMany();
    await thePractice(app.prisma);
    await as.ADMIN.put('/api/practice', { timezone: 'America/Phoenix' }).expect(200);
  });

  const book = async (locationId: string | null = null) =>
    as.STAFF.post('/api/appointments/recurring').send({
      title: 'Speech therapy',
      clientId: String((await aClient(app.prisma)).id),
      therapistId: String((await aUser(app.prisma)).id),
      locationId,
      startTime: '2030-02-11T16:00:00.000Z',
      endTime: '2030-02-11T16:50:00.000Z',
      recurrence: { frequency: 'WEEKLY', count: 10 },
    });
  const correct = (body: object, by = as.ADMIN) => by.put('/api/practice/timezone').send(body);
  const KEEP_CLOCK = { timezone: 'America/Denver', appointments: 'KEEP_CLOCK' };
  const seriesOf = async (id: string) =>
    (await as.STAFF.get(`/api/series/${id}`).expect(200)).body as { timezone: string; appointments: { startTime: string }[] };
  const hours = ({ appointments }: { appointments: { startTime: string }[] }, timeZone: string) => [
    ...new Set(
      appointments.map(({ startTime }) =>
        new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(new Date(startTime)),
      ),
    ),
  ];

  it('is told, and takes along those without a location; the others keep the clock of their place', async () => {
    const place = await aLocation(app.prisma, { timezone: 'America/Phoenix' });
    const answers = [await book(), await book(String(place.id))];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [free, held] = answers.map(({ body }) => (body as { id: string }).id) as [string, string];
    const told = await as.ADMIN.post('/api/practice/timezone/preview', { timezone: 'America/Denver' }).expect(200);
    expect(told.body).toMatchObject({
      timezoneBefore: 'America/Phoenix',
      appointments: 10,
      series: 1,
      moves: [{ byMinutes: -60, appointments: 6, firstStartTime: '2030-03-11T16:00:00.000Z' }],
      conflicts: [],
    });
    const answer = await correct(KEEP_CLOCK).expect(200);
    expect(answer.headers.etag).toBe((await as.ADMIN.get('/api/practice')).headers.etag);
    expect(answer.body).toMatchObject({ timezone: 'America/Denver', appointments: 10, series: 1 });
    expect((await as.ADMIN.get('/api/practice')).body).toMatchObject({ timezone: 'America/Denver' });
    const moved = await seriesOf(free);
    expect([moved.timezone, hours(moved, 'America/Denver')]).toEqual(['America/Denver', ['09:00']]);
    const stayed = await seriesOf(held);
    expect([stayed.timezone, hours(stayed, 'America/Phoenix')]).toEqual(['America/Phoenix', ['09:00']]);
    const event = await app.prisma.auditEvent.findFirstOrThrow({ where: { recordType: 'Practice' }, orderBy: { id: 'desc' } });
    expect(event).toMatchObject({ action: 'UPDATE', reason: 'appointments keep the clock' });
  });

  it('is not changed in passing, through the API or the form, where appointments keep its clock', async () => {
    await anAppointment(app.prisma, { startTime: new Date('2030-06-03T13:00:00.000Z') });
    const answer = await as.ADMIN.put('/api/practice', { timezone: 'America/Denver', name: 'Cactus' });
    expect(problemFaults(answer, [409])).toEqual([]);
    expect(answer.body).toMatchObject({
      code: 'practice.timezone_in_use',
      detail: expect.stringContaining('1 appointment to come without a location') as string,
      errors: [{ path: 'timezone' }],
      clashesWith: { appointments: 1 },
    });
    await as.ADMIN.put('/api/practice', { timezone: 'America/Phoenix', name: 'Cactus Street' }).expect(200);
  });

  it('is not changed either by another row of the panel that takes the place of the first', async () => {
    const { id } = await thePractice(app.prisma);
    const second = await app.prisma.practice.create({ data: { name: 'Another', timezone: 'America/Denver' } });
    const appointment = await anAppointment(app.prisma, { startTime: new Date('2030-06-03T13:00:00.000Z') });
    const panel = await panelOf(app, 'ADMIN');
    await app.prisma.practiceLocation.deleteMany();
    await panel.remove('Practice', String(id));
    expect(await app.prisma.practice.count()).toBe(2);
    await app.prisma.appointment.delete({ where: { id: appointment.id } });
    await panel.remove('Practice', String(id));
    expect(await app.prisma.practice.findMany()).toMatchObject([{ id: second.id }]);
  });

  it('leaves the instants alone where that was chosen', async () => {
    const { id } = (await book()).body as { id: string };
    const before = await seriesOf(id);
    await correct({ ...KEEP_CLOCK, appointments: 'KEEP_INSTANT' }).expect(200);
    expect(await seriesOf(id)).toEqual(before);
    expect(before.timezone).toBe('America/Phoenix');
  });

  it('asks for the version, a zone that there is, and both permissions', async () => {
    await correct(KEEP_CLOCK, as.STAFF).expect(403);
    await correct(KEEP_CLOCK, as.RECEPTIONIST).expect(403);
    await as.STAFF.post('/api/practice/timezone/preview', { timezone: 'America/Denver' }).expect(403);
    await as.ADMIN.put('/api/practice/timezone').set('If-Match', '"abc"').send(KEEP_CLOCK).expect(412);
    await correct({ ...KEEP_CLOCK, timezone: 'Mars/Olympus' }).expect(422);
    const { etag } = (await as.ADMIN.get('/api/practice')).headers;
    await as.ADMIN.put('/api/practice/timezone').set('If-Match', String(etag)).send(KEEP_CLOCK).expect(200);
    await as.ADMIN.put('/api/practice/timezone').set('If-Match', String(etag)).send(KEEP_CLOCK).expect(412);
  });

  it('corrected while series are booked leaves none on two clocks', async () => {
    for (let round = 0; round < 4; round++) {
      const zone = round % 2 === 0 ? 'America/Denver' : 'America/Phoenix';
      const [corrected, ...booked] = await Promise.all([
        correct({ timezone: zone, appointments: 'KEEP_CLOCK' }),
        ...Array.from({ length: 4 }, () => book()),
      ]);
      expect([corrected.status, ...booked.map(({ status }) => status)]).toEqual([200, 201, 201, 201, 201]);
      for (const { body } of booked) {
        const series = await seriesOf((body as { id: string }).id);
        expect([series.timezone, hours(series, zone).length]).toEqual([zone, 1]);
      }
    }
  }, 60_000);
});
