/** What an invoice over visits would charge beyond what pays: told before there is a draft, as the draft then tells it. */
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, anAppointmentType, anInsurance } from '../../support/builders.js';
import { billing, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);
afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

interface Foreseen {
  totalAmount: string;
  warnings: { code: string; message: string }[];
}
const post = async (path: string, body: object, status = 200): Promise<unknown> =>
  (await as.STAFF.post(`/api/billing/visits/${path}`, body).expect(status)).body;

/** A client whose policy pays 80 per cent, at most 100.00 a year, with two visits of 100.00. */
async function visited() {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, {
    clientId,
    maxAnnualCoverage: '100.00',
    coverageStartDate: new Date('2020-01-01'),
  });
  const part = { clientId: String(clientId), insuranceId: String(policy.id), percent: '80' };
  await as.STAFF.post('/api/billing/client-payers', part).expect(201);
  const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(await aService('100.00')) });
  const visits = [];
  for (const day of ['2026-03-02', '2026-03-09']) {
    const startTime = new Date(`${day}T15:00:00Z`);
    visits.push(await anAppointment(app.prisma, { clientId, appointmentTypeId, status: 'COMPLETED', startTime }));
  }
  return { clientId: String(clientId), ids: visits.map(({ id }) => String(id)) };
}

it('is told of the days that are asked for, and not once a visit is left out', async () => {
  const { clientId, ids } = await visited();
  const days = { clientId, from: '2026-03-01', to: '2026-03-31' };
  const all = (await post('preview', days)) as Foreseen;
  expect(all.totalAmount).toBe('200.00');
  expect(all.warnings).toEqual([{ code: 'POLICY_EXCEEDED', message: expect.stringContaining('$160.00') as string }]);
  const one = { clientId, visits: [{ appointmentId: ids[1] }] };
  expect(await post('preview', one)).toMatchObject({ totalAmount: '100.00', warnings: [] });
  const { invoice } = (await post('invoice', days, 201)) as { invoice: Foreseen };
  expect(invoice.warnings).toEqual(all.warnings);
});

it('is told of each client of chosen appointments, and of no other', async () => {
  const much = await visited();
  const little = await visited();
  const asked = { appointmentIds: [...much.ids, little.ids[0]] };
  const { clients } = (await post('appointments/preview', asked)) as { clients: (Foreseen & { clientId: string })[] };
  const codesOf = (id: string) => clients.find(({ clientId }) => clientId === id)?.warnings.map(({ code }) => code);
  expect([codesOf(much.clientId), codesOf(little.clientId)]).toEqual([['POLICY_EXCEEDED'], []]);
});
