/** What is asked of nobody any more: of all who owe, or of one of them alone. */
import { panelOf } from '../../admin/support/panel.js';
import { withApp } from '../../support/app.js';
import { aClient, aFunding, anInsurance } from '../../support/builders.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, read } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const owing = async (id: string): Promise<string[]> =>
  (await read(id)).shares.filter(({ open }) => open !== '0.00').map(({ party, open }) => `${party} ${open}`);

/** An invoice of 100.00: 50.00 a policy's, 30.00 a program's, 20.00 the client's. */
async function ofThree() {
  const { id: clientId } = await aClient(app.prisma, { firstName: 'Zoé', lastName: "O'Brien" });
  const insuranceId = String((await anInsurance(app.prisma, { clientId })).id);
  const fundingId = String((await aFunding(app.prisma, { clientId })).id);
  const payers = [
    { insuranceId, percent: '50' },
    { fundingId, percent: '30' },
  ];
  const { id } = await aSent({ clientId, lines: [{ serviceCodeId: await aService('100.00') }], payers });
  const writeOff = (body: object) => as.STAFF.post(`/api/billing/invoices/${id}/write-off`, { reason: 'Too late.', ...body });
  return { id, insuranceId, fundingId, writeOff };
}

it('is of the party that is named, and no more than it owes', async () => {
  const { id, insuranceId, fundingId, writeOff } = await ofThree();
  expect((await owing(id)).sort()).toEqual(['CLIENT 20.00', 'FUNDING 30.00', 'INSURANCE 50.00']);
  const over = await writeOff({ party: 'FUNDING', fundingId, amount: '30.01' }).expect(422);
  expect(over.body).toMatchObject({
    code: 'invoice.amount',
    errors: [{ path: 'amount', message: expect.stringMatching(/30\.00 is open of that party/) as string }],
  });
  await writeOff({ party: 'FUNDING', fundingId, amount: '10.00' }).expect(200);
  expect((await owing(id)).sort()).toEqual(['CLIENT 20.00', 'FUNDING 20.00', 'INSURANCE 50.00']);
  await writeOff({ party: 'CLIENT' }).expect(200);
  expect((await owing(id)).sort()).toEqual(['FUNDING 20.00', 'INSURANCE 50.00']);
  expect((await writeOff({ party: 'CLIENT' }).expect(422)).body).toMatchObject({ errors: [{ path: 'party' }] });
  await writeOff({ party: 'INSURANCE', insuranceId, amount: '50.00' }).expect(200);
  // Of all who owe: who is left.
  await writeOff({}).expect(200);
  expect(await read(id)).toMatchObject({ balance: '0.00', status: 'PAID' });
  expect(codeOf(await writeOff({}).expect(409))).toBe('invoice.settled');
});

it('is refused for a party that is named by halves, or owes nothing of it', async () => {
  const { insuranceId, writeOff } = await ofThree();
  const other = await ofThree();
  for (const [body, path] of [
    [{ party: 'INSURANCE' }, 'insuranceId'],
    [{ insuranceId }, 'insuranceId'],
    [{ party: 'CLIENT', insuranceId }, 'insuranceId'],
    [{ party: 'INSURANCE', insuranceId, fundingId: other.fundingId }, 'fundingId'],
  ] as const)
    expect((await writeOff(body).expect(422)).body).toMatchObject({ errors: [{ path }] });
  const theirs = await writeOff({ party: 'INSURANCE', insuranceId: other.insuranceId }).expect(422);
  expect(theirs.body).toMatchObject({ errors: [{ path: 'insuranceId' }] });
});

it('of one part at once from many is written off once', async () => {
  for (let round = 0; round < 4; round++) {
    const { id, insuranceId, writeOff } = await ofThree();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => writeOff({ party: 'INSURANCE', insuranceId, amount: '50.00' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await owing(id)).sort()).toEqual(['CLIENT 20.00', 'FUNDING 30.00']);
  }
});

it('offers in the panel who owes, and how much', async () => {
  const { id, insuranceId } = await ofThree();
  const panel = await panelOf(app, 'STAFF');
  const { text } = await panel.get(`resources/Invoice/records/${id}/writeOff`);
  const { choices } = JSON.parse(text) as { choices: { part: { id: string; name: string }[] } };
  expect(choices.part.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^Zoé O'Brien: .*20\.00/),
    expect.stringMatching(/: .*50\.00/),
    expect.stringMatching(/: .*30\.00/),
  ]);
  const part = `INSURANCE:${insuranceId}`;
  await panel.post(`resources/Invoice/records/${id}/writeOff`, { part, reason: 'Too late.' });
  expect((await owing(id)).sort()).toEqual(['CLIENT 20.00', 'FUNDING 30.00']);
});
