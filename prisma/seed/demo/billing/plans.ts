/** Families who pay an invoice in instalments. */
import { clientOwes } from '../../../../src/billing/cards/pay-links.service.js';
import { createPlan } from '../../../../src/billing/plans/plans.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import { toDate } from '../../../../src/kernel/time.js';
import type { Day } from '../scheduling/calendar.js';
import type { Bill, Books } from './books.js';

/** Three instalments, a month apart, the first of them two weeks later. */
export function agreesToPlan(books: Books, bill: Bill, day: Day): void {
  books.timeline.office(day, books.dice.int(200, 480), async (at) => {
    const ctx = at(books.clerkOf(bill.client));
    if (!(await clientOwes(ctx, [bill.id])).has(bill.id)) return;
    await createPlan(ctx, {
      clientId: bill.client.id,
      invoiceIds: [bill.id],
      count: 3,
      rhythm: 'MONTH',
      firstDueOn: toDate(addDays(day, 14), 'firstDueOn'),
      note: 'Agreed by phone',
    });
  });
}
