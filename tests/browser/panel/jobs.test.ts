/** The jobs page and the bell, as people meet them. */
import { JOBS } from '../../../src/house.js';
import { withApp } from '../../support/app.js';
import { type TestBrowser, withBrowser } from '../../support/browser.js';
import { aNotification, thePractice } from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';
import type { User } from '../../../src/generated/prisma/index.js';
import { startJobs } from '../../../src/jobs/runner.js';

describe('jobs and notifications in a browser', () => {
  const app = withApp();
  const { open } = withBrowser(app);
  // pg-boss looks once more whether its workers have stopped.
  afterAll(() => new Promise((done) => setTimeout(done, 1500)));

  async function signedInAs(user: User): Promise<TestBrowser> {
    const opened = await open();
    await signInAs(opened.page, user);
    await opened.page.locator('.crm-home h1').waitFor();
    return opened;
  }

  it('shows an administrator the jobs, and runs one', async () => {
    await thePractice(app.prisma);
    const jobs = startJobs(app.deps, { pollSeconds: 1 });
    await jobs.begun;
    try {
      const { page, errors, outside, screenshot } = await signedInAs(await createUser(app, 'ADMIN'));
      await page.getByRole('button', { name: 'Logs' }).click();
      await page.getByRole('link', { name: 'Jobs', exact: true }).click();
      const row = page.getByRole('row').filter({ hasText: 'Clear away' });
      await row.waitFor();
      expect(await page.getByRole('row').count()).toBe(JOBS.length + 1);
      await row.getByRole('button', { name: 'Run now: Clear away' }).click();
      await row.getByText('Done', { exact: true }).waitFor({ timeout: 15_000 });
      await page.getByText('Clear away: it runs in a moment.').waitFor();
      await screenshot('jobs', { fullPage: true });
      await page.setViewportSize({ width: 390, height: 844 });
      await screenshot('jobs-phone');
      expect([errors, outside]).toEqual([[], []]);
    } finally {
      await jobs.stop();
    }
  }, 90_000);

  it('has a bell that tells what is not read, and no jobs for others', async () => {
    const user = await createUser(app, 'RECEPTIONIST');
    const [first] = [await aNotification(app.prisma, user.id), await aNotification(app.prisma, user.id)];
    const { page, errors, screenshot } = await signedInAs(user);
    const bell = (words: string) => page.getByRole('link', { name: words, exact: true });
    await bell('Notifications: 2 not read').click();
    await page.locator('tr[data-id]').nth(1).waitFor();
    await screenshot('notifications');
    const closed = page.locator('[data-css="sidebar-resources"] button[aria-expanded="false"]');
    while ((await closed.count()) > 0) await closed.first().click();
    expect(await page.getByRole('link', { name: 'Jobs', exact: true }).count()).toBe(0);
    await page.goto(`/admin/resources/Notification/records/${first.id}/markRead`);
    await page.getByRole('button', { name: 'Mark as read' }).click();
    await bell('Notifications: 1 not read').waitFor();
    expect(errors).toEqual([]);
  }, 90_000);
});
