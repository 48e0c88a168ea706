/** A client's statement, and what they hand in with their insurer. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, anInsurance } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { pdfFrom, type ReadPdf } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => new Date('2026-03-02T15:00:00Z') });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, aSent, pay, account } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await as.ADMIN.put('/api/practice', {
    name: 'Harbour Therapy Group',
    address: '12 Wharf Street',
    city: 'Montréal',
    state: 'QC',
    zipCode: 'H2X 1Y4',
    phone: '+1 514 555 0110',
    country: 'CA',
    currency: 'CAD',
    locale: 'en-CA',
    timezone: 'UTC',
    taxId: '81234 5678 RT0001',
  }).expect(200);
  await app.prisma.user.update({
    where: { id: as.THERAPIST.user.id },
    data: { firstName: 'Sam', lastName: 'Rivera', credentials: 'M.Sc., CCC-SLP', npi: '1234567893' },
  });
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const pdfOf = (path: string, who = as.STAFF): Promise<ReadPdf> => pdfFrom(who, path);
const spoken = (amount: string): string => `$${amount.replace(/\B(?=(\d{3})+\.)/g, ',')}`;

interface Statement {
  opening: string;
  closing: string;
  parties: {
    party: string;
    opening: string;
    closing: string;
    movements: { act: string; amount: string; balance: string; numbers: string[] }[];
  }[];
}

describe('a statement', () => {
  it('opens with what was owed, says each act, and closes with what the account says', async () => {
    const client = await aClient(app.prisma);
    const serviceCodeId = await aService('100.00');
    const first = await aDraft({ clientId: client.id, lines: [{ serviceCodeId }] });
    await as.STAFF.post(`${at(first.id)}/send`, { issueDate: '2026-01-15' }).expect(200);
    await pay(first.id, '60.00', { paymentDate: '2026-01-20' }).expect(201);
    const second = await aDraft({ clientId: client.id, lines: [{ serviceCodeId, quantity: '2' }] });
    await as.STAFF.post(`${at(second.id)}/send`, { issueDate: '2026-02-10' }).expect(200);
    const payment = (await pay(first.id, '50.00', { onAccount: true, paymentDate: '2026-02-12' }).expect(201)).body as {
      id: string;
    };
    const path = `/api/clients/${client.id}/statement`;
    const read = async (query: string): Promise<Statement> =>
      (await as.STAFF.get(`${path}?${query}`).expect(200)).body as Statement;
    const february = await read('from=2026-02-01&to=2026-02-28');
    expect(february).toMatchObject({ opening: '40.00', closing: '190.00' });
    expect(february.parties[0]?.movements.map(({ act, amount, balance }) => [act, amount, balance])).toEqual([
      ['INVOICE_SENT', '200.00', '240.00'],
      ['PAYMENT_RECORDED', '-50.00', '190.00'],
    ]);
    const { open, credit } = await account(client.id);
    expect([open, credit]).toEqual(['200.00', '10.00']);
    // A day is one's own: the last day counts, the day before the first opens.
    expect(await read('from=2026-02-12&to=2026-02-12')).toMatchObject({ opening: '240.00', closing: '190.00' });
    expect(await read('from=2025-01-01&to=2025-12-31')).toMatchObject({ opening: '0.00', closing: '0.00', parties: [] });
    expect(await read('from=2026-02-01&to=2026-02-28&party=INSURANCE')).toMatchObject({ closing: '0.00', parties: [] });
    await as.STAFF.post(`/api/billing/payments/${payment.id}/reverse`, { reason: 'Bounced.' }).expect(200);
    const year = await read('');
    expect(year).toMatchObject({ opening: '0.00', closing: '240.00' });
    const pdf = await pdfOf(`${path}/pdf`);
    for (const { amount, balance } of year.parties[0]?.movements ?? [])
      for (const said of [spoken(amount.replace('-', '')), spoken(balance)]) expect(pdf.text).toContain(said);
    expect(pdf.text).toContain('Amount owed');
    expect(pdf.text).toContain('Payment reversed');
    expect(codeOf(await as.STAFF.get(`${path}?from=2026-03-02&to=2026-03-01`).expect(422))).toBe('statement.dates');
    await as.STAFF.get(`${path}?from=2026-02-30`).expect(400);
    await as.THERAPIST.get(path).expect(404);
  });

  it('says who paid, and what was taken over of another’s share by itself, also once that is given back or reversed', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const insuranceId = String((await anInsurance(app.prisma, { clientId })).id);
    const lines = [{ serviceCodeId: await aService('100.00') }];
    const payers = [{ insuranceId, percent: '48' }];
    const one = await aSent({ clientId, lines, payers });
    const two = await aSent({ clientId, lines, payers });
    const { id: paid } = (await pay(one.id, '100.00').expect(201)).body as { id: string };
    const { id: kept } = (
      await as.STAFF.post('/api/billing/payments', {
        clientId: String(clientId),
        amount: '92.00',
        paymentMethod: 'CHECK',
      }).expect(201)
    ).body as { id: string };
    const account = `/api/clients/${clientId}/account/use-credit`;
    await as.STAFF.post(account, { invoiceId: two.id, amount: '92.00' }).expect(200);
    const back = { amount: '40.00', fromInvoiceId: two.id, reason: 'The insurer owes it.' };
    await as.STAFF.post(`/api/billing/payments/${kept}/refunds`, back).expect(201);
    await as.STAFF.post(`/api/billing/payments/${paid}/reverse`, { reason: 'Bounced.' }).expect(200);
    const { parties } = (await as.STAFF.get(`/api/clients/${clientId}/statement`).expect(200)).body as Statement;
    const told = parties.map(({ party, movements }) => [party, ...movements.map(({ act, amount }) => `${act} ${amount}`)]);
    expect(told).toEqual([
      [
        'CLIENT',
        ...[
          'INVOICE_SENT 52.00',
          'INVOICE_SENT 52.00',
          'TRANSFERRED 48.00',
          'PAYMENT_RECORDED -100.00',
          'PAYMENT_RECORDED -92.00',
        ],
        ...['TRANSFERRED 40.00', 'TRANSFERRED -40.00', 'REFUNDED 40.00', 'TRANSFERRED -48.00', 'PAYMENT_REVERSED 100.00'],
      ],
      [
        'INSURANCE',
        ...['INVOICE_SENT 48.00', 'INVOICE_SENT 48.00', 'TRANSFERRED -48.00', 'TRANSFERRED -40.00', 'TRANSFERRED 40.00'],
        'TRANSFERRED 48.00',
      ],
    ]);
  });

  it('keeps the parties apart', async () => {
    const client = await aClient(app.prisma);
    const serviceCodeId = await aService('100.00');
    const { id } = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
    await pay(id, '30.00').expect(201);
    const { parties } = (await as.STAFF.get(`/api/clients/${client.id}/statement?party=CLIENT`).expect(200)).body as Statement;
    expect(parties).toMatchObject([{ party: 'CLIENT', closing: '70.00' }]);
  });
});

describe('a superbill', () => {
  const codes = { modifiers: ['GN'], diagnosisCodes: ['F80.2'], placeOfService: '11' };

  it('is refused with all that is missing, at once', async () => {
    const client = await aClient(app.prisma);
    const serviceCodeId = await aService('100.00');
    const { id } = await aDraft({ clientId: client.id, lines: [{ serviceCodeId }] });
    await as.ADMIN.put('/api/practice', { taxId: null }).expect(200);
    const refused = await as.STAFF.get(`${at(id)}/superbill`).expect(422);
    await as.ADMIN.put('/api/practice', { taxId: '81234 5678 RT0001' }).expect(200);
    expect(refused.body).toMatchObject({ code: 'superbill.incomplete' });
    expect((refused.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual([
      'status',
      'practice.taxId',
      'client.dateOfBirth',
      'lines.0.placeOfService',
      'lines.0.diagnosisCodes',
      'lines.0.appointmentId',
    ]);
  });

  it('says what an insurer asks for, to those who may read diagnoses alone', async () => {
    const client = await aClient(app.prisma, {
      firstName: 'Alex',
      lastName: 'Stone',
      therapistId: as.THERAPIST.user.id,
      dateOfBirth: new Date('1984-02-29T00:00:00Z'),
    });
    const visit = await anAppointment(app.prisma, { clientId: client.id, therapistId: as.THERAPIST.user.id });
    const serviceCodeId = await aService('150.00', { code: '92507' });
    const { id, invoiceNumber } = await aSent({
      clientId: client.id,
      lines: [{ serviceCodeId, appointmentId: String(visit.id), ...codes }],
    });
    await pay(id, '150.00').expect(201);
    await as.RECEPTIONIST.get(`${at(id)}/superbill`).expect(403);
    const { text } = await pdfOf(`${at(id)}/superbill`, as.THERAPIST);
    for (const said of [
      'Superbill',
      'Alex Stone',
      'Feb 29, 1984',
      invoiceNumber,
      'Harbour Therapy Group',
      '+1 514 555 0110',
      'Tax no. 81234 5678 RT0001',
      'Sam Rivera, M.Sc., CCC-SLP',
      'NPI 1234567893',
      'F80.2',
      '92507',
      'GN',
      '11',
      '$150.00',
      'Paid in full: $150.00',
    ])
      expect(text.replace(/\n/g, ' ')).toContain(said);
  });

  it('and a receipt, an invoice: tell of a product neither who gave it nor how long', async () => {
    const client = await aClient(app.prisma, {
      therapistId: as.THERAPIST.user.id,
      dateOfBirth: new Date('1984-02-29T00:00:00Z'),
    });
    const visit = await anAppointment(app.prisma, { clientId: client.id, therapistId: as.THERAPIST.user.id });
    const aid = await aService('40.00', { taxPurpose: 'PRODUCT', description: 'Communication board' });
    const therapy = await aService('150.00');
    const line = { appointmentId: String(visit.id), ...codes };
    const wordsOf = async (path: string): Promise<string> => (await pdfOf(path, as.THERAPIST)).text.replace(/\s+/g, ' ');
    const sold = await aSent({ clientId: client.id, lines: [{ ...line, serviceCodeId: aid }] });
    const receipt = (await pay(sold.id, '40.00').expect(201)).body as { id: string };
    for (const path of [`${at(sold.id)}/pdf`, `/api/billing/receipts/${receipt.id}/pdf`]) {
      const text = await wordsOf(path);
      expect(text).toContain('$40.00');
      expect(text).not.toMatch(/Sam Rivera|\d min|Practitioner|Length/);
    }
    expect(codeOf(await as.THERAPIST.get(`${at(sold.id)}/superbill`).expect(422))).toBe('superbill.incomplete');
    // Beside a service it needs nobody who gave it.
    const both = await aSent({
      clientId: client.id,
      lines: [
        { ...line, serviceCodeId: therapy },
        { ...codes, serviceCodeId: aid },
      ],
    });
    expect((await wordsOf(`${at(both.id)}/superbill`)).match(/Sam Rivera/g)).toHaveLength(2);
    expect(await wordsOf(`${at(both.id)}/pdf`)).toMatch(/Sam Rivera · \d+ min/);
  });

  it('is about one person: the learner, where the lines are about one', async () => {
    const client = await aClient(app.prisma, { therapistId: as.THERAPIST.user.id });
    const [ana, leo] = [
      await aLearner(app.prisma, { clientId: client.id, firstName: 'Ana', dateOfBirth: new Date('2018-05-10T00:00:00Z') }),
      await aLearner(app.prisma, { clientId: client.id, firstName: 'Leo', dateOfBirth: new Date('2016-05-10T00:00:00Z') }),
    ];
    const serviceCodeId = await aService('150.00');
    let hour = 0;
    // A visit is billed once: each line has one of its own.
    const line = async (learnerId: bigint) => {
      const startTime = new Date(Date.UTC(2026, 1, 2, ++hour));
      const visit = await anAppointment(app.prisma, {
        clientId: client.id,
        learnerId,
        therapistId: as.THERAPIST.user.id,
        startTime,
        endTime: new Date(startTime.getTime() + 3_000_000),
      });
      return { serviceCodeId, appointmentId: String(visit.id), learnerId: String(learnerId), ...codes };
    };
    const one = await aSent({ clientId: client.id, lines: [await line(ana.id), await line(ana.id)] });
    const { text } = await pdfOf(`${at(one.id)}/superbill`);
    expect(text).toContain('Ana');
    expect(text).toContain('May 10, 2018');
    const both = await aSent({ clientId: client.id, lines: [await line(ana.id), await line(leo.id)] });
    const refused = await as.STAFF.get(`${at(both.id)}/superbill`).expect(422);
    expect((refused.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual(['lines']);
  });
});
