/** The day after an invoice was due, and the day on which a rate begins, by the clock of the practice. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { forgetHabits } from '../../../src/access/practice-zone.js';
import { turnDay } from '../../../src/billing/day/day.service.js';
import { withApp } from '../../support/app.js';
import { at, billing, faultsOfBooks, invoiceIn } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const START = new Date('2026-03-05T15:00:00Z');
let now = START;
const app = withApp({ now: () => now });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, read, pay } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await app.prisma.practice.updateMany({ data: { timezone: 'America/Toronto' } });
  forgetHabits(ctxOfSystem(app.deps, 'job'));
}, 60_000);

/** As that instant has come. The sessions of the test stay those of its start. */
async function jobAt(instant: string): Promise<number> {
  now = new Date(instant);
  try {
    return await turnDay(ctxOfSystem({ ...app.deps, now: () => now }, 'job'));
  } finally {
    now = START;
  }
}

it('no invoice is overdue before its day, by SQL either', async () => {
  const serviceCodeId = await aService('100.00');
  const draft = await aDraft({ lines: [{ serviceCodeId }] });
  await as.STAFF.post(`${at(draft.id)}/send`, { issueDate: '2026-03-01', dueDate: '2026-03-31' }).expect(200);
  const dueDate = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const early = await aDraft({ lines: [{ serviceCodeId }] });
  await app.prisma.$executeRaw`UPDATE invoices SET due_date = ${dueDate}::date WHERE id = ${BigInt(early.id)}`;
  await as.STAFF.post(`${at(early.id)}/send`, {}).expect(200);
  await expect(app.prisma.$executeRaw`UPDATE invoices SET status = 'OVERDUE' WHERE id = ${BigInt(early.id)}`).rejects.toThrow(
    /invoices_overdue_check/,
  );
  await app.prisma.$executeRaw`UPDATE invoices SET status = 'OVERDUE' WHERE id = ${BigInt(draft.id)}`;
});

it('an invoice is overdue from the first minute of the day after, in the practice’s zone, part-paid or not', async () => {
  const serviceCodeId = await aService('100.00');
  const draft = await aDraft({ lines: [{ serviceCodeId }] });
  const sent = await as.STAFF.post(`${at(draft.id)}/send`, { issueDate: '2026-03-01', dueDate: '2026-03-31' }).expect(200);
  expect(invoiceIn(sent).status).toBe('SENT');
  await pay(draft.id, '40.00').expect(201);
  // Half past eleven in the evening of the 31st, in Toronto.
  await jobAt('2026-04-01T03:30:00Z');
  expect(await read(draft.id)).toMatchObject({ status: 'SENT', balance: '60.00' });
  expect(await jobAt('2026-04-01T04:04:00Z')).toBe(1);
  expect(await read(draft.id)).toMatchObject({ status: 'OVERDUE' });
  expect(await jobAt('2026-04-01T05:04:00Z')).toBe(0);
  const events = await app.prisma.storedEvent.findMany({ where: { recordType: 'Invoice', recordId: draft.id } });
  expect(events.map(({ name }) => name)).toEqual(['invoice.created', 'invoice.sent', 'invoice.overdue']);
  await pay(draft.id, '60.00').expect(201);
  expect(await read(draft.id)).toMatchObject({ status: 'PAID' });
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

it('a rate is shown from the day on which it begins', async () => {
  const id = await aService('90.00');
  await as.STAFF.put(`/api/billing/service-codes/${id}`, { rate: '95.00', rateFrom: '2026-03-10' }).expect(200);
  const column = async (): Promise<string> =>
    (await app.prisma.serviceCode.findUniqueOrThrow({ where: { id: BigInt(id) } })).rate.toFixed(2);
  expect(await column()).toBe('90.00');
  expect(await jobAt('2026-03-10T04:04:00Z')).toBe(1);
  expect(await column()).toBe('95.00');
  const then = await as.STAFF.get(`/api/billing/service-codes?on=2026-03-09&q=Session`).expect(200);
  expect((then.body as { items: { id: string; rate: string }[] }).items.find((one) => one.id === id)?.rate).toBe('90.00');
});

it('nobody but the server turns the day', async () => {
  const { actor } = ctxOfSystem(app.deps, 'job');
  const somebody = { ...ctxOfSystem(app.deps, 'job'), actor: { ...actor, kind: 'user' as const } };
  await expect(turnDay(somebody as never)).rejects.toMatchObject({ status: 403 });
});
