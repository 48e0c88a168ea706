/**
 * Forms made to hurt, thrown at the panel. What counts is that the reading ends at the first fault: most of these are sent
 * without their end, so that an answer shows that nothing has worked on them.
 */
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { isFieldName, isParameterName } from '../../../admin/http/form.js';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { signedInByCookie, type CookieHolder } from '../../support/users.js';
import { panelOf } from '../support/panel.js';

const BOUNDARY = 'x'.repeat(30);
const part = (name: string, value = 'x'): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
/** The next part's beginning shows that the one before is whole. */
const NEXT = `--${BOUNDARY}\r\n`;

const NAMES = [
  'a[400000000]',
  'a[b]',
  'a[]',
  `a${'[b]'.repeat(30)}`,
  `a${'[b]'.repeat(3000)}`,
  '[',
  'a.400000000',
  'a.1000',
  'a.00',
  'a.-1',
  'a.1.2',
  `a${'.b'.repeat(40)}`,
  `a${'.0'.repeat(40)}`,
  'a.b',
  '.',
  '',
  ' ',
  'a b',
  'a\0',
  'ä',
  '__proto__',
  'a.__proto__',
  'constructor.prototype.x',
  'a'.repeat(101),
  'a'.repeat(100_000),
  'filters.firstName',
  ...Object.getOwnPropertyNames(Object.prototype),
];

describe('a form made to hurt', () => {
  const app = withApp();
  let holder: CookieHolder;
  let actions: string[];

  beforeAll(async () => {
    holder = await signedInByCookie(app, 'RECEPTIONIST');
    const { id } = await aClient(app.prisma);
    actions = [
      `resources/Client/records/${id}/edit`,
      'resources/Client/actions/new',
      'resources/Client/bulk/bulkDelete?recordIds=1',
    ];
  }, 60_000);

  /** Sends the pieces and, unless `whole`, no end. Gives the status of the answer and how many bytes were sent before it. */
  function send(
    path: string,
    pieces: Iterable<string | Buffer>,
    { whole = false, headers = {} }: { whole?: boolean; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; sent: number; text: string }> {
    return new Promise((done, failed) => {
      let sent = 0;
      let answered = false;
      const outgoing = httpRequest(`${app.baseUrl}${path}`, {
        method: 'POST',
        headers: {
          Cookie: holder.cookie,
          Origin: app.baseUrl,
          'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
          ...headers,
        },
      });
      outgoing.setMaxListeners(0);
      const limit = setTimeout(() => outgoing.destroy(new Error(`no answer at ${path}: the form is still being read`)), 20_000);
      outgoing.on('response', (response) => {
        answered = true;
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          clearTimeout(limit);
          outgoing.destroy();
          done({ status: response.statusCode ?? 0, sent, text });
        });
      });
      outgoing.on('error', (error) => {
        if (!answered) failed(error);
      });
      void (async () => {
        for (const piece of pieces) {
          if (answered) return;
          sent += piece.length;
          if (!outgoing.write(piece)) await new Promise((ready) => outgoing.once('drain', ready).once('close', ready));
          // A turn for the answer.
          await new Promise((ready) => setImmediate(ready));
        }
        if (whole && !answered) outgoing.end();
      })();
    });
  }

  it('is refused at the first name that is no field, before the rest arrives', async () => {
    const faults: unknown[] = [];
    for (const name of NAMES) {
      const { status, text } = await send(`/admin/api/${actions[0]}`, [part('firstName'), part(name), NEXT]);
      if (status !== 400 || !text.includes('request.malformed')) faults.push({ name: name.slice(0, 40), status });
    }
    const nameless = `--${BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n`;
    expect((await send(`/admin/api/${actions[0]}`, [nameless, NEXT])).status).toBe(400);
    expect(faults).toEqual([]);
  });

  it('is refused for each action of the panel', async () => {
    for (const action of actions) {
      const { status } = await send(`/admin/api/${action}`, [part('a[400000000]'), part('a[b]', 'y'), NEXT]);
      expect({ action, status }).toEqual({ action, status: 400 });
    }
  });

  it('is refused for a field that comes twice, a file, and text that is none', async () => {
    const file = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"; filename="a.txt"\r\n\r\nx\r\n`;
    const half = Buffer.concat([
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-16le\r\n\r\n`,
      ),
      Buffer.from([0x00, 0xd8]),
      Buffer.from('\r\n'),
    ]);
    for (const pieces of [
      [part('a'), part('a'), NEXT],
      [file, NEXT],
      [half, NEXT],
    ])
      expect((await send(`/admin/api/${actions[0]}`, pieces)).status).toBe(400);
  });

  it('is refused at the field that is one too many', async () => {
    const pieces = [...Array.from({ length: 501 }, (_, index) => part(`a${index}`)), NEXT];
    expect((await send(`/admin/api/${actions[0]}`, pieces)).status).toBe(413);
  });

  it.each([
    ['of one endless field', () => [part('a', ''), 'x']],
    ['of many large fields', () => ['', part('a'.repeat(20), 'x'.repeat(1000))]],
    ['that never begins', () => ['', 'x']],
    ['with an endless head', () => [`--${BOUNDARY}\r\nContent-Disposition: form-data; name="`, 'x']],
  ])('%s is refused once it is too large, whatever it announces', async (_title, make) => {
    const [begin = '', more = ''] = make();
    function* pieces(): Generator<string> {
      yield begin;
      // Far more than memory should see.
      for (let index = 0; index < 1000; index++) yield more.repeat(Math.ceil(65_536 / more.length));
    }
    const { status, sent } = await send(`/admin/api/${actions[0]}`, pieces());
    expect([400, 413]).toContain(status);
    // What was under way on the wire counts as sent.
    expect(sent).toBeLessThan(16 * 1_048_576);
  });

  it('is refused unread where it says itself that it is too large', async () => {
    const answer = await send(`/admin/api/${actions[0]}`, [part('a')], { headers: { 'Content-Length': '2097153' } });
    expect(answer.status).toBe(413);
  });

  it('is refused with a boundary that is none, and one that is too long', async () => {
    for (const type of ['multipart/form-data', `multipart/form-data; boundary=${'a'.repeat(8000)}`]) {
      const answer = await send(`/admin/api/${actions[0]}`, [part('a')], { headers: { 'Content-Type': type } });
      expect({ type: type.slice(0, 40), status: answer.status }).toEqual({ type: type.slice(0, 40), status: 400 });
    }
  });

  it('in writing that nobody knows is a 400, and hurts nobody else', async () => {
    for (const charset of ['x-unknown', 'utf-16', '""', '__proto__', 'ö']) {
      const odd = part('firstName').replace('\r\n\r\n', `\r\nContent-Type: text/plain; charset=${charset}\r\n\r\n`);
      const { status } = await send(`/admin/api/${actions[1]}`, [odd, `--${BOUNDARY}--\r\n`], { whole: true });
      expect({ charset, known: status === 400 || status === 200 }).toEqual({ charset, known: true });
    }
    await app.request.get('/api/health').expect(200);
  });

  it('that is cut off in the middle is a 400', async () => {
    expect((await send(`/admin/api/${actions[0]}`, [part('a'), NEXT], { whole: true })).status).toBe(400);
  });

  it('leaves those alone that are as they should be', async () => {
    const panel = await panelOf(app, 'STAFF');
    const { id } = await aClient(app.prisma);
    const answer = await panel.edit('Client', String(id), { firstName: 'Dana', lastName: 'O’Hara' });
    expect(answer.record.errors).toEqual({});
    expect((await app.prisma.client.findUniqueOrThrow({ where: { id } })).firstName).toBe('Dana');
    expect(['firstName', 'tags.0', 'tags.499', 'updatedAt'].every(isFieldName)).toBe(true);
    expect(['page', 'filters.status', 'filters.startTime~~from', 'recordIds'].every(isParameterName)).toBe(true);
  });

  it('and a list whose parameters are made to hurt are refused', async () => {
    for (const name of [
      ...NAMES.filter((one) => !one.startsWith('filters.') && one.length < 5000),
      'filters.a.400000000',
      'filters.a.b.c',
    ]) {
      const query = new URLSearchParams({ [name]: 'x' }).toString();
      const answer = await app.request.get(`/admin/api/resources/Client/actions/list?${query}`).set('Cookie', holder.cookie);
      expect({ name, status: answer.status }).toEqual({ name, status: 400 });
    }
  });
});

describe('a body that is not what its Content-Encoding says', () => {
  const app = withApp();
  const doors = ['/api/auth/login', '/api/auth/forgot-password', '/admin/login', '/admin/forgot-password'];

  it.each(doors)('is a 400 at %s, also for nobody', async (path) => {
    for (const encoding of ['gzip', 'deflate', 'br']) {
      const answer = await app.request
        .post(path)
        .set('Content-Type', 'application/json')
        .set('Content-Encoding', encoding)
        .set('Origin', app.baseUrl)
        .send('{"email":"a@example.org","password":"x"}');
      expect({ encoding, status: answer.status }).toEqual({ encoding, status: 400 });
    }
  });

  it('and one that unpacks to more than the bound is refused', async () => {
    const bomb = gzipSync(JSON.stringify({ email: 'x'.repeat(5_000_000) }));
    const answer = await app.request
      .post('/api/auth/login')
      .set('Content-Type', 'application/json')
      .set('Content-Encoding', 'gzip')
      .serialize((body: unknown) => body as string)
      .send(bomb);
    expect(answer.status).toBe(413);
  });
});
