/** What a receipt certifies: what it paid when it was given, no more of a service than that, and the same however late it is printed. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, anAppointmentType, anInsurance, aRecordPermission } from '../../support/builders.js';
import { at, billing, faultsOfBooks, type Invoice } from '../../support/billing.js';
import { pdfFrom } from '../../support/pdf.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

let now = new Date('2026-03-02T15:00:00Z');
const app = withApp({ now: () => now });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, pay } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await as.ADMIN.put('/api/practice', { country: 'CA', currency: 'CAD', locale: 'en-CA', timezone: 'UTC' }).expect(200);
  const gst = { name: 'GST', rate: '5', registrationNumber: 'RT0001', purpose: 'EVALUATION', country: 'CA' };
  await as.ADMIN.post('/api/billing/tax-rates', { ...gst, validFrom: '2008-01-01' }).expect(201);
}, 60_000);
beforeEach(() => {
  now = new Date('2026-03-02T15:00:00Z');
});
afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const PAYMENTS = '/api/billing/payments';
const idIn = ({ body }: { body: unknown }): string => (body as { id: string }).id;
const receiptOf = async (id: string, lang = 'EN', who = as.STAFF): Promise<string> => {
  const { text } = await pdfFrom(who, `/api/billing/receipts/${id}/pdf?lang=${lang}`);
  return text.replace(/\n/g, ' ').replace(/ +/g, ' ');
};
/** Two services with tax: 210.00 in all. */
async function taxed(more: object = {}): Promise<Invoice> {
  const one = await aService('80.00', { taxPurpose: 'EVALUATION' });
  const other = await aService('120.00', { taxPurpose: 'EVALUATION' });
  const lines = [
    { serviceCodeId: one, description: 'Speech' },
    { serviceCodeId: other, description: 'Hearing' },
  ];
  return aSent({ lines, ...more });
}

it('of a part says of how much it is one and what is open, and certifies no service and no tax', async () => {
  const { id, invoiceNumber, totalAmount } = await taxed();
  expect(totalAmount).toBe('210.00');
  const first = idIn(await pay(id, '100.00').expect(201));
  const text = await receiptOf(first);
  expect(text).toContain(`Part payment of invoice ${invoiceNumber}: $100.00 of $210.00. Open after it: $110.00.`);
  for (const said of ['Speech', 'Hearing']) expect(text).toContain(said);
  expect(text).not.toMatch(/\$84|\$126|\$80\.|\$120|Taxes|GST|TAXES/);
  const second = idIn(await pay(id, '110.00').expect(201));
  const rest = await receiptOf(second);
  expect(rest).toContain(`Part payment of invoice ${invoiceNumber}: $110.00 of $210.00. Open after it: $0.00.`);
  expect(rest).not.toMatch(/\$84|\$126|GST/);
  // The first is as it was given.
  expect(await receiptOf(first)).toBe(text);
  expect(await receiptOf(first, 'FR')).toContain(
    `Paiement partiel de la facture ${invoiceNumber} : 100,00 $ sur 210,00 $. Reste dû ensuite : 110,00 $.`,
  );
  expect(await receiptOf(first, 'ES')).toContain(`Pago parcial de la factura ${invoiceNumber}`);
});

it('of a whole and a part at once tells them apart', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const [whole, part] = [await taxed({ clientId }), await taxed({ clientId })];
  const allocations = [
    { invoiceId: whole.id, amount: '210.00' },
    { invoiceId: part.id, amount: '20.00' },
  ];
  const body = { clientId: String(clientId), amount: '230.00', paymentMethod: 'CASH', allocations };
  const text = await receiptOf(idIn(await as.STAFF.post(PAYMENTS, body).expect(201)));
  expect(text).toMatch(
    new RegExp(
      `Services paid for (?!in part).*\\$84\\.00 ${whole.invoiceNumber}.*\\$126\\.00 ${whole.invoiceNumber}.*GST 5% \\(RT0001\\): \\$10\\.00`,
    ),
  );
  expect(text).toMatch(
    new RegExp(`Services paid for in part Part payment of invoice ${part.invoiceNumber}: \\$20\\.00 of \\$210\\.00`),
  );
  expect(text.match(/\$84\.00/g)).toHaveLength(1);
});

it('of an insurer says what was paid of each service, by their answer', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const { id, lines } = await taxed({ clientId, insuranceId: String(policy.id), fundingSource: 'INSURANCE' });
  const claim = idIn(await as.STAFF.post('/api/billing/claims', { invoiceId: id }).expect(201));
  const answer = {
    lines: [
      { lineId: lines[0]?.id, paid: '50.00' },
      { lineId: lines[1]?.id, paid: '70.00' },
    ],
  };
  await as.STAFF.post(`/api/billing/claims/${claim}/answer`, answer).expect(200);
  const receipt = await app.prisma.receipt.findFirstOrThrow({ where: { clientId } });
  const text = await receiptOf(String(receipt.id));
  expect(text).toMatch(/\$120\.00 of \$210\.00.*Speech.*\$50\.00.*Hearing.*\$70\.00/);
});

it('counts what was given back of an invoice once: what it pays now, and what went back, are what came', async () => {
  const { id, invoiceNumber } = await taxed();
  const receipt = idIn(await pay(id, '100.00').expect(201));
  now = new Date('2026-04-05T15:00:00Z');
  const back = { amount: '40.00', reason: 'Asked for.', fromInvoiceId: id };
  await as.STAFF.post(`${PAYMENTS}/${receipt}/refunds`, back).expect(201);
  const { body } = await as.STAFF.get(`${PAYMENTS}/${receipt}`).expect(200);
  expect(body).toMatchObject({ pays: [{ invoiceId: id, invoiceNumber, amount: '60.00' }], onAccount: '0.00', refunded: '40.00' });
  expect(await receiptOf(receipt)).toContain(`Where it stands on Apr 5, 2026 Invoice ${invoiceNumber} $60.00 Refunded $40.00`);
});

it('does not change when its money is used, moved or given back later: that stands apart, with a day', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const body = { clientId: String(clientId), amount: '300.00', paymentMethod: 'CASH', paymentDate: '2026-03-02' };
  const receipt = idIn(await as.STAFF.post(PAYMENTS, body).expect(201));
  const given = await receiptOf(receipt);
  expect(given).toContain('On account $300.00');
  expect(given).not.toContain('Where it stands');
  now = new Date('2026-04-05T15:00:00Z');
  const { id, invoiceNumber } = await taxed({ clientId });
  await as.STAFF.post(`/api/clients/${clientId}/account/use-credit`, { invoiceId: id }).expect(200);
  await as.STAFF.post(`${PAYMENTS}/${receipt}/refunds`, { amount: '30.00', reason: 'Asked for.', paymentMethod: 'CASH' }).expect(
    201,
  );
  const later = await receiptOf(receipt);
  expect(later).toContain('On account $300.00 Paid $300.00');
  expect(later).toContain(`Where it stands on Apr 5, 2026 Invoice ${invoiceNumber} $210.00 On account $60.00 Refunded $30.00`);
  expect(later).not.toMatch(/Speech|GST|Services paid/);
  expect(await receiptOf(receipt, 'FR')).toContain('Ce qu’il en est au 5 avr. 2026');
});

it('lists no service less and no tax more because it was credited afterwards', async () => {
  const { id, lines } = await taxed();
  const receipt = idIn(await pay(id, '210.00').expect(201));
  const given = await receiptOf(receipt);
  expect(given).toContain('GST 5% (RT0001): $10.00');
  await as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'Not so.', lines: [{ lineId: lines[0]?.id }] }).expect(201);
  const later = await receiptOf(receipt);
  expect(later.startsWith(given.slice(0, given.indexOf('Page 1')))).toBe(true);
  expect(later).toMatch(/Where it stands on Mar 2, 2026.*\$126\.00 On account \$84\.00/);
  // What was credited before is not certified at all.
  const other = await taxed();
  await as.STAFF.post(`${at(other.id)}/credit-notes`, { reason: 'Not so.', lines: [{ lineId: other.lines[0]?.id }] }).expect(201);
  const rest = await receiptOf(idIn(await pay(other.id, '126.00').expect(201)));
  expect(rest).toMatch(/Services paid for (?!in part)/);
  expect(rest).toContain('GST 5% (RT0001): $6.00');
  expect(rest).not.toContain('Speech');
});

it('of a package says what was sold, not the visits that it paid for later', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const learner = await aLearner(app.prisma, { clientId });
  const serviceCodeId = await aService('100.00', { description: 'Group session' });
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
  const sale = { clientId: String(clientId), learnerId: String(learner.id), serviceCodeId, visits: 10, price: '900.00' };
  const days = { validFrom: '2026-03-01', expiresOn: '2026-12-31' };
  const packageId = idIn(await as.STAFF.post('/api/billing/packages', { ...sale, ...days }).expect(201));
  const paid = { packageId, amount: '900.00', paymentMethod: 'CASH', paymentDate: '2026-03-01' };
  const receipt = idIn(await as.STAFF.post(PAYMENTS, paid).expect(201));
  const given = await receiptOf(receipt);
  expect(given).toContain('Package of 10 visits: Group session, $900.00 To be used by Dec 31, 2026.');
  expect(given).toContain('For visits to come $900.00 Paid $900.00');
  // The service of a package is its learner's, whichever entry closes them.
  for (const permission of ['VIEW_CLIENT', 'VIEW_BILLING']) {
    const other = await signedIn(app, 'STAFF');
    await other.get(`/api/billing/receipts/${receipt}/pdf`).expect(200);
    await aRecordPermission(app.prisma, permission, { userId: other.user.id, learnerId: learner.id, granted: false });
    await other.get(`/api/billing/receipts/${receipt}/pdf`).expect(403);
  }
  const startTime = new Date('2026-03-02T10:00:00Z');
  await anAppointment(app.prisma, {
    clientId,
    learnerId: learner.id,
    appointmentTypeId: type.id,
    status: 'COMPLETED',
    startTime,
  });
  const visits = { clientId: String(clientId), from: '2026-03-01', to: '2026-03-31' };
  const { invoice } = (await as.STAFF.post('/api/billing/visits/invoice', visits).expect(201)).body as { invoice: Invoice };
  await as.STAFF.post(`${at(invoice.id)}/send`, {}).expect(200);
  const later = await receiptOf(receipt);
  expect(later.startsWith(given.slice(0, given.indexOf('Page 1')))).toBe(true);
  expect(later).not.toContain('Services paid for');
  expect(later).toMatch(/Where it stands on Mar 2, 2026 Invoice 2026-\d+ \$90\.00 For visits to come \$810\.00/);
  await aRecordPermission(app.prisma, 'VIEW_BILLING', {
    userId: as.RECEPTIONIST.user.id,
    learnerId: learner.id,
    granted: false,
  });
  await as.RECEPTIONIST.get(`/api/billing/receipts/${receipt}/pdf`).expect(403);
});
