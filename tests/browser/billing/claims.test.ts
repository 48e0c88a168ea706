/** Claims in the panel: built from an invoice's page, answered line by line, and taken back. */
import type { Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { aClient, anInsurance } from '../../support/builders.js';
import { billing, faultsOfBooks } from '../../support/billing.js';
import { type TestBrowser, withBrowser } from '../../support/browser.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser, oneOfEachRole, type TokenHolder } from '../../support/users.js';

const NOW = new Date('2026-04-02T15:00:00Z');

describe('claims in the panel', () => {
  const app = withApp({ now: () => NOW });
  const inBrowser = withBrowser(app);
  let opened: TestBrowser;
  let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
  const { aService, aSent, read } = billing(app, () => as.STAFF);

  beforeAll(async () => {
    as = await oneOfEachRole(app);
  }, 120_000);

  async function open(address: string): Promise<Page> {
    opened = await inBrowser.open({});
    await signInAs(opened.page, await createUser(app, 'STAFF', { timezone: 'UTC' }), address);
    return opened.page;
  }
  afterEach(async () => {
    expect(opened.errors).toEqual([]);
    expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
  });

  /** An invoice to a policy, of two lines. */
  async function anInsured(): Promise<string> {
    const { id: clientId } = await aClient(app.prisma);
    const policy = await anInsurance(app.prisma, { clientId });
    const lines = [{ serviceCodeId: await aService('176.22') }, { serviceCodeId: await aService('80.00') }];
    return (await aSent({ clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id), lines })).id;
  }
  async function aClaim(): Promise<{ id: string; invoiceId: string }> {
    const invoiceId = await anInsured();
    const { body } = await as.STAFF.post('/api/billing/claims', { invoiceId }).expect(201);
    return { id: (body as { id: string }).id, invoiceId };
  }
  const claim = async (id: string) =>
    (await as.STAFF.get(`/api/billing/claims/${id}`).expect(200)).body as { status: string; amountPaid: string };

  it('an empty form records nothing; a denial is said on purpose, with its reason, and is taken back', async () => {
    const { id } = await aClaim();
    const page = await open(`/admin/resources/InsuranceClaim/records/${id}/answer`);
    const form = page.getByRole('form', { name: 'Record answer' });
    const record = form.getByRole('button', { name: 'Record the answer' });
    expect(await record.isDisabled()).toBe(true);
    await form.getByText('Nothing was said yet').waitFor();
    await form
      .getByLabel(/^Paid: Session/)
      .first()
      .fill('10.005');
    await form.getByText('Three digits after the point').waitFor();
    await form.getByRole('button', { name: 'All was denied' }).click();
    await form.getByText('Say why it was denied.').waitFor();
    expect(await record.isDisabled()).toBe(true);
    await form.getByLabel('Why it was denied').fill('Referral missing');
    await form.getByLabel(/^\$256\.22 was denied/).check();
    await record.click();
    await page.getByText('Recorded: denied.').waitFor();
    expect(await claim(id)).toMatchObject({ status: 'DENIED', denialReason: 'Referral missing' });
    await page.getByRole('link', { name: 'Take the answer back' }).click();
    await page.getByLabel('Why').fill('The wrong claim.');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Taken back.').waitFor();
    expect(await claim(id)).toMatchObject({ status: 'SUBMITTED', denialReason: null });
  }, 120_000);

  it('is built on the invoice’s page, with all that speaks against it before', async () => {
    const invoiceId = await anInsured();
    const { insuranceId } = await app.prisma.invoice.findUniqueOrThrow({ where: { id: BigInt(invoiceId) } });
    const policy = { id: insuranceId ?? 0n };
    await app.prisma.clientInsurance.update({ where: policy, data: { memberId: ' ' } });
    const page = await open(`/admin/resources/Invoice/records/${invoiceId}/show`);
    const claims = page.getByRole('region', { name: 'Claims', exact: true });
    await claims.getByRole('button', { name: 'Build claim' }).click();
    await claims.getByText('The policy has no member number.').waitFor();
    expect(await claims.getByRole('button', { name: 'Submit it to the insurer' }).isDisabled()).toBe(true);
    await app.prisma.clientInsurance.update({ where: policy, data: { memberId: 'M-1' } });
    await page.reload();
    await app.prisma.clientInsurance.update({
      where: policy,
      data: { maxAnnualCoverage: '100.00', remainingCoverage: '100.00' },
    });
    await page.reload();
    await claims.getByRole('button', { name: 'Build claim' }).click();
    await claims.getByRole('region', { name: 'It asks more than is left' }).getByText('$100.00 of its yearly maximum').waitFor();
    await claims.getByRole('button', { name: 'Submit it to the insurer' }).click();
    await page.getByText(/^Submitted: \$256\.22 to /).waitFor();
    await claims.getByRole('cell', { name: 'Submitted' }).waitFor();
    await claims.getByText('was asked for all of it').waitFor();
    expect(await claims.getByRole('button', { name: 'Build claim' }).count()).toBe(0);
    const { id } = await app.prisma.insuranceClaim.findFirstOrThrow({ where: { invoiceId: BigInt(invoiceId) } });
    await page.goto(`/admin/resources/InsuranceClaim/records/${id}/show`);
    await page.getByRole('region', { name: 'It asks more than is left' }).getByText('$100.00 of its yearly maximum').waitFor();
  }, 120_000);

  it('what is paid beyond a line is asked about', async () => {
    const { id, invoiceId } = await aClaim();
    const page = await open(`/admin/resources/InsuranceClaim/records/${id}/answer`);
    const form = page.getByRole('form', { name: 'Record answer' });
    await form.getByRole('button', { name: 'All was paid' }).click();
    await form
      .getByLabel(/^Paid: Session/)
      .first()
      .fill('2,000');
    await form
      .getByLabel(/^Paid: Session/)
      .first()
      .fill('2000');
    await form.getByRole('button', { name: 'Record the answer' }).click();
    // The browser asks for the tick first.
    expect(await claim(id)).toMatchObject({ status: 'SUBMITTED' });
    await form.getByLabel(/^\$1,823\.78 more was paid than is claimed/).check();
    await form.getByRole('button', { name: 'Record the answer' }).click();
    await page.getByText('Recorded: $2,080.00 paid in all.').waitFor();
    expect(await read(invoiceId)).toMatchObject({ status: 'PAID' });
  }, 120_000);
});
