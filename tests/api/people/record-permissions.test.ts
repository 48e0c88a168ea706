/** One client or learner opened or closed for one user: what the next request sees, and who may do it. */
import type { Response } from 'supertest';
import { MAX_RECORD_RULES } from '../../../src/people/permissions/record-permissions.service.js';
import { withApp } from '../../support/app.js';
import { aClient, aLearner, aRecordPermission, aUserPermission, anInsurance } from '../../support/builders.js';
import type { Problem } from '../../support/problem.js';
import { createUser, signedIn, type TokenHolder } from '../../support/users.js';

const problemOf = (answer: Response): Problem => answer.body as Problem;
const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
interface Listed<T> {
  items: T[];
}
const itemsOf = <T>(answer: Response): T[] => (answer.body as Listed<T>).items;

describe('record permissions', () => {
  const app = withApp();
  let admin: TokenHolder;
  let staff: TokenHolder;
  let therapist: TokenHolder;
  let clientId: bigint;
  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
  });
  beforeEach(async () => {
    [staff, therapist, { id: clientId }] = await Promise.all([
      signedIn(app, 'STAFF'),
      signedIn(app, 'THERAPIST'),
      aClient(app.prisma),
    ]);
  });

  const give = (userId: string, permission: string, granted: boolean, more: object = {}) =>
    admin.post(`/api/clients/${clientId}/record-permissions`, { userId, permission, granted, ...more });
  const sees = async (who: TokenHolder): Promise<boolean> => {
    const [one, list] = [await who.get(`/api/clients/${clientId}`), await who.get('/api/clients?limit=200&sort=-createdAt')];
    const inList = itemsOf<{ id: string }>(list).some((client) => client.id === String(clientId));
    expect([one.status, inList]).toEqual(inList ? [200, true] : [404, false]);
    return inList;
  };

  it('open a client to somebody who would not see it, and close it again when they end or are removed', async () => {
    expect(await sees(therapist)).toBe(false);
    const made = await give(therapist.id, 'VIEW_CLIENT', true);
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        userId: therapist.id,
        permission: 'VIEW_CLIENT',
        granted: true,
        clientId: String(clientId),
        learnerId: null,
        isLive: true,
        grantedBy: admin.id,
      },
    ]);
    expect((await admin.get(made.get('Location') ?? '')).body).toEqual(made.body);
    expect(await sees(therapist)).toBe(true);
    await app.prisma.recordPermission.updateMany({
      where: { userId: therapist.user.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect(await sees(therapist)).toBe(false);
    // What is over makes way.
    const again = await give(therapist.id, 'VIEW_CLIENT', true, { expiresAt: soon(60) });
    expect(again.status).toBe(201);
    expect(await sees(therapist)).toBe(true);
    expect((await admin.delete(again.get('Location') ?? '')).status).toBe(204);
    expect(await sees(therapist)).toBe(false);
    expect((await admin.delete(again.get('Location') ?? '')).status).toBe(404);
    const events = await app.prisma.auditEvent.findMany({
      where: { recordType: 'RecordPermission', clientId },
      orderBy: { id: 'asc' },
    });
    expect(events.map((event) => event.action)).toEqual(['CREATE', 'CREATE', 'DELETE']);
  });

  it('close a client to somebody who sees all the others: 404, as if it were not there', async () => {
    expect(await sees(staff)).toBe(true);
    expect((await give(staff.id, 'VIEW_CLIENT', false)).status).toBe(201);
    expect(await sees(staff)).toBe(false);
    const [closed, nowhere] = [await staff.get(`/api/clients/${clientId}`), await staff.get('/api/clients/987654321')];
    expect({ ...problemOf(closed), requestId: '' }).toEqual({ ...problemOf(nowhere), requestId: '' });
    expect((await staff.put(`/api/clients/${clientId}`, { firstName: 'X' })).status).toBe(404);
  });

  it('close to a therapist what is on their own caseload, and a denial beats a grant', async () => {
    await app.prisma.client.update({ where: { id: clientId }, data: { therapistId: therapist.user.id } });
    expect(await sees(therapist)).toBe(true);
    await give(therapist.id, 'VIEW_CLIENT', false);
    expect(await sees(therapist)).toBe(false);
    // The narrower beats the wider: a grant to the user does not open what is closed for the one client.
    await aUserPermission(app.prisma, 'VIEW_ALL_CLIENTS', { userId: therapist.user.id });
    expect(await sees(therapist)).toBe(false);
  });

  it('open or close one thing about a client, and leave the rest', async () => {
    await anInsurance(app.prisma, { clientId });
    const path = `/api/clients/${clientId}/insurance`;
    expect((await staff.get(path)).status).toBe(200);
    await give(staff.id, 'VIEW_INSURANCE', false);
    expect((await staff.get(path)).status).toBe(404);
    expect(await sees(staff)).toBe(true);
    await give(staff.id, 'EDIT_CLIENT', false);
    expect((await staff.put(`/api/clients/${clientId}`, { firstName: 'X' })).status).toBe(404);
  });

  it('open no more than the one client: nothing of the practice, and no other client', async () => {
    const other = await aClient(app.prisma);
    const user = await signedIn(app, 'RECEPTIONIST');
    await aUserPermission(app.prisma, 'VIEW_ALL_CLIENTS', { userId: user.user.id, granted: false });
    await aUserPermission(app.prisma, 'VIEW_CLIENT', { userId: user.user.id, granted: false });
    expect((await user.get('/api/clients')).status).toBe(403);
    await give(user.id, 'VIEW_CLIENT', true);
    expect(itemsOf<{ id: string }>(await user.get('/api/clients')).map(({ id }) => id)).toEqual([String(clientId)]);
    expect((await user.get(`/api/clients/${other.id}`)).status).toBe(404);
  });

  it.each([
    'MANAGE_USER',
    'MANAGE_PERMISSION',
    'MANAGE_RECORD_PERMISSION',
    'VIEW_ALL_CLIENTS',
    'CREATE_CLIENT',
    'VIEW_AUDIT',
    'EDIT_PRACTICE',
  ])('are refused for %s, which is about no client, and would count for nothing', async (name) => {
    const answer = await give(staff.id, name, true);
    expect([answer.status, problemOf(answer).code, problemOf(answer).errors?.[0]?.path]).toEqual([
      422,
      'record_permission.not_per_record',
      'permission',
    ]);
    await aRecordPermission(app.prisma, name, { userId: therapist.user.id, clientId });
    expect([
      (await therapist.get('/api/users')).status,
      (await therapist.get('/api/roles')).status,
      (await therapist.get(`/api/clients/${clientId}/record-permissions`)).status,
    ]).toEqual([403, 403, 403]);
    expect(await sees(therapist)).toBe(false);
  });

  it('hold for one learner, who is narrower than the client', async () => {
    const [one, other] = [await aLearner(app.prisma, { clientId }), await aLearner(app.prisma, { clientId })];
    const learners = async () =>
      itemsOf<{ id: string }>(await staff.get(`/api/clients/${clientId}/learners`)).map(({ id }) => id);
    expect((await learners()).length).toBe(2);
    const made = await admin.post(`/api/learners/${one.id}/record-permissions`, {
      userId: staff.id,
      permission: 'VIEW_CLIENT',
      granted: false,
    });
    expect([made.status, made.body]).toMatchObject([201, { clientId: String(clientId), learnerId: String(one.id) }]);
    expect(await learners()).toEqual([String(other.id)]);
    const viaClient = await give(staff.id, 'VIEW_CLIENT', false, { learnerId: String(other.id) });
    expect(viaClient.status).toBe(201);
    expect(await learners()).toEqual([]);
    const all = itemsOf<{ learnerId: string }>(await admin.get(`/api/clients/${clientId}/record-permissions`)).map(
      (entry) => entry.learnerId,
    );
    expect(all.sort()).toEqual([String(one.id), String(other.id)].sort());
    expect(itemsOf(await admin.get(`/api/learners/${one.id}/record-permissions`)).length).toBe(1);
    expect((await admin.delete(made.get('Location') ?? '')).status).toBe(204);
    expect(await learners()).toEqual([String(one.id)]);
    const stranger = await aLearner(app.prisma);
    expect((await give(staff.id, 'VIEW_CLIENT', false, { learnerId: String(stranger.id) })).status).toBe(422);
    expect(
      (
        await admin.get(
          `/api/clients/${clientId}/record-permissions/${(await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: staff.user.id, learnerId: stranger.id })).id}`,
        )
      ).status,
    ).toBe(404);
  });

  it('are given once, to somebody who is there, for a time to come', async () => {
    expect((await give(staff.id, 'VIEW_CLIENT', false)).status).toBe(201);
    const twice = await give(staff.id, 'VIEW_CLIENT', true);
    expect([twice.status, problemOf(twice).code]).toEqual([409, 'record_permission.exists']);
    const refusals = [
      [await give('987654321', 'VIEW_CLIENT', true), 422, 'userId'],
      [await give(staff.id, 'EDIT_CLIENT', true, { expiresAt: soon(-1) }), 422, 'expiresAt'],
      [await give('0', 'VIEW_CLIENT', true), 400, 'userId'],
      [await give(staff.id, 'MAKE_COFFEE', true), 400, 'permission'],
      [await give(staff.id, 'EDIT_CLIENT', true, { learnerId: '987654321' }), 422, 'learnerId'],
    ] as const;
    for (const [answer, status, path] of refusals)
      expect([answer.status, problemOf(answer).errors?.[0]?.path]).toEqual([status, path]);
    expect(
      (
        await admin.post('/api/clients/987654321/record-permissions', {
          userId: staff.id,
          permission: 'VIEW_CLIENT',
          granted: true,
        })
      ).status,
    ).toBe(404);
    expect((await admin.get('/api/learners/987654321/record-permissions')).status).toBe(404);
  });

  it('are listed for a client and for a user, filtered and paged', async () => {
    await give(staff.id, 'VIEW_CLIENT', false);
    await give(staff.id, 'EDIT_CLIENT', true);
    await give(therapist.id, 'VIEW_CLIENT', true);
    const path = `/api/clients/${clientId}/record-permissions`;
    expect((await admin.get(`${path}?count=true&limit=2`)).body).toMatchObject({ total: 3, nextCursor: expect.any(String) });
    expect(itemsOf(await admin.get(`${path}?permission=VIEW_CLIENT&granted=false`)).length).toBe(1);
    expect(itemsOf(await admin.get(`/api/users/${staff.id}/record-permissions`)).length).toBe(2);
    expect((await admin.get(`${path}?noSuch=1`)).status).toBe(400);
    expect((await staff.get(path)).status).toBe(403);
  });

  it('let nobody open to others, or to themselves again, what they may not do', async () => {
    const helper = await signedIn(app, 'RECEPTIONIST');
    await aUserPermission(app.prisma, 'MANAGE_RECORD_PERMISSION', { userId: helper.user.id });
    const open = (permission: string, granted = true) =>
      helper.post(`/api/clients/${clientId}/record-permissions`, { userId: therapist.id, permission, granted });
    expect((await open('VIEW_CLIENT')).status).toBe(201);
    const beyond = await open('EDIT_BILLING');
    expect([beyond.status, problemOf(beyond).code]).toEqual([403, 'record_permission.beyond_own']);
    expect((await open('EDIT_BILLING', false)).status).toBe(201);
    const denial = await give(helper.id, 'VIEW_BILLING', false);
    expect((await helper.delete(denial.get('Location') ?? '')).status).toBe(403);
    expect((await open('VIEW_BILLING')).status).toBe(403);
    await give(helper.id, 'VIEW_CLIENT', false);
    expect((await helper.get(`/api/clients/${clientId}/record-permissions`)).status).toBe(404);
    expect((await helper.delete(denial.get('Location') ?? '')).status).toBe(404);
    expect(itemsOf(await helper.get(`/api/users/${helper.id}/record-permissions`))).toEqual([]);
  });

  it(`are ${MAX_RECORD_RULES} a user at most, of those that count`, async () => {
    const { id: permissionId } = await app.prisma.permissionType.findUniqueOrThrow({ where: { name: 'VIEW_BILLING' } });
    await app.prisma.client.createMany({
      data: Array.from({ length: MAX_RECORD_RULES }, (_, index) => ({ firstName: 'Many', lastName: `No${index}`, phone: '1' })),
    });
    const many = await app.prisma.client.findMany({ where: { firstName: 'Many' }, select: { id: true } });
    await app.prisma.recordPermission.createMany({
      data: many.map(({ id }) => ({ userId: staff.user.id, permissionId, clientId: id, granted: false })),
    });
    const answer = await give(staff.id, 'VIEW_BILLING', false);
    expect([answer.status, problemOf(answer).code]).toEqual([422, 'record_permission.too_many']);
    expect((await staff.get('/api/clients')).status).toBe(200);
    await app.prisma.recordPermission.updateMany({
      where: { userId: staff.user.id, clientId: many[0]?.id ?? 0n },
      data: { expiresAt: new Date(0) },
    });
    expect((await give(staff.id, 'VIEW_BILLING', false)).status).toBe(201);
    expect((await createUser(app, 'STAFF')).id).toBeDefined();
  });
});
