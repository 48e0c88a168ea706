/** Searching in a real browser: Ctrl+K by the keyboard alone, and the box above a list. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { browser, type TestBrowser } from '../../support/browser.js';
import { aClient, aLearner, anAppointment } from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

describe('searching in the panel', () => {
  const app = withApp();
  let opened: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    const client = await aClient(app.prisma, { firstName: 'Ayşe', lastName: 'Öztürk' });
    await aLearner(app.prisma, { clientId: client.id, firstName: 'Deniz', lastName: 'Öztürk' });
    await anAppointment(app.prisma, { clientId: client.id, title: 'First visit' });
    opened = await browser({ baseUrl: app.baseUrl });
    page = opened.page;
    await signInAs(page, await createUser(app, 'STAFF'));
    await page.locator('.crm-home h1').waitFor();
  }, 120_000);
  afterAll(() => opened.close());

  it('goes by the keyboard alone: Ctrl+K, words, arrows, Enter; Escape gives the focus back', async () => {
    await page.getByRole('button', { name: 'Search' }).focus();
    await page.keyboard.press('Control+k');
    const box = page.getByRole('combobox', { name: 'Search through everything' });
    await box.waitFor();
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Search');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ozturk');
    await page.getByRole('option', { name: 'Ayşe Öztürk', exact: true }).waitFor();
    await opened.screenshot('search-everything');
    await page.evaluate(axe.source);
    const faults = await page.evaluate(async () => {
      const { axe: run } = window as unknown as { axe: typeof axe };
      const { violations } = await run.run('.crm-search');
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
    });
    expect(faults).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Öztürk, Deniz' }).waitFor();
    expect(opened.errors).toEqual([]);
  }, 60_000);

  it('stands above each list, and in its address', async () => {
    await page.goto('/admin/resources/Appointment');
    const box = page.getByRole('searchbox', { name: 'Search appointments' });
    await box.fill('ozturk visit');
    await box.press('Enter');
    await page.waitForURL(/filters\.displayName=ozturk/);
    await page.locator('tr[data-id]').first().waitFor();
    expect(await page.locator('tr[data-id]').count()).toBe(1);
    await opened.screenshot('search-list');
  }, 60_000);
});
