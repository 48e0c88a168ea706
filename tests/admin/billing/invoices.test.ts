/** Billing by the panel's forms and buttons: the same rules as over the API, and nothing typed that follows from something else. */
import { withApp } from '../../support/app.js';
import { aClient, aServiceCode } from '../../support/builders.js';
import { faultsOfBooks } from '../../support/billing.js';
import { signedIn } from '../../support/users.js';
import { faultOf, type Panel, panelOf } from '../support/panel.js';

const app = withApp();
let panel: Panel;

beforeAll(async () => {
  panel = await panelOf(app, 'STAFF');
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(await signedIn(app, 'ADMIN'))).toEqual([]);
});

const act = (id: string, name: string, answers: Record<string, string> = {}) =>
  panel.post(`resources/Invoice/records/${id}/${name}`, answers);
const shown = async (id: string) => (await panel.show('Invoice', id)).record.params;

async function aDraft(): Promise<string> {
  const client = await aClient(app.prisma);
  const made = await panel.create('Invoice', {
    clientId: String(client.id),
    fundingSource: 'PRIVATE',
    issueDate: '',
    dueDate: '',
  });
  expect(faultOf(made)).toBe('');
  const service = await aServiceCode(app.prisma);
  const line = await panel.create('InvoiceLineItem', {
    invoiceId: String(made.record.id),
    serviceCodeId: String(service.id),
    serviceDate: '2026-03-02',
    quantity: '',
    unitPrice: '',
    discountAmount: '',
    description: '',
  });
  expect(faultOf(line)).toBe('');
  expect(line.record.params).toMatchObject({ description: 'Session', lineTotal: '90.00' });
  return String(made.record.id);
}

it('an invoice is made with what is left empty filled in, sent, and paid', async () => {
  const id = await aDraft();
  expect(await shown(id)).toMatchObject({
    status: 'DRAFT',
    invoiceNumber: `DRAFT-${id}`,
    totalAmount: '90.00',
    balance: '90.00',
  });
  expect((await act(id, 'send')).notice?.message).toBe('Sent.');
  expect(await shown(id)).toMatchObject({ status: 'SENT', balance: '90.00' });
  const paid = await panel.create('Payment', { invoiceId: id, amount: '90.00', paymentMethod: 'CASH', paymentDate: '' });
  expect(faultOf(paid)).toBe('');
  expect(await shown(id)).toMatchObject({ status: 'PAID', balance: '0.00' });
});

it('figures, statuses and numbers are not typed', async () => {
  const id = await aDraft();
  for (const [field, value] of [
    ['totalAmount', '1.00'],
    ['status', 'PAID'],
    ['amountPaid', '90.00'],
    ['invoiceNumber', 'MINE-1'],
  ] as const)
    await panel.edit('Invoice', id, { [field]: value });
  expect(await shown(id)).toMatchObject({
    status: 'DRAFT',
    totalAmount: '90.00',
    amountPaid: '0.00',
    invoiceNumber: `DRAFT-${id}`,
  });
  const over = await panel.create('Payment', { invoiceId: id, amount: '99999.00', paymentMethod: 'CASH', paymentDate: '' });
  expect(faultOf(over)).not.toBe('');
});

it('deleting takes back: a payment is reversed, what was sent is credited, a draft goes away, and the page says so before', async () => {
  const id = await aDraft();
  await act(id, 'send');
  const paid = await panel.create('Payment', { invoiceId: id, amount: '40.00', paymentMethod: 'CASH', paymentDate: '' });
  expect(faultOf(paid)).toBe('');
  expect(await shown(id)).toMatchObject({ balance: '50.00' });
  const payment = String(paid.record.id);
  expect(faultOf(await panel.edit('Payment', payment, { amount: '41.00' }))).toContain('Press “Correct”');
  expect((await panel.get(`resources/Payment/records/${payment}/delete`)).text).toContain('The money will be taken back');
  expect((await panel.remove('Payment', payment)).notice?.message).toMatch(/^Reversed/);
  expect(await shown(id)).toMatchObject({ balance: '90.00', status: 'SENT' });
  expect((await panel.get(`resources/Invoice/records/${id}/delete`)).text).toContain('a credit note will take back');
  expect((await panel.remove('Invoice', id)).notice?.message).toMatch(/^Credited/);
  expect(await shown(id)).toMatchObject({ balance: '0.00', status: 'CANCELLED' });
  const draft = await aDraft();
  expect((await panel.remove('Invoice', draft)).notice?.message).toBe('Deleted.');
});

it('amounts are typed in forms and buttons as people type them; what is wrong with one is said at its label', async () => {
  const id = await aDraft();
  await act(id, 'send');
  const fault = async (amount: string) => faultOf(await act(id, 'writeOff', { amount, reason: 'Too little.' }));
  expect(await fault('10.005')).toMatch(/^Amount: Three digits after the point.*\| amount: Three digits/);
  expect(await fault('ten')).toContain('Amount: Give a number like 120.00.');
  expect(await fault('-5')).toContain('Between 0.01 and 90.00 is open.');
  expect(faultOf(await act(id, 'writeOff', { amount: '$21,50', reason: '' }))).toBe(
    'Why: must not be empty. | reason: must not be empty',
  );
  expect(faultOf(await act(id, 'writeOff', { amount: '$21,50', reason: 'Too little.' }))).toBe('');
  expect(await shown(id)).toMatchObject({ balance: '68.50' });
  const plan = { count: '2', rhythm: 'MONTH', firstDueOn: '' };
  expect(faultOf(await act(id, 'paymentPlan', plan))).toMatch(/^The first is due on: /);
  const paid = await panel.create('Payment', { invoiceId: id, amount: '$8,50', paymentMethod: 'CASH', paymentDate: '' });
  expect(faultOf(paid)).toBe('');
  expect(await shown(id)).toMatchObject({ balance: '60.00' });
  const agreement = await panel.create('FeeAgreement', { clientId: '1', reason: '' });
  expect(faultOf(agreement)).not.toMatch(/reason: is missing/);
});
