/**
 * Whether the product stands on the Node that runs this: start, sign-in, API, panel, a form, a file, the stop; then the demo. That it does
 * what it should is told by all the other tests, on one Node.
 */
import { DEMO_PASSWORD } from '../../prisma/seed/demo/sign-ins.js';
import { cleanUp, lives, postmasterOf, startProgram, temporaryDataDir, type Program } from '../start/processes.js';

const ADMIN = { email: 'admin@practice.example', password: 'four green kettles sing' };
const START_MS = 180_000;
const DEMO_MS = 400_000;

/** Requests in one person's name, to the API with a token and to the panel with a cookie, as its pages send them. */
interface Visitor {
  api(path: string, body?: object): Promise<Response>;
  panel(path: string, body?: FormData): Promise<Response>;
}

/** Signs in at both doors: by JSON, and by the panel's own form. */
async function visitor(address: string, email: string, password: string): Promise<Visitor> {
  const answer = await fetch(`${address}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  expect(answer.status).toBe(200);
  const { token } = (await answer.json()) as { token: string };

  const door = await fetch(`${address}/admin/login`);
  expect([door.status, await door.text()]).toEqual([200, expect.stringContaining('<form')]);
  const entered = await fetch(`${address}/admin/login`, {
    method: 'POST',
    headers: { Origin: address },
    body: new URLSearchParams({ email, password, next: '/admin/resources/Client' }),
    redirect: 'manual',
  });
  expect([entered.status, entered.headers.get('Location')]).toEqual([303, '/admin/resources/Client']);
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

  return {
    api: (path, body) =>
      fetch(`${address}/api/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: body && JSON.stringify(body),
      }),
    panel: (path, body) =>
      fetch(`${address}/admin${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { Cookie: cookie, Origin: address, 'Sec-Fetch-Site': 'same-origin' },
        body,
        redirect: 'manual',
      }),
  };
}

/** The last names in a list of the API. */
async function lastNames(answer: Response): Promise<string[]> {
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { items: { lastName: string }[] }).items.map(({ lastName }) => lastName);
}

/** A page of the panel, with every script and style that it names. */
async function opens(by: Visitor, path: string): Promise<void> {
  const page = await by.panel(path);
  expect([path, page.status]).toEqual([path, 200]);
  const parts = [...(await page.text()).matchAll(/(?:src|href)="\/admin(\/[^"]+\.(?:js|css)[^"]*)"/g)].map(
    ([, part = '']) => part,
  );
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) expect([part, (await by.panel(part)).status]).toEqual([part, 200]);
}

/** Stops it as an operator does; its PostgreSQL goes with it, and it has met no fault. */
async function stops(program: Program, dataDir: string): Promise<void> {
  const postmaster = postmasterOf(dataDir);
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(lives(postmaster)).toBe(false);
  const faults = program.output().match(/^.*("level":[56]0|Warning:).*$/gm);
  expect(faults ?? []).toEqual([]);
}

describe(`on Node ${process.versions.node}`, () => {
  afterAll(cleanUp);

  it(
    'an empty practice starts, lets its administrator in at both doors, takes and shows a client, and stops',
    async () => {
      const dataDir = temporaryDataDir();
      const server = startProgram('src/server.ts', { DATA_DIR: dataDir, PORT: '0', ADMIN_PASSWORD: ADMIN.password });
      const [, address = ''] = await server.says(/listening on (http:\/\/127\.0\.0\.1:\d+)/, START_MS);
      expect((await fetch(`${address}/api/health`)).status).toBe(200);
      expect((await fetch(`${address}/api/health/database`)).status).toBe(200);
      expect((await fetch(`${address}/api/clients`)).status).toBe(401);
      const admin = await visitor(address, ADMIN.email, ADMIN.password);

      const morgan = { firstName: 'Morgan', lastName: 'Ellery', phone: '+1 555 010 0123' };
      expect((await admin.api('clients', morgan)).status).toBe(201);
      expect(await lastNames(await admin.api('clients?q=ellery'))).toEqual(['Ellery']);
      expect((await admin.api('clients', { firstName: '' })).status).toBe(400);

      await opens(admin, '/resources/Client');
      const form = new FormData();
      form.set('firstName', 'Jürgen');
      form.set('lastName', "O'Hara");
      form.set('phone', '+1 555 010 0124');
      expect(await (await admin.panel('/api/resources/Client/actions/new', form)).json()).toMatchObject({
        notice: { type: 'success' },
      });
      const list = await admin.panel('/api/resources/Client/actions/list');
      const { records } = (await list.json()) as { records: { title: string }[] };
      expect(records.map(({ title }) => title)).toEqual(expect.arrayContaining([expect.stringContaining("O'Hara")]));
      await stops(server, dataDir);
    },
    START_MS,
  );

  it(
    'the demo fills itself, shows its week, gives it as files, and stops',
    async () => {
      const dataDir = temporaryDataDir();
      const demo = startProgram('src/demo.ts', { DATA_DIR: dataDir, PORT: '0' });
      const [, address = ''] = await demo.says(/listening on (http:\/\/127\.0\.0\.1:\d+)/, DEMO_MS);
      const staff = await visitor(address, 'staff@demo.example', DEMO_PASSWORD);

      expect(await lastNames(await staff.api('clients?limit=20'))).toHaveLength(20);
      const appointments = (await (await staff.api('appointments?limit=50')).json()) as { items: object[] };
      expect(appointments.items).toHaveLength(50);
      await opens(staff, '/resources/Appointment');
      expect((await staff.panel('/api/dashboard')).status).toBe(200);

      const csv = await staff.api('appointments/export?format=csv');
      expect([csv.status, (await csv.text()).split('\n').length > 1000]).toEqual([200, true]);
      const excel = await staff.api('appointments/export?format=xlsx');
      // An Excel file is a ZIP, whose directory is at its end.
      expect(Buffer.from(await excel.arrayBuffer()).lastIndexOf('PK\x05\x06')).toBeGreaterThan(50_000);
      await stops(demo, dataDir);
    },
    DEMO_MS,
  );
});
