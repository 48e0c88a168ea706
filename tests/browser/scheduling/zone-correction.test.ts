/** A location's time zone, corrected in the panel: what it means is shown before it is asked what becomes of the appointments. */
import { withApp } from '../../support/app.js';
import { browser, type TestBrowser } from '../../support/browser.js';
import { aLocation, anAppointment, thePractice } from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

describe('the time zone of a location in the panel', () => {
  const app = withApp();
  let opened: TestBrowser | undefined;
  afterEach(() => opened?.close());

  it('is corrected after a look at what moves, and by the choice that was made', async () => {
    await thePractice(app.prisma);
    const location = await aLocation(app.prisma, { name: 'Harbour Street', timezone: 'America/New_York' });
    const appointment = await anAppointment(app.prisma, {
      locationId: location.id,
      startTime: new Date('2030-06-03T13:00:00.000Z'),
    });
    opened = await browser({ baseUrl: app.baseUrl });
    const { page, errors, outside, screenshot } = opened;
    await signInAs(page, await createUser(app, 'ADMIN'));
    await page.locator('.crm-home h1').waitFor();
    await page.goto(`/admin/resources/PracticeLocation/records/${location.id}/show`);
    await page.getByText('Correct the time zone').first().click();
    await page.getByLabel('The right time zone').fill('Mars/Olympus');
    await page.getByRole('button', { name: 'Look at what it changes' }).click();
    await page.getByRole('alert').getByText('America/New_York').waitFor();
    await page.getByLabel('The right time zone').fill('America/Chicago');
    await page.getByRole('button', { name: 'Look at what it changes' }).click();
    await page.getByText('1 appointment to come is at this location').waitFor();
    await page
      .getByText(
        /1 begins 1 hour later: the first one, at Jun 3, 2030, 9:00\sAM in America\/New_York, then begins at Jun 3, 2030, 9:00\sAM/,
      )
      .waitFor();
    await screenshot('zone-correction');
    const row = () => app.prisma.appointment.findUniqueOrThrow({ where: { id: appointment.id } });
    expect((await row()).startTime).toEqual(appointment.startTime);
    await page.getByRole('button', { name: 'They keep what the clock shows' }).click();
    await page.getByText('The time zone is corrected.').waitFor();
    expect((await row()).startTime.toISOString()).toBe('2030-06-03T14:00:00.000Z');
    // The practice's own, on whose clock those without a location are.
    const free = await anAppointment(app.prisma, { startTime: new Date('2030-06-03T13:00:00.000Z') });
    const practice = await thePractice(app.prisma);
    await page.goto(`/admin/resources/Practice/records/${practice.id}/show`);
    await page.getByText('Correct the time zone').first().click();
    await page.getByLabel('The right time zone').fill('America/Chicago');
    await page.getByRole('button', { name: 'Look at what it changes' }).click();
    await page.getByText('1 appointment to come is without a location').waitFor();
    await page.getByRole('button', { name: 'They stay when they are' }).click();
    await page.getByText('The time zone is corrected.').waitFor();
    expect((await thePractice(app.prisma)).timezone).toBe('America/Chicago');
    expect(await app.prisma.appointment.findUnique({ where: { id: free.id } })).toMatchObject({ startTime: free.startTime });
    // A refusal of the API is the browser's only complaint.
    expect([errors.filter((error) => !error.includes('/timezone/preview')), outside]).toEqual([[], []]);
  }, 90_000);
});
