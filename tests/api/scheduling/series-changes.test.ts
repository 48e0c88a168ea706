/** Series over the API: looked at, changed and cancelled, this one, this and those that follow, or all. */
import { withApp } from '../../support/app.js';
import { aBill, aClient, aLocation, anAppointment, anEquipment, aRoom, aUser } from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

interface Changed {
  id: string;
  splitFromId: string | null;
  changed: { id: string; startTime: string; endTime: string }[];
  kept: { id: string; because: string }[];
}

describe('a series', () => {
  const app = withApp();
  let staff: TokenHolder;

  beforeAll(async () => {
    staff = await signedIn(app, 'STAFF');
  }, 60_000);

  /** Five Mondays at nine in New York; the clocks change before the third. */
  const booked = async (more: Record<string, unknown> = {}) => {
    const location = await aLocation(app.prisma, { timezone: 'America/New_York' });
    const answer = await staff.post('/api/appointments/recurring').send({
      title: 'Speech therapy',
      clientId: String((await aClient(app.prisma)).id),
      therapistId: String((await aUser(app.prisma)).id),
      locationId: String(location.id),
      startTime: '2030-02-25T14:00:00.000Z',
      endTime: '2030-02-25T14:50:00.000Z',
      recurrence: { frequency: 'WEEKLY', count: 5 },
      ...more,
    });
    expect(answer.status).toBe(201);
    const { id, appointments } = answer.body as { id: string; appointments: { id: string; startTime: string }[] };
    return { id, ids: appointments.map((one) => one.id), starts: appointments.map((one) => one.startTime) };
  };
  const change = async (id: string | undefined, body: object, by = staff) => {
    const answer = await by.put(`/api/appointments/${id}/series`).send(body);
    return { status: answer.status, body: answer.body as Changed & Record<string, unknown> };
  };
  const series = async (id: string) =>
    (await staff.get(`/api/series/${id}`)).body as {
      rule: string;
      exceptions: string[];
      splitFromId: string | null;
      appointments: { id: string; originalStart: string; startTime: string; endTime: string; status: string }[];
    };
  const times = async (id: string) => (await series(id)).appointments.map((one) => one.startTime);
  const overlaps = () => app.prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM appointment_occupancies a JOIN appointment_occupancies b ON a.resource = b.resource AND a.resource_id = b.resource_id
      AND a.appointment_id < b.appointment_id AND a.lane = 0 AND b.lane = 0 AND a.start_time < b.end_time AND b.start_time < a.end_time`;

  it('moves whole, on the wall clock, and each keeps its identity', async () => {
    const { id, ids, starts } = await booked();
    // From Monday at nine to Tuesday at half past ten, named by the second.
    const answer = await change(ids[1], {
      scope: 'ALL',
      startTime: '2030-03-05T15:30:00.000Z',
      endTime: '2030-03-05T16:30:00.000Z',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id, splitFromId: null, kept: [] });
    expect(await times(id)).toEqual([
      '2030-02-26T15:30:00.000Z',
      '2030-03-05T15:30:00.000Z',
      '2030-03-12T14:30:00.000Z',
      '2030-03-19T14:30:00.000Z',
      '2030-03-26T14:30:00.000Z',
    ]);
    const { appointments, rule } = await series(id);
    expect(appointments.map((one) => [one.id, one.originalStart])).toEqual(ids.map((one, index) => [one, starts[index]]));
    expect(new Set(appointments.map((one) => Date.parse(one.endTime) - Date.parse(one.startTime)))).toEqual(new Set([3_600_000]));
    expect(rule).toBe('FREQ=WEEKLY;UNTIL=20300326');
    // A second move starts from where the first one left it.
    const again = await change(ids[4], {
      scope: 'ALL',
      startTime: '2030-03-27T13:00:00.000Z',
      endTime: '2030-03-27T13:30:00.000Z',
    });
    expect(again.status).toBe(200);
    expect((await times(id))[0]).toBe('2030-02-27T14:00:00.000Z');
  });

  it('splits off what follows into a series of its own', async () => {
    const therapist = await aUser(app.prisma);
    const { id, ids } = await booked();
    const answer = await change(ids[2], { scope: 'FOLLOWING', therapistId: String(therapist.id) });
    expect(answer.status).toBe(200);
    expect(answer.body.splitFromId).toBe(id);
    expect(answer.body.changed.map((one) => one.id)).toEqual(ids.slice(2));
    expect(await times(id)).toEqual(['2030-02-25T14:00:00.000Z', '2030-03-04T14:00:00.000Z']);
    expect((await series(id)).rule).toBe('FREQ=WEEKLY;UNTIL=20300310');
    const own = await series(answer.body.id);
    expect(own).toMatchObject({ rule: 'FREQ=WEEKLY;UNTIL=20300325', splitFromId: id });
    expect(own.appointments).toHaveLength(3);
    const rows = await app.prisma.appointment.findMany({ where: { recurrencePatternId: BigInt(answer.body.id) } });
    expect(rows.map((row) => row.therapistId)).toEqual([therapist.id, therapist.id, therapist.id]);
    const events = await app.prisma.auditEvent.count({
      where: { recordType: 'Appointment', action: 'UPDATE', recordId: { in: ids } },
    });
    expect(events).toBe(3);
  });

  it('leaves alone what is over, billed or changed by itself', async () => {
    const { id, ids, starts } = await booked();
    await app.prisma.appointment.update({ where: { id: BigInt(ids[0] ?? 0) }, data: { status: 'COMPLETED' } });
    const { clientId } = await app.prisma.appointment.findUniqueOrThrow({ where: { id: BigInt(ids[1] ?? 0) } });
    await aBill(app.prisma, { clientId, appointmentId: BigInt(ids[1] ?? 0) });
    const single = await staff
      .put(`/api/appointments/${ids[3]}`)
      .send({ startTime: '2030-03-19T17:00:00.000Z', endTime: '2030-03-19T17:50:00.000Z' });
    expect(single.status).toBe(200);
    const answer = await change(ids[2], {
      scope: 'ALL',
      startTime: '2030-03-11T14:00:00.000Z',
      endTime: '2030-03-11T14:50:00.000Z',
    });
    expect(answer.status).toBe(200);
    expect(answer.body.changed.map((one) => one.id)).toEqual([ids[2], ids[4]]);
    expect(Object.fromEntries(answer.body.kept.map((one) => [one.id, one.because]))).toEqual({
      [ids[0] ?? '']: 'OVER',
      [ids[1] ?? '']: 'BILLED',
      [ids[3] ?? '']: 'CHANGED_SINGLY',
    });
    expect(await times(id)).toEqual([
      starts[0],
      starts[1],
      '2030-03-11T14:00:00.000Z',
      '2030-03-19T17:00:00.000Z',
      '2030-03-25T14:00:00.000Z',
    ]);
    expect((await series(id)).exceptions).toEqual(['2030-03-18']);
    // The one that is named counts, although it was changed by itself.
    const named = await change(ids[3], { scope: 'FOLLOWING', title: 'Language therapy' });
    expect(named.body.changed.map((one) => one.id)).toEqual([ids[3], ids[4]]);
    const over = await change(ids[0], { scope: 'ALL', title: 'Language therapy' });
    expect([over.status, over.body.code]).toEqual([409, 'series.closed']);
  });

  it('steps into the time that its own neighbour leaves', async () => {
    const [equipment, room] = [await anEquipment(app.prisma, { quantity: 1 }), await aRoom(app.prisma, { locationId: null })];
    const { id, ids } = await booked({
      recurrence: { frequency: 'DAILY', count: 5 },
      equipment: [{ equipmentId: String(equipment.id) }],
      roomId: String(room.id),
    });
    const answer = await change(ids[0], {
      scope: 'ALL',
      startTime: '2030-02-26T14:00:00.000Z',
      endTime: '2030-02-26T14:50:00.000Z',
    });
    expect(answer.status).toBe(200);
    expect((await times(id))[4]).toBe('2030-03-02T14:00:00.000Z');
    expect(await overlaps()).toEqual([]);
  });

  it('changes whole or not at all, with each clash named', async () => {
    const { id, ids, starts } = await booked();
    const busy = await aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera' });
    const there = await anAppointment(app.prisma, { therapistId: busy.id, startTime: new Date('2030-03-18T13:30:00.000Z') });
    const answer = await change(ids[0], { scope: 'ALL', therapistId: String(busy.id) });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'appointment.conflict',
      conflicts: [{ plan: 3, resource: 'STAFF', name: 'Sam Rivera', appointmentId: String(there.id) }],
    });
    expect(await times(id)).toEqual(starts);
    expect(await app.prisma.appointment.count({ where: { therapistId: busy.id } })).toBe(1);
  });

  it('brings other people and things along', async () => {
    const { ids } = await booked();
    const [helper, equipment] = [await aUser(app.prisma), await anEquipment(app.prisma, { quantity: 2 })];
    const answer = await change(ids[0], {
      scope: 'ALL',
      staff: [{ userId: String(helper.id), role: 'ASSISTANT' }],
      equipment: [{ equipmentId: String(equipment.id), quantity: 2 }],
    });
    expect(answer.status).toBe(200);
    const where = { appointmentId: { in: ids.map(BigInt) } };
    expect(await app.prisma.appointmentStaff.count({ where })).toBe(5);
    expect(await app.prisma.appointmentOccupancy.count({ where: { ...where, resource: 'EQUIPMENT', quantity: 2 } })).toBe(5);
  });

  it('is cancelled from one on, and gives back the time', async () => {
    const { id, ids, starts } = await booked();
    const cancel = (scope: string, one = ids[2]) =>
      staff.post(`/api/appointments/${one}/series/cancel`).send({ scope, reason: 'The family moves away.' });
    const answer = await cancel('FOLLOWING');
    expect(answer.status).toBe(200);
    expect((answer.body as Changed).changed).toHaveLength(3);
    const { appointments } = await series(id);
    expect(appointments.map((one) => one.status)).toEqual(['SCHEDULED', 'SCHEDULED', 'CANCELLED', 'CANCELLED', 'CANCELLED']);
    expect(appointments.map((one) => one.startTime)).toEqual(starts);
    expect(await app.prisma.appointmentOccupancy.count({ where: { appointmentId: { in: ids.map(BigInt) } } })).toBe(2);
    const [row] = await app.prisma.appointment.findMany({ where: { id: BigInt(ids[4] ?? 0) } });
    expect(row).toMatchObject({
      cancellationReason: 'The family moves away.',
      cancelledBy: staff.user.id,
      lateCancellation: false,
    });
    expect((await cancel('THIS', ids[0])).status).toBe(200);
    expect((await cancel('ALL', ids[0])).status).toBe(409);
    expect(((await cancel('ALL', ids[1])).body as Changed).changed.map((one) => one.id)).toEqual([ids[1]]);
  });

  it('is cancelled late where it begins soon, and in time where it does not; each in the audit trail', async () => {
    const soon = Date.now() + 12 * 3_600_000;
    const { ids } = await booked({
      startTime: new Date(soon).toISOString(),
      endTime: new Date(soon + 50 * 60_000).toISOString(),
      recurrence: { frequency: 'DAILY', count: 3 },
    });
    const body = { scope: 'ALL', reason: 'Ill.' };
    expect((await staff.post(`/api/appointments/${ids[1]}/series/cancel`).send(body)).status).toBe(200);
    const where = { id: { in: ids.map(BigInt) } };
    const rows = await app.prisma.appointment.findMany({ where, orderBy: { startTime: 'asc' } });
    expect(rows.map((row) => [row.status, row.lateCancellation])).toEqual([
      ['CANCELLED', true],
      ['CANCELLED', false],
      ['CANCELLED', false],
    ]);
    const events = await app.prisma.auditEvent.findMany({
      where: { action: 'UPDATE', recordType: 'Appointment', recordId: { in: ids } },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ recordId, before, after }) => ({ recordId, before, after }))).toMatchObject(
      rows.map(({ id, lateCancellation }) => ({
        recordId: String(id),
        before: { status: 'SCHEDULED', cancellationReason: null },
        after: { status: 'CANCELLED', cancellationReason: 'Ill.', ...(lateCancellation ? { lateCancellation } : {}) },
      })),
    );
  });

  it('cannot repeat on days that its rule does not have', async () => {
    const { ids } = await booked({
      startTime: '2030-01-31T14:00:00.000Z',
      endTime: '2030-01-31T14:50:00.000Z',
      recurrence: { frequency: 'CUSTOM', rule: 'FREQ=MONTHLY;BYDAY=-1TH;COUNT=4' },
    });
    const answer = await change(ids[0], {
      scope: 'ALL',
      startTime: '2030-02-02T14:00:00.000Z',
      endTime: '2030-02-02T14:50:00.000Z',
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'series.days']);
    // At another time of the same days it can.
    const later = await change(ids[0], {
      scope: 'ALL',
      startTime: '2030-01-31T15:00:00.000Z',
      endTime: '2030-01-31T15:50:00.000Z',
    });
    expect(later.status).toBe(200);
  });

  it('asks for the version of the one that is named, and for a series', async () => {
    const { ids } = await booked();
    const stale = await staff
      .put(`/api/appointments/${ids[0]}/series`)
      .set('If-Match', '"2020-01-01T00:00:00.000Z"')
      .send({ scope: 'ALL', title: 'Other' });
    expect(stale.status).toBe(412);
    const alone = await anAppointment(app.prisma);
    const none = await change(String(alone.id), { scope: 'ALL', title: 'Other' });
    expect([none.status, none.body.code]).toEqual([409, 'series.none']);
    const stranger = await signedIn(app, 'THERAPIST');
    expect((await change(ids[0], { scope: 'ALL', title: 'Other' }, stranger)).status).toBe(404);
    const { id } = await booked();
    expect((await stranger.get(`/api/series/${id}`)).status).toBe(404);
  });

  it('moved by many at once ends up where one of them put it', async () => {
    const { id, ids } = await booked();
    const other = await booked();
    const to = (hour: number) => ({
      scope: 'ALL',
      startTime: `2030-02-26T${hour}:00:00.000Z`,
      endTime: `2030-02-26T${hour}:50:00.000Z`,
    });
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => change((index % 2 ? ids : other.ids)[0], to(14 + (index % 6)))),
    );
    expect([...new Set(answers.map((answer) => answer.status))]).toEqual([200]);
    expect(new Set((await times(id)).map((start) => start.slice(0, 10))).size).toBe(5);
    expect(await overlaps()).toEqual([]);
  }, 60_000);
});
