/** Invoices in the panel: sent, credited and removed, each by what is told before, and with a way back that leads somewhere. */
import type { Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { billing, faultsOfBooks } from '../../support/billing.js';
import { aClient, aFunding, anAppointment, anAppointmentType, anInsurance } from '../../support/builders.js';
import { type TestBrowser, withBrowser } from '../../support/browser.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser, oneOfEachRole, type TokenHolder } from '../../support/users.js';

describe('invoices in the panel', () => {
  const app = withApp();
  const inBrowser = withBrowser(app);
  let opened: TestBrowser;
  let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
  const { aService, aDraft, aSent, read } = billing(app, () => as.STAFF);
  let serviceCodeId: string;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    serviceCodeId = await aService('100.00');
  }, 120_000);

  async function open(address: string, role: 'ADMIN' | 'STAFF' = 'STAFF'): Promise<Page> {
    opened = await inBrowser.open();
    await signInAs(opened.page, await createUser(app, role, { timezone: 'UTC' }), address);
    return opened.page;
  }
  afterEach(async () => {
    expect(opened.errors).toEqual([]);
    expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
  });
  const shown = (id: string): string => `/admin/resources/Invoice/records/${id}/show`;

  it('tell what sending charges, owe nothing before, and have no page behind them that is not there', async () => {
    const { id } = await aDraft({ lines: [{ serviceCodeId }] });
    const page = await open(shown(id));
    const glance = page.getByRole('region', { name: 'At a glance' });
    await page.locator('.crm-totals').getByText('Total', { exact: true }).waitFor();
    expect(await glance.getByText(/^(Total|Balance)$/).count()).toBe(0);
    await page.getByRole('link', { name: 'Send', exact: true }).click();
    await page.getByText(/^It charges \$100\.00 for /).waitFor();
    await page.getByRole('button', { name: 'Send it' }).click();
    await glance.getByText('Balance').waitFor();
    await page.goBack();
    await page.waitForURL(`**${shown(id)}`);
    await glance.getByText('Balance').waitFor();
    expect(await page.getByText('Page not found').count()).toBe(0);
  }, 120_000);

  it('are credited by what is left of their lines, and a deletion that credits says so', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const { id, lines } = await aSent({ clientId, lines: [{ serviceCodeId }, { serviceCodeId }] });
    const [first] = lines;
    await as.STAFF.post(`/api/billing/invoices/${id}/credit-notes`, {
      reason: 'Half of it',
      lines: [{ lineId: first?.id, amount: '60.00' }],
    }).expect(201);
    const page = await open(`/admin/resources/Invoice/records/${id}/credit`);
    await page.getByText('All of it: $140.00, which is left of $200.00').waitFor();
    await page.getByLabel('Of some lines').check();
    await page.getByRole('checkbox').first().check();
    expect(await page.getByLabel(/^Taken back: /).inputValue()).toBe('40.00');
    await page.getByLabel('Why').fill('The rest');
    await page.getByRole('button', { name: 'Credit $40.00' }).click();
    await page.getByText('Credited: $40.00.').waitFor();
    expect((await read(id)).balance).toBe('100.00');
    await page.goto(`${app.baseUrl}/admin/resources/Invoice/records/${id}/delete`);
    await page.getByLabel('Why').fill('None of it took place');
    await page.getByRole('button', { name: 'Credit it' }).click();
    await page.getByText(/^Credited: what was sent/).waitFor();
  }, 120_000);

  it('have texts in other languages that Enter saves, and that are not left unsaved without a question', async () => {
    const settings = await app.prisma.billingSettings.findFirstOrThrow();
    const page = await open(`/admin/resources/BillingSettings/records/${settings.id}/texts`, 'ADMIN');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    // The name of a service, in one line.
    const name = page.locator('input[aria-label$=" in French"]').first();
    await name.fill('Séance');
    await page.getByRole('link', { name: 'Home' }).first().click();
    expect(asked).toEqual(['Leave this form? What you changed is not saved.']);
    expect(await name.inputValue()).toBe('Séance');
    await name.press('Enter');
    await page.getByText('Saved: new invoices and papers have it.').waitFor();
    await page.getByRole('link', { name: 'Home' }).first().click();
    await page.waitForURL(/\/admin\/?$/);
    expect(asked).toHaveLength(1);
  }, 120_000);

  it('an authorization’s page tells what draws on it', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const source = await aFunding(app.prisma, { clientId });
    const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
    const startTime = new Date('2026-03-02T15:00:00Z');
    await anAppointment(app.prisma, { clientId, appointmentTypeId, status: 'COMPLETED', startTime });
    const agreed = {
      number: 'A-1',
      fundingId: String(source.id),
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      kind: 'VISITS',
      amount: '5',
    };
    const { body } = await as.STAFF.post(`/api/clients/${clientId}/authorizations`, agreed).expect(201);
    const page = await open(`/admin/resources/ServiceAuthorization/records/${(body as { id: string }).id}/show`);
    const row = page.getByRole('region', { name: 'What draws on it' }).getByRole('row').last();
    await row.getByRole('link', { name: 'Mar 2, 2026' }).waitFor();
    expect((await row.getByRole('cell').allInnerTexts()).slice(2)).toEqual(['Took place', '1']);
    await page.close();
  }, 120_000);

  it('of visits: each has a tick, and the total and what to look at follow what is ticked', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const policy = await anInsurance(app.prisma, { clientId, maxAnnualCoverage: '100.00', coverageStartDate: new Date(0) });
    const part = { clientId: String(clientId), insuranceId: String(policy.id), percent: '80' };
    await as.STAFF.post('/api/billing/client-payers', part).expect(201);
    const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
    const ago = (days: number): Date => new Date(Date.now() - days * 24 * 3_600_000);
    const visit = { clientId, appointmentTypeId, status: 'COMPLETED' as const };
    const [kept, left] = [await anAppointment(app.prisma, { ...visit, startTime: ago(3) }), ago(10)];
    await anAppointment(app.prisma, { ...visit, startTime: left });
    const page = await open(`/admin/resources/Client/records/${clientId}/invoiceVisits`);
    await page.getByText('2 visits: $200.00 with taxes.').waitFor();
    const warned = page.getByRole('region', { name: 'Before it is sent' });
    await warned.getByText(/\$160\.00 for services of/).waitFor();
    await page
      .getByRole('checkbox', { name: /^Bill / })
      .first()
      .uncheck();
    await page.getByText('One visit of 2: $100.00 with taxes.').waitFor();
    expect(await warned.count()).toBe(0);
    await page
      .getByRole('checkbox', { name: /^Bill / })
      .last()
      .uncheck();
    await page.getByText('Nothing is ticked.').waitFor();
    expect(await page.getByRole('button', { name: 'Make the draft' }).isDisabled()).toBe(true);
    await page
      .getByRole('checkbox', { name: /^Bill / })
      .last()
      .check();
    await page.getByText('One visit of 2: $100.00 with taxes.').waitFor();
    await page.getByRole('button', { name: 'Make the draft' }).dblclick();
    await page.getByRole('region', { name: 'At a glance' }).getByText('Draft', { exact: true }).waitFor();
    const billed = await app.prisma.invoiceLineItem.findMany({ where: { invoice: { clientId } } });
    expect(billed.map(({ appointmentId }) => appointmentId)).toEqual([kept.id]);
  }, 120_000);

  it('what is given back is filled in by where it is given back from, until somebody types an amount', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const invoice = await aSent({ clientId, lines: [{ serviceCodeId }] });
    const body = { invoiceId: invoice.id, amount: '130.00', paymentMethod: 'CASH', onAccount: true };
    const paid = (await as.STAFF.post('/api/billing/payments', body).expect(201)).body as { id: string };
    const page = await open(`/admin/resources/Receipt/records/${paid.id}/refund`);
    const amount = page.getByLabel('Amount');
    await amount.waitFor();
    expect(await amount.inputValue()).toBe('30.00');
    const from = page.getByLabel('From');
    await from.selectOption({ label: `What paid ${invoice.invoiceNumber}: it is owed again` });
    expect(await amount.inputValue()).toBe('100.00');
    await from.selectOption({ label: 'What stands on account' });
    expect(await amount.inputValue()).toBe('30.00');
    await amount.fill('12,50');
    await from.selectOption({ label: `What paid ${invoice.invoiceNumber}, which is credited as well` });
    expect(await amount.inputValue()).toBe('12,50');
  }, 120_000);
});
