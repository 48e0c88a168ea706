/** The money of half a year: invoices, what was paid and taken back, claims and authorizations. */
import { closePeriod } from '../../../../src/billing/periods/periods.service.js';
import { turnPlans } from '../../../../src/billing/plans/plans.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import { monthStart } from '../scheduling/calendar.js';
import type { World } from '../world.js';
import { MONTHS, planBills } from './bills.js';
import { type Bill, Books } from './books.js';
import { makeAuthorizations, type Standing } from './authorizations.js';
import { fatesOf } from './fates.js';
import { planPackages } from './packages.js';
import { makeVisitsBilled } from './visits.js';

/** Each invoice as it stands when everything has happened. */
async function standingsOf(world: World, bills: readonly Bill[]): Promise<Standing[]> {
  const { db } = world.ctx(null, world.morning(world.today));
  const rows = await db.invoice.findMany({
    where: { id: { in: bills.map(({ id }) => id) } },
    select: { id: true, status: true, balance: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return bills.map((bill) => {
    const row = byId.get(bill.id);
    if (!row) throw new Error('An invoice is gone.');
    return { ...bill, ...row };
  });
}

/** The first month in which invoices were sent is closed on the tenth of the next one. */
function planClosing({ world, timeline }: Books): void {
  const first = monthStart(world.today, 1 - MONTHS);
  timeline.office(
    addDays(monthStart(first, 1), 9),
    0,
    async (at) => void (await closePeriod(at(world.first('ADMIN')), first.slice(0, 7))),
  );
}

/** All of it, through the use cases, in the order in which it would have happened. */
export async function makeInvoices(world: World): Promise<void> {
  const books = new Books(world);
  const bills: Bill[] = [];
  const decide = fatesOf(books);
  planBills(books, (bill) => {
    bills.push(bill);
    decide(bill);
  });
  planPackages(books);
  planClosing(books);
  await books.timeline.run();
  await turnPlans(world.ctx(null, world.morning(world.today)), world.today);
  const standings = await standingsOf(world, bills);
  await makeVisitsBilled(world);
  await makeAuthorizations(books, standings);
}
