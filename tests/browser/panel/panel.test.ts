/** The panel in a real browser, as each role: signing in, walking the navigation, and the life of a client. */
import type { Page } from 'playwright-core';
import type { UserRole } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import { withBrowser } from '../../support/browser.js';
import { aClient, anAppointment } from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser, ROLES } from '../../support/users.js';

describe('the panel in a browser', () => {
  const app = withApp();
  const { open } = withBrowser(app);

  const signIn = async (page: Page, role: UserRole): Promise<void> => {
    const user = await createUser(app, role, { firstName: 'Robin', lastName: role.toLowerCase() });
    if (role === 'THERAPIST') {
      const client = await aClient(app.prisma, { therapistId: user.id, notes: 'Likes drawing.' });
      await anAppointment(app.prisma, { clientId: client.id, therapistId: user.id });
    }
    await signInAs(page, user);
    await page.locator('.crm-home h1').waitFor();
  };

  it.each(ROLES)(
    'shows %s every page of their navigation, without an error or a call to another host',
    async (role) => {
      const { page, outside, errors, screenshot } = await open();
      await signIn(page, role);
      await screenshot(`home-${role.toLowerCase()}`);
      const hrefs = await page.evaluate(() => {
        const { resources } = (window as unknown as { REDUX_STATE: { resources: { href: string | null }[] } }).REDUX_STATE;
        return resources.flatMap((resource) => (resource.href ? [resource.href] : []));
      });
      expect(hrefs.length).toBeGreaterThan(role === 'ADMIN' ? 45 : 10);
      const groups = page.locator('[data-css="sidebar-resources"] :is(a, button)');
      expect(await groups.count()).toBeGreaterThan(3);
      for (const href of hrefs) {
        const answered = page.waitForResponse((response) =>
          response.url().includes(`/api${href.replace('/admin', '')}/actions/list`),
        );
        await page.evaluate((path) => {
          history.pushState({}, '', path);
          dispatchEvent(new PopStateEvent('popstate'));
        }, href);
        expect({ href, status: (await answered).status() }).toEqual({ href, status: 200 });
        await page.locator('[data-css$="-list-action-header"] h2').waitFor();
      }
      expect(errors).toEqual([]);
      expect(outside).toEqual([]);
    },
    180_000,
  );

  it('lets a person add, find, change and delete a client', async () => {
    const { page, outside, errors, screenshot } = await open();
    await signIn(page, 'ADMIN');
    await page.goto('/admin/resources/Client/actions/new');
    await page.getByLabel('First name').fill('Grace');
    await page.getByLabel('Last name').fill('Hopper');
    await page.getByLabel('Phone').fill('+1 613 555 0142');
    await page.getByLabel('E-mail').fill('nonsense');
    await page.getByLabel('E-mail').blur();
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .locator('[data-testid="property-edit-email"]')
      .getByText(/e-mail|address/i)
      .nth(1)
      .waitFor();
    await screenshot('client-refused');
    await page.getByLabel('E-mail').fill('grace@example.org');
    await page.getByLabel('E-mail').blur();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Hopper, Grace' }).waitFor();
    await screenshot('client-shown');

    await page
      .getByRole('link', { name: 'Edit' })
      .or(page.getByRole('button', { name: 'Edit' }))
      .first()
      .click();
    await page.getByLabel('Address').fill('12 New Street');
    await page.getByLabel('Address').blur();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-testid="property-show-address"]').getByText('12 New Street').waitFor();

    await page.goto('/admin/resources/Client?filters.displayName=grace+hopper');
    await page.locator('tr[data-id]').first().waitFor();
    await screenshot('clients');
    await page.locator('td[data-property-name="lastName"]').getByText('Hopper').click();
    await page.getByRole('heading', { name: 'Hopper, Grace' }).waitFor();
    await page
      .getByRole('button', { name: 'Delete' })
      .or(page.getByRole('link', { name: 'Delete' }))
      .first()
      .click();
    await screenshot('client-delete');
    await page.getByRole('button', { name: /^(Delete|Archive) it$/ }).click();
    await page
      .getByText(/Deleted|Archived/)
      .first()
      .waitFor();
    const left = await app.prisma.client.findMany({ where: { lastName: 'Hopper' } });
    expect(left.filter((client) => client.status !== 'ARCHIVED')).toEqual([]);
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
  }, 120_000);

  it('chooses a client by name in a form, and shows who changed what', async () => {
    const client = await aClient(app.prisma, { firstName: 'Alan', lastName: 'Turing' });
    const { page, errors, screenshot } = await open();
    await signIn(page, 'ADMIN');
    await page.goto('/admin/resources/WaitlistEntry/actions/new');
    await page.locator('input[id="clientId"]').fill('alan tur');
    await page.getByText('Turing, Alan').click();
    await page.getByLabel('Service type').selectOption('Therapy');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-testid="property-show-clientId"]').getByText('Turing, Alan').waitFor();
    expect(await app.prisma.waitlistEntry.count({ where: { clientId: client.id } })).toBe(1);
    await page
      .getByRole('link', { name: 'History' })
      .or(page.getByRole('button', { name: 'History' }))
      .first()
      .click();
    await page.getByText('added this').waitFor();
    await screenshot('history');
    expect(errors).toEqual([]);
  }, 120_000);

  it('shows a receptionist no notes, in the form nor on the page', async () => {
    const client = await aClient(app.prisma, { notes: 'a clinical secret' });
    const { page } = await open();
    await signIn(page, 'RECEPTIONIST');
    for (const action of ['show', 'edit']) {
      await page.goto(`/admin/resources/Client/records/${client.id}/${action}`);
      await page.locator(`[data-testid="property-${action}-firstName"]`).waitFor();
      expect(await page.locator(`[data-testid="property-${action}-notes"]`).count()).toBe(0);
      expect(await page.content()).not.toContain('a clinical secret');
    }
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
  }, 120_000);

  it('fits a phone, and follows the device into the dark', async () => {
    const { page, screenshot } = await open({ viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
    await page.goto('/admin/login');
    await screenshot('sign-in-phone');
    await signIn(page, 'THERAPIST');
    expect(await page.evaluate(() => document.documentElement.dataset.scheme)).toBe('dark');
    await screenshot('home-phone');
    for (const path of ['/admin', '/admin/resources/Client', '/admin/resources/Appointment']) {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      const { scroll, width } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, width: innerWidth }));
      expect({ path, fits: scroll <= width }).toEqual({ path, fits: true });
    }
    await screenshot('appointments-phone');
  }, 120_000);
});
