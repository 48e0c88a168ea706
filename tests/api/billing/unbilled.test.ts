/** Unbilled visits as a report: what the list of visits has, gathered by month, therapist, location; of whom one sees; and files in words. */
import { withApp } from '../../support/app.js';
import { billing } from '../../support/billing.js';
import { asFile, cents, REPORTS, sum } from '../../support/books.js';
import { aClient, aLocation, anAppointment, aRecordPermission, aUser } from '../../support/builders.js';
import { readCsv } from '../../support/csv.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => new Date('2026-04-02T15:00:00Z') });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, pay } = billing(app, () => as.STAFF);
const DAYS = 'from=2026-01-01&to=2026-03-31';
let closed: bigint;

interface Line {
  month: string | null;
  key: string | null;
  label: string | null;
  visits: number;
  withoutPrice: number;
  amount: string;
}
interface Report {
  lines: Line[];
  total: { visits: number; withoutPrice: number; amount: string };
}

beforeAll(async () => {
  as = await oneOfEachRole(app);
  const hourly = await aService('100.00', { billableUnit: 'HOUR' });
  const type = async (name: string, serviceCodeId: string | null): Promise<bigint> =>
    BigInt(((await as.ADMIN.post('/api/appointment-types', { name, serviceCodeId }).expect(201)).body as { id: string }).id);
  const [priced, unpriced] = [await type('Therapy', hourly), await type('Talk', null)];
  const [here, tess, sam] = [
    await aLocation(app.prisma, { name: 'North' }),
    await aUser(app.prisma, { role: 'THERAPIST', firstName: 'Tess', lastName: 'Ng' }),
    await aUser(app.prisma, { role: 'THERAPIST', firstName: 'Sam', lastName: 'Ode' }),
  ];
  const [client, other] = [await aClient(app.prisma), await aClient(app.prisma)];
  closed = other.id;
  const visit = (day: string, minutes: number, more: object): Promise<unknown> => {
    const startTime = new Date(`${day}T15:00:00Z`);
    const endTime = new Date(startTime.getTime() + minutes * 60_000);
    return anAppointment(app.prisma, {
      clientId: client.id,
      appointmentTypeId: priced,
      status: 'COMPLETED',
      startTime,
      endTime,
      ...more,
    });
  };
  // 50 minutes of an hour at 100.00 are 0.83 units.
  await visit('2026-01-10', 50, { therapistId: tess.id, locationId: here.id });
  await visit('2026-02-10', 60, { therapistId: tess.id, locationId: here.id });
  await visit('2026-02-11', 60, { therapistId: sam.id });
  await visit('2026-03-11', 45, { therapistId: sam.id, clientId: other.id });
  await visit('2026-03-12', 45, { therapistId: sam.id, appointmentTypeId: unpriced });
}, 60_000);

const ask = async (query: string, who = as.STAFF): Promise<Report> =>
  (await who.get(`${REPORTS}/unbilled-visits?${DAYS}${query}`).expect(200)).body as Report;
const told = ({ lines }: Report): unknown[] => lines.map(({ month, label, visits, amount }) => [month ?? label, visits, amount]);

it('tells what the list of visits tells, gathered', async () => {
  const byMonth = await ask('');
  expect(told(byMonth)).toEqual([
    ['2026-01-01', 1, '83.00'],
    ['2026-02-01', 2, '200.00'],
    ['2026-03-01', 2, '75.00'],
  ]);
  expect(byMonth.total).toEqual({ visits: 5, withoutPrice: 1, amount: '358.00' });
  expect(told(await ask('&by=THERAPIST'))).toEqual([
    ['Sam Ode', 3, '175.00'],
    ['Tess Ng', 2, '183.00'],
  ]);
  expect(told(await ask('&by=LOCATION'))).toEqual([
    ['North', 2, '183.00'],
    [null, 3, '175.00'],
  ]);
  expect((await ask('&by=THERAPIST&monthly=true')).lines.map(({ month, label }) => [month, label])).toEqual([
    ['2026-01-01', 'Tess Ng'],
    ['2026-02-01', 'Sam Ode'],
    ['2026-02-01', 'Tess Ng'],
    ['2026-03-01', 'Sam Ode'],
  ]);
  const list = (await as.STAFF.get(`/api/billing/visits?${DAYS}&limit=200`).expect(200)).body as {
    items: { amount: string | null }[];
  };
  expect(list.items).toHaveLength(byMonth.total.visits);
  expect(
    sum(
      list.items.filter(({ amount }) => amount !== null),
      'amount',
    ),
  ).toBe(cents(byMonth.total.amount));
  const file = readCsv((await as.STAFF.get(asFile(`unbilled-visits?${DAYS}&by=THERAPIST`)).expect(200)).text);
  expect(file.map((row) => [row.Therapist, row.Visits, row['Of them without a price'], row['Before taxes']])).toEqual([
    ['Sam Ode', '3', '1', '175.00'],
    ['Tess Ng', '2', '0', '183.00'],
  ]);
  await as.STAFF.get(`${REPORTS}/unbilled-visits?from=2025-01-01&to=2026-03-31`).expect(422);
});

it('is of whom one sees, and of nobody without the permission', async () => {
  await aRecordPermission(app.prisma, 'VIEW_BILLING', { userId: as.STAFF.user.id, clientId: closed, granted: false });
  expect((await ask('')).total).toMatchObject({ visits: 4, amount: '283.00' });
  expect((await ask('', as.ADMIN)).total).toMatchObject({ visits: 5, amount: '358.00' });
  for (const address of [`${REPORTS}/unbilled-visits?${DAYS}`, asFile(`unbilled-visits?${DAYS}`)]) {
    await as.RECEPTIONIST.get(address).expect(403);
    await as.THERAPIST.get(address).expect(403);
  }
});

it('reports as files are in words, the cash-up the latest day first', async () => {
  const service = await aService('100.00');
  const { id: clientId } = await aClient(app.prisma);
  const { id } = await aSent({ clientId, lines: [{ serviceCodeId: service }] });
  await pay(id, '40.00', { paymentMethod: 'CHECK', paymentDate: '2026-04-01' }).expect(201);
  await pay(id, '20.00', { paymentMethod: 'CREDIT_CARD', paymentDate: '2026-04-02' }).expect(201);
  const days = 'from=2026-04-01&to=2026-04-02';
  const cash = readCsv((await as.STAFF.get(asFile(`cash-up?${days}`)).expect(200)).text);
  expect(cash.map(({ Day, Method }) => [Day, Method])).toEqual([
    ['2026-04-02', 'Credit card'],
    ['2026-04-01', 'Cheque'],
  ]);
  const journal = readCsv((await as.STAFF.get(asFile(`journal?${days}`)).expect(200)).text);
  expect(new Set(journal.map(({ Act }) => Act))).toEqual(new Set(['Invoice sent', 'Payment recorded']));
});
