/** The calendar in a real browser: booked, dragged, clashed, cancelled, repeated; by mouse, by keys, on a phone. */
import type { Locator, Page } from 'playwright-core';
import type { UserRole } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import { type Look, type TestBrowser, withBrowser } from '../../support/browser.js';
import * as build from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

const ZONE = 'America/New_York';
/** The day after the clocks went forward in New York: 9:00 is 13:00 UTC, the Friday before it was 14:00. */
const MONDAY = '2031-03-10';
const at = (time: string, day = MONDAY): Date => new Date(`${day}T${time}:00.000-04:00`);

describe('the calendar in a browser', () => {
  const app = withApp();
  const inBrowser = withBrowser(app);
  let opened: TestBrowser | undefined;
  let people: { sam: bigint; alex: bigint };
  let rooms: { blue: bigint; green: bigint };
  let clients: { robin: bigint; alan: bigint };

  beforeAll(async () => {
    const location = await build.aLocation(app.prisma, { name: 'Harbour Street', timezone: ZONE });
    const person = async (firstName: string, lastName: string) =>
      (await build.aUser(app.prisma, { firstName, lastName, role: 'THERAPIST' })).id;
    const room = async (name: string) => (await build.aRoom(app.prisma, { name, locationId: location.id })).id;
    people = { sam: await person('Sam', 'Rivera'), alex: await person('Alex', 'Moreau') };
    rooms = { blue: await room('Blue room'), green: await room('Green room') };
    const client = async (firstName: string, lastName: string) => (await build.aClient(app.prisma, { firstName, lastName })).id;
    clients = { robin: await client('Robin', 'Ellery'), alan: await client('Alan', 'Turing') };
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.appointment.deleteMany();
    await app.prisma.appointmentRecurrencePattern.deleteMany();
  });

  const booked = (start: string, end: string, given: object = {}) =>
    build.anAppointment(app.prisma, {
      title: 'Speech therapy',
      clientId: clients.robin,
      therapistId: people.sam,
      ...(start && { startTime: at(start), endTime: at(end) }),
      ...given,
    });

  /** Signs in, and opens the calendar there. */
  const open = async (role: UserRole, query: string, look: Look = {}) => {
    opened = await inBrowser.open(look);
    const { page } = opened;
    const user = await createUser(app, role, { timezone: ZONE });
    await signInAs(page, user, `/admin/pages/calendar?${query}`);
    await page.locator('.cal-place[aria-busy="false"]').waitFor();
    return { ...opened, user };
  };
  const box = (page: Page, client: string): Locator => page.locator('.ec-event', { hasText: client }).first();
  const dialog = (page: Page): Locator => page.locator('dialog[open]');
  const boxOf = async (locator: Locator) => {
    await locator.waitFor();
    await locator.scrollIntoViewIfNeeded();
    const found = await locator.boundingBox();
    if (!found) throw new Error('not on the page');
    return found;
  };
  /** An hour of the grid, in pixels: two slots. */
  const HOUR = 64;
  const dragBy = async (page: Page, locator: Locator, by: { x?: number; y?: number; edge?: boolean }): Promise<void> => {
    const { x, y, width, height } = await boxOf(locator);
    const from = { x: x + width / 2, y: by.edge ? y + height - 3 : y + 8 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    const to = { x: from.x + (by.x ?? 0), y: from.y + (by.y ?? 0) };
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  };
  const stored = (id: bigint) => app.prisma.appointment.findUniqueOrThrow({ where: { id } });
  const clean = (): void => {
    expect(opened?.errors.filter((error) => !error.includes('status of 4'))).toEqual([]);
    expect(opened?.outside).toEqual([]);
  };

  it('books by a click on an empty time, with a search for the client', async () => {
    await booked('09:00', '10:00');
    const { page, screenshot } = await open('RECEPTIONIST', `view=therapists&date=${MONDAY}`);
    const { x, y } = await boxOf(box(page, 'Robin Ellery'));
    await screenshot('calendar-therapists');
    await page.mouse.click(x + 20, y + 2 * HOUR + 4);
    await dialog(page).getByLabel('Client', { exact: true }).fill('alan tu');
    await dialog(page).getByRole('option', { name: 'Alan Turing' }).click();
    await dialog(page).getByLabel('Title').fill('First visit');
    expect(await dialog(page).getByLabel('Therapist').inputValue()).toBe(String(people.sam));
    expect(await dialog(page).getByLabel('From').inputValue()).toBe('11:00');
    await screenshot('calendar-booking');
    await dialog(page).getByRole('button', { name: 'Book', exact: true }).click();
    await box(page, 'Alan Turing').waitFor();
    const made = await app.prisma.appointment.findFirstOrThrow({ where: { clientId: clients.alan } });
    expect([made.title, made.startTime, made.endTime, made.therapistId]).toEqual([
      'First visit',
      at('11:00'),
      at('11:50'),
      people.sam,
    ]);
    clean();
  }, 120_000);

  it('takes the length from a stretch that was drawn over empty time', async () => {
    await booked('09:00', '10:00');
    const { page } = await open('RECEPTIONIST', `view=rooms&date=${MONDAY}`);
    const { x, y } = await boxOf(box(page, 'Robin Ellery'));
    await page.mouse.move(x + 20, y + 2 * HOUR + 2);
    await page.mouse.down();
    await page.mouse.move(x + 20, y + 3.5 * HOUR - 4, { steps: 6 });
    await page.mouse.up();
    expect(await dialog(page).getByLabel('From').inputValue()).toBe('11:00');
    expect(await dialog(page).getByLabel('Minutes').inputValue()).toBe('90');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    clean();
  }, 120_000);

  it('is right on the day on which the clocks change', async () => {
    const day = '2031-03-09';
    // 1:30 by winter's clock, and 3:30 by summer's: an hour apart.
    await booked('', '', { startTime: new Date(`${day}T06:30:00.000Z`), endTime: new Date(`${day}T06:50:00.000Z`) });
    await booked('', '', {
      startTime: new Date(`${day}T07:30:00.000Z`),
      endTime: new Date(`${day}T07:50:00.000Z`),
      clientId: clients.alan,
    });
    const { page } = await open('RECEPTIONIST', `view=day&date=${day}`);
    expect(await box(page, 'Robin Ellery').locator('[title]').getAttribute('title')).toContain('1:30');
    expect(await box(page, 'Alan Turing').locator('[title]').getAttribute('title')).toContain('3:30');
    const first = await boxOf(box(page, 'Robin Ellery'));
    const second = await boxOf(box(page, 'Alan Turing'));
    expect(second.y - first.y).toBeCloseTo(2 * HOUR, -1);
    clean();
  }, 120_000);

  it('moves by dragging: to another time and to another therapist, and resizes', async () => {
    const { id } = await booked('09:00', '10:00');
    await booked('13:00', '14:00', { clientId: clients.alan, therapistId: people.alex });
    const { page } = await open('RECEPTIONIST', `view=therapists&date=${MONDAY}`);
    const robin = box(page, 'Robin Ellery');
    await dragBy(page, robin, { y: 2 * HOUR });
    await page.getByText('Saved.').first().waitFor();
    expect((await stored(id)).startTime).toEqual(at('11:00'));
    await page.locator('.cal-place[aria-busy="false"]').waitFor();
    const other = await boxOf(box(page, 'Alan Turing'));
    const here = await boxOf(robin);
    const saved = page.waitForResponse((response) => response.request().method() === 'PUT');
    const drawnAnew = page.waitForResponse((response) => response.url().includes('/api/appointments/calendar'));
    await dragBy(page, robin, { x: other.x - here.x });
    expect((await saved).status()).toBe(200);
    expect(await stored(id)).toMatchObject({ therapistId: people.alex, startTime: at('11:00') });
    await drawnAnew;
    await page.locator('.cal-place[aria-busy="false"]').waitFor();
    const longer = page.waitForResponse((response) => response.request().method() === 'PUT');
    await dragBy(page, robin, { y: HOUR / 2, edge: true });
    expect((await longer).status()).toBe(200);
    expect(await stored(id)).toMatchObject({ startTime: at('11:00'), endTime: at('12:30') });
    clean();
  }, 120_000);

  it('names the clash of a drop, and puts it back', async () => {
    const { id } = await booked('09:00', '10:00');
    await booked('11:00', '12:00', { clientId: clients.alan, title: 'Assessment' });
    const { page, screenshot } = await open('RECEPTIONIST', `view=day&date=${MONDAY}`);
    const before = await boxOf(box(page, 'Robin Ellery'));
    await dragBy(page, box(page, 'Robin Ellery'), { y: 1.75 * HOUR });
    await dialog(page).getByText('It stays where it was').waitFor();
    expect(await dialog(page).textContent()).toMatch(/Sam Rivera.*is taken: Assessment/);
    expect(await dialog(page).getByLabel('Book over it').count()).toBe(0);
    await screenshot('calendar-clash');
    await dialog(page).getByRole('button', { name: 'Close' }).last().click();
    expect((await boxOf(box(page, 'Robin Ellery'))).y).toBeCloseTo(before.y, 0);
    expect((await stored(id)).startTime).toEqual(at('09:00'));
    clean();
  }, 120_000);

  it('lets those book over another who may, with a reason', async () => {
    const { id } = await booked('09:00', '10:00');
    await booked('11:00', '12:00', { clientId: clients.alan });
    const { page } = await open('STAFF', `view=day&date=${MONDAY}`);
    await dragBy(page, box(page, 'Robin Ellery'), { y: 2 * HOUR });
    await dialog(page).getByLabel('Book over it on purpose, because').fill('The therapist asked for it.');
    await dialog(page).getByRole('button', { name: 'Book over it' }).click();
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await stored(id)).toMatchObject({ startTime: at('11:00'), doubleBookingReason: 'The therapist asked for it.' });
    clean();
  }, 120_000);

  it('says what changed meanwhile instead of writing over it', async () => {
    const { id } = await booked('09:00', '10:00');
    const { page } = await open('RECEPTIONIST', `view=day&date=${MONDAY}`);
    await app.prisma.appointment.update({ where: { id }, data: { title: 'Changed by somebody else' } });
    await dragBy(page, box(page, 'Robin Ellery'), { y: 2 * HOUR });
    await dialog(page).getByText('Somebody else has changed this appointment').waitFor();
    expect((await stored(id)).startTime).toEqual(at('09:00'));
    clean();
  }, 120_000);

  it('goes back to the facts when they were changed while somebody was typing', async () => {
    const { id } = await booked('09:00', '10:00');
    const { page } = await open('RECEPTIONIST', `view=day&date=${MONDAY}&appointment=${id}&do=time`);
    await dialog(page).getByLabel('From').fill('15:00');
    await app.prisma.appointment.update({ where: { id }, data: { title: 'Changed by somebody else' } });
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await dialog(page).getByText('Somebody else has changed this appointment').waitFor();
    await dialog(page).getByText('Changed by somebody else').waitFor();
    await dialog(page).getByRole('button', { name: 'Reschedule' }).click();
    await dialog(page).getByLabel('From').fill('15:00');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').first().waitFor();
    expect(await stored(id)).toMatchObject({ startTime: at('15:00'), title: 'Changed by somebody else' });
    clean();
  }, 120_000);

  it('asks which appointments of a series a drop means', async () => {
    const { page } = await open('RECEPTIONIST', `view=week&date=2031-03-10&do=series`);
    await dialog(page).getByLabel('Client', { exact: true }).fill('ellery');
    await dialog(page).getByRole('option', { name: 'Robin Ellery' }).click();
    await dialog(page).getByLabel('Title').fill('Speech therapy');
    await dialog(page).getByLabel('Therapist').selectOption({ label: 'Sam Rivera' });
    await dialog(page).getByLabel('Location').selectOption({ label: 'Harbour Street' });
    await dialog(page).getByLabel('How many times').fill('3');
    await dialog(page).getByRole('button', { name: 'Preview the series' }).click();
    await dialog(page).getByRole('button', { name: 'Book 3 appointments' }).click();
    await page.getByRole('button', { name: 'The next week' }).click();
    await page.locator('.cal-place[aria-busy="false"]').waitFor();
    await dragBy(page, box(page, 'Robin Ellery'), { y: 2 * HOUR });
    await dialog(page).getByLabel('This and following').check();
    await dialog(page).getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByText('2 appointments changed.').waitFor();
    const made = await app.prisma.appointment.findMany({ where: { clientId: clients.robin }, orderBy: { startTime: 'asc' } });
    expect(made.map(({ startTime }) => startTime.toISOString())).toEqual([
      '2031-03-10T13:00:00.000Z',
      '2031-03-17T15:00:00.000Z',
      '2031-03-24T15:00:00.000Z',
    ]);
    clean();
  }, 120_000);

  it('says so when the calendar cannot be read, and tries again', async () => {
    await booked('09:00', '10:00');
    const { page } = await open('RECEPTIONIST', `view=day&date=2031-03-11`);
    await page.route('**/api/appointments/calendar**', (route) => route.abort());
    await page.keyboard.press('k');
    await page.getByText('The calendar could not be read.').waitFor();
    await page.unroute('**/api/appointments/calendar**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await box(page, 'Robin Ellery').waitFor();
    expect(await page.getByText('The calendar could not be read.').count()).toBe(0);
  }, 120_000);

  it('opens an appointment: confirms it, and cancels it with a reason', async () => {
    const { id } = await booked('09:00', '10:00', { roomId: rooms.blue });
    const { page, screenshot } = await open('RECEPTIONIST', `view=week&date=${MONDAY}`);
    await box(page, 'Robin Ellery').click();
    await dialog(page).getByText('Speech therapy').waitFor();
    await dialog(page).getByRole('button', { name: 'Confirm' }).click();
    await dialog(page).getByText('Confirmed', { exact: true }).waitFor();
    await screenshot('calendar-details');
    await dialog(page).getByRole('button', { name: 'Cancel it' }).click();
    await dialog(page).getByLabel('Why is it called off?').fill('The family is ill.');
    await dialog(page).getByRole('button', { name: 'Cancel the appointment' }).click();
    await dialog(page).getByText('Cancelled', { exact: true }).first().waitFor();
    expect(await stored(id)).toMatchObject({ status: 'CANCELLED', cancellationReason: 'The family is ill.' });
    await page.keyboard.press('Escape');
    await page.getByText('Nothing is booked here').waitFor();
    clean();
  }, 120_000);

  it('previews a series with its clash and the change of the clocks, and books the rest', async () => {
    await booked('09:00', '10:00', {
      startTime: at('09:00', '2031-03-17'),
      endTime: at('10:00', '2031-03-17'),
      clientId: clients.alan,
    });
    const { page, screenshot } = await open('RECEPTIONIST', `view=week&date=2031-03-03&do=series`);
    await dialog(page).getByLabel('Client', { exact: true }).fill('ellery');
    await dialog(page).getByRole('option', { name: 'Robin Ellery' }).waitFor();
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel('Title').fill('Speech therapy');
    await dialog(page).getByLabel('Therapist').selectOption({ label: 'Sam Rivera' });
    await dialog(page).getByLabel('Location').selectOption({ label: 'Harbour Street' });
    await dialog(page).getByLabel('How many times').fill('4');
    await dialog(page).getByRole('button', { name: 'Preview the series' }).click();
    await dialog(page).getByText('1 of them is taken already').waitFor();
    expect(await dialog(page).getByText('Sam Rivera is taken').count()).toBe(1);
    expect(await dialog(page).getByText('Nearest free time:').count()).toBe(1);
    await screenshot('calendar-preview');
    await dialog(page).getByRole('button', { name: 'Take the nearest free time' }).click();
    await dialog(page).getByText('By its rule:').waitFor();
    await dialog(page).getByRole('button', { name: 'Book 4 appointments' }).waitFor();
    await screenshot('calendar-preview-moved');
    await dialog(page).getByRole('button', { name: 'Back to its own time' }).click();
    await dialog(page).getByText('1 of them is taken already').waitFor();
    // A change that does not come through changes nothing of what is shown and booked.
    const preview = '**/api/appointments/recurring/preview';
    const problem = { code: 'appointment.conflict', title: 'Conflict', detail: 'The series runs into itself.', status: 409 };
    await page.route(preview, (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', json: problem }));
    await dialog(page).getByRole('button', { name: 'Take the nearest free time' }).click();
    await dialog(page).getByText('The series runs into itself.').waitFor();
    await page.unroute(preview);
    await dialog(page).getByRole('button', { name: 'Book the 3 appointments that are free' }).click();
    await dialog(page).waitFor({ state: 'hidden' });
    const made = await app.prisma.appointment.findMany({ where: { clientId: clients.robin }, orderBy: { startTime: 'asc' } });
    expect(made.map(({ startTime }) => startTime.toISOString())).toEqual([
      '2031-03-03T14:00:00.000Z',
      '2031-03-10T13:00:00.000Z',
      '2031-03-24T13:00:00.000Z',
    ]);
    await page.getByRole('button', { name: 'The next week' }).click();
    await box(page, 'Robin Ellery').click();
    await dialog(page).getByRole('button', { name: 'Cancel it' }).click();
    await dialog(page).getByLabel('This and following').check();
    await dialog(page).getByLabel('Why is it called off?').fill('They move away.');
    await dialog(page).getByRole('button', { name: 'Cancel them' }).click();
    await dialog(page).getByText('Cancelled', { exact: true }).first().waitFor();
    const left = await app.prisma.appointment.findMany({ where: { clientId: clients.robin, status: 'SCHEDULED' } });
    expect(left).toHaveLength(1);
    clean();
  }, 120_000);

  it('is used without a mouse: a day on, a new appointment, and a move', async () => {
    const { page } = await open('RECEPTIONIST', `view=day&date=2031-03-09`);
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Mon, March 10, 2031' }).waitFor();
    await page.keyboard.press('n');
    await dialog(page).waitFor();
    await page.keyboard.type('alan');
    await dialog(page).getByRole('option', { name: 'Alan Turing' }).waitFor();
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel('Title').focus();
    await page.keyboard.type('By keys');
    await dialog(page).getByLabel('From').fill('10:00');
    await dialog(page).getByLabel('Therapist').focus();
    await page.keyboard.type('Sam');
    await dialog(page).getByRole('button', { name: 'Book', exact: true }).focus();
    await page.keyboard.press('Enter');
    await box(page, 'Alan Turing').waitFor();
    await box(page, 'Alan Turing').focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: 'Reschedule' }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel('From').fill('15:30');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('Alan Turing').first().waitFor();
    await page.getByText('Saved.').first().waitFor();
    const made = await app.prisma.appointment.findFirstOrThrow({ where: { title: 'By keys' } });
    expect(made.startTime).toEqual(at('15:30'));
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    clean();
  }, 120_000);

  it('keeps what is chosen in its address, and asks once for each', async () => {
    await booked('09:00', '10:00');
    await booked('13:00', '14:00', { clientId: clients.alan, therapistId: people.alex });
    const { page } = await open('RECEPTIONIST', `view=week&date=${MONDAY}`);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/appointments/calendar')) asked.push(request.url());
    });
    await page.getByText('All therapists').first().click();
    await page.getByRole('checkbox', { name: 'Alex Moreau' }).check();
    await box(page, 'Robin Ellery').waitFor({ state: 'hidden' });
    expect(new URL(page.url()).searchParams.get('therapist')).toBe(String(people.alex));
    await page.reload();
    await box(page, 'Alan Turing').waitFor();
    expect(await box(page, 'Robin Ellery').count()).toBe(0);
    expect(asked).toHaveLength(2);
    clean();
  }, 120_000);

  it('shows therapists their own caseload alone', async () => {
    await booked('09:00', '10:00');
    const { page, user } = await open('THERAPIST', `view=day&date=${MONDAY}`);
    expect(await box(page, 'Robin Ellery').count()).toBe(0);
    const mine = await build.aClient(app.prisma, { firstName: 'Mine', lastName: 'Own', therapistId: user.id });
    await booked('11:00', '12:00', { clientId: mine.id, therapistId: user.id });
    await page.reload();
    await box(page, 'Mine Own').waitFor();
    expect(await box(page, 'Robin Ellery').count()).toBe(0);
    clean();
  }, 120_000);

  it('offers those who may only look nothing else', async () => {
    const { id } = await booked('09:00', '10:00');
    const user = await createUser(app, 'RECEPTIONIST', { timezone: ZONE });
    for (const permission of ['CREATE_APPOINTMENT', 'EDIT_APPOINTMENT'] as const)
      await build.aUserPermission(app.prisma, permission, { userId: user.id, granted: false });
    opened = await inBrowser.open();
    const { page } = opened;
    await signInAs(page, user, `/admin/pages/calendar?view=day&date=${MONDAY}`);
    await box(page, 'Robin Ellery').waitFor();
    expect(await page.getByRole('button', { name: 'New appointment' }).count()).toBe(0);
    await dragBy(page, box(page, 'Robin Ellery'), { y: 2 * HOUR });
    expect((await stored(id)).startTime).toEqual(at('09:00'));
    if (!(await dialog(page).isVisible())) await box(page, 'Robin Ellery').click();
    await dialog(page).getByText('Speech therapy').waitFor();
    expect(
      await dialog(page)
        .getByRole('button', { name: /Confirm|Cancel it|Reschedule/ })
        .count(),
    ).toBe(0);
    clean();
  }, 120_000);

  it('fits a phone', async () => {
    await booked('09:00', '10:00');
    const { page, screenshot } = await open('RECEPTIONIST', `date=${MONDAY}`, { viewport: { width: 390, height: 800 } });
    await box(page, 'Robin Ellery').waitFor();
    expect(await page.getByRole('button', { name: 'List' }).getAttribute('aria-pressed')).toBe('true');
    await screenshot('calendar-phone');
    for (const name of ['Day', 'Week', 'Month', 'Therapists', 'Rooms', 'List']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.locator('.cal-place[aria-busy="false"]').waitFor();
      const { scroll, width } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, width: innerWidth }));
      expect({ name, fits: scroll <= width }).toEqual({ name, fits: true });
    }
    await box(page, 'Robin Ellery').click();
    await dialog(page).getByText('Speech therapy').waitFor();
    await screenshot('calendar-phone-details');
    clean();
  }, 120_000);
});
