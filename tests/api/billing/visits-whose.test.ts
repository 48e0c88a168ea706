/** Whose visits are billed: a client's as a whole, by whom the client is open to, once for all of their learners. */
import { withApp } from '../../support/app.js';
import {
  aClient,
  aLearner,
  anAppointment,
  anAppointmentType,
  aRecordPermission,
  aUserPermission,
} from '../../support/builders.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const START = new Date('2026-03-02T15:00:00Z');
const DAYS = { fromDay: '2026-03-01', toDay: '2026-03-07' };
const bill = (who: TokenHolder, what: 'preview' | 'invoice', ...appointments: { id: bigint }[]) =>
  who.post(`/api/billing/visits/appointments/${what}`, { appointmentIds: appointments.map(({ id }) => String(id)) });

it('one learner who is open to somebody makes the client nobody’s to bill: chosen, looked at before, and by a run', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const { id: learnerId } = await aLearner(app.prisma, { clientId });
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(await aService('70.00')) });
  const visit = await anAppointment(app.prisma, {
    clientId,
    learnerId,
    appointmentTypeId: type.id,
    status: 'COMPLETED',
    startTime: START,
  });
  const userId = as.THERAPIST.user.id;
  await aUserPermission(app.prisma, 'EDIT_BILLING', { userId });
  for (const permission of ['VIEW_CLIENT', 'VIEW_APPOINTMENT', 'VIEW_BILLING', 'EDIT_BILLING'] as const)
    await aRecordPermission(app.prisma, permission, { userId, learnerId, granted: true });
  await as.THERAPIST.get(`/api/clients/${clientId}`).expect(404);
  const preview = await bill(as.THERAPIST, 'preview', visit).expect(200);
  expect(preview.body).toMatchObject({ clients: [], left: [], none: [String(visit.id)] });
  expect(codeOf(await bill(as.THERAPIST, 'invoice', visit).expect(422))).toBe('visit.none');
  const run = (await as.THERAPIST.post('/api/billing/runs/preview', DAYS).expect(200)).body as { clients: number };
  expect(run).toMatchObject({ clients: 0, visits: 0, items: [] });
  const waiver = { appointmentId: String(visit.id), reason: 'Kind.' };
  await as.THERAPIST.post('/api/billing/visits/waivers', waiver).expect(422);
  expect(await app.prisma.invoice.count({ where: { clientId } })).toBe(0);
  expect((await bill(as.STAFF, 'invoice', visit).expect(201)).body).toMatchObject({ drafts: [{ clientId: String(clientId) }] });
});

describe('a line that names no learner', () => {
  /** A group with two learners of a client. */
  async function aGroup() {
    const { id: clientId } = await aClient(app.prisma);
    const { id: host } = await aClient(app.prisma);
    const serviceCodeId = await aService('60.00');
    const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
    const of = { appointmentTypeId: type.id, status: 'COMPLETED' as const, startTime: START, isGroupSession: true };
    const group = await anAppointment(app.prisma, { clientId: host, ...of });
    const learners = [await aLearner(app.prisma, { clientId }), await aLearner(app.prisma, { clientId })] as const;
    for (const { id: learnerId } of learners)
      await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId } });
    const line = { serviceCodeId, serviceDate: '2026-03-02', appointmentId: String(group.id) };
    const drafted = (...learnerIds: (bigint | null)[]) =>
      as.STAFF.post('/api/billing/invoices', {
        clientId: String(clientId),
        lines: learnerIds.map((learnerId) => ({ ...line, learnerId: learnerId === null ? null : String(learnerId) })),
      });
    return { clientId, group, learners, drafted };
  }

  it('bills a visit for all of its client’s learners, and nobody of them beside it; one after the other, or on one invoice', async () => {
    const { group, learners, drafted } = await aGroup();
    const [one, other] = learners.map(({ id }) => id) as [bigint, bigint];
    expect(codeOf(await drafted(one, null).expect(409))).toBe('visit.billed');
    await drafted(one).expect(201);
    expect(codeOf(await drafted(null).expect(409))).toBe('visit.billed');
    await drafted(other).expect(201);
    const whole = await aGroup();
    await whole.drafted(null).expect(201);
    expect(codeOf(await whole.drafted(whole.learners[0].id).expect(409))).toBe('visit.billed');
    const left = await bill(as.STAFF, 'preview', group, whole.group).expect(200);
    expect((left.body as { clients: { clientId: string }[] }).clients).toEqual([]);
  });

  it('once, whoever writes which at the same time', async () => {
    for (let round = 0; round < 8; round++) {
      const { learners, drafted } = await aGroup();
      const answers = await Promise.all([drafted(null), drafted(learners[0].id), drafted(null)]);
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    }
  });

  it('may bill another service of the visit', async () => {
    const { clientId, group, learners, drafted } = await aGroup();
    await drafted(learners[0].id).expect(201);
    const report = { serviceCodeId: await aService('40.00'), serviceDate: '2026-03-02', appointmentId: String(group.id) };
    await aDraft({ clientId, lines: [report] });
  });
});
