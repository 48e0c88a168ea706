/** From visits to invoices: what is billed of them and why, once each, whoever else does it at the same time. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, aRecordPermission } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, aSent, read } = billing(app, () => as.STAFF);

interface Visit {
  appointmentId: string;
  clientId: string;
  learnerId: string | null;
  day: string;
  kind: string;
  state: string;
  quantity: string | null;
  amount: string | null;
  reason: string | null;
  problem: { code: string; message: string } | null;
  invoiceNumber: string | null;
}

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await app.prisma.practice.updateMany({ data: { timezone: 'America/Toronto' } });
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

let n = 0;
/** A type of visits; gives its id. */
async function aType(given: object): Promise<bigint> {
  const { body } = await as.ADMIN.post('/api/appointment-types', { name: `Type ${++n}`, ...given }).expect(201);
  return BigInt((body as { id: string }).id);
}

/** A visit that is over, of 50 minutes. */
async function aVisit(clientId: bigint, appointmentTypeId: bigint | null, more: object = {}) {
  const startTime = new Date(Date.UTC(2026, 2, 2, 14) + ++n * 3_600_000);
  return anAppointment(app.prisma, { clientId, appointmentTypeId, status: 'COMPLETED', startTime, ...more });
}

const DAYS = { from: '2026-01-01', to: '2026-12-31' };
const listed = async (query: Record<string, string>, who = as.STAFF): Promise<Visit[]> => {
  const asked = new URLSearchParams({ ...DAYS, ...query });
  return ((await who.get(`/api/billing/visits?${asked.toString()}`).expect(200)).body as { items: Visit[] }).items;
};
const invoice = (clientId: bigint, more: object = DAYS, who = as.STAFF) =>
  who.post('/api/billing/visits/invoice', { clientId: String(clientId), ...more });
const made = (answer: { body: unknown }): Invoice => (answer.body as { invoice: Invoice }).invoice;
const named = (...visits: { id: bigint }[]) => ({ visits: visits.map(({ id }) => ({ appointmentId: String(id) })) });

describe('what visits come to', () => {
  it('by the unit of the service and the length of the visit, with the reason', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const quarter = await aType({ serviceCodeId: await aService('30.00', { billableUnit: 'QUARTER_HOUR' }) });
    const hour = await aType({ serviceCodeId: await aService('120.00', { billableUnit: 'HOUR' }) });
    const long = await aType({ serviceCodeId: await aService('90.00', { minimumDuration: 60 }) });
    const free = await aType({});
    for (const type of [quarter, hour, long, free]) await aVisit(clientId, type);
    const visits = await listed({ clientId: String(clientId) });
    expect(visits.map(({ quantity, amount, reason, problem }) => [quantity, amount, reason ?? problem?.code])).toEqual([
      ['4', '120.00', '50 minutes = 4 begun quarters of an hour'],
      ['0.83', '99.60', '50 minutes = 0.83 h'],
      [null, null, 'TOO_SHORT'],
      [null, null, 'NO_SERVICE'],
    ]);
    const preview = await as.STAFF.post('/api/billing/visits/preview', { clientId: String(clientId), ...DAYS }).expect(200);
    expect(preview.body).toMatchObject({ subtotal: '219.60', totalAmount: '219.60', more: false });
    expect((preview.body as { left: Visit[] }).left.map(({ problem }) => problem?.code)).toEqual(['TOO_SHORT', 'NO_SERVICE']);
    const answer = await invoice(clientId).expect(201);
    expect(made(answer)).toMatchObject({ status: 'DRAFT', totalAmount: '219.60' });
    expect((answer.body as { invoice: { lines: { reason: string }[] } }).invoice.lines.map(({ reason }) => reason)).toEqual([
      '50 minutes = 4 begun quarters of an hour',
      '50 minutes = 0.83 h',
    ]);
    expect((answer.body as { left: Visit[] }).left).toHaveLength(2);
    expect(codeOf(await invoice(clientId).expect(422))).toBe('visit.none');
  });

  it('the type that counts for those without one, and what cost what on that day', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const serviceCodeId = await aService('80.00');
    const usual = await aType({ serviceCodeId, isDefault: true });
    expect(codeOf(await as.ADMIN.post('/api/appointment-types', { name: 'Another', isDefault: true }).expect(409))).toBe(
      'appointment_type.default_taken',
    );
    await as.STAFF.put(`/api/billing/service-codes/${serviceCodeId}`, { rate: '85.00', rateFrom: '2026-03-03' }).expect(200);
    // Half past eight in the evening of the 2nd in Toronto is the 3rd by the clock of Greenwich.
    await aVisit(clientId, null, { startTime: new Date('2026-03-03T01:30:00Z'), endTime: new Date('2026-03-03T02:20:00Z') });
    await aVisit(clientId, null, { startTime: new Date('2026-03-03T15:00:00Z'), endTime: new Date('2026-03-03T15:50:00Z') });
    const visits = await listed({ clientId: String(clientId) });
    expect(visits.map(({ day, amount }) => [day, amount])).toEqual([
      ['2026-03-02', '80.00'],
      ['2026-03-03', '85.00'],
    ]);
    expect(await listed({ clientId: String(clientId), from: '2026-03-02', to: '2026-03-02' })).toHaveLength(1);
    await as.ADMIN.put(`/api/appointment-types/${usual}`, { isDefault: false }).expect(200);
  });

  it('fees for what was missed or called off too late, where the type says so', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const type = await aType({
      serviceCodeId: await aService('100.00', { minimumDuration: 30 }),
      noShowServiceCodeId: await aService('40.00', { minimumDuration: 60 }),
      lateCancellationServiceCodeId: await aService('25.00'),
    });
    const without = await aType({ serviceCodeId: await aService('100.00') });
    await aVisit(clientId, type, { status: 'NOSHOW' });
    await aVisit(clientId, type, { status: 'CANCELLED', lateCancellation: true, cancelledByParty: 'CLIENT' });
    // The practice called it off, it was early enough, or it costs nothing.
    await aVisit(clientId, type, { status: 'CANCELLED', lateCancellation: true, cancelledByParty: 'PRACTICE' });
    await aVisit(clientId, type, { status: 'CANCELLED', lateCancellation: false, cancelledByParty: 'CLIENT' });
    await aVisit(clientId, type, { status: 'CONFIRMED' });
    await aVisit(clientId, without, { status: 'NOSHOW' });
    const visits = await listed({ clientId: String(clientId) });
    expect(visits.map(({ kind, amount, reason }) => [kind, amount, reason])).toEqual([
      ['NO_SHOW', '40.00', 'No-show. One visit of 50 minutes'],
      ['LATE_CANCELLATION', '25.00', 'Called off too late. One visit of 50 minutes'],
    ]);
    expect(codeOf(await invoice(clientId, { ...DAYS, fees: false }).expect(422))).toBe('visit.none');
    const [missed] = visits as [Visit];
    const waiver = await as.STAFF.post('/api/billing/visits/waivers', {
      appointmentId: missed.appointmentId,
      reason: 'The bus broke down.',
    }).expect(201);
    expect(await listed({ clientId: String(clientId), state: 'WAIVED' })).toMatchObject([
      { state: 'WAIVED', waiverReason: 'The bus broke down.', problem: { code: 'WAIVED' } },
    ]);
    expect(codeOf(await invoice(clientId, named({ id: BigInt(missed.appointmentId) })).expect(409))).toBe('visit.waived');
    expect(made(await invoice(clientId).expect(201))).toMatchObject({ totalAmount: '25.00' });
    const where = (waiver.headers as Record<string, string>).location as string;
    expect((await as.STAFF.get(where).expect(200)).headers).toHaveProperty('etag');
    await as.STAFF.delete(where).expect(204);
    expect(made(await invoice(clientId).expect(201))).toMatchObject({ totalAmount: '40.00' });
  });

  it('of a group, each learner’s part for their client', async () => {
    const [host, family, other] = [await aClient(app.prisma), await aClient(app.prisma), await aClient(app.prisma)];
    const type = await aType({ serviceCodeId: await aService('45.00') });
    const [one, two, three] = [
      await aLearner(app.prisma, { clientId: family.id }),
      await aLearner(app.prisma, { clientId: family.id }),
      await aLearner(app.prisma, { clientId: other.id }),
    ];
    const group = await aVisit(host.id, type, { isGroupSession: true });
    await app.prisma.appointmentGroupParticipant.createMany({
      data: [one, two, three].map(({ id: learnerId }) => ({ appointmentId: group.id, learnerId })),
    });
    expect(await listed({ clientId: String(host.id) })).toEqual([]);
    expect(made(await invoice(family.id).expect(201))).toMatchObject({ totalAmount: '90.00' });
    expect(made(await invoice(other.id).expect(201))).toMatchObject({ totalAmount: '45.00' });
    expect(codeOf(await as.STAFF.post('/api/billing/visits/waivers', { appointmentId: String(group.id), reason: 'x' }))).toBe(
      'field.required',
    );
  });
});

describe('each visit once', () => {
  it('from twenty who ask at the same time', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const type = await aType({ serviceCodeId: await aService('70.00') });
    const visits = [await aVisit(clientId, type), await aVisit(clientId, type), await aVisit(clientId, type)];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => invoice(clientId, index % 2 ? DAYS : named(...visits.slice(index % 3)))),
    );
    const drafts = answers.filter(({ status }) => status === 201).map(made);
    expect(drafts.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(3);
    expect([...new Set(answers.map(({ status }) => status))].every((status) => [201, 409, 422].includes(status))).toBe(true);
    expect(await listed({ clientId: String(clientId), state: 'BILLED' })).toHaveLength(3);
  });

  it('or waived, never both, by whatever road and whoever is first', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const serviceCodeId = await aService('70.00');
    const type = await aType({ serviceCodeId });
    const waive = (visit: { id: bigint }) =>
      as.STAFF.post('/api/billing/visits/waivers', { appointmentId: String(visit.id), reason: 'A courtesy' });
    const byHand = (visit: { id: bigint }) =>
      as.STAFF.post('/api/billing/invoices', {
        clientId: String(clientId),
        lines: [{ serviceCodeId, serviceDate: '2026-03-02', appointmentId: String(visit.id) }],
      });
    const waived = await aVisit(clientId, type);
    await waive(waived).expect(201);
    expect(codeOf(await byHand(waived).expect(409))).toBe('visit.waived');
    for (let round = 0; round < 6; round++) {
      const visit = await aVisit(clientId, type);
      const answers = await Promise.all([byHand(visit), waive(visit), byHand(visit), waive(visit)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    }
    const billed = await aVisit(clientId, type);
    await byHand(billed).expect(201);
    await expect(
      app.prisma.visitWaiver.create({ data: { clientId, appointmentId: billed.id, reason: 'By SQL' } }),
    ).rejects.toThrow(/visit_waivers_billed_check/);
  });

  it('not by a line that is typed, nor by SQL', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const serviceCodeId = await aService('70.00');
    const visit = await aVisit(clientId, await aType({ serviceCodeId }));
    const line = { serviceCodeId, appointmentId: String(visit.id) };
    const draft = await aDraft({ clientId, lines: [line] });
    const again = await as.STAFF.post('/api/billing/invoices', {
      clientId: String(clientId),
      lines: [{ ...line, serviceDate: '2026-03-02' }],
    }).expect(409);
    expect(codeOf(again)).toBe('visit.billed');
    await expect(app.prisma.$executeRaw`DELETE FROM billed_visits WHERE appointment_id = ${visit.id}`).rejects.toThrow(
      /billed_visits_kept_check/,
    );
    // Another service of the same visit is another line, by hand.
    const report = await aService('20.00', { billableUnit: 'REPORT' });
    await as.STAFF.post(`${at(draft.id)}/lines`, { ...line, serviceCodeId: report, serviceDate: '2026-03-02' }).expect(201);
    expect(codeOf(await invoice(clientId).expect(422))).toBe('visit.none');
  });

  it('again when the draft is deleted, or the line is credited whole; not for a part of it', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const visit = await aVisit(clientId, await aType({ serviceCodeId: await aService('70.00') }));
    const draft = made(await invoice(clientId).expect(201));
    await as.STAFF.delete(at(draft.id)).expect(204);
    const { id, lines } = made(await invoice(clientId, named(visit)).expect(201));
    await as.STAFF.post(`${at(id)}/send`, {}).expect(200);
    const credit = (amount: string) =>
      as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'Too much.', lines: [{ lineId: lines[0]?.id, amount }] });
    await credit('30.00').expect(201);
    expect(codeOf(await invoice(clientId, named(visit)).expect(409))).toBe('visit.billed');
    await credit('40.00').expect(201);
    expect((await read(id)).status).toBe('CANCELLED');
    expect(made(await invoice(clientId).expect(201))).toMatchObject({ totalAmount: '70.00' });
  });

  it('what is billed as it took place is not reopened until the bill is taken back', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const visit = await aVisit(clientId, await aType({ serviceCodeId: await aService('70.00') }));
    const draft = made(await invoice(clientId).expect(201));
    const reopened = await as.ADMIN.put(`/api/appointments/${visit.id}`, { status: 'CONFIRMED' }).expect(409);
    expect(codeOf(reopened)).toBe('visit.billed');
    await as.STAFF.delete(at(draft.id)).expect(204);
    await as.ADMIN.put(`/api/appointments/${visit.id}`, { status: 'CONFIRMED' }).expect(200);
  });
});

interface Chosen {
  clients: { clientId: string; visits: Visit[]; totalAmount: string }[];
  drafts: { clientId: string; invoiceId: string; visits: number; totalAmount: string }[];
  left: Visit[];
  none: string[];
}
const chosen = (what: 'preview' | 'invoice', appointmentIds: readonly string[], who = as.STAFF) =>
  who.post(`/api/billing/visits/appointments/${what}`, { appointmentIds });
const idsOf = (...appointments: { id: bigint }[]): string[] => appointments.map(({ id }) => String(id));

describe('appointments that were chosen, of many clients', () => {
  it('become a draft for each client; what cannot be billed is left out and told', async () => {
    const [one, other] = [await aClient(app.prisma), await aClient(app.prisma)];
    const type = await aType({ serviceCodeId: await aService('70.00') });
    const group = await aVisit(one.id, type, { isGroupSession: true });
    for (const clientId of [one.id, other.id])
      await app.prisma.appointmentGroupParticipant.create({
        data: { appointmentId: group.id, learnerId: (await aLearner(app.prisma, { clientId })).id },
      });
    const [first, priceless, toCome] = [
      await aVisit(one.id, type),
      await aVisit(other.id, null),
      await aVisit(one.id, type, { status: 'SCHEDULED' }),
    ];
    const ids = [...idsOf(group, first, priceless, toCome, first), '999999999'];
    const before = await app.prisma.invoice.count();
    const preview = (await chosen('preview', ids).expect(200)).body as Chosen;
    expect(await app.prisma.invoice.count()).toBe(before);
    const { drafts, ...told } = (await chosen('invoice', ids).expect(201)).body as Chosen;
    for (const { left, none } of [preview, told]) {
      expect(left.map(({ appointmentId, problem }) => [appointmentId, problem?.code])).toEqual([
        [String(priceless.id), 'NO_SERVICE'],
      ]);
      expect(none).toEqual([String(toCome.id), '999999999']);
    }
    const [total, count] = [
      new Map([
        [String(one.id), '140.00'],
        [String(other.id), '70.00'],
      ]),
      new Map([
        [String(one.id), 2],
        [String(other.id), 1],
      ]),
    ];
    expect(preview.clients.map(({ clientId, visits, totalAmount }) => [clientId, visits.length, totalAmount]).sort()).toEqual(
      [...total].map(([id, amount]) => [id, count.get(id), amount]).sort(),
    );
    expect(drafts.map(({ clientId, visits, totalAmount }) => [clientId, visits, totalAmount]).sort()).toEqual(
      [...total].map(([id, amount]) => [id, count.get(id), amount]).sort(),
    );
    for (const { clientId, invoiceId, totalAmount } of drafts)
      expect(await read(invoiceId)).toMatchObject({ clientId, status: 'DRAFT', totalAmount });
    expect(codeOf(await chosen('invoice', ids).expect(422))).toBe('visit.none');
    const again = (await chosen('preview', idsOf(first)).expect(200)).body as Chosen;
    expect(again.left.map(({ problem }) => problem?.code)).toEqual(['BILLED']);
  });

  it('at most 2,000 visits at once, however many take part in each', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const type = await aType({ serviceCodeId: await aService('70.00') });
    const learners: { id: bigint }[] = [];
    for (let index = 0; index < 50; index++) learners.push(await aLearner(app.prisma, { clientId }));
    const groups: { id: bigint }[] = [];
    for (let index = 0; index < 41; index++) groups.push(await aVisit(clientId, type, { isGroupSession: true }));
    await app.prisma.appointmentGroupParticipant.createMany({
      data: groups.flatMap(({ id: appointmentId }) => learners.map(({ id: learnerId }) => ({ appointmentId, learnerId }))),
    });
    for (const what of ['preview', 'invoice'] as const)
      expect(codeOf(await chosen(what, idsOf(...groups)).expect(422))).toBe('visit.too_many');
    const { clients } = (await chosen('preview', idsOf(...groups.slice(1))).expect(200)).body as Chosen;
    expect(clients).toMatchObject([{ more: true }]);
  });

  it('each once from twenty who choose at the same time', async () => {
    const clients = await Promise.all(Array.from({ length: 3 }, () => aClient(app.prisma)));
    const type = await aType({ serviceCodeId: await aService('70.00') });
    const visits: { id: bigint }[] = [];
    for (const { id } of clients) visits.push(await aVisit(id, type), await aVisit(id, type));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => chosen('invoice', idsOf(...visits.slice(index % 3, 6 - (index % 2))))),
    );
    const drafts = answers.filter(({ status }) => status === 201).flatMap(({ body }) => (body as Chosen).drafts);
    expect(drafts.reduce((sum, draft) => sum + draft.visits, 0)).toBe(6);
    expect([...new Set(answers.map(({ status }) => status))].every((status) => [201, 422].includes(status))).toBe(true);
  });

  it('of clients and learners in sight alone, and for those who bill', async () => {
    const [seen, hidden] = [await aClient(app.prisma), await aClient(app.prisma)];
    const type = await aType({ serviceCodeId: await aService('60.00') });
    const [mine, closed] = [await aVisit(seen.id, type), await aVisit(hidden.id, type)];
    await aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: as.STAFF.user.id, clientId: hidden.id, granted: false });
    const { clients, left, none } = (await chosen('preview', idsOf(mine, closed)).expect(200)).body as Chosen;
    // Nothing tells it from one that is not there.
    expect([clients.map(({ clientId }) => clientId), left, none]).toEqual([[String(seen.id)], [], [String(closed.id)]]);
    expect(codeOf(await chosen('invoice', idsOf(closed)).expect(422))).toBe('visit.none');
    expect(((await chosen('invoice', idsOf(mine, closed)).expect(201)).body as Chosen).drafts).toHaveLength(1);
    expect(await listed({ clientId: String(hidden.id) }, as.ADMIN)).toHaveLength(1);
    // Answers are not given again to whoever has lost sight of somebody whom they tell of.
    const moved = await aClient(app.prisma, { lastName: 'Moved Away' });
    const [open, priceless] = [await aVisit(seen.id, type), await aVisit(moved.id, null)];
    const body = { appointmentIds: idsOf(open, priceless) };
    const again = (what: string) =>
      as.STAFF.post(`/api/billing/visits/appointments/${what}`, body).set('Idempotency-Key', `${what}-once`);
    expect((await again('preview').expect(200)).text).toContain('Moved Away');
    expect((await again('invoice').expect(201)).text).toContain('Moved Away');
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: as.STAFF.user.id, clientId: moved.id, granted: false });
    expect((await again('preview')).text).not.toContain('Moved Away');
    expect((await again('invoice')).text).not.toContain('Moved Away');
    for (const who of [as.RECEPTIONIST, as.THERAPIST])
      for (const what of ['preview', 'invoice'] as const) await chosen(what, idsOf(closed), who).expect(403);
    await chosen('preview', []).expect(400);
    await chosen(
      'preview',
      Array.from({ length: 201 }, (_, index) => String(index + 1)),
    ).expect(400);
  });
});

describe('who may', () => {
  it('lists and bills what they see, and no learner out of sight', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const [seen, hidden] = [await aLearner(app.prisma, { clientId }), await aLearner(app.prisma, { clientId })];
    const type = await aType({ serviceCodeId: await aService('60.00') });
    await aVisit(clientId, type, { learnerId: seen.id });
    const closed = await aVisit(clientId, type, { learnerId: hidden.id });
    await aRecordPermission(app.prisma, 'VIEW_BILLING', { userId: as.STAFF.user.id, learnerId: hidden.id, granted: false });
    await aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: as.STAFF.user.id, learnerId: hidden.id, granted: false });
    expect((await listed({ clientId: String(clientId) })).map(({ learnerId }) => learnerId)).toEqual([String(seen.id)]);
    expect(await listed({ clientId: String(clientId), learnerId: String(hidden.id) })).toEqual([]);
    expect(codeOf(await invoice(clientId, named(closed)).expect(422))).toBe('visit.not_billable');
    await as.STAFF.post('/api/billing/visits/waivers', { appointmentId: String(closed.id), reason: 'x' }).expect(422);
    expect(made(await invoice(clientId).expect(201)).lines).toHaveLength(1);
    expect(await listed({ clientId: String(clientId) }, as.ADMIN)).toHaveLength(1);
    await invoice(clientId, DAYS, as.RECEPTIONIST).expect(403);
    await invoice(clientId, DAYS, as.THERAPIST).expect(403);
    expect(await listed({ clientId: String(clientId), state: 'BILLED' }, as.THERAPIST)).toEqual([]);
    expect(await listed({ clientId: String(clientId), state: 'BILLED' }, as.ADMIN)).toHaveLength(1);
  });

  it('days the wrong way round, too many of them, and unknown visits are told with their path', async () => {
    const { id: clientId } = await aClient(app.prisma);
    await as.STAFF.get('/api/billing/visits').expect(400);
    for (const days of ['from=2026-03-02&to=2026-03-01', 'from=2026-01-01&to=2027-12-31'])
      expect(codeOf(await as.STAFF.get(`/api/billing/visits?${days}`).expect(422))).toBe('visit.dates');
    expect(codeOf(await invoice(clientId, {}).expect(422))).toBe('field.required');
    const other = await aVisit((await aClient(app.prisma)).id, null);
    const answer = await invoice(clientId, named(other, { id: 999_999_999n })).expect(422);
    expect((answer.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual(['visits.0', 'visits.1']);
  });

  it('a page at a time', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const type = await aType({ serviceCodeId: await aService('10.00') });
    for (let index = 0; index < 5; index++) await aVisit(clientId, type);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await as.STAFF.get(
        `/api/billing/visits?from=2026-01-01&to=2026-12-31&clientId=${clientId}&limit=2&count=true${cursor && `&cursor=${cursor}`}`,
      ).expect(200);
      const page = body as { items: Visit[]; nextCursor: string | null; total: number };
      expect(page.total).toBe(5);
      seen.push(...page.items.map(({ appointmentId }) => appointmentId));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(new Set(seen).size).toBe(5);
    await aSent({ clientId, lines: [{ serviceCodeId: await aService('1.00') }] });
  });
});
