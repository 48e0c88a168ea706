/** Billing by the panel's forms and buttons: the same rules as over the API, and nothing typed that follows from something else. */
import { withApp } from '../../support/app.js';
import { aClient, aFunding, aServiceCode } from '../../support/builders.js';
import { faultsOfBooks } from '../../support/billing.js';
import { signedIn } from '../../support/users.js';
import { faultOf, type Panel, panelOf } from '../support/panel.js';

const app = withApp();
let panel: Panel;
const TODAY = new Date().toISOString().slice(0, 10);
const NEXT_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

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
    balance: null,
  });
  expect((await act(id, 'send')).notice?.message).toBe('Sent.');
  expect(await shown(id)).toMatchObject({ status: 'SENT', balance: '90.00' });
  const paid = await panel.create('Payment', { invoiceId: id, amount: '90.00', paymentMethod: 'CASH', paymentDate: '' });
  expect(faultOf(paid)).toBe('');
  expect(await shown(id)).toMatchObject({ status: 'PAID', balance: '0.00' });
});

it('a line’s discount is typed as money or as per cent, and taken off again', async () => {
  const id = await aDraft();
  const { id: lineId } = await app.prisma.invoiceLineItem.findFirstOrThrow({ where: { invoiceId: BigInt(id) } });
  const line = async () => (await panel.show('InvoiceLineItem', String(lineId))).record.params;
  const edit = async (fields: Record<string, string>) => {
    // The form sends all that it shows, as it was read.
    const { discountAmount = '', discountPercent = '' } = await line();
    const shownAs = { discountAmount: String(discountAmount), discountPercent: String(discountPercent) };
    return faultOf(await panel.edit('InvoiceLineItem', String(lineId), { ...shownAs, ...fields }));
  };
  expect(await edit({ discountPercent: '10' })).toBe('');
  expect(await line()).toMatchObject({ discountPercent: '10', discountAmount: '9.00', lineTotal: '81.00' });
  expect(await edit({ discountPercent: '20' })).toBe('');
  expect(await line()).toMatchObject({ discountAmount: '18.00', lineTotal: '72.00' });
  expect(await edit({ discountPercent: '', discountAmount: '5.00' })).toBe('');
  expect(await line()).toMatchObject({ discountAmount: '5.00', lineTotal: '85.00' });
  expect((await line()).discountPercent ?? '').toBe('');
  expect(await edit({ discountPercent: '50' })).toBe('');
  expect(await edit({ discountPercent: '' })).toBe('');
  expect(await line()).toMatchObject({ discountAmount: '0.00', lineTotal: '90.00' });
  expect(await edit({ discountPercent: '101' })).not.toBe('');
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
    invoiceNumber: `DRAFT-${id}`,
  });
  const { amountPaid } = await app.prisma.invoice.findUniqueOrThrow({ where: { id: BigInt(id) } });
  expect(amountPaid.toFixed(2)).toBe('0.00');
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
  const before = (await panel.get(`resources/Invoice/records/${id}/delete`)).text;
  expect(before).toContain('a credit note will take back');
  expect(before).toContain('"asks":true');
  expect((await panel.remove('Invoice', id)).notice?.message).toContain('Say why it is taken back.');
  expect((await panel.remove('Invoice', id, { reason: 'It did not take place.' })).notice?.message).toMatch(/^Credited/);
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
  expect(await fault('-5')).toContain('$90.00 is open: say that or less, and more than nothing.');
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

it('what is done is told before: what is open, what can be given back and from where, that a plan runs', async () => {
  const id = await aDraft();
  await act(id, 'send');
  const about = async (path: string) => (JSON.parse((await panel.get(path)).text) as { about?: object }).about;
  expect(await about(`resources/Invoice/records/${id}/writeOff`)).toEqual({ words: '$90.00 is open.' });
  const plan = `resources/Invoice/records/${id}/paymentPlan`;
  expect(await about(plan)).toMatchObject({
    words: expect.stringMatching(/^The client owes \$90\.00 of it; in 2: \$45\.00 each/) as string,
  });
  expect(faultOf(await act(id, 'paymentPlan', { count: '2', rhythm: 'MONTH', firstDueOn: NEXT_MONTH }))).toBe('');
  expect(await about(plan)).toMatchObject({ stop: true, words: expect.stringContaining('A payment plan runs') as string });
  const paid = await panel.create('Payment', { invoiceId: id, amount: '50', paymentMethod: 'CASH', paymentDate: '' });
  const receipt = `resources/Receipt/records/${String(paid.record.params.receiptId)}/refund`;
  expect(await about(receipt)).toMatchObject({ preset: { amount: '50.00', from: id } });
  // What can be given back follows what it is given back from.
  expect(await about(receipt)).toMatchObject({
    fills: { from: { '': { amount: '' }, [id]: { amount: '50.00' }, [`${id} credited`]: { amount: '50.00' } } },
  });
  const offered = async (model: string, recordId: string): Promise<string[]> => {
    const { records } = await panel.list(model, { perPage: '100' });
    const listed = records.find((one) => String(one.id) === recordId)?.recordActions ?? [];
    const { record } = await panel.show(model, recordId);
    expect(record.recordActions.map(({ name }) => name)).toEqual(listed.map(({ name }) => name));
    return listed.map(({ name }) => name).filter((name) => ['correct', 'reverse', 'refund'].includes(name));
  };
  const receiptId = String(paid.record.params.receiptId);
  expect(await offered('Receipt', receiptId)).toEqual(['correct', 'reverse', 'refund']);
  expect(await offered('Payment', String(paid.record.id))).toEqual(['correct']);
  const given = { amount: '20,00', from: `${id} credited`, paymentMethod: 'CASH', refundDate: TODAY, reason: 'Too much.' };
  expect(faultOf(await panel.post(receipt, given))).toBe('');
  expect(await shown(id)).toMatchObject({ balance: '40.00' });
  expect(await about(receipt)).toMatchObject({ preset: { amount: '30.00', from: id } });
  // It is not taken back any more, and the lists tell what was given back.
  expect(await about(receipt.replace('/refund', '/reverse'))).toMatchObject({
    stop: true,
    words: expect.stringContaining('$20.00 of this payment was given back') as string,
  });
  expect([await offered('Receipt', receiptId), await offered('Payment', String(paid.record.id))]).toEqual([['refund'], []]);
  for (const [model, recordId] of [
    ['Payment', String(paid.record.id)],
    ['Receipt', receiptId],
  ] as const) {
    const { records } = await panel.list(model, { perPage: '100' });
    const row = records.find((one) => String(one.id) === recordId);
    expect(row?.title).toContain('$20.00 given back');
  }
  const over = await panel.post(receipt, { ...given, amount: '30,01' });
  expect(over.record.baseError?.message).toBe('$30.00 of this payment can be given back from there: say that or less.');
  const refund = await app.prisma.refund.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect([refund.amount.toFixed(2), refund.refundedOn.toISOString().slice(0, 10)]).toEqual(['20.00', TODAY]);
  expect(faultOf(await panel.post(receipt, { ...given, amount: '30' }))).toBe('');
  expect(await offered('Receipt', receiptId)).toEqual([]);
});

it('a superbill that lacks something says what, in words; no pay link is offered where no cards are taken', async () => {
  const id = await aDraft();
  await act(id, 'send');
  const { missing } = JSON.parse((await panel.get(`resources/Invoice/records/${id}/superbill`)).text) as { missing: string[] };
  expect(missing).toContain('The client, date of birth: is missing.');
  expect(missing).toContainEqual(expect.stringMatching(/^Session, 2026-03-02: has no place of service; has no diagnosis/));
  expect((await panel.show('Invoice', id)).record.recordActions.map(({ name }) => name)).not.toContain('payLink');
});

it('a package offers to record a payment as long as something of it is to be paid', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const staff = await signedIn(app, 'STAFF');
  const { id: serviceCodeId } = await aServiceCode(app.prisma);
  const body = { clientId: String(clientId), serviceCodeId: String(serviceCodeId), visits: 2, price: '150.00', validFrom: TODAY };
  const { id } = (await staff.post('/api/billing/packages', body).expect(201)).body as { id: string };
  const pay = (amount: string) =>
    staff.post('/api/billing/payments', { packageId: id, amount, paymentMethod: 'CASH' }).expect(201);
  const isOffered = async () =>
    (await panel.show('ClientPackage', id)).record.recordActions.some(({ name }: { name: string }) => name === 'pay');
  await pay('100.00');
  expect(await isOffered()).toBe(true);
  await pay('50.00');
  expect(await isOffered()).toBe(false);
});

it('what was agreed to beforehand is told as what it is: ten visits, or money', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const staff = await signedIn(app, 'STAFF');
  const { id: fundingId } = await aFunding(app.prisma, { clientId });
  const days = { validFrom: '2026-01-01', validTo: '2026-12-31' };
  for (const [number, kind, amount] of [
    ['A-10', 'VISITS', '10'],
    ['A-11', 'MONEY', '1200.50'],
  ])
    await staff
      .post(`/api/clients/${clientId}/authorizations`, { fundingId: String(fundingId), number, kind, amount, ...days })
      .expect(201);
  const { records } = await panel.list('ServiceAuthorization', {
    'filters.clientId': String(clientId),
    sortBy: 'number',
    direction: 'asc',
  });
  expect(records.map(({ params }) => [params.amount, params.used])).toEqual([
    ['10', '0'],
    ['1200.50', '0.00'],
  ]);
});
