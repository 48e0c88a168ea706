/**
 * The demo practice: made-up people, the same every time for a given day. It goes through the use cases, so everything is
 * checked and audited as if people had done it, on the day on which they would have.
 */
import type { AppDeps } from '../../src/access/context.js';
import { makeAppointments, makeVirtualSessions } from './demo/scheduling/appointments.js';
import { makeAvailability } from './demo/scheduling/availability.js';
import { makeCalendarFeeds } from './demo/scheduling/feeds.js';
import { makePrices } from './demo/billing/prices.js';
import { makeInvoices } from './demo/billing/billing.js';
import { turnDay } from '../../src/billing/day/day.service.js';
import { clockOf } from '../../src/kernel/clock.js';
import { makeCatalogues } from './demo/practice/catalogues.js';
import { makeDocuments, makeMessages } from './demo/messages/conversations.js';
import { makeAnalytics, makeExceptions, makeSignIns } from './demo/insight/insight.js';
import { makePlaces, makeStaff } from './demo/practice/office.js';
import { makeAlerts } from './demo/clients/alerts.js';
import { makeClients } from './demo/people/people.js';
import { Schedule } from './demo/scheduling/schedule.js';
import { makeNews, makeOffers, makeWaitlist } from './demo/scheduling/waitlist.js';
import { World } from './demo/world.js';

/** The zone of the practice and of its main location. */
const ZONE = 'America/Toronto';

/**
 * Fills an empty database, with the reference data in it, around the day that it is in the practice's zone.
 * @param onProgress hears what is being made, in a few words
 */
export async function seedDemo(deps: AppDeps, onProgress: (text: string) => void): Promise<void> {
  const now = deps.now?.() ?? new Date();
  const world = new World(deps, clockOf(ZONE).day(now), ZONE);
  onProgress('the practice, its rooms and its people');
  await makePlaces(world);
  await makeStaff(world);
  await makeCatalogues(world);
  onProgress('200 clients with their families');
  await makeClients(world);
  await makeAlerts(world);
  onProgress('nine months of appointments');
  await makeAppointments(world, new Schedule(world).plan());
  await makeAvailability(world);
  const waiting = await makeWaitlist(world);
  await makeOffers(world, waiting);
  await makeNews(world);
  await makeCalendarFeeds(world);
  await makePrices(world);
  onProgress('invoices, telehealth sessions, messages and documents');
  // Each has tables of its own; ids within a table come out the same.
  await Promise.all([makeInvoices(world), makeVirtualSessions(world), makeMessages(world), makeDocuments(world)]);
  // What the job of the day would do within the hour: policy years, statuses and notices say the same from the first minute on.
  await turnDay(world.ctx(null, world.morning(world.today)));
  onProgress('figures, widgets and logs');
  await makeAnalytics(world);
  await makeExceptions(world);
  await makeSignIns(world);
}
