/** Families who pay for ten visits at once, and get them for the price of nine. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../../../src/access/context.js';
import type { InvoiceLineInput } from '../../../../src/billing/invoices/invoices.input.js';
import { drawVisits } from '../../../../src/billing/packages/drawing.service.js';
import { createPackage } from '../../../../src/billing/packages/packages.service.js';
import { recordPayment } from '../../../../src/billing/payments/payments.service.js';
import { endPackage } from '../../../../src/billing/prepayment/ending.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import { fromDate } from '../../../../src/kernel/time.js';
import { dateOf, monthStart, workday } from '../scheduling/calendar.js';
import type { Client } from '../world.js';
import type { Books } from './books.js';
import { CODES } from './codes.js';

const VISITS = 10;
const PAID = 9;
/** One family in so many has a package. */
const EVERY = 14;

/** What a package costs, and how it comes about: paid at once, in two halves of which one came, or ended before it was used. */
function planPackage(books: Books, client: Client, nth: number): void {
  const { world, timeline } = books;
  const visit = world.visits.find((one) => one.kind === 'THERAPY' && one.client === client);
  const code = visit && CODES[visit.therapist.discipline ?? 'speech'];
  if (code === undefined) return;
  books.prepaid.add(client);
  const day = workday(addDays(monthStart(world.today, -3), nth % 20));
  let id: bigint | undefined;
  timeline.on(day, 10, async (at) => {
    const ctx = at(books.clerkOf(client));
    const { id: serviceCodeId } = world.service(code);
    const rate = await ctx.db.serviceCode.findUniqueOrThrow({ where: { id: serviceCodeId }, select: { rate: true } });
    const price = rate.rate.times(PAID);
    const terms = { visits: VISITS, price, validFrom: dateOf(day), expiresOn: dateOf(addDays(day, 365)) };
    const sold = await createPackage(ctx, { clientId: client.id, serviceCodeId, ...terms, notes: 'Ten for the price of nine.' });
    id = sold.id;
    const amount = nth % 4 === 3 ? sold.amountDue.dividedBy(2).toDecimalPlaces(2, Decimal.ROUND_DOWN) : sold.amountDue;
    await recordPayment(ctx, { packageId: id, clientId: client.id, amount, paymentMethod: 'DEBIT_CARD' });
  });
  if (nth % 4 === 2)
    timeline.office(addDays(day, 9), 30, async (at) => {
      if (id === undefined) throw new Error('It was not sold.');
      await endPackage(at(books.clerkOf(client)), id, { reason: 'The family moves away.', to: 'REFUND' });
    });
}

/** Of families who pay themselves. */
export function planPackages(books: Books): void {
  books.world.clients
    .filter(({ insuranceId, funding }) => insuranceId === null && !funding)
    .filter((_, at) => at % EVERY === 3)
    .forEach((client, nth) => planPackage(books, client, nth));
}

/** The lines of a client with what their packages pay for. */
export async function withPackages(ctx: Ctx, client: Client, lines: readonly InvoiceLineInput[]): Promise<InvoiceLineInput[]> {
  const drawn = await drawVisits(
    ctx,
    lines.map(({ serviceCodeId, serviceDate, learnerId = null }) => ({
      clientId: client.id,
      learnerId,
      serviceCodeId,
      day: fromDate(serviceDate),
    })),
  );
  return lines.map(({ discountPercent, ...line }, index) => {
    const visit = drawn[index];
    return visit ? { ...line, packageId: visit.packageId } : { ...line, ...(discountPercent && { discountPercent }) };
  });
}
