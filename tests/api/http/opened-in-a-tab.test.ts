/** A file of the API that a browser opens in a tab of its own, and that is not to be had: the tab says so in words. */
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { signedInByCookie } from '../../support/users.js';

const OPENED = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', Accept: 'text/html,*/*' };

describe('a refusal in a tab', () => {
  const app = withApp();

  it('is a page with words and a way back, escaped, with nothing from elsewhere; for programs it stays a problem', async () => {
    const staff = await signedInByCookie(app, 'STAFF');
    const { id } = await aClient(app.prisma);
    const path = `/api/clients/${id}/statement/pdf?from=2026-03-02&to=2026-03-01`;
    const page = await staff.get(path).set(OPENED).expect(422);
    expect(page.get('Content-Type')).toMatch(/^text\/html/);
    expect(page.get('Content-Security-Policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).toContain('<h1>That cannot be opened</h1>');
    expect(page.text).toContain('href="/admin"');
    expect(page.text.split('A statement ends on or after')).toHaveLength(2);
    expect(page.text).toContain(page.get('X-Request-Id'));
    expect((await staff.get(path).expect(422)).get('Content-Type')).toMatch(/^application\/problem\+json/);
    // What is inside of a page of another origin is no tab.
    const framed = await staff
      .get(path)
      .set({ ...OPENED, 'Sec-Fetch-Dest': 'iframe' })
      .expect(422);
    expect(framed.get('Content-Type')).toMatch(/^application\/problem\+json/);
    const odd = await app.request.get('/api/%3Cscript%3Ealert(1)%3C/script%3E').set(OPENED).expect(404);
    expect(odd.text).not.toContain('<script>');
  });

  it('tells whose session is over to sign in', async () => {
    const answer = await app.request.get('/api/billing/invoices/1/pdf').set(OPENED).expect(401);
    expect(answer.text).toContain('Sign in');
    expect(answer.get('WWW-Authenticate')).toBe('Bearer');
  });
});
