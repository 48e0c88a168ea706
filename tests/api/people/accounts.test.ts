/** Nobody gives, or takes over, an account that could do more than they can themselves: through each door. The rule itself is in account-rule.test.ts. */
import type { Response } from 'supertest';
import { faultOf, panelOf } from '../../admin/support/panel.js';
import { withApp } from '../../support/app.js';
import { aClient, aRecordPermission, aUserPermission, next } from '../../support/builders.js';
import type { Problem } from '../../support/problem.js';
import { createUser, PASSWORD, signedIn, type TokenHolder } from '../../support/users.js';
import type { User, UserRole } from '../../../src/generated/prisma/index.js';

const NEW_PASSWORD = 'eleven patient otters';
const told = (answer: Response) => [answer.status, (answer.body as Problem).code];

describe('somebody who manages users and hands out no permissions', () => {
  const app = withApp();

  async function manager(role: UserRole): Promise<TokenHolder> {
    const user = await createUser(app, role);
    await aUserPermission(app.prisma, 'MANAGE_USER', { userId: user.id });
    return signedIn(app, role, user);
  }
  const rowOf = ({ id }: User) => app.prisma.user.findUniqueOrThrow({ where: { id } });

  it('does not make themselves more than they are', async () => {
    const one = await manager('RECEPTIONIST');
    expect(told(await one.put(`/api/users/${one.id}`, { role: 'STAFF' }))).toEqual([403, 'user.role_refused']);
    const panel = await panelOf(app, 'RECEPTIONIST', one.user);
    expect(faultOf(await panel.edit('User', one.id, { role: 'STAFF' }))).not.toBe('');
    expect((await rowOf(one.user)).role).toBe('RECEPTIONIST');
  });

  it('takes over nobody who can do more, by password or address, and lets none in', async () => {
    const one = await manager('RECEPTIONIST');
    const panel = await panelOf(app, 'RECEPTIONIST', one.user);
    for (const role of ['THERAPIST', 'STAFF', 'ADMIN'] as const) {
      const other = await createUser(app, role, { isActive: false, accountLocked: true });
      const path = `/api/users/${other.id}`;
      const answers = [
        await one.put(path, { password: NEW_PASSWORD }),
        await one.put(path, { email: `mine${next()}@practice.example` }),
        await one.put(path, { role: 'RECEPTIONIST' }),
        await one.put(path, { isActive: true }),
        await one.post(`${path}/activate`),
        await one.post(`${path}/unlock`),
      ];
      expect(answers.map(told)).toEqual(answers.map(() => [403, 'user.account_refused']));
      const fields = [{ newPassword: NEW_PASSWORD }, { email: `mine${next()}@practice.example` }, { isActive: 'true' }];
      for (const form of fields)
        expect([form, faultOf(await panel.edit('User', String(other.id), form as never))]).not.toEqual([form, '']);
      expect(await rowOf(other)).toEqual(other);
    }
  });

  it('sets a password and an address for those who can do no more', async () => {
    const one = await manager('RECEPTIONIST');
    const other = await createUser(app, 'RECEPTIONIST');
    const email = `moved${next()}@practice.example`;
    expect((await one.put(`/api/users/${other.id}`, { password: NEW_PASSWORD, email })).status).toBe(200);
    expect((await app.request.post('/api/auth/login').send({ email, password: NEW_PASSWORD })).status).toBe(200);
  });

  it('does not take over an administrator whose keys are away for a day', async () => {
    const one = await createUser(app, 'ADMIN');
    await aUserPermission(app.prisma, 'MANAGE_PERMISSION', { userId: one.id, granted: false });
    const admin = await createUser(app, 'ADMIN');
    const expiresAt = new Date(Date.now() + 86_400_000);
    await aUserPermission(app.prisma, 'MANAGE_PERMISSION', { userId: admin.id, granted: false, expiresAt });
    const signed = await signedIn(app, 'ADMIN', one);
    for (const change of [{ password: NEW_PASSWORD }, { email: `mine${next()}@practice.example` }, { firstName: 'Other' }]) {
      expect(told(await signed.put(`/api/users/${admin.id}`, change))).toEqual([403, 'user.account_refused']);
    }
    for (const act of ['lock', 'deactivate']) expect((await signed.post(`/api/users/${admin.id}/${act}`)).status).toBe(403);
    expect((await signed.delete(`/api/users/${admin.id}`)).status).toBe(403);
  });

  it('does not pass by a client that is closed to them, through an account to which it is open', async () => {
    const one = await manager('STAFF');
    const client = await aClient(app.prisma);
    const colleague = await createUser(app, 'STAFF');
    expect((await one.put(`/api/users/${colleague.id}`, { password: NEW_PASSWORD })).status).toBe(200);
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: one.user.id, clientId: client.id, granted: false });
    expect(told(await one.put(`/api/users/${colleague.id}`, { password: PASSWORD }))).toEqual([403, 'user.account_refused']);
    const account = { email: `new${next()}@practice.example`, firstName: 'A', lastName: 'B', password: NEW_PASSWORD };
    expect(told(await one.post('/api/auth/register', { ...account, role: 'STAFF' }))).toEqual([403, 'user.role_refused']);
  });

  it('is asked for what they may do at that moment, not when the request began', async () => {
    const one = await manager('RECEPTIONIST');
    const other = await createUser(app, 'RECEPTIONIST');
    // The row of the account is held, so that the request waits where it would write.
    const client = await app.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [other.id]);
      const answer = one.put(`/api/users/${other.id}`, { email: `late${next()}@practice.example` });
      const waiting = answer.then((found) => found);
      for (let tries = 0; tries < 200; tries++) {
        const { rows } = await client.query<{ waits: number }>(
          `SELECT count(*)::int AS waits FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        if ((rows[0]?.waits ?? 0) > 0) break;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      await client.query('DELETE FROM user_permissions WHERE user_id = $1', [one.user.id]);
      await client.query('COMMIT');
      expect((await waiting).status).toBe(403);
    } finally {
      client.release();
    }
    expect((await rowOf(other)).email).toBe(other.email);
  });
});
