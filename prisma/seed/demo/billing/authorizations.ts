/** What programs promised of invoices: it agrees with what they paid. */
import type { Decimal } from 'decimal.js';
import { updateFunding } from '../../../../src/clients/funding/funding.service.js';
import type { InvoiceStatus } from '../../../../src/generated/prisma/index.js';
import { addDays } from '../../../../src/kernel/days.js';
import { dateOf } from '../scheduling/calendar.js';
import type { Bill, Books } from './books.js';

/** An invoice as it stands today. */
export type Standing = Bill & { status: InvoiceStatus; balance: Decimal };

/** Programs pay until nothing is left; what is left follows from what is charged to them. */
export async function makeAuthorizations(books: Books, bills: readonly Standing[]): Promise<void> {
  const { world } = books;
  const dice = world.dice('authorizations');
  const who = world.first('STAFF');
  await world.addOverTime(
    'FundingAuthorization',
    bills.filter(({ authorized, status }) => authorized.greaterThan(0) && status !== 'CANCELLED'),
    ({ id, client, issued, authorized, total, balance }) => ({
      clientFundingId: client.funding?.id,
      invoiceId: id,
      authorizationNumber: `A-${dice.text(6)}`,
      authorizedDate: dateOf(issued),
      authorizedAmount: authorized.toFixed(2),
      // The program pays before the family.
      status: balance.lessThan(total) ? 'USED' : 'APPROVED',
      notes: authorized.lessThan(total) ? 'The rest is billed to the family.' : null,
    }),
    ({ issued }) => ({ key: issued, when: world.morning(issued, 410), who }),
  );
  await world.each(books.funded(), async ([client, rest], tx) => {
    const ctx = world.ctx(who, world.morning(addDays(world.today, -1), 490), tx);
    if (rest.isZero()) await updateFunding(ctx, client.id, client.funding?.id ?? 0n, { status: 'EXHAUSTED' });
  });
}
