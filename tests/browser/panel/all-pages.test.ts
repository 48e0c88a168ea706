/** Every page of the panel, as an administrator sees it: nothing serious for axe, all by keyboard, and within the width of a usual screen. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { TABLES } from '../../../admin/words/kinds.js';
import { rulesOf } from '../../../src/records/registry.js';
import { add, WRITABLE } from '../../admin/support/form-values.js';
import { panelOf } from '../../admin/support/panel.js';
import { withApp } from '../../support/app.js';
import { browser, type TestBrowser } from '../../support/browser.js';
import { aClient, aLearner, aNotification } from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

const LONG = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh';

describe('every page of the panel', () => {
  const app = withApp();
  let opened: TestBrowser;
  let page: Page;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    const user = await createUser(app, 'ADMIN', { timezone: 'UTC' });
    const panel = await panelOf(app, 'ADMIN', user);
    for (const { model } of WRITABLE) ids.set(model, await add(panel, model));
    await aNotification(app.prisma, user.id);
    await aClient(app.prisma, {
      firstName: LONG,
      lastName: LONG,
      email: `${LONG.toLowerCase()}@${LONG.toLowerCase()}.example.org`,
    });
    opened = await browser({ baseUrl: app.baseUrl, viewport: { width: 1366, height: 768 } });
    await opened.context.addInitScript(axe.source);
    page = opened.page;
    await signInAs(page, user);
    await page.locator('.crm-home h1').waitFor();
  }, 240_000);
  afterAll(() => opened.close());

  /** As the panel's own links do it: the page stays, and one loads in a tenth of the time. */
  const go = async (path: string, sign: string): Promise<void> => {
    await page.evaluate((to) => {
      history.pushState({}, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
    await page.locator(sign).first().waitFor();
  };

  /** What axe finds serious or critical, beside the navigation, which is the same on each page. */
  const faults = async (path: string, part = '[data-css="app-content"]'): Promise<string[]> => {
    const found = await page.evaluate(async (selector) => {
      const { axe: run } = window as unknown as { axe: typeof axe };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
      const { violations } = await run.run(selector, { runOnly: { type: 'tag', values: tags } });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.slice(0, 3).map(({ target, html }) => `${id}: ${String(target)} ${html.slice(0, 160)}`),
        );
    }, part);
    const wide = await page.evaluate(() => {
      const table = document.querySelector('.crm-list');
      const place = table?.parentElement;
      const widths = [
        document.documentElement.scrollWidth - innerWidth,
        table && place ? table.scrollWidth - place.clientWidth : 0,
      ];
      return widths.some((more) => more > 0) ? [`too wide by ${widths.join(' and ')}`] : [];
    });
    return [...found, ...wide].map((fault) => `${path}: ${fault}`);
  };

  it.each(TABLES.map(({ model }, index) => ({ model, whole: index % 3 === 0 })))(
    '$model: its list, its forms and its record',
    async ({ model, whole }) => {
      const wrong: string[] = [];
      await go(`/admin/resources/${model}`, `[data-css="${model}-list-action-header"] h2`);
      wrong.push(...(await faults(`${model} list`)));
      // The filter, the deletion and the history are made of the same parts for each table: some of them are enough.
      if (whole) {
        await page.getByRole('button', { name: /^Filter/ }).click();
        await page.locator('.crm-filter').waitFor();
        wrong.push(...(await faults(`${model} filter`)));
        await page.keyboard.press('Escape');
        await page.locator('.crm-filter').waitFor({ state: 'detached' });
      }
      const id = ids.get(model);
      if (id !== undefined) {
        for (const action of [
          'actions/new',
          `records/${id}/show`,
          // What is made and taken back has no form for a change.
          ...(rulesOf(model).edit !== null ? [`records/${id}/edit`] : []),
          ...(whole ? [`records/${id}/delete`, `records/${id}/history`] : []),
        ]) {
          await go(`/admin/resources/${model}/${action}`, '.crm-head h1, .crm-head h2');
          wrong.push(...(await faults(`${model} ${action}`)));
        }
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it('the home page, the jobs, the cancellations, and the navigation with all its tables', async () => {
    const wrong: string[] = [];
    await go('/admin', '.crm-home h1');
    await page.getByRole('button', { name: 'All tables' }).click();
    wrong.push(...(await faults('home', 'body')));
    await go('/admin/pages/jobs', 'table');
    wrong.push(...(await faults('jobs')));
    // Open already where its tables were visited before.
    const group = page.getByRole('button', { name: 'Schedule' });
    if ((await group.getAttribute('aria-expanded')) === 'false') await group.click();
    await page.getByRole('link', { name: 'Cancellations' }).first().click();
    await page.getByRole('status').filter({ hasText: 'appointments' }).waitFor();
    wrong.push(...(await faults('cancellations')));
    for (const name of ['billing', 'reports', 'reconciliation', 'close-month']) {
      await go(`/admin/pages/${name}`, '.crm-home h1 ~ *');
      for (const text of await page
        .locator('p, .crm-none', { hasText: /^(Loading|Checking|Looking at what speaks against it)…$/ })
        .all())
        await text.waitFor({ state: 'detached' });
      wrong.push(...(await faults(name)));
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('opens groups of the navigation, rows and their menus by keyboard', async () => {
    await page.goto('/admin/resources/Client');
    await page.locator('tr[data-id]').first().waitFor();
    const group = page.getByRole('button', { name: 'All tables' });
    await group.focus();
    expect(await group.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    expect(await group.getAttribute('aria-expanded')).toBe('true');
    expect(await page.getByRole('link', { name: 'Group participants' }).isVisible()).toBe(true);
    const menu = page
      .locator('tr[data-id]')
      .first()
      .getByRole('button', { name: /What can be done/ });
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem');
    await page.keyboard.press('Escape');
    expect(await page.locator('[role="menu"]').count()).toBe(0);
    await page.locator('tr[data-id] a.crm-row-link').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.crm-head h1').waitFor();
  }, 60_000);

  it('leads past the navigation with the first key', async () => {
    await page.goto('/admin/resources/Client');
    await page.locator('tr[data-id]').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    const place = () =>
      page.evaluate(() => {
        const { activeElement: here } = document;
        return here?.closest('[data-css="topbar"]') ? 'bar' : here?.closest('[data-css="app-content"]') ? 'page' : 'elsewhere';
      });
    expect(await place()).toBe('page');
    await page.keyboard.press('Tab');
    expect(await place()).toBe('page');
  }, 60_000);

  it('shows with a client what is theirs, and who may be the same person as a new one with the way there', async () => {
    const learner = await aLearner(app.prisma, { firstName: 'Robin', lastName: 'Ellery' });
    await go(`/admin/resources/Client/records/${learner.clientId}/show`, '.crm-below');
    const learners = page.getByRole('region', { name: 'Learners' });
    await learners.getByText('Robin').waitFor();
    expect(await learners.getByRole('link', { name: 'Add' }).getAttribute('href')).toContain(`clientId=${learner.clientId}`);
    await page.getByRole('region', { name: 'Appointments' }).getByText('None.').waitFor();
    const twin = await aClient(app.prisma, { firstName: 'Casimir', lastName: 'Pulaski' });
    await go('/admin/resources/Client/actions/new', '#firstName');
    await page.locator('#firstName').fill('Casimir');
    await page.locator('#lastName').fill('Pulaski');
    await page.getByTestId('button-save').click();
    const link = page.getByRole('link', { name: `Open client ${twin.id}` });
    expect(await link.getAttribute('href')).toBe(`/admin/resources/Client/records/${twin.id}/show`);
    page.once('dialog', (question) => void question.accept());
    await go('/admin', '.crm-home h1');
  }, 60_000);

  it('cuts long names, and says them whole in a title', async () => {
    await go('/admin/resources/Client?filters.displayName=Wolfeschlegel', 'tr[data-id]');
    const cell = page.locator('td[data-property-name="lastName"] .cut').first();
    expect(await cell.getAttribute('title')).toBe(LONG);
    const cut = await cell.evaluate((element) =>
      [element, ...Array.from(element.querySelectorAll('section'))].some(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
      ),
    );
    expect(cut).toBe(true);
    expect(await page.locator('td[data-property-name="priority"]').first().isVisible()).toBe(true);
  }, 60_000);

  it('leads from a notification to what it tells of', async () => {
    await app.prisma.notification.updateMany({ data: { link: `/admin/resources/Client/records/${ids.get('Client')}/show` } });
    await go('/admin/resources/Notification', 'tr[data-id]');
    await page.locator('tr[data-id] a.crm-row-link').first().click();
    await page.locator('.crm-head h1').waitFor();
    expect(page.url()).toContain('/admin/resources/Client/records/');
  }, 60_000);
});
