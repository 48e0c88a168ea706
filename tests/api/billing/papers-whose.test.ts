/** What papers say of who owes and who paid, read as the family and an insurer read them. */
import { withApp } from '../../support/app.js';
import { aClient, anInsurance, anAppointment } from '../../support/builders.js';
import { at, billing, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { pdfFrom } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => new Date('2026-03-02T15:00:00Z') });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, pay } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await as.ADMIN.put('/api/practice', {
    name: 'Harbour Therapy Group',
    address: '12 Wharf Street',
    phone: '+1 514 555 0110',
    country: 'CA',
    currency: 'CAD',
    locale: 'en-CA',
    timezone: 'UTC',
    taxId: '81234 5678 RT0001',
  }).expect(200);
  await as.ADMIN.put('/api/billing/settings', { paymentInstructions: 'By transfer, naming the number.' }).expect(200);
  for (const [name, rate, registrationNumber] of [
    ['GST', '5', '81234 5678 RT0001'],
    ['QST', '9.975', '1012345678 TQ0001'],
  ])
    await as.ADMIN.post('/api/billing/tax-rates', {
      name,
      rate,
      registrationNumber,
      purpose: 'EVALUATION',
      country: 'CA',
      validFrom: '2008-01-01',
    }).expect(201);
  await app.prisma.user.update({
    where: { id: as.THERAPIST.user.id },
    data: { firstName: 'Sam', lastName: 'Rivera', credentials: 'M.Sc.', npi: '1234567893' },
  });
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const textOf = async (path: string, who = as.STAFF): Promise<string> =>
  (await pdfFrom(who, path)).text.replace(/\n/g, ' ').replace(/ +/g, ' ');

/** An invoice of 100.00 of which an insurer owes 80.00; gives the names of both. */
async function shared(): Promise<{ invoice: Invoice; clientId: bigint; client: string; insurer: string }> {
  const { id: clientId, firstName, lastName } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const { name: insurer } = await app.prisma.insuranceProvider.findFirstOrThrow({ where: { id: policy.insuranceProviderId } });
  const payers = [{ insuranceId: String(policy.id), percent: '80' }];
  const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }], payers });
  return { invoice, clientId, client: `${firstName} ${lastName}`, insurer };
}

it('an invoice says who owes what of it, also where that is not whom it is addressed to', async () => {
  const { invoice, client, insurer } = await shared();
  const path = `${at(invoice.id)}/pdf`;
  expect(await textOf(path)).toMatch(
    new RegExp(
      `Balance due \\$100\\.00 Of which ${client} owes by Apr 1, 2026 \\$20\\.00 Of which ${insurer} owes by \\w+ \\d+, 2026 \\$80\\.00`,
    ),
  );
  await pay(invoice.id, '20.00').expect(201);
  expect(await textOf(path)).toMatch(new RegExp(`Balance due \\$80\\.00 Of which ${insurer} owes by \\w+ \\d+, 2026 \\$80\\.00`));
  const alone = await aSent({ lines: [{ serviceCodeId: await aService('100.00') }] });
  expect(await textOf(`${at(alone.id)}/pdf`)).not.toContain('Of which');
});

it('an invoice on a plan says when what is to be paid, until the plan is ended; one that is settled not how', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const [one, other] = [
    await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }] }),
    await aSent({ clientId, lines: [{ serviceCodeId: await aService('50.00') }] }),
  ];
  const plan = (
    await as.STAFF.post('/api/billing/payment-plans', {
      clientId: String(clientId),
      invoiceIds: [one.id, other.id],
      count: 3,
      rhythm: 'MONTH',
      firstDueOn: '2026-03-31',
    }).expect(201)
  ).body as { id: string };
  await pay(one.id, '70.00').expect(201);
  const agreed = await textOf(`${at(one.id)}/pdf`);
  expect(agreed).toContain('Due By the payment plan');
  expect(agreed).toContain(`Payment plan For the invoices ${one.invoiceNumber}, ${other.invoiceNumber}.`);
  expect(agreed).toContain('Mar 31, 2026 $50.00 $0.00 Apr 30, 2026 $50.00 $30.00 May 31, 2026 $50.00 $50.00');
  await as.STAFF.post(`/api/billing/payment-plans/${plan.id}/end`, { reason: 'Paid otherwise.' }).expect(200);
  const ended = await textOf(`${at(one.id)}/pdf`);
  expect(ended).toContain('Due Apr 1, 2026');
  expect(ended).not.toContain('Payment plan');
  expect(ended).toContain('How to pay'.toUpperCase());
  await pay(one.id, '30.00').expect(201);
  expect(await textOf(`${at(one.id)}/pdf`)).not.toContain('How to pay'.toUpperCase());
});

it('in French the first of a month is 1er', async () => {
  const { id } = await aSent({ lines: [{ serviceCodeId: await aService('100.00'), serviceDate: '2026-03-01' }] });
  const text = await textOf(`${at(id)}/pdf?lang=FR`);
  expect(text).toContain('1er mars 2026');
  expect(text).toContain('1er avr. 2026');
});

it('a statement asks the client for what the client owes, and says how to pay it', async () => {
  const { clientId, insurer } = await shared();
  const path = `/api/clients/${clientId}/statement/pdf`;
  const all = await textOf(path);
  expect(all).toContain(`${insurer} owes $80.00 Amount owed $20.00`);
  expect(all).toContain('By transfer, naming the number.');
  expect(await textOf(`${path}?party=CLIENT`)).toContain('Amount owed $20.00');
  expect(await textOf(`${path}?party=INSURANCE`)).toContain('Amount owed $80.00');
  expect(await textOf(`${path}?lang=FR`)).toContain(`Assurance : ${insurer}`);
});

it('a receipt says whether it pays its services whole, and that what was reversed paid nothing', async () => {
  const { id } = await aSent({ lines: [{ serviceCodeId: await aService('100.00') }] });
  const first = (await pay(id, '40.00').expect(201)).body as { id: string };
  expect(await textOf(`/api/billing/receipts/${first.id}/pdf`)).toContain('Services paid for in part');
  await as.STAFF.post(`/api/billing/payments/${first.id}/reverse`, { reason: 'Bounced.' }).expect(200);
  const reversed = await textOf(`/api/billing/receipts/${first.id}/pdf`);
  expect(reversed).toContain('Reversed $40.00');
  expect(reversed).not.toMatch(/Paid:? \$40/);
  const second = (await pay(id, '100.00').expect(201)).body as { id: string };
  expect(await textOf(`/api/billing/receipts/${second.id}/pdf`)).toMatch(/Services paid for (?!in part)/);
});

it('a credit note names each tax that it takes back, with its number', async () => {
  const serviceCodeId = await aService('140.00', { taxPurpose: 'EVALUATION' });
  const { id } = await aSent({ lines: [{ serviceCodeId }, { serviceCodeId }] });
  await as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'It did not take place.' }).expect(201);
  const note = await app.prisma.creditNote.findFirstOrThrow({ where: { invoiceId: BigInt(id) } });
  const path = `/api/billing/credit-notes/${note.id}/pdf`;
  const text = await textOf(path);
  for (const said of ['GST 5% (81234 5678 RT0001) $14.00', 'QST 9.975% (1012345678 TQ0001) $27.94', '$321.94'])
    expect(text).toContain(said);
  expect(await textOf(`${path}?lang=FR`)).toContain('QST 9,975 % (1012345678 TQ0001) 27,94 $');
});

describe('a superbill', () => {
  let hour = 0;
  async function claimable(lines: number): Promise<Invoice> {
    const client = await aClient(app.prisma, {
      therapistId: as.THERAPIST.user.id,
      dateOfBirth: new Date('1984-02-29T00:00:00Z'),
    });
    const serviceCodeId = await aService('100.00');
    const visits = await Promise.all(
      Array.from({ length: lines }, () => {
        const startTime = new Date(Date.UTC(2026, 1, 2, ++hour));
        const endTime = new Date(startTime.getTime() + 3_000_000);
        return anAppointment(app.prisma, { clientId: client.id, therapistId: as.THERAPIST.user.id, startTime, endTime });
      }),
    );
    const codes = { serviceCodeId, diagnosisCodes: ['F80.2'], placeOfService: '11' };
    return aSent({ clientId: client.id, lines: visits.map(({ id }) => ({ ...codes, appointmentId: String(id) })) });
  }

  it('counts as paid what was paid: not what was credited or written off', async () => {
    const { id, lines } = await claimable(2);
    await pay(id, '70.00').expect(201);
    await as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'Not so.', lines: [{ lineId: lines[1]?.id }] }).expect(201);
    await as.STAFF.post(`${at(id)}/write-off`, { amount: '30.00', reason: 'Too little.' }).expect(200);
    const text = await textOf(`${at(id)}/superbill`, as.THERAPIST);
    expect(text).toContain('Total $200.00 Credited -$100.00 Adjusted or written off -$30.00 Paid -$70.00 Balance due $0.00');
    expect(text).toContain('Paid: $70.00. Open: $0.00');
    expect(text).not.toContain('Paid in full');
    // The line that nobody owes any more says so.
    expect(text.match(/Sam Rivera Credited -\$100\.00/g)).toHaveLength(1);
  });

  it('is not made of an invoice that was credited whole, whether it was paid or not', async () => {
    for (const paid of [true, false]) {
      const { id } = await claimable(1);
      if (paid) await pay(id, '100.00').expect(201);
      await as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'Not so.' }).expect(201);
      const { body } = await as.THERAPIST.get(`${at(id)}/superbill`).expect(422);
      expect(body).toMatchObject({ code: 'superbill.incomplete', errors: [{ path: 'status' }] });
    }
  });
});
