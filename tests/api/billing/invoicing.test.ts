/** From a draft to paid, credited, written off and refunded over the API; after everything the books are clean. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, aRecordPermission } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, type Invoice, invoiceIn, type Line } from '../../support/billing.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

const { aService, aDraft, aSent, read, pay, account } = billing(app, () => as.STAFF);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

describe('a draft', () => {
  it('takes prices from the services of the day, and taxes by purpose and place, each rounded by itself', async () => {
    await app.prisma.practice.updateMany({ data: { country: 'CA' } });
    const tax = (name: string, rate: string) =>
      as.ADMIN.post('/api/billing/tax-rates', {
        name,
        rate,
        purpose: 'EVALUATION',
        country: 'CA',
        validFrom: '2008-01-01',
      }).expect(201);
    await tax('GST', '5');
    await tax('QST', '9.975');
    const serviceCodeId = await aService('140.00', { taxPurpose: 'EVALUATION' });
    const care = await aService('140.00', { taxPurpose: 'CARE' });
    const invoice = await aDraft({ lines: [{ serviceCodeId }, { serviceCodeId: care, quantity: '0.5' }] });
    expect(invoice).toMatchObject({
      status: 'DRAFT',
      invoiceNumber: `DRAFT-${invoice.id}`,
      subtotal: '210.00',
      taxAmount: '20.97',
      totalAmount: '230.97',
      balance: '230.97',
      amountPaid: '0.00',
    });
    expect(invoice.lines[0]?.taxes.map(({ name, amount }) => `${name} ${amount}`)).toEqual(['GST 7.00', 'QST 13.97']);
    expect(invoice.lines[1]).toMatchObject({ lineTotal: '70.00', taxes: [] });
    for (const taxPurpose of ['PRODUCT', 'OTHER']) {
      const untaxed = await aDraft({ lines: [{ serviceCodeId: await aService('10.00', { taxPurpose }) }] });
      expect(untaxed).toMatchObject({ taxAmount: '0.00', totalAmount: '10.00' });
    }
    const sent = invoiceIn(await as.STAFF.post(`${at(invoice.id)}/send`, {}).expect(200));
    expect(sent).toMatchObject({ totalAmount: '230.97', balance: '230.97', status: 'SENT' });
  });

  it('leaves what its lines said in the audit: when it is made, rewritten and thrown away', async () => {
    const serviceCodeId = await aService('140.00');
    const { id: clientId } = await aClient(app.prisma);
    const told = async (action: 'CREATE' | 'DELETE') =>
      app.prisma.auditEvent.findMany({
        where: { action, recordType: 'InvoiceLineItem', clientId },
        orderBy: { id: 'asc' },
      });
    const draft = await aDraft({
      clientId,
      lines: [
        { serviceCodeId, description: 'First' },
        { serviceCodeId, description: 'Second' },
      ],
    });
    const made = await told('CREATE');
    expect(made.map(({ after }) => after)).toMatchObject([
      { description: 'First', lineTotal: '140', invoiceId: draft.id },
      { description: 'Second', lineTotal: '140', invoiceId: draft.id },
    ]);
    const rewritten = { lines: [{ serviceCodeId, serviceDate: '2026-03-02', description: 'Third' }] };
    await as.STAFF.put(at(draft.id), rewritten).expect(200);
    await as.STAFF.delete(at(draft.id)).expect(204);
    expect((await told('DELETE')).map(({ before }) => (before as { description: string }).description)).toEqual([
      'First',
      'Second',
      'Third',
    ]);
    // The same once more is answered as before, though a line of it has gone meanwhile.
    const body = { clientId: String(clientId), lines: [{ serviceCodeId, serviceDate: '2026-03-02' }] };
    const once = () => as.STAFF.post('/api/billing/invoices', body).set('Idempotency-Key', 'draft-with-lines');
    const first = invoiceIn(await once().expect(201));
    await as.STAFF.delete(`${at(first.id)}/lines/${first.lines[0]?.id}`).expect(200);
    expect(invoiceIn(await once().expect(201)).id).toBe(first.id);
  });

  it('is told what a line would come to before it is added', async () => {
    const serviceCodeId = await aService('140.00', { taxPurpose: 'EVALUATION' });
    const draft = await aDraft({ lines: [{ serviceCodeId }] });
    // Looked at beforehand it is the same, and nothing of it is kept.
    const line = { serviceCodeId, serviceDate: '2026-03-02', quantity: '2', discountPercent: '10' };
    const before = await as.STAFF.post(`${at(draft.id)}/lines/preview`, line).expect(200);
    expect((await read(draft.id)).lines).toHaveLength(1);
    const { lines } = invoiceIn(await as.STAFF.post(`${at(draft.id)}/lines`, line).expect(201));
    expect(lines[1]).toMatchObject(before.body as object);
    expect(before.body).toMatchObject({ discountAmount: '28.00', taxAmount: '37.74', lineTotal: '289.74' });
    await as.RECEPTIONIST.post(`${at(draft.id)}/lines/preview`, line).expect(403);
    await as.STAFF.post(`${at(draft.id)}/lines/preview`, { ...line, serviceCodeId: '999999' }).expect(422);
    await as.STAFF.post(`${at(draft.id)}/send`, {}).expect(200);
    await as.STAFF.post(`${at(draft.id)}/lines/preview`, line).expect(409);
  });

  it('has at most 200 lines, however they come, two at once for the last one included', async () => {
    const serviceCodeId = await aService('1.00');
    const draft = await aDraft({ lines: Array.from({ length: 199 }, () => ({ serviceCodeId, serviceDate: '2026-03-02' })) });
    const add = () => as.STAFF.post(`${at(draft.id)}/lines`, { serviceCodeId, serviceDate: '2026-03-03' });
    const answers = await Promise.all([add(), add(), add()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(codeOf)).toEqual(['invoice.full', 'invoice.full']);
    expect((await read(draft.id)).lines).toHaveLength(200);
  });

  it('keeps a discount as it was said: per cent follow another quantity, money stays; what was sent stays', async () => {
    const draft = await aDraft({ lines: [{ serviceCodeId: await aService('99.99'), discountPercent: '12.5' }] });
    const path = `${at(draft.id)}/lines/${draft.lines[0]?.id ?? ''}`;
    const put = async (changes: object): Promise<unknown> => invoiceIn(await as.STAFF.put(path, changes).expect(200)).lines[0];
    expect(draft.lines[0]).toMatchObject({ discountPercent: '12.5', discountAmount: '12.50', lineTotal: '87.49' });
    expect(await put({ quantity: '3' })).toMatchObject({ discountPercent: '12.5', discountAmount: '37.50' });
    expect(await put({ unitPrice: '10.00' })).toMatchObject({ discountPercent: '12.5', discountAmount: '3.75' });
    expect(await put({ discountAmount: '5.00' })).toMatchObject({ discountPercent: null, discountAmount: '5.00' });
    expect(await put({ quantity: '2' })).toMatchObject({ discountPercent: null, discountAmount: '5.00' });
    expect(await put({ discountPercent: '100' })).toMatchObject({ discountPercent: '100', lineTotal: '0.00' });
    expect(await put({ discountPercent: '0' })).toMatchObject({ discountPercent: null, lineTotal: '20.00' });
    await put({ discountPercent: '50' });
    const where = { id: BigInt(draft.lines[0]?.id ?? 0) };
    const wrong = app.prisma.invoiceLineItem.update({ where, data: { discountPercent: 40 } });
    await expect(wrong).rejects.toThrow('invoice_line_items_discount_percent_check');
    const sent = invoiceIn(await as.STAFF.post(`${at(draft.id)}/send`, {}).expect(200));
    expect(sent.lines[0]).toMatchObject({ discountPercent: '50', discountAmount: '10.00', lineTotal: '10.00' });
  });

  it('knows what a service cost on the day', async () => {
    const serviceCodeId = await aService('90.00');
    await as.STAFF.put(`/api/billing/service-codes/${serviceCodeId}`, { rate: '95.00', rateFrom: '2026-03-10' }).expect(200);
    const { lines } = await aDraft({
      lines: [
        { serviceCodeId, serviceDate: '2026-03-09' },
        { serviceCodeId, serviceDate: '2026-03-10' },
      ],
    });
    expect(lines.map(({ lineTotal }) => lineTotal)).toEqual(['90.00', '95.00']);
    const clash = await as.STAFF.put(`/api/billing/service-codes/${serviceCodeId}`, { rate: '1.00', rateFrom: '2026-03-01' });
    expect(codeOf(clash)).toBe('service_code.rate_order');
    await as.STAFF.put(`/api/billing/service-codes/${serviceCodeId}`, { isActive: false }).expect(200);
    const line = { serviceCodeId, serviceDate: '2026-03-09' };
    const client = await aClient(app.prisma);
    const gone = await as.STAFF.post('/api/billing/invoices', { clientId: String(client.id), lines: [line] }).expect(422);
    expect(codeOf(gone)).toBe('reference.not_found');
  });

  it('is worked out as the odoo user would: discount in per cent, then tax', async () => {
    const serviceCodeId = await aService('348.35', { taxRate: '22' });
    expect(await aDraft({ lines: [{ serviceCodeId, quantity: '16', discountPercent: '4' }] })).toMatchObject({
      subtotal: '5573.60',
      discountAmount: '222.94',
      taxAmount: '1177.15',
      totalAmount: '6527.81',
    });
  });

  it('can be changed and deleted, and refuses what does not fit', async () => {
    const serviceCodeId = await aService('60.00');
    const client = await aClient(app.prisma);
    const other = await aLearner(app.prisma);
    const { id } = await aDraft({ clientId: client.id, lines: [{ serviceCodeId }] });
    const put = (body: object) => as.STAFF.put(at(id), body);
    const line = { serviceCodeId, serviceDate: '2026-03-02' };
    expect(invoiceIn(await put({ lines: [line, { ...line, quantity: '2' }] }).expect(200))).toMatchObject({
      totalAmount: '180.00',
    });
    for (const [body, code] of [
      [{ lines: [{ ...line, quantity: '0' }] }, 'invoice.line'],
      [{ lines: [{ ...line, discountAmount: '61.00' }] }, 'invoice.line'],
      [{ lines: [{ ...line, discountAmount: '1.00', discountPercent: '1' }] }, 'invoice.line'],
      [{ lines: [{ ...line, learnerId: String(other.id) }] }, 'reference.other_client'],
      [{ lines: [{ ...line, serviceCodeId: '999999' }] }, 'reference.not_found'],
      [{ insuranceId: '1' }, 'invoice.payer'],
      [{ fundingSource: 'INSURANCE', insuranceId: '999999' }, 'reference.not_found'],
      [{ dueDate: '2020-01-01' }, 'invoice.dates'],
    ] as const)
      expect([JSON.stringify(body), codeOf(await put(body).expect(422))]).toEqual([JSON.stringify(body), code]);
    expect(await read(id)).toMatchObject({ totalAmount: '180.00' });
    await as.STAFF.delete(at(id)).expect(204);
    await as.STAFF.get(at(id)).expect(404);
    expect(codeOf(await as.STAFF.post(`${at((await aDraft({ lines: [] })).id)}/send`, {}).expect(422))).toBe('invoice.empty');
  });
});

describe('an invoice that was sent', () => {
  it('stays as it was sent', async () => {
    const serviceCodeId = await aService('60.00');
    const { id, invoiceNumber } = await aSent({ lines: [{ serviceCodeId }] });
    expect(invoiceNumber).toMatch(/^\d{4}-\d{6}$/);
    expect(codeOf(await as.STAFF.put(at(id), { lines: [] }).expect(409))).toBe('invoice.sent');
    expect(codeOf(await as.STAFF.put(at(id), { dueDate: '2030-01-01' }).expect(409))).toBe('invoice.sent');
    expect(codeOf(await as.STAFF.delete(at(id)).expect(409))).toBe('invoice.sent');
    expect(codeOf(await as.STAFF.post(`${at(id)}/send`, {}).expect(409))).toBe('invoice.sent');
    expect((await as.STAFF.put(at(id), { notes: 'Called.' }).expect(200)).body).toMatchObject({ notes: 'Called.' });
  });

  it('is paid in part, then in full, and never beyond', async () => {
    const serviceCodeId = await aService('138.66', { taxRate: '19' });
    const { id } = await aSent({ lines: [{ serviceCodeId }] });
    await pay(id, '65.01').expect(201);
    expect(await read(id)).toMatchObject({ status: 'SENT', balance: '100.00', amountPaid: '65.01', partPaid: true });
    expect(codeOf(await pay(id, '100.01').expect(409))).toBe('payment.over');
    await pay(id, '100.00').expect(201);
    expect(await read(id)).toMatchObject({ status: 'PAID', balance: '0.00', amountPaid: '165.01', partPaid: false });
    expect(codeOf(await pay(id, '0.01').expect(409))).toBe('payment.over');
    expect(codeOf(await pay(id, '0.00').expect(422))).toBe('payment.amount');
  });

  it('says by what a part was settled: credited or written off is not paid, and money that came back is none', async () => {
    const serviceCodeId = await aService('100.00');
    const { id: clientId } = await aClient(app.prisma);
    const { id, lines } = await aSent({ clientId, lines: [{ serviceCodeId }] });
    expect(await read(id)).toMatchObject({ partPaid: false, settledBy: [] });
    const [{ id: lineId }] = lines as [Line];
    await as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'Too much', lines: [{ lineId, amount: '10.00' }] }).expect(201);
    expect(await read(id)).toMatchObject({ balance: '90.00', partPaid: false, settledBy: ['CREDITED'] });
    await as.STAFF.post(`${at(id)}/write-off`, { amount: '10.00', reason: 'Kindness' }).expect(200);
    expect(await read(id)).toMatchObject({ balance: '80.00', partPaid: false, settledBy: ['CREDITED', 'WRITTEN_OFF'] });
    const { id: receiptId } = (await pay(id, '20.00').expect(201)).body as { id: string };
    expect(await read(id)).toMatchObject({ partPaid: true, settledBy: ['PAID', 'CREDITED', 'WRITTEN_OFF'] });
    const listed = (await as.STAFF.get(`/api/billing/invoices?clientId=${clientId}`).expect(200)).body as { items: Invoice[] };
    expect(listed.items).toMatchObject([{ partPaid: true, settledBy: ['PAID', 'CREDITED', 'WRITTEN_OFF'] }]);
    await as.STAFF.post(`/api/billing/payments/${receiptId}/reverse`, { reason: 'Bounced' }).expect(200);
    expect(await read(id)).toMatchObject({ balance: '80.00', partPaid: false, settledBy: ['CREDITED', 'WRITTEN_OFF'] });
    await as.STAFF.post(`${at(id)}/write-off`, { reason: 'The rest' }).expect(200);
    expect(await read(id)).toMatchObject({ status: 'PAID', settledBy: [] });
  });

  it('is paid when the rest is written off, in the same commit', async () => {
    const serviceCodeId = await aService('100.00');
    const { id } = await aSent({ lines: [{ serviceCodeId }] });
    await pay(id, '95.00').expect(201);
    expect(codeOf(await as.STAFF.post(`${at(id)}/write-off`, { amount: '5.01', reason: 'Small' }).expect(422))).toBe(
      'invoice.amount',
    );
    const after = invoiceIn(await as.STAFF.post(`${at(id)}/write-off`, { reason: 'Too little to ask for' }).expect(200));
    expect(after).toMatchObject({ status: 'PAID', balance: '0.00' });
    expect(codeOf(await as.STAFF.post(`${at(id)}/write-off`, { reason: 'Again' }).expect(409))).toBe('invoice.settled');
  });

  it('is credited by lines with their taxes, and as a whole', async () => {
    const serviceCodeId = await aService('140.00', { taxRate: '5' });
    const { id, lines } = await aSent({ lines: [{ serviceCodeId }, { serviceCodeId }] });
    const [first] = lines as [Line];
    const post = (body: object) => as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'Did not take place', ...body });
    expect(codeOf(await post({ lines: [{ lineId: first.id, amount: '147.01' }] }).expect(422))).toBe('credit_note.amount');
    const one = invoiceIn(await post({ lines: [{ lineId: first.id, amount: '73.50' }] }).expect(201));
    expect(one).toMatchObject({ balance: '220.50', status: 'SENT' });
    expect(one.creditNotes[0]).toMatchObject({ netAmount: '70.00', taxAmount: '3.50', total: '73.50' });
    expect(one.lines.map(({ creditedAmount }) => creditedAmount)).toEqual(['73.50', '0.00']);
    expect(one.creditNotes[0]?.number).toMatch(/^CN-\d{4}-\d{6}$/);
    const all = invoiceIn(await post({}).expect(201));
    expect(all).toMatchObject({ balance: '0.00', status: 'CANCELLED', totalAmount: '294.00', amountPaid: '294.00' });
    expect(codeOf(await post({}).expect(409))).toBe('invoice.credited');
  });

  it('that was paid and then credited leaves its money on account, which pays the next one', async () => {
    const serviceCodeId = await aService('50.00');
    const client = await aClient(app.prisma);
    const one = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
    await pay(one.id, '50.00').expect(201);
    await as.STAFF.post(`${at(one.id)}/credit-notes`, { reason: 'Did not take place' }).expect(201);
    expect(await account(client.id)).toMatchObject({ open: '0.00', credit: '50.00' });
    const two = await aSent({ clientId: client.id, lines: [{ serviceCodeId, quantity: '1.6' }] });
    const use = (body: object) => as.STAFF.post(`/api/clients/${client.id}/account/use-credit`, { invoiceId: two.id, ...body });
    expect(codeOf(await use({ amount: '50.01' }).expect(409))).toBe('payment.over');
    await use({}).expect(200);
    expect(await read(two.id)).toMatchObject({ balance: '30.00', status: 'SENT' });
    expect(await account(client.id)).toMatchObject({ open: '30.00', credit: '0.00' });
  });
});

it('numbers have no gap and no double, however many send at once', async () => {
  const serviceCodeId = await aService('10.00');
  const client = await aClient(app.prisma);
  const drafts = [];
  for (let index = 0; index < 24; index++)
    drafts.push(await aDraft({ clientId: client.id, lines: index % 6 === 5 ? [] : [{ serviceCodeId }] }));
  const sent = await Promise.all(drafts.map(({ id }) => as.STAFF.post(`${at(id)}/send`, { issueDate: '2021-05-05' })));
  const numbers = sent.filter(({ status }) => status === 200).map((answer) => Number(invoiceIn(answer).invoiceNumber.slice(5)));
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

it('a closed month takes nothing more until it is opened again, with a reason', async () => {
  const serviceCodeId = await aService('10.00');
  const draft = await aDraft({ lines: [{ serviceCodeId }] });
  await as.STAFF.post('/api/billing/periods/2019-03/close').expect(403);
  await as.ADMIN.post('/api/billing/periods/2019-03/close').expect(200);
  expect(codeOf(await as.ADMIN.post('/api/billing/periods/2019-03/close').expect(409))).toBe('billing_period.closed');
  const send = () => as.STAFF.post(`${at(draft.id)}/send`, { issueDate: '2019-03-31', dueDate: '2019-04-30' });
  expect(codeOf(await send().expect(409))).toBe('ledger.month_closed');
  expect(await read(draft.id)).toMatchObject({ status: 'DRAFT' });
  await as.ADMIN.post('/api/billing/periods/2019-03/reopen', { reason: 'One was forgotten' }).expect(200);
  expect(invoiceIn(await send().expect(200))).toMatchObject({ invoiceNumber: '2019-000001', status: 'OVERDUE' });
  expect(codeOf(await as.ADMIN.post('/api/billing/periods/2099-01/close').expect(422))).toBe('billing_period.not_over');
});

it('a closed month closes all before it, and the last one that is closed is opened first', async () => {
  const close = (month: string) => as.ADMIN.post(`/api/billing/periods/${month}/close`);
  const reopen = (month: string) => as.ADMIN.post(`/api/billing/periods/${month}/reopen`, { reason: 'One was forgotten' });
  const closed = async (): Promise<string[]> =>
    (
      (await as.ADMIN.get('/api/billing/periods').expect(200)).body as { items: { month: string; closedAt: string | null }[] }
    ).items
      .filter(({ month, closedAt }) => closedAt !== null && month < '2018')
      .map(({ month }) => month.slice(0, 7));
  const draft = await aDraft({ lines: [{ serviceCodeId: await aService('10.00') }] });
  const send = () => as.STAFF.post(`${at(draft.id)}/send`, { issueDate: '2017-01-31', dueDate: '2017-02-28' });
  for (const month of ['2017-03', '2017-05']) await close(month).expect(200);
  expect(codeOf(await send().expect(409))).toBe('ledger.month_closed');
  expect(codeOf(await close('2017-04').expect(409))).toBe('billing_period.closed');
  expect(codeOf(await reopen('2017-03').expect(409))).toBe('billing_period.later_closed');
  for (const month of ['2017-05', '2017-03']) await reopen(month).expect(200);
  expect(await closed()).toEqual([]);
  // Two who close at once; who writes into a month before meanwhile comes before or not at all.
  const both = await Promise.all([close('2017-04'), close('2017-06'), send()]);
  expect(both.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  expect(await closed()).toContain('2017-06');
  expect(await closed()).toContain('2017-03');
  for (const month of await closed()) await reopen(month).expect(200);
});

describe('who may', () => {
  it('the therapist sees the invoices of the caseload and changes none; the receptionist takes payments', async () => {
    const serviceCodeId = await aService('60.00');
    const therapist = await signedIn(app, 'THERAPIST');
    const client = await aClient(app.prisma, { therapistId: therapist.user.id });
    const { id } = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
    const other = await aSent({ lines: [{ serviceCodeId }] });
    await therapist.get(`/api/billing/invoices/${id}`).expect(200);
    await therapist.get(at(other.id)).expect(404);
    const { items } = (await therapist.get('/api/billing/invoices').expect(200)).body as { items: { id: string }[] };
    expect(items.map((one) => one.id)).toEqual([id]);
    await therapist.put(`/api/billing/invoices/${id}`, { notes: 'x' }).expect(403);
    await therapist.get('/api/billing/reconciliation').expect(403);
    await therapist.get(`/api/clients/${client.id}/account`).expect(200);
    await as.RECEPTIONIST.post(`${at(id)}/write-off`, { reason: 'x' }).expect(403);
    await as.RECEPTIONIST.post('/api/billing/payments', { invoiceId: id, amount: '60.00', paymentMethod: 'CASH' }).expect(201);
  });

  it('lines about a learner who is closed for somebody are counted, and not told', async () => {
    const serviceCodeId = await aService('60.00');
    const learner = await aLearner(app.prisma);
    const { clientId } = learner;
    const { id } = await aDraft({
      clientId,
      lines: [{ serviceCodeId, learnerId: String(learner.id), description: 'SECRET' }, { serviceCodeId }],
    });
    const staff = await signedIn(app, 'STAFF');
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: staff.user.id, learnerId: learner.id, granted: false });
    const seen = await staff.get(at(id)).expect(200);
    expect(seen.text).not.toContain('SECRET');
    expect(invoiceIn(seen)).toMatchObject({ hiddenLines: 1, totalAmount: '120.00', lines: [{}] });
    await as.STAFF.post(`${at(id)}/send`, {}).expect(200);
    const ledger = await staff.get(`/api/billing/ledger?invoiceId=${id}`).expect(200);
    expect((ledger.body as { items: unknown[] }).items).toHaveLength(1);
    await staff.post(`${at(id)}/credit-notes`, { reason: 'x' }).expect(403);
    // A visit of theirs is not told apart from one that is not there.
    const visit = await anAppointment(app.prisma, { clientId, learnerId: learner.id });
    const open = await aDraft({ clientId, lines: [] });
    for (const appointmentId of [String(visit.id), '999999'])
      expect(
        codeOf(await staff.post(`${at(open.id)}/lines`, { serviceCodeId, serviceDate: '2026-03-02', appointmentId }).expect(422)),
      ).toBe('reference.not_found');
    const line = { serviceCodeId, serviceDate: '2026-03-02', appointmentId: String(visit.id) };
    const added = await as.STAFF.post(`${at(open.id)}/lines`, line).expect(201);
    expect(added.headers.location).toBe(at(open.id));
  });
});

describe('SQL of whoever writes', () => {
  const refused = async (work: Promise<unknown>, name: string): Promise<void> => {
    await expect(work).rejects.toThrow(new RegExp(name));
  };

  it('changes no figure, no status, no movement', async () => {
    const serviceCodeId = await aService('60.00');
    const sent = await aSent({ lines: [{ serviceCodeId }] });
    await pay(sent.id, '20.00').expect(201);
    const id = BigInt(sent.id);
    const { prisma } = app;
    await refused(prisma.invoice.update({ where: { id }, data: { amountPaid: 60, balance: 0, status: 'PAID' } }), 'follow');
    await refused(prisma.invoice.update({ where: { id }, data: { status: 'PAID' } }), 'status');
    await refused(
      prisma.invoice.update({ where: { id }, data: { totalAmount: 1, subtotal: 1, balance: 0, amountPaid: 1 } }),
      'sent',
    );
    await refused(prisma.invoice.delete({ where: { id } }), 'deleted|RESTRICT|23001|Foreign key');
    await refused(prisma.invoiceLineItem.updateMany({ where: { invoiceId: id }, data: { unitPrice: 7, lineTotal: 7 } }), 'sent');
    await refused(prisma.ledgerMovement.updateMany({ where: { invoiceId: id }, data: { amount: 1 } }), 'new rows');
    await refused(prisma.ledgerMovement.deleteMany({ where: { invoiceId: id } }), 'new rows');
    await refused(prisma.payment.updateMany({ where: { invoiceId: id }, data: { amount: 99999 } }), 'written');
    await refused(prisma.payment.deleteMany({ where: { invoiceId: id } }), 'written');
    const draft = BigInt((await aDraft({ lines: [{ serviceCodeId }] })).id);
    await refused(prisma.invoice.update({ where: { id: draft }, data: { subtotal: 7, totalAmount: 7, balance: 7 } }), 'lines');
    await refused(
      prisma.invoiceLineItem.updateMany({ where: { invoiceId: draft }, data: { quantity: 2 } }),
      'line_items_total_check',
    );
  });
});

it('a line is bounded: quantity and what it comes to are refused at their fields', async () => {
  const serviceCodeId = await aService('90.00');
  const draft = await aDraft({ lines: [{ serviceCodeId }] });
  const add = (line: object) => as.STAFF.post(`${at(draft.id)}/lines`, { serviceCodeId, serviceDate: '2026-03-02', ...line });
  const faultsOf = ({ body }: { body: unknown }) => (body as { errors: { path: string }[] }).errors.map(({ path }) => path);
  expect(faultsOf(await add({ quantity: '10000000' }).expect(400))).toEqual(['quantity']);
  const over = await add({ quantity: '9999', unitPrice: '9999999999.99' }).expect(422);
  expect([codeOf(over), faultsOf(over)]).toEqual(['invoice.line', ['unitPrice']]);
});
