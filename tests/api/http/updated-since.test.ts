/** Every list can be asked for what was changed since, and sorted by it: how a portal keeps its copy up to date. */
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, aWaitlistEntry } from '../../support/builders.js';
import { operationsOf, readSpec } from '../../support/openapi.js';
import { targetOf } from '../../support/targets.js';
import { signedIn } from '../../support/users.js';

const spec = readSpec();
/**
 * The time of a change of a colleague's account tells of sign-ins and locks; the directory shows names alone. Movements of the ledger are
 * never changed, and a report is no list of records. A visit to bill is of an appointment, its type, its lines: its own
 * instant is none of theirs; nor is a text that of the settings, services and taxes that it stands for.
 */
const WITHOUT = [
  'GET /api/users/directory',
  'GET /api/billing/ledger',
  'GET /api/billing/texts',
  'GET /api/billing/visits',
  'GET /api/billing/reports/journal',
  'GET /api/billing/reports/receivables/clients',
  'GET /api/billing/reports/write-offs',
];
const lists = operationsOf(spec).filter(
  ({ method, parameters, title }) =>
    method === 'get' && parameters.some(({ name }) => name === 'cursor') && !WITHOUT.includes(title),
);

describe('every list', () => {
  const app = withApp();

  it('takes updatedFrom and sorts by updatedAt', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const faults: string[] = [];
    for (const operation of lists) {
      const { address } = await targetOf(app, spec, operation, { userId: admin.user.id });
      const ask = (query: string) => admin.get(`${address}${address.includes('?') ? '&' : '?'}${query}`);
      const none = await ask('updatedFrom=2199-01-01T00:00:00Z');
      const all = await ask('updatedFrom=2000-01-01T00:00:00Z&sort=-updatedAt&limit=1&count=true');
      if (none.status !== 200 || (none.body as { items: unknown[] }).items.length > 0)
        faults.push(`${operation.title}: ${none.text}`);
      if (all.status !== 200) faults.push(`${operation.title}: ${all.text}`);
    }
    expect(faults).toEqual([]);
    expect(lists.length).toBeGreaterThan(12);
  }, 60_000);

  it.each(['appointments', 'waitlist'])('and so does the export of %s', async (list) => {
    const admin = await signedIn(app, 'ADMIN');
    const appointment = await anAppointment(app.prisma);
    const entry = await aWaitlistEntry(app.prisma);
    const { updatedAt } = list === 'waitlist' ? entry : appointment;
    const lines = async (since: string): Promise<number> =>
      (await admin.get(`/api/${list}/export?format=csv&sort=-updatedAt&updatedFrom=${since}`).expect(200)).text
        .trim()
        .split('\r\n').length;
    expect([await lines('2199-01-01T00:00:00Z'), await lines(updatedAt.toISOString())]).toEqual([1, 2]);
  });

  it('gives what was changed since, page by page', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const clients = [await aClient(app.prisma), await aClient(app.prisma), await aClient(app.prisma)];
    const changed = async (id: bigint): Promise<string> =>
      ((await admin.put(`/api/clients/${id}`, { priority: 'HIGH' }).expect(200)).body as { updatedAt: string }).updatedAt;
    const [a, b] = [clients[2], clients[0]].map((client) => client?.id ?? 0n) as [bigint, bigint];
    const since = await changed(a);
    await changed(b);
    const path = `/api/clients?updatedFrom=${since}&sort=updatedAt&limit=1`;
    const first = (await admin.get(path).expect(200)).body as { items: { id: string }[]; nextCursor: string };
    const second = (await admin.get(`${path}&cursor=${first.nextCursor}`).expect(200)).body as {
      items: { id: string }[];
      nextCursor: null;
    };
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([String(a), String(b)]);
    expect(second.nextCursor).toBeNull();
    await admin.get('/api/clients?updatedFrom=yesterday').expect(400);
  });
});
