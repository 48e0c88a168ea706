/** No insurer is asked twice for the same money, whichever claim comes back to life; and what answers a claim is corrected there. */
import { panelOf } from '../../admin/support/panel.js';
import { withApp } from '../../support/app.js';
import { aClient, aFunding, anAppointmentType, anInsurance } from '../../support/builders.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, read, pay, account } = billing(app, () => as.STAFF);

interface Claim {
  id: string;
  status: string;
  amountClaimed: string;
  lines: { amountPaid: string; adjustment: string; patientShare: string }[];
}
interface Refusal {
  errors: { path: string; message: string }[];
}
const CLAIMS = '/api/billing/claims';

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const claim = (invoiceId: string, more: object = {}) => as.STAFF.post(CLAIMS, { invoiceId, ...more });
const made = async (invoiceId: string): Promise<string> => ((await claim(invoiceId).expect(201)).body as Claim).id;
const look = async (id: string): Promise<Claim> => (await as.STAFF.get(`${CLAIMS}/${id}`).expect(200)).body as Claim;
const act = (id: string, verb: string, body: object = {}) => as.STAFF.post(`${CLAIMS}/${id}/${verb}`, body);
const owing = async (id: string): Promise<string[]> =>
  (await read(id)).shares.filter(({ open }) => open !== '0.00').map(({ party, open }) => `${party} ${open}`);

/** An invoice of 100.00 of which a policy pays 60 per cent. */
async function shared(): Promise<string> {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const payers = [{ insuranceId: String(policy.id), percent: '60' }];
  return (await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }], payers })).id;
}

/** A claim that was denied, and another that waits for the same lines. */
async function deniedAndWaiting(): Promise<{ invoiceId: string; denied: string; waiting: string }> {
  const invoiceId = await shared();
  const denied = await made(invoiceId);
  await act(denied, 'answer', { paid: '0.00', denialReason: 'Not covered.' }).expect(200);
  return { invoiceId, denied, waiting: await made(invoiceId) };
}

it('an answer taken back, an appeal or passing on leaves a claim that waits for the same lines alone', async () => {
  const { invoiceId, denied, waiting } = await deniedAndWaiting();
  for (const [verb, body] of [
    ['reverse-answer', { reason: 'A mistake.' }],
    ['status', { status: 'APPEALED' }],
    ['pass-on', { reason: 'Not covered.' }],
  ] as const)
    expect([verb, codeOf(await act(denied, verb, body).expect(409))]).toEqual([verb, 'claim.claimed']);
  expect([(await look(denied)).status, (await look(waiting)).status]).toEqual(['DENIED', 'SUBMITTED']);
  expect(await owing(invoiceId)).toEqual(['CLIENT 40.00', 'INSURANCE 60.00']);
  // The one that waits is answered, and nothing was taken from it.
  await act(waiting, 'answer', { paid: '60.00' }).expect(200);
  expect(await owing(invoiceId)).toEqual(['CLIENT 40.00']);
});

it('a claim that was voided stays so, though its answer is taken back', async () => {
  const { denied, waiting } = await deniedAndWaiting();
  await act(denied, 'status', { status: 'VOIDED' }).expect(200);
  await act(denied, 'reverse-answer', { reason: 'A mistake.' }).expect(200);
  expect([(await look(denied)).status, (await look(waiting)).status]).toEqual(['VOIDED', 'SUBMITTED']);
});

it('money that bounced is taken back once the other claim is voided', async () => {
  const invoiceId = await shared();
  const first = await made(invoiceId);
  const { body } = await act(first, 'answer', { paid: '20.00', denialReason: 'The rest is not covered.' }).expect(200);
  expect((body as Claim).status).toBe('PARTIALLY_APPROVED');
  const second = await made(invoiceId);
  expect((await look(second)).amountClaimed).toBe('40.00');
  const receipt = await app.prisma.receipt.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const bounced = () => as.STAFF.post(`/api/billing/payments/${receipt.id}/reverse`, { reason: 'Bounced.' });
  expect(codeOf(await bounced().expect(409))).toBe('claim.claimed');
  await act(second, 'status', { status: 'VOIDED' }).expect(200);
  await bounced().expect(200);
  expect(await look(first)).toMatchObject({ status: 'SUBMITTED', amountClaimed: '60.00' });
  expect(await owing(invoiceId)).toEqual(['CLIENT 40.00', 'INSURANCE 60.00']);
});

it('what an insurer said that they will pay a part of waits as well', async () => {
  const invoiceId = await shared();
  const first = await made(invoiceId);
  await act(first, 'status', { status: 'PARTIALLY_APPROVED', amountApproved: '40.00' }).expect(200);
  expect(codeOf(await claim(invoiceId).expect(422))).toBe('claim.faults');
  await act(first, 'answer', { paid: '40.00', denialReason: 'The rest is not covered.' }).expect(200);
  // The rest is asked for by another: the first is answered no more while that waits.
  const second = await made(invoiceId);
  expect(codeOf(await act(first, 'answer', { paid: '20.00' }).expect(409))).toBe('claim.claimed');
  await act(second, 'status', { status: 'PARTIALLY_APPROVED', amountApproved: '10.00' }).expect(200);
  expect(codeOf(await act(first, 'pass-on', { reason: 'Not covered.' }).expect(409))).toBe('claim.claimed');
  await act(second, 'answer', { paid: '10.00', denialReason: 'Too late.' }).expect(200);
  expect(await owing(invoiceId)).toEqual(['CLIENT 40.00', 'INSURANCE 10.00']);
});

it('is passed on once: what another claim waits for on the same invoice stays the policy’s', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const lines = [{ serviceCodeId: await aService('70.00') }, { serviceCodeId: await aService('30.00') }];
  const invoice = await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
  const [first, second] = (await Promise.all(
    invoice.lines.map(
      async ({ id: lineId }) => ((await claim(invoice.id, { lines: [{ lineId }] }).expect(201)).body as Claim).id,
    ),
  )) as [string, string];
  const passOn = () => act(first, 'pass-on', { reason: 'Not covered.' });
  await act(first, 'answer', { paid: '0.00', denialReason: 'Not covered.' }).expect(200);
  await passOn().expect(200);
  expect(codeOf(await passOn().expect(409))).toBe('invoice.settled');
  expect(await owing(invoice.id)).toEqual(['CLIENT 70.00', 'INSURANCE 30.00']);
  await act(second, 'answer', { paid: '30.00' }).expect(200);
  expect(await owing(invoice.id)).toEqual(['CLIENT 70.00']);
});

it('what an insurer took back of what it had paid is passed on once', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const lines = [{ serviceCodeId: await aService('70.00') }, { serviceCodeId: await aService('30.00') }];
  const invoice = await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
  const first = ((await claim(invoice.id, { lines: [{ lineId: invoice.lines[0]?.id }] }).expect(201)).body as Claim).id;
  await act(first, 'answer', { paid: '70.00' }).expect(200);
  const receipt = await app.prisma.receipt.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const back = { amount: '20.00', fromInvoiceId: invoice.id, reason: 'Taken back.' };
  await as.STAFF.post(`/api/billing/payments/${receipt.id}/refunds`, back).expect(201);
  await act(first, 'pass-on', { reason: 'Taken back.' }).expect(200);
  expect(codeOf(await act(first, 'pass-on', { reason: 'Taken back.' }).expect(409))).toBe('invoice.settled');
  expect(await owing(invoice.id)).toEqual(['CLIENT 20.00', 'INSURANCE 30.00']);
});

it('an appeal and a new claim at once: one of them', async () => {
  for (let round = 0; round < 6; round++) {
    const invoiceId = await shared();
    const denied = await made(invoiceId);
    await act(denied, 'answer', { paid: '0.00', denialReason: 'Not covered.' }).expect(200);
    const answers = await Promise.all([act(denied, 'status', { status: 'APPEALED' }), claim(invoiceId)]);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  }
});

it('money that answers a claim is corrected by its answer, which would go with it', async () => {
  const invoiceId = await shared();
  const id = await made(invoiceId);
  await act(id, 'answer', { paid: '30.00', adjustment: '10.00', patientShare: '20.00' }).expect(200);
  const receipt = await app.prisma.receipt.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const rebook = { paymentMethod: 'CHECK', reason: 'It was a cheque.' };
  expect(codeOf(await as.STAFF.post(`/api/billing/payments/${receipt.id}/rebook`, rebook).expect(409))).toBe('payment.of_claim');
  expect(await look(id)).toMatchObject({
    status: 'PAID',
    lines: [{ amountPaid: '30.00', adjustment: '10.00', patientShare: '20.00' }],
  });
  await act(id, 'reverse-answer', { reason: 'It was a cheque.' }).expect(200);
  const again = { paid: '30.00', adjustment: '10.00', patientShare: '20.00', paymentMethod: 'CHECK' };
  await act(id, 'answer', again).expect(200);
  expect(await owing(invoiceId)).toEqual(['CLIENT 60.00']);
});

describe('an answer that is taken back, though others had taken over what it left to the client', () => {
  /** Of 100.00 the policy owes 60.00, of which it pays 30.00 and leaves the rest to the client, who owes 70.00 then. */
  async function answered(ownPaid?: string) {
    const { id: clientId } = await aClient(app.prisma);
    const policy = await anInsurance(app.prisma, { clientId });
    const source = await aFunding(app.prisma, { clientId });
    const payers = [{ insuranceId: String(policy.id), percent: '60' }];
    const { id: invoiceId } = await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }], payers });
    if (ownPaid) await pay(invoiceId, ownPaid).expect(201);
    const id = await made(invoiceId);
    await act(id, 'answer', { paid: '30.00', patientShare: '30.00' }).expect(200);
    expect(await owing(invoiceId)).toEqual([ownPaid ? 'CLIENT 30.00' : 'CLIENT 70.00']);
    const takeBack = async (): Promise<string[]> => {
      await act(id, 'reverse-answer', { reason: 'Another client’s.' }).expect(200);
      expect(await look(id)).toMatchObject({ status: 'SUBMITTED' });
      return owing(invoiceId);
    };
    const accountOf = async (): Promise<string[]> =>
      ((await account(clientId)).parties as { party: string; credit: string }[])
        .filter(({ credit }) => credit !== '0.00')
        .map(({ party, credit }) => `${party} ${credit}`);
    return { clientId, fundingId: String(source.id), invoiceId, id, takeBack, accountOf };
  }
  const draw = (invoiceId: string, clientFundingId: string, authorizedAmount: string) =>
    as.STAFF.post('/api/billing/funding-authorizations', { clientFundingId, invoiceId, authorizedAmount }).expect(201);

  const writeOff = (invoiceId: string, amount: string) =>
    as.STAFF.post(`/api/billing/invoices/${invoiceId}/write-off`, { reason: 'Hardship.', amount }).expect(200);

  it('stands on their account where they paid it; the policy owes what it owed', async () => {
    const { fundingId, invoiceId, id, takeBack, accountOf } = await answered();
    await pay(invoiceId, '70.00', { fundingId, paymentMethod: 'FUNDING' }).expect(201);
    expect(await owing(invoiceId)).toEqual([]);
    expect(await takeBack()).toEqual(['INSURANCE 60.00']);
    expect(await accountOf()).toEqual(['FUNDING 30.00']);
    await act(id, 'answer', { paid: '60.00' }).expect(200);
  });

  it('is asked of them no more where they only said so, or paid a part', async () => {
    const drawn = await answered();
    await draw(drawn.invoiceId, drawn.fundingId, '70.00');
    expect(await drawn.takeBack()).toEqual(['FUNDING 40.00', 'INSURANCE 60.00']);
    const paid = await answered();
    await draw(paid.invoiceId, paid.fundingId, '70.00');
    await pay(paid.invoiceId, '50.00', { fundingId: paid.fundingId, paymentMethod: 'FUNDING' }).expect(201);
    expect(await paid.takeBack()).toEqual(['INSURANCE 60.00']);
    expect(await paid.accountOf()).toEqual(['FUNDING 10.00']);
  });

  it('leaves what the client had paid of their own share, and goes back first where others did it for them', async () => {
    const ways: Record<string, (invoiceId: string, fundingId: string) => Promise<unknown>> = {
      'drawn and paid': async (invoiceId, fundingId) => {
        await draw(invoiceId, fundingId, '30.00');
        return pay(invoiceId, '30.00', { fundingId, paymentMethod: 'FUNDING' }).expect(201);
      },
      paid: (invoiceId, fundingId) => pay(invoiceId, '30.00', { fundingId, paymentMethod: 'FUNDING' }).expect(201),
      drawn: (invoiceId, fundingId) => draw(invoiceId, fundingId, '30.00'),
      'written off': (invoiceId) => writeOff(invoiceId, '30.00'),
      'written off in part': async (invoiceId) => {
        await writeOff(invoiceId, '20.00');
        return pay(invoiceId, '10.00').expect(201);
      },
    };
    const expected = ['FUNDING 30.00', 'FUNDING 30.00', '', '', 'CLIENT 10.00'];
    for (const [index, [way, settle]] of Object.entries(ways).entries()) {
      const { fundingId, invoiceId, takeBack, accountOf } = await answered('40.00');
      expect(await owing(invoiceId)).toEqual(['CLIENT 30.00']);
      await settle(invoiceId, fundingId);
      expect([way, ...(await takeBack())]).toEqual([way, 'INSURANCE 60.00']);
      expect([way, ...(await accountOf())]).toEqual([way, expected[index]].filter(Boolean));
      const off = await app.prisma.ledgerMovement.aggregate({
        where: { invoiceId: BigInt(invoiceId), kind: 'WRITE_OFF' },
        _sum: { amount: true },
      });
      expect(Number(off._sum.amount ?? 0)).toBe(0);
    }
  });

  it('takes nothing of what others had taken over from somebody else', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const [policy, second] = [await anInsurance(app.prisma, { clientId }), await anInsurance(app.prisma, { clientId })];
    const source = await aFunding(app.prisma, { clientId });
    const payers = [{ insuranceId: String(policy.id), percent: '60' }];
    const { id: invoiceId } = await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }], payers });
    const id = await made(invoiceId);
    const said = { paid: '40.00', patientShare: '20.00', nextInsuranceId: String(second.id) };
    await act(id, 'answer', said).expect(200);
    await draw(invoiceId, String(source.id), '40.00');
    await pay(invoiceId, '40.00', { fundingId: String(source.id), paymentMethod: 'FUNDING' }).expect(201);
    await writeOff(invoiceId, '20.00');
    await act(id, 'reverse-answer', { reason: 'Another client’s.' }).expect(200);
    expect(await owing(invoiceId)).toEqual(['INSURANCE 60.00']);
    expect(await account(clientId)).toMatchObject({ credit: '0.00' });
  });

  it('waits until the next policy’s answer is taken back', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const [policy, second] = [await anInsurance(app.prisma, { clientId }), await anInsurance(app.prisma, { clientId })];
    const nextInsuranceId = String(second.id);
    const payers = [{ insuranceId: String(policy.id), percent: '60' }];
    const { id: invoiceId } = await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }], payers });
    const first = await made(invoiceId);
    await act(first, 'answer', { paid: '30.00', patientShare: '30.00', nextInsuranceId }).expect(200);
    const receipt = await app.prisma.receipt.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const next = ((await claim(invoiceId, { insuranceId: nextInsuranceId }).expect(201)).body as Claim).id;
    await act(next, 'answer', { paid: '10.00', patientShare: '20.00' }).expect(200);
    const reason = { reason: 'Another client’s.' };
    expect(codeOf(await act(first, 'reverse-answer', reason).expect(409))).toBe('claim.answered_since');
    expect(codeOf(await as.STAFF.post(`/api/billing/payments/${receipt.id}/reverse`, reason).expect(409))).toBe(
      'claim.answered_since',
    );
    await act(next, 'reverse-answer', reason).expect(200);
    await act(first, 'reverse-answer', reason).expect(200);
    expect(await owing(invoiceId)).toEqual(['CLIENT 40.00', 'INSURANCE 60.00']);
  });

  it('is taken back by both doors, though its policy has answered for other lines since', async () => {
    for (const door of ['claim', 'payment']) {
      const { id: clientId } = await aClient(app.prisma);
      const policy = await anInsurance(app.prisma, { clientId });
      const lines = [{ serviceCodeId: await aService('70.00') }, { serviceCodeId: await aService('30.00') }];
      const invoice = await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
      const [first, second] = (await Promise.all(
        invoice.lines.map(
          async ({ id: lineId }) => ((await claim(invoice.id, { lines: [{ lineId }] }).expect(201)).body as Claim).id,
        ),
      )) as [string, string];
      await act(first, 'answer', { paid: '50.00', patientShare: '20.00' }).expect(200);
      const receipt = await app.prisma.receipt.findFirstOrThrow({ orderBy: { id: 'desc' } });
      await act(second, 'answer', { paid: '25.00', patientShare: '5.00' }).expect(200);
      const reason = { reason: 'Bounced.' };
      if (door === 'claim') await act(first, 'reverse-answer', reason).expect(200);
      else await as.STAFF.post(`/api/billing/payments/${receipt.id}/reverse`, reason).expect(200);
      expect([door, ...(await owing(invoice.id))]).toEqual([door, 'CLIENT 5.00', 'INSURANCE 70.00']);
    }
  });

  it('is written off no more', async () => {
    const { invoiceId, takeBack } = await answered();
    await as.STAFF.post(`/api/billing/invoices/${invoiceId}/write-off`, { reason: 'Hardship.' }).expect(200);
    expect(await takeBack()).toEqual(['INSURANCE 60.00']);
  });

  it('by the door of the payment too; what a source owed before stays its own', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const policy = await anInsurance(app.prisma, { clientId });
    const source = await aFunding(app.prisma, { clientId });
    const payers = [
      { insuranceId: String(policy.id), percent: '60' },
      { fundingId: String(source.id), percent: '20' },
    ];
    const { id: invoiceId } = await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }], payers });
    const id = await made(invoiceId);
    await act(id, 'answer', { paid: '30.00', patientShare: '30.00' }).expect(200);
    const receipt = await app.prisma.receipt.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(await owing(invoiceId)).toEqual(['CLIENT 50.00', 'FUNDING 20.00']);
    // Its own 20.00, and the client's 50.00.
    await pay(invoiceId, '70.00', { fundingId: String(source.id), paymentMethod: 'FUNDING' }).expect(201);
    await as.STAFF.post(`/api/billing/payments/${receipt.id}/reverse`, { reason: 'Bounced.' }).expect(200);
    expect(await owing(invoiceId)).toEqual(['INSURANCE 60.00']);
    expect(await account(clientId)).toMatchObject({ credit: '30.00' });
  });
});

it('no claim asks for fees, and no source takes them over', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const source = await aFunding(app.prisma, { clientId });
  const [care, fee] = [await aService('100.00'), await aService('50.00')];
  await anAppointmentType(app.prisma, { serviceCodeId: BigInt(care), noShowServiceCodeId: BigInt(fee) });
  const lines = [{ serviceCodeId: care }, { serviceCodeId: fee }];
  const insured = await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
  const [, of] = (await read(insured.id)).lines;
  const refused = await claim(insured.id, { lines: [{ lineId: of?.id }] }).expect(422);
  expect((refused.body as Refusal).errors).toMatchObject([
    { path: 'lines.0', message: expect.stringContaining('fees') as string },
  ]);
  expect((await claim(insured.id).expect(201)).body).toMatchObject({ amountClaimed: '100.00' });
  const own = await aSent({ clientId, lines });
  const draw = (authorizedAmount: string) =>
    as.STAFF.post('/api/billing/funding-authorizations', {
      clientFundingId: String(source.id),
      invoiceId: own.id,
      authorizedAmount,
    });
  const over = await draw('100.01').expect(422);
  expect((over.body as Refusal).errors[0]).toMatchObject({ path: 'authorizedAmount' });
  // Whatever was paid of it: what is left of care and of all that is open counts.
  await pay(own.id, '70.00').expect(201);
  await draw('80.01').expect(422);
  await draw('80.00').expect(201);
  expect(await owing(own.id)).toEqual(['FUNDING 80.00']);
});

it('what an insurer takes back of its answer is passed on, so much alone, to the client or another policy', async () => {
  const invoiceId = await shared();
  const id = await made(invoiceId);
  await act(id, 'answer', { paid: '60.00' }).expect(200);
  expect(await owing(invoiceId)).toEqual(['CLIENT 40.00']);
  const panel = await panelOf(app, 'STAFF');
  const offered = async () => (await panel.show('InsuranceClaim', id)).record.recordActions.some(({ name }) => name === 'passOn');
  expect(await offered()).toBe(false);
  // Nothing was taken back yet.
  expect(codeOf(await act(id, 'pass-on', { reason: 'x' }).expect(409))).toBe('claim.status');
  const { receiptId } = await app.prisma.payment.findFirstOrThrow({ where: { invoiceId: BigInt(invoiceId) } });
  const refund = { amount: '20.00', fromInvoiceId: invoiceId, paymentMethod: 'CHECK', reason: 'It asked for it back.' };
  await as.STAFF.post(`/api/billing/payments/${receiptId}/refunds`, refund).expect(201);
  expect((await owing(invoiceId)).sort()).toEqual(['CLIENT 40.00', 'INSURANCE 20.00']);
  expect(await offered()).toBe(true);
  const answers = await Promise.all(Array.from({ length: 3 }, () => act(id, 'pass-on', { reason: 'It took it back.' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(await owing(invoiceId)).toEqual(['CLIENT 60.00']);
  expect((await look(id)).status).toBe('PAID');
});
