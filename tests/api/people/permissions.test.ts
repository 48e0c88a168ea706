/** Roles and user permissions: who may change them, and that the next request obeys. */
import type { Response } from 'supertest';
import { createApp } from '../../../src/app.js';
import { openDatabase } from '../../../src/database/client.js';
import supertest from 'supertest';
import { withApp } from '../../support/app.js';
import { aUserPermission } from '../../support/builders.js';
import { problemFaults, type Problem } from '../../support/problem.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

const problemOf = (answer: Response): Problem => answer.body as Problem;
const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
interface Listed<T> {
  items: T[];
}
const itemsOf = <T>(answer: Response): T[] => (answer.body as Listed<T>).items;

describe('roles', () => {
  const app = withApp();
  let admin: TokenHolder;
  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
  });

  const permissionsOf = async (role: string): Promise<string[]> =>
    ((await admin.get(`/api/roles/${role}/permissions`)).body as { permissions: string[] }).permissions;
  const set = (role: string, permissions: string[]) => admin.put(`/api/roles/${role}/permissions`, { permissions });

  it('are read with MANAGE_PERMISSION, the catalogue by everybody signed in', async () => {
    const staff = await signedIn(app, 'STAFF');
    expect((await staff.get('/api/roles')).status).toBe(403);
    expect((await staff.get('/api/permissions')).status).toBe(200);
    expect((await app.request.get('/api/permissions')).status).toBe(401);
    const roles = itemsOf<{ role: string; permissions: string[] }>(await admin.get('/api/roles'));
    expect(roles.map((one) => one.role).sort()).toEqual(['ADMIN', 'RECEPTIONIST', 'STAFF', 'THERAPIST']);
    const catalogue = itemsOf<{ name: string; description: string; perRecord: boolean }>(await admin.get('/api/permissions'));
    expect(catalogue.map((one) => one.name).sort()).toEqual(
      [...(roles.find((one) => one.role === 'ADMIN')?.permissions ?? [])].sort(),
    );
    expect(catalogue.find((one) => one.name === 'MANAGE_USER')).toMatchObject({ perRecord: false, category: 'People & access' });
    expect((await admin.get('/api/roles/BOSS/permissions')).status).toBe(400);
  });

  it('are obeyed with the next request when they change, also by another process on the same database', async () => {
    const staff = await signedIn(app, 'STAFF');
    const database = openDatabase(app.deps.config.databaseUrl as string, { max: 2 });
    try {
      const other = supertest(await createApp({ ...app.deps, database }));
      const there = () => other.get('/api/clients').set('Authorization', `Bearer ${staff.token}`);
      const here = () => staff.get('/api/clients');
      expect([(await here()).status, (await there()).status]).toEqual([200, 200]);
      const before = await permissionsOf('STAFF');
      expect(
        (
          await set(
            'STAFF',
            before.filter((name) => name !== 'VIEW_CLIENT'),
          )
        ).status,
      ).toBe(200);
      expect([(await here()).status, (await there()).status]).toEqual([403, 403]);
      expect((await set('STAFF', before)).status).toBe(200);
      expect([(await there()).status, (await here()).status]).toEqual([200, 200]);
      await app.prisma.rolePermission.deleteMany({ where: { role: 'STAFF' } });
      expect([(await there()).status, (await here()).status]).toEqual([403, 403]);
      await set('STAFF', before);
    } finally {
      await database.close();
    }
  });

  it('change by the difference, each of it audited', async () => {
    const before = await permissionsOf('RECEPTIONIST');
    const answer = await set('RECEPTIONIST', [
      ...before.filter((name) => name !== 'VIEW_WAITLIST'),
      'VIEW_METRICS',
      'VIEW_METRICS',
    ]);
    expect((answer.body as { permissions: string[] }).permissions.sort()).toEqual(
      [...before.filter((name) => name !== 'VIEW_WAITLIST'), 'VIEW_METRICS'].sort(),
    );
    const events = await app.prisma.auditEvent.findMany({
      where: { recordType: 'RolePermission' },
      orderBy: { id: 'desc' },
      take: 2,
    });
    expect(events.map((event) => [event.action, event.before, event.after, event.actorId]).reverse()).toEqual([
      ['DELETE', { role: 'RECEPTIONIST', permission: 'VIEW_WAITLIST' }, null, admin.user.id],
      ['CREATE', null, { role: 'RECEPTIONIST', permission: 'VIEW_METRICS' }, admin.user.id],
    ]);
    const unchanged = await app.prisma.auditEvent.count();
    await set('RECEPTIONIST', await permissionsOf('RECEPTIONIST'));
    expect(await app.prisma.auditEvent.count()).toBe(unchanged);
  });

  it.each(['MANAGE_USER', 'MANAGE_PERMISSION'])('leave ADMIN its %s', async (key) => {
    const answer = await set(
      'ADMIN',
      (await permissionsOf('ADMIN')).filter((name) => name !== key),
    );
    expect([answer.status, problemOf(answer).code, problemOf(answer).errors?.[0]?.path]).toEqual([
      422,
      'role.keys',
      'permissions',
    ]);
    expect(await permissionsOf('ADMIN')).toContain(key);
  });

  it('are not changed over somebody else’s change, nor with names that are none', async () => {
    const seen = (await admin.get('/api/roles/THERAPIST/permissions')).get('ETag') ?? '';
    const before = await permissionsOf('THERAPIST');
    expect((await set('THERAPIST', before.slice(1)).set('If-Match', seen)).status).toBe(200);
    expect((await set('THERAPIST', before).set('If-Match', seen)).status).toBe(412);
    expect(problemFaults(await set('THERAPIST', ['MAKE_COFFEE']), [400])).toEqual([]);
    expect((await set('THERAPIST', before)).status).toBe(200);
  });
});

describe('permissions of a user', () => {
  const app = withApp();
  let admin: TokenHolder;
  let user: TokenHolder;
  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
  });
  beforeEach(async () => {
    user = await signedIn(app, 'RECEPTIONIST');
  });
  const grant = (name: string, body: object) => admin.put(`/api/users/${user.id}/permissions/${name}`, body);

  it('add to the role and take away from it, until they end or are removed', async () => {
    expect((await user.get('/api/users')).status).toBe(403);
    expect((await grant('MANAGE_USER', { granted: true })).body).toMatchObject({
      permission: 'MANAGE_USER',
      granted: true,
      expiresAt: null,
      isLive: true,
      grantedBy: admin.id,
    });
    expect((await user.get('/api/users')).status).toBe(200);
    expect((await grant('MANAGE_USER', { granted: false })).status).toBe(200);
    expect((await user.get('/api/users')).status).toBe(403);
    expect((await user.get('/api/clients')).status).toBe(200);
    await grant('VIEW_CLIENT', { granted: false });
    expect((await user.get('/api/clients')).status).toBe(403);
    expect((await admin.delete(`/api/users/${user.id}/permissions/VIEW_CLIENT`)).status).toBe(204);
    expect((await user.get('/api/clients')).status).toBe(200);
    expect((await admin.delete(`/api/users/${user.id}/permissions/VIEW_CLIENT`)).status).toBe(204);
    const events = await app.prisma.auditEvent.findMany({ where: { recordType: 'UserPermission' }, orderBy: { id: 'asc' } });
    expect(events.map((event) => event.action)).toEqual(['CREATE', 'UPDATE', 'CREATE', 'DELETE']);
  });

  it('count for nothing when they are over: a grant, and a denial', async () => {
    const past = new Date(Date.now() - 1000);
    await aUserPermission(app.prisma, 'MANAGE_USER', { userId: user.user.id, expiresAt: past });
    await aUserPermission(app.prisma, 'VIEW_CLIENT', { userId: user.user.id, granted: false, expiresAt: past });
    expect([(await user.get('/api/users')).status, (await user.get('/api/clients')).status]).toEqual([403, 200]);
    const own = itemsOf<{ permission: string; isLive: boolean }>(await admin.get(`/api/users/${user.id}/permissions`));
    expect(own.map((one) => [one.permission, one.isLive])).toEqual([
      ['VIEW_CLIENT', false],
      ['MANAGE_USER', false],
    ]);
  });

  it('end to the second', async () => {
    await grant('MANAGE_USER', { granted: true, expiresAt: soon(1.5) });
    expect((await user.get('/api/users')).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1700));
    expect((await user.get('/api/users')).status).toBe(403);
  });

  it('are explained: from the role, granted, denied, until when', async () => {
    const until = soon(3600);
    await grant('MANAGE_USER', { granted: true, expiresAt: until });
    await grant('VIEW_CLIENT', { granted: false });
    for (const who of [admin, user]) {
      const answer = await who.get(`/api/users/${user.id}/effective-permissions`);
      expect(answer.body).toMatchObject({ userId: user.id, role: 'RECEPTIONIST', recordRules: 0 });
      const of = (name: string) => itemsOf<{ permission: string }>(answer).find((one) => one.permission === name);
      expect(of('MANAGE_USER')).toEqual({
        permission: 'MANAGE_USER',
        allowed: true,
        fromRole: false,
        own: 'GRANTED',
        expiresAt: until,
      });
      expect(of('VIEW_CLIENT')).toEqual({
        permission: 'VIEW_CLIENT',
        allowed: false,
        fromRole: true,
        own: 'DENIED',
        expiresAt: null,
      });
      expect(of('VIEW_WAITLIST')).toEqual({
        permission: 'VIEW_WAITLIST',
        allowed: true,
        fromRole: true,
        own: null,
        expiresAt: null,
      });
      expect(of('EDIT_BILLING')).toEqual({
        permission: 'EDIT_BILLING',
        allowed: false,
        fromRole: false,
        own: null,
        expiresAt: null,
      });
    }
    const other = await signedIn(app, 'STAFF');
    expect((await other.get(`/api/users/${user.id}/effective-permissions`)).status).toBe(403);
  });

  it('are changed by those who have MANAGE_PERMISSION alone', async () => {
    await grant('MANAGE_USER', { granted: true });
    const path = `/api/users/${user.id}/permissions`;
    const answers = [
      await user.get(path),
      await user.put(`${path}/MANAGE_PERMISSION`, { granted: true }),
      await user.delete(`${path}/VIEW_CLIENT`),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403]);
  });

  it.each([
    ['MAKE_COFFEE', { granted: true }, 400],
    ['VIEW_CLIENT', {}, 400],
    ['VIEW_CLIENT', { granted: 'yes' }, 400],
    ['VIEW_CLIENT', { granted: true, expiresAt: soon(-1) }, 422],
    ['VIEW_CLIENT', { granted: true, expiresAt: '2031-02-30T00:00:00Z' }, 400],
    ['VIEW_CLIENT', { granted: true, more: 1 }, 400],
  ])('refuse %s %j with %i', async (name, body, status) => {
    expect(problemFaults(await grant(name, body), [status])).toEqual([]);
  });

  it('of somebody who is not there are 404', async () => {
    for (const path of ['permissions', 'effective-permissions', 'record-permissions'])
      expect((await admin.get(`/api/users/987654321/${path}`)).status).toBe(404);
    expect((await admin.put('/api/users/987654321/permissions/VIEW_CLIENT', { granted: true })).status).toBe(404);
  });
});
