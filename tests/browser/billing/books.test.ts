/** The books in the panel: whether all is right, with a way to what is not, and a month that is closed and opened again. */
import type { Page } from 'playwright-core';
import { CHECK_WORDS } from '../../../admin/components/billing/check-words.js';
import { monthsToClose } from '../../../admin/components/billing/close-month.js';
import { CHECK_NAMES } from '../../../src/billing/reconciliation/reconciliation.queries.js';
import { addDays, addMonths, startOfMonth } from '../../../src/kernel/days.js';
import { formatsOf, USUAL_FORMATS } from '../../../src/kernel/formats.js';
import { withApp } from '../../support/app.js';
import { billing } from '../../support/billing.js';
import { aClient, anAppointment, anAppointmentType } from '../../support/builders.js';
import { type TestBrowser, withBrowser } from '../../support/browser.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser, oneOfEachRole, type TokenHolder } from '../../support/users.js';

// The browser has its own clock: last month is by that of the machine.
const MONTH = addMonths(startOfMonth(new Date().toISOString().slice(0, 10)), -1);
const NAME = formatsOf(USUAL_FORMATS).month(MONTH);
const day = (number: number): string => addDays(MONTH, number - 1);

it('each check has its words', () => {
  expect(CHECK_NAMES.filter((name) => CHECK_WORDS[name] === undefined)).toEqual([]);
});

it('months that are over are offered, those after the last that was closed', () => {
  expect(monthsToClose('2026-04-02', '2026-01')).toEqual(['2026-02', '2026-03']);
  expect(monthsToClose('2026-04-02', '2026-03')).toEqual([]);
  expect(monthsToClose('2026-04-02', '').at(-1)).toBe('2026-03');
});

describe('the books in the panel', () => {
  const app = withApp();
  const inBrowser = withBrowser(app);
  let opened: TestBrowser;
  let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
  const { aService, aDraft, aSent } = billing(app, () => as.STAFF);
  let sent: string;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    const serviceCodeId = await aService('100.00');
    const { id: clientId } = await aClient(app.prisma);
    await aDraft({ clientId, issueDate: day(20), lines: [{ serviceCodeId, serviceDate: day(2) }] });
    sent = (await aSent({ clientId, lines: [{ serviceCodeId, serviceDate: day(2) }] })).id;
    const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
    const startTime = new Date(`${day(10)}T15:00:00Z`);
    await anAppointment(app.prisma, { clientId, appointmentTypeId, status: 'COMPLETED', startTime });
  }, 120_000);

  async function open(address: string, role: 'ADMIN' | 'RECEPTIONIST' = 'ADMIN'): Promise<Page> {
    opened = await inBrowser.open();
    await signInAs(opened.page, await createUser(app, role, { timezone: 'UTC' }), address);
    return opened.page;
  }
  afterEach(() => {
    expect(opened.errors).toEqual([]);
    expect(opened.outside).toEqual([]);
  });

  it('say that all is right, or name what is not with a way to it', async () => {
    const page = await open('/admin/pages/reconciliation');
    await page.getByText('Every cent is where it should be.').waitFor();
    expect(await page.locator('tr[data-check]').count()).toBe(CHECK_NAMES.length);
    expect(await page.getByText('All right', { exact: true }).count()).toBe(CHECK_NAMES.length);
    const line = await app.prisma.invoiceLineItem.findFirstOrThrow({ where: { invoiceId: BigInt(sent) } });
    // As a table that was restored without its triggers.
    const wrongly = async (amount: string): Promise<void> => {
      const table = 'ALTER TABLE invoice_line_items';
      await app.prisma.$transaction([
        app.prisma.$executeRawUnsafe(`${table} DISABLE TRIGGER USER`),
        app.prisma
          .$executeRaw`UPDATE invoice_line_items SET tax_amount = tax_amount + ${amount}::numeric, line_total = line_total + ${amount}::numeric WHERE id = ${line.id}`,
        app.prisma.$executeRawUnsafe(`${table} ENABLE TRIGGER USER`),
      ]);
    };
    await wrongly('1.00');
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.locator('tr[data-check="line.taxes"]').getByText('1 out of place').waitFor();
    await page.locator('tr[data-check="invoice.lines"]').getByRole('link').click();
    await page.waitForURL(`**/resources/Invoice/records/${sent}/show`);
    await wrongly('-1.00');
  }, 60_000);

  it('lead from the figure of visits on no invoice to the days on which they are', async () => {
    const page = await open('/admin/pages/billing');
    const tile = page.locator('.crm-tile', { hasText: 'visits on no invoice' });
    expect(await tile.getAttribute('href')).toBe(`/admin/pages/month-end?fromDay=${day(10)}&toDay=${day(10)}`);
    await tile.click();
    await page.getByText('1 visit of 1 client').waitFor();
  }, 60_000);

  it('a month is closed once one has seen what speaks against it, and opened again with a reason', async () => {
    const page = await open('/admin/resources/BillingPeriod');
    await page.getByRole('link', { name: 'Close a month' }).last().click();
    const form = page.getByRole('form', { name: 'Close a month' });
    await form.getByText('draft is dated in it or before: sent later, it counts in a later month').waitFor();
    await form.getByText(/^1 visit of .* is on no invoice/).waitFor();
    const button = form.getByRole('button', { name: `Close ${NAME}` });
    expect(await button.isDisabled()).toBe(true);
    // It looks so, and says what comes first.
    expect(await button.evaluate((one) => getComputedStyle(one).cursor)).toBe('default');
    await form.getByText('Tick “Close it all the same” first.').waitFor();
    await form.getByLabel('Close it all the same').check();
    await button.click();
    await page.getByText(`${NAME} is closed.`).waitFor();
    await page.getByText('Every month that is over is closed.').waitFor();
    expect(await app.prisma.billingPeriod.count({ where: { NOT: { closedAt: null } } })).toBe(1);
    await page.goto('/admin/resources/BillingPeriod');
    await page.locator('tr[data-id]').getByText(NAME).first().waitFor();
    await page.goto('/admin/pages/close-month');
    await page.getByRole('button', { name: `Open ${NAME} again` }).click();
    await page.getByLabel(`Why ${NAME} is opened again`).fill('A payment was forgotten.');
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByText(`${NAME} is open again.`).waitFor();
    expect(await app.prisma.billingPeriod.findFirstOrThrow()).toMatchObject({
      closedAt: null,
      reason: 'A payment was forgotten.',
    });
    const { id } = await app.prisma.billingPeriod.findFirstOrThrow();
    await page.goto(`/admin/resources/BillingPeriod/records/${id}/show`);
    await page.getByRole('heading', { name: NAME }).waitFor();
    expect(await page.getByRole('link', { name: 'Open again' }).count()).toBe(0);
  }, 60_000);

  it('what papers say in other languages is written beside what it says now', async () => {
    const page = await open('/admin/resources/BillingSettings/records/1/show');
    await page.getByRole('link', { name: 'In other languages' }).click();
    const code = (await app.prisma.serviceCode.findFirstOrThrow({ where: { isActive: true } })).code;
    const french = page.getByLabel(`${code} in French`);
    await french.fill('Orthophonie');
    await page.getByRole('button', { name: `Save ${code}` }).dblclick();
    await page.getByText('Saved: new invoices and papers have it.').first().waitFor();
    expect(await french.inputValue()).toBe('Orthophonie');
    await page.getByLabel('Show').selectOption({ label: 'Without French' });
    await french.waitFor({ state: 'detached' });
    expect(await app.prisma.contentTranslation.count({ where: { translatedContent: 'Orthophonie', language: 'FR' } })).toBe(1);
  }, 60_000);

  it('are nobody’s who may not see them', async () => {
    const page = await open('/admin', 'RECEPTIONIST');
    await page.locator('.crm-home h1').waitFor();
    for (const name of ['reconciliation', 'close-month'])
      expect((await as.RECEPTIONIST.get(`/admin/api/pages/${name}`)).status).not.toBe(200);
    expect(await page.getByRole('link', { name: 'Reconciliation' }).count()).toBe(0);
  }, 60_000);
});
