/** How answers travel, whatever they hold: to other origins, within a bound, compressed, known already, without a body. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { operationsOf, readSpec } from '../../support/openapi.js';
import { targetOf } from '../../support/targets.js';
import { signedIn, signedInByCookie } from '../../support/users.js';

const PORTAL = 'https://portal.example';
const spec = readSpec();

describe('another origin', () => {
  const app = withApp({ config: { corsOrigins: [PORTAL, 'http://localhost:5173'] } });
  const preflight = (path: string, origin: string) =>
    app.request.options(path).set({
      Origin: origin,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'authorization,if-match',
    });

  it('may call with a token when it is one of those named', async () => {
    const asked = await preflight('/api/clients/1', PORTAL).expect(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': PORTAL,
      'access-control-allow-methods': 'GET,HEAD,POST,PUT,DELETE',
      'access-control-max-age': '600',
    });
    expect(asked.get('Access-Control-Allow-Headers')).toMatch(/Authorization.*Idempotency-Key.*If-Match/);
    const staff = await signedIn(app, 'STAFF');
    const answer = await staff.get('/api/clients').set('Origin', PORTAL).expect(200);
    expect(answer.get('Access-Control-Allow-Origin')).toBe(PORTAL);
    const exposed = (answer.get('Access-Control-Expose-Headers') ?? '').split(',');
    expect(exposed).toEqual(
      expect.arrayContaining(['ETag', 'Location', 'Retry-After', 'X-Request-Id', 'RateLimit', 'RateLimit-Policy']),
    );
    expect(answer.get('Access-Control-Allow-Credentials')).toBeUndefined();
    // A refusal can be read as well.
    const refused = await app.request.get('/api/clients').set('Origin', PORTAL).expect(401);
    expect(refused.get('Access-Control-Allow-Origin')).toBe(PORTAL);
  });

  it('may not when it only looks like one', async () => {
    for (const origin of [
      'https://portal.example.evil.example',
      'http://portal.example',
      'https://portal.example:8443',
      'null',
      '*',
    ]) {
      const answers = [await preflight('/api/clients', origin), await app.request.get('/api/health').set('Origin', origin)];
      for (const answer of answers) {
        expect([origin, answer.get('Access-Control-Allow-Origin')]).toEqual([origin, undefined]);
        expect(answer.get('Vary')).toMatch(/\bOrigin\b/);
      }
    }
    expect((await app.request.get('/api/health')).get('Vary')).toMatch(/\bOrigin\b/);
  });

  it('gets nothing by a cookie, and nothing of the panel', async () => {
    const staff = await signedInByCookie(app, 'STAFF');
    const written = await staff.post('/api/clients', { firstName: 'A', lastName: 'B', phone: '1' }).set('Origin', PORTAL);
    expect(written.status).toBe(403);
    const panel = await preflight('/admin/login', PORTAL);
    expect(panel.get('Access-Control-Allow-Origin')).toBeUndefined();
  });
});

describe('without named origins', () => {
  const app = withApp();

  it('no page of another origin may call', async () => {
    const answer = await app.request.get('/api/health').set('Origin', PORTAL).expect(200);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('the requests of one session', () => {
  const app = withApp({ config: { requestsPerMinute: 5 } });

  it('are counted in headers, and refused beyond the bound until the minute is over', async () => {
    const [one, other] = [await signedIn(app, 'STAFF'), await signedIn(app, 'STAFF')];
    const answers = [];
    for (let call = 0; call < 7; call++) answers.push(await one.get('/api/auth/profile'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(answers[0]?.get('RateLimit-Policy')).toBe('"session";q=5;w=60');
    expect(answers[0]?.get('RateLimit')).toMatch(/^"session";r=4;t=(60|5\d)$/);
    expect(answers[5]?.body).toMatchObject({ code: 'request.too_many', status: 429 });
    expect(Number(answers[5]?.get('Retry-After'))).toBeGreaterThan(0);
    // Another session, of the same person too, and nobody are not the worse for it.
    expect((await (await signedIn(app, 'STAFF', one.user)).get('/api/auth/profile')).status).toBe(200);
    expect((await other.get('/api/auth/profile')).status).toBe(200);
    expect((await app.request.get('/api/health')).get('RateLimit')).toBeUndefined();
  });

  it('are counted on when the session is refreshed', async () => {
    const one = await signedIn(app, 'STAFF');
    const renewed = (await one.post('/api/auth/refresh-token').expect(200)).body as { token: string };
    const left = async () =>
      (await app.request.get('/api/auth/profile').set('Authorization', `Bearer ${renewed.token}`)).get('RateLimit');
    expect(await left()).toMatch(/^"session";r=3;/);
  });
});

describe('an answer', () => {
  const app = withApp();
  const raw = (path: string, token: string, headers: Record<string, string>) =>
    fetch(`${app.baseUrl}${path}`, { headers: { Authorization: `Bearer ${token}`, ...headers } });

  it('of more than a kilobyte of JSON is compressed for who takes it', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const plain = await admin.get('/api/permissions').set('Accept-Encoding', 'identity').expect(200);
    expect(plain.get('Content-Encoding')).toBeUndefined();
    const http = await import('node:http');
    const bytes = (coding: string): Promise<{ coding: string | undefined; vary: string; body: Buffer }> =>
      new Promise((done, failed) => {
        const headers = { Authorization: `Bearer ${admin.token}`, 'Accept-Encoding': coding };
        http
          .get(`${app.baseUrl}/api/permissions`, { headers }, (answer) => {
            const parts: Buffer[] = [];
            answer.on('data', (part: Buffer) => parts.push(part));
            answer.on('end', () =>
              done({ coding: answer.headers['content-encoding'], vary: answer.headers.vary ?? '', body: Buffer.concat(parts) }),
            );
          })
          .on('error', failed);
      });
    const [br, gzip] = [await bytes('gzip, br'), await bytes('gzip')];
    expect([br.coding, gzip.coding]).toEqual(['br', 'gzip']);
    expect([br.vary, gzip.vary]).toEqual([
      expect.stringContaining('Accept-Encoding'),
      expect.stringContaining('Accept-Encoding'),
    ]);
    expect(JSON.parse(brotliDecompressSync(br.body).toString())).toEqual(plain.body);
    expect(JSON.parse(gunzipSync(gzip.body).toString())).toEqual(plain.body);
    expect(br.body.length).toBeLessThan(plain.text.length / 2);
  });

  it('stays as it is when it is short, or holds a secret', async () => {
    const admin = await signedIn(app, 'ADMIN');
    for (const path of ['/api/health', '/api/auth/profile', '/api/calendar-feeds'])
      expect([path, (await raw(path, admin.token, { 'Accept-Encoding': 'br' })).headers.get('content-encoding')]).toEqual([
        path,
        null,
      ]);
  });

  it('has an ETag of its own in each coding, which names the record all the same', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const { id } = await aClient(app.prisma, { notes: 'A long story. '.repeat(200) });
    const path = `/api/clients/${id}`;
    const plain = (await admin.get(path).set('Accept-Encoding', 'identity')).get('ETag');
    const packed = await raw(path, admin.token, { 'Accept-Encoding': 'br' });
    const etag = packed.headers.get('etag') ?? '';
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(etag).not.toBe(plain);
    await admin.get(path).set('If-None-Match', etag).expect(304);
    await admin.put(path, { priority: 'HIGH' }).set('If-Match', etag).expect(200);
    await admin.put(path, { priority: 'LOW' }).set('If-Match', etag).expect(412);
  });

  it('to HEAD has the headers of GET and no body, at each address', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const faults: string[] = [];
    for (const operation of operationsOf(spec).filter(({ method }) => method === 'get')) {
      const { address } = await targetOf(app, spec, operation, { userId: admin.user.id });
      const coding = { 'Accept-Encoding': 'identity' };
      const [get, head] = [await admin.get(address).set(coding), await admin.call('head', address).set(coding)];
      if (head.status !== get.status || head.text) faults.push(`${operation.title}: ${head.status}, GET ${get.status}`);
      for (const name of ['etag', 'content-type', 'cache-control'])
        if (head.headers[name] !== get.headers[name] && !/export|metrics|\.ics/.test(address))
          faults.push(`${operation.title}: ${name} ${String(head.headers[name])}, GET ${String(get.headers[name])}`);
    }
    expect(faults).toEqual([]);
  }, 120_000);
});

describe('the specification', () => {
  const app = withApp();

  it('may be kept, and asked again whether it is still the same', async () => {
    const first = await app.request.get('/api/openapi.json').expect(200);
    expect(first.body).toEqual(spec);
    expect(first.get('Cache-Control')).toBe('public, max-age=60');
    const again = await app.request
      .get('/api/openapi.json')
      .set('If-None-Match', first.get('ETag') ?? '')
      .expect(304);
    expect(again.text).toBe('');
    const head = await app.request.head('/api/openapi.json').expect(200);
    expect(first.get('ETag')).toContain((head.get('ETag') ?? '?').slice(0, -1));
  });
});
