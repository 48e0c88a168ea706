/** What programs pay of invoices, under which number, and what was agreed to beforehand. */
import { Decimal } from 'decimal.js';
import { createAuthorization } from '../../../../src/billing/authorizations/authorizations.service.js';
import { updateFundingAuthorization } from '../../../../src/billing/funding/funding-authorizations.service.js';
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
  const drawn = bills.filter(({ authorized }) => authorized.greaterThan(0));
  await world.each(drawn, async ({ id, issued, authorized, total }, tx) => {
    const row = await tx.db.fundingAuthorization.findFirst({ where: { invoiceId: id }, select: { id: true } });
    if (!row) return;
    await updateFundingAuthorization(world.ctx(who, world.morning(issued, 410), tx), row.id, {
      authorizationNumber: `A-${dice.text(6)}`,
      notes: authorized.lessThan(total) ? 'The rest is billed to the family.' : null,
    });
  });
  await agreeBeforehand(books);
  await world.each(books.funded(), async ([client, rest], tx) => {
    const ctx = world.ctx(who, world.morning(addDays(world.today, -1), 490), tx);
    if (rest.isZero()) await updateFunding(ctx, client.id, client.funding?.id ?? 0n, { status: 'EXHAUSTED' });
  });
}

/** What was agreed to, by turns: counted in each way, of the past, of now and to come; one of five visits is soon used up. */
const AGREED = [
  { kind: 'VISITS', amount: 60, from: -170, until: 195 },
  { kind: 'MONEY', amount: 4800, from: -120, until: 245 },
  { kind: 'VISITS', amount: 5, from: -150, until: 60 },
  { kind: 'UNITS', amount: 30, from: -160, until: -20 },
  { kind: 'VISITS', amount: 24, from: 20, until: 200 },
] as const;

/** Programs and policies agree to visits beforehand: those that are there draw on it at once. */
async function agreeBeforehand(books: Books): Promise<void> {
  const { world } = books;
  const dice = world.dice('agreed beforehand');
  const who = world.first('STAFF');
  const insured = world.clients.filter(({ insuranceId, status }) => insuranceId !== null && status === 'ACTIVE').slice(0, 15);
  const payers = [
    ...books.funded().map(([{ id, funding }]) => ({ clientId: id, payer: { fundingId: funding?.id } })),
    ...insured.map(({ id, insuranceId }) => ({ clientId: id, payer: { insuranceId } })),
  ];
  const planned = payers.map((payer, index) => ({
    ...payer,
    number: `PA-${dice.text(6)}`,
    agreed: AGREED[index % AGREED.length] as (typeof AGREED)[number],
  }));
  await world.each(planned, async ({ clientId, payer, number, agreed }, tx) => {
    await createAuthorization(world.ctx(who, world.morning(addDays(world.today, -1), 480), tx), clientId, {
      ...payer,
      number,
      kind: agreed.kind,
      amount: new Decimal(agreed.amount),
      validFrom: dateOf(addDays(world.today, agreed.from)),
      validTo: dateOf(addDays(world.today, agreed.until)),
    });
  });
}
