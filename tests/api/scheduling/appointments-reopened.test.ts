/** An appointment that was called off and is taken up again: held against the same rules as a new booking. */
import type { BookingWarningCode } from '../../../src/generated/requests/practice.js';
import type { User, UserRole } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const PATH = '/api/appointments';

const MONDAY = { startTime: '2030-06-03T13:00:00.000Z', endTime: '2030-06-03T13:50:00.000Z' };

interface Answer {
  body: unknown;
}

describe('an appointment that was called off and is taken up again', () => {
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
    await refuse([]);
    therapist = await build.aUser(app.prisma, { role: 'THERAPIST' });
    locationId = String((await build.aLocation(app.prisma)).id);
    const client = await build.aClient(app.prisma);
    common = { title: 'Speech therapy', clientId: String(client.id), therapistId: String(therapist.id), locationId };
  });

  const refuse = (codes: BookingWarningCode[]) => app.prisma.practice.updateMany({ data: { refusedBookings: codes } });
  const told = ({ body }: Answer): string[] => (body as { warnings: { code: string }[] }).warnings.map(({ code }) => code);
  const calledOff = async (given: object = {}): Promise<string> => {
    const { id } = (await desk.post(PATH, { ...common, ...MONDAY, ...given }).expect(201)).body as { id: string };
    await desk.post(`${PATH}/${id}/cancel`, { reason: 'Ill.' }).expect(200);
    return id;
  };
  const reopen = (id: string, given: object = {}) => as.ADMIN.put(`${PATH}/${id}`, { status: 'SCHEDULED', ...given });

  it.each<[string, string, (ids: Record<'therapistId' | 'locationId' | 'roomId' | 'clientId', bigint>) => Promise<unknown>]>([
    [
      'therapistId',
      'reference.not_found',
      ({ therapistId: id }) => app.prisma.user.update({ where: { id }, data: { isActive: false } }),
    ],
    [
      'locationId',
      'reference.not_found',
      ({ locationId: id }) => app.prisma.practiceLocation.update({ where: { id }, data: { isActive: false } }),
    ],
    [
      'roomId',
      'reference.not_found',
      ({ roomId: id }) => app.prisma.therapyRoom.update({ where: { id }, data: { isActive: false } }),
    ],
    [
      'clientId',
      'client.archived',
      ({ clientId: id }) => app.prisma.client.update({ where: { id }, data: { status: 'ARCHIVED' } }),
    ],
  ])('is refused at %s that can no longer be booked', async (path, code, happens) => {
    const room = await build.aRoom(app.prisma, { locationId: BigInt(locationId) });
    const id = await calledOff({ roomId: String(room.id) });
    await happens({
      therapistId: therapist.id,
      locationId: BigInt(locationId),
      roomId: room.id,
      clientId: BigInt(String(common.clientId)),
    });
    const refused = await reopen(id);
    expect([problemFaults(refused, [422]), refused.body]).toMatchObject([[], { code, errors: [{ path }] }]);
    // The rest of it can be put right.
    await desk.put(`${PATH}/${id}`, { title: 'Reading' }).expect(200);
  });

  it('tells of each learner who is on hold, and refuses one whose course has ended', async () => {
    const [one, two] = [await build.aLearner(app.prisma), await build.aLearner(app.prisma)];
    const id = await calledOff({
      isGroupSession: true,
      clientId: String(one.clientId),
      learnerId: String(one.id),
      participants: [{ learnerId: String(two.id) }],
    });
    await app.prisma.learner.updateMany({ where: { id: { in: [one.id, two.id] } }, data: { status: 'ONHOLD' } });
    const asked = await reopen(id, { confirmedWarnings: [] });
    expect([problemFaults(asked, [409]), told(asked)]).toEqual([[], ['LEARNER_ON_HOLD', 'LEARNER_ON_HOLD']]);
    await refuse(['LEARNER_ON_HOLD']);
    expect((await reopen(id)).body).toMatchObject({ code: 'booking.learner_on_hold' });
    await refuse([]);
    await app.prisma.learner.update({ where: { id: two.id }, data: { status: 'GRADUATED' } });
    expect((await reopen(id)).body).toMatchObject({
      code: 'learner.not_served',
      errors: [{ path: 'participants.0.learnerId' }],
    });
    await app.prisma.learner.update({ where: { id: two.id }, data: { status: 'ACTIVE' } });
    expect(told(await reopen(id).expect(200))).toEqual(['LEARNER_ON_HOLD']);
  });

  it('names nobody of a group whom the one who reopens it may not see', async () => {
    const [own, other] = [await build.aLearner(app.prisma), await build.aLearner(app.prisma, { firstName: 'Unseen' })];
    const id = await calledOff({
      isGroupSession: true,
      clientId: String(own.clientId),
      learnerId: String(own.id),
      participants: [{ learnerId: String(other.id) }],
    });
    const me = { userId: BigInt(as.THERAPIST.id) };
    await build.aUserPermission(app.prisma, 'REOPEN_APPOINTMENT', { ...me, granted: true });
    for (const permission of ['VIEW_CLIENT', 'VIEW_APPOINTMENT', 'EDIT_APPOINTMENT', 'REOPEN_APPOINTMENT'])
      await build.aRecordPermission(app.prisma, permission, { ...me, clientId: own.clientId });
    await app.prisma.learner.update({ where: { id: other.id }, data: { status: 'ONHOLD' } });
    const asked = await as.THERAPIST.put(`${PATH}/${id}`, { status: 'SCHEDULED', confirmedWarnings: [] });
    expect((asked.body as { warnings: object[] }).warnings).toEqual([
      { code: 'LEARNER_ON_HOLD', message: 'A learner who takes part is on hold.' },
    ]);
    await app.prisma.learner.update({ where: { id: other.id }, data: { status: 'ACTIVE' } });
    await as.THERAPIST.put(`${PATH}/${id}`, { status: 'SCHEDULED', confirmedWarnings: [] }).expect(200);
  });
});
