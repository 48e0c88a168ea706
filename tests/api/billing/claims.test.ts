/** Claims from an invoice to the insurer's answer, to the next payer, and back to the cent; after everything the books are clean. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, anInsurance, aRecordPermission } from '../../support/builders.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, aSent, read, pay, account } = billing(app, () => as.STAFF);

interface Claim {
  id: string;
  status: string;
  amountClaimed: string;
  amountApproved: string | null;
  amountPaid: string | null;
  denialReason: string | null;
  hiddenLines: number;
  lines: {
    lineId: string;
    amountClaimed: string;
    amountPaid: string;
    adjustment: string;
    patientShare: string;
    unsettled: string;
  }[];
  faults: { code: string }[];
  moves: string[];
}
interface Refusal {
  errors: { path: string; message: string }[];
}

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const claimIn = (answer: { body: unknown }): Claim => answer.body as Claim;
const claimAt = (id: string): string => `/api/billing/claims/${id}`;
const look = async (id: string): Promise<Claim> => claimIn(await as.STAFF.get(claimAt(id)).expect(200));
const answer = (id: string, body: object) => as.STAFF.post(`${claimAt(id)}/answer`, body);

/** Who owes of an invoice. */
const owing = async (id: string) => (await read(id)).shares.filter(({ open }) => open !== '0.00');

/** An invoice to a policy, of one line for each rate; with the claim over it. */
async function aClaim(rates: string[], more: { policy?: object; claim?: object; line?: object } = {}) {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId, ...more.policy });
  const lines = [];
  for (const rate of rates) lines.push({ serviceCodeId: await aService(rate), ...more.line });
  const invoice = await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
  const body = { invoiceId: invoice.id, ...more.claim };
  const made = await as.STAFF.post('/api/billing/claims', body);
  return { clientId, policy, invoice, made, claim: claimIn(made) };
}

it('of 500 the contract takes 100, the insurer pays 350, and the client owes 50: invoice, claim and account agree at each step', async () => {
  const { clientId, invoice, made, claim } = await aClaim(['300.00', '200.00'], { claim: { submissionDate: '2026-03-05' } });
  expect(made.status).toBe(201);
  expect(claim).toMatchObject({ status: 'SUBMITTED', amountClaimed: '500.00', amountPaid: null, faults: [] });
  const [first, second] = claim.lines as [Claim['lines'][number], Claim['lines'][number]];
  const lines = [
    { lineId: first.lineId, paid: '210.00', adjustment: '60.00', patientShare: '30.00' },
    { lineId: second.lineId, paid: '140.00', adjustment: '40.00', patientShare: '20.00', remark: 'Co-pay' },
  ];
  const answered = claimIn(await answer(claim.id, { lines, referenceNumber: 'EFT 1', receivedOn: '2026-03-20' }).expect(200));
  // What an answer brings is a receipt of its day.
  const cashUp = await as.ADMIN.get('/api/billing/reports/cash-up?from=2026-03-20&to=2026-03-20').expect(200);
  expect((cashUp.body as { lines: object[] }).lines).toMatchObject([
    { paymentMethod: 'INSURANCE', receipts: 1, payments: '350.00', net: '350.00' },
  ]);
  expect(answered).toMatchObject({
    status: 'PAID',
    amountApproved: '400.00',
    amountPaid: '350.00',
    submissionDate: '2026-03-05',
    paymentDate: '2026-03-20',
  });
  expect(
    answered.lines.map(({ amountPaid, adjustment, patientShare, unsettled }) => [
      amountPaid,
      adjustment,
      patientShare,
      unsettled,
    ]),
  ).toEqual([
    ['210.00', '60.00', '30.00', '0.00'],
    ['140.00', '40.00', '20.00', '0.00'],
  ]);
  expect(await read(invoice.id)).toMatchObject({ status: 'SENT', balance: '50.00', amountPaid: '450.00' });
  expect(await owing(invoice.id)).toMatchObject([{ party: 'CLIENT', open: '50.00' }]);
  expect(await account(clientId)).toMatchObject({ open: '50.00', credit: '0.00' });
  await pay(invoice.id, '50.00').expect(201);
  expect(await read(invoice.id)).toMatchObject({ status: 'PAID', balance: '0.00' });
});

it('what was denied stays with the policy until somebody appeals it or passes it on; nothing is written off by itself', async () => {
  const { clientId, invoice, claim } = await aClaim(['100.00', '80.00']);
  const denied = claimIn(await answer(claim.id, { paid: '0.00', denialReason: 'Referral missing' }).expect(200));
  expect(denied).toMatchObject({
    status: 'DENIED',
    amountPaid: '0.00',
    amountApproved: '0.00',
    denialReason: 'Referral missing',
    moves: ['APPEALED', 'VOIDED'],
  });
  expect(await read(invoice.id)).toMatchObject({ balance: '180.00' });
  const work = async (): Promise<string[]> =>
    (
      (await as.STAFF.get(`/api/billing/claims?worklist=true&clientId=${clientId}`).expect(200)).body as { items: Claim[] }
    ).items.map(({ id }) => id);
  expect(await work()).toEqual([claim.id]);
  await as.STAFF.post(`${claimAt(claim.id)}/status`, { status: 'APPEALED' }).expect(200);
  expect(await work()).toEqual([]);
  const partly = claimIn(await answer(claim.id, { paid: '120.00', patientShare: '10.00' }).expect(200));
  expect(partly).toMatchObject({ status: 'PARTIALLY_APPROVED', amountPaid: '120.00', amountApproved: '130.00' });
  expect(await owing(invoice.id)).toMatchObject([
    { party: 'CLIENT', open: '10.00' },
    { party: 'INSURANCE', open: '50.00' },
  ]);
  expect(await work()).toEqual([claim.id]);
  await as.STAFF.post(`${claimAt(claim.id)}/pass-on`, { reason: 'Not covered.' }).expect(200);
  // The policy owes nothing any more: there is nothing to see to.
  expect(await work()).toEqual([]);
  expect(await owing(invoice.id)).toMatchObject([{ party: 'CLIENT', open: '60.00' }]);
  expect(codeOf(await as.STAFF.post(`${claimAt(claim.id)}/pass-on`, { reason: 'Again.' }).expect(409))).toBe('invoice.settled');
});

it('a denial wants its reason, of the claim or of the line; and is taken back like any answer', async () => {
  const { invoice, claim } = await aClaim(['100.00', '80.00']);
  const [first, second] = claim.lines as [Claim['lines'][number], Claim['lines'][number]];
  const before = await owing(invoice.id);
  const silent = [
    { paid: '0.00' },
    {},
    {
      lines: [
        { lineId: first.lineId, paid: '100.00' },
        { lineId: second.lineId, paid: '0.00' },
      ],
    },
  ];
  for (const body of silent) {
    const refused = await answer(claim.id, body).expect(422);
    expect([codeOf(refused), (refused.body as Refusal).errors[0]?.path]).toEqual(['field.required', 'denialReason']);
  }
  expect(await look(claim.id)).toMatchObject({ status: 'SUBMITTED', amountPaid: null });
  const remarked = { lineId: second.lineId, paid: '0.00', remark: 'Not covered' };
  await answer(claim.id, { lines: [{ lineId: first.lineId, paid: '100.00' }, remarked] }).expect(200);
  // What was settled already may be named again without a word.
  await answer(claim.id, {
    lines: [
      { lineId: first.lineId, paid: '0.00' },
      { ...remarked, paid: '10.00' },
    ],
  }).expect(200);
  for (let round = 0; round < 2; round++)
    await as.STAFF.post(`${claimAt(claim.id)}/reverse-answer`, { reason: 'Wrong claim.' }).expect(200);
  expect(claimIn(await answer(claim.id, { denialReason: 'Referral missing' }).expect(200)).status).toBe('DENIED');
  const back = claimIn(await as.STAFF.post(`${claimAt(claim.id)}/reverse-answer`, { reason: 'Wrong claim.' }).expect(200));
  expect(back).toMatchObject({ status: 'SUBMITTED', denialReason: null, amountApproved: null });
  expect(await owing(invoice.id)).toEqual(before);
});

it('the patient’s share goes to the next policy, which is claimed of it and no more', async () => {
  const { clientId, invoice, claim } = await aClaim(['100.00']);
  const second = await anInsurance(app.prisma, { clientId, isPrimary: false });
  await answer(claim.id, { paid: '80.00', patientShare: '20.00', nextInsuranceId: String(second.id) }).expect(200);
  expect(await owing(invoice.id)).toMatchObject([{ party: 'INSURANCE', open: '20.00' }]);
  const next = { invoiceId: invoice.id, insuranceId: String(second.id) };
  const [line] = claim.lines as [Claim['lines'][number]];
  const over = await as.STAFF.post('/api/billing/claims', { ...next, lines: [{ lineId: line.lineId, amount: '20.01' }] }).expect(
    422,
  );
  expect(codeOf(over)).toBe('claim.faults');
  const rest = claimIn(await as.STAFF.post('/api/billing/claims', next).expect(201));
  expect(rest).toMatchObject({ amountClaimed: '20.00' });
  await answer(rest.id, { paid: '20.00' }).expect(200);
  expect(await read(invoice.id)).toMatchObject({ status: 'PAID', balance: '0.00' });
});

it('what is paid beyond the claim stands on the insurer’s account, and the client owes nothing', async () => {
  const { clientId, claim } = await aClaim(['100.00']);
  expect(claimIn(await answer(claim.id, { paid: '115.00' }).expect(200))).toMatchObject({ status: 'PAID', amountPaid: '115.00' });
  expect((await account(clientId)).parties).toMatchObject([{ party: 'INSURANCE', open: '0.00', credit: '15.00' }]);
});

it('an answer is taken back to the cent, by its own door and by that of the payment', async () => {
  const { clientId, invoice, claim } = await aClaim(['100.00']);
  const figures = async () => {
    const { balance, amountPaid, status } = await read(invoice.id);
    const { open, credit } = await account(clientId);
    return { balance, amountPaid, status, open, credit, owing: await owing(invoice.id) };
  };
  const before = await figures();
  const same = async (): Promise<void> => expect(await figures()).toEqual(before);
  await answer(claim.id, { paid: '70.00', adjustment: '20.00', patientShare: '10.00' }).expect(200);
  const back = claimIn(await as.STAFF.post(`${claimAt(claim.id)}/reverse-answer`, { reason: 'Wrong claim.' }).expect(200));
  expect(back).toMatchObject({ status: 'SUBMITTED', amountPaid: null, amountApproved: null });
  expect(back.lines).toMatchObject([{ amountPaid: '0.00', adjustment: '0.00', patientShare: '0.00' }]);
  await same();
  await answer(claim.id, { paid: '70.00', adjustment: '20.00', patientShare: '10.00' }).expect(200);
  const payments = (await read(invoice.id)).payments.filter(({ reversedAt }) => reversedAt === null);
  await as.STAFF.post(`/api/billing/payments/${payments[0]?.receiptId ?? ''}/reverse`, { reason: 'Bounced.' }).expect(200);
  expect(await look(claim.id)).toMatchObject({ status: 'SUBMITTED', amountPaid: null });
  await same();
  // An answer without money, too.
  await answer(claim.id, { patientShare: '100.00' }).expect(200);
  expect(await look(claim.id)).toMatchObject({ status: 'APPROVED' });
  await as.STAFF.post(`${claimAt(claim.id)}/reverse-answer`, { reason: 'Wrong claim.' }).expect(200);
  await same();
  expect(codeOf(await as.STAFF.post(`${claimAt(claim.id)}/reverse-answer`, { reason: 'x' }).expect(409))).toBe(
    'claim.unanswered',
  );
});

it('with an answer that is taken back goes what the client was asked for since, by both doors; what they paid of it stands on their account', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const insuranceId = String((await anInsurance(app.prisma, { clientId })).id);
  const lines = [{ serviceCodeId: await aService('556.50') }];
  for (const door of ['claim', 'payment', 'claim of a client who paid']) {
    const invoice = await aSent({ clientId, lines, payers: [{ insuranceId, percent: '80' }] });
    const shares = ['CLIENT 111.30', 'INSURANCE 445.20'];
    const owed = async () => (await owing(invoice.id)).map(({ party, open }) => `${party} ${open}`);
    const claim = claimIn(await as.STAFF.post('/api/billing/claims', { invoiceId: invoice.id }).expect(201));
    await answer(claim.id, { paid: '200.00', patientShare: '48.40', denialReason: 'Too many visits' }).expect(200);
    await as.STAFF.post(`${claimAt(claim.id)}/pass-on`, { reason: 'Not covered.' }).expect(200);
    expect(await owed()).toEqual(['CLIENT 356.50']);
    if (door === 'claim of a client who paid') await pay(invoice.id, '350.00').expect(201);
    const receiptId = (await read(invoice.id)).payments[0]?.receiptId ?? '';
    const [at, body] =
      door === 'payment'
        ? [`/api/billing/payments/${receiptId}/reverse`, { reason: 'Bounced.' }]
        : [`${claimAt(claim.id)}/reverse-answer`, { reason: 'Wrong claim.' }];
    await as.STAFF.post(at, body).expect(200);
    expect(await look(claim.id)).toMatchObject({ status: 'SUBMITTED', amountPaid: null });
    expect(await owed()).toEqual(door === 'claim of a client who paid' ? ['INSURANCE 445.20'] : shares);
    // It can be answered anew, whatever was passed on before.
    await answer(claim.id, { paid: '445.20' }).expect(200);
    expect(await owed()).toEqual(door === 'claim of a client who paid' ? [] : ['CLIENT 111.30']);
  }
  expect(await account(clientId)).toMatchObject({ open: '222.60', credit: '238.70' });
});

it('stands once a credit note gave back what its contract had taken off, by both doors', async () => {
  const { invoice, claim } = await aClaim(['100.00']);
  await answer(claim.id, { paid: '80.00', adjustment: '20.00' }).expect(200);
  await as.STAFF.post(`/api/billing/invoices/${invoice.id}/credit-notes`, { reason: 'It did not take place.' }).expect(201);
  expect(await read(invoice.id)).toMatchObject({ status: 'CANCELLED', balance: '0.00' });
  const back = await as.STAFF.post(`${claimAt(claim.id)}/reverse-answer`, { reason: 'Wrong claim.' }).expect(409);
  expect(codeOf(back)).toBe('claim.credited');
  const receiptId = (await read(invoice.id)).payments[0]?.receiptId ?? '';
  const reversed = await as.STAFF.post(`/api/billing/payments/${receiptId}/reverse`, { reason: 'Bounced.' }).expect(409);
  expect(codeOf(reversed)).toBe('claim.credited');
  expect(await look(claim.id)).toMatchObject({ status: 'PAID', amountPaid: '80.00' });
});

it('is passed on or submitted again, never both, whoever does so at once', async () => {
  for (let round = 0; round < 6; round++) {
    const { invoice, claim } = await aClaim(['100.00']);
    await as.STAFF.post(`${claimAt(claim.id)}/status`, { status: 'REJECTED', reason: 'Wrong number' }).expect(200);
    const answers = await Promise.all([
      as.STAFF.post(`${claimAt(claim.id)}/pass-on`, { reason: 'Not covered.' }),
      as.STAFF.post(`${claimAt(claim.id)}/submit`, {}),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const { status } = await look(claim.id);
    expect(await owing(invoice.id)).toMatchObject([{ party: status === 'SUBMITTED' ? 'INSURANCE' : 'CLIENT', open: '100.00' }]);
  }
});

it('of ten who record the same answer at once, one does', async () => {
  const { invoice, claim } = await aClaim(['100.00']);
  const answers = await Promise.all(Array.from({ length: 10 }, () => answer(claim.id, { paid: '80.00', patientShare: '20.00' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
  expect(await read(invoice.id)).toMatchObject({ balance: '20.00' });
});

it('all that speaks against a claim is told at once; one that waits tells it, and goes when it is mended', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId, memberId: ' ', coverageEndDate: new Date('2026-01-31') });
  const visit = await anAppointment(app.prisma, { clientId, status: 'CONFIRMED' });
  const lines = [{ serviceCodeId: await aService('90.00'), appointmentId: String(visit.id) }];
  const invoice = await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
  const refused = await as.STAFF.post('/api/billing/claims', { invoiceId: invoice.id }).expect(422);
  expect(codeOf(refused)).toBe('claim.faults');
  expect((refused.body as Refusal).errors).toHaveLength(3);
  const waits = claimIn(await as.STAFF.post('/api/billing/claims', { invoiceId: invoice.id, submit: false }).expect(201));
  expect(waits.status).toBe('PENDING');
  expect(waits.faults.map(({ code }) => code)).toEqual(['MEMBER_ID_MISSING', 'NOT_COVERED', 'VISIT_NOT_COMPLETED']);
  expect(codeOf(await as.STAFF.post(`${claimAt(waits.id)}/submit`, {}).expect(422))).toBe('claim.faults');
  await app.prisma.clientInsurance.update({ where: { id: policy.id }, data: { memberId: 'M-1', coverageEndDate: null } });
  await app.prisma.appointment.update({ where: { id: visit.id }, data: { status: 'COMPLETED' } });
  expect(claimIn(await as.STAFF.post(`${claimAt(waits.id)}/submit`, { claimNumber: 'C-1' }).expect(200))).toMatchObject({
    status: 'SUBMITTED',
    faults: [],
  });
  expect(codeOf(await as.STAFF.post('/api/billing/claims', { invoiceId: invoice.id }).expect(422))).toBe('claim.faults');
  expect(codeOf(await as.STAFF.delete(claimAt(waits.id)).expect(409))).toBe('claim.status');
});

it('what can be claimed is told before: by policy, with its lines and all that speaks against it', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId, memberId: ' ' });
  const insured = { clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id) };
  const lines = [{ serviceCodeId: await aService('90.00') }];
  const draft = await aDraft({ ...insured, lines });
  const invoice = await aSent({ ...insured, lines });
  const claimable = async (id: string) =>
    ((await as.STAFF.get(`/api/billing/invoices/${id}/claimable`).expect(200)).body as { items: object[] }).items;
  expect(await claimable(draft.id)).toEqual([]);
  expect(await claimable(invoice.id)).toMatchObject([
    {
      insuranceId: String(policy.id),
      open: '90.00',
      lines: [{ description: 'Session', amount: '90.00' }],
      faults: [{ code: 'MEMBER_ID_MISSING' }],
    },
  ]);
  await as.STAFF.post('/api/billing/claims', { invoiceId: invoice.id, submit: false }).expect(201);
  expect(await claimable(invoice.id)).toMatchObject([{ open: '90.00', lines: [], faults: [] }]);
  await as.RECEPTIONIST.get(`/api/billing/invoices/${invoice.id}/claimable`).expect(403);
  // Whoever bills, and may not see the client's policies, is told who owes, and no number of a policy.
  const clerk = await signedIn(app, 'STAFF');
  await aRecordPermission(app.prisma, 'VIEW_INSURANCE', { userId: clerk.user.id, clientId, granted: false });
  const told = await clerk.get(`/api/billing/invoices/${invoice.id}/claimable`).expect(200);
  expect(told.body).toMatchObject({ items: [{ policyNumber: null, open: '90.00' }] });
  expect(told.text).not.toContain(policy.policyNumber);
  // What waits was submitted on no day.
  const found = async (query: string) =>
    ((await as.STAFF.get(`/api/billing/claims?clientId=${clientId}${query}`).expect(200)).body as { items: object[] }).items
      .length;
  expect([await found(''), await found('&submittedFrom=2000-01-01')]).toEqual([1, 0]);
});

it('is followed up on its day: the worklist tells it', async () => {
  const { clientId, claim } = await aClaim(['50.00']);
  const work = async (asked: string): Promise<number> =>
    ((await as.STAFF.get(`/api/billing/claims?worklist=${asked}&clientId=${clientId}`).expect(200)).body as { items: unknown[] })
      .items.length;
  for (const [followUpDate, there] of [
    ['2020-01-01', 1],
    ['2199-01-01', 0],
    [null, 0],
  ] as const) {
    await as.STAFF.put(claimAt(claim.id), { followUpDate, notes: 'Asked by phone.' }).expect(200);
    expect([await work('true'), await work('false')]).toEqual([there, 1 - there]);
  }
});

it('moves by its table', async () => {
  const { claim } = await aClaim(['50.00']);
  const move = (status: string, more: object = {}) => as.STAFF.post(`${claimAt(claim.id)}/status`, { status, ...more });
  await move('ACKNOWLEDGED').expect(200);
  await move('IN_REVIEW').expect(200);
  expect(codeOf(await move('PARTIALLY_APPROVED').expect(422))).toBe('field.required');
  expect(codeOf(await move('APPROVED', { amountApproved: '50.01' }).expect(422))).toBe('claim.answer');
  expect(codeOf(await move('ACKNOWLEDGED').expect(409))).toBe('claim.status');
  expect(codeOf(await move('REJECTED').expect(422))).toBe('field.required');
  expect(claimIn(await move('REJECTED', { reason: 'Wrong number' }).expect(200))).toMatchObject({
    denialReason: 'Wrong number',
    moves: ['SUBMITTED', 'VOIDED'],
  });
  await as.STAFF.post(`${claimAt(claim.id)}/submit`, {}).expect(200);
  await move('VOIDED').expect(200);
  expect(codeOf(await answer(claim.id, { paid: '50.00' }).expect(409))).toBe('claim.status');
});

it('is told to be approved before it is paid, and then paid', async () => {
  const { claim } = await aClaim(['50.00']);
  const told = await as.STAFF.post(`${claimAt(claim.id)}/status`, {
    status: 'PARTIALLY_APPROVED',
    amountApproved: '45.00',
  }).expect(200);
  expect(claimIn(told)).toMatchObject({ status: 'PARTIALLY_APPROVED', amountApproved: '45.00', amountPaid: null });
  await answer(claim.id, { paid: '40.00', patientShare: '10.00' }).expect(200);
  expect(await look(claim.id)).toMatchObject({ status: 'PAID', amountPaid: '40.00', amountApproved: '50.00' });
  expect(codeOf(await answer(claim.id, { patientShare: '0.01' }).expect(409))).toBe('claim.status');
});

it('is refused for a draft, an invoice without a policy, another client’s policy, and more than is left', async () => {
  const serviceCodeId = await aService('40.00');
  const draft = await aDraft({ lines: [{ serviceCodeId }] });
  expect(codeOf(await as.STAFF.post('/api/billing/claims', { invoiceId: draft.id }).expect(409))).toBe('invoice.draft');
  const own = await aSent({ lines: [{ serviceCodeId }] });
  expect(codeOf(await as.STAFF.post('/api/billing/claims', { invoiceId: own.id }).expect(422))).toBe('field.required');
  const other = await anInsurance(app.prisma);
  const answered = await as.STAFF.post('/api/billing/claims', { invoiceId: own.id, insuranceId: String(other.id) }).expect(422);
  expect(codeOf(answered)).toBe('reference.not_found');
  const { claim } = await aClaim(['40.00']);
  expect(codeOf(await answer(claim.id, { adjustment: '30.00', patientShare: '10.01' }).expect(422))).toBe('claim.answer');
  const [line] = claim.lines as [Claim['lines'][number]];
  const tooMuch = await answer(claim.id, { lines: [{ lineId: line.lineId, paid: '0.00', adjustment: '40.01' }] }).expect(422);
  expect((tooMuch.body as Refusal).errors[0]?.path).toBe('lines.0.adjustment');
  await expect(app.prisma.insuranceClaim.update({ where: { id: BigInt(claim.id) }, data: { amountPaid: 40 } })).rejects.toThrow(
    /claim_agrees_check/,
  );
});

it('asks for lines, by SQL too: none comes to be without them, and none is left without them', async () => {
  const { claim } = await aClaim(['40.00']);
  const { id, invoiceId, insuranceId } = await app.prisma.insuranceClaim.findUniqueOrThrow({ where: { id: BigInt(claim.id) } });
  const day = new Date('2026-03-05');
  await expect(
    app.prisma.insuranceClaim.create({
      data: { invoiceId, insuranceId, status: 'PAID', submissionDate: day, createdAt: day, amountClaimed: 40, amountPaid: 40 },
    }),
  ).rejects.toThrow(/insurance_claims_lines_check/);
  await expect(app.prisma.claimLine.deleteMany({ where: { claimId: id } })).rejects.toThrow(/insurance_claims_lines_check/);
});

it('is seen and kept by who may, and lines about a learner out of sight are not told', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const [seen, hidden] = [await aLearner(app.prisma, { clientId }), await aLearner(app.prisma, { clientId })];
  const serviceCodeId = await aService('60.00');
  const lines = [seen, hidden].map(({ id }) => ({ serviceCodeId, learnerId: String(id) }));
  const invoice = await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
  const claim = claimIn(await as.STAFF.post('/api/billing/claims', { invoiceId: invoice.id }).expect(201));
  for (const permission of ['VIEW_BILLING', 'EDIT_BILLING'])
    await aRecordPermission(app.prisma, permission, { userId: as.STAFF.user.id, learnerId: hidden.id, granted: false });
  expect(await look(claim.id)).toMatchObject({ hiddenLines: 1, amountClaimed: '120.00' });
  expect((await look(claim.id)).lines).toHaveLength(1);
  await answer(claim.id, { paid: '120.00' }).expect(403);
  await as.RECEPTIONIST.post(`${claimAt(claim.id)}/answer`, { paid: '120.00' }).expect(403);
  await as.THERAPIST.get(claimAt(claim.id)).expect(404);
  await as.ADMIN.post(`${claimAt(claim.id)}/answer`, { paid: '120.00' }).expect(200);
});
