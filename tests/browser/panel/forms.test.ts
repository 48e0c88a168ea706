/** Forms of the panel: what is shown is what is sent, what is missing is said, and nobody leaves unasked. */
import type { Page } from 'playwright-core';
import type { User } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import { browser, type TestBrowser } from '../../support/browser.js';
import * as build from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

describe('forms in a browser', () => {
  const app = withApp();
  let opened: TestBrowser;
  let page: Page;
  let therapist: User;

  beforeAll(async () => {
    therapist = await createUser(app, 'THERAPIST', { firstName: 'Sam', lastName: 'Rivera' });
    await createUser(app, 'RECEPTIONIST', { firstName: 'Sam', lastName: 'Desk' });
    opened = await browser({ baseUrl: app.baseUrl });
    page = opened.page;
    await signInAs(page, await createUser(app, 'ADMIN', { timezone: 'UTC' }));
    await page.locator('.crm-home h1').waitFor();
  }, 120_000);
  afterAll(() => opened.close());

  const save = () => page.getByRole('button', { name: 'Save' }).click();
  const options = async (field: string, words: string): Promise<string[]> => {
    const answered = page.waitForResponse((response) => decodeURI(response.url()).includes(`/search/${words}?near.`));
    await page.locator(`input[id="${field}"]`).fill(words);
    await answered;
    await page.locator(`[data-testid="property-edit-${field}"]`).getByText('Loading').waitFor({ state: 'detached' });
    return page.locator(`[data-testid="property-edit-${field}"] [role="option"]`).allInnerTexts();
  };

  it('send the preset of a choice that nobody touched', async () => {
    await page.goto('/admin/resources/User/actions/new');
    await page.getByLabel('First name').fill('Ada');
    await page.getByLabel('Last name').fill('Lovelace');
    await page.getByLabel('E-mail', { exact: true }).fill('ada@example.org');
    await page.getByLabel('New password').fill('a long password of Ada');
    expect(await page.getByLabel('Role').inputValue()).toBe('THERAPIST');
    await save();
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    expect(await app.prisma.user.findFirst({ where: { email: 'ada@example.org' } })).toMatchObject({ role: 'THERAPIST' });
  }, 60_000);

  it('say in words what is missing, at the field and in the notice, and go there', async () => {
    await page.goto('/admin/resources/Learner/actions/new');
    await page.getByLabel('First name').fill('Nobody');
    await save();
    await page.locator('[data-testid="property-edit-lastName"]').getByText('Fill this in.').waitFor();
    expect(await page.locator('[role="status"]').innerText()).toMatch(/Last name: Fill this in\./);
    expect(await page.locator('[role="status"]').innerText()).not.toMatch(/lastName|is missing/);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('lastName');
  }, 60_000);

  it('keep what was typed while the server is away, and say so until it is put right', async () => {
    await page.goto('/admin/resources/DocumentCategory/actions/new');
    await page.getByLabel('Name').fill('School letters');
    const away = '**/actions/new';
    await page.route(away, (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 503 }) : route.fallback()));
    await save();
    await opened.screenshot('form-server-away');
    await page.getByText('What you typed is still here').waitFor();
    await page.unroute(away);
    expect(await page.getByLabel('Name').inputValue()).toBe('School letters');
    await save();
    await page.getByText('Added.').waitFor();
    await page.getByText('What you typed is still here').waitFor({ state: 'detached' });
    expect(await app.prisma.documentCategory.count({ where: { name: 'School letters' } })).toBe(1);
  }, 60_000);

  it('offer what belongs to the client and place that were chosen, and bring the therapist along', async () => {
    const client = await build.aClient(app.prisma, { firstName: 'Robin', lastName: 'Ellery', therapistId: therapist.id });
    const other = await build.aClient(app.prisma, { firstName: 'Kim', lastName: 'Other' });
    await build.aLearner(app.prisma, { clientId: client.id, firstName: 'Own', lastName: 'Child' });
    await build.aLearner(app.prisma, { clientId: other.id, firstName: 'Their', lastName: 'Child' });
    await page.goto('/admin/resources/Appointment/actions/new');
    expect(await page.locator('[data-testid="property-edit-cancellationReason"]').count()).toBe(0);
    expect(await options('therapistId', 'sam')).toEqual(['Sam Rivera']);
    await page.locator('input[id="therapistId"]').fill('');
    await page.locator('input[id="clientId"]').fill('robin ell');
    await page.getByRole('option', { name: 'Ellery, Robin' }).click();
    await page.locator('[data-testid="property-edit-therapistId"]').getByText('Sam Rivera').waitFor();
    expect(await options('learnerId', 'child')).toEqual(['Child, Own']);
    page.once('dialog', (dialog) => void dialog.accept());
  }, 60_000);

  it('ask before somebody leaves what they changed, and only then', async () => {
    const asked: string[] = [];
    const answer = (dialog: { message: () => string; dismiss: () => Promise<void>; accept: () => Promise<void> }): void => {
      asked.push(dialog.message());
      void (asked.length < 3 ? dialog.dismiss() : dialog.accept());
    };
    await page.goto('/admin/resources/Client');
    await page.locator('.crm-head h2').waitFor();
    await page.getByRole('link', { name: 'New client' }).click();
    page.on('dialog', answer);
    await page.getByLabel('First name').fill('Grace');
    await page.getByRole('link', { name: 'Home' }).first().click();
    expect([asked.length, new URL(page.url()).pathname]).toEqual([1, '/admin/resources/Client/actions/new']);
    await page.evaluate(() => history.back());
    await page.waitForFunction(() => location.pathname.endsWith('/new'));
    await page.waitForTimeout(300);
    expect([asked.length, await page.getByLabel('First name').inputValue()]).toEqual([2, 'Grace']);
    await page.getByRole('link', { name: 'Home' }).first().click();
    await page.locator('.crm-home h1').waitFor();
    expect(asked).toHaveLength(3);
    page.off('dialog', answer);
  }, 60_000);

  it('say before a deletion whether a record is archived or gone', async () => {
    const used = await build.aClient(app.prisma, { firstName: 'Long', lastName: 'Served' });
    await build.anAppointment(app.prisma, { clientId: used.id, therapistId: therapist.id });
    const fresh = await build.aWaitlistEntry(app.prisma, { clientId: used.id });
    await page.goto(`/admin/resources/Client/records/${used.id}/delete`);
    await page.getByText('it will be archived, not deleted').waitFor();
    expect(await app.prisma.client.findUnique({ where: { id: used.id } })).toMatchObject({ status: 'ACTIVE' });
    await page.getByRole('button', { name: 'Archive it' }).click();
    await page.getByText('Archived: it has a history').waitFor();
    await page.goto(`/admin/resources/WaitlistEntry/records/${fresh.id}/delete`);
    await page.getByText('It will be gone for good').waitFor();
    expect(await app.prisma.waitlistEntry.count({ where: { id: fresh.id } })).toBe(1);
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('Deleted.').waitFor();
    expect(await app.prisma.waitlistEntry.count({ where: { id: fresh.id } })).toBe(0);
    // What stands in the way, by kind and number.
    const room = await build.aRoom(app.prisma);
    for (const day of [1, 2])
      await build.anAppointment(app.prisma, {
        roomId: room.id,
        startTime: new Date(`2031-03-0${day}T10:00:00Z`),
        endTime: new Date(`2031-03-0${day}T11:00:00Z`),
      });
    await page.goto(`/admin/resources/TherapyRoom/records/${room.id}/delete`);
    await page.getByText('2 appointments').waitFor();
    await opened.screenshot('delete-in-use');
  }, 60_000);
});
