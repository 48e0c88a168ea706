/** The drafts of a month's end are sent afterwards, many at once, with or without a mail; and what deserves a second look is told before and after. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { goOnWithRuns } from '../../../src/billing/runs/running.service.js';
import { settleChannels } from '../../../src/mail/channels.service.js';
import { withApp } from '../../support/app.js';
import { aCaregiver, aClient, aLearner, anAppointment, anInsurance, aRecordPermission } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { mailServer, type MailServer } from '../../support/mail-server.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
let mail: MailServer;
let type: bigint;
const { aService, aDraft, read } = billing(app, () => as.STAFF);

interface Warned {
  warnings: { code: string; message: string }[];
}
interface RunClient extends Warned {
  clientId: string;
  result: string;
  invoiceId: string;
  mail: string | null;
}
interface Result {
  invoiceId: string;
  sent: boolean;
  invoiceNumber: string | null;
  mail: string | null;
  code: string | null;
}

beforeAll(async () => {
  as = await oneOfEachRole(app);
  mail = await mailServer();
  const body = { name: 'Speech therapy', serviceCodeId: await aService('100.00') };
  const made = (await as.ADMIN.post('/api/appointment-types', body).expect(201)).body as { id: string };
  type = BigInt(made.id);
  await settleChannels({ ...app.deps, config: { ...app.deps.config, smtpUrl: mail.url } });
}, 60_000);
afterAll(() => mail.close());

afterEach(async () => {
  await app.prisma.invoiceRun.updateMany({ where: { status: 'RUNNING' }, data: { status: 'STOPPED' } });
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

let month = 0;
/** Each of these clients has one visit in a month that no other test has; gives its days. */
async function visited(clientIds: readonly bigint[]): Promise<{ fromDay: string; toDay: string }> {
  const day = (number: number): Date => new Date(Date.UTC(2021, month, number, 15));
  for (const clientId of clientIds)
    await anAppointment(app.prisma, { clientId, appointmentTypeId: type, status: 'COMPLETED', startTime: day(3) });
  const days = { fromDay: day(1).toISOString().slice(0, 10), toDay: day(28).toISOString().slice(0, 10) };
  month++;
  return days;
}

const goOn = (): Promise<number> => goOnWithRuns(ctxOfSystem(app.deps, 'job'));
async function aRunOf(clientIds: readonly bigint[], more: object = {}): Promise<string> {
  const days = await visited(clientIds);
  const { id } = (await as.STAFF.post('/api/billing/runs', { ...days, ...more }).expect(201)).body as { id: string };
  await goOn();
  return id;
}
const look = async (id: string): Promise<object> => (await as.STAFF.get(`/api/billing/runs/${id}`).expect(200)).body as object;
const clientsOf = async (id: string): Promise<RunClient[]> =>
  ((await as.STAFF.get(`/api/billing/runs/${id}/clients?limit=200`).expect(200)).body as { items: RunClient[] }).items;
const clientIds = async (count: number, more: object = {}): Promise<bigint[]> => {
  const ids: bigint[] = [];
  for (let index = 0; index < count; index++) ids.push((await aClient(app.prisma, more)).id);
  return ids;
};

it('all drafts of a run are sent, once, whatever stands in the way of one of them', async () => {
  const run = await aRunOf(await clientIds(4));
  expect(await look(run)).toMatchObject({ status: 'DONE', invoiced: 4, drafts: 4, send: false });
  const [first, second] = (await clientsOf(run)) as [RunClient, RunClient];
  await as.STAFF.delete(at(first.invoiceId)).expect(204);
  // One without a line is not sent.
  const { lines } = await read(second.invoiceId);
  for (const { id } of lines) await as.STAFF.delete(`${at(second.invoiceId)}/lines/${id}`).expect(200);
  const begun = await Promise.all([1, 2].map(() => as.STAFF.post(`/api/billing/runs/${run}/send`, {})));
  expect(begun.map(({ status }) => status).sort()).toEqual([200, 409]);
  await Promise.all([goOn(), goOn()]);
  await goOn();
  expect(await look(run)).toMatchObject({ status: 'DONE', drafts: 1, failed: 1, mailed: 0, send: false, mail: false });
  expect((await clientsOf(run)).map(({ result }) => result).sort()).toEqual(['FAILED', 'INVOICED', 'INVOICED', 'INVOICED']);
  expect(
    await app.prisma.invoice.count({
      where: { status: 'SENT', id: { in: (await clientsOf(run)).map(({ invoiceId }) => BigInt(invoiceId ?? 0)) } },
    }),
  ).toBe(2);
  expect(await app.prisma.outboxMessage.count()).toBe(0);
  await as.RECEPTIONIST.post(`/api/billing/runs/${run}/send`, {}).expect(403);
  await as.STAFF.delete(at(second.invoiceId)).expect(204);
  expect(codeOf(await as.STAFF.post(`/api/billing/runs/${run}/send`, {}).expect(409))).toBe('invoice_run.over');
});

it('a run writes to each family that has an address, once, and tells who has none', async () => {
  const [withMail] = await clientIds(1, { email: 'zoe@family.example' });
  const [none, byCaregiver] = await clientIds(2, { email: null });
  await aCaregiver(app.prisma, { clientId: byCaregiver as bigint, email: 'ada@family.example', mayPay: true });
  const run = await aRunOf([withMail, none, byCaregiver] as bigint[], { send: true, mail: true });
  await goOn();
  expect(await look(run)).toMatchObject({ status: 'DONE', drafts: 0, mailed: 2, kept: 0, withoutAddress: 1, mail: true });
  const became = new Map((await clientsOf(run)).map(({ clientId, mail: of }) => [clientId, of]));
  expect([withMail, none, byCaregiver].map((id) => became.get(String(id)))).toEqual(['WRITTEN', 'NO_RECIPIENT', 'WRITTEN']);
  const written = await app.prisma.outboxMessage.findMany({ where: { attachmentKind: 'INVOICE' } });
  expect(written.map(({ address }) => address).sort()).toEqual(['ada@family.example', 'zoe@family.example']);
});

it('mails that are kept since the practice sends none are counted apart from those that go out', async () => {
  await app.database.pool.query(`DELETE FROM outgoing_channels WHERE channel = 'EMAIL'`);
  try {
    const ids = await clientIds(2, { email: 'ira@family.example' });
    const run = await aRunOf(ids, { send: true, mail: true });
    await goOn();
    expect(await look(run)).toMatchObject({ status: 'DONE', mailed: 0, kept: 2, withoutAddress: 0 });
  } finally {
    await app.database.pool.query(`INSERT INTO outgoing_channels (channel) VALUES ('EMAIL')`);
  }
});

it('sends what was chosen one by one, and tells of each what became of it', async () => {
  const serviceCodeId = await aService('50.00');
  const line = { serviceCodeId, serviceDate: '2026-03-02' };
  const [client] = await clientIds(1, { email: 'sam@family.example' });
  const one = await aDraft({ clientId: client, lines: [line] });
  const empty = await aDraft({ clientId: client, lines: [] });
  const invoiceIds = [empty.id, one.id, '999999999', one.id];
  const send = async (): Promise<Result[]> =>
    ((await as.STAFF.post('/api/billing/invoices/send', { invoiceIds, mail: true }).expect(200)).body as { items: Result[] })
      .items;
  const [first, second] = await Promise.all([send(), send()]);
  const sent = [...first, ...second].filter((result) => result.sent);
  expect(sent).toEqual([
    expect.objectContaining({ invoiceId: one.id, mail: 'WRITTEN', invoiceNumber: (await read(one.id)).invoiceNumber }),
  ]);
  expect((await send()).map(({ invoiceId, code, sent: isSent }) => [invoiceId, code, isSent])).toEqual([
    [empty.id, 'invoice.empty', false],
    [one.id, 'invoice.sent', false],
    ['999999999', 'invoice.not_found', false],
  ]);
  expect(await app.prisma.outboxMessage.count({ where: { attachmentId: BigInt(one.id) } })).toBe(1);
  // Each refusal for want of a right is in the audit, as if it had been asked for by itself.
  const { id: learnerId } = await aLearner(app.prisma, { clientId: client as bigint });
  const closed = await aDraft({ clientId: client, lines: [{ ...line, learnerId: String(learnerId) }] });
  await aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: as.STAFF.user.id, learnerId, granted: false });
  const refused = await as.STAFF.post('/api/billing/invoices/send', { invoiceIds: [closed.id] }).expect(200);
  expect(refused.body).toMatchObject({ items: [{ sent: false, code: 'permission.denied' }] });
  expect(await app.prisma.auditEvent.count({ where: { action: 'REFUSED', recordType: 'Invoice', recordId: closed.id } })).toBe(1);
  const many = Array.from({ length: 201 }, (_, index) => String(index + 1));
  await as.STAFF.post('/api/billing/invoices/send', { invoiceIds: many }).expect(400);
  await as.THERAPIST.post('/api/billing/invoices/send', { invoiceIds: [one.id] }).expect(403);
});

it('one that is sent says what became of its mail', async () => {
  const serviceCodeId = await aService('50.00');
  const [client] = await clientIds(1, { email: null });
  const draft = async (): Promise<string> =>
    (await aDraft({ clientId: client, lines: [{ serviceCodeId, serviceDate: '2026-03-02' }] })).id;
  const send = async (body: object): Promise<unknown> =>
    ((await as.STAFF.post(`${at(await draft())}/send`, body).expect(200)).body as { mail: unknown }).mail;
  expect([await send({}), await send({ mail: true })]).toEqual([null, 'NO_RECIPIENT']);
  await app.prisma.client.update({ where: { id: client as bigint }, data: { email: 'kim@family.example' } });
  expect(await send({ mail: true })).toBe('WRITTEN');
  await app.prisma.$executeRaw`DELETE FROM outgoing_channels`;
  expect(await send({ mail: true })).toBe('KEPT');
  await settleChannels({ ...app.deps, config: { ...app.deps.config, smtpUrl: mail.url } });
});

it('what is charged beyond what a policy pays is told by the preview and by the run, as by the draft', async () => {
  const [much, little] = (await clientIds(2)) as [bigint, bigint];
  const policy = await anInsurance(app.prisma, {
    clientId: much,
    maxAnnualCoverage: '20.00',
    coverageStartDate: new Date('2020-01-01'),
  });
  const part = { clientId: String(much), insuranceId: String(policy.id), percent: '80' };
  await as.STAFF.post('/api/billing/client-payers', part).expect(201);
  const days = await visited([little, much]);
  interface Preview {
    warned: number;
    items: (Warned & { clientId: string })[];
  }
  const preview = (await as.STAFF.post('/api/billing/runs/preview', days).expect(200)).body as Preview;
  expect(preview).toMatchObject({ warned: 1, items: [{ clientId: String(much) }, { clientId: String(little), warnings: [] }] });
  const told = preview.items[0]?.warnings ?? [];
  expect(told.map(({ code }) => code)).toEqual(['POLICY_EXCEEDED']);
  const { id } = (await as.STAFF.post('/api/billing/runs', days).expect(201)).body as { id: string };
  await goOn();
  expect(await look(id)).toMatchObject({ warned: 1 });
  const theirs = (await clientsOf(id)).find(({ clientId }) => clientId === String(much)) as RunClient;
  expect(theirs.warnings).toEqual(told);
  // Before all of them are sent it is told again, with what they come to.
  const drafts = `/api/billing/runs/${id}/drafts`;
  expect((await as.STAFF.get(drafts).expect(200)).body).toEqual({
    drafts: 2,
    amount: '200.00',
    warned: 1,
    more: false,
    items: [
      {
        clientId: String(much),
        clientName: expect.any(String) as string,
        invoiceId: theirs.invoiceId,
        invoiceNumber: `DRAFT-${theirs.invoiceId}`,
        totalAmount: '100.00',
        warnings: told,
      },
    ],
  });
  await aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: as.STAFF.user.id, clientId: little, granted: false });
  await as.STAFF.get(drafts).expect(403);
  await as.RECEPTIONIST.get(drafts).expect(403);
  await app.prisma.recordPermission.deleteMany({ where: { userId: as.STAFF.user.id } });
  const page = (await as.STAFF.get(at(theirs.invoiceId)).expect(200)).body as Warned;
  expect(page.warnings).toEqual(told);
});
