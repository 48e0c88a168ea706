/** Claims in the panel's lists, forms and buttons. */
import { withApp } from '../../support/app.js';
import { aClient, anInsurance } from '../../support/builders.js';
import { billing, faultsOfBooks } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';
import { faultOf, type Panel, panelOf } from '../support/panel.js';

const app = withApp();
let panel: Panel;
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent, read } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  panel = await panelOf(app, 'STAFF');
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

async function insured(more: object = {}) {
  const client = await aClient(app.prisma, { firstName: 'Robin', lastName: 'Ellery' });
  const policy = await anInsurance(app.prisma, { clientId: client.id, ...more });
  const { name } = await app.prisma.insuranceProvider.findUniqueOrThrow({ where: { id: policy.insuranceProviderId } });
  const lines = [{ serviceCodeId: await aService('80.00'), description: 'Speech therapy' }];
  const invoice = await aSent({ clientId: client.id, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines });
  return { client, policy, insurer: name, invoice };
}

it('names whose it is, its insurer and the day of each line; one that waits was submitted on no day', async () => {
  const { invoice, insurer } = await insured();
  const made = await panel.create('InsuranceClaim', { invoiceId: invoice.id, insuranceId: '', claimNumber: 'C-1' });
  expect(faultOf(made)).toBe('');
  const { id } = made.record;
  const waits = (await panel.show('InsuranceClaim', id)).record;
  expect(waits.title).toBe(`Ellery, Robin – ${insurer} – C-1 – $80.00`);
  expect(waits.params).toMatchObject({ status: 'PENDING', submissionDate: null });
  const listed = (await panel.list('InsuranceClaim', { 'filters.claimNumber': 'C-1' })).records[0];
  expect(listed?.params.submissionDate).toBeNull();
  expect(listed?.populated.invoiceId?.title).toBe(`${invoice.invoiceNumber} – Ellery, Robin`);
  expect(listed?.populated.insuranceId?.title).toContain(insurer);
  const [line] = (await panel.list('ClaimLine', { 'filters.claimId': id })).records;
  expect(line?.populated.lineId?.title).toBe('Mar 2, 2026 – Speech therapy – $80.00');
  const submitted = await panel.post(`resources/InsuranceClaim/records/${id}/submit`, { submissionDate: '2026-03-05' });
  expect(faultOf(submitted)).toBe('');
  expect((await panel.show('InsuranceClaim', id)).record).toMatchObject({
    title: `Ellery, Robin – ${insurer} – C-1 – $80.00 on Mar 5, 2026`,
    params: { status: 'SUBMITTED', submissionDate: '2026-03-05' },
  });
  expect(faultOf(await panel.edit('InsuranceClaim', id, { notes: 'Asked by phone.' }))).toBe('');
});

it('its form offers invoices on which a policy owes, with whose they are', async () => {
  const { client, invoice } = await insured();
  const own = await aSent({ clientId: client.id, lines: [{ serviceCodeId: await aService('20.00') }] });
  const offered = async (words: string) =>
    (await panel.get(`resources/Invoice/actions/search/${words}?near.form=InsuranceClaim&near.field=invoiceId`)).records.map(
      ({ title }) => title,
    );
  expect(await offered(invoice.invoiceNumber)).toEqual([`${invoice.invoiceNumber} – Ellery, Robin`]);
  expect(await offered(own.invoiceNumber)).toEqual([]);
});

it('many are built from the list of invoices, each with its result', async () => {
  const good = await insured();
  const bad = await insured({ memberId: ' ' });
  const ids = [good.invoice.id, bad.invoice.id].join(',');
  const said = await panel.post(`resources/Invoice/bulk/claimMany?recordIds=${encodeURIComponent(ids)}`, { submit: '' });
  expect(said.notice?.message).toBe('1 claimed, 1 left alone.');
  const refused = (answer: unknown) => (answer as { refused: { message: string }[] }).refused.map(({ message }) => message);
  expect(refused(said)).toEqual([expect.stringMatching(/The policy has no member number\.$/)]);
  const claims = await app.prisma.insuranceClaim.findMany({ where: { invoiceId: BigInt(good.invoice.id) } });
  expect(claims).toMatchObject([{ status: 'SUBMITTED' }]);
  const later = await panel.post(`resources/Invoice/bulk/claimMany?recordIds=${encodeURIComponent(ids)}`, { submit: 'later' });
  expect(later.notice?.message).toBe('1 claimed, 1 left alone.');
  expect(refused(later)).toEqual([expect.stringContaining('not claimed yet')]);
  expect((await read(bad.invoice.id)).balance).toBe('80.00');
});
