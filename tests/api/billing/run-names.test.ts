/** A month's end does what it was begun to do, in the name of somebody who may; and its figures are those of its invoices. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { goOnWithRuns } from '../../../src/billing/runs/running.service.js';
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, anAppointmentType, aRecordPermission } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
/** Somebody of the office, of whose rights each test takes some. */
let other: TokenHolder;
const { aService } = billing(app, () => as.STAFF);
let type: bigint;

interface Run {
  id: string;
  status: string;
  stopReason: string | null;
}
interface RunClient {
  id: string;
  clientId: string;
  result: string;
  invoiceId: string;
  visits: number;
  amount: string;
  remark: string | null;
}

beforeAll(async () => {
  as = await oneOfEachRole(app);
  const body = { name: 'Speech therapy', serviceCodeId: await aService('100.00') };
  type = BigInt(((await as.ADMIN.post('/api/appointment-types', body).expect(201)).body as { id: string }).id);
}, 60_000);

beforeEach(async () => {
  other = await signedIn(app, 'STAFF');
});

afterEach(async () => {
  await app.prisma.invoiceRun.updateMany({ where: { status: 'RUNNING' }, data: { status: 'STOPPED' } });
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

let month = 0;
/** Clients with a visit each, in a month that no other test has. */
async function aMonth(count: number): Promise<{ clients: bigint[]; days: { fromDay: string; toDay: string } }> {
  const day = (of: number): Date => new Date(Date.UTC(2019, month, of, 15));
  const clients: bigint[] = [];
  for (let index = 0; index < count; index++) {
    const { id: clientId } = await aClient(app.prisma);
    clients.push(clientId);
    await anAppointment(app.prisma, { clientId, appointmentTypeId: type, status: 'COMPLETED', startTime: day(3) });
  }
  const days = { fromDay: day(1).toISOString().slice(0, 10), toDay: day(28).toISOString().slice(0, 10) };
  month++;
  return { clients, days };
}

const goOn = (signal?: AbortSignal): Promise<number> => goOnWithRuns(ctxOfSystem(app.deps, 'job'), signal);
/** Stops a process after its first step. */
const afterOne = (): AbortSignal => {
  let looked = 0;
  return Object.defineProperty(new AbortController().signal, 'aborted', { get: () => looked++ > 0 });
};
const begin = async (input: object, who = as.STAFF): Promise<string> =>
  ((await who.post('/api/billing/runs', input).expect(201)).body as Run).id;
const look = async (id: string): Promise<Run> => (await as.ADMIN.get(`/api/billing/runs/${id}`).expect(200)).body as Run;
const clientsOf = async (id: string): Promise<RunClient[]> =>
  ((await as.ADMIN.get(`/api/billing/runs/${id}/clients?limit=200`).expect(200)).body as { items: RunClient[] }).items;
const of = async (id: string, clientId: bigint | undefined): Promise<RunClient> =>
  (await clientsOf(id)).find((one) => one.clientId === String(clientId)) as RunClient;
const act = (who: TokenHolder, id: string, verb: 'stop' | 'send' | 'resume', body: object = {}) =>
  who.post(`/api/billing/runs/${id}/${verb}`, body);
const close = (who: TokenHolder, where: { clientId: bigint } | { learnerId: bigint }) =>
  aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: who.user.id, ...where, granted: false });
const untilOneWaits = async (count: number): Promise<void> => {
  for (;;) {
    const [row] = await app.prisma.$queryRaw<{ waits: number }[]>`
      SELECT count(*)::int AS waits FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if ((row?.waits ?? 0) >= count) return;
    await new Promise((done) => setTimeout(done, 10));
  }
};

it('sending the drafts of a run that was stopped bills nobody who waits, and it goes on as it was begun', async () => {
  const { days } = await aMonth(52);
  const run = await begin({ ...days, issueDate: '2019-12-30' });
  const issued = async (status: 'DRAFT' | 'OVERDUE'): Promise<string[]> => {
    const ids = (await clientsOf(run)).flatMap(({ invoiceId }) => (invoiceId ? BigInt(invoiceId) : []));
    const rows = await app.prisma.invoice.findMany({ where: { status, id: { in: ids } } });
    return rows.map(({ issueDate }) => issueDate.toISOString().slice(0, 10));
  };
  await goOn(afterOne());
  await act(as.STAFF, run, 'stop').expect(200);
  expect(await look(run)).toMatchObject({ status: 'STOPPED', waiting: 2, drafts: 50 });
  await act(as.STAFF, run, 'send', { mail: true, issueDate: '2019-12-31' }).expect(200);
  await Promise.all([goOn(), goOn()]);
  await goOn();
  expect(await look(run)).toMatchObject({ status: 'STOPPED', waiting: 2, drafts: 0, invoiced: 50, send: false, mail: false });
  expect((await look(run)).stopReason).toMatch(/Those who wait were not billed/);
  expect(await issued('OVERDUE')).toEqual(Array(50).fill('2019-12-31'));
  await act(as.STAFF, run, 'resume').expect(200);
  await goOn();
  expect(await look(run)).toMatchObject({
    status: 'DONE',
    waiting: 0,
    drafts: 2,
    invoiced: 52,
    amount: '5200.00',
    stopReason: null,
  });
  expect(await issued('DRAFT')).toEqual(['2019-12-30', '2019-12-30']);
}, 60_000);

it('what whoever it acts for loses while it is under way, it does no more', async () => {
  const { days } = await aMonth(40);
  const run = await begin({ ...days, send: true }, other);
  const going = goOn();
  while ((await app.prisma.invoiceRunClient.count({ where: { runId: BigInt(run), result: 'INVOICED' } })) === 0)
    await new Promise((done) => setTimeout(done, 5));
  await app.prisma.user.update({ where: { id: other.user.id }, data: { role: 'RECEPTIONIST' } });
  await going;
  const stopped = await look(run);
  expect(stopped).toMatchObject({ status: 'STOPPED', failed: 0 });
  expect(stopped.stopReason).toMatch(/^Whoever it acted for may bill no more/);
  expect(new Set((await clientsOf(run)).map(({ result }) => result))).toEqual(new Set(['INVOICED', 'DRAFTED']));
  await act(as.ADMIN, run, 'resume').expect(200);
  await goOn();
  expect(await look(run)).toMatchObject({ status: 'DONE', invoiced: 40, drafts: 0 });
}, 60_000);

it('a client who is closed to whoever it acts for waits for somebody else, and the others are billed', async () => {
  const { clients, days } = await aMonth(3);
  const run = await begin({ ...days, send: true }, other);
  await close(other, { clientId: clients[1] as bigint });
  expect(await goOn()).toBe(4);
  expect(await look(run)).toMatchObject({ status: 'STOPPED', waiting: 1, invoiced: 2, failed: 0 });
  expect((await look(run)).stopReason).toMatch(/may not bill all who are left/);
  expect(await of(run, clients[1])).toMatchObject({ result: 'WAITING', remark: null });
  expect(codeOf(await act(other, run, 'resume').expect(403))).toBe('permission.denied');
  await act(as.ADMIN, run, 'resume').expect(200);
  await goOn();
  expect(await look(run)).toMatchObject({ status: 'DONE', invoiced: 3 });
  expect(await app.prisma.invoiceRun.findUniqueOrThrow({ where: { id: BigInt(run) } })).toMatchObject({
    createdBy: as.ADMIN.user.id,
  });
});

it('visits of a learner who is closed to whoever it acts for are not called nothing', async () => {
  const { clients, days } = await aMonth(1);
  const clientId = (await aClient(app.prisma)).id;
  const { id: learnerId } = await aLearner(app.prisma, { clientId });
  const startTime = new Date(`${days.fromDay}T15:00:00Z`);
  await anAppointment(app.prisma, { clientId, learnerId, appointmentTypeId: type, status: 'COMPLETED', startTime });
  const run = await begin(days, as.ADMIN);
  await act(as.ADMIN, run, 'stop').expect(200);
  await close(other, { learnerId });
  await act(other, run, 'resume').expect(403);
  const own = await aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: as.ADMIN.user.id, learnerId, granted: false });
  await act(as.ADMIN, run, 'resume').expect(200);
  await goOn();
  expect(await look(run)).toMatchObject({ status: 'STOPPED', waiting: 1, invoiced: 1 });
  expect(await of(run, clients[0])).toMatchObject({ result: 'INVOICED' });
  await app.prisma.recordPermission.delete({ where: { id: own.id } });
  await act(as.STAFF, run, 'resume').expect(200);
  await goOn();
  expect(await of(run, clientId)).toMatchObject({ result: 'INVOICED', visits: 1 });
});

it('is stopped, taken up again and sent by somebody who may bill all who are left, and by nobody else', async () => {
  const { clients, days } = await aMonth(2);
  const [open, closed] = clients as [bigint, bigint];
  await close(other, { clientId: closed });
  const desk = await signedIn(app, 'RECEPTIONIST');
  await aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: desk.user.id, clientId: open, granted: true });
  const run = await begin(days, as.ADMIN);
  for (const who of [other, desk]) await act(who, run, 'stop').expect(403);
  await act(as.ADMIN, run, 'stop').expect(200);
  for (const who of [other, desk]) await act(who, run, 'resume').expect(403);
  await act(as.STAFF, run, 'resume').expect(200);
  await goOn();
  for (const who of [other, desk]) await act(who, run, 'send').expect(403);
  expect((await clientsOf(run)).map(({ result }) => result)).toEqual(['INVOICED', 'INVOICED']);
  expect(await look(run)).toMatchObject({ status: 'DONE', drafts: 2 });
  // Once what is closed to them is done, the rest is theirs.
  await as.STAFF.post(`${at((await of(run, closed)).invoiceId)}/send`, {}).expect(200);
  await act(other, run, 'send').expect(200);
  await goOn();
  expect(await look(run)).toMatchObject({ status: 'DONE', drafts: 0, failed: 0, amount: '200.00' });
});

it('whoever it acts for may stop it, whatever was closed to them meanwhile', async () => {
  const { clients, days } = await aMonth(1);
  const run = await begin(days, other);
  await close(other, { clientId: clients[0] as bigint });
  await act(other, run, 'stop').expect(200);
  expect(await look(run)).toMatchObject({ status: 'STOPPED', waiting: 1, stopReason: null });
});

it('one that failed and is sent later has its visits, and says no more what was wrong', async () => {
  const { clients, days } = await aMonth(1);
  const { fromDay } = days;
  const [clientId] = clients;
  const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: null });
  const startTime = new Date(`${fromDay}T18:00:00Z`);
  await anAppointment(app.prisma, { clientId, appointmentTypeId, status: 'COMPLETED', startTime });
  const run = await begin({ ...days, send: true, issueDate: fromDay });
  await as.ADMIN.post(`/api/billing/periods/${fromDay.slice(0, 7)}/close`, {}).expect(200);
  await goOn();
  const left = '1 visit was left out: see the list of visits.';
  const failed = await of(run, clientId);
  expect(failed).toMatchObject({ result: 'FAILED', visits: 1, amount: '100.00' });
  expect(failed.remark).toMatch(new RegExp(`closed.* ${left}$`));
  await as.ADMIN.post(`/api/billing/periods/${fromDay.slice(0, 7)}/reopen`, { reason: 'Forgotten.' }).expect(200);
  await act(as.STAFF, run, 'send', { issueDate: fromDay }).expect(200);
  await goOn();
  expect(await of(run, clientId)).toMatchObject({ result: 'INVOICED', visits: 1, amount: '100.00', remark: left });
});

it('one that somebody sends by hand at the same moment counts as invoiced', async () => {
  const { clients, days } = await aMonth(1);
  const run = await begin(days);
  await goOn();
  const { invoiceId } = await of(run, clients[0]);
  await act(as.STAFF, run, 'send').expect(200);
  let going = Promise.resolve(0);
  let byHand = Promise.resolve(0);
  await app.prisma.$transaction(
    async (db) => {
      await db.$executeRaw`SELECT 1 FROM invoices WHERE id = ${BigInt(invoiceId)} FOR UPDATE`;
      byHand = Promise.resolve(as.STAFF.post(`${at(invoiceId)}/send`, {})).then(({ status }) => status);
      await untilOneWaits(1);
      going = goOn();
      await untilOneWaits(2);
    },
    { timeout: 20_000 },
  );
  expect(await byHand).toBe(200);
  await going;
  expect(await of(run, clients[0])).toMatchObject({ result: 'INVOICED', visits: 1, amount: '100.00', remark: null });
  expect(await look(run)).toMatchObject({ status: 'DONE', failed: 0, visits: 1, amount: '100.00' });
}, 40_000);

it('its figures are those of its invoices, also where a draft is changed or deleted, and whatever is written into them', async () => {
  const { clients, days } = await aMonth(2);
  const run = await begin(days);
  await goOn();
  const [first, second] = [await of(run, clients[0]), await of(run, clients[1])];
  const { lines } = (await as.STAFF.get(at(first.invoiceId)).expect(200)).body as { lines: { id: string }[] };
  await as.STAFF.delete(`${at(first.invoiceId)}/lines/${(lines[0] as { id: string }).id}`).expect(200);
  expect(await of(run, clients[0])).toMatchObject({ visits: 0, amount: '0.00' });
  await app.prisma.$executeRaw`UPDATE invoice_run_clients SET amount = 1, visits = 99 WHERE id = ${BigInt(second.id)}`;
  expect(await look(run)).toMatchObject({ visits: 1, amount: '100.00' });
  await as.STAFF.delete(at(second.invoiceId)).expect(204);
  expect(await look(run)).toMatchObject({ visits: 0, amount: '0.00', invoiced: 1 });
});
