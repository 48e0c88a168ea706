/** Billing home and the reports in the panel: the figures of the API, a chart with its table, files, and nothing for who may not. */
import type { Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { billing } from '../../support/billing.js';
import { MARCH_ENDS, report, someBooks } from '../../support/books.js';
import { type TestBrowser, withBrowser } from '../../support/browser.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser, oneOfEachRole, type TokenHolder } from '../../support/users.js';

describe('the reports in the panel', () => {
  const app = withApp({ now: () => MARCH_ENDS });
  const inBrowser = withBrowser(app);
  let opened: TestBrowser;
  let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    await someBooks(
      app,
      { staff: as.STAFF, admin: as.ADMIN },
      billing(app, () => as.STAFF),
    );
  }, 120_000);

  async function open(address: string, role: 'STAFF' | 'RECEPTIONIST' = 'STAFF'): Promise<Page> {
    opened = await inBrowser.open();
    await signInAs(opened.page, await createUser(app, role, { timezone: 'UTC' }), address);
    return opened.page;
  }
  afterEach(() => {
    expect(opened.errors).toEqual([]);
    expect(opened.outside).toEqual([]);
  });

  it('begin with what is outstanding, overdue and on account', async () => {
    const page = await open('/admin/pages/billing');
    const { total } = await report(as.ADMIN, 'receivables');
    const tile = async (label: string): Promise<string> =>
      (await page.locator('.crm-tile', { hasText: label }).locator('b').innerText()).replace(/[^\d.]/g, '');
    await page.getByRole('heading', { name: 'Billing home', exact: true }).waitFor();
    expect([await tile('outstanding'), await tile('overdue'), await tile('on account')]).toEqual([
      total.open,
      total.overdue,
      total.credit,
    ]);
    // Drawn, as one picture with its name; the figures stand beside it.
    await page
      .getByRole('img', { name: /^Receivables by days/ })
      .locator('svg')
      .waitFor();
    await page.getByRole('region', { name: 'Receivables by party and age' }).getByText('+Harbour Mutual').waitFor();
    await page.getByRole('link', { name: /of it overdue/ }).click();
    const clients = page.getByRole('region', { name: 'Receivables by client: figures' });
    await clients.getByRole('link', { name: "Zoë O'Ångström" }).waitFor();
    const sums = (await clients.getByRole('row', { name: /^Total/ }).innerText()).replace(/[^\d.\s-]/g, '').split(/\s+/);
    expect(sums.slice(-4)).toEqual([total.open, total.overdue, total.credit, total.prepaid]);
  }, 60_000);

  it('are asked by day, kind and dimension, which stand in the address, and saved as a file', async () => {
    const page = await open('/admin/pages/reports?report=revenue&from=2025-11-01&to=2026-03-31');
    const figures = page.getByRole('region', { name: 'Revenue: figures' });
    await figures.getByText('November 2025').waitFor();
    await page
      .getByRole('img', { name: /^Revenue: net without tax and payments/ })
      .locator('svg')
      .waitFor();
    await page.locator('label', { hasText: /^By/ }).locator('select').selectOption('THERAPIST');
    await figures.getByText('Tess Ng').waitFor();
    expect(page.url()).toContain('by=THERAPIST');
    const { total } = await report(as.ADMIN, 'revenue?from=2025-11-01&to=2026-03-31');
    expect((await figures.getByRole('row', { name: /^Total/ }).innerText()).replace(/[^\d.\s-]/g, '')).toContain(
      total.net ?? '?',
    );
    const link = page.getByRole('navigation', { name: 'Export the report “Revenue”' }).getByRole('link', { name: 'CSV' });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(file.suggestedFilename()).toMatch(/^Revenue .*\.csv$/);
    await page
      .locator('label', { hasText: /^Report/ })
      .locator('select')
      .selectOption('taxes');
    await page.getByRole('region', { name: 'Taxes: figures' }).getByText('QST', { exact: true }).waitFor();
    await page.getByLabel('From').fill('2026-04-01');
    await page.getByRole('alert').getByText('The last day is not before the first.').waitFor();
    // The refusal that it asked for.
    opened.errors.splice(0);
  }, 60_000);

  it('say which purposes of the journal have no account yet', async () => {
    const page = await open('/admin/pages/reports?report=revenue&from=2025-11-01&to=2026-03-31');
    const journal = page.getByRole('region', { name: 'The accountant’s journal' });
    await journal.getByRole('link', { name: 'CSV' }).waitFor();
    expect(await journal.getByText('Without an account').count()).toBe(0);
    const { items } = (await as.ADMIN.get('/api/billing/ledger-accounts').expect(200)).body as {
      items: { id: string; purpose: string }[];
    };
    const { id = '' } = items.find(({ purpose }) => purpose === 'PACKAGE') ?? {};
    await as.ADMIN.delete(`/api/billing/ledger-accounts/${id}`).expect(204);
    await page.reload();
    await page.getByText('Without an account, so that their lines have no number: package.').waitFor();
  }, 60_000);

  it('are no page for the desk', async () => {
    const page = await open('/admin/pages/reports', 'RECEPTIONIST');
    await page.locator('.crm-nav').waitFor();
    await page.getByText('There is no such page').first().waitFor();
    expect(await page.getByRole('link', { name: 'Billing reports' }).count()).toBe(0);
    opened.errors.splice(0);
  }, 60_000);
});
