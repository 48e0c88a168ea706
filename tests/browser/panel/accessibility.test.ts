/** What rules of accessibility can be checked by a program (WCAG 2.1 A and AA, by axe) on the pages that are our own, by day and by night. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { withApp } from '../../support/app.js';
import { withBrowser } from '../../support/browser.js';
import * as build from '../../support/builders.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser } from '../../support/users.js';

const DAY = '2031-03-10';
const CALENDAR = '/admin/pages/calendar';

describe('accessibility', () => {
  const app = withApp();
  const { open } = withBrowser(app);
  let page: Page;
  let appointment: bigint;
  let entry: bigint;

  beforeAll(async () => {
    const therapistId = (await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST' })).id;
    await build.someWorkingHours(app.prisma, { userId: therapistId });
    const at = (hour: number): Date => new Date(Date.parse(`${DAY}T00:00:00.000Z`) + hour * 3_600_000);
    const client = await build.aClient(app.prisma, { firstName: 'Robin', lastName: 'Ellery' });
    const booked = (hour: number, given: object) =>
      build.anAppointment(app.prisma, { clientId: client.id, therapistId, startTime: at(hour), endTime: at(hour + 1), ...given });
    appointment = (await booked(9, {})).id;
    await booked(10, { status: 'CONFIRMED' });
    await booked(12, { status: 'CANCELLED', cancellationReason: 'Ill.' });
    await booked(13, { isGroupSession: true, maxParticipants: 4 });
    for (const hour of [14, 15, 16]) await booked(hour, {});
    await build.aClosure(app.prisma, { startDate: new Date('2031-03-12'), endDate: new Date('2031-03-12') });
    entry = (await build.aWaitlistEntry(app.prisma, { clientId: client.id })).id;
  }, 120_000);

  /** What is broken within that part of the page, as `rule: where`. */
  const faultsIn = async (part: string): Promise<string[]> => {
    await page.evaluate(axe.source);
    return page.evaluate(async (selector) => {
      const { axe: run } = window as unknown as { axe: typeof axe };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
      const { violations, passes } = await run.run(selector, { runOnly: { type: 'tag', values: tags } });
      if (passes.length === 0) return [`nothing was checked in ${selector}`];
      // The grid's own library calls itself a table and its days cells, without rows between them.
      const grid = document.querySelector('.ec');
      const isGrids = (id: string, target: string): boolean =>
        ['aria-required-children', 'aria-required-parent'].includes(id) &&
        (grid?.matches(target) === true || grid?.querySelector(target) !== null);
      return violations.flatMap(({ id, nodes }) =>
        nodes
          .filter(({ target }) => !isGrids(id, String(target)))
          .map(({ target, any }) => `${id}: ${String(target)} ${any[0]?.message ?? ''}`),
      );
    }, part);
  };
  const ready = (): Promise<void> => page.locator('.cal-place[aria-busy="false"]').waitFor();

  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    beforeAll(async () => {
      ({ page } = await open({ colorScheme }));
      await signInAs(page, await createUser(app, 'ADMIN', { timezone: 'UTC' }));
      await page.locator('.crm-home h1').waitFor();
    }, 120_000);

    it('of the home page and the bar at the top', async () => {
      expect(await faultsIn('.crm-home')).toEqual([]);
      expect(await faultsIn('.crm-user')).toEqual([]);
    }, 60_000);

    it.each(['day', 'week', 'month', 'therapists', 'rooms', 'list'])(
      'of the calendar, view %s',
      async (view) => {
        await page.goto(`${CALENDAR}?view=${view}&date=${DAY}&status=SCHEDULED,CONFIRMED,CANCELLED`);
        await ready();
        await page.locator('.ec-event').first().waitFor();
        expect(await faultsIn('.cal')).toEqual([]);
      },
      60_000,
    );

    it.each([
      ['a new appointment', () => 'do=new'],
      ['a new series', () => 'do=series'],
      ['an appointment', () => `appointment=${appointment}`],
      ['one that is moved', () => `appointment=${appointment}&do=time`],
      ['one that is cancelled', () => `appointment=${appointment}&do=cancel`],
      ['an offer', () => `waitlist=${entry}&do=offer`],
      ['a placement', () => `waitlist=${entry}&do=place`],
    ])(
      'of the dialog for %s',
      async (_name, query) => {
        await page.goto(`${CALENDAR}?date=${DAY}&${query()}`);
        await ready();
        await page.locator('dialog[open] :is(input, select, dl)').first().waitFor();
        expect(await faultsIn('dialog[open]')).toEqual([]);
      },
      60_000,
    );
  });
});
