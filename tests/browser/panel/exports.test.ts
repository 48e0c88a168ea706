/** Exports and the calendar link, as people meet them: a list saved as it is filtered, a link made, copied once and revoked. */
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { browser, type TestBrowser } from '../../support/browser.js';
import { aClient, anAppointment, aWaitlistEntry, thePractice } from '../../support/builders.js';
import { readCsv } from '../../support/csv.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';
import type { User } from '../../../src/generated/prisma/index.js';

describe('exports and calendar links in a browser', () => {
  const app = withApp();
  let opened: TestBrowser | undefined;
  afterEach(() => opened?.close());

  async function signedInAs(user: User): Promise<TestBrowser> {
    opened = await browser({ baseUrl: app.baseUrl });
    const { page } = opened;
    await signInAs(page, user);
    await page.locator('.crm-home h1').waitFor();
    return opened;
  }

  async function download(page: Page, name: string): Promise<{ file: string; bytes: Buffer }> {
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('navigation', { name: 'Export this list' }).getByRole('link', { name }).click(),
    ]);
    expect(await saved.failure()).toBeNull();
    return { file: saved.suggestedFilename(), bytes: await readFile(await saved.path()) };
  }

  it('saves the appointments and the waitlist as they are filtered, and stays on the page', async () => {
    await thePractice(app.prisma);
    const client = await aClient(app.prisma, { firstName: 'Ada', lastName: 'Lovelace' });
    await anAppointment(app.prisma, { clientId: client.id, title: 'First talk', status: 'CONFIRMED' });
    await anAppointment(app.prisma, { clientId: client.id, title: 'Another', status: 'SCHEDULED' });
    await aWaitlistEntry(app.prisma, { clientId: client.id, preferredSchedule: 'Mornings' });
    const { page, errors, outside, screenshot } = await signedInAs(await createUser(app, 'RECEPTIONIST'));
    await page.goto('/admin/resources/Appointment?filters.status=CONFIRMED');
    await page.locator('tr[data-id]').first().waitFor();
    await screenshot('export-appointments');
    const csv = await download(page, 'CSV');
    expect(csv.file).toMatch(/^Appointments \d{4}-\d\d-\d\d\.csv$/);
    expect(readCsv(csv.bytes.toString('utf8')).map((row) => [row.Title, row.Client])).toEqual([['First talk', 'Lovelace, Ada']]);
    const excel = await download(page, 'Excel');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(excel.bytes as unknown as ArrayBuffer);
    expect(workbook.worksheets[0]?.rowCount).toBe(2);
    expect(page.url()).toContain('/admin/resources/Appointment?filters.status=CONFIRMED');

    await page.goto('/admin/resources/WaitlistEntry');
    await page.locator('tr[data-id]').first().waitFor();
    await screenshot('export-waitlist');
    const waiting = await download(page, 'CSV');
    expect(readCsv(waiting.bytes.toString('utf8')).map((row) => row['Preferred schedule'])).toEqual(['Mornings']);
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
  }, 120_000);

  it('makes a calendar link on one’s own page, shows it once, and revokes it', async () => {
    const user = await createUser(app, 'THERAPIST', { firstName: 'Robin', lastName: 'Link' });
    const other = await createUser(app, 'THERAPIST');
    const client = await aClient(app.prisma, { therapistId: user.id, firstName: 'Grace', lastName: 'Hopper' });
    await anAppointment(app.prisma, { clientId: client.id, therapistId: user.id, startTime: new Date(Date.now() + 86_400_000) });
    const { page, errors, outside, screenshot } = await signedInAs(user);
    await page.goto(`/admin/resources/User/records/${other.id}/show`);
    await page.locator('.crm-head h1').waitFor();
    expect(await page.getByText('Calendar link', { exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'Your calendar link' }).click();
    await page.getByLabel('What it is for').fill('Phone');
    await screenshot('calendar-link');
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('Address').inputValue();
    await screenshot('calendar-link-made');
    expect(link).toMatch(/\/api\/calendar-feeds\/[\w-]{43}\.ics$/);
    const { pathname } = new URL(link);
    const feed = await app.request.get(pathname).expect(200);
    expect(feed.text).toContain('SUMMARY:G.H.');

    await page.getByRole('link', { name: 'Calendar links' }).last().click();
    await page.locator('tr[data-id]').first().waitFor();
    await screenshot('calendar-links');
    expect(await page.content()).not.toContain(pathname.slice(-20));
    await page.locator('td[data-property-name="label"]').getByText('Phone').click();
    await page
      .getByRole('button', { name: 'Revoke' })
      .or(page.getByRole('link', { name: 'Revoke' }))
      .first()
      .click();
    await page.getByRole('button', { name: 'Revoke the link' }).click();
    await page.locator('[data-testid="property-show-revokedAt"]').waitFor();
    await app.request.get(pathname).expect(404);
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
  }, 120_000);
});
