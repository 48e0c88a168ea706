/** Sign-in and sessions, over HTTP. Wrong and new passwords are in passwords.test.ts. */
import type { Response } from 'supertest';
import { testApp, withApp, type TestApp } from '../../support/app.js';
import { problemFaults, type Problem } from '../../support/problem.js';
import { createUser, PASSWORD, signedIn, signedInByCookie } from '../../support/users.js';

const NEW_PASSWORD = 'eleven patient otters';

const problemOf = (answer: Response): Problem => answer.body as Problem;
const withToken = (app: TestApp, token: string) => app.request.get('/api/auth/profile').set('Authorization', `Bearer ${token}`);
const login = (app: TestApp, email: string, password = PASSWORD) => app.request.post('/api/auth/login').send({ email, password });
const sidIn = (answer: Response): string =>
  ([answer.get('Set-Cookie') ?? []].flat().find((line) => line.startsWith('sid=')) ?? '').split(';')[0] ?? '';
const countSessions = (app: TestApp): Promise<number> => app.prisma.userSession.count();

describe('signing in', () => {
  const app = withApp();

  it('answers user, token and end, and sets the cookie of the same session', async () => {
    const user = await createUser(app, 'STAFF');
    const answer = await login(app, user.email.toUpperCase());
    expect(answer.status).toBe(200);
    const body = answer.body as { user: { id: string }; token: string; expiresAt: string };
    expect(body.user.id).toBe(String(user.id));
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(29 * 60_000);
    expect(decodeURIComponent(sidIn(answer))).toBe(`sid=${body.token}`);
    expect((await withToken(app, body.token)).status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toMatch(/\$2[aby]\$|"password"|Token"/);
  });

  it('sets the cookie HttpOnly, SameSite=Strict, for the whole site, and not for longer than the browser runs', async () => {
    const user = await createUser(app, 'STAFF');
    const [line = ''] = [(await login(app, user.email)).get('Set-Cookie') ?? []].flat();
    expect(line).toMatch(/; Path=\/(;|$)/);
    expect(line).toMatch(/; HttpOnly/);
    expect(line).toMatch(/; SameSite=Strict/);
    expect(line).not.toMatch(/Secure|Expires|Max-Age|Domain/i);
  });

  it('answers the same for an unknown address, a wrong password, an inactive and a locked account', async () => {
    const known = await createUser(app, 'STAFF');
    const inactive = await createUser(app, 'STAFF', { isActive: false });
    const locked = await createUser(app, 'STAFF', { accountLocked: true });
    const answers = [
      await login(app, 'nobody@practice.example'),
      await login(app, known.email, 'a wrong password'),
      await login(app, inactive.email),
      await login(app, locked.email),
    ];
    const told = answers.map((answer) => ({ ...problemOf(answer), requestId: '' }));
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401]);
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers.flatMap((answer) => problemFaults(answer, [401]))).toEqual([]);
    expect(answers.map(sidIn)).toEqual(['', '', '', '']);
  });

  it('gives nobody a session for failing', async () => {
    const before = await countSessions(app);
    await login(app, 'nobody@practice.example');
    await app.request.get('/api/auth/profile');
    await app.request.get('/api/health');
    await app.request.get('/api/permissions').set('Cookie', 'sid=s%3Amade-up.signature');
    expect(await countSessions(app)).toBe(before);
  });

  it('takes a percent sign or an underscore in an address as itself', async () => {
    const user = await createUser(app, 'STAFF');
    expect((await login(app, user.email.replace('@', '_').replace('.', '%'))).status).toBe(401);
    expect((await login(app, '%@%')).status).toBe(401);
  });

  it('starts a new session id, and the one that came along is dead', async () => {
    const user = await createUser(app, 'STAFF');
    const first = await signedInByCookie(app, 'STAFF', user);
    const again = await app.request
      .post('/api/auth/login')
      .set('Cookie', first.cookie)
      .set('Origin', app.baseUrl)
      .send({ email: user.email, password: PASSWORD });
    expect(sidIn(again)).not.toBe(first.cookie);
    expect((await first.get('/api/auth/profile')).status).toBe(401);
    expect((await app.request.get('/api/auth/profile').set('Cookie', sidIn(again))).status).toBe(200);
  });

  it('does not take over a session id that somebody else chose', async () => {
    const user = await createUser(app, 'STAFF');
    const answer = await app.request
      .post('/api/auth/login')
      .set('Cookie', 'sid=s%3Achosen.bad')
      .send({ email: user.email, password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(decodeURIComponent(sidIn(answer))).not.toContain('chosen');
  });

  it('notes each try in auth_logs and in the audit trail, without the password', async () => {
    const user = await createUser(app, 'STAFF');
    await login(app, user.email, 'a wrong password');
    await login(app, user.email);
    const logs = await app.prisma.authLog.findMany({ where: { userId: user.id }, orderBy: { id: 'asc' } });
    expect(logs.map((row) => [row.action, row.success])).toEqual([
      ['LOGIN', false],
      ['LOGIN', true],
    ]);
    const events = await app.prisma.auditEvent.findMany({
      where: { recordType: 'User', recordId: String(user.id) },
      orderBy: { id: 'asc' },
    });
    expect(events.map((event) => event.action)).toEqual(['SIGN_IN_FAILED', 'SIGN_IN']);
    expect(
      JSON.stringify([logs, events], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('a wrong password');
  });

  it('signs out: token and cookie are dead at once, and the cookie is taken back', async () => {
    const user = await signedInByCookie(app, 'STAFF');
    const answer = await user.post('/api/auth/logout');
    expect(answer.status).toBe(204);
    expect(String(answer.get('Set-Cookie'))).toMatch(/^sid=; .*1970/);
    expect((await user.get('/api/auth/profile')).status).toBe(401);
  });

  it('refreshes: a new token, and the old one is dead at once', async () => {
    const user = await signedIn(app, 'STAFF');
    const answer = await user.post('/api/auth/refresh-token');
    const { token } = answer.body as { token: string };
    expect(answer.status).toBe(200);
    expect(token).not.toBe(user.token);
    expect((await user.get('/api/auth/profile')).status).toBe(401);
    expect((await withToken(app, token)).status).toBe(200);
  });

  it('ends a session SESSION_MAX_HOURS after the sign-in, however often it is refreshed', async () => {
    const user = await signedIn(app, 'STAFF');
    const hours = (many: number) =>
      app.database.pool.query(
        `UPDATE user_sessions SET sess = jsonb_set(sess::jsonb, '{signedInAt}', to_jsonb($2::bigint))::json WHERE user_id = $1`,
        [user.id, Date.now() - many * 3_600_000],
      );
    await hours(11.5);
    const refreshed = await user.post('/api/auth/refresh-token');
    const { token, expiresAt } = refreshed.body as { token: string; expiresAt: string };
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(30 * 60_000);
    expect((await withToken(app, token)).status).toBe(200);
    await hours(12.01);
    expect((await withToken(app, token)).status).toBe(401);
  });

  it('ends a session that was idle for too long', async () => {
    const user = await signedIn(app, 'STAFF');
    await app.database.pool.query(`UPDATE user_sessions SET expire = now() - interval '1 second' WHERE user_id = $1`, [user.id]);
    expect((await user.get('/api/auth/profile')).status).toBe(401);
  });
});

describe('a session', () => {
  const app = withApp();

  it('is not written for a request that changes nothing, more often than once a minute', async () => {
    const user = await signedInByCookie(app, 'STAFF');
    const version = async (): Promise<string> => {
      const { rows } = await app.database.pool.query<{ xmin: string }>(
        'SELECT xmin::text FROM user_sessions WHERE user_id = $1',
        [user.id],
      );
      return rows[0]?.xmin ?? '';
    };
    const before = await version();
    for (let count = 0; count < 5; count++) expect((await user.get('/api/auth/profile')).status).toBe(200);
    expect(await version()).toBe(before);
    await app.database.pool.query(`UPDATE user_sessions SET expire = expire - interval '61 seconds' WHERE user_id = $1`, [
      user.id,
    ]);
    const aged = await version();
    await user.get('/api/auth/profile');
    const prolonged = await version();
    expect(prolonged).not.toBe(aged);
    await user.get('/api/auth/profile');
    expect(await version()).toBe(prolonged);
    const { rows } = await app.database.pool.query<{ minutes: number }>(
      'SELECT extract(epoch FROM expire - now())::float / 60 AS minutes FROM user_sessions WHERE user_id = $1',
      [user.id],
    );
    expect(rows[0]?.minutes).toBeGreaterThan(29);
  });

  it.each(['post', 'put', 'delete'] as const)('that a cookie carries refuses a %s from another origin', async (method) => {
    const user = await signedInByCookie(app, 'ADMIN');
    const target = await createUser(app, 'STAFF');
    const paths = { post: `/api/users/${target.id}/lock`, put: `/api/users/${target.id}`, delete: `/api/users/${target.id}` };
    const send = (headers: Record<string, string>) =>
      app.request[method](paths[method])
        .set('Cookie', user.cookie)
        .set(headers)
        .send(method === 'put' ? { firstName: 'X' } : undefined);
    const foreign = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: app.baseUrl.replace(/:\d+$/, ':1') },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: app.baseUrl, 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const answer = await send(headers as Record<string, string>);
      expect([headers, answer.status, problemOf(answer).code]).toEqual([headers, 403, 'request.cross_site']);
    }
    expect((await app.prisma.user.findUniqueOrThrow({ where: { id: target.id } })).accountLocked).toBe(false);
    expect((await send({ Origin: app.baseUrl, 'Sec-Fetch-Site': 'same-origin' })).status).toBeLessThan(300);
  });

  it('that a token carries may be used from anywhere', async () => {
    const user = await signedIn(app, 'STAFF');
    const answer = await user
      .put('/api/auth/profile', { firstName: 'Far' })
      .set('Origin', 'https://portal.example')
      .set('Sec-Fetch-Site', 'cross-site');
    expect(answer.status).toBe(200);
  });

  it.each(['/admin', '/ADMIN', '/Admin/api/dashboard'])('is taken by %s from the cookie alone', async (path) => {
    const user = await signedIn(app, 'ADMIN');
    const byToken = await app.request.get(path).set('Authorization', `Bearer ${user.token}`);
    const byNobody = await app.request.get(path);
    expect(byToken.status).toBe(byNobody.status);
    expect(byToken.get('Location')).toBe(byNobody.get('Location'));
    expect(byToken.status).not.toBe(200);
  });

  it('takes no token that was changed, and answers 401 as for nobody', async () => {
    const user = await signedIn(app, 'STAFF');
    const changed = `${user.token.slice(0, -2)}${user.token.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const token of [changed, user.token.split('.')[0] ?? '', 's:', '%00', user.token.replace(/^s:/, '')]) {
      expect((await withToken(app, token)).status).toBe(401);
    }
  });
});

describe('what ends the sessions of a user', () => {
  const app = withApp();

  it("is a change of one's own password: the other sessions, not this one", async () => {
    const here = await signedIn(app, 'STAFF');
    const there = await signedIn(app, 'STAFF', here.user);
    const answer = await here.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
    expect(answer.status).toBe(204);
    expect((await there.get('/api/auth/profile')).status).toBe(401);
    expect((await here.get('/api/auth/profile')).status).toBe(200);
    expect((await login(app, here.user.email)).status).toBe(401);
    expect((await login(app, here.user.email, NEW_PASSWORD)).status).toBe(200);
  });

  it.each([
    ['password', { password: NEW_PASSWORD }],
    ['role', { role: 'RECEPTIONIST' }],
    ['isActive', { isActive: false }],
  ])('is a change of the %s by an administrator', async (_name, change) => {
    const admin = await signedIn(app, 'ADMIN');
    const user = await signedIn(app, 'STAFF');
    expect((await admin.put(`/api/users/${user.id}`, change)).status).toBe(200);
    expect((await user.get('/api/auth/profile')).status).toBe(401);
    expect(await app.prisma.userSession.count({ where: { userId: user.user.id } })).toBe(0);
    expect((await admin.get('/api/auth/profile')).status).toBe(200);
  });

  it.each(['lock', 'deactivate'])('is a %s by an administrator', async (act) => {
    const admin = await signedIn(app, 'ADMIN');
    const user = await signedIn(app, 'STAFF');
    expect((await admin.post(`/api/users/${user.id}/${act}`)).status).toBe(200);
    expect((await user.get('/api/auth/profile')).status).toBe(401);
    expect((await login(app, user.user.email)).status).toBe(401);
  });

  it('is not a change of the name', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const user = await signedIn(app, 'STAFF');
    expect((await admin.put(`/api/users/${user.id}`, { firstName: 'Ren' })).status).toBe(200);
    expect((await user.get('/api/auth/profile')).status).toBe(200);
  });
});

describe('over https', () => {
  it('marks the cookie Secure', async () => {
    const app = await testApp({ config: { trustProxy: 1, publicUrl: 'https://practice.example' } });
    try {
      const user = await createUser(app, 'STAFF');
      const answer = await login(app, user.email).set('X-Forwarded-Proto', 'https');
      expect(String(answer.get('Set-Cookie'))).toMatch(/; Secure/);
    } finally {
      await app.close();
    }
  });
});
