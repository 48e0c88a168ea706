/** From a record's page into the calendar and back: rescheduling, participants, and places for those who wait. */
import type { Locator, Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { type TestBrowser, withBrowser } from '../../support/browser.js';
import * as build from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

const ZONE = 'America/New_York';

describe('the buttons of a record that lead into the calendar', () => {
  const app = withApp();
  const inBrowser = withBrowser(app);
  let opened: TestBrowser | undefined;
  let therapist: bigint;
  let room: bigint;

  beforeAll(async () => {
    const location = await build.aLocation(app.prisma, { name: 'Harbour Street', timezone: ZONE });
    room = (await build.aRoom(app.prisma, { name: 'Blue room', locationId: location.id })).id;
    therapist = (await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST' })).id;
    for (const weekday of [1, 2, 3, 4, 5])
      await build.someWorkingHours(app.prisma, {
        userId: therapist,
        weekday,
        startTime: '09:00',
        endTime: '12:00',
        locationId: location.id,
      });
  }, 60_000);

  const open = async (path: string): Promise<TestBrowser> => {
    opened = await inBrowser.open();
    const { page } = opened;
    const user = await createUser(app, 'RECEPTIONIST', { timezone: ZONE });
    await signInAs(page, user, path);
    return opened;
  };
  const dialog = (page: Page): Locator => page.locator('dialog[open]');
  const press = (page: Page, name: string): Promise<void> =>
    page
      .getByRole('link', { name, exact: true })
      .or(page.getByRole('button', { name, exact: true }))
      .first()
      .click();
  const clean = (): void => {
    expect(opened?.errors).toEqual([]);
    expect(opened?.outside).toEqual([]);
  };

  it('reschedules from the record, to a room of another', async () => {
    const { id } = await build.anAppointment(app.prisma, {
      therapistId: therapist,
      startTime: new Date('2031-03-10T13:00:00.000Z'),
      endTime: new Date('2031-03-10T14:00:00.000Z'),
    });
    const { page } = await open(`/admin/resources/Appointment/records/${id}/show`);
    await press(page, 'Reschedule');
    await dialog(page).getByLabel('From').fill('11:00');
    await dialog(page).getByLabel('Room').selectOption({ label: 'Blue room' });
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').first().waitFor();
    expect(await app.prisma.appointment.findUniqueOrThrow({ where: { id } })).toMatchObject({
      startTime: new Date('2031-03-10T15:00:00.000Z'),
      endTime: new Date('2031-03-10T16:00:00.000Z'),
      roomId: room,
    });
    clean();
  }, 120_000);

  it('adds participants to a group session, and takes one out', async () => {
    const client = await build.aClient(app.prisma, { firstName: 'Robin', lastName: 'Ellery' });
    await build.aLearner(app.prisma, { clientId: client.id, firstName: 'Kim', lastName: 'Ellery' });
    const { id } = await build.anAppointment(app.prisma, {
      therapistId: therapist,
      isGroupSession: true,
      maxParticipants: 4,
      startTime: new Date('2031-03-11T13:00:00.000Z'),
      endTime: new Date('2031-03-11T14:00:00.000Z'),
    });
    const { page, screenshot } = await open(`/admin/resources/Appointment/records/${id}/show`);
    await press(page, 'Participants');
    await dialog(page).getByText('0 of 4 seats').waitFor();
    await dialog(page).getByLabel('Add a learner of').fill('ellery');
    await dialog(page).getByRole('option', { name: 'Robin Ellery' }).click();
    await dialog(page).getByRole('button', { name: '+ Kim Ellery' }).click();
    await dialog(page).getByText('1 of 4 seats').waitFor();
    await screenshot('calendar-participants');
    await dialog(page).getByRole('button', { name: 'Take Kim Ellery out' }).click();
    await dialog(page).getByText('0 of 4 seats').waitFor();
    clean();
  }, 120_000);

  it('offers a free time that suits to somebody who waits', async () => {
    const client = await build.aClient(app.prisma, { firstName: 'Alan', lastName: 'Turing' });
    const { id } = await build.aWaitlistEntry(app.prisma, { clientId: client.id, preferredDays: [2], preferredFrom: '10:00' });
    const { page, screenshot } = await open(`/admin/resources/WaitlistEntry/records/${id}/show`);
    await press(page, 'Offer a time');
    await dialog(page).getByText('Wishes: Tue').waitFor();
    await dialog(page).getByRole('button', { name: 'Look for free times' }).click();
    await dialog(page).getByRole('radio').first().waitFor();
    const times = await dialog(page).locator('.cal-slots strong').allTextContents();
    expect(times.every((time) => /^Tue, .*(10|11):\d\d/.test(time))).toBe(true);
    await dialog(page).getByRole('radio').first().check();
    await screenshot('calendar-offer');
    await dialog(page).getByRole('button', { name: 'Offer it' }).click();
    await dialog(page).getByText('is held for Alan Turing').waitFor();
    expect(await app.prisma.waitlistOffer.count({ where: { waitlistId: id, status: 'OFFERED' } })).toBe(1);
    clean();
  }, 120_000);

  it('places somebody who waits in an appointment of theirs, or in a new one', async () => {
    const client = await build.aClient(app.prisma, { firstName: 'Ada', lastName: 'King' });
    const entry = await build.aWaitlistEntry(app.prisma, { clientId: client.id });
    const { page } = await open(`/admin/resources/WaitlistEntry/records/${entry.id}/show`);
    await press(page, 'Place');
    await dialog(page).getByText('Ada King has no appointment to come.').waitFor();
    await dialog(page).getByRole('button', { name: 'Book a new appointment' }).click();
    await dialog(page).getByLabel('Therapist').selectOption({ label: 'Sam Rivera' });
    await dialog(page).getByLabel('Day').fill('2031-04-01');
    await dialog(page).getByRole('button', { name: 'Book', exact: true }).click();
    await page.getByText('Placed.').first().waitFor();
    const made = await app.prisma.appointment.findFirstOrThrow({ where: { clientId: client.id } });
    expect(await app.prisma.waitlistEntry.findUniqueOrThrow({ where: { id: entry.id } })).toMatchObject({
      status: 'PLACED',
      appointmentId: made.id,
    });
    const other = await build.aWaitlistEntry(app.prisma, { clientId: client.id, serviceType: 'ASSESSMENT' });
    await page.goto(`/admin/pages/calendar?waitlist=${other.id}&do=place`);
    await dialog(page).getByRole('radio').first().check();
    await dialog(page).getByRole('button', { name: 'Place', exact: true }).click();
    await page.getByText('Placed.').first().waitFor();
    clean();
  }, 120_000);
});
