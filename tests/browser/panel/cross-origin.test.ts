/** A portal's page calls the API from another origin, in a real browser: what CORS_ORIGINS opens, and what stays shut. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testApp } from '../../support/app.js';
import type { TestApp } from '../../support/app.js';
import { browser } from '../../support/browser.js';
import type { TestBrowser } from '../../support/browser.js';
import { aClient } from '../../support/builders.js';
import { createUser, PASSWORD } from '../../support/users.js';

/** A server of nothing but an empty page. */
async function aSite(): Promise<{ origin: string; server: Server }> {
  const server = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<title>Portal</title>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('a page of another origin', () => {
  let app: TestApp;
  let portal: Awaited<ReturnType<typeof aSite>>;
  let stranger: Awaited<ReturnType<typeof aSite>>;
  let screen: TestBrowser;

  beforeAll(async () => {
    portal = await aSite();
    stranger = await aSite();
    app = await testApp({ config: { corsOrigins: [portal.origin], requestsPerMinute: 1_000 } });
    screen = await browser({ baseUrl: portal.origin });
  }, 90_000);

  afterAll(async () => {
    await screen.close();
    await app.close();
    portal.server.close();
    stranger.server.close();
  });

  it('that is named signs in, reads with all headers, and changes with If-Match', async () => {
    const staff = await createUser(app, 'STAFF');
    const { id } = await aClient(app.prisma);
    await screen.page.goto('/');
    const seen = await screen.page.evaluate(
      async ({ base, email, password, client }) => {
        const json = { 'Content-Type': 'application/json' };
        const signIn = await fetch(`${base}/api/auth/login`, {
          method: 'POST',
          headers: json,
          body: JSON.stringify({ email, password }),
        });
        const { token } = (await signIn.json()) as { token: string };
        const headers = { ...json, Authorization: `Bearer ${token}` };
        const read = await fetch(`${base}/api/clients/${client}`, { headers });
        const etag = read.headers.get('ETag') ?? '';
        const change = (address: string) =>
          fetch(`${base}/api/clients/${client}`, {
            method: 'PUT',
            headers: { ...headers, 'If-Match': etag },
            body: JSON.stringify({ address }),
          });
        const made = await fetch(`${base}/api/clients`, {
          method: 'POST',
          headers: { ...headers, 'Idempotency-Key': 'portal-1' },
          body: JSON.stringify({ firstName: 'Ada', lastName: 'Portal', phone: '+1 613 555 0173' }),
        });
        const refused = await fetch(`${base}/api/clients/0`, { headers });
        return {
          statuses: [
            signIn.status,
            read.status,
            (await change('1 Elm')).status,
            (await change('2 Elm')).status,
            made.status,
            refused.status,
          ],
          headers: ['ETag', 'X-Request-Id', 'RateLimit'].map((name) => read.headers.get(name) !== null),
          location: made.headers.get('Location') ?? '',
          cookie: document.cookie,
        };
      },
      { base: app.baseUrl, email: staff.email, password: PASSWORD, client: String(id) },
    );
    expect(seen).toEqual({
      statuses: [200, 200, 200, 412, 201, 400],
      headers: [true, true, true],
      location: expect.stringMatching(/^\/api\/clients\/\d+$/),
      cookie: '',
    });
  }, 60_000);

  it('that is not named can read nothing, and no page may send cookies', async () => {
    const tries = async (origin: string, credentials: 'include' | 'omit'): Promise<string> => {
      await screen.page.goto(origin);
      return screen.page.evaluate(
        ({ base, how }) =>
          fetch(`${base}/api/health`, { credentials: how }).then(
            (answer) => String(answer.status),
            () => 'shut',
          ),
        { base: app.baseUrl, how: credentials },
      );
    };
    expect(await tries(stranger.origin, 'omit')).toBe('shut');
    expect(await tries(portal.origin, 'include')).toBe('shut');
    expect(await tries(portal.origin, 'omit')).toBe('200');
  }, 60_000);
});
