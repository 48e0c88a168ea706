/** A month's end: the visits of many clients made into invoices by a job, which may be stopped, helped, and taken up again. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { goOnWithRuns } from '../../../src/billing/runs/running.service.js';
import { panelOf } from '../../admin/support/panel.js';
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, anAppointmentType, aRecordPermission } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService } = billing(app, () => as.STAFF);
let type: bigint;

interface Run {
  id: string;
  status: string;
  clients: number;
  waiting: number;
  invoiced: number;
  failed: number;
  visits: number;
  amount: string;
}
interface RunClient {
  clientId: string;
  result: string;
  invoiceId: string | null;
  invoiceNumber: string | null;
  amount: string;
  remark: string | null;
}

beforeAll(async () => {
  as = await oneOfEachRole(app);
  const { body } = await as.ADMIN.post('/api/appointment-types', {
    name: 'Speech therapy',
    serviceCodeId: await aService('100.00'),
  }).expect(201);
  type = BigInt((body as { id: string }).id);
}, 60_000);

afterEach(async () => {
  await app.prisma.invoiceRun.updateMany({ where: { status: 'RUNNING' }, data: { status: 'STOPPED' } });
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

let month = 0;
/** Clients with two visits each, in a month that no other test has; gives them with the days. */
async function aMonth(count: number): Promise<{ clients: bigint[]; days: { fromDay: string; toDay: string } }> {
  const first = new Date(Date.UTC(2020, month++, 1));
  const clients: bigint[] = [];
  for (let index = 0; index < count; index++) {
    const { id: clientId } = await aClient(app.prisma);
    clients.push(clientId);
    for (const day of [3, 10]) {
      const startTime = new Date(Date.UTC(2020, first.getUTCMonth(), day, 15));
      await anAppointment(app.prisma, { clientId, appointmentTypeId: type, status: 'COMPLETED', startTime });
    }
  }
  const days = (date: Date) => date.toISOString().slice(0, 10);
  return { clients, days: { fromDay: days(first), toDay: days(new Date(Date.UTC(2020, first.getUTCMonth() + 1, 0))) } };
}

const goOn = (signal?: AbortSignal): Promise<number> => goOnWithRuns(ctxOfSystem(app.deps, 'job'), signal);
const begin = async (input: object, who = as.STAFF): Promise<Run> =>
  (await who.post('/api/billing/runs', input).expect(201)).body as Run;
const look = async (id: string, who = as.STAFF): Promise<Run> =>
  (await who.get(`/api/billing/runs/${id}`).expect(200)).body as Run;
const clientsOf = async (id: string, who = as.STAFF): Promise<RunClient[]> =>
  ((await who.get(`/api/billing/runs/${id}/clients?limit=200`).expect(200)).body as { items: RunClient[] }).items;

it('bills of each client as many as fit an invoice, and says where there are more', async () => {
  const { clients, days } = await aMonth(2);
  const [much, little] = clients as [bigint, bigint];
  const therapistId = as.THERAPIST.user.id;
  // Entered backwards: their ids don't run with their times.
  await app.prisma.appointment.createMany({
    data: Array.from({ length: 250 }, (_, index) => {
      const startTime = new Date(new Date(`${days.toDay}T20:00:00Z`).getTime() - index * 2 * 3_600_000);
      const endTime = new Date(startTime.getTime() + 3_000_000);
      const of = { clientId: much, therapistId, appointmentTypeId: type, title: 'Speech therapy', status: 'COMPLETED' as const };
      return { ...of, startTime, endTime };
    }),
  });
  const { id } = await begin(days);
  await goOn();
  const told = await clientsOf(id);
  const of = (clientId: bigint) => told.find((one) => one.clientId === String(clientId));
  expect(of(much)).toMatchObject({
    result: 'INVOICED',
    amount: '20000.00',
    remark: 'There are more visits than fit one invoice: begin another run.',
  });
  expect(of(little)).toMatchObject({ result: 'INVOICED', amount: '200.00', remark: null });
  const rest = await begin(days);
  await goOn();
  expect(await clientsOf(rest.id)).toMatchObject([{ clientId: String(much), amount: '5200.00', remark: null }]);
  // What is left of either is nothing.
  expect(codeOf(await as.STAFF.post('/api/billing/runs', days).expect(422))).toBe('invoice_run.nothing');
});

it('takes what is billed as a service before what is not, however much there is of that', async () => {
  const { clients, days } = await aMonth(1);
  const [client] = clients as [bigint];
  const { id: free } = await anAppointmentType(app.prisma, {});
  const first = new Date(`${days.fromDay}T06:00:00Z`).getTime();
  await app.prisma.appointment.createMany({
    data: Array.from({ length: 205 }, (_, index) => {
      const startTime = new Date(first + index * 600_000);
      const of = {
        clientId: client,
        therapistId: as.THERAPIST.user.id,
        appointmentTypeId: free,
        title: 'Tea',
        status: 'COMPLETED' as const,
      };
      return { ...of, startTime, endTime: new Date(startTime.getTime() + 300_000) };
    }),
  });
  const { id } = await begin(days);
  await goOn();
  expect(await clientsOf(id)).toMatchObject([{ clientId: String(client), result: 'INVOICED', amount: '200.00' }]);
});

it('is looked at before, makes a draft for each client, and says what it did', async () => {
  const { days } = await aMonth(3);
  const preview = await as.STAFF.post('/api/billing/runs/preview', days).expect(200);
  expect(preview.body).toMatchObject({ clients: 3, visits: 6, amount: '600.00', problems: [], more: false });
  const run = await begin(days);
  expect(run).toMatchObject({ status: 'RUNNING', clients: 3, waiting: 3, invoiced: 0 });
  expect(codeOf(await as.STAFF.post('/api/billing/runs', days).expect(409))).toBe('invoice_run.running');
  expect(await goOn()).toBe(3);
  expect(await look(run.id)).toMatchObject({ status: 'DONE', waiting: 0, invoiced: 3, visits: 6, amount: '600.00' });
  expect((await clientsOf(run.id)).map(({ result, amount }) => `${result} ${amount}`)).toEqual(Array(3).fill('INVOICED 200.00'));
  expect(codeOf(await as.STAFF.post('/api/billing/runs', days).expect(422))).toBe('invoice_run.nothing');
});

it('sends them, each with its number, also where several processes go on at once', async () => {
  const { days } = await aMonth(30);
  const run = await begin({ ...days, send: true, issueDate: '2020-12-31' });
  await Promise.all([goOn(), goOn(), goOn()]);
  await goOn();
  expect(await look(run.id)).toMatchObject({ status: 'DONE', invoiced: 30, visits: 60, amount: '6000.00' });
  const numbers = (await clientsOf(run.id)).map(({ invoiceNumber }) => invoiceNumber ?? '');
  expect(new Set(numbers).size).toBe(30);
  expect(numbers.every((number) => number.startsWith('2020-'))).toBe(true);
});

it('goes on where it was when a process stops, and after it was stopped by hand', async () => {
  const { days } = await aMonth(30);
  const run = await begin(days);
  const stopping = new AbortController();
  stopping.abort();
  expect(await goOn(stopping.signal)).toBe(0);
  await as.STAFF.post(`/api/billing/runs/${run.id}/stop`, {}).expect(200);
  expect(await goOn()).toBe(0);
  expect(await look(run.id)).toMatchObject({ status: 'STOPPED', waiting: 30 });
  await as.STAFF.post(`/api/billing/runs/${run.id}/resume`, {}).expect(200);
  expect(await goOn()).toBe(30);
  expect(await look(run.id)).toMatchObject({ status: 'DONE', invoiced: 30 });
  expect(codeOf(await as.STAFF.post(`/api/billing/runs/${run.id}/resume`, {}).expect(409))).toBe('invoice_run.over');
});

it('one that cannot be done does not stop the others, and is done when it is mended', async () => {
  const { clients, days } = await aMonth(3);
  const { fromDay } = days;
  const run = await begin({ ...days, send: true, issueDate: fromDay });
  await as.ADMIN.post(`/api/billing/periods/${fromDay.slice(0, 7)}/close`, {}).expect(200);
  await goOn();
  expect(await look(run.id)).toMatchObject({ status: 'DONE', failed: 3, invoiced: 3 });
  const [first] = (await clientsOf(run.id)) as [RunClient];
  expect(first).toMatchObject({ result: 'FAILED' });
  expect(first.remark).toMatch(/closed/);
  await as.ADMIN.post(`/api/billing/periods/${fromDay.slice(0, 7)}/reopen`, { reason: 'Forgotten.' }).expect(200);
  // Somebody deleted one of the drafts meanwhile.
  const gone = (await clientsOf(run.id)).find(({ clientId }) => clientId === String(clients[0])) as RunClient;
  await as.STAFF.delete(at(gone.invoiceId as string)).expect(204);
  await as.STAFF.post(`/api/billing/runs/${run.id}/resume`, {}).expect(200);
  // Two drafts are there and are sent; the third is made anew.
  expect((await clientsOf(run.id)).map(({ result }) => result).sort()).toEqual(['DRAFTED', 'DRAFTED', 'WAITING']);
  await goOn();
  expect(await look(run.id)).toMatchObject({ status: 'DONE', failed: 0, invoiced: 3, amount: '600.00' });
});

it('does what whoever began it may, and shows each reader what is theirs', async () => {
  const { clients, days } = await aMonth(2);
  const [, closed] = clients as [bigint, bigint];
  await aRecordPermission(app.prisma, 'VIEW_BILLING', { userId: as.STAFF.user.id, clientId: closed, granted: false });
  await aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: as.STAFF.user.id, clientId: closed, granted: false });
  const run = await begin(days, as.ADMIN);
  expect(await look(run.id)).toMatchObject({ clients: 1 });
  expect(await look(run.id, as.ADMIN)).toMatchObject({ clients: 2 });
  await goOn();
  expect((await clientsOf(run.id)).map(({ clientId }) => clientId)).toEqual([String(clients[0])]);
  expect(await look(run.id)).toMatchObject({ amount: '200.00' });
  expect(await look(run.id, as.ADMIN)).toMatchObject({ amount: '400.00' });
  await as.RECEPTIONIST.post('/api/billing/runs', days).expect(403);
  await as.THERAPIST.post('/api/billing/runs', days).expect(403);
});

it('is shown to those who may bill, and to them for the clients whom they may: it tells totals of whole months', async () => {
  const { clients, days } = await aMonth(2);
  const run = await begin(days);
  await goOn();
  const looks = ['', `/${run.id}`, `/${run.id}/clients`, `/${run.id}/drafts`].map((path) => `/api/billing/runs${path}`);
  for (const role of ['RECEPTIONIST', 'THERAPIST'] as const) for (const path of looks) await as[role].get(path).expect(403);
  const desk = await signedIn(app, 'RECEPTIONIST');
  await aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: desk.user.id, clientId: clients[0], granted: true });
  expect(await look(run.id, desk)).toMatchObject({ clients: 1, amount: '200.00' });
  const panel = await panelOf(app, 'RECEPTIONIST');
  for (const resource of ['InvoiceRun', 'InvoiceRunClient']) expect((await panel.list(resource)).notice?.type).toBe('error');
});

it('ends when whoever began it may bill no more', async () => {
  const { days } = await aMonth(1);
  const run = await begin(days, as.STAFF);
  await app.prisma.user.update({ where: { id: as.STAFF.user.id }, data: { role: 'RECEPTIONIST' } });
  try {
    expect(await goOn()).toBe(0);
    expect(await look(run.id, as.ADMIN)).toMatchObject({ status: 'STOPPED', waiting: 1 });
  } finally {
    await app.prisma.user.update({ where: { id: as.STAFF.user.id }, data: { role: 'STAFF' } });
  }
});

it('finds nothing where somebody was faster', async () => {
  const { clients, days } = await aMonth(2);
  const run = await begin(days);
  const by = { clientId: String(clients[0]), from: days.fromDay, to: days.toDay };
  await as.STAFF.post('/api/billing/visits/invoice', by).expect(201);
  await goOn();
  expect((await clientsOf(run.id)).map(({ result }) => result).sort()).toEqual(['INVOICED', 'NOTHING']);
});

it('is over days that have come', async () => {
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const answer = await as.STAFF.post('/api/billing/runs', { fromDay: '2026-01-01', toDay: tomorrow }).expect(422);
  expect(codeOf(answer)).toBe('invoice_run.dates');
});
