/** Days, times, money and words as the practice writes them, whatever the browser says of its reader. */
import type { Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { browser, type TestBrowser } from '../../support/browser.js';
import * as build from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

describe('what the panel writes', () => {
  const app = withApp();
  let opened: TestBrowser;
  let page: Page;
  let clientId: bigint;
  let appointmentId: bigint;

  beforeAll(async () => {
    await app.prisma.practice.update({
      where: { id: (await build.thePractice(app.prisma)).id },
      data: { locale: 'de-AT', currency: 'EUR', clock: 'HOUR_24', firstDayOfWeek: 'SATURDAY' },
    });
    const client = await build.aClient(app.prisma, { firstName: 'Robin', lastName: 'Ellery' });
    clientId = client.id;
    const start = new Date('2031-03-12T21:30:00.000Z');
    const end = new Date('2031-03-12T22:20:00.000Z');
    appointmentId = (await build.anAppointment(app.prisma, { clientId, startTime: start, endTime: end })).id;
    const bill = await build.aBill(app.prisma, { clientId, appointmentId });
    const amount = '1234567.50';
    await app.prisma.$transaction([
      app.prisma.invoiceLineItem.updateMany({ where: { invoiceId: bill.id }, data: { unitPrice: amount, lineTotal: amount } }),
      app.prisma.invoice.update({ where: { id: bill.id }, data: { subtotal: amount, totalAmount: amount, balance: amount } }),
    ]);
    opened = await browser({ baseUrl: app.baseUrl });
    // What headless Chromium says of itself under LANG=C, and what no format takes.
    await opened.context.addInitScript(() => {
      for (const [name, value] of [
        ['language', 'en-US@posix'],
        ['languages', ['en-US@posix']],
      ] as const)
        Object.defineProperty(navigator, name, { get: () => value });
    });
    page = opened.page;
    await signInAs(page, await createUser(app, 'ADMIN', { timezone: 'UTC' }));
    await page.locator('.crm-home h1').waitFor();
  }, 120_000);
  afterAll(() => opened.close());

  it('begins the week of the calendar, and reads its clock, as the practice does', async () => {
    await page.goto('/admin/pages/calendar?view=week&date=2031-03-12');
    await page.locator('.ec-event').first().waitFor();
    expect(await page.locator('.ec-col-head, .ec-day-head').first().innerText()).toMatch(/^Sa/);
    expect(await page.locator('.ec-event').first().innerText()).toMatch(/21:30/);
    expect(await page.locator('.ec-sidebar').last().innerText()).toMatch(/14:00/);
    expect(await page.locator('.cal').innerText()).not.toMatch(/\b\d{1,2}:\d{2} ?[AP]M/);
  }, 60_000);

  it('says money with its currency, and a time in a list, a title and a breadcrumb on the same clock', async () => {
    await page.goto('/admin/resources/Invoice');
    const amount = page.locator('tr[data-id] td[data-property-name="totalAmount"]').first();
    expect((await amount.innerText()).replace(/\s/g, ' ')).toMatch(/^€ ?1[. ]234[. ]567,50$|^1[. ]234[. ]567,50 ?€$/);
    await page.goto('/admin/resources/Appointment');
    expect(await page.locator('tr[data-id] td[data-property-name="startTime"]').first().innerText()).toMatch(/12.*2031.*21:30/);
    await page.goto(`/admin/resources/Appointment/records/${appointmentId}/show`);
    expect(await page.locator('h1').innerText()).toMatch(/^Ellery, Robin – .*21:30/);
  }, 60_000);

  it('says choices in words and references by name in the history of a record', async () => {
    await page.goto(`/admin/resources/Appointment/records/${appointmentId}/confirm`);
    await page.getByRole('button', { name: 'Confirm it' }).click();
    await page.locator('[data-testid="property-show-status"]').getByText('Confirmed').waitFor();
    await page.goto(`/admin/resources/Appointment/records/${appointmentId}/history`);
    const row = page.locator('.crm-diff tr', { hasText: 'Status' });
    expect(await row.innerText()).toMatch(/Scheduled\s+Confirmed/);
    await page.goto('/admin/resources/AuditEvent?filters.recordType=Appointment');
    await page.locator('tr[data-id]').first().waitFor();
    expect(await page.locator('tr[data-id] td[data-property-name="recordType"]').first().innerText()).toBe('Appointment');
    expect(await page.locator('tr[data-id] td[data-property-name="action"]').first().innerText()).toBe('Update');
  }, 60_000);

  it('had nothing stopped by the security policy, and no error', () => expect(opened.errors).toEqual([]));
});
