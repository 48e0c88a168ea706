/** Previews of series over the API: what each appointment would meet, and the token that books exactly what was shown. */
import { withApp } from '../../support/app.js';
import {
  aClient,
  aClosure,
  aLocation,
  anAppointment,
  anEquipment,
  anInsurance,
  aRoom,
  aUser,
  someTimeOff,
} from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

interface Preview {
  token: string;
  expiresAt: string;
  rule: string;
  timezone: string;
  occurrences: {
    originalStart: string;
    startTime: string;
    endTime: string;
    clockChange: string | null;
    conflicts: { name: string; resource: string; appointmentId: string | null; title: string | null; message: string }[];
    closure: string | null;
    awayIds: string[];
    coverageEnded: string | null;
    nearestFree: { startTime: string; endTime: string } | null;
  }[];
}

describe('a preview of a series', () => {
  const app = withApp();
  let staff: TokenHolder;

  beforeAll(async () => {
    staff = await signedIn(app, 'STAFF');
  }, 60_000);

  /** Four Mondays at nine in New York. */
  const plan = async (more: Record<string, unknown> = {}) => ({
    title: 'Speech therapy',
    clientId: String((await aClient(app.prisma)).id),
    therapistId: String((await aUser(app.prisma)).id),
    locationId: String((await aLocation(app.prisma, { timezone: 'America/New_York' })).id),
    startTime: '2030-02-25T14:00:00.000Z',
    endTime: '2030-02-25T14:50:00.000Z',
    recurrence: { frequency: 'WEEKLY', count: 4 },
    ...more,
  });
  const preview = async (body: object, by = staff) => {
    const answer = await by.post('/api/appointments/recurring/preview').send(body);
    expect(answer.status).toBe(200);
    return answer.body as Preview;
  };
  const book = (body: object, by = staff) => by.post('/api/appointments/recurring').send(body);

  it('says of each appointment what is in its way and where there is room', async () => {
    const therapist = await aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera' });
    const client = await aClient(app.prisma);
    await anInsurance(app.prisma, {
      clientId: client.id,
      coverageStartDate: new Date('2029-01-01'),
      coverageEndDate: new Date('2030-03-15'),
    });
    const body = await plan({ therapistId: String(therapist.id), clientId: String(client.id) });
    const other = await anAppointment(app.prisma, {
      therapistId: therapist.id,
      locationId: BigInt(body.locationId),
      startTime: new Date('2030-02-25T14:30:00.000Z'),
    });
    await someTimeOff(app.prisma, {
      userId: therapist.id,
      startTime: new Date('2030-03-04T05:00:00.000Z'),
      endTime: new Date('2030-03-05T05:00:00.000Z'),
    });
    await aClosure(app.prisma, {
      name: 'Spring break',
      locationId: BigInt(body.locationId),
      startDate: new Date('2030-03-11'),
      endDate: new Date('2030-03-11'),
    });
    const { occurrences, rule, timezone } = await preview(body);
    expect([rule, timezone]).toEqual(['FREQ=WEEKLY;COUNT=4', 'America/New_York']);
    expect(occurrences).toMatchObject([
      {
        startTime: '2030-02-25T14:00:00.000Z',
        conflicts: [{ resource: 'STAFF', name: 'Sam Rivera', appointmentId: String(other.id) }],
        closure: null,
        coverageEnded: null,
        // Up to the other appointment: 8:00 to 9:30 is free, and nearest to nine is 8:30.
        nearestFree: { startTime: '2030-02-25T13:30:00.000Z', endTime: '2030-02-25T14:20:00.000Z' },
      },
      { conflicts: [], awayIds: [String(therapist.id)], nearestFree: { startTime: '2030-03-05T13:00:00.000Z' } },
      {
        startTime: '2030-03-11T13:00:00.000Z',
        closure: 'Spring break',
        conflicts: [],
        nearestFree: { startTime: '2030-03-12T12:00:00.000Z' },
      },
      { conflicts: [], closure: null, awayIds: [], coverageEnded: '2030-03-15', nearestFree: null },
    ]);
    // In the words of whoever reads them: on the clock of the place.
    expect(occurrences[0]?.conflicts[0]?.message).toBe(
      'Sam Rivera already has an appointment from 9:30 AM to 10:20 AM on Feb 25, 2030 (America/New_York).',
    );
    expect(await app.prisma.appointment.count({ where: { therapistId: therapist.id } })).toBe(1);
  });

  it('suggests times at which it can really be booked', async () => {
    const therapist = await aUser(app.prisma);
    const [room, equipment] = [await aRoom(app.prisma, { locationId: null }), await anEquipment(app.prisma, { quantity: 1 })];
    const body = await plan({
      therapistId: String(therapist.id),
      roomId: String(room.id),
      equipment: [{ equipmentId: String(equipment.id) }],
      recurrence: { frequency: 'DAILY', count: 5 },
    });
    await anAppointment(app.prisma, { roomId: room.id, startTime: new Date('2030-02-26T13:50:00.000Z') });
    await anAppointment(app.prisma, { therapistId: therapist.id, startTime: new Date('2030-02-26T15:00:00.000Z') });
    const holder = await anAppointment(app.prisma, { startTime: new Date('2030-02-28T13:30:00.000Z') });
    await app.prisma.appointmentEquipment.create({ data: { appointmentId: holder.id, equipmentId: equipment.id, quantity: 1 } });
    const { occurrences } = await preview(body);
    expect(occurrences.map((one) => one.conflicts.length)).toEqual([0, 1, 0, 1, 0]);
    for (const { nearestFree } of occurrences) {
      if (!nearestFree) continue;
      const { recurrence: _, ...single } = body;
      const answer = await staff.post('/api/appointments').send({ ...single, ...nearestFree });
      expect(answer.status).toBe(201);
    }
    expect(occurrences.filter((one) => one.nearestFree)).toHaveLength(2);
  });

  it('takes the nearest free time of an occurrence, which keeps its place in the series', async () => {
    const therapist = await aUser(app.prisma);
    const body = await plan({ therapistId: String(therapist.id) });
    await anAppointment(app.prisma, { therapistId: therapist.id, startTime: new Date('2030-03-04T14:30:00.000Z') });
    const { occurrences } = await preview(body);
    const taken = occurrences[1];
    expect(taken).toMatchObject({ originalStart: taken?.startTime, conflicts: [{ resource: 'STAFF' }] });
    const { originalStart = '', nearestFree } = taken ?? {};
    const startTime = nearestFree?.startTime ?? '';
    const moved = { ...body, recurrence: { ...body.recurrence, moves: [{ originalStart, startTime }] } };
    const shown = await preview(moved);
    expect(shown.occurrences[1]).toMatchObject({ originalStart, startTime, conflicts: [], nearestFree: null });
    const other = await book({ ...body, previewToken: shown.token });
    expect([other.status, other.body.code]).toEqual([422, 'series.preview']);
    const never = { ...body.recurrence, moves: [{ originalStart, startTime: '2030-13-04T14:30:00Z' }] };
    const impossible = await book({ ...body, recurrence: never, previewToken: shown.token });
    expect([impossible.status, impossible.body.errors]).toMatchObject([400, [{ path: 'recurrence.moves.0.startTime' }]]);
    const booked = await book({ ...moved, previewToken: shown.token });
    expect(booked.status).toBe(201);
    const { id, appointments } = booked.body as { id: string; appointments: object[] };
    expect(appointments[1]).toMatchObject({ originalStart, startTime, clockChange: null });
    const series = (await staff.get(`/api/series/${id}`).expect(200)).body as { appointments: object[] };
    expect(series.appointments[1]).toMatchObject({ originalStart, startTime, changedSingly: true });
    expect(series.appointments[2]).toMatchObject({ originalStart: occurrences[2]?.startTime, changedSingly: false });
  });

  it('refuses to move what is not of the series, twice, too far, or into another of it', async () => {
    const body = await plan();
    const [first, second] = ['2030-02-25T14:00:00.000Z', '2030-03-04T14:00:00.000Z'];
    const move = async (...moves: [string, string][]) => {
      const recurrence = { ...body.recurrence, moves: moves.map(([originalStart, startTime]) => ({ originalStart, startTime })) };
      const answer = await book({ ...body, recurrence });
      const { code, errors } = answer.body as { code: string; errors?: { path: string }[] };
      return [answer.status, code, errors?.[0]?.path];
    };
    const path = (index: number, field: string): string => `recurrence.moves.${index}.${field}`;
    expect(await move(['2030-02-25T15:00:00.000Z', first])).toEqual([422, 'series.move', path(0, 'originalStart')]);
    expect(await move([first, '2030-02-25T15:00:00.000Z'], [first, '2030-02-25T16:00:00.000Z'])).toEqual([
      422,
      'series.move',
      path(1, 'originalStart'),
    ]);
    expect(await move([second, '2030-05-04T14:00:00.000Z'])).toEqual([422, 'series.move', path(0, 'startTime')]);
    expect(await move([second, 'soon'])).toEqual([400, 'request.malformed', 'moves.0.startTime']);
    expect((await move([second, '2030-02-25T14:30:00.000Z'])).slice(0, 2)).toEqual([409, 'appointment.conflict']);
  });

  it('is booked exactly as it was shown, once', async () => {
    const body = await plan();
    const { token, occurrences } = await preview(body);
    const answer = await book({ ...body, previewToken: token });
    expect(answer.status).toBe(201);
    const starts = (answer.body as { appointments: { startTime: string }[] }).appointments.map((one) => one.startTime);
    expect(starts).toEqual(occurrences.map((one) => one.startTime));
    const again = await book({ ...body, previewToken: token });
    expect([again.status, again.body.code, again.body.errors?.[0]?.path]).toEqual([422, 'series.preview', 'previewToken']);
  });

  it('booked by many at once is booked once', async () => {
    const body = await plan();
    const { token } = await preview(body);
    const answers = await Promise.all(Array.from({ length: 12 }, () => book({ ...body, previewToken: token })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(await app.prisma.appointment.count({ where: { therapistId: BigInt(body.therapistId) } })).toBe(4);
  });

  it('says what has changed since, and can be booked when it is as it was', async () => {
    const therapist = await aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera' });
    const body = await plan({ therapistId: String(therapist.id) });
    const { token } = await preview(body);
    const other = await anAppointment(app.prisma, { therapistId: therapist.id, startTime: new Date('2030-03-04T14:30:00.000Z') });
    const closure = await aClosure(app.prisma, {
      name: 'Spring break',
      locationId: null,
      startDate: new Date('2030-03-18'),
      endDate: new Date('2030-03-18'),
    });
    const answer = await book({ ...body, previewToken: token, onConflict: 'SKIP' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'series.changed',
      changes: [
        { startTime: '2030-03-04T14:00:00.000Z', what: 'CONFLICT' },
        { startTime: '2030-03-18T13:00:00.000Z', what: 'CLOSURE', message: 'Closed: Spring break.' },
      ],
    });
    expect(String(answer.body.changes[0].message)).toContain('Sam Rivera');
    await app.prisma.practiceClosure.delete({ where: { id: closure.id } });
    await app.prisma.appointment.delete({ where: { id: other.id } });
    expect((await book({ ...body, previewToken: token })).status).toBe(201);
  });

  it('with clashes books the rest when they are to be skipped', async () => {
    const therapist = await aUser(app.prisma);
    await anAppointment(app.prisma, { therapistId: therapist.id, startTime: new Date('2030-03-04T14:30:00.000Z') });
    const body = await plan({ therapistId: String(therapist.id) });
    const { token } = await preview(body);
    expect((await book({ ...body, previewToken: token })).body.code).toBe('appointment.conflict');
    // A try that books nothing gives the token back.
    const answer = await book({ ...body, previewToken: token, onConflict: 'SKIP' });
    expect([answer.status, answer.body.appointments?.length, answer.body.skipped?.length]).toEqual([201, 3, 1]);
  });

  it('belongs to who made it, for one series, for half an hour', async () => {
    const body = await plan();
    const { token } = await preview(body);
    const colleague = await signedIn(app, 'STAFF');
    expect((await book({ ...body, previewToken: token }, colleague)).status).toBe(422);
    const other = await book({ ...body, recurrence: { frequency: 'WEEKLY', count: 5 }, previewToken: token });
    expect([other.status, other.body.errors?.[0]?.path]).toEqual([422, 'previewToken']);
    await app.prisma.seriesPreview.updateMany({
      where: { userId: staff.user.id },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect((await book({ ...body, previewToken: token })).status).toBe(422);
    const kept = await app.prisma.seriesPreview.findFirstOrThrow({ where: { userId: staff.user.id } });
    expect(JSON.stringify([kept.plan, kept.occurrences])).not.toContain(token);
  });

  it('tells nothing of clients that its maker does not see', async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    const own = await aClient(app.prisma, { therapistId: therapist.user.id });
    const room = await aRoom(app.prisma, { locationId: null });
    await anAppointment(app.prisma, {
      roomId: room.id,
      startTime: new Date('2030-03-04T14:30:00.000Z'),
      title: 'Stranger assessment',
    });
    const body = await plan({ clientId: String(own.id), therapistId: String(therapist.user.id), roomId: String(room.id) });
    const shown = await preview(body, therapist);
    expect(shown.occurrences[1]?.conflicts).toMatchObject([{ resource: 'ROOM', appointmentId: null, title: null }]);
    expect(JSON.stringify(shown)).not.toContain('Stranger');
    const stranger = await therapist
      .post('/api/appointments/recurring/preview')
      .send({ ...body, clientId: String((await aClient(app.prisma)).id) });
    expect([stranger.status, stranger.body.errors?.[0]?.path]).toEqual([422, 'clientId']);
  });

  it('of five hundred appointments shows each of them, and its token books them all', async () => {
    const body = await plan({ recurrence: { frequency: 'DAILY', count: 500 } });
    const { occurrences, token } = await preview(body);
    expect(occurrences).toHaveLength(500);
    expect((await book({ ...body, previewToken: token })).body.appointments).toHaveLength(500);
  }, 30_000);
});
