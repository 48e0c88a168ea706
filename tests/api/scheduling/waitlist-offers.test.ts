/** Offers to those who wait: the time is held, the first answer counts, and what runs out goes to the next. */
import type { Response } from 'supertest';
import { ctxOfSystem } from '../../../src/access/context.js';
import type { Appointment, User, UserRole } from '../../../src/generated/prisma/index.js';
import { expireOffers } from '../../../src/scheduling/waitlist/offers.service.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { oneOfEachRole, ROLES, type TokenHolder } from '../../support/users.js';

const PATH = '/api/waitlist';
const MINUTE = 60_000;

interface Made {
  offer: { id: string; waitlistId: string; status: string; appointmentId: string; heldUntil: string };
  token: string;
}

describe('an offer', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;
  let desk: TokenHolder;
  let therapist: User;
  let times: { startTime: string; endTime: string };
  let day = 0;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    desk = as.RECEPTIONIST;
    therapist = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST' });
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.waitlistOffer.deleteMany();
    await app.prisma.waitlistEntry.deleteMany();
    // A Tuesday at 15:00 UTC, another week for each test.
    day += 7;
    const start = Date.UTC(2031, 0, 7 + day, 15);
    times = { startTime: new Date(start).toISOString(), endTime: new Date(start + 50 * MINUTE).toISOString() };
  });

  const waiting = async (given: Parameters<typeof build.aWaitlistEntry>[1] = {}): Promise<string> =>
    String((await build.aWaitlistEntry(app.prisma, given)).id);
  const offered = (id: string, given: object = {}) =>
    desk.post(`${PATH}/${id}/offers`, { ...times, therapistId: String(therapist.id), ...given });
  const made = async (id: string, given: object = {}): Promise<Made> => (await offered(id, given).expect(201)).body as Made;
  const offersOf = async (id: string): Promise<Made['offer'][]> =>
    ((await desk.get(`${PATH}/${id}/offers`).expect(200)).body as { items: Made['offer'][] }).items;
  const entryOf = async (id: string) => (await desk.get(`${PATH}/${id}`).expect(200)).body as Record<string, unknown>;
  const hold = (one: Made): Promise<Appointment | null> =>
    app.prisma.appointment.findUnique({ where: { id: BigInt(one.offer.appointmentId) } });
  const answer = (verb: 'accept' | 'decline', token: string) => app.request.post(`${PATH}/offers/${verb}`).send({ token });
  const answered = (id: string, offerId: string, status: string) =>
    desk.put(`${PATH}/${id}/offers/${offerId}/status`, { status });
  const book = async (): Promise<Response> =>
    desk.post('/api/appointments', {
      ...times,
      title: 'In between',
      clientId: String((await build.aClient(app.prisma)).id),
      therapistId: String(therapist.id),
    });
  const later = (minutes: number) =>
    expireOffers(ctxOfSystem({ ...app.deps, now: () => new Date(Date.now() + minutes * MINUTE) }, 'job'));
  const codeOf = ({ body }: Response): string => (body as { code: string }).code;

  it('holds it for a learner of that client, whose other appointments are in the way', async () => {
    const learner = await build.aLearner(app.prisma);
    const entry = { clientId: learner.clientId };
    const one = await made(await waiting(entry), { learnerId: String(learner.id) });
    expect((await hold(one))?.learnerId).toBe(learner.id);
    const other = String((await build.aUser(app.prisma, { role: 'THERAPIST' })).id);
    const clash = await offered(await waiting(entry), { learnerId: String(learner.id), therapistId: other });
    expect([clash.status, codeOf(clash)]).toEqual([409, 'appointment.conflict']);
    const stranger = await offered(await waiting(), { learnerId: String(learner.id), therapistId: other });
    expect(stranger.status).toBe(422);
  });

  it('holds the time: nobody else can book it, and it is shown as a hold', async () => {
    const room = await build.aRoom(app.prisma, { name: 'Blue room' });
    const id = await waiting({ serviceType: 'ASSESSMENT' });
    const one = await made(id, { roomId: String(room.id), holdMinutes: 60 });
    expect(one.offer).toMatchObject({
      waitlistId: id,
      status: 'OFFERED',
      title: 'Assessment',
      therapistName: 'Sam Rivera',
      roomName: 'Blue room',
      locationId: String(room.locationId),
      moveOn: false,
      answeredAt: null,
    });
    expect(new Date(one.offer.heldUntil).getTime() - Date.now()).toBeGreaterThan(58 * MINUTE);
    expect(one.token.length).toBeGreaterThanOrEqual(40);
    expect(JSON.stringify(await offersOf(id))).not.toContain(one.token);
    const seen = (await desk.get(`/api/appointments/${one.offer.appointmentId}`).expect(200)).body as object;
    expect(seen).toMatchObject({ isHold: true, status: 'SCHEDULED' });
    const clash = await book();
    expect(problemFaults(clash, [409])).toEqual([]);
    expect(clash.body).toMatchObject({ code: 'appointment.conflict', conflicts: [{ name: 'Sam Rivera' }] });
    expect(await entryOf(id)).toMatchObject({ status: 'WAITING' });
  });

  it('is never held beyond the start', async () => {
    const one = await made(await waiting(), {
      startTime: new Date(Date.now() + 30 * MINUTE).toISOString(),
      endTime: new Date(Date.now() + 60 * MINUTE).toISOString(),
      holdMinutes: 600,
    });
    expect(new Date(one.offer.heldUntil).getTime()).toBeLessThanOrEqual(Date.now() + 30 * MINUTE);
  });

  it('is accepted by its token, by nobody who signed in, and tells nothing of the client', async () => {
    const location = await build.aLocation(app.prisma, { name: 'Harbour Street' });
    const id = await waiting();
    const one = await made(id, { locationId: String(location.id) });
    const done = await answer('accept', one.token).expect(200);
    expect(done.body).toEqual({
      status: 'ACCEPTED',
      startTime: times.startTime,
      timezone: 'America/Toronto',
      place: 'Harbour Street',
      therapistFirstName: 'Sam',
    });
    expect(await hold(one)).toMatchObject({ isHold: false, status: 'SCHEDULED' });
    expect(await entryOf(id)).toMatchObject({
      status: 'PLACED',
      appointmentId: one.offer.appointmentId,
      statusChangedBy: null,
      statusChangedAt: expect.any(String) as string,
    });
    expect((await offersOf(id))[0]).toMatchObject({ status: 'ACCEPTED', answeredBy: null });
    const events = await app.prisma.auditEvent.findMany({ where: { recordType: 'WaitlistOffer', recordId: one.offer.id } });
    expect(events.map(({ action, actorName }) => [action, actorName])).toEqual([
      ['CREATE', desk.user.firstName + ' ' + desk.user.lastName],
      ['UPDATE', 'holder of an offer'],
    ]);
    expect(JSON.stringify(events, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'tokenHash',
    );
  });

  it('is taken by one of ten who accept at the same time', async () => {
    const id = await waiting();
    const one = await made(id);
    const answers = await Promise.all(Array.from({ length: 10 }, () => answer('accept', one.token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter((reply) => reply.status === 409 && codeOf(reply) === 'offer.answered')).toHaveLength(9);
    const events = await app.prisma.auditEvent.count({ where: { recordType: 'WaitlistEntry', recordId: id, action: 'UPDATE' } });
    expect(events).toBe(1);
  });

  it('comes to one end when it is accepted, declined, withdrawn and expired at once', async () => {
    const id = await waiting();
    const one = await made(id, { holdMinutes: 5 });
    const replies = await Promise.all([
      answer('accept', one.token),
      answer('decline', one.token),
      answered(id, one.offer.id, 'WITHDRAWN'),
      answered(id, one.offer.id, 'ACCEPTED'),
      later(6).then((ended) => ({ status: ended === 1 ? 200 : 409 })),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    const [offer] = await offersOf(id);
    const placed = offer?.status === 'ACCEPTED';
    expect(await entryOf(id)).toMatchObject({ status: placed ? 'PLACED' : 'WAITING' });
    expect((await hold(one))?.isHold).toBe(placed ? false : undefined);
  });

  it('frees the time when it is declined; the client goes on waiting', async () => {
    const id = await waiting();
    const one = await made(id);
    expect((await answer('decline', one.token).expect(200)).body).toMatchObject({ status: 'DECLINED' });
    // Nothing is left of it that would count as a cancellation, or as a client of this therapist.
    expect(await hold(one)).toBeNull();
    const [deleted] = await app.prisma.auditEvent.findMany({
      where: { recordType: 'Appointment', recordId: one.offer.appointmentId, action: 'DELETE' },
    });
    expect(deleted).toMatchObject({ reason: 'The offer was declined.', actorName: 'holder of an offer' });
    expect(await entryOf(id)).toMatchObject({ status: 'WAITING', position: 1 });
    expect((await book()).status).toBe(201);
  });

  it('is answered by the practice in the name of the client', async () => {
    const id = await waiting();
    const one = await made(id);
    const done = await answered(id, one.offer.id, 'ACCEPTED').expect(200);
    expect(done.body).toMatchObject({ status: 'ACCEPTED', answeredBy: desk.id });
    expect(await entryOf(id)).toMatchObject({ status: 'PLACED', statusChangedBy: desk.id });
    expect(problemFaults(await answered(id, one.offer.id, 'WITHDRAWN'), [409])).toEqual([]);
  });

  it('runs out: then the time is free, the token is dead, and the skip stays on record', async () => {
    const id = await waiting();
    const one = await made(id, { holdMinutes: 30 });
    expect(await later(29)).toBe(0);
    expect((await book()).status).toBe(409);
    expect(await later(31)).toBe(1);
    expect(await later(31)).toBe(0);
    const late = await answer('accept', one.token);
    expect(problemFaults(late, [409])).toEqual([]);
    expect((await offersOf(id))[0]).toMatchObject({ status: 'EXPIRED' });
    expect(await hold(one)).toBeNull();
    expect((await book()).status).toBe(201);
  });

  it('cannot be accepted after its time, even before it was ended', async () => {
    const one = await made(await waiting());
    await app.prisma.waitlistOffer.update({
      where: { id: BigInt(one.offer.id) },
      data: { heldUntil: new Date(Date.now() - 1000) },
    });
    const late = await answer('accept', one.token);
    expect([problemFaults(late, [409]), codeOf(late)]).toEqual([[], 'offer.expired']);
  });

  it('moves on to the next whom it suits, once, however many processes end it', async () => {
    const first = await waiting({ priority: 'HIGH' });
    await waiting({ priority: 'HIGH', preferredDays: [6] });
    const other = await waiting({ priority: 'HIGH', serviceType: 'CONSULTATION' });
    const second = await waiting({ requestDate: new Date(Date.now() - 90 * 24 * 60 * MINUTE) });
    const third = await waiting();
    const one = await made(first, { holdMinutes: 30, moveOn: true, title: 'Speech therapy' });
    const ended = await Promise.all(Array.from({ length: 4 }, () => later(31)));
    expect(ended.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect((await offersOf(first))[0]).toMatchObject({ status: 'EXPIRED' });
    const [next, ...more] = await offersOf(second);
    expect(more).toEqual([]);
    expect(next).toMatchObject({ status: 'OFFERED', title: 'Speech therapy', startTime: times.startTime, moveOn: true });
    expect(next?.appointmentId).not.toBe(one.offer.appointmentId);
    expect((await book()).status).toBe(409);
    // Declined: the third gets it; and after that nobody is left.
    await answered(second, next?.id ?? '', 'DECLINED').expect(200);
    const [last] = await offersOf(third);
    expect(last).toMatchObject({ status: 'OFFERED' });
    await answered(third, last?.id ?? '', 'DECLINED').expect(200);
    expect(await app.prisma.waitlistOffer.count({ where: { status: 'OFFERED' } })).toBe(0);
    expect(await app.prisma.waitlistOffer.count()).toBe(3);
    expect(await offersOf(other)).toEqual([]);
    expect((await book()).status).toBe(201);
  });

  it('does not move on when it is withdrawn, nor to somebody who has another offer', async () => {
    const [first, second] = [await waiting({ priority: 'HIGH' }), await waiting()];
    const one = await made(first, { moveOn: true });
    await answered(first, one.offer.id, 'WITHDRAWN').expect(200);
    expect(await offersOf(second)).toEqual([]);
    const again = await made(first, { moveOn: true });
    await made(second, { startTime: '2031-12-01T15:00:00Z', endTime: '2031-12-01T16:00:00Z' });
    await answer('decline', again.token).expect(200);
    expect(await offersOf(second)).toHaveLength(1);
  });

  describe('does not move on', () => {
    const ways: [string, (appointmentId: bigint, start: Date) => Promise<unknown>][] = [
      ['cancelled', (id) => desk.post(`/api/appointments/${id}/cancel`, { reason: 'The therapist is away.' }).expect(200)],
      [
        'moved',
        (id, start) =>
          desk
            .put(`/api/appointments/${id}`, {
              startTime: new Date(start.getTime() + 120 * MINUTE).toISOString(),
              endTime: new Date(start.getTime() + 170 * MINUTE).toISOString(),
            })
            .expect(200),
      ],
      [
        'given to another place',
        async (id) =>
          desk.put(`/api/appointments/${id}`, { locationId: String((await build.aLocation(app.prisma)).id) }).expect(200),
      ],
      ['deleted', (id) => as.ADMIN.delete(`/api/appointments/${id}`).expect(204)],
    ];
    const holdOf = (one: Made): bigint => BigInt(one.offer.appointmentId);

    it.each(ways)('when its hold was %s by staff, whether it runs out or is declined', async (_, change) => {
      for (const decline of [false, true]) {
        await app.prisma.waitlistOffer.deleteMany();
        await app.prisma.waitlistEntry.deleteMany();
        const [first, second] = [await waiting({ priority: 'HIGH' }), await waiting()];
        const start = new Date(new Date(times.startTime).getTime() + (decline ? 300 : 0) * MINUTE);
        const one = await made(first, {
          startTime: start.toISOString(),
          endTime: new Date(start.getTime() + 50 * MINUTE).toISOString(),
          moveOn: true,
          holdMinutes: 30,
        });
        await change(holdOf(one), start);
        if (decline) await answer('decline', one.token).expect(200);
        else expect(await later(31)).toBe(1);
        expect(await offersOf(second)).toEqual([]);
      }
    });

    it('over time off or a closure that was entered since', async () => {
      const location = await build.aLocation(app.prisma);
      const enter: (() => Promise<unknown>)[] = [
        () => as.ADMIN.post('/api/practice/time-off', { userId: String(therapist.id), ...times }).expect(201),
        () =>
          as.ADMIN.post('/api/practice/closures', {
            name: 'Stocktaking',
            locationId: String(location.id),
            startDate: times.startTime.slice(0, 10),
            endDate: times.startTime.slice(0, 10),
          }).expect(201),
      ];
      for (const entered of enter) {
        await app.prisma.waitlistOffer.deleteMany();
        await app.prisma.waitlistEntry.deleteMany();
        await app.prisma.timeOff.deleteMany();
        const [first, second] = [await waiting({ priority: 'HIGH' }), await waiting()];
        const one = await made(first, { moveOn: true, locationId: String(location.id) });
        await entered();
        await answer('decline', one.token).expect(200);
        expect(await offersOf(second)).toEqual([]);
        expect(await hold(one)).toBeNull();
      }
      await app.prisma.timeOff.deleteMany();
    });

    it('unless staff meant such a time when they offered it', async () => {
      await as.ADMIN.post('/api/practice/time-off', { userId: String(therapist.id), ...times }).expect(201);
      const [first, second] = [await waiting({ priority: 'HIGH' }), await waiting()];
      const reply = await offered(first, { moveOn: true, confirmedWarnings: [] });
      expect([problemFaults(reply, [409]), codeOf(reply)]).toEqual([[], 'booking.unconfirmed']);
      const made = await offered(first, { moveOn: true, confirmedWarnings: ['TIME_OFF'] }).expect(201);
      expect(made.body).toMatchObject({ warnings: [{ code: 'TIME_OFF', message: 'Sam Rivera is away.' }] });
      await answer('decline', (made.body as Made).token).expect(200);
      expect(await offersOf(second)).toHaveLength(1);
      await app.prisma.timeOff.deleteMany();
    });
  });

  it('ends although it cannot move on: the therapist has left', async () => {
    const [first, second] = [await waiting({ priority: 'HIGH' }), await waiting()];
    const gone = await build.aUser(app.prisma, { role: 'THERAPIST' });
    const one = await made(first, { moveOn: true, holdMinutes: 30, therapistId: String(gone.id) });
    await app.prisma.user.update({ where: { id: gone.id }, data: { isActive: false } });
    expect(await later(31)).toBe(1);
    expect(await hold(one)).toBeNull();
    expect(await offersOf(second)).toEqual([]);
  });

  it('keeps the entry where it is: no other offer, no move, no deletion meanwhile', async () => {
    const id = await waiting();
    const one = await made(id);
    const second = await offered(id, { startTime: '2031-12-02T15:00:00Z', endTime: '2031-12-02T16:00:00Z' });
    expect([problemFaults(second, [409]), codeOf(second)]).toEqual([[], 'waitlist.offer_open']);
    const move = await desk.put(`${PATH}/${id}/status`, { status: 'CANCELLED' });
    expect([problemFaults(move, [409]), codeOf(move)]).toEqual([[], 'waitlist.offer_open']);
    await answered(id, one.offer.id, 'WITHDRAWN').expect(200);
    expect(problemFaults(await desk.delete(`${PATH}/${id}`), [409])).toEqual([]);
    await desk.put(`${PATH}/${id}/status`, { status: 'CANCELLED' }).expect(200);
    const late = await offered(id);
    expect([problemFaults(late, [409]), codeOf(late)]).toEqual([[], 'waitlist.not_waiting']);
  });

  it('is not to be had any more once its hold was moved or cancelled', async () => {
    const id = await waiting();
    const one = await made(id);
    const { startTime } = times;
    await app.prisma.appointment.update({
      where: { id: BigInt(one.offer.appointmentId) },
      data: { startTime: new Date(new Date(startTime).getTime() - 60 * MINUTE) },
    });
    const reply = await answer('accept', one.token);
    expect([problemFaults(reply, [409]), codeOf(reply)]).toEqual([[], 'offer.gone']);
    expect(await entryOf(id)).toMatchObject({ status: 'WAITING' });
  });

  it('leaves the hold cancelled when something hangs off it already', async () => {
    const id = await waiting();
    const one = await made(id);
    const appointmentId = BigInt(one.offer.appointmentId);
    const by = desk.user.id;
    const provider = await app.prisma.telehealthProvider.create({ data: { name: 'Video', createdBy: by, updatedBy: by } });
    await app.prisma.virtualSession.create({
      data: {
        appointmentId,
        providerId: provider.id,
        meetingId: 'm',
        hostLink: 'https://meet.example.org/host',
        joinLink: 'https://meet.example.org/join',
        scheduledStartTime: new Date(times.startTime),
        scheduledEndTime: new Date(times.endTime),
        createdBy: by,
        updatedBy: by,
      },
    });
    await answered(id, one.offer.id, 'WITHDRAWN').expect(200);
    expect(await hold(one)).toMatchObject({
      status: 'CANCELLED',
      isHold: true,
      lateCancellation: false,
      cancellationReason: 'The offer was withdrawn.',
    });
    expect((await book()).status).toBe(201);
  });

  it('of one time goes to one of many who are offered it at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => waiting()));
    const replies = await Promise.all(all.map((id) => offered(id)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    expect(await app.prisma.waitlistOffer.count()).toBe(1);
  });

  it.each([
    [{ startTime: '2020-01-07T15:00:00Z', endTime: '2020-01-07T16:00:00Z' }, 422, 'startTime'],
    [{ endTime: '2020-01-07T16:00:00Z' }, 422, 'endTime'],
    [{ therapistId: '999999' }, 422, 'therapistId'],
    [{ roomId: '999999' }, 422, 'roomId'],
    [{ locationId: '999999' }, 422, 'locationId'],
    [{ holdMinutes: 4 }, 400, 'holdMinutes'],
    [{ title: ' ' }, 422, 'title'],
    [{ clientId: '1' }, 400, 'clientId'],
  ])('refuses %j with %d at the field', async (given, status, path) => {
    const reply = await offered(await waiting(), given);
    expect(problemFaults(reply, [status])).toEqual([]);
    expect((reply.body as { errors: { path: string }[] }).errors[0]?.path).toContain(path);
    expect(await app.prisma.appointment.count({ where: { isHold: true, startTime: new Date(times.startTime) } })).toBe(0);
  });

  it.each(ROLES)('may be made, seen and answered by a %s as by any other operation of the waitlist', async (role) => {
    const status = role === 'THERAPIST' ? 403 : 200;
    const id = await waiting();
    const body = { ...times, therapistId: String(therapist.id) };
    const reply = await as[role].post(`${PATH}/${id}/offers`, body);
    expect(reply.status).toBe(status === 200 ? 201 : 403);
    const one = status === 200 ? (reply.body as Made) : await made(id);
    expect((await as[role].get(`${PATH}/${id}/offers`)).status).toBe(status);
    const put = await as[role].put(`${PATH}/${id}/offers/${one.offer.id}/status`, { status: 'WITHDRAWN' });
    expect(put.status).toBe(status);
  });

  it('is found only at its own entry, and only by who sees it', async () => {
    const [id, foreign] = [await waiting(), await waiting()];
    const one = await made(id);
    expect(problemFaults(await answered(foreign, one.offer.id, 'ACCEPTED'), [404])).toEqual([]);
    const { clientId } = await app.prisma.waitlistEntry.findUniqueOrThrow({ where: { id: BigInt(id) } });
    await build.aRecordPermission(app.prisma, 'VIEW_WAITLIST', { userId: as.STAFF.user.id, clientId, granted: false });
    for (const reply of [
      await as.STAFF.get(`${PATH}/${id}/offers`),
      await as.STAFF.post(`${PATH}/${id}/offers`, { ...times, therapistId: String(therapist.id) }),
      await as.STAFF.put(`${PATH}/${id}/offers/${one.offer.id}/status`, { status: 'ACCEPTED' }),
    ])
      expect(problemFaults(reply, [404])).toEqual([]);
  });

  it('keeps no token with an Idempotency-Key', async () => {
    const id = await waiting();
    const body = { ...times, therapistId: String(therapist.id) };
    const post = () => desk.call('post', `${PATH}/${id}/offers`).set('Idempotency-Key', `offer-${id}`).send(body);
    expect((await post()).status).toBe(201);
    expect((await post()).status).toBe(409);
    expect(await app.prisma.idempotencyKey.count({ where: { key: `offer-${id}` } })).toBe(0);
  });

  it('knows no wrong token, and bounds how many are tried', async () => {
    expect(problemFaults(await answer('accept', 'nothing'), [404])).toEqual([]);
    const replies: number[] = [];
    for (let n = 0; n < 110 && !replies.includes(429); n++) replies.push((await answer('accept', `guess ${n}`)).status);
    expect(replies.at(-1)).toBe(429);
  });
});
