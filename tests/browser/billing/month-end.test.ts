/** A month's end in the panel, from visits to what is paid, as somebody of the office does it; and what a program can check of accessibility. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { ctxOfSystem } from '../../../src/access/context.js';
import { goOnWithRuns } from '../../../src/billing/runs/running.service.js';
import type { Client } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import { aCaregiver, aClient, anAppointment, anAppointmentType, anInsurance, aRecordPermission } from '../../support/builders.js';
import { billing, faultsOfBooks } from '../../support/billing.js';
import { type TestBrowser, withBrowser } from '../../support/browser.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser, oneOfEachRole, type TokenHolder } from '../../support/users.js';

const NOW = new Date('2026-04-02T15:00:00Z');

describe('a month’s end in the panel', () => {
  const app = withApp({ now: () => NOW });
  const inBrowser = withBrowser(app);
  let opened: TestBrowser;
  let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
  let client: Client;
  let serviceCodeId: string;
  const { aService, aDraft, aSent, account, read, pay } = billing(app, () => as.STAFF);

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    serviceCodeId = await aService('100.00', { code: 'SLP-50', description: 'Speech therapy', taxRate: '5.00' });
    client = await aClient(app.prisma, { firstName: 'Zoë', lastName: "O'Ångström" });
    await aCaregiver(app.prisma, { clientId: client.id, firstName: 'Ada', lastName: 'Müller', mayPay: true });
    const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
    for (const day of ['2026-03-03', '2026-03-10'])
      await anAppointment(app.prisma, {
        clientId: client.id,
        appointmentTypeId,
        status: 'COMPLETED',
        startTime: new Date(`${day}T15:00:00Z`),
      });
  }, 120_000);

  async function open(
    address: string,
    role: 'STAFF' | 'RECEPTIONIST' = 'STAFF',
    look: Parameters<typeof inBrowser.open>[0] = {},
  ): Promise<Page> {
    opened = await inBrowser.open(look);
    await signInAs(opened.page, await createUser(app, role, { timezone: 'UTC' }), address);
    return opened.page;
  }
  afterEach(async () => {
    expect(opened.errors).toEqual([]);
    expect(opened.outside).toEqual([]);
    expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
  });
  const show = (model: string, id: string | bigint): string => `/admin/resources/${model}/records/${id}/show`;

  it('opens on the days that lead to it, and says what is wrong with them until they are right', async () => {
    const page = await open('/admin/pages/month-end?fromDay=2026-03-03&toDay=2026-03-10');
    await page.getByText('2 visits of 1 client').waitFor();
    await page.getByLabel('until').fill('2026-04-30');
    expect(await page.getByText('2 visits of 1 client').count()).toBe(0);
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    const fault = page.getByRole('alert').filter({ hasText: 'The last day has not come yet.' });
    await fault.waitFor();
    await page.getByLabel('until').fill('2026-03-31');
    await fault.waitFor({ state: 'detached' });
    // The browser tells of the refusal as well.
    expect(opened.errors.splice(0).every((error) => error.includes('422'))).toBe(true);
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    await page.getByText('2 visits of 1 client').waitFor();
  }, 60_000);

  it('drafts that a run left are sent afterwards, all at once', async () => {
    const other = await aClient(app.prisma);
    const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
    const startTime = new Date('2026-01-13T15:00:00Z');
    await anAppointment(app.prisma, { clientId: other.id, appointmentTypeId, status: 'COMPLETED', startTime });
    const page = await open('/admin/pages/month-end?fromDay=2026-01-01&toDay=2026-01-31');
    await page.getByRole('button', { name: 'Make 1 invoice' }).click();
    await page.getByRole('region', { name: 'The run' }).waitFor();
    await goOnWithRuns(ctxOfSystem(app.deps, 'job'));
    await page.getByText(/1 is a draft still/).waitFor();
    await page.getByText('One draft, $105.00.').waitFor();
    const begun = page.waitForResponse((response) => response.url().endsWith('/send') && response.status() === 200);
    await page.getByRole('button', { name: 'Send the 1 draft of this run' }).dblclick();
    await begun;
    await goOnWithRuns(ctxOfSystem(app.deps, 'job'));
    await page.getByRole('link', { name: /^2026-/ }).waitFor();
    expect(await app.prisma.invoice.count({ where: { clientId: other.id, status: 'SENT' } })).toBe(1);
  }, 60_000);

  it('one that stopped since somebody is closed to whoever it acts for says so, and is taken up by who may', async () => {
    const closed = await aClient(app.prisma);
    const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
    const startTime = new Date('2025-11-13T15:00:00Z');
    await anAppointment(app.prisma, { clientId: closed.id, appointmentTypeId, status: 'COMPLETED', startTime });
    await as.STAFF.post('/api/billing/runs', { fromDay: '2025-11-01', toDay: '2025-11-30' }).expect(201);
    await aRecordPermission(app.prisma, 'EDIT_BILLING', { userId: as.STAFF.user.id, clientId: closed.id, granted: false });
    await goOnWithRuns(ctxOfSystem(app.deps, 'job'));
    const page = await open('/admin/pages/month-end');
    await page.getByText('Whoever it acted for may not bill all who are left. Somebody who may can take it up again.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await goOnWithRuns(ctxOfSystem(app.deps, 'job'));
    await page.getByText('Done: 1 of 1 client').waitFor();
  }, 60_000);

  it('appointments that were chosen in their list become a draft for each client, and what is none is told', async () => {
    const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
    const startTime = new Date('2026-02-12T15:00:00Z');
    for (const status of ['COMPLETED', 'COMPLETED', 'CANCELLED'] as const)
      await anAppointment(app.prisma, {
        clientId: (await aClient(app.prisma)).id,
        appointmentTypeId,
        status,
        startTime,
        ...(status === 'CANCELLED' && { lateCancellation: false, cancelledByParty: 'CLIENT' }),
        title: 'Chosen in February',
      });
    const page = await open('/admin/resources/Appointment?filters.title=Chosen%20in%20February');
    const rows = page.getByRole('checkbox', { name: /Chosen in February/ });
    await rows.nth(2).waitFor();
    for (let index = 0; index < 3; index++) await rows.nth(index).check();
    await page.getByRole('link', { name: 'Invoice visits' }).click();
    const button = page.getByRole('button', { name: 'Make 2 drafts' });
    await button.waitFor();
    await page.getByRole('region', { name: 'Nothing to bill' }).getByText('Chosen in February').waitFor();
    await button.dblclick();
    await page.getByText('2 drafts are there.').waitFor();
    const drafts = page.getByRole('region', { name: 'The drafts', exact: true });
    expect(await drafts.getByRole('row', { name: /^In all/ }).innerText()).toMatch(/^In all\s+2\s+\$210\.00$/);
    expect(await drafts.locator('tbody').getByRole('link').count()).toBe(2);
    expect(await app.prisma.invoiceLineItem.count({ where: { appointment: { title: 'Chosen in February' } } })).toBe(2);
  }, 60_000);

  it('on a phone the list of invoices shows the whole client, the status and what is open without moving it sideways', async () => {
    const { id: clientId } = await aClient(app.prisma, { firstName: 'Alexandrina Wilhelmina', lastName: 'Featherstone' });
    await aDraft({ clientId, lines: [{ serviceCodeId }] });
    const page = await open('/admin/resources/Invoice', 'STAFF', { viewport: { width: 390, height: 800 } });
    const row = page.locator('tr[data-id]').first();
    await row.waitFor();
    for (const name of ['invoiceNumber', 'clientId', 'status', 'balance']) {
      const box = await row.locator(`[data-property-name="${name}"]`).boundingBox();
      expect(box !== null && box.x >= 0 && box.x + box.width <= 390).toBe(true);
    }
    // The name takes more lines, and none of it is cut.
    const name = row.locator('[data-property-name="clientId"] .cut');
    expect(await name.innerText()).toBe('Featherstone, Alexandrina Wilhelmina');
    expect(await name.evaluate((cell) => cell.scrollWidth <= cell.clientWidth && cell.scrollHeight <= cell.clientHeight)).toBe(
      true,
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }, 60_000);

  it('makes invoices of visits, records a payment, and leaves nothing owed', async () => {
    const page = await open('/admin/pages/month-end');
    await page.getByLabel('Visits from').fill('2026-03-01');
    await page.getByLabel('until').fill('2026-03-31');
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    await page.getByText('2 visits of 1 client').waitFor();
    await page.getByLabel('Send them at once').check();
    // This practice sends no e-mail: nobody is asked whether to write one.
    expect(await page.getByLabel('And write to the families').count()).toBe(0);
    await page.getByRole('button', { name: 'Make and send 1 invoice' }).click();
    await page.getByRole('region', { name: 'The run' }).waitFor();
    await goOnWithRuns(ctxOfSystem(app.deps, 'job'));
    await page.getByText('Done: 1 of 1 client').waitFor();
    await page.getByRole('link', { name: /^2026-/ }).click();
    const facts = page.getByRole('region', { name: 'At a glance' });
    await facts.getByText('Sent', { exact: true }).waitFor();
    expect(await facts.innerText()).toContain('$210.00');
    await page.getByRole('link', { name: 'Record payment' }).click();
    const form = page.getByRole('form', { name: 'Record payment' });
    expect(await form.getByLabel('Amount').inputValue()).toBe('210.00');
    await form.getByLabel('How it came').selectOption('BANK_TRANSFER');
    await form.getByLabel('Who paid').selectOption({ label: 'Ada Müller' });
    await form.getByRole('button', { name: 'Record $210.00' }).dblclick();
    await facts.getByText('Paid', { exact: true }).waitFor();
    expect(await app.prisma.receipt.count({ where: { clientId: client.id } })).toBe(1);
    await facts.getByRole('link', { name: "Zoë O'Ångström" }).click();
    const balance = page.getByRole('region', { name: 'Account', exact: true });
    await balance.getByText('0 visits of the last three months').waitFor();
    expect(await balance.getByRole('row', { name: /^In all/ }).innerText()).toMatch(/^In all\s+\$0\.00\s+\$0\.00\s+\$0\.00$/);
    expect(await account(client.id)).toMatchObject({ open: '0.00', credit: '0.00' });
  }, 120_000);

  it('lines of a draft are added, changed and taken off where they stand, and come to what the API says', async () => {
    const draft = await aDraft({ lines: [{ serviceCodeId }] });
    const page = await open(show('Invoice', draft.id));
    const lines = page.getByRole('region', { name: 'Lines', exact: true });
    const total = lines.locator('.totalAmount dd');
    const one = lines.getByRole('form', { name: 'Line 1' });
    await one.getByLabel('Quantity').fill('1,5');
    await one.getByLabel('Discount').fill('10%');
    // 150.00 less 15.00, and 5 per cent of it.
    expect(await total.innerText()).toBe('$141.75');
    const fresh = lines.getByRole('form', { name: 'New line' });
    await fresh.getByLabel('Service').selectOption({ label: 'SLP-50 · Speech therapy' });
    expect(await fresh.getByLabel('Price').inputValue()).toBe('100.00');
    await fresh.getByLabel('Price').fill('19.99');
    await fresh.getByLabel('Price').press('Enter');
    await lines.getByText('The line was added.').waitFor();
    // What was typed in the other line is still there.
    expect(await one.getByLabel('Discount').inputValue()).toBe('10%');
    await one.getByLabel('Discount').press('Enter');
    await lines.getByText('Saved.').waitFor();
    expect(await total.innerText()).toBe('$162.74');
    expect((await read(draft.id)).totalAmount).toBe('162.74');
    await one.getByLabel('Price').fill('much');
    await one.getByText('Give a number like 120.00.').waitFor();
    expect(await total.innerText()).toBe('–');
    await one.getByLabel('Price').fill('100.00');
    await lines.getByRole('button', { name: 'Remove line 2' }).press('Enter');
    await page.keyboard.press('Escape');
    await lines.getByRole('button', { name: 'Remove line 2' }).press('Enter');
    await page.keyboard.press('Enter');
    await lines.getByText('The line was removed.').waitFor();
    expect((await read(draft.id)).lines).toHaveLength(1);
    // Somebody else is faster: it is told, and what stands now is shown.
    await as.STAFF.post(`/api/billing/invoices/${draft.id}/lines`, { serviceCodeId, serviceDate: '2026-03-09' }).expect(201);
    await one.getByLabel('Quantity').fill('2');
    await one.getByRole('button', { name: 'Save' }).click();
    await lines.getByText('Somebody else has changed this invoice').waitFor();
    await lines.getByRole('form', { name: 'Line 2' }).waitFor();
    await one.getByRole('button', { name: 'Save' }).click();
    await lines.getByText('Saved.').waitFor();
    // The ten per cent of before follow the quantity: 200.00 less 20.00, and 5 per cent; and the other line.
    expect((await read(draft.id)).totalAmount).toBe('294.00');
    // The browser tells the refusal in its console.
    opened.errors.splice(0);
  }, 120_000);

  it('more than is open asks where the rest goes; a payment is corrected, and it is told before what that does', async () => {
    const invoice = await aSent({ lines: [{ serviceCodeId }] });
    const page = await open(`/admin/resources/Invoice/records/${invoice.id}/recordPayment`);
    const form = page.getByRole('form', { name: 'Record payment' });
    await form.getByLabel('Amount').fill('120');
    await form.getByLabel('How it came').selectOption('CASH');
    await form.getByLabel('That is $15.00 more than is open').check();
    await form.getByRole('button', { name: 'Record $120.00' }).click();
    await page.getByRole('region', { name: 'At a glance' }).getByText('Paid', { exact: true }).waitFor();
    const { payments } = await read(invoice.id);
    await page.goto(`/admin/resources/Payment/records/${payments[0]?.id}/correct`);
    const correct = page.getByRole('form', { name: 'Correct the payment' });
    await correct.getByLabel('What really came').fill('85');
    await correct.getByText(`${invoice.invoiceNumber} gets $85.00 of it: $20.00 is open then.`).waitFor();
    await correct.getByLabel('What was wrong').fill('A misread cheque.');
    await correct.getByRole('button', { name: 'Take it back and record it anew' }).click();
    await page.getByRole('heading', { name: /^R-2026-.*\$85\.00$/ }).waitFor();
    expect(await read(invoice.id)).toMatchObject({ balance: '20.00', status: 'SENT' });
  }, 120_000);

  it('the same reference and amount is asked about before it is recorded', async () => {
    const first = await aSent({ lines: [{ serviceCodeId }] });
    await pay(first.id, '105.00', { referenceNumber: 'Müller EFT-77' }).expect(201);
    const invoice = await aSent({ lines: [{ serviceCodeId }] });
    const page = await open(`/admin/resources/Invoice/records/${invoice.id}/recordPayment`);
    const form = page.getByRole('form', { name: 'Record payment' });
    await form.getByLabel('How it came').selectOption('BANK_TRANSFER');
    await form.getByLabel('Reference number').fill('MUELLER eft 77');
    await form.getByRole('button', { name: 'Record $105.00' }).click();
    const again = form.getByLabel(/has the same reference and amount/);
    await again.waitFor();
    expect(await read(invoice.id)).toMatchObject({ balance: '105.00' });
    await again.check();
    await form.getByRole('button', { name: 'Record $105.00' }).click();
    await page.getByRole('region', { name: 'At a glance' }).getByText('Paid', { exact: true }).waitFor();
  }, 120_000);

  it('what the chosen payer owes is filled in; more than that pays another’s share only where it is said', async () => {
    const { id: clientId } = await aClient(app.prisma, { firstName: 'Ona', lastName: 'Lind' });
    const policy = await anInsurance(app.prisma, { clientId });
    const payers = [{ insuranceId: String(policy.id), percent: '80' }];
    const invoice = await aSent({ clientId, lines: [{ serviceCodeId }], payers });
    const page = await open(`/admin/resources/Invoice/records/${invoice.id}/recordPayment`);
    const form = page.getByRole('form', { name: 'Record payment' });
    await form.getByText('Ona Lind').first().waitFor();
    const amount = form.getByLabel('Amount');
    expect(await amount.inputValue()).toBe('21.00');
    await form.getByLabel('How it came').selectOption('INSURANCE');
    await form.getByText('Say below which insurer or program paid').waitFor();
    expect(await form.getByRole('button', { name: 'Record $21.00' }).isDisabled()).toBe(true);
    await form.getByLabel('Who paid').selectOption(`insuranceId ${policy.id}`);
    expect(await amount.inputValue()).toBe('84.00');
    await form.getByLabel('Who paid').selectOption({ label: 'Ona Lind' });
    await form.getByLabel('How it came').selectOption('CASH');
    await amount.fill('31.00');
    await form.getByText('That is $10.00 more than Ona Lind owes.').waitFor();
    await form.getByLabel('Keep it on account, for later.').check();
    await form.getByRole('button', { name: 'Record $31.00' }).click();
    await page.getByRole('region', { name: 'At a glance' }).waitFor();
    expect(await account(clientId)).toMatchObject({ open: '84.00', credit: '10.00' });
  }, 120_000);

  it('a receipt says what it paid; money on account says what it did; more of a line leads back to its invoice', async () => {
    const { id: clientId } = await aClient(app.prisma);
    const invoice = await aSent({ clientId, lines: [{ serviceCodeId }] });
    const draft = await aDraft({ clientId, lines: [{ serviceCodeId }] });
    const paid = (await pay(invoice.id, '45.00').expect(201)).body as { id: string };
    await as.STAFF.post('/api/billing/payments', { clientId: String(clientId), amount: '20.00', paymentMethod: 'CASH' }).expect(
      201,
    );
    const page = await open(show('Receipt', paid.id));
    const standing = page.getByRole('region', { name: 'What it paid' });
    await standing.getByText(`${invoice.invoiceNumber}: $45.00`).waitFor();
    await standing.getByRole('link', { name: invoice.invoiceNumber }).click();
    await page.getByRole('button', { name: 'Pay with it' }).click();
    await page.getByText('$20.00 of the account paid this invoice: $40.00 is open now.').waitFor();
    await page.goto(show('Invoice', draft.id));
    await page.getByRole('link', { name: 'More of line 1' }).click();
    await page.getByLabel('Modifiers').fill('GN');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(`**/Invoice/records/${draft.id}/show**`);
  }, 120_000);

  it('is credited by lines; what was sent shows what can be changed; and what is paid is added by the one form', async () => {
    const invoice = await aSent({ lines: [{ serviceCodeId }, { serviceCodeId, description: 'Second' }] });
    const page = await open(show('Invoice', invoice.id));
    const payments = page.getByRole('region', { name: 'Payments', exact: true });
    expect(await payments.getByRole('link', { name: 'Add' }).getAttribute('href')).toContain(`/${invoice.id}/recordPayment`);
    await page.getByRole('link', { name: 'Credit', exact: true }).click();
    const form = page.getByRole('form', { name: 'Credit' });
    await form.getByLabel('Of some lines').check();
    await form.getByLabel(/^Second/).check();
    const amount = form.getByLabel(/^Taken back: Second/);
    expect(await amount.inputValue()).toBe('105.00');
    await amount.fill('21,00');
    await form.getByLabel('Why').fill('A part was not given.');
    await form.getByRole('button', { name: 'Credit $21.00' }).click();
    await page.getByText('Credited: $21.00.').waitFor();
    expect(await read(invoice.id)).toMatchObject({ balance: '189.00' });
    await page.goto(`/admin/resources/Invoice/records/${invoice.id}/edit`);
    await page.getByLabel('Notes').waitFor();
    expect(await page.getByLabel('Due date').count()).toBe(0);
    expect(await page.getByLabel('Terms and conditions').count()).toBe(0);
  }, 120_000);

  it('the desk takes payments, and changes no lines', async () => {
    const draft = await aDraft({ clientId: client.id, lines: [{ serviceCodeId }] });
    const page = await open(show('Invoice', draft.id), 'RECEPTIONIST');
    await page.getByRole('region', { name: 'Lines', exact: true }).getByRole('link', { name: 'Speech therapy' }).waitFor();
    expect(await page.getByRole('button', { name: 'Add line' }).count()).toBe(0);
    await page.goto(show('Client', client.id));
    await page
      .getByRole('region', { name: 'Account', exact: true })
      .getByRole('row', { name: /^In all/ })
      .waitFor();
    await page.getByRole('link', { name: 'Record payment' }).waitFor();
    expect(await page.getByRole('link', { name: 'Invoice visits' }).count()).toBe(0);
  }, 120_000);

  describe.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('%s, %d wide', (colorScheme, width) => {
    const faultsIn = async (page: Page, part: string): Promise<string[]> => {
      await page.evaluate(axe.source);
      return page.evaluate(async (selector) => {
        const { axe: run } = window as unknown as { axe: typeof axe };
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
        const { violations, passes } = await run.run(selector, { runOnly: { type: 'tag', values: tags } });
        if (passes.length === 0) return [`nothing was checked in ${selector}`];
        return violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, any }) => `${id}: ${String(target)} ${any[0]?.message ?? ''}`),
        );
      }, part);
    };

    it('the invoice’s page, a payment’s and the month’s end have nothing against them', async () => {
      const draft = await aDraft({ lines: [{ serviceCodeId }] });
      const sent = await aSent({ lines: [{ serviceCodeId, description: 'Lautbildung'.repeat(12) }] });
      await pay(sent.id, '5.00').expect(201);
      const page = await open(show('Invoice', draft.id), 'STAFF', { colorScheme, viewport: { width, height: 800 } });
      await page.getByRole('form', { name: 'New line' }).waitFor();
      expect(await faultsIn(page, '.crm-invoice')).toEqual([]);
      await page.goto(show('Invoice', sent.id));
      await page.getByRole('region', { name: 'Who owes how much' }).waitFor();
      expect(await faultsIn(page, '.crm-invoice')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.goto(`/admin/resources/Invoice/records/${sent.id}/recordPayment`);
      await page.getByRole('form', { name: 'Record payment' }).waitFor();
      expect(await faultsIn(page, '.crm-paying')).toEqual([]);
      await page.goto('/admin/pages/month-end');
      await page.getByRole('button', { name: 'Look', exact: true }).waitFor();
      expect(await faultsIn(page, '.crm-home')).toEqual([]);
    }, 120_000);
  });
});
