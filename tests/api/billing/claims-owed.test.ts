/** What a policy owes of a claim yet: what can be appealed, passed on, asked for and answered. */
import { panelOf } from '../../admin/support/panel.js';
import { withApp } from '../../support/app.js';
import { aClient, anInsurance } from '../../support/builders.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, read, pay } = billing(app, () => as.STAFF);

interface Claim {
  id: string;
}
interface Claimable {
  open: string;
  faults: unknown[];
  lines: { amount: string }[];
}
const CLAIMS = '/api/billing/claims';

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const claim = (invoiceId: string, more: object = {}) => as.STAFF.post(CLAIMS, { invoiceId, ...more });
const act = (id: string, verb: string, body: object = {}) => as.STAFF.post(`${CLAIMS}/${id}/${verb}`, body);
const made = async (invoiceId: string, more: object = {}): Promise<string> =>
  ((await claim(invoiceId, more).expect(201)).body as Claim).id;
const owing = async (id: string): Promise<string[]> =>
  (await read(id)).shares.filter(({ open }) => open !== '0.00').map(({ party, open }) => `${party} ${open}`);

/** An invoice of two lines, 70.00 and 30.00, that a policy owes; with its policy. */
async function insured(): Promise<{ invoice: Awaited<ReturnType<typeof aSent>>; insuranceId: string }> {
  const { id: clientId } = await aClient(app.prisma);
  const insuranceId = String((await anInsurance(app.prisma, { clientId })).id);
  const lines = [{ serviceCodeId: await aService('70.00') }, { serviceCodeId: await aService('30.00') }];
  return { invoice: await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId, lines }), insuranceId };
}

it('what was passed on is neither appealed nor passed on again, nor offered; the refusal says what became of it', async () => {
  const panel = await panelOf(app, 'STAFF');
  const offered = async (id: string): Promise<string[]> =>
    (await panel.show('InsuranceClaim', id)).record.recordActions
      .map(({ name }) => name)
      .filter((name) => /appeal|passOn/.test(name));
  const { invoice } = await insured();
  const [first, second] = (await Promise.all(
    invoice.lines.map(({ id: lineId }) => made(invoice.id, { lines: [{ lineId }] })),
  )) as [string, string];
  await act(first, 'answer', { paid: '0.00', denialReason: 'Not covered.' }).expect(200);
  expect((await offered(first)).sort()).toEqual(['appeal', 'passOn']);
  await act(first, 'pass-on', { reason: 'Not covered.' }).expect(200);
  // The policy owes yet: what the second claim asks for.
  expect(await owing(invoice.id)).toEqual(['CLIENT 70.00', 'INSURANCE 30.00']);
  expect(await offered(first)).toEqual([]);
  const refused = await act(first, 'status', { status: 'APPEALED' }).expect(409);
  expect(refused.body).toMatchObject({ code: 'claim.over', detail: expect.stringContaining('70.00 was passed on') as string });
  await act(second, 'answer', { paid: '0.00', denialReason: 'Not covered.' }).expect(200);
  await act(second, 'status', { status: 'APPEALED' }).expect(200);
});

it('an appeal and passing on at once: one of them', async () => {
  for (let round = 0; round < 6; round++) {
    const denied = await made((await insured()).invoice.id);
    await act(denied, 'answer', { paid: '0.00', denialReason: 'Not covered.' }).expect(200);
    const answers = await Promise.all([
      act(denied, 'status', { status: 'APPEALED' }),
      act(denied, 'pass-on', { reason: 'Not covered.' }),
    ]);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  }
});

it('an answer beyond what the policy owes by now says who has it', async () => {
  const { invoice, insuranceId } = await insured();
  const id = await made(invoice.id);
  await pay(invoice.id, '25.00', { insuranceId, paymentMethod: 'INSURANCE' }).expect(201);
  const refused = await act(id, 'answer', { paid: '100.00' }).expect(409);
  expect(refused.body).toMatchObject({
    code: 'claim.over',
    detail: expect.stringMatching(/owes 75\.00 on .*: 25\.00 was paid\./) as string,
  });
});

it('a claim that awaits more than the policy owes by now says so, and who has it', async () => {
  const { invoice } = await insured();
  const id = await made(invoice.id);
  const warnings = async () =>
    ((await as.STAFF.get(`${CLAIMS}/${id}`).expect(200)).body as { warnings: { code: string; message: string }[] }).warnings;
  expect(await warnings()).toEqual([]);
  const lines = [{ lineId: invoice.lines[0]?.id, amount: '20.00' }];
  await as.STAFF.post(`/api/billing/invoices/${invoice.id}/credit-notes`, { reason: 'Half the time.', lines }).expect(201);
  expect(await warnings()).toEqual([
    { code: 'CLAIM_OVER_OPEN', message: 'It awaits 100.00, and the policy owes 80.00 of that by now: 20.00 was credited.' },
  ]);
  expect(codeOf(await act(id, 'answer', { paid: '100.00' }).expect(409))).toBe('claim.over');
  await act(id, 'answer', { paid: '80.00', adjustment: '0.00', denialReason: 'Credited.' }).expect(200);
  expect(await owing(invoice.id)).toEqual([]);
});

it('a claim without amounts asks for no more than the policy owes, where what was written off names no line', async () => {
  const { invoice } = await insured();
  await as.STAFF.post(`/api/billing/invoices/${invoice.id}/write-off`, { amount: '50.00', reason: 'A gift.' }).expect(200);
  const [shown] = (
    (await as.STAFF.get(`/api/billing/invoices/${invoice.id}/claimable`).expect(200)).body as { items: Claimable[] }
  ).items;
  expect(shown).toMatchObject({ open: '50.00', faults: [], lines: [{ amount: '50.00' }] });
  const body = (await claim(invoice.id).expect(201)).body as Claim;
  expect(body).toMatchObject({ amountClaimed: '50.00', status: 'SUBMITTED' });
  // Nothing is left for another, though the second line has 30.00 open.
  expect(codeOf(await claim(invoice.id).expect(422))).toBe('claim.faults');
  expect(
    ((await as.STAFF.get(`/api/billing/invoices/${invoice.id}/claimable`)).body as { items: Claimable[] }).items,
  ).toMatchObject([{ lines: [] }]);
  await act(body.id, 'answer', { paid: '50.00' }).expect(200);
  expect(await owing(invoice.id)).toEqual([]);
});

it('what the claims of chosen invoices would ask is told before they are built, and what speaks against which', async () => {
  const [one, other] = [await insured(), await insured()];
  await app.prisma.clientInsurance.update({ where: { id: BigInt(other.insuranceId) }, data: { memberId: ' ' } });
  const none = await aSent({ lines: [{ serviceCodeId: await aService('10.00') }] });
  const panel = await panelOf(app, 'STAFF');
  const ids = [one.invoice.id, other.invoice.id, none.id];
  const { text } = await panel.get(`resources/Invoice/bulk/claimMany?recordIds=${encodeURIComponent(ids.join(','))}`);
  const { about } = JSON.parse(text) as { about: { words: string; noted: { id: string; words: string }[] } };
  expect(about.words).toMatch(/one claim of \$100\.00 to .*one claim of \$100\.00 to|2 claims of \$200\.00/);
  expect(about.noted).toEqual([
    { id: other.invoice.id, words: 'The policy has no member number.' },
    { id: none.id, words: 'No policy owes anything of it that is not claimed yet.' },
  ]);
});
