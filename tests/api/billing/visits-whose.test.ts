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
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

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

describe('a line that names a visit', () => {
  const invoiced = (clientId: bigint, ...lines: object[]) =>
    as.STAFF.post('/api/billing/invoices', { clientId: String(clientId), lines });
  const faults = ({ body }: { body: unknown }) => (body as { errors: { path: string }[] }).errors.map(({ path }) => path);

  /** A visit of one learner of a client who has two; what bills it. */
  async function aVisit(more: { status?: 'COMPLETED' | 'CONFIRMED'; startTime?: Date } = {}) {
    const { id: clientId } = await aClient(app.prisma);
    const [learner, sibling] = [await aLearner(app.prisma, { clientId }), await aLearner(app.prisma, { clientId })];
    const serviceCodeId = await aService('60.00');
    const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
    const of = { clientId, learnerId: learner.id, appointmentTypeId, status: 'COMPLETED' as const, startTime: START };
    const visit = await anAppointment(app.prisma, { ...of, ...more });
    const line = { serviceCodeId, serviceDate: '2026-03-02', appointmentId: String(visit.id) };
    return { clientId, learner, sibling, visit, line };
  }

  it('is about who took part: it takes them over, and names nobody else', async () => {
    const { clientId, learner, sibling, line } = await aVisit();
    const refused = await invoiced(clientId, { ...line, learnerId: String(sibling.id) }).expect(422);
    expect(codeOf(refused)).toBe('visit.not_billable');
    expect(faults(refused)).toEqual(['lines.0.learnerId']);
    const draft = await aDraft({ clientId, lines: [line] });
    expect(draft.lines).toMatchObject([{ learnerId: String(learner.id) }]);
    expect(codeOf(await invoiced(clientId, { ...line, learnerId: String(learner.id) }).expect(409))).toBe('visit.billed');
    const changed = await as.STAFF.put(`/api/billing/invoices/${draft.id}/lines/${draft.lines[0]?.id}`, {
      learnerId: String(sibling.id),
    }).expect(422);
    expect(faults(changed)).toEqual(['learnerId']);
  });

  it('is about nobody where the visit is about the client, and about all of theirs in a group', async () => {
    const { clientId, learner, sibling, line } = await aVisit();
    const own = await anAppointment(app.prisma, { clientId, status: 'COMPLETED', startTime: new Date('2026-03-03T15:00:00Z') });
    const ofOwn = { ...line, appointmentId: String(own.id) };
    await invoiced(clientId, { ...ofOwn, learnerId: String(learner.id) }).expect(422);
    expect((await aDraft({ clientId, lines: [ofOwn] })).lines).toMatchObject([{ learnerId: null }]);
    // The group's own learner and a sibling of theirs.
    const group = await anAppointment(app.prisma, {
      clientId,
      learnerId: learner.id,
      isGroupSession: true,
      status: 'COMPLETED',
      startTime: new Date('2026-03-04T15:00:00Z'),
    });
    await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId: sibling.id } });
    const ofGroup = { ...line, appointmentId: String(group.id) };
    expect((await aDraft({ clientId, lines: [ofGroup] })).lines).toMatchObject([{ learnerId: null }]);
    for (const { id } of [learner, sibling])
      expect(codeOf(await invoiced(clientId, { ...ofGroup, learnerId: String(id) }).expect(409))).toBe('visit.billed');
    expect((await bill(as.STAFF, 'preview', group).expect(200)).body).toMatchObject({ clients: [] });
  });

  it('tells nobody of a learner who is out of their sight', async () => {
    const { clientId, learner, sibling, line } = await aVisit();
    const startTime = new Date('2026-03-05T15:00:00Z');
    const group = await anAppointment(app.prisma, { clientId, isGroupSession: true, status: 'COMPLETED', startTime });
    for (const { id: learnerId } of [learner, sibling])
      await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId } });
    const staff = await signedIn(app, 'STAFF');
    for (const permission of ['VIEW_CLIENT', 'EDIT_BILLING'] as const)
      await aRecordPermission(app.prisma, permission, { userId: staff.user.id, learnerId: sibling.id, granted: false });
    const asks = (one: object) => staff.post('/api/billing/invoices', { clientId: String(clientId), lines: [one] });
    const ofGroup = { ...line, appointmentId: String(group.id) };
    expect(codeOf(await asks({ ...ofGroup, learnerId: String(sibling.id) }).expect(422))).toBe('reference.not_found');
    const { body } = await asks(ofGroup).expect(201);
    expect(body).toMatchObject({ hiddenLines: 0, lines: [{ learnerId: String(learner.id) }] });
    await invoiced(clientId, { ...ofGroup, learnerId: String(sibling.id) }).expect(201);
  });

  it('keeps it from being called off or missed, and its learner in it, until the bill is taken back', async () => {
    const startTime = new Date(Date.now() + 40 * 86_400_000);
    const { clientId, sibling, visit, line } = await aVisit({ status: 'CONFIRMED', startTime });
    const draft = await aDraft({ clientId, lines: [line] });
    const cancel = () => as.STAFF.post(`/api/appointments/${visit.id}/cancel`, { reason: 'Ill.', party: 'PRACTICE' });
    expect(codeOf(await cancel().expect(409))).toBe('visit.billed');
    const moved = await as.STAFF.put(`/api/appointments/${visit.id}`, { learnerId: String(sibling.id) }).expect(409);
    expect(codeOf(moved)).toBe('visit.billed');
    await expect(app.prisma.appointment.update({ where: { id: visit.id }, data: { status: 'NOSHOW' } })).rejects.toThrow(
      /appointments_billed_check/,
    );
    // It takes place, which is what it was billed as.
    await app.prisma.appointment.update({ where: { id: visit.id }, data: { status: 'COMPLETED' } });
    await as.ADMIN.put(`/api/appointments/${visit.id}`, { status: 'CONFIRMED' }).expect(409);
    await as.STAFF.delete(`/api/billing/invoices/${draft.id}`).expect(204);
    await app.prisma.appointment.update({ where: { id: visit.id }, data: { status: 'CONFIRMED' } });
    await cancel().expect(200);
    const refused = await invoiced(clientId, line).expect(422);
    expect(codeOf(refused)).toBe('visit.not_billable');
    expect(faults(refused)).toEqual(['lines.0.appointmentId']);
  });

  it('keeps whose part it bills in a group', async () => {
    const { clientId, learner, sibling, line } = await aVisit();
    const { id: host } = await aClient(app.prisma);
    const startTime = new Date(Date.now() + 41 * 86_400_000);
    const group = await anAppointment(app.prisma, { clientId: host, isGroupSession: true, status: 'CONFIRMED', startTime });
    for (const { id: learnerId } of [learner, sibling])
      await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId } });
    const draft = await aDraft({
      clientId,
      lines: [{ ...line, appointmentId: String(group.id), learnerId: String(learner.id) }],
    });
    const leave = ({ id }: { id: bigint }) => as.STAFF.delete(`/api/appointments/${group.id}/participants/${id}`);
    expect(codeOf(await leave(learner).expect(409))).toBe('visit.billed');
    await leave(sibling).expect(204);
    await as.STAFF.delete(`/api/billing/invoices/${draft.id}`).expect(204);
    await leave(learner).expect(204);
  });

  it('is refused, or keeps what it bills, whoever calls off or leaves at the same time', async () => {
    for (let round = 0; round < 12; round++) {
      const startTime = new Date(Date.now() + (50 + round) * 86_400_000);
      const { clientId, learner, visit, line } = await aVisit({ status: 'CONFIRMED', startTime });
      const { id: host } = await aClient(app.prisma);
      const later = new Date(startTime.getTime() + 3 * 3_600_000);
      const group = await anAppointment(app.prisma, {
        clientId: host,
        isGroupSession: true,
        status: 'CONFIRMED',
        startTime: later,
      });
      await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId: learner.id } });
      const ofGroup = { ...line, appointmentId: String(group.id) };
      const [billed, cancelled, billedPart, left] = await Promise.all([
        invoiced(clientId, line),
        as.STAFF.post(`/api/appointments/${visit.id}/cancel`, { reason: 'Ill.', party: 'PRACTICE' }),
        invoiced(clientId, ofGroup),
        as.STAFF.delete(`/api/appointments/${group.id}/participants/${learner.id}`),
      ]);
      // Either it is billed and stays, or it is gone and not billed.
      expect(['201 409', '422 200']).toContain(`${billed.status} ${cancelled.status}`);
      expect(['201 409', '422 204']).toContain(`${billedPart.status} ${left.status}`);
    }
  });
});
