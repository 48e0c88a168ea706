/** Money that comes in over the API, goes on account, is used, bounces and is given back; after everything the books are clean. */
import { withApp } from '../../support/app.js';
import { aCaregiver, aClient, aFunding, anInsurance } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, aDraft, read, pay, account } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

describe('money', () => {
  it('of one receipt pays several invoices, and what is more goes on account if it is said so', async () => {
    const serviceCodeId = await aService('100.00');
    const client = await aClient(app.prisma);
    const [one, two] = [
      await aSent({ clientId: client.id, lines: [{ serviceCodeId }] }),
      await aSent({ clientId: client.id, lines: [{ serviceCodeId }] }),
    ];
    const body = {
      amount: '220.00',
      paymentMethod: 'BANK_TRANSFER',
      referenceNumber: 'TX 7',
      allocations: [
        { invoiceId: one.id, amount: '100.00' },
        { invoiceId: two.id, amount: '100.00' },
      ],
    };
    expect(codeOf(await as.STAFF.post('/api/billing/payments', body).expect(409))).toBe('payment.over');
    const { body: paid } = await as.STAFF.post('/api/billing/payments', { ...body, onAccount: true }).expect(201);
    expect(paid).toMatchObject({ onAccount: '20.00', allocations: [{ amount: '100.00' }, { amount: '100.00' }], warnings: [] });
    expect([(await read(one.id)).status, (await read(two.id)).status]).toEqual(['PAID', 'PAID']);
    // The same reference and amount once more: told, not refused.
    const again = await as.STAFF.post('/api/billing/payments', {
      amount: '220.00',
      paymentMethod: 'BANK_TRANSFER',
      referenceNumber: ' tx-7',
      clientId: String(client.id),
    }).expect(201);
    expect(again.body).toMatchObject({ onAccount: '220.00', warnings: [{ code: 'DUPLICATE_REFERENCE' }] });
  });

  it('that bounced is owed again, to the cent, with what was used of it later', async () => {
    const serviceCodeId = await aService('100.00');
    const client = await aClient(app.prisma);
    const one = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
    const { body } = await pay(one.id, '130.00', { onAccount: true }).expect(201);
    const { id } = body as { id: string };
    const two = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
    await as.STAFF.post(`/api/clients/${client.id}/account/use-credit`, { invoiceId: two.id }).expect(200);
    expect(await read(two.id)).toMatchObject({ balance: '70.00' });
    expect((await read(two.id)).payments).toMatchObject([{ amount: '30.00', receiptId: id }]);
    await as.STAFF.post(`/api/billing/payments/${id}/reverse`, { reason: 'Bounced' }).expect(200);
    expect(await read(one.id)).toMatchObject({ balance: '100.00', status: 'SENT' });
    expect(await read(two.id)).toMatchObject({ balance: '100.00', status: 'SENT' });
    expect(await account(client.id)).toMatchObject({ open: '200.00', credit: '0.00' });
    expect(codeOf(await as.STAFF.post(`/api/billing/payments/${id}/reverse`, { reason: 'x' }).expect(409))).toBe(
      'payment.reversed',
    );
  });

  it('is given back from account, or of an invoice with a credit for as much', async () => {
    const serviceCodeId = await aService('100.00');
    const client = await aClient(app.prisma);
    const { id: invoiceId } = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
    const { body } = await pay(invoiceId, '120.00', { onAccount: true }).expect(201);
    const address = `/api/billing/payments/${(body as { id: string }).id}`;
    const refund = (more: object) => as.STAFF.post(`${address}/refunds`, { reason: 'Paid in advance', ...more });
    expect(codeOf(await refund({ amount: '20.01' }).expect(409))).toBe('refund.over');
    await refund({ amount: '20.00' }).expect(201);
    expect(await account(client.id)).toMatchObject({ open: '0.00', credit: '0.00' });
    const { body: after } = await refund({ amount: '100.00', fromInvoiceId: invoiceId, credit: true }).expect(201);
    expect(after).toMatchObject({ refunded: '120.00', onAccount: '0.00' });
    expect(await read(invoiceId)).toMatchObject({ status: 'REFUNDED', balance: '0.00' });
    expect(codeOf(await as.STAFF.post(`${address}/reverse`, { reason: 'x' }).expect(409))).toBe('payment.refunded');
    // Without a credit the invoice is owed again.
    const two = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
    const { body: paid } = await pay(two.id, '100.00').expect(201);
    await as.STAFF.post(`/api/billing/payments/${(paid as { id: string }).id}/refunds`, {
      reason: 'Wrong card',
      amount: '40.00',
      fromInvoiceId: two.id,
    }).expect(201);
    expect(await read(two.id)).toMatchObject({ status: 'SENT', balance: '40.00' });
  });

  it('of the client on the insurer’s invoice takes over a part of it', async () => {
    const serviceCodeId = await aService('500.00');
    const client = await aClient(app.prisma);
    const policy = await anInsurance(app.prisma, { clientId: client.id });
    const { id, shares } = await aSent({
      clientId: client.id,
      fundingSource: 'INSURANCE',
      insuranceId: String(policy.id),
      lines: [{ serviceCodeId }],
    });
    expect(shares).toMatchObject([{ party: 'INSURANCE', open: '500.00' }]);
    const [others, theirs] = [await aFunding(app.prisma), await anInsurance(app.prisma)];
    for (const payer of [{ fundingId: String(others.id) }, { insuranceId: String(theirs.id) }])
      expect(codeOf(await pay(id, '1.00', payer).expect(422))).toBe('reference.not_found');
    await pay(id, '50.00').expect(201);
    expect(await read(id)).toMatchObject({ balance: '450.00' });
    expect(await account(client.id)).toMatchObject({
      open: '450.00',
      parties: [
        { party: 'CLIENT', open: '0.00' },
        { party: 'INSURANCE', open: '450.00' },
      ],
    });
    await pay(id, '350.00', { paymentMethod: 'INSURANCE' }).expect(201);
    await as.STAFF.post(`${at(id)}/write-off`, { reason: 'By contract' }).expect(200);
    expect(await read(id)).toMatchObject({ balance: '0.00', status: 'PAID' });
  });

  it('is recorded once from twenty tries with one key, and never twice over what is open', async () => {
    const serviceCodeId = await aService('100.00');
    const one = await aSent({ lines: [{ serviceCodeId }] });
    const keyed = await Promise.all(
      Array.from({ length: 20 }, () => pay(one.id, '40.00').set('Idempotency-Key', 'one-and-the-same-key-1')),
    );
    expect(keyed.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(await read(one.id)).toMatchObject({ balance: '60.00' });
    const racing = await Promise.all(Array.from({ length: 8 }, () => pay(one.id, '60.00')));
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    expect(await read(one.id)).toMatchObject({ balance: '0.00', status: 'PAID' });
  });

  it('comes in every way, from whoever pays', async () => {
    const serviceCodeId = await aService('10.00');
    const client = await aClient(app.prisma);
    const caregiver = await aCaregiver(app.prisma, { clientId: client.id, firstName: 'Sam', lastName: 'Payer' });
    for (const paymentMethod of ['CASH', 'CHECK', 'CREDIT_CARD', 'DEBIT_CARD', 'BANK_TRANSFER', 'OTHER']) {
      const { id } = await aSent({ clientId: client.id, fundingSource: 'PRIVATE', lines: [{ serviceCodeId }] });
      const more = { paymentMethod, caregiverId: String(caregiver.id), paymentDate: '2026-03-05', notes: 'At the desk.' };
      const { body } = await pay(id, '10.00', more).expect(201);
      expect(body).toMatchObject({ paymentMethod, party: 'CLIENT', payerName: 'Sam Payer', paymentDate: '2026-03-05' });
      const row = await app.prisma.payment.findFirstOrThrow({ where: { invoiceId: BigInt(id) } });
      expect({ receivedBy: row.receivedBy, day: row.paymentDate }).toEqual({
        receivedBy: as.STAFF.user.id,
        day: new Date('2026-03-05T00:00:00Z'),
      });
    }
    const list = await as.STAFF.get(`/api/billing/payments?clientId=${client.id}&paymentMethod=CHECK&count=true`).expect(200);
    expect(list.body).toMatchObject({ total: 1, items: [{ paymentMethod: 'CHECK', allocations: [{ amount: '10.00' }] }] });
  });

  it.each(['SCHOLARSHIP', 'GRANT'])('of a program pays what its %s is billed for', async (fundingSource) => {
    const serviceCodeId = await aService('80.00');
    const client = await aClient(app.prisma);
    const funding = await aFunding(app.prisma, { clientId: client.id });
    const bill = { clientId: client.id, fundingSource, fundingId: String(funding.id), lines: [{ serviceCodeId }] };
    const { id, shares } = await aSent(bill);
    expect(shares).toMatchObject([{ party: 'FUNDING', open: '80.00' }]);
    const { body } = await pay(id, '80.00', { paymentMethod: 'FUNDING' }).expect(201);
    expect(body).toMatchObject({ party: 'FUNDING', fundingId: String(funding.id) });
    expect(await read(id)).toMatchObject({ status: 'PAID' });
  });

  it('and every other movement stands in the ledger, act by act, with who did it and why', async () => {
    const serviceCodeId = await aService('100.00', { taxRate: '10' });
    const client = await aClient(app.prisma);
    const policy = await anInsurance(app.prisma, { clientId: client.id });
    const { id } = await aSent({
      clientId: client.id,
      fundingSource: 'INSURANCE',
      insuranceId: String(policy.id),
      lines: [{ serviceCodeId, discountAmount: '10.00' }],
    });
    const { body } = await pay(id, '59.00').expect(201);
    const receipt = (body as { id: string }).id;
    await as.STAFF.post(`${at(id)}/write-off`, { amount: '1.00', reason: 'Rounded off' }).expect(200);
    await as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'Not held' }).expect(201);
    expect(await account(client.id)).toMatchObject({ open: '0.00', credit: '59.00' });
    await as.STAFF.post(`/api/billing/payments/${receipt}/reverse`, { reason: 'Bounced' }).expect(200);
    expect(await account(client.id)).toMatchObject({ open: '0.00', credit: '0.00' });
    expect(await read(id)).toMatchObject({ status: 'CANCELLED', balance: '0.00' });
    const { items } = (await as.STAFF.get(`/api/billing/ledger?invoiceId=${id}`).expect(200)).body as {
      items: { kind: string; party: string; amount: string; act: string; reason: string | null; recordedById: string }[];
    };
    expect(items.map(({ kind, party, amount }) => `${kind} ${party} ${amount}`)).toEqual([
      'CHARGE INSURANCE 100.00',
      'DISCOUNT INSURANCE -10.00',
      'TAX INSURANCE 9.00',
      'TRANSFER INSURANCE -59.00',
      'TRANSFER CLIENT 59.00',
      'PAYMENT CLIENT -59.00',
      'WRITE_OFF INSURANCE -1.00',
      // The credit: money goes on the client's account; the insurer gives what it still owes, the client, who had taken the rest over, that.
      'PAYMENT CLIENT 59.00',
      'CREDIT INSURANCE -36.36',
      'CREDIT INSURANCE -3.64',
      'CREDIT CLIENT -53.64',
      'CREDIT CLIENT -5.36',
      // What had been written off is not given back.
      'WRITE_OFF INSURANCE 1.00',
      // It bounced: each act with its money is taken back, and nobody owes less than nothing.
      'PAYMENT CLIENT -59.00',
      'TRANSFER INSURANCE 59.00',
      'TRANSFER CLIENT -59.00',
      'PAYMENT CLIENT 59.00',
      'TRANSFER CLIENT 59.00',
      'TRANSFER INSURANCE -59.00',
    ]);
    expect(items.find(({ kind }) => kind === 'WRITE_OFF')).toMatchObject({
      act: 'WRITTEN_OFF',
      reason: 'Rounded off',
      recordedById: as.STAFF.id,
    });
    const { items: transfers } = (await as.STAFF.get(`/api/billing/ledger?clientId=${client.id}&kind=TRANSFER`).expect(200))
      .body as {
      items: unknown[];
    };
    expect(transfers).toHaveLength(6);
  });
});

it('no day of the books is to come, or before what it is about', async () => {
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const serviceCodeId = await aService('50.00');
  const invoice = await aSent({ lines: [{ serviceCodeId }] });
  const faultOf = (answer: { body: unknown }): unknown => {
    const { code, errors } = answer.body as { code: string; errors?: { path: string }[] };
    return [code, errors?.[0]?.path];
  };
  for (const paymentDate of [day(2), '2199-01-01', '1999-01-01'])
    expect(faultOf(await pay(invoice.id, '10.00', { paymentDate }).expect(422))).toEqual(['ledger.day', 'paymentDate']);
  const draft = await aDraft({ lines: [{ serviceCodeId }] });
  for (const issueDate of ['2200-12-31', '1900-01-01'])
    expect(faultOf(await as.STAFF.post(`${at(draft.id)}/send`, { issueDate }).expect(422))).toEqual(['ledger.day', 'issueDate']);
  const credit = { reason: 'Not so', issueDate: day(2) };
  expect(faultOf(await as.STAFF.post(`${at(invoice.id)}/credit-notes`, credit).expect(422))).toEqual(['ledger.day', 'issueDate']);
  const { id } = (await pay(invoice.id, '10.00', { paymentDate: day(-3) }).expect(201)).body as { id: string };
  const refund = (refundDate: string) =>
    as.STAFF.post(`/api/billing/payments/${id}/refunds`, {
      amount: '5.00',
      reason: 'Paid twice',
      fromInvoiceId: invoice.id,
      refundDate,
    });
  expect(faultOf(await refund(day(-4)).expect(422))).toEqual(['refund.date', 'refundDate']);
  expect(faultOf(await refund(day(2)).expect(422))).toEqual(['ledger.day', 'refundDate']);
  await refund(day(-3)).expect(201);
});
