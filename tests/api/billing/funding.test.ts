/** What is left of a funding source: it follows from what is charged to it, and its status from that and from the day. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { turnDay } from '../../../src/billing/day/day.service.js';
import { withApp } from '../../support/app.js';
import { aFunding } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

let now = new Date('2026-05-04T12:00:00Z');
const app = withApp({ now: () => now });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, aDraft, pay } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const YEAR = { startDate: new Date('2026-04-01'), endDate: new Date('2027-03-31') };
type Source = Awaited<ReturnType<typeof aFunding>>;

const shown = async ({ clientId, id }: Source) =>
  (await as.STAFF.get(`/api/clients/${clientId}/funding/${id}`).expect(200)).body as {
    remainingAmount: string;
    drawn: string;
    drawnElsewhere: string;
    status: string;
  };
const left = async (source: Source): Promise<string> => (await shown(source)).remainingAmount;
const charge = async ({ clientId, id }: Source, amount: string) =>
  aSent({
    clientId,
    fundingSource: 'GRANT',
    fundingId: String(id),
    lines: [{ serviceCodeId: await aService('100.00'), unitPrice: amount, serviceDate: '2026-05-04' }],
  });
const turn = () => turnDay(ctxOfSystem(app.deps, 'job'));

describe('what is left of a funding source', () => {
  it('is its total without what is charged to it, paid or not, until that is credited', async () => {
    const source = await aFunding(app.prisma, YEAR);
    const invoice = await charge(source, '300.00');
    expect(await shown(source)).toMatchObject({ remainingAmount: '700.00', drawn: '300.00', drawnElsewhere: '0.00' });
    await pay(invoice.id, '300.00', { fundingId: String(source.id) }).expect(201);
    expect(await left(source)).toBe('700.00');
    await as.STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'Not so' }).expect(201);
    expect(await left(source)).toBe('1000.00');
  });

  it('grows again by what somebody else takes over', async () => {
    const source = await aFunding(app.prisma, YEAR);
    const invoice = await charge(source, '300.00');
    // The family pays a part of it: so much is theirs, and not the program's.
    await pay(invoice.id, '100.00').expect(201);
    expect(await left(source)).toBe('800.00');
    await as.STAFF.post(`${at(invoice.id)}/write-off`, { reason: 'Too late' }).expect(200);
    expect(await left(source)).toBe('1000.00');
  });

  it('is never below nothing, and follows the total and what was drawn elsewhere', async () => {
    const source = await aFunding(app.prisma, { ...YEAR, totalAmount: '500.00', remainingAmount: '400.00' });
    expect(await shown(source)).toMatchObject({ remainingAmount: '400.00', drawnElsewhere: '100.00' });
    await charge(source, '390.00');
    expect(await left(source)).toBe('10.00');
    const path = `/api/clients/${source.clientId}/funding/${source.id}`;
    // What the program takes back is not there any more, whatever was charged.
    await as.STAFF.put(path, { totalAmount: '450.00' }).expect(200);
    expect(await left(source)).toBe('0.00');
    await as.STAFF.put(path, { totalAmount: '600.00' }).expect(200);
    expect(await left(source)).toBe('110.00');
    await as.STAFF.put(path, { drawnElsewhere: '0.00' }).expect(200);
    expect(await left(source)).toBe('210.00');
    expect(codeOf(await as.STAFF.put(path, { drawnElsewhere: '600.01' }).expect(422))).toBe('funding.amount');
    await as.STAFF.put(path, { remainingAmount: '600.00' }).expect(400);
  });

  it('is charged no more than that, however many send at once, and by nobody’s hand', async () => {
    const source = await aFunding(app.prisma, { ...YEAR, totalAmount: '450.00', remainingAmount: '450.00' });
    const serviceCodeId = await aService('100.00');
    const lines = [{ serviceCodeId, serviceDate: '2026-05-04' }];
    const drafts = await Promise.all(
      [...Array(8).keys()].map(() =>
        aDraft({ clientId: source.clientId, fundingSource: 'GRANT', fundingId: String(source.id), lines }),
      ),
    );
    const sent = await Promise.all(drafts.map(({ id }) => as.STAFF.post(`${at(id)}/send`, {})));
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 409, 409, 409, 409]);
    for (const answer of sent.filter(({ status }) => status === 409)) expect(codeOf(answer)).toBe('funding.exceeded');
    expect(await left(source)).toBe('50.00');
    const draw = (invoiceId: string, authorizedAmount: string) =>
      as.STAFF.post('/api/billing/funding-authorizations', { invoiceId, clientFundingId: String(source.id), authorizedAmount });
    const ofClient = await Promise.all([...Array(3).keys()].map(() => aSent({ clientId: source.clientId, lines })));
    expect(codeOf(await draw(ofClient[0]?.id ?? '', '50.01').expect(409))).toBe('funding.exceeded');
    const drawn = await Promise.all(ofClient.map(({ id }) => draw(id, '20.00')));
    expect(drawn.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
    expect(await left(source)).toBe('10.00');
  });

  it('is typed by nobody, whatever the door, and right when many are sent at once', async () => {
    const source = await aFunding(app.prisma, YEAR);
    const { id } = source;
    await expect(app.prisma.clientFunding.update({ where: { id }, data: { remainingAmount: 1 } })).rejects.toThrow(
      'client_funding_remaining_check',
    );
    await expect(app.prisma.clientFunding.update({ where: { id }, data: { drawn: 1 } })).rejects.toThrow(
      'client_funding_remaining_check',
    );
    await Promise.all([...Array(6).keys()].map(() => charge(source, '50.00')));
    expect(await left(source)).toBe('700.00');
  });
});

describe('the status of a funding source', () => {
  it('is EXHAUSTED while nothing is left, and EXPIRED from the day after its last one', async () => {
    const source = await aFunding(app.prisma, YEAR);
    const pending = await aFunding(app.prisma, { ...YEAR, status: 'PENDING' });
    const invoice = await charge(source, '1000.00');
    await turn();
    expect((await shown(source)).status).toBe('EXHAUSTED');
    await as.STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'Not so' }).expect(201);
    await turn();
    expect((await shown(source)).status).toBe('ACTIVE');
    now = new Date('2027-03-31T12:00:00Z');
    await turn();
    expect((await shown(source)).status).toBe('ACTIVE');
    now = new Date('2027-04-01T12:00:00Z');
    await turn();
    expect([(await shown(source)).status, (await shown(pending)).status]).toEqual(['EXPIRED', 'PENDING']);
    expect(await turn()).toBe(0);
    const kept = await app.prisma.auditEvent.findMany({ where: { recordType: 'ClientFunding', recordId: String(source.id) } });
    expect(kept.map(({ after }) => (after as { status: string }).status)).toEqual(['EXHAUSTED', 'ACTIVE', 'EXPIRED']);
  });
});
