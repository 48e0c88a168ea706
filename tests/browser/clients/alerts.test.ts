/** Alerts in the panel: above the client, above an appointment, in the calendar's details, and before a booking. */
import type { Locator, Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { type TestBrowser, withBrowser } from '../../support/browser.js';
import * as build from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

const DAY = '2031-03-10';
const TEXT = 'Allergic to latex: no balloons.';

describe('alerts in the panel', () => {
  const app = withApp();
  const inBrowser = withBrowser(app);
  let opened: TestBrowser;
  let clientId: bigint;
  let appointmentId: bigint;

  beforeAll(async () => {
    const interpreted = { requiresInterpreter: true, preferredLanguage: 'ES' as const };
    const client = await build.aClient(app.prisma, { firstName: 'Robin', lastName: 'Ellery', ...interpreted });
    clientId = client.id;
    const [sam, kim] = [
      await build.aLearner(app.prisma, { clientId, firstName: 'Sam', lastName: 'Ellery' }),
      await build.aLearner(app.prisma, { clientId, firstName: 'Kim', lastName: 'Ellery' }),
    ];
    await build.anAlert(app.prisma, { clientId, learnerId: sam.id, text: TEXT });
    await build.anAlert(app.prisma, { clientId, learnerId: kim.id, kind: 'SAFETY', text: 'Runs off.' });
    const times = { startTime: new Date(`${DAY}T14:00:00Z`), endTime: new Date(`${DAY}T14:50:00Z`) };
    appointmentId = (await build.anAppointment(app.prisma, { clientId, learnerId: sam.id, ...times })).id;
  }, 60_000);

  async function open(address: string): Promise<Page> {
    opened = await inBrowser.open();
    await signInAs(opened.page, await createUser(app, 'RECEPTIONIST', { timezone: 'UTC' }), address);
    return opened.page;
  }
  const known = (page: Page | Locator): Locator => page.getByRole('status', { name: 'Alerts' });
  afterEach(() => {
    expect(opened.errors).toEqual([]);
    expect(opened.outside).toEqual([]);
  });

  it('are read at the top of the client, added below, and there at once', async () => {
    const page = await open(`/admin/resources/Client/records/${clientId}/show`);
    await known(page).waitFor();
    expect((await known(page).innerText()).split('\n').filter(Boolean)).toEqual([
      `Allergy (Sam Ellery) ${TEXT}`,
      'Safety (Kim Ellery) Runs off.',
      'Interpreter Spanish',
    ]);
    await opened.screenshot('alerts-client');
    await page.goto(`/admin/resources/ClientAlert/actions/new?clientId=${clientId}`);
    await page.locator('#text').fill('Uses a wheelchair.');
    await page.getByLabel('Kind').selectOption({ label: 'Access' });
    await opened.screenshot('alerts-new');
    await page.getByTestId('button-save').click();
    await page.waitForURL(/\/show/);
    await page.goto(`/admin/resources/Client/records/${clientId}/show`);
    await known(page).getByText('Uses a wheelchair.').waitFor();
  }, 120_000);

  it('are those of the learner who comes, in the calendar’s details and above the record', async () => {
    const page = await open(`/admin/pages/calendar?date=${DAY}&appointment=${appointmentId}`);
    await known(page.locator('dialog[open]')).waitFor();
    const text = await known(page.locator('dialog[open]')).innerText();
    expect(text).toContain(TEXT);
    expect(text).not.toContain('Runs off.');
    await opened.screenshot('alerts-details');
    await page.goto(`/admin/resources/Appointment/records/${appointmentId}/show`);
    await known(page).waitFor();
    expect(await known(page).innerText()).not.toContain('Runs off.');
  }, 120_000);

  it('are those of all who come, above a group session', async () => {
    const { id } = await build.anAppointment(app.prisma, { isGroupSession: true });
    const learner = await build.aLearner(app.prisma, { firstName: 'Alex', lastName: 'Moreau' });
    await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: id, learnerId: learner.id } });
    await build.anAlert(app.prisma, { clientId: learner.clientId, learnerId: learner.id, text: 'Peanuts.' });
    const page = await open(`/admin/resources/Appointment/records/${id}/show`);
    await known(page).getByText('Peanuts.').waitFor();
    expect(await known(page).innerText()).toContain('Alex Moreau');
  }, 120_000);

  it('are told of one who is to join a group, and are there once they have', async () => {
    const times = { startTime: new Date(`${DAY}T16:00:00Z`), endTime: new Date(`${DAY}T16:50:00Z`) };
    const { id } = await build.anAppointment(app.prisma, { isGroupSession: true, maxParticipants: 4, ...times });
    const { id: of } = await build.aClient(app.prisma, { firstName: 'Alex', lastName: 'Rivera' });
    const learner = await build.aLearner(app.prisma, { clientId: of, firstName: 'Jo', lastName: 'Rivera' });
    await build.anAlert(app.prisma, { clientId: of, learnerId: learner.id, text: 'Bee stings.' });
    const page = await open(`/admin/pages/calendar?date=${DAY}&appointment=${id}`);
    const dialog = page.locator('dialog[open]');
    await dialog.getByText('0 of 4 seats').waitFor();
    expect(await known(dialog).count()).toBe(0);
    await dialog.getByLabel('Add a learner of').fill('Rivera');
    await dialog
      .getByRole('option', { name: /Alex Rivera/ })
      .first()
      .click();
    await known(dialog).getByText('Bee stings.').waitFor();
    await dialog.getByRole('button', { name: '+ Jo Rivera' }).click();
    await dialog.getByText('1 of 4 seats').waitFor();
    await dialog.getByRole('button', { name: '+ Jo Rivera' }).waitFor({ state: 'detached' });
    await known(dialog).getByText('Bee stings.').waitFor();
    expect(await known(dialog).count()).toBe(1);
  }, 120_000);

  it('are told before a booking, as soon as the client is chosen', async () => {
    const page = await open(`/admin/pages/calendar?date=${DAY}`);
    await page.getByRole('button', { name: 'New appointment' }).click();
    const dialog = page.locator('dialog[open]');
    expect(await known(dialog).count()).toBe(0);
    await dialog.getByLabel('Client').fill('Ellery');
    await dialog
      .getByRole('option', { name: /Robin Ellery/ })
      .first()
      .click();
    await known(dialog).waitFor();
    expect(await known(dialog).innerText()).toContain('Runs off.');
    await dialog.getByLabel('Learner').selectOption({ label: 'Sam Ellery' });
    await known(dialog).getByText(TEXT).waitFor();
    expect(await known(dialog).innerText()).not.toContain('Runs off.');
    await opened.screenshot('alerts-booking');
  }, 120_000);
});
