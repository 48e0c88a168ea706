/** What the calendar shows beside the appointments themselves: full days of a month, working hours, who cancelled, offers that are open. */
import type { Locator, Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { type TestBrowser, withBrowser } from '../../support/browser.js';
import * as build from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

const ZONE = 'America/New_York';
/** A Monday, on which 9:00 in New York is 13:00 UTC. */
const MONDAY = '2031-03-10';
const at = (time: string, day = MONDAY): Date => new Date(`${day}T${time}:00.000-04:00`);

describe('what the calendar shows', () => {
  const app = withApp();
  const inBrowser = withBrowser(app);
  let opened: TestBrowser | undefined;
  let sam: bigint;
  let client: bigint;

  beforeAll(async () => {
    const location = await build.aLocation(app.prisma, { name: 'Harbour Street', timezone: ZONE });
    sam = (await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST' })).id;
    client = (await build.aClient(app.prisma, { firstName: 'Robin', lastName: 'Ellery', phone: '+1 555 010 0177' })).id;
    const hours = { userId: sam, weekday: 1, locationId: location.id };
    await build.someWorkingHours(app.prisma, { ...hours, startTime: '09:00', endTime: '12:00' });
    await build.someWorkingHours(app.prisma, { ...hours, startTime: '13:00', endTime: '16:00' });
  }, 60_000);
  beforeEach(() => app.prisma.appointment.deleteMany());

  const open = async (query: string): Promise<TestBrowser & { name: string }> => {
    opened = await inBrowser.open();
    const user = await createUser(app, 'RECEPTIONIST', { timezone: ZONE });
    await signInAs(opened.page, user, `/admin/pages/calendar?${query}`);
    await opened.page.locator('.cal-place[aria-busy="false"]').waitFor();
    return { ...opened, name: `${user.firstName} ${user.lastName}` };
  };
  const booked = (start: string, end: string, day = MONDAY) =>
    build.anAppointment(app.prisma, { clientId: client, therapistId: sam, startTime: at(start, day), endTime: at(end, day) });
  const dialog = (page: Page): Locator => page.locator('dialog[open]');
  const clean = (): void => {
    expect(opened?.errors).toEqual([]);
    expect(opened?.outside).toEqual([]);
  };

  it('draws some of a full day in the month, says how many there are besides, and leads to all of them', async () => {
    for (const hour of [8, 9, 10, 11, 12, 13, 14]) {
      const two = String(hour).padStart(2, '0');
      await booked(`${two}:00`, `${two}:45`);
    }
    const { page, screenshot } = await open(`view=month&date=${MONDAY}`);
    const more = page.getByText('+3 more');
    await more.waitFor();
    expect(await page.locator('.ec-event', { hasText: 'Robin Ellery' }).count()).toBe(4);
    await screenshot('calendar-month-full');
    await more.click();
    await page.locator('.cal-view-day .ec-event', { hasText: 'Robin Ellery' }).nth(6).waitFor();
    expect(new URL(page.url()).searchParams.get('date')).toBe(MONDAY);
    clean();
  }, 120_000);

  it('has the working hours as the ground of a therapist’s column', async () => {
    await booked('09:00', '10:00');
    const { page, screenshot } = await open(`view=therapists&date=${MONDAY}`);
    await page.locator('.ec-event', { hasText: 'Robin Ellery' }).waitFor();
    // Before nine, at noon, and after four.
    expect(await page.locator('.ec-bg-event.cal-off').count()).toBe(3);
    await screenshot('calendar-hours');
    await page.getByRole('button', { name: 'Rooms', exact: true }).click();
    await page.locator('.cal-view-rooms').waitFor();
    await page.locator('.ec-bg-event.cal-off').waitFor({ state: 'detached' });
    clean();
  }, 120_000);

  it('begins the list with the day, and a new appointment with therapists and what tells namesakes apart', async () => {
    await booked('09:00', '10:00');
    await booked('09:00', '10:00', '2031-03-16');
    await booked('09:00', '10:00', '2031-03-07');
    const { page } = await open(`view=list&date=${MONDAY}`);
    await page.locator('.ec-event').nth(1).waitFor();
    expect(await page.locator('.ec-event').count()).toBe(2);
    await page.keyboard.press('n');
    await dialog(page).getByLabel('Client', { exact: true }).fill('ellery');
    await dialog(page).getByRole('option', { name: 'Robin Ellery' }).getByText('+1 555 010 0177').waitFor();
    expect(await dialog(page).getByLabel('Day').inputValue()).toBe(MONDAY);
    const therapist = dialog(page).getByLabel('Therapist');
    expect(await therapist.locator('> option').allTextContents()).toEqual(['Choose…', 'Sam Rivera']);
    expect(await therapist.locator('optgroup').count()).toBe(0);
    clean();
  }, 120_000);

  it('brings the therapist of record along with the client, until another was chosen', async () => {
    await app.prisma.client.update({ where: { id: client }, data: { therapistId: sam } });
    const kim = await build.aUser(app.prisma, { firstName: 'Kim', lastName: 'Adler', role: 'THERAPIST' });
    for (const [firstName, lastName] of [
      ['Ada', 'Byron'],
      ['Alan', 'Turing'],
    ] as const)
      await build.aClient(app.prisma, { firstName, lastName, therapistId: kim.id });
    const { page } = await open(`view=day&date=${MONDAY}&do=new`);
    await dialog(page).getByLabel('Client', { exact: true }).fill('robin ell');
    await dialog(page).getByRole('option', { name: 'Robin Ellery' }).click();
    const therapist = dialog(page).getByLabel('Therapist');
    expect(await therapist.inputValue()).toBe(String(sam));
    const choose = async (name: string): Promise<void> => {
      await dialog(page).getByLabel('Client', { exact: true }).fill(name);
      await dialog(page).getByRole('option', { name }).click();
    };
    await choose('Ada Byron');
    expect(await therapist.inputValue()).toBe(String(kim.id));
    await therapist.selectOption(String(sam));
    await choose('Alan Turing');
    expect(await therapist.inputValue()).toBe(String(sam));
    clean();
  }, 60_000);

  it('asks before a half-filled booking is thrown away, and not when nothing is left of it', async () => {
    const { page } = await open(`view=day&date=${MONDAY}&do=new`);
    const questions: string[] = [];
    let stays = true;
    page.on('dialog', (question) => {
      questions.push(question.message());
      void (stays ? question.dismiss() : question.accept());
    });
    await dialog(page).getByLabel('Title').fill('Half of it');
    await page.keyboard.press('Escape');
    expect(await dialog(page).getByLabel('Title').inputValue()).toBe('Half of it');
    stays = false;
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(questions).toHaveLength(2);
    // One that was only looked at goes at once.
    await page.goto(`/admin/pages/calendar?view=day&date=${MONDAY}&do=new`);
    await dialog(page).getByLabel('Title').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(questions).toHaveLength(2);
    clean();
  }, 60_000);

  it('says why, by whom and when an appointment was cancelled', async () => {
    const { id } = await booked('09:00', '10:00');
    const { page, name } = await open(`appointment=${id}&do=cancel`);
    await dialog(page).getByLabel('Why is it called off?').fill('The family is ill.');
    await dialog(page).getByRole('button', { name: 'Cancel the appointment' }).click();
    await dialog(page).getByText(`The family is ill. – by ${name}, `).waitFor();
    clean();
  }, 120_000);

  it('tells of an offer that is open before another one is made, and answers it', async () => {
    const { id } = await build.aWaitlistEntry(app.prisma, { clientId: client });
    const { page, screenshot } = await open(`waitlist=${id}&do=offer`);
    const offer = async (): Promise<void> => {
      await dialog(page).getByRole('button', { name: 'Look for free times' }).click();
      await dialog(page).getByRole('radio').first().check();
      await dialog(page).getByRole('button', { name: 'Offer it' }).click();
      await dialog(page).getByRole('button', { name: 'Done' }).click();
      await page.goto(`/admin/pages/calendar?waitlist=${id}&do=offer`);
      await dialog(page).getByText('This time is offered already').waitFor();
    };
    await offer();
    await screenshot('calendar-open-offer');
    await dialog(page).getByRole('button', { name: 'Take it back' }).click();
    await offer();
    await dialog(page).getByRole('button', { name: 'They take it' }).click();
    await page.getByText('Accepted: the appointment is booked.').first().waitFor();
    expect(await app.prisma.waitlistEntry.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'PLACED' });
    expect(
      (await app.prisma.waitlistOffer.findMany({ where: { waitlistId: id }, orderBy: { id: 'asc' } })).map((one) => one.status),
    ).toEqual(['WITHDRAWN', 'ACCEPTED']);
    clean();
  }, 120_000);
});
