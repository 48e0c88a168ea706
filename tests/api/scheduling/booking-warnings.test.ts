/** What is said of a booking although it is allowed, what the practice refuses, and the opening hours behind it. */
import type { Response } from 'supertest';
import { BOOKING_WARNINGS } from '../../../src/practice/details/warning-codes.js';
import type { BookingWarningCode } from '../../../src/generated/requests/practice.js';
import type { User, UserRole } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const PATH = '/api/appointments';

interface Told {
  code: string;
  message: string;
}
interface Refused {
  code: string;
  detail: string;
  warnings: Told[];
  nearestFree: { startTime: string; endTime: string } | null;
}

describe('a booking at a time in which nobody is expected', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;
  let desk: TokenHolder;
  let therapist: User;
  let locationId: string;
  let common: Record<string, unknown>;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    desk = as.STAFF;
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.waitlistOffer.deleteMany();
    await app.prisma.appointment.deleteMany();
    await app.prisma.openingHours.deleteMany();
    await app.prisma.practiceClosure.deleteMany();
    await refuse([]);
    therapist = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST' });
    const location = await build.aLocation(app.prisma, { name: 'Harbour Street', timezone: 'America/Toronto' });
    locationId = String(location.id);
    for (const [startTime, endTime] of [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ] as const)
      await app.prisma.workingHours.create({
        data: { userId: therapist.id, locationId: location.id, weekday: 1, startTime, endTime },
      });
    const client = await build.aClient(app.prisma);
    common = { title: 'Speech therapy', clientId: String(client.id), therapistId: String(therapist.id), locationId };
  });

  const refuse = (codes: BookingWarningCode[]) => app.prisma.practice.updateMany({ data: { refusedBookings: codes } });
  /** On Monday 3 June 2030, by the clock of Toronto (four hours behind); or days later. */
  const at = (clock: string, days = 0): { startTime: string; endTime: string } => {
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    const start = Date.UTC(2030, 5, 3 + days, hour + 4, minute);
    return { startTime: new Date(start).toISOString(), endTime: new Date(start + 50 * 60_000).toISOString() };
  };
  const book = (clock: string, given: object = {}, days = 0) => desk.post(PATH, { ...common, ...at(clock, days), ...given });
  const told = ({ body }: Response): string[] => (body as { warnings: Told[] }).warnings.map(({ code }) => code);
  const away = (clock: string) => app.prisma.timeOff.create({ data: { userId: therapist.id, ...at(clock), reason: 'Secret' } });
  const closed = (days = 0) =>
    app.prisma.practiceClosure.create({
      data: {
        name: 'Stocktaking',
        startDate: new Date(Date.UTC(2030, 5, 3 + days)),
        endDate: new Date(Date.UTC(2030, 5, 3 + days)),
      },
    });

  it('is made, and the answer says what is odd about it', async () => {
    expect(told(await book('09:00').expect(201))).toEqual([]);
    const lunch = await book('12:00').expect(201);
    expect(lunch.body).toMatchObject({
      warnings: [
        {
          code: 'OUTSIDE_WORKING_HOURS',
          message: 'Sam Rivera works 9:00 AM–12:00 PM and 1:00 PM–5:00 PM on this day (America/Toronto).',
        },
      ],
    });
    const sunday = await book('03:00', {}, -1).expect(201);
    expect(sunday.body).toMatchObject({ warnings: [{ message: 'Sam Rivera does not work on this day.' }] });
    await away('14:00');
    const leave = await book('14:00').expect(201);
    expect(leave.body).toMatchObject({ warnings: [{ code: 'TIME_OFF', message: 'Sam Rivera is away.' }] });
    expect(JSON.stringify(leave.body)).not.toContain('Secret');
    await closed(7);
    const closure = await book('09:00', {}, 7).expect(201);
    expect(closure.body).toMatchObject({ warnings: [{ code: 'CLOSURE', message: 'The practice is closed: Stocktaking.' }] });
    // Another place, where they work at other times; one without hours, of whom nothing is known.
    const other = String((await build.aLocation(app.prisma)).id);
    expect(told(await book('10:00', { locationId: other }).expect(201))).toEqual(['OUTSIDE_WORKING_HOURS']);
    const stranger = String((await build.aUser(app.prisma, { role: 'THERAPIST' })).id);
    expect(told(await book('03:00', { therapistId: stranger }).expect(201))).toEqual([]);
    // Those who work beside them count as well.
    const assistant = [{ userId: String(therapist.id), role: 'ASSISTANT' }];
    expect(told(await book('20:00', { therapistId: stranger, staff: assistant }).expect(201))).toEqual(['OUTSIDE_WORKING_HOURS']);
  });

  it('is not made when the caller says which warnings they know of, and there is another; the nearest free time is told', async () => {
    await away('12:00');
    const reply = await book('12:00', { confirmedWarnings: ['TIME_OFF'] });
    expect(problemFaults(reply, [409])).toEqual([]);
    const body = reply.body as Refused;
    expect([body.code, body.warnings.map(({ code }) => code)]).toEqual([
      'booking.unconfirmed',
      ['OUTSIDE_WORKING_HOURS', 'TIME_OFF'],
    ]);
    expect(body.nearestFree).toEqual(at('13:00'));
    expect(await app.prisma.appointment.count()).toBe(0);
    await book('12:00', { confirmedWarnings: ['TIME_OFF', 'OUTSIDE_WORKING_HOURS'] }).expect(201);
    await book('09:00', { confirmedWarnings: [] }).expect(201);
    expect(problemFaults(await book('10:00', { confirmedWarnings: ['NONSENSE'] }), [400])).toEqual([]);
  });

  it.each<[BookingWarningCode, string, () => Promise<unknown>]>([
    ['OUTSIDE_WORKING_HOURS', '12:00', () => Promise.resolve()],
    ['TIME_OFF', '14:00', () => away('14:00')],
    ['CLOSURE', '14:00', () => closed()],
    [
      'OUTSIDE_OPENING_HOURS',
      '16:00',
      () => app.prisma.openingHours.create({ data: { weekday: 1, startTime: '08:00', endTime: '16:30' } }),
    ],
  ])('is refused where the practice refuses %s, through every way of booking', async (code, clock, happens) => {
    const fine = (await book('09:00').expect(201)).body as { id: string };
    const { startTime, endTime } = at('10:00');
    const series = { ...common, startTime, endTime, recurrence: { frequency: 'WEEKLY', count: 2 } };
    const made = (await desk.post(`${PATH}/recurring`, series).expect(201)).body as { appointments: { id: string }[] };
    await happens();
    await refuse([code]);
    const refused = `booking.${code.toLowerCase()}`;
    const entry = (await build.aWaitlistEntry(app.prisma)).id;
    const { title: _, clientId: __, ...rest } = common;
    const odd = { ...at(clock) };
    const tries = [
      await book(clock),
      await book(clock, { confirmedWarnings: [code] }),
      await desk.put(`${PATH}/${fine.id}`, odd),
      await desk.post(`${PATH}/recurring`, { ...series, ...odd }),
      await desk.put(`${PATH}/${made.appointments[0]?.id}/series`, { scope: 'ALL', ...odd }),
      await desk.post(`/api/waitlist/${entry}/offers`, { ...rest, ...odd }),
    ];
    for (const reply of tries) {
      expect([problemFaults(reply, [422]), (reply.body as Refused).code]).toEqual([[], refused]);
      expect((reply.body as Refused).warnings.map((one) => one.code)).toContain(code);
    }
    const preview = await desk.post(`${PATH}/recurring/preview`, { ...series, ...odd }).expect(200);
    expect(preview.body).toMatchObject({ occurrences: [{ refused: true, warnings: [{ code }] }, {}] });
    expect(await app.prisma.appointment.count()).toBe(3);
    // Nothing of its time is new: nothing is said.
    expect(told(await desk.put(`${PATH}/${fine.id}`, { title: 'Reading' }).expect(200))).toEqual([]);
  });

  it('is told when one is moved there, or given to somebody who is not there', async () => {
    const { id } = (await book('09:00').expect(201)).body as { id: string };
    expect(told(await desk.put(`${PATH}/${id}`, at('12:00')).expect(200))).toEqual(['OUTSIDE_WORKING_HOURS']);
    const asked = await desk.put(`${PATH}/${id}`, { ...at('12:10'), confirmedWarnings: [] });
    // Its own time is not in its way.
    expect(asked.body).toMatchObject({ code: 'booking.unconfirmed', nearestFree: at('13:00') });
    const other = await build.aUser(app.prisma, { role: 'THERAPIST' });
    await app.prisma.workingHours.create({ data: { userId: other.id, weekday: 2, startTime: '09:00', endTime: '12:00' } });
    expect(told(await desk.put(`${PATH}/${id}`, { therapistId: String(other.id) }).expect(200))).toEqual([
      'OUTSIDE_WORKING_HOURS',
    ]);
  });

  describe('in a series', () => {
    const weekly = (clock: string) => ({ ...common, ...at(clock), recurrence: { frequency: 'WEEKLY', count: 3 } });

    it('is told once for each kind, with how many appointments it is about', async () => {
      await closed(7);
      const { body } = await desk.post(`${PATH}/recurring`, weekly('12:00')).expect(201);
      expect(body).toMatchObject({
        warnings: [
          {
            code: 'OUTSIDE_WORKING_HOURS',
            message:
              '3 appointments, the first on Jun 3, 2030: Sam Rivera works 9:00 AM–12:00 PM and 1:00 PM–5:00 PM on this day (America/Toronto).',
          },
          { code: 'CLOSURE', message: 'On Jun 10, 2030: The practice is closed: Stocktaking.' },
        ],
      });
      const asked = await desk.post(`${PATH}/recurring`, { ...weekly('17:00'), confirmedWarnings: [] });
      expect([problemFaults(asked, [409]), (asked.body as Refused).code]).toEqual([[], 'booking.unconfirmed']);
    });

    it('is shown by the preview, whose token books it; what is odd since then is told before', async () => {
      await closed(7);
      const preview = async () => (await desk.post(`${PATH}/recurring/preview`, weekly('12:00')).expect(200)).body as object;
      const shown = (await preview()) as {
        token: string;
        warnings: Told[];
        occurrences: { warnings: Told[]; nearestFree: object }[];
      };
      expect(shown.occurrences.map((one) => one.warnings.map(({ code }) => code))).toEqual([
        ['OUTSIDE_WORKING_HOURS'],
        ['OUTSIDE_WORKING_HOURS', 'CLOSURE'],
        ['OUTSIDE_WORKING_HOURS'],
      ]);
      expect(shown.occurrences[0]?.nearestFree).toEqual(at('13:00'));
      expect(shown.warnings).toHaveLength(2);
      await app.prisma.openingHours.create({ data: { weekday: 1, startTime: '13:00', endTime: '17:00' } });
      const changed = await desk.post(`${PATH}/recurring`, { ...weekly('12:00'), previewToken: shown.token });
      expect(changed.body).toMatchObject({ code: 'series.changed', changes: [{ what: 'HOURS' }, {}, {}] });
      const again = (await preview()) as { token: string };
      await desk.post(`${PATH}/recurring`, { ...weekly('12:00'), previewToken: again.token }).expect(201);
    });

    it('is told before where a learner was set on hold since the preview', async () => {
      const learner = await build.aLearner(app.prisma);
      const series = { ...weekly('12:00'), clientId: String(learner.clientId), learnerId: String(learner.id) };
      const preview = async () =>
        (await desk.post(`${PATH}/recurring/preview`, series).expect(200)).body as { token: string; warnings: Told[] };
      const { token } = await preview();
      await app.prisma.learner.update({ where: { id: learner.id }, data: { status: 'ONHOLD' } });
      const asked = await desk.post(`${PATH}/recurring`, { ...series, previewToken: token });
      expect([problemFaults(asked, [409]), (asked.body as Refused).code]).toEqual([[], 'booking.unconfirmed']);
      expect(await app.prisma.appointment.count()).toBe(0);
      // The token is given back: it books what is confirmed now.
      await desk
        .post(`${PATH}/recurring`, { ...series, previewToken: token, confirmedWarnings: ['LEARNER_ON_HOLD'] })
        .expect(201);
      await app.prisma.appointment.deleteMany();
      const knowing = await preview();
      expect(knowing.warnings.map(({ code }) => code)).toContain('LEARNER_ON_HOLD');
      await desk.post(`${PATH}/recurring`, { ...series, previewToken: knowing.token }).expect(201);
    });

    it('is asked back with the nearest free time, in whose way the series itself is not as it is now', async () => {
      const { startTime, endTime } = at('11:00');
      const series = { ...weekly('11:00'), startTime, endTime };
      const { body } = await desk.post(`${PATH}/recurring`, series).expect(201);
      const [first] = (body as { appointments: { id: string }[] }).appointments;
      const asked = await desk.put(`${PATH}/${first?.id}/series`, { scope: 'ALL', ...at('11:30'), confirmedWarnings: [] });
      expect(asked.body).toMatchObject({ code: 'booking.unconfirmed', nearestFree: at('11:00') });
    });
  });

  describe('for a learner', () => {
    const learnerOf = async (status: 'ONHOLD' | 'INACTIVE' | 'GRADUATED') =>
      build.aLearner(app.prisma, { firstName: 'Robin', lastName: 'Ellery', status });
    const forOne = async (status: Parameters<typeof learnerOf>[0]) => {
      const learner = await learnerOf(status);
      return { learner, given: { clientId: String(learner.clientId), learnerId: String(learner.id) } };
    };

    it('who is on hold, it is told, or refused where the practice does so', async () => {
      const { given } = await forOne('ONHOLD');
      expect((await book('09:00', given).expect(201)).body).toMatchObject({
        warnings: [{ code: 'LEARNER_ON_HOLD', message: 'Robin Ellery is on hold.' }],
      });
      const asked = await book('10:00', { ...given, confirmedWarnings: [] });
      expect([problemFaults(asked, [409]), (asked.body as Refused).code]).toEqual([[], 'booking.unconfirmed']);
      await refuse(['LEARNER_ON_HOLD']);
      const refused = await book('10:00', given);
      expect([problemFaults(refused, [422]), (refused.body as Refused).code]).toEqual([[], 'booking.learner_on_hold']);
    });

    it.each(['INACTIVE', 'GRADUATED'] as const)(
      'who is %s, it is refused: alone, in a series, in a group, by an offer',
      async (status) => {
        const { learner, given } = await forOne(status);
        const entry = (await build.aWaitlistEntry(app.prisma, { clientId: learner.clientId })).id;
        const group = await build.anAppointment(app.prisma, {
          isGroupSession: true,
          startTime: new Date('2030-06-04T14:00:00Z'),
        });
        const { title: _, clientId: __, ...rest } = common;
        const learnerId = String(learner.id);
        const tries = [
          await book('09:00', given),
          await book('09:00', { isGroupSession: true, participants: [{ learnerId }] }),
          await desk.post(`${PATH}/recurring`, {
            ...common,
            ...given,
            ...at('09:00'),
            recurrence: { frequency: 'WEEKLY', count: 2 },
          }),
          await desk.post(`/api/waitlist/${entry}/offers`, { ...rest, ...at('09:00'), learnerId }),
          await desk.post(`${PATH}/${group.id}/participants`, { learnerId }),
        ];
        for (const reply of tries)
          expect([problemFaults(reply, [422]), (reply.body as Refused).code]).toEqual([[], 'learner.not_served']);
        await app.prisma.learner.update({ where: { id: learner.id }, data: { status: 'ACTIVE' } });
        const { id } = (await book('09:00', given).expect(201)).body as { id: string };
        await app.prisma.learner.update({ where: { id: learner.id }, data: { status } });
        // What is booked already may move, but is not taken up again once it is called off.
        await desk.put(`${PATH}/${id}`, at('10:00')).expect(200);
        await desk.post(`${PATH}/${id}/cancel`, { reason: 'Ill.' }).expect(200);
        const again = await as.ADMIN.put(`${PATH}/${id}`, { status: 'SCHEDULED' });
        expect([problemFaults(again, [422]), (again.body as Refused).code]).toEqual([[], 'learner.not_served']);
      },
    );
  });

  it('is not asked about for those who leave it', async () => {
    const people = [await build.aUser(app.prisma), await build.aUser(app.prisma)];
    const staff = people.map(({ id }) => ({ userId: String(id), role: 'ASSISTANT' }));
    const { id } = (await book('12:00', { staff }).expect(201)).body as { id: string };
    await app.prisma.user.updateMany({ where: { id: { in: people.map((one) => one.id) } }, data: { isActive: false } });
    await refuse(['OUTSIDE_WORKING_HOURS']);
    expect(told(await desk.put(`${PATH}/${id}`, { staff: staff.slice(1) }).expect(200))).toEqual([]);
    expect(problemFaults(await desk.put(`${PATH}/${id}`, { staff }), [422])).toEqual([]);
  });

  describe('opening hours', () => {
    const open = (given: object) => as.ADMIN.post('/api/practice/opening-hours', given);
    const ofLocation = async () =>
      (await desk.get(`/api/practice/locations/${locationId}`).expect(200)).body as { hoursOfOperation: string };

    it('of a place, else of the practice, are what bookings, free times and late cancellations obey', async () => {
      await open({ weekday: 1, startTime: '08:00', endTime: '11:00' }).expect(201);
      expect(told(await book('11:00').expect(201))).toEqual(['OUTSIDE_OPENING_HOURS']);
      const { body } = await desk.get(
        `${PATH}/availability?therapistId=${therapist.id}&from=2030-06-03T04:00:00Z&to=2030-06-04T04:00:00Z&durationMinutes=60&stepMinutes=60`,
      );
      expect((body as { items: { startTime: string }[] }).items.map(({ startTime }) => startTime)).toEqual([
        '2030-06-03T13:00:00.000Z',
        '2030-06-03T14:00:00.000Z',
      ]);
      await open({ locationId, weekday: 1, startTime: '08:00', endTime: '12:00' }).expect(201);
      expect(told(await book('10:00').expect(201))).toEqual([]);
      const why = await desk.get(
        `${PATH}/availability/why-not?therapistId=${therapist.id}&locationId=${locationId}&startTime=2030-06-03T17:00:00Z&endTime=2030-06-03T18:00:00Z`,
      );
      expect(why.body).toMatchObject({
        obstacles: [
          { code: 'OUTSIDE_OPENING_HOURS', message: 'Harbour Street is open 8:00 AM–12:00 PM on this day (America/Toronto).' },
        ],
      });
    });

    it('are written down for people, who cannot write something else beside them', async () => {
      const first = await open({ locationId, weekday: 1, startTime: '08:00', endTime: '12:00' }).expect(201);
      await open({ locationId, weekday: 1, startTime: '13:00', endTime: '18:00' }).expect(201);
      for (const weekday of [2, 3]) {
        await open({ locationId, weekday, startTime: '08:00', endTime: '12:00' }).expect(201);
        await open({ locationId, weekday, startTime: '13:00', endTime: '18:00' }).expect(201);
      }
      await open({ locationId, weekday: 6, startTime: '09:00', endTime: '13:00' }).expect(201);
      expect((await ofLocation()).hoursOfOperation).toBe('Mon–Wed 08:00–12:00, 13:00–18:00; Sat 09:00–13:00');
      const other = await as.ADMIN.put(`/api/practice/locations/${locationId}`, { hoursOfOperation: 'Always' });
      expect([problemFaults(other, [422]), (other.body as Refused).code]).toEqual([[], 'opening_hours.text']);
      const { id } = first.body as { id: string };
      await as.ADMIN.put(`/api/practice/opening-hours/${id}`, { endTime: '12:30' }).expect(200);
      expect((await ofLocation()).hoursOfOperation).toMatch(/^Mon 08:00–12:30, 13:00–18:00; Tue–Wed /);
      const ids = (await desk.get(`/api/practice/opening-hours?locationId=${locationId}`).expect(200)).body as {
        items: { id: string }[];
      };
      for (const one of ids.items) await as.ADMIN.delete(`/api/practice/opening-hours/${one.id}`).expect(204);
      expect((await ofLocation()).hoursOfOperation).toBeNull();
      await as.ADMIN.put(`/api/practice/locations/${locationId}`, { hoursOfOperation: 'By appointment' }).expect(200);
    });

    it('may be what a late cancellation is counted in', async () => {
      const soon = new Date(Date.now() + 60 * 3_600_000);
      const startTime = soon.toISOString();
      const endTime = new Date(soon.getTime() + 3_000_000).toISOString();
      const cancelled = async (): Promise<boolean> => {
        const { id } = (await desk.post(PATH, { ...common, startTime, endTime }).expect(201)).body as { id: string };
        const { body } = await desk.post(`${PATH}/${id}/cancel`, { reason: 'Ill.' }).expect(200);
        return (body as { lateCancellation: boolean }).lateCancellation;
      };
      await app.prisma.practice.updateMany({ data: { lateCancellationHours: 24, lateCancellationClock: 'OPENING_HOURS' } });
      // No hours are known: all count.
      expect(await cancelled()).toBe(false);
      for (const weekday of [1, 2, 3, 4, 5, 6, 7])
        await app.prisma.openingHours.create({
          data: { locationId: BigInt(locationId), weekday, startTime: '12:00', endTime: '18:00' },
        });
      expect(await cancelled()).toBe(true);
      await app.prisma.practice.updateMany({ data: { lateCancellationHours: 12 } });
      expect(await cancelled()).toBe(false);
      await app.prisma.practiceClosure.create({
        data: { name: 'Moving', startDate: new Date(Date.now() - 86_400_000), endDate: soon },
      });
      expect(await cancelled()).toBe(true);
      await app.prisma.practice.updateMany({ data: { lateCancellationHours: 24, lateCancellationClock: 'CLOCK_HOURS' } });
    });
  });

  it('are of the kinds that the database lets a practice refuse', async () => {
    const { rows } = await app.database.pool.query<{ check: string }>(
      `SELECT pg_get_constraintdef(oid) AS check FROM pg_constraint WHERE conname = 'practice_refused_bookings_check'`,
    );
    expect([...(rows[0]?.check ?? '').matchAll(/'([A-Z_]+)'/g)].map(([, kind]) => kind).sort()).toEqual(
      [...BOOKING_WARNINGS].sort(),
    );
  });
});
