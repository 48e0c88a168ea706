/** In and out of the panel. */
import { withApp } from '../../support/app.js';
import { createUser, PASSWORD, signedIn } from '../../support/users.js';
import { panelOf } from '../support/panel.js';

describe("the panel's door", () => {
  const app = withApp();
  const post = (path: string, body: Record<string, string>, cookie = '') =>
    app.request.post(path).type('form').set('Origin', app.baseUrl).set('Cookie', cookie).send(body);

  it.each(['/admin', '/admin/resources/Client', '/admin/api/dashboard', '/admin/api/resources/User/actions/list'])(
    '%s leads to the sign-in',
    async (path) => {
      const answer = await app.request.get(path);
      expect(answer.status).toBe(303);
      expect(answer.get('Location')).toMatch(/^\/admin\/login/);
    },
  );

  it('a bearer token opens nothing here', async () => {
    const holder = await signedIn(app, 'ADMIN');
    expect((await app.request.get('/admin/api/dashboard').set('Authorization', `Bearer ${holder.token}`)).status).toBe(303);
  });

  it('lets in with the right password, by a plain form', async () => {
    const user = await createUser(app, 'STAFF');
    const answer = await post('/admin/login', { email: user.email, password: PASSWORD, next: '/admin/resources/Client' });
    expect(answer.status).toBe(303);
    expect(answer.get('Location')).toBe('/admin/resources/Client');
    expect(answer.get('Set-Cookie')?.[0]).toMatch(/^sid=.*HttpOnly.*SameSite=Strict/);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/admin//evil.example',
    '/api/docs',
    'javascript:alert(1)',
    '/admin/login',
  ])('leads nobody to %s afterwards', async (next) => {
    const user = await createUser(app, 'STAFF');
    expect((await post('/admin/login', { email: user.email, password: PASSWORD, next })).get('Location')).toBe('/admin');
  });

  it('says at the form what is wrong, keeps the address, and shows what was typed as text', async () => {
    const answer = await post('/admin/login', { email: '"><script>alert(1)</script>@x', password: 'wrong' });
    expect([400, 401, 422]).toContain(answer.status);
    expect(answer.text).toContain('role="alert"');
    expect(answer.text).not.toContain('<script>alert');
  });

  it('refuses a sign-in sent by another site', async () => {
    const user = await createUser(app, 'STAFF');
    const answer = await app.request
      .post('/admin/login')
      .type('form')
      .set('Origin', 'https://evil.example')
      .send({ email: user.email, password: PASSWORD });
    expect(answer.status).toBe(403);
  });

  it('sends those who must to a new password first, and lets them on after it', async () => {
    const user = await createUser(app, 'STAFF', { requirePasswordChange: true });
    const cookie =
      (await post('/admin/login', { email: user.email, password: PASSWORD })).get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
    expect((await app.request.get('/admin').set('Cookie', cookie)).get('Location')).toBe('/admin/password');
    expect((await post('/admin/password', { currentPassword: PASSWORD, newPassword: 'short' }, cookie)).text).toContain(
      'role="alert"',
    );
    const changed = await post('/admin/password', { currentPassword: PASSWORD, newPassword: 'eleven green kettles' }, cookie);
    expect(changed.status).toBe(303);
    const next = changed.get('Set-Cookie')?.[0]?.split(';')[0] ?? cookie;
    expect((await app.request.get('/admin').set('Cookie', next)).status).toBe(200);
  });

  it('signs out by POST, and the session is over', async () => {
    const panel = await panelOf(app, 'STAFF');
    expect((await app.request.get('/admin/logout').set('Cookie', panel.user.cookie)).status).not.toBe(200);
    expect((await panel.get('dashboard')).status).toBe(200);
    expect((await post('/admin/logout', {}, panel.user.cookie)).status).toBe(303);
    expect((await panel.get('dashboard')).status).toBe(303);
  });

  it('asks no other host for anything, and runs no script but ours', async () => {
    const panel = await panelOf(app, 'ADMIN');
    for (const path of ['/admin', '/admin/login']) {
      const answer = path === '/admin' ? await panel.user.get(path) : await app.request.get(path);
      const { text } = answer;
      expect(text.match(/https?:\/\/[^"' ]+/g)?.filter((url) => !url.startsWith('http://www.w3.org/')) ?? []).toEqual([]);
      expect(answer.get('Content-Security-Policy')).toMatch(/script-src 'self' 'nonce-/);
      expect(text.match(/<script(?![^>]*(nonce|src)=)/g)).toBeNull();
    }
  });

  it('keeps a name with markup in it a name', async () => {
    const user = await createUser(app, 'STAFF', { firstName: '</script><script>alert(1)</script>' });
    const panel = await panelOf(app, 'STAFF', user);
    expect((await panel.user.get('/admin')).text).not.toContain('<script>alert(1)');
  });

  it('gives each role figures that they may know', async () => {
    for (const role of ['ADMIN', 'THERAPIST', 'STAFF', 'RECEPTIONIST'] as const) {
      const figures = (await (await panelOf(app, role)).get('dashboard')) as unknown as Record<string, unknown>;
      expect(figures.appointmentsToday).toBe(0);
      expect(figures.openInvoices === null).toBe(role === 'RECEPTIONIST' || role === 'THERAPIST');
      expect(figures.myCaseload === null).toBe(role !== 'THERAPIST');
    }
  });
});
