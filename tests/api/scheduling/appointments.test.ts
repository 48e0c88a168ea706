/** Appointments over the API: booked, moved, cancelled, clashes told by name, and who may. */
import { withApp } from '../../support/app.js';
import {
  aClient,
  aLearner,
  anAppointment,
  anEquipment,
  aRecordPermission,
  aRoom,
  aUser,
  aUserPermission,
} from '../../support/builders.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const at = (hour: number, minute = 0, day = 3): string => new Date(Date.UTC(2030, 5, day, hour, minute)).toISOString();
const ABSENT = '9000000000000000000';

describe('appointments', () => {
  const app = withApp();
  let staff: TokenHolder;
  let day = 3;

  beforeAll(async () => {
    staff = await signedIn(app, 'STAFF');
  }, 60_000);
  // Each test has a day of its own.
  beforeEach(() => {
    day += 1;
  });
  const t = (hour: number, minute = 0): string => at(hour, minute, day);

  const plan = async (more: Record<string, unknown> = {}): Promise<Record<string, unknown>> => ({
    title: 'Speech therapy',
    startTime: t(14),
    endTime: t(14, 50),
    ...('clientId' in more ? {} : { clientId: String((await aClient(app.prisma)).id) }),
    ...('therapistId' in more ? {} : { therapistId: String((await aUser(app.prisma, { role: 'THERAPIST' })).id) }),
    ...more,
  });
  const book = async (more: Record<string, unknown> = {}, by: TokenHolder = staff) =>
    by.post('/api/appointments').send(await plan(more));
  const booked = async (more: Record<string, unknown> = {}) => {
    const answer = await book(more);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body as Record<string, unknown> & { id: string };
  };

  it('are booked with all that belongs to them, and read back', async () => {
    const client = await aClient(app.prisma);
    const learner = await aLearner(app.prisma, { clientId: client.id });
    const [room, ball, helper] = [await aRoom(app.prisma), await anEquipment(app.prisma), await aUser(app.prisma)];
    const answer = await book({
      clientId: String(client.id),
      learnerId: String(learner.id),
      roomId: String(room.id),
      notes: 'Bring the cards.',
      staff: [{ userId: String(helper.id), role: 'ASSISTANT' }],
      equipment: [{ equipmentId: String(ball.id), quantity: 2 }],
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toBe(`/api/appointments/${answer.body.id}`);
    const read = await staff.get(`/api/appointments/${answer.body.id}`);
    expect(read.body).toMatchObject({
      status: 'SCHEDULED',
      learnerId: String(learner.id),
      roomName: room.name,
      // The room's.
      locationId: String(room.locationId),
      timezone: 'America/Toronto',
      notes: 'Bring the cards.',
      staff: [{ userId: String(helper.id), role: 'ASSISTANT' }],
      equipment: [{ equipmentId: String(ball.id), quantity: 2 }],
    });
    expect(read.headers.etag).toBeDefined();
    expect(Object.keys(read.body as object).filter((name) => name.startsWith('__'))).toEqual([]);
  });

  it('that touch are fine, and those that overlap by a minute are not', async () => {
    const therapistId = String((await aUser(app.prisma)).id);
    await booked({ therapistId, startTime: t(10), endTime: t(11) });
    expect((await book({ therapistId, startTime: t(11), endTime: t(12) })).status).toBe(201);
    const clash = await book({ therapistId, startTime: t(11, 59), endTime: t(12, 30) });
    expect(clash.status).toBe(409);
    expect(clash.body).toMatchObject({
      code: 'appointment.conflict',
      conflicts: [{ resource: 'STAFF', resourceId: therapistId }],
    });
  });

  it('name each clash: person, room, learner, equipment', async () => {
    const client = await aClient(app.prisma);
    const learner = await aLearner(app.prisma, { clientId: client.id });
    const [room, ball, helper] = [
      await aRoom(app.prisma),
      await anEquipment(app.prisma, { quantity: 2 }),
      await aUser(app.prisma),
    ];
    const all = {
      clientId: String(client.id),
      learnerId: String(learner.id),
      therapistId: String((await aUser(app.prisma)).id),
      roomId: String(room.id),
      staff: [{ userId: String(helper.id), role: 'ASSISTANT' }],
      equipment: [{ equipmentId: String(ball.id), quantity: 2 }],
    };
    const first = await booked(all);
    // The helper is the therapist now, and the other way round: the same people all the same.
    const clash = await book({
      ...all,
      therapistId: String(helper.id),
      staff: [{ userId: all.therapistId, role: 'SUPERVISOR' }],
    });
    expect(clash.status).toBe(409);
    const told = (clash.body.conflicts as { resource: string; appointmentId: string | null }[]).map((one) => one.resource);
    expect(told.sort()).toEqual(['EQUIPMENT', 'LEARNER', 'ROOM', 'STAFF', 'STAFF']);
    expect((clash.body.conflicts as { appointmentId: string }[]).filter((one) => one.appointmentId === first.id)).toHaveLength(4);
    const conflicts = await staff.get(
      `/api/appointments/conflicts?at=${t(14, 30)}/${t(15)}&at=${t(15)}/${t(16)}&staffId=${helper.id}&roomId=${room.id}`,
    );
    expect(conflicts.body).toMatchObject({ free: false, conflicts: [{ plan: 0 }, { plan: 0 }] });
    expect(
      (await staff.get(`/api/appointments/conflicts?at=${t(14)}/${t(14, 50)}&roomId=${room.id}&appointmentId=${first.id}`)).body,
    ).toEqual({
      free: true,
      conflicts: [],
    });
  });

  it("tell of another's appointment no more than the reader may see", async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    const own = await aClient(app.prisma, { therapistId: therapist.user.id });
    const room = await aRoom(app.prisma);
    await booked({ roomId: String(room.id), title: 'Somebody else' });
    const clash = await book(
      { clientId: String(own.id), therapistId: String(therapist.user.id), roomId: String(room.id) },
      therapist,
    );
    expect(clash.status).toBe(409);
    expect(clash.body.conflicts).toMatchObject([{ resource: 'ROOM', appointmentId: null, title: null }]);
    expect(clash.text).not.toContain('Somebody else');
  });

  it('free what they held when they are cancelled, with reason, by whom, and late or not', async () => {
    const therapistId = String((await aUser(app.prisma)).id);
    const { id } = await booked({ therapistId });
    expect((await staff.post(`/api/appointments/${id}/cancel`).send({})).status).toBe(422);
    const cancelled = await staff.post(`/api/appointments/${id}/cancel`).send({ reason: 'Ill.' });
    expect(cancelled.body).toMatchObject({
      status: 'CANCELLED',
      cancellationReason: 'Ill.',
      cancelledBy: String(staff.user.id),
      lateCancellation: false,
    });
    expect((await book({ therapistId })).status).toBe(201);
    expect((await staff.post(`/api/appointments/${id}/cancel`).send({ reason: 'Again.' })).status).toBe(409);
    // Reopened, it would stand where the other one is now.
    expect((await staff.put(`/api/appointments/${id}`).send({ status: 'SCHEDULED' })).body).toMatchObject({
      code: 'appointment.conflict',
    });
    const soon = new Date(Date.now() + 3_600_000);
    const late = await anAppointment(app.prisma, { startTime: soon });
    expect((await staff.post(`/api/appointments/${late.id}/cancel`).send({ reason: 'Ill.' })).body.lateCancellation).toBe(true);
  });

  it('move through their statuses as the table says, by who may', async () => {
    const past = await anAppointment(app.prisma, { startTime: new Date('2026-01-05T15:00:00.000Z') });
    const put = (status: string, by = staff) => by.put(`/api/appointments/${past.id}`).send({ status });
    expect((await put('CONFIRMED')).body.status).toBe('CONFIRMED');
    expect((await put('COMPLETED')).body.status).toBe('COMPLETED');
    expect((await put('SCHEDULED')).body).toMatchObject({
      status: 409,
      code: 'appointment.status',
      present: 'COMPLETED',
      allowed: ['CONFIRMED', 'NOSHOW'],
    });
    const desk = await signedIn(app, 'RECEPTIONIST');
    expect((await put('CONFIRMED', desk)).status).toBe(403);
    expect((await staff.put(`/api/appointments/${past.id}`).send({ startTime: t(9), endTime: t(10) })).body.code).toBe(
      'appointment.closed',
    );
    expect((await staff.delete(`/api/appointments/${past.id}`)).status).toBe(409);
    expect((await put('CONFIRMED')).body.status).toBe('CONFIRMED');
    const coming = await booked();
    expect((await staff.put(`/api/appointments/${coming.id}`).send({ status: 'COMPLETED' })).body.code).toBe(
      'appointment.not_yet',
    );
  });

  it('move and are cancelled by who may edit those of one client alone', async () => {
    const alone = await signedIn(app, 'STAFF');
    const one = await anAppointment(app.prisma, {
      startTime: new Date('2031-01-05T15:00:00.000Z'),
      endTime: new Date('2031-01-05T16:00:00.000Z'),
    });
    const foreign = await anAppointment(app.prisma);
    const { clientId } = one;
    await aUserPermission(app.prisma, 'EDIT_APPOINTMENT', { userId: alone.user.id, granted: false });
    await aRecordPermission(app.prisma, 'EDIT_APPOINTMENT', { userId: alone.user.id, clientId });
    const status = (by: TokenHolder, id: bigint, to: string) => by.put(`/api/appointments/${id}`).send({ status: to });
    expect((await status(alone, foreign.id, 'CONFIRMED')).status).toBe(404);
    expect((await status(alone, one.id, 'CONFIRMED')).body).toMatchObject({ status: 'CONFIRMED' });
    expect((await alone.post(`/api/appointments/${one.id}/cancel`).send({ reason: 'Ill.' })).body).toMatchObject({
      status: 'CANCELLED',
    });
  });

  it('are moved with the clash shown, and stay where they were', async () => {
    const therapistId = String((await aUser(app.prisma)).id);
    const first = await booked({ therapistId, startTime: t(9), endTime: t(10) });
    const second = await booked({ therapistId, startTime: t(10), endTime: t(11) });
    const move = await staff.put(`/api/appointments/${second.id}`).send({ startTime: t(9, 30), endTime: t(10, 30) });
    expect(move.status).toBe(409);
    expect(move.body.conflicts).toMatchObject([{ appointmentId: first.id }]);
    expect((await staff.get(`/api/appointments/${second.id}`)).body.startTime).toBe(t(10));
    // Over its own time is no clash.
    expect((await staff.put(`/api/appointments/${second.id}`).send({ startTime: t(10, 30), endTime: t(11, 30) })).status).toBe(
      200,
    );
    const stale = await staff.put(`/api/appointments/${second.id}`).set('If-Match', '"old"').send({ title: 'x' });
    expect(stale.status).toBe(412);
  });

  it('are booked over others only on purpose, by who may, and that is written down', async () => {
    const therapistId = String((await aUser(app.prisma)).id);
    await booked({ therapistId });
    const desk = await signedIn(app, 'RECEPTIONIST');
    expect((await book({ therapistId, doubleBookingReason: 'Asked for.' }, desk)).status).toBe(403);
    const twice = await booked({ therapistId, doubleBookingReason: 'Asked for.' });
    const [event] = await app.prisma.auditEvent.findMany({ where: { recordType: 'Appointment', recordId: twice.id } });
    expect(event).toMatchObject({ action: 'CREATE', reason: 'double booking' });
    expect((await book({ therapistId })).status).toBe(409);
  });

  it('stand over what they were booked over on purpose, and over nothing else by a change', async () => {
    const [one, other] = [String((await aUser(app.prisma)).id), String((await aUser(app.prisma)).id)];
    const desk = await signedIn(app, 'RECEPTIONIST');
    await booked({ therapistId: one, startTime: t(9), endTime: t(10) });
    await booked({ therapistId: one, startTime: t(14), endTime: t(15) });
    await booked({ therapistId: other, startTime: t(9), endTime: t(10) });
    const twice = await booked({ therapistId: one, startTime: t(9), endTime: t(10), doubleBookingReason: 'Asked for.' });
    const change = (body: object, by = desk) => by.put(`/api/appointments/${twice.id}`).send(body);
    const onto = await change({ startTime: t(14), endTime: t(15) });
    expect([onto.status, onto.body.code, onto.body.conflicts.length]).toEqual([409, 'appointment.conflict', 1]);
    expect((await change({ therapistId: other })).status).toBe(409);
    // The clash that was meant stays meant.
    expect((await change({ startTime: t(9, 10), endTime: t(9, 50) })).status).toBe(200);
    expect((await change({ startTime: t(14), endTime: t(15), doubleBookingReason: 'Asked for again.' })).status).toBe(403);
    const meant = await change({ startTime: t(14), endTime: t(15), doubleBookingReason: 'Asked for again.' }, staff);
    expect(meant.status).toBe(200);
    const learner = await aLearner(app.prisma);
    await booked({
      therapistId: String((await aUser(app.prisma)).id),
      clientId: String(learner.clientId),
      learnerId: String(learner.id),
      startTime: t(9),
      endTime: t(10),
    });
    const group = await booked({
      therapistId: one,
      isGroupSession: true,
      startTime: t(9),
      endTime: t(10),
      doubleBookingReason: 'A group.',
    });
    const joined = await desk.post(`/api/appointments/${group.id}/participants`).send({ learnerId: String(learner.id) });
    expect([joined.status, joined.body.code]).toEqual([409, 'appointment.conflict']);
  });

  it('name nobody in a clash whom the reader may not see', async () => {
    const reader = await signedIn(app, 'STAFF');
    const [seen, closed] = [
      await aLearner(app.prisma),
      await aLearner(app.prisma, { firstName: 'Wilhelmina', lastName: 'Hidden' }),
    ];
    const participants = [seen, closed].map(({ id }) => ({ learnerId: String(id) }));
    const group = await booked({ isGroupSession: true, maxParticipants: 4, participants });
    await booked({ clientId: String(closed.clientId), learnerId: String(closed.id), startTime: t(16), endTime: t(17) });
    const move = () => reader.put(`/api/appointments/${group.id}`, { startTime: t(16), endTime: t(16, 50) });
    expect((await move()).body).toMatchObject({ conflicts: [{ resource: 'LEARNER', name: 'Wilhelmina Hidden' }] });
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', {
      userId: reader.user.id,
      clientId: closed.clientId,
      granted: false,
    });
    const refused = await move();
    expect(refused.body).toMatchObject({
      code: 'appointment.conflict',
      conflicts: [{ resource: 'LEARNER', name: 'A learner', resourceId: null, appointmentId: null, title: null }],
    });
    expect(refused.text).not.toMatch(/Wilhelmina|Hidden/);
  });

  it('of a group have no more learners than seats', async () => {
    const room = await aRoom(app.prisma, { capacity: 3 });
    const learner = async () => String((await aLearner(app.prisma)).id);
    const group = await booked({
      isGroupSession: true,
      maxParticipants: 5,
      roomId: String(room.id),
      participants: [{ learnerId: await learner() }, { learnerId: await learner() }],
    });
    const add = async (learnerId: string) => staff.post(`/api/appointments/${group.id}/participants`).send({ learnerId });
    const third = await learner();
    expect((await add(third)).body).toMatchObject({ taken: 3, seats: 3 });
    expect((await add(third)).body.code).toBe('participant.exists');
    expect((await add(await learner())).body).toMatchObject({ code: 'appointment.conflict', conflicts: [{ resource: 'SEATS' }] });
    expect((await staff.delete(`/api/appointments/${group.id}/participants/${third}`)).status).toBe(204);
    expect((await staff.get(`/api/appointments/${group.id}/participants`)).body).toMatchObject({ taken: 2, items: [{}, {}] });
    const single = await booked();
    expect((await staff.post(`/api/appointments/${single.id}/participants`).send({ learnerId: third })).body.code).toBe(
      'appointment.not_a_group',
    );
    // Somebody who sits in a group is not free for another session.
    expect(
      (
        await book({
          clientId: String((await app.prisma.learner.findFirstOrThrow({ where: { id: BigInt(third) } })).clientId),
          learnerId: third,
          startTime: t(14, 10),
          endTime: t(14, 40),
        })
      ).status,
    ).toBe(201);
    expect((await add(third)).body).toMatchObject({ conflicts: [{ resource: 'LEARNER' }] });
  });

  it('of a group that nothing limits have as many learners as one booking takes', async () => {
    const group = await booked({ isGroupSession: true });
    const { clientId, id: last } = await aLearner(app.prisma);
    const many = Array.from({ length: 200 }, (_, n) => ({ clientId, firstName: `No. ${n}`, lastName: 'Many' }));
    const learners = await app.prisma.learner.createManyAndReturn({ data: many, select: { id: true } });
    await app.prisma.appointmentGroupParticipant.createMany({
      data: learners.map(({ id }) => ({ appointmentId: BigInt(group.id), learnerId: id })),
    });
    const refused = await staff.post(`/api/appointments/${group.id}/participants`).send({ learnerId: String(last) });
    expect(refused.body).toMatchObject({ code: 'appointment.conflict', conflicts: [{ resource: 'SEATS' }] });
  });

  it('are refused for what is not there, with the field named', async () => {
    const fault = async (more: Record<string, unknown>) => {
      const answer = await book(more);
      return [answer.status, (answer.body.errors as { path: string }[] | undefined)?.[0]?.path];
    };
    expect(await fault({ clientId: ABSENT })).toEqual([422, 'clientId']);
    expect(await fault({ therapistId: ABSENT })).toEqual([422, 'therapistId']);
    expect(await fault({ roomId: ABSENT })).toEqual([422, 'roomId']);
    expect(await fault({ locationId: ABSENT })).toEqual([422, 'locationId']);
    expect(await fault({ learnerId: String((await aLearner(app.prisma)).id) })).toEqual([422, 'learnerId']);
    expect(await fault({ staff: [{ userId: ABSENT, role: 'ASSISTANT' }] })).toEqual([422, 'staff.0.userId']);
    expect(await fault({ equipment: [{ equipmentId: ABSENT }] })).toEqual([422, 'equipment.0.equipmentId']);
    expect(await fault({ participants: [{ learnerId: ABSENT }] })).toEqual([422, 'participants']);
    expect(await fault({ isGroupSession: true, participants: [{ learnerId: ABSENT }] })).toEqual([
      422,
      'participants.0.learnerId',
    ]);
    expect(await fault({ startTime: t(15), endTime: t(14) })).toEqual([422, 'endTime']);
    expect(await fault({ startTime: t(1), endTime: at(2, 0, day + 1) })).toEqual([422, 'endTime']);
    expect(await fault({ startTime: '2030-02-30T10:00:00.000Z' })).toEqual([400, 'startTime']);
    expect(await fault({ therapistId: String((await aUser(app.prisma, { isActive: false })).id) })).toEqual([422, 'therapistId']);
  });

  it('are listed by therapist, learner, room, status, kind and window, alone or together', async () => {
    const [therapist, room] = [await aUser(app.prisma), await aRoom(app.prisma)];
    const one = await booked({ therapistId: String(therapist.id), roomId: String(room.id) });
    const helper = await booked({
      startTime: t(16),
      endTime: t(17),
      staff: [{ userId: String(therapist.id), role: 'OBSERVER' }],
    });
    const ids = async (query: string) =>
      ((await staff.get(`/api/appointments?${query}`)).body.items as { id: string }[]).map((item) => item.id);
    expect(await ids(`therapistId=${therapist.id}`)).toEqual([one.id, helper.id]);
    expect(await ids(`therapistId=${therapist.id}&roomId=${room.id}&status=SCHEDULED&kind=SINGLE`)).toEqual([one.id]);
    expect(await ids(`therapistId=${therapist.id}&from=${t(14, 50)}&to=${t(17)}`)).toEqual([helper.id]);
    expect(await ids(`therapistId=${therapist.id}&from=${t(14, 49)}&to=${t(14, 50)}`)).toEqual([one.id]);
    expect(await ids(`therapistId=${therapist.id}&status=CANCELLED&status=NOSHOW`)).toEqual([]);
    expect((await staff.get(`/api/appointments?therapistId=${therapist.id}&count=true&limit=1`)).body).toMatchObject({
      total: 2,
    });
    expect((await staff.get('/api/appointments?sort=title')).status).toBe(400);
  });

  it('of one person are each on one page alone, those of their own and those in which they take part', async () => {
    const [therapist, learner] = [await aUser(app.prisma), await aLearner(app.prisma)];
    const ids: string[] = [];
    for (let index = 0; index < 12; index++) {
      // Every third is somebody else's, with them beside; every second a group.
      const theirs = index % 3 !== 0;
      const isGroup = index % 2 === 0;
      const one = await anAppointment(app.prisma, {
        startTime: new Date(t(8 + index)),
        endTime: new Date(t(8 + index, 30)),
        ...(theirs && { therapistId: therapist.id }),
        isGroupSession: isGroup,
        ...(!isGroup && { clientId: learner.clientId, learnerId: learner.id }),
      });
      if (!theirs || index % 4 === 0) {
        const beside = theirs ? (await aUser(app.prisma)).id : therapist.id;
        await app.prisma.appointmentStaff.create({ data: { appointmentId: one.id, userId: beside, role: 'ASSISTANT' } });
      }
      if (isGroup)
        await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: one.id, learnerId: learner.id } });
      ids.push(String(one.id));
    }
    const paged = async (query: string): Promise<string[]> => {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page = (await staff.get(`/api/appointments?limit=5&count=true&${query}${cursor ? `&cursor=${cursor}` : ''}`))
          .body as {
          items: { id: string }[];
          nextCursor: string | null;
          total: number;
        };
        expect(page.total).toBe(12);
        found.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      return found;
    };
    expect(await paged(`therapistId=${therapist.id}`)).toEqual(ids);
    expect(await paged(`therapistId=${therapist.id}&sort=-startTime&status=SCHEDULED`)).toEqual([...ids].reverse());
    expect(await paged(`learnerId=${learner.id}&sort=createdAt`)).toEqual(ids);
    expect(await paged(`learnerId=${learner.id}&therapistId=${therapist.id}`)).toEqual(ids);
  });

  it('are seen and touched by who may', async () => {
    const callers = await oneOfEachRole(app);
    const mine = await anAppointment(app.prisma, { therapistId: callers.THERAPIST.user.id, notes: 'Clinical.' });
    const other = await anAppointment(app.prisma, { notes: 'Clinical.' });
    const get = (by: TokenHolder, id: bigint) => by.get(`/api/appointments/${id}`);
    expect((await get(callers.THERAPIST, mine.id)).body.notes).toBe('Clinical.');
    expect((await get(callers.THERAPIST, other.id)).status).toBe(404);
    expect((await callers.THERAPIST.post(`/api/appointments/${other.id}/cancel`).send({ reason: 'x' })).status).toBe(404);
    expect((await callers.THERAPIST.put(`/api/appointments/${other.id}`).send({ title: 'x' })).status).toBe(404);
    expect((await get(callers.RECEPTIONIST, other.id)).body.notes).toBeNull();
    expect((await callers.RECEPTIONIST.put(`/api/appointments/${other.id}`).send({ notes: 'x' })).status).toBe(403);
    expect((await callers.RECEPTIONIST.delete(`/api/appointments/${other.id}`)).status).toBe(403);
    expect((await staff.delete(`/api/appointments/${other.id}`)).status).toBe(204);
    expect((await get(callers.ADMIN, other.id)).status).toBe(404);
    // A therapist books for the caseload alone: booking would be a way onto it.
    const stranger = await aClient(app.prisma);
    const answer = await book(
      { clientId: String(stranger.id), therapistId: String(callers.THERAPIST.user.id) },
      callers.THERAPIST,
    );
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([422, 'clientId']);
  });

  it('that were cancelled or missed are counted by reason, person, weekday and lead time, as far as one sees them', async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    const mine = { therapistId: therapist.user.id };
    const monday = (week: number, hour: number): Date => new Date(Date.UTC(2029, 0, 1 + 7 * week, hour));
    const cancelled = (start: Date, hoursBefore: number, cancellationReason: string, more: object) =>
      anAppointment(app.prisma, {
        startTime: start,
        status: 'CANCELLED',
        cancellationReason,
        cancelledAt: new Date(start.getTime() - hoursBefore * 3_600_000),
        lateCancellation: hoursBefore < 24,
        ...more,
      });
    await cancelled(monday(0, 15), 2, 'Ill', mine);
    await cancelled(monday(1, 15), 200, ' ill ', mine);
    await anAppointment(app.prisma, { ...mine, startTime: monday(2, 15), status: 'NOSHOW' });
    await anAppointment(app.prisma, { ...mine, startTime: monday(3, 15) });
    await cancelled(monday(0, 16), 30, 'Snow', {});
    const address = '/api/appointments/cancellations?from=2029-01-01&to=2029-01-31';
    expect((await therapist.get(address)).body).toEqual({
      appointments: 4,
      cancelled: 2,
      late: 1,
      noShows: 1,
      byReason: [{ key: 'ill', label: 'Ill', appointments: 2, cancelled: 2, late: 1, noShows: 0 }],
      // Who called off was not said.
      byParty: [],
      byTherapist: [expect.objectContaining({ key: String(therapist.user.id), appointments: 4, cancelled: 2, noShows: 1 })],
      byClient: [expect.anything(), expect.anything(), expect.objectContaining({ cancelled: 0, noShows: 1 })],
      byWeekday: [{ key: '1', label: 'Monday', appointments: 4, cancelled: 2, late: 1, noShows: 1 }],
      byLeadTime: [
        { key: '2', label: 'less than a day before', appointments: 1, cancelled: 1, late: 1, noShows: 0 },
        { key: '5', label: 'a week before or more', appointments: 1, cancelled: 1, late: 0, noShows: 0 },
      ],
    });
    expect((await staff.get(address)).body).toMatchObject({ appointments: 5, cancelled: 3 });
    expect((await staff.get('/api/appointments/cancellations?from=2029-01-31&to=2029-01-01')).status).toBe(422);
    expect((await staff.get('/api/appointments/cancellations?from=2026-02-30&to=2029-01-01')).status).toBe(400);
  });
});
