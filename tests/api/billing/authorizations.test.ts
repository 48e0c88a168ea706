/** Authorizations: what is booked reserves of them, what takes place uses them, and nobody draws more than was agreed to. */
import { withApp } from '../../support/app.js';
import {
  aClient,
  aFunding,
  aLearner,
  aLocation,
  anAuthorization,
  anInsurance,
  aRecordPermission,
  aUser,
  aUserPermission,
} from '../../support/builders.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService } = billing(app, () => as.STAFF);

interface Shown {
  id: string;
  number: string;
  reserved: string;
  used: string;
  left: string;
  state: string;
}

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await app.prisma.practice.updateMany({ data: { timezone: 'America/Toronto' } });
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

let n = 0;
/** A type of visits that is billed as a session of 120.00; with the code of the service. */
async function aType(more: object = {}): Promise<{ appointmentTypeId: string; code: string }> {
  const serviceCodeId = await aService('120.00', more);
  const { body } = await as.ADMIN.post('/api/appointment-types', { name: `Sort ${++n}`, serviceCodeId }).expect(201);
  const { code } = await app.prisma.serviceCode.findUniqueOrThrow({ where: { id: BigInt(serviceCodeId) } });
  return { appointmentTypeId: (body as { id: string }).id, code };
}

const path = (clientId: bigint | string, id = ''): string => `/api/clients/${clientId}/authorizations${id && `/${id}`}`;

interface Agreed {
  clientId: bigint;
  fundingId: string;
}
async function aFunded(): Promise<Agreed> {
  const { id: clientId } = await aClient(app.prisma);
  return { clientId, fundingId: String((await aFunding(app.prisma, { clientId })).id) };
}
const YEAR = { validFrom: '2026-04-01', validTo: '2027-03-31', kind: 'VISITS', amount: '10' };
async function agree({ clientId, fundingId }: Agreed, more: object = {}): Promise<Shown> {
  const input = { fundingId, number: `PA-${++n}`, ...YEAR, ...more };
  return (await as.STAFF.post(path(clientId), input).expect(201)).body as Shown;
}
const figures = async (clientId: bigint, id: string): Promise<[string, string, string]> => {
  const { reserved, used, left } = (await as.STAFF.get(path(clientId, id)).expect(200)).body as Shown;
  return [reserved, used, left];
};

/** On that day at noon in Toronto, 50 minutes; each with a therapist of its own. */
async function aBooking(clientId: bigint, day: string, more: object = {}): Promise<object> {
  const start = new Date(`${day}T16:00:00Z`);
  return {
    title: 'Speech therapy',
    clientId: String(clientId),
    therapistId: String((await aUser(app.prisma)).id),
    startTime: start.toISOString(),
    endTime: new Date(start.getTime() + 50 * 60_000).toISOString(),
    ...more,
  };
}
const book = async (clientId: bigint, day: string, more: object = {}): Promise<string> =>
  ((await as.STAFF.post('/api/appointments', await aBooking(clientId, day, more)).expect(201)).body as { id: string }).id;
const put = (id: string, changes: object) => as.STAFF.put(`/api/appointments/${id}`, changes).expect(200);
const cancel = (id: string) => as.STAFF.post(`/api/appointments/${id}/cancel`, { reason: 'Ill' }).expect(200);

describe('an authorization', () => {
  it('is kept for a client by those who keep their cover, under its version', async () => {
    const client = await aFunded();
    const { code } = await aType();
    const input = { fundingId: client.fundingId, number: 'PA-Ü 1', ...YEAR, serviceCodes: [code], note: 'O’Neil asked' };
    await as.RECEPTIONIST.post(path(client.clientId), input).expect(403);
    await as.THERAPIST.get(path(client.clientId)).expect(404);
    const made = await as.STAFF.post(path(client.clientId), input).expect(201);
    const { id } = made.body as Shown;
    expect(made.headers.location).toBe(path(client.clientId, id));
    expect(made.body).toMatchObject({ number: 'PA-Ü 1', left: '10.00', state: 'OPEN', serviceCodes: [code], insuranceId: null });
    expect((await as.STAFF.get(path(client.clientId)).expect(200)).body).toMatchObject({ items: [made.body], nextCursor: null });
    const etag = made.headers.etag ?? '';
    const changed = await as.STAFF.put(path(client.clientId, id), { amount: '12' }).set('If-Match', etag).expect(200);
    expect(changed.body).toMatchObject({ left: '12.00' });
    await as.STAFF.put(path(client.clientId, id), { amount: '13' }).set('If-Match', etag).expect(412);
    await as.STAFF.delete(path(client.clientId, id)).expect(204);
    await as.STAFF.get(path(client.clientId, id)).expect(404);
  });

  it('has one payer of the client, days in order, an amount, services and a learner that are there', async () => {
    const client = await aFunded();
    const insurance = await anInsurance(app.prisma, { clientId: client.clientId });
    const stranger = await aFunding(app.prisma);
    const foreign = await aLearner(app.prisma);
    const wrong: [object, string, string][] = [
      [{ fundingId: null }, 'authorization.payer', 'fundingId'],
      [{ insuranceId: String(insurance.id) }, 'authorization.payer', 'fundingId'],
      [{ fundingId: String(stranger.id) }, 'reference.not_found', 'fundingId'],
      [{ validTo: '2026-03-31' }, 'authorization.dates', 'validTo'],
      [{ amount: '0' }, 'authorization.amount', 'amount'],
      [{ amount: '1.5' }, 'authorization.amount', 'amount'],
      [{ serviceCodes: ['NO-SUCH'] }, 'reference.not_found', 'serviceCodes'],
      [{ learnerId: String(foreign.id) }, 'reference.other_client', 'learnerId'],
    ];
    for (const [fault, code, field] of wrong) {
      const input = { fundingId: client.fundingId, number: 'PA', ...YEAR, ...fault };
      const answer = await as.STAFF.post(path(client.clientId), input).expect(422);
      expect([codeOf(answer), (answer.body as { errors: { path: string }[] }).errors[0]?.path]).toEqual([code, field]);
    }
    const units = { ...YEAR, kind: 'UNITS', amount: '1.5', fundingId: undefined, insuranceId: String(insurance.id) };
    await as.STAFF.post(path(client.clientId), { number: 'PA', ...units }).expect(201);
  });

  it('for a learner out of sight is as one that is not there', async () => {
    const { clientId, fundingId } = await aFunded();
    const learner = await aLearner(app.prisma, { clientId });
    const { id } = await agree({ clientId, fundingId }, { learnerId: String(learner.id) });
    await aRecordPermission(app.prisma, 'VIEW_INSURANCE', {
      userId: as.STAFF.user.id,
      learnerId: learner.id,
      granted: false,
    });
    expect((await as.STAFF.get(path(clientId)).expect(200)).body).toMatchObject({ items: [] });
    await as.STAFF.get(path(clientId, id)).expect(404);
    await as.STAFF.get(`${path(clientId, id)}/uses`).expect(404);
    await as.ADMIN.get(path(clientId, id)).expect(200);
  });

  it('that visits have used stays, and is not made less than they come to', async () => {
    const client = await aFunded();
    const { id } = await agree(client);
    for (const day of ['2026-05-04', '2026-05-05']) await put(await book(client.clientId, day), { status: 'COMPLETED' });
    await book(client.clientId, '2026-05-06');
    expect(await figures(client.clientId, id)).toEqual(['1.00', '2.00', '7.00']);
    expect(codeOf(await as.STAFF.delete(path(client.clientId, id)).expect(409))).toBe('authorization.drawn');
    expect(codeOf(await as.STAFF.put(path(client.clientId, id), { amount: '1' }).expect(409))).toBe('authorization.drawn');
    // What is booked alone gives way.
    await as.STAFF.put(path(client.clientId, id), { amount: '2' }).expect(200);
    expect(await figures(client.clientId, id)).toEqual(['0.00', '2.00', '0.00']);
    const uses = await as.STAFF.get(`${path(client.clientId, id)}/uses`).expect(200);
    const [first] = (uses.body as { items: { startTime: string; day: string }[] }).items;
    expect(uses.body).toMatchObject({
      items: [{ state: 'USED', quantity: '1.00', learnerName: null }, { state: 'USED' }],
      more: false,
    });
    expect(first?.day).toBe(first?.startTime.slice(0, 10));
  });

  it('keeps its services by name when one is called otherwise, and keeps that one', async () => {
    const client = await aFunded();
    const { code } = await aType();
    const { id } = await agree(client, { serviceCodes: [code] });
    const service = await app.prisma.serviceCode.findUniqueOrThrow({ where: { code } });
    await as.STAFF.put(`/api/billing/service-codes/${service.id}`, { code: `${code}-NEW` }).expect(200);
    expect((await as.STAFF.get(path(client.clientId, id)).expect(200)).body).toMatchObject({ serviceCodes: [`${code}-NEW`] });
  });
});

describe('what visits draw', () => {
  it('is reserved when booked, used when it took place, and let go when it did not', async () => {
    const client = await aFunded();
    const { id } = await agree(client);
    const seen = () => figures(client.clientId, id);
    const visits = await Promise.all(['04', '05', '06', '07'].map((day) => book(client.clientId, `2026-05-${day}`)));
    const [first = '', second = '', third = '', fourth = ''] = visits;
    expect(await seen()).toEqual(['4.00', '0.00', '6.00']);
    await put(first, { status: 'COMPLETED' });
    expect(await seen()).toEqual(['3.00', '1.00', '6.00']);
    await put(second, { status: 'NOSHOW' });
    await cancel(third);
    await as.ADMIN.delete(`/api/appointments/${fourth}`).expect(204);
    expect(await seen()).toEqual(['0.00', '1.00', '9.00']);
    await put(second, { status: 'SCHEDULED' });
    expect(await seen()).toEqual(['1.00', '1.00', '8.00']);
    // Nobody is asked to pay for it: it is no visit of the funder's.
    await as.STAFF.post('/api/billing/visits/waivers', { appointmentId: first, reason: 'A courtesy' }).expect(201);
    expect(await seen()).toEqual(['1.00', '0.00', '9.00']);
  });

  it('goes by the day of service where it is given, and follows a move to another day', async () => {
    const client = await aFunded();
    const { id } = await agree(client);
    // Nine in the evening of 31 March in Vancouver is 1 April by the clock of Greenwich.
    const there = await aLocation(app.prisma, { timezone: 'America/Vancouver' });
    const late = { startTime: '2027-04-01T04:00:00Z', endTime: '2027-04-01T04:50:00Z', locationId: String(there.id) };
    await book(client.clientId, '2027-04-01', late);
    const next = await book(client.clientId, '2027-04-01');
    expect(await figures(client.clientId, id)).toEqual(['1.00', '0.00', '9.00']);
    await put(next, { startTime: '2027-03-30T16:00:00Z', endTime: '2027-03-30T16:50:00Z' });
    expect(await figures(client.clientId, id)).toEqual(['2.00', '0.00', '8.00']);
    await put(next, { startTime: '2027-04-02T16:00:00Z', endTime: '2027-04-02T16:50:00Z' });
    expect(await figures(client.clientId, id)).toEqual(['1.00', '0.00', '9.00']);
  });

  it('is money before taxes or units, of the services that were agreed to', async () => {
    const client = await aFunded();
    const quarter = await aType({ rate: '30.00', billableUnit: 'QUARTER_HOUR' });
    const other = await aType();
    const units = await agree(client, { kind: 'UNITS', amount: '6', serviceCodes: [quarter.code] });
    const money = await agree(client, { kind: 'MONEY', amount: '200.00', serviceCodes: [other.code] });
    await book(client.clientId, '2026-05-04', { appointmentTypeId: quarter.appointmentTypeId });
    // Four more units than are left: it stands, and draws on nothing.
    await book(client.clientId, '2026-05-05', { appointmentTypeId: quarter.appointmentTypeId });
    await book(client.clientId, '2026-05-06', { appointmentTypeId: other.appointmentTypeId });
    await book(client.clientId, '2026-05-07', { appointmentTypeId: other.appointmentTypeId });
    await book(client.clientId, '2026-05-08');
    expect(await figures(client.clientId, units.id)).toEqual(['4.00', '0.00', '2.00']);
    expect(await figures(client.clientId, money.id)).toEqual(['120.00', '0.00', '80.00']);
  });

  it('goes to the next booking once one is let go', async () => {
    const client = await aFunded();
    const { id } = await agree(client, { amount: '1' });
    const first = await book(client.clientId, '2026-05-04');
    const second = await book(client.clientId, '2026-05-05');
    const drawing = async () =>
      (await app.prisma.authorizationUse.findMany({ where: { authorizationId: BigInt(id) } })).map((one) =>
        String(one.appointmentId),
      );
    expect(await drawing()).toEqual([first]);
    await cancel(first);
    expect(await drawing()).toEqual([second]);
  });

  it('is each learner’s part of a group, of their own client’s authorization', async () => {
    const [one, other] = [await aFunded(), await aFunded()];
    const [a, b] = [await agree(one), await agree(other)];
    const ours = await aLearner(app.prisma, { clientId: one.clientId });
    const theirs = await aLearner(app.prisma, { clientId: other.clientId });
    const group = await book(one.clientId, '2026-05-04', {
      isGroupSession: true,
      maxParticipants: 5,
      participants: [{ learnerId: String(ours.id) }],
    });
    await as.STAFF.post(`/api/appointments/${group}/participants`, { learnerId: String(theirs.id) }).expect(201);
    expect([await figures(one.clientId, a.id), await figures(other.clientId, b.id)]).toEqual([
      ['1.00', '0.00', '9.00'],
      ['1.00', '0.00', '9.00'],
    ]);
    await as.STAFF.delete(`/api/appointments/${group}/participants/${theirs.id}`).expect(204);
    expect(await figures(other.clientId, b.id)).toEqual(['0.00', '0.00', '10.00']);
    await put(group, { status: 'COMPLETED' });
    expect(await figures(one.clientId, a.id)).toEqual(['0.00', '1.00', '9.00']);
  });

  it('is reserved by a series up to what is left, and let go with it', async () => {
    const client = await aFunded();
    const { id } = await agree(client, { amount: '30' });
    const body = await aBooking(client.clientId, '2027-01-04', { recurrence: { frequency: 'DAILY', count: 40 } });
    const { appointments } = (await as.STAFF.post('/api/appointments/recurring', body).expect(201)).body as {
      appointments: { id: string }[];
    };
    expect(await figures(client.clientId, id)).toEqual(['30.00', '0.00', '0.00']);
    const from = appointments[10]?.id ?? '';
    await as.STAFF.post(`/api/appointments/${from}/series/cancel`, { scope: 'FOLLOWING', reason: 'Moved away' }).expect(200);
    expect(await figures(client.clientId, id)).toEqual(['10.00', '0.00', '20.00']);
  });
});

describe('before one books', () => {
  const told = ({ body }: { body: unknown }): string[] =>
    (body as { warnings: { code: string; message: string }[] }).warnings
      .filter(({ code }) => code.startsWith('AUTHORIZATION'))
      .map(({ message }) => message);
  const booked = async (clientId: bigint, day: string, who = as.STAFF, more: object = {}): Promise<string[]> =>
    told(await who.post('/api/appointments', await aBooking(clientId, day, more)).expect(201));

  it('says how little is left, what is not covered any more, and nothing while there is plenty', async () => {
    const client = await aFunded();
    const { number } = await agree(client, { amount: '3' });
    expect(await booked(client.clientId, '2026-05-04')).toEqual([]);
    expect(await booked(client.clientId, '2026-05-05')).toEqual([]);
    expect(await booked(client.clientId, '2026-05-06')).toEqual([`${number}: 0 of 3 visits are left until Mar 31, 2027.`]);
    expect(await booked(client.clientId, '2026-05-07')).toEqual([
      `${number}: 1 visit not covered, 0 of 3 visits are left until Mar 31, 2027.`,
    ]);
    expect(await booked(client.clientId, '2027-04-01')).toEqual([`${number}: not covered from Apr 1, 2027 on (1 visit).`]);
    expect(await booked(client.clientId, '2026-03-31')).toEqual([`${number}: not covered before Apr 1, 2026 (1 visit).`]);
    // An end of long ago is no news.
    expect(await booked(client.clientId, '2027-08-02')).toEqual([]);
  });

  it('counts a series, in its preview too', async () => {
    const client = await aFunded();
    const { number } = await agree(client, { kind: 'MONEY', amount: '300.00' });
    const { appointmentTypeId } = await aType();
    const recurrence = { frequency: 'WEEKLY', count: 4 };
    const body = await aBooking(client.clientId, '2027-03-15', { recurrence, appointmentTypeId });
    const expected = [
      `${number}: $60.00 of $300.00 are left until Mar 31, 2027.`,
      `${number}: 1 visit not covered, $60.00 of $300.00 are left until Mar 31, 2027.`,
      `${number}: not covered from Apr 1, 2027 on (1 visit).`,
    ];
    expect(told(await as.STAFF.post('/api/appointments/recurring/preview', body).expect(200))).toEqual(expected);
    expect(told(await as.STAFF.post('/api/appointments/recurring', body).expect(201))).toEqual(expected);
  });

  it('says it of one who joins a group, about their own client’s authorization', async () => {
    const [one, other] = [await aFunded(), await aFunded()];
    const { number } = await agree(other, { amount: '1' });
    const learnerId = String((await aLearner(app.prisma, { clientId: other.clientId })).id);
    const seats = { isGroupSession: true, maxParticipants: 5 };
    const group = await book(one.clientId, '2026-05-04', seats);
    const join = (id: string) => as.STAFF.post(`/api/appointments/${id}/participants`, { learnerId }).expect(201);
    expect(told(await join(group))).toEqual([`${number}: 0 of 1 visits are left until Mar 31, 2027.`]);
    const second = await book(one.clientId, '2026-05-05', seats);
    expect(told(await join(second))).toEqual([`${number}: 1 visit not covered, 0 of 1 visits are left until Mar 31, 2027.`]);
  });

  it('says it of a move, without counting what is moved twice', async () => {
    const client = await aFunded();
    const { number } = await agree(client, { amount: '1' });
    const id = await book(client.clientId, '2026-05-04');
    const moved = { startTime: '2026-05-05T16:00:00Z', endTime: '2026-05-05T16:50:00Z' };
    expect(told(await put(id, moved))).toEqual([`${number}: 0 of 1 visits are left until Mar 31, 2027.`]);
  });

  it('says nothing to those who may not know, nor of whom they may not see', async () => {
    const client = await aFunded();
    await agree(client, { amount: '1' });
    const desk = await signedIn(app, 'RECEPTIONIST');
    expect(await booked(client.clientId, '2026-05-04', desk)).toHaveLength(1);
    for (const name of ['VIEW_INSURANCE', 'VIEW_BILLING'])
      await aUserPermission(app.prisma, name, { userId: desk.user.id, granted: false });
    expect(await booked(client.clientId, '2026-05-05', desk)).toEqual([]);

    const hidden = await aLearner(app.prisma, { clientId: client.clientId });
    await agree(client, { amount: '1', learnerId: String(hidden.id) });
    const staff = await signedIn(app, 'STAFF');
    for (const name of ['VIEW_INSURANCE', 'VIEW_BILLING'])
      await aRecordPermission(app.prisma, name, { userId: staff.user.id, learnerId: hidden.id, granted: false });
    expect(await booked(client.clientId, '2026-05-06', staff, { learnerId: String(hidden.id) })).toEqual([]);
  });
});

describe('at once', () => {
  it('bookings draw as much as is left and no more, round after round', async () => {
    for (let round = 0; round < 4; round++) {
      const client = await aFunded();
      const { id } = await agree(client, { amount: '3' });
      const bodies = await Promise.all([...Array(8).keys()].map((day) => aBooking(client.clientId, `2026-05-${10 + day}`)));
      const made = await Promise.all(bodies.map((body) => as.STAFF.post('/api/appointments', body)));
      expect(made.map(({ status }) => status)).toEqual(made.map(() => 201));
      expect(await figures(client.clientId, id)).toEqual(['3.00', '0.00', '0.00']);
      // Half are called off while others are booked: what they had goes to those that stand.
      const ids = made.map(({ body }) => (body as { id: string }).id);
      const done = await Promise.all([
        ...ids.slice(0, 6).map((one) => as.STAFF.post(`/api/appointments/${one}/cancel`, { reason: 'Ill' })),
        as.STAFF.post('/api/appointments', await aBooking(client.clientId, '2026-06-01')),
      ]);
      expect(done.map(({ status }) => status)).toEqual([...ids.slice(0, 6).map(() => 200), 201]);
      expect(await figures(client.clientId, id)).toEqual(['3.00', '0.00', '0.00']);
    }
  }, 120_000);

  it('an authorization and the bookings that it is for find each other', async () => {
    for (let round = 0; round < 4; round++) {
      const client = await aFunded();
      const bodies = await Promise.all([...Array(4).keys()].map((day) => aBooking(client.clientId, `2026-05-${10 + day}`)));
      const [made] = await Promise.all([
        agree(client),
        ...bodies.map((body) => as.STAFF.post('/api/appointments', body).expect(201)),
      ]);
      expect(await figures(client.clientId, made.id)).toEqual(['4.00', '0.00', '6.00']);
    }
  }, 120_000);
});

describe('any other door', () => {
  it('cannot write sums, draw more than is left, or change what was drawn', async () => {
    const { clientId, id } = await anAuthorization(app.prisma, { amount: 1, validFrom: new Date('2026-04-01') });
    const visit = BigInt(await book(clientId, '2026-05-04'));
    const other = BigInt(await book(clientId, '2026-05-05'));
    const where = { id };
    await expect(app.prisma.serviceAuthorization.update({ where, data: { used: 1 } })).rejects.toThrow('authorization_uses_kept');
    await expect(
      app.prisma.authorizationUse.create({
        data: { authorizationId: id, appointmentId: other, clientId, quantity: 1, state: 'RESERVED' },
      }),
    ).rejects.toThrow('service_authorizations_drawn_check');
    await expect(
      app.prisma.authorizationUse.updateMany({ where: { appointmentId: visit }, data: { quantity: 0.5 } }),
    ).rejects.toThrow('authorization_uses_kept');
  });
});
