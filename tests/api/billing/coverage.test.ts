/** What is left of a policy's yearly maximum: it follows from what the policy paid, anew each policy year. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { turnDay } from '../../../src/billing/day/day.service.js';
import { withApp } from '../../support/app.js';
import { aClient, aFunding, anInsurance, aRecordPermission, aUser, aUserPermission } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const MARCH = new Date('2026-03-10T12:00:00Z');
let now = MARCH;
const app = withApp({ now: () => now });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, pay, read } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

beforeEach(() => {
  now = MARCH;
});

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

interface Policy {
  id: string;
  clientId: string;
  remainingCoverage: string | null;
  drawn: string;
  drawnElsewhere: string;
  policyYearStart: string;
}
interface Year {
  startsOn: string;
  endsOn: string;
  maximum: string | null;
  paid: string;
  claimed: string | null;
  remaining: string | null;
}

/** A policy that pays 1,000.00 a year. */
async function aPolicy(more: object = {}): Promise<Policy> {
  const { id: clientId } = await aClient(app.prisma);
  const provider = await app.prisma.insuranceProvider.create({ data: { name: `Insurer of ${clientId}`, createdAt: now } });
  const body = {
    insuranceProviderId: String(provider.id),
    policyNumber: 'P-1',
    memberId: 'M-1',
    policyHolderName: 'Rana Haddad',
    relationshipToClient: 'SELF',
    maxAnnualCoverage: '1000.00',
    ...more,
  };
  return (await as.STAFF.post(`/api/clients/${clientId}/insurance`, body).expect(201)).body as Policy;
}
const pathOf = ({ clientId, id }: Policy): string => `/api/clients/${clientId}/insurance/${id}`;
const shown = async (policy: Policy): Promise<Policy> => (await as.STAFF.get(pathOf(policy)).expect(200)).body as Policy;
const left = async (policy: Policy): Promise<string | null> => (await shown(policy)).remainingCoverage;
const years = async (policy: Policy, who = as.STAFF): Promise<Year[]> =>
  ((await who.get(`${pathOf(policy)}/years`).expect(200)).body as { items: Year[] }).items;
const paidByYear = async (policy: Policy): Promise<Record<string, string>> =>
  Object.fromEntries((await years(policy)).map(({ startsOn, paid }) => [startsOn, paid]));

/** An invoice to the policy with a line for each day of service. */
async function charged(policy: Policy, days: readonly string[], unitPrice = '100.00') {
  const serviceCodeId = await aService('100.00');
  const lines = days.map((serviceDate) => ({ serviceCodeId, serviceDate, unitPrice }));
  return aSent({ clientId: BigInt(policy.clientId), fundingSource: 'INSURANCE', insuranceId: policy.id, lines });
}
async function claimed(policy: Policy, days: readonly string[]) {
  const invoice = await charged(policy, days);
  const { body } = await as.STAFF.post('/api/billing/claims', { invoiceId: invoice.id }).expect(201);
  return { invoice, claim: body as { id: string; lines: { lineId: string }[] } };
}
const answer = (id: string, body: object) => as.STAFF.post(`/api/billing/claims/${id}/answer`, body).expect(200);
const turn = () => turnDay(ctxOfSystem(app.deps, 'job'));

describe('what is left of a policy', () => {
  it('is its maximum without what it paid, not what it was asked for, until that is taken back', async () => {
    const policy = await aPolicy();
    const { claim } = await claimed(policy, ['2026-03-02', '2026-03-09']);
    expect(await shown(policy)).toMatchObject({ remainingCoverage: '1000.00', drawn: '0.00', policyYearStart: '2026-01-01' });
    expect(await years(policy)).toMatchObject([
      { startsOn: '2026-01-01', endsOn: '2026-12-31', maximum: '1000.00', paid: '0.00', claimed: '200.00', remaining: '1000.00' },
    ]);
    await answer(claim.id, { paid: '120.00', adjustment: '50.00', patientShare: '30.00' });
    expect(await shown(policy)).toMatchObject({ remainingCoverage: '880.00', drawn: '120.00' });
    expect(await years(policy)).toMatchObject([{ paid: '120.00', claimed: '0.00', remaining: '880.00' }]);
    await as.STAFF.post(`/api/billing/claims/${claim.id}/reverse-answer`, { reason: 'Of another client' }).expect(200);
    expect(await left(policy)).toBe('1000.00');
  });

  it('counts a payment without a claim, what was given back of it, and a credit', async () => {
    const policy = await aPolicy();
    const invoice = await charged(policy, ['2026-03-02']);
    const paid = await pay(invoice.id, '100.00', { insuranceId: policy.id, paymentMethod: 'INSURANCE' }).expect(201);
    expect(await left(policy)).toBe('900.00');
    await as.STAFF.post(`/api/billing/payments/${(paid.body as { id: string }).id}/refunds`, {
      amount: '40.00',
      reason: 'Too much',
      fromInvoiceId: invoice.id,
    }).expect(201);
    expect(await left(policy)).toBe('940.00');
    await as.STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'Not so' }).expect(201);
    expect(await left(policy)).toBe('1000.00');
  });

  it('is of the policy year of the service, whenever it is paid; two years of one invoice are told apart', async () => {
    const policy = await aPolicy({ policyYearMonth: 3, policyYearDay: 5 });
    expect(policy.policyYearStart).toBe('2026-03-05');
    const { claim, invoice } = await claimed(policy, ['2026-03-04', '2026-03-05']);
    const [before, after] = claim.lines as [{ lineId: string }, { lineId: string }];
    await answer(claim.id, {
      lines: [
        { lineId: before.lineId, paid: '70.00' },
        { lineId: after.lineId, paid: '80.00' },
      ],
    });
    expect(await left(policy)).toBe('920.00');
    expect(await years(policy)).toMatchObject([
      { startsOn: '2026-03-05', endsOn: '2027-03-04', paid: '80.00', remaining: '920.00' },
      { startsOn: '2025-03-05', endsOn: '2026-03-04', paid: '70.00', remaining: '930.00' },
    ]);
    // What names no line is taken from each year as far as it had paid there.
    await as.STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'Not so' }).expect(201);
    expect(await paidByYear(policy)).toEqual({ '2026-03-05': '0.00', '2025-03-05': '0.00' });
  });

  it('fills the years of an invoice in their order where a payment names no line', async () => {
    const policy = await aPolicy();
    const invoice = await charged(policy, ['2025-12-30', '2026-01-02']);
    await pay(invoice.id, '130.00', { insuranceId: policy.id, paymentMethod: 'INSURANCE' }).expect(201);
    expect(await paidByYear(policy)).toEqual({ '2026-01-01': '30.00', '2025-01-01': '100.00' });
    const { payments } = await read(invoice.id);
    await as.STAFF.post(`/api/billing/payments/${payments[0]?.receiptId ?? ''}/reverse`, { reason: 'Bounced' }).expect(200);
    expect(await paidByYear(policy)).toEqual({ '2026-01-01': '0.00', '2025-01-01': '0.00' });
  });

  it('is never below nothing, follows the maximum and what was drawn elsewhere, and is nothing to tell without a maximum', async () => {
    const policy = await aPolicy({ drawnElsewhere: '200.00' });
    expect(policy).toMatchObject({ remainingCoverage: '800.00', drawnElsewhere: '200.00' });
    const invoice = await charged(policy, ['2026-03-02'], '900.00');
    await pay(invoice.id, '900.00', { insuranceId: policy.id }).expect(201);
    expect(await left(policy)).toBe('0.00');
    await as.STAFF.put(pathOf(policy), { maxAnnualCoverage: '1200.00' }).expect(200);
    expect(await left(policy)).toBe('100.00');
    expect(await years(policy)).toMatchObject([{ maximum: '1200.00', remaining: '100.00' }]);
    await as.STAFF.put(pathOf(policy), { drawnElsewhere: '0.00' }).expect(200);
    expect(await left(policy)).toBe('300.00');
    expect(codeOf(await as.STAFF.put(pathOf(policy), { drawnElsewhere: '1200.01' }).expect(422))).toBe('insurance.amount');
    await as.STAFF.put(pathOf(policy), { remainingCoverage: '1.00' }).expect(400);
    await as.STAFF.put(pathOf(policy), { maxAnnualCoverage: null }).expect(200);
    expect(await shown(policy)).toMatchObject({ remainingCoverage: null, drawn: '900.00' });
  });

  it('is typed by nobody, whatever the door, and right when many pay at once', async () => {
    const policy = await aPolicy();
    const where = { id: BigInt(policy.id) };
    for (const data of [{ remainingCoverage: 1 }, { drawn: 1 }])
      await expect(app.prisma.clientInsurance.update({ where, data })).rejects.toThrow('client_insurance_remaining_check');
    const change = app.prisma.policyYear.updateMany({ where: { insuranceId: where.id }, data: { paid: 1 } });
    await expect(change).rejects.toThrow('policy_years_kept_check');
    await expect(app.prisma.policyYear.deleteMany({ where: { insuranceId: where.id } })).rejects.toThrow(
      'policy_years_kept_check',
    );
    const invoices = await Promise.all([...Array(6).keys()].map(() => charged(policy, ['2026-03-02'], '50.00')));
    await Promise.all([
      ...invoices.map(({ id }) => pay(id, '50.00', { insuranceId: policy.id }).expect(201)),
      as.STAFF.put(pathOf(policy), { policyYearMonth: 2 }).expect(200),
      as.STAFF.put(pathOf(policy), { drawnElsewhere: '100.00' }).expect(200),
    ]);
    expect(await shown(policy)).toMatchObject({ drawn: '300.00', remainingCoverage: '600.00', policyYearStart: '2026-02-01' });
  });

  it('is told anew where its years begin on another day', async () => {
    const policy = await aPolicy();
    const invoice = await charged(policy, ['2026-02-15']);
    await pay(invoice.id, '100.00', { insuranceId: policy.id }).expect(201);
    expect(await left(policy)).toBe('900.00');
    await as.STAFF.put(pathOf(policy), { policyYearMonth: 3, policyYearDay: 1 }).expect(200);
    expect(await left(policy)).toBe('1000.00');
    expect(await paidByYear(policy)).toEqual({ '2026-03-01': '0.00', '2025-03-01': '100.00' });
    const refused = await as.STAFF.put(pathOf(policy), { policyYearMonth: 4, policyYearDay: 31 }).expect(422);
    expect(codeOf(refused)).toBe('insurance.policy_year');
  });

  it('tells what is claimed to those who see billing alone, and nothing of a policy of somebody else', async () => {
    const policy = await aPolicy();
    await claimed(policy, ['2026-03-02']);
    const other = await aPolicy();
    await as.STAFF.get(`/api/clients/${policy.clientId}/insurance/${other.id}/years`).expect(404);
    await as.THERAPIST.get(`${pathOf(policy)}/years`).expect(404);
    expect((await years(policy, as.ADMIN)).map(({ claimed: asked }) => asked)).toEqual(['100.00']);
  });
});

describe('a new policy year', () => {
  it('begins by the day of the practice, with the whole maximum again and nothing drawn elsewhere', async () => {
    const policy = await aPolicy({ drawnElsewhere: '200.00' });
    const invoice = await charged(policy, ['2026-03-02']);
    await pay(invoice.id, '100.00', { insuranceId: policy.id }).expect(201);
    now = new Date('2026-12-31T12:00:00Z');
    await turn();
    expect(await left(policy)).toBe('700.00');
    // A visit of the year to come is billed ahead.
    const ahead = await charged(policy, ['2027-01-02']);
    await pay(ahead.id, '60.00', { insuranceId: policy.id }).expect(201);
    expect(await left(policy)).toBe('700.00');
    now = new Date('2027-01-01T12:00:00Z');
    await turn();
    expect(await shown(policy)).toMatchObject({
      policyYearStart: '2027-01-01',
      drawn: '60.00',
      drawnElsewhere: '0.00',
      remainingCoverage: '940.00',
    });
    expect(await turn()).toBe(0);
    // What is paid now for a service of last year is last year's.
    const late = await charged(policy, ['2026-12-30']);
    await pay(late.id, '100.00', { insuranceId: policy.id }).expect(201);
    expect(await left(policy)).toBe('940.00');
    expect(await years(policy)).toMatchObject([
      { startsOn: '2027-01-01', paid: '60.00', remaining: '940.00' },
      { startsOn: '2026-01-01', paid: '200.00', remaining: '600.00' },
    ]);
    const kept = await app.prisma.auditEvent.findMany({ where: { recordType: 'ClientInsurance', recordId: policy.id } });
    expect(kept.at(-1)?.after).toMatchObject({ policyYearStart: '2027-01-01' });
  });

  it('that begins on 29 February begins on 1 March where there is none', async () => {
    now = new Date('2023-02-10T12:00:00Z');
    const policy = await aPolicy({ policyYearMonth: 2, policyYearDay: 29 });
    expect(policy.policyYearStart).toBe('2022-03-01');
    now = new Date('2024-02-28T12:00:00Z');
    await turn();
    expect((await shown(policy)).policyYearStart).toBe('2023-03-01');
    now = new Date('2024-02-29T12:00:00Z');
    await turn();
    expect((await shown(policy)).policyYearStart).toBe('2024-02-29');
    expect((await years(policy))[0]).toMatchObject({ startsOn: '2024-02-29', endsOn: '2025-02-28' });
  });
});

describe('what is charged beyond what is left', () => {
  interface Warned {
    id: string;
    warnings: { code: string; message: string }[];
  }
  const warnedIn = ({ body }: { body: unknown }): Warned => body as Warned;
  const codes = ({ warnings }: Warned): string[] => warnings.map(({ code }) => code);
  const draft = async (clientId: string, payer: object, days: readonly string[], unitPrice: string): Promise<Warned> => {
    const serviceCodeId = await aService('100.00');
    const lines = days.map((serviceDate) => ({ serviceCodeId, serviceDate, unitPrice }));
    return warnedIn(await as.STAFF.post('/api/billing/invoices', { clientId, lines, ...payer }).expect(201));
  };

  it('is told of a draft and when it is sent, by policy year, and refused to nobody', async () => {
    const policy = await aPolicy({ coverageStartDate: '2025-12-01' });
    const payer = { fundingSource: 'INSURANCE', insuranceId: policy.id };
    expect(codes(await draft(policy.clientId, payer, ['2025-12-02', '2026-01-02'], '1000.00'))).toEqual([]);
    const much = await draft(policy.clientId, payer, ['2025-11-30', '2026-01-02', '2026-01-03'], '500.01');
    expect(much.warnings).toEqual([
      { code: 'POLICY_DAYS', message: `Insurer of ${policy.clientId} does not cover Nov 30, 2025.` },
      {
        code: 'POLICY_EXCEEDED',
        message: expect.stringMatching(
          /: \$1,000\.02 for services of .*; \$1,000\.00 of its yearly maximum is left\.$/,
        ) as string,
      },
    ]);
    const sent = warnedIn(await as.STAFF.post(`${at(much.id)}/send`, {}).expect(200));
    expect(sent.warnings).toEqual(much.warnings);
    expect(codes(warnedIn(await as.STAFF.get(at(much.id)).expect(200)))).toEqual([]);
  });

  it('counts the part that each pays, and what other claims ask', async () => {
    const policy = await aPolicy();
    const { claim } = await claimed(policy, ['2026-03-02', '2026-03-03', '2026-03-04']);
    const payers = [{ insuranceId: policy.id, percent: '80' }];
    expect(codes(await draft(policy.clientId, { payers }, ['2026-03-05'], '875.00'))).toEqual([]);
    expect(codes(await draft(policy.clientId, { payers }, ['2026-03-05'], '875.02'))).toEqual(['POLICY_EXCEEDED']);
    expect(codes(warnedIn(await as.STAFF.get(`/api/billing/claims/${claim.id}`).expect(200)))).toEqual([]);
    const second = await charged(policy, ['2026-03-06'], '700.01');
    // Told before it is built, and the same of what was built.
    const before = (await as.STAFF.get(`/api/billing/invoices/${second.id}/claimable`).expect(200)).body as {
      items: { warnings: object[] }[];
    };
    const asked = warnedIn(await as.STAFF.post('/api/billing/claims', { invoiceId: second.id }).expect(201));
    expect(codes(asked)).toEqual(['POLICY_EXCEEDED']);
    expect(before.items.map(({ warnings }) => warnings)).toEqual([asked.warnings]);
    expect(codes(warnedIn(await answer(asked.id, { paid: '700.00' })))).toEqual([]);
  });

  it('is told of a funding source: its days, what is left, and that it is not granted', async () => {
    const source = await aFunding(app.prisma, {
      status: 'PENDING',
      startDate: new Date('2026-04-01'),
      endDate: new Date('2027-03-31'),
    });
    const payer = { fundingSource: 'GRANT', fundingId: String(source.id) };
    const much = await draft(String(source.clientId), payer, ['2026-03-31', '2026-04-01'], '500.01');
    expect(codes(much)).toEqual(['FUNDING_STATUS', 'FUNDING_DAYS', 'FUNDING_EXCEEDED']);
    const put = `/api/clients/${source.clientId}/funding/${source.id}`;
    await as.STAFF.put(put, { status: 'ACTIVE', totalAmount: '1000.02', startDate: '2026-03-31' }).expect(200);
    expect(codes(warnedIn(await as.STAFF.get(at(much.id)).expect(200)))).toEqual([]);
  });

  it('is said before one books, to those who may know of it', async () => {
    const policy = await aPolicy({ drawnElsewhere: '800.00' });
    const book = async (day: string, who: TokenHolder): Promise<string[]> => {
      const therapist = await aUser(app.prisma);
      const body = {
        title: 'Speech therapy',
        clientId: policy.clientId,
        therapistId: String(therapist.id),
        startTime: `${day}T16:00:00Z`,
        endTime: `${day}T16:50:00Z`,
      };
      const { warnings } = warnedIn(await who.post('/api/appointments', body).expect(201));
      return warnings.filter(({ code }) => code === 'POLICY_LEFT').map(({ message }) => message);
    };
    const said = `Insurer of ${policy.clientId}: $200.00 of $1,000.00 is left until Dec 31, 2026.`;
    expect(await book('2026-03-20', as.STAFF)).toEqual([said]);
    expect(await book('2027-01-04', as.STAFF)).toEqual([]);
    const desk = await signedIn(app, 'RECEPTIONIST');
    await aUserPermission(app.prisma, 'VIEW_INSURANCE', { userId: desk.user.id, granted: false });
    expect(await book('2026-03-21', desk)).toEqual([]);
    const more = await charged(policy, ['2026-03-02']);
    await pay(more.id, '100.00', { insuranceId: policy.id }).expect(201);
    expect(await book('2026-03-23', as.STAFF)).toEqual([said.replace('$200.00', '$100.00')]);
    // What was agreed to and has not come is spoken for.
    const { claim } = await claimed(policy, ['2026-03-04']);
    const status = { status: 'PARTIALLY_APPROVED', amountApproved: '60.00' };
    await as.STAFF.post(`/api/billing/claims/${claim.id}/status`, status).expect(200);
    expect(await years(policy)).toMatchObject([{ remaining: '100.00', claimed: '100.00', remainingAfterClaims: '0.00' }]);
    expect(await book('2026-03-24', as.STAFF)).toEqual([
      said.replace('$200.00', '$100.00').replace('2026.', '2026, $0.00 once open claims are paid.'),
    ]);
    // Claims are billing: who may not see it is told what was not paid alone.
    const other = await signedIn(app, 'RECEPTIONIST');
    await aUserPermission(app.prisma, 'VIEW_BILLING', { userId: other.user.id, granted: false });
    expect(await book('2026-03-25', other)).toEqual([said.replace('$200.00', '$100.00')]);
  });
});

it('is brought along with a policy that says what is left of it', async () => {
  const row = await anInsurance(app.prisma, { maxAnnualCoverage: 500, remainingCoverage: 120 });
  const policy = { id: String(row.id), clientId: String(row.clientId) } as Policy;
  expect(await shown(policy)).toMatchObject({ remainingCoverage: '120.00', drawnElsewhere: '380.00', drawn: '0.00' });
});

describe('cover that ends soon or is nearly used up', () => {
  const news = async (userId: string): Promise<{ body: string; link: string | null }[]> =>
    app.prisma.notification.findMany({
      where: { userId: BigInt(userId), kind: 'COVER_ENDS' },
      orderBy: { id: 'asc' },
      select: { body: true, link: true },
    });

  it('is told once, to those who keep the cover of all clients, without a word of whom', async () => {
    await turn();
    const before = (await news(as.STAFF.id)).length;
    // Who may keep the cover and not see it keeps none of it.
    const blind = await signedIn(app, 'STAFF');
    await aUserPermission(app.prisma, 'VIEW_INSURANCE', { userId: blind.user.id, granted: false });
    now = new Date('2026-05-04T12:00:00Z');
    const until = new Date('2026-06-03');
    const source = await aFunding(app.prisma, { startDate: new Date('2026-01-01'), endDate: until });
    await Promise.all([turn(), turn()]);
    const told = (await news(as.STAFF.id)).slice(before);
    expect(told).toEqual([
      { body: '1 funding source ends within a month.', link: `/admin/resources/ClientFunding/records/${source.id}/show` },
    ]);
    expect(await news(as.THERAPIST.id)).toEqual([]);
    expect(await news(blind.id)).toEqual([]);
    expect(await turn()).toBe(0);
    // A day longer, and charged but for a fifth.
    await as.STAFF.put(`/api/clients/${source.clientId}/funding/${source.id}`, { endDate: '2026-06-04' }).expect(200);
    const lines = [{ serviceCodeId: await aService('100.00'), unitPrice: '800.00' }];
    const payer = { fundingSource: 'GRANT', fundingId: String(source.id) };
    await aSent({ clientId: source.clientId, ...payer, lines });
    const policy = await aPolicy({ drawnElsewhere: '800.00' });
    await turn();
    expect((await news(as.STAFF.id)).slice(before + 1)).toEqual([
      {
        body: '1 funding source is nearly used up. 1 policy has little left for this policy year.',
        link: '/admin/resources/ClientFunding',
      },
    ]);
    now = new Date('2026-05-05T12:00:00Z');
    await turn();
    expect((await news(as.STAFF.id)).at(-1)?.body).toBe('1 funding source ends within a month.');
    expect(await left(policy)).toBe('200.00');
    await as.STAFF.get('/api/notifications').expect(200);
  });

  it('waits for somebody who sees all clients, and is told as often as it is news', async () => {
    now = new Date('2026-05-06T12:00:00Z');
    await turn();
    const source = await aFunding(app.prisma, { startDate: new Date('2026-01-01'), endDate: new Date('2026-06-05') });
    const closed = await aRecordPermission(app.prisma, 'VIEW_INSURANCE', {
      userId: as.STAFF.user.id,
      clientId: (await aClient(app.prisma)).id,
      granted: false,
    });
    await app.prisma.user.updateMany({ where: { id: { not: as.STAFF.user.id } }, data: { isActive: false } });
    const before = (await news(as.STAFF.id)).length;
    await turn();
    expect((await news(as.STAFF.id)).length).toBe(before);
    await app.prisma.recordPermission.delete({ where: { id: closed.id } });
    await turn();
    // A day more within the same day is another piece of news.
    await app.prisma.clientFunding.update({ where: { id: source.id }, data: { endDate: new Date('2026-06-04') } });
    await turn();
    await app.prisma.user.updateMany({ data: { isActive: true } });
    expect((await news(as.STAFF.id)).slice(before)).toHaveLength(2);
  });
});
