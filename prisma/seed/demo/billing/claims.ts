/** What insurers were asked for, and what programs promised: it agrees with what they paid. */
import type { Decimal } from 'decimal.js';
import { updateFunding } from '../../../../src/clients/funding/funding.service.js';
import type { InvoiceStatus } from '../../../../src/generated/prisma/index.js';
import { addDays } from '../../../../src/kernel/days.js';
import { roundMoney } from '../../../../src/kernel/money.js';
import type { Row } from '../../../../src/records/records.types.js';
import { dateOf, earlier } from '../scheduling/calendar.js';
import type { Dice } from '../dice.js';
import type { World } from '../world.js';
import type { Bill, Books } from './books.js';

/** An invoice as it stands today. */
export type Standing = Bill & { status: InvoiceStatus; balance: Decimal };

/** In turn, so that each of them is there; of those for which no insurer has paid. */
const UNPAID: Record<InvoiceStatus, readonly string[]> = {
  DRAFT: [],
  CANCELLED: ['VOIDED'],
  SENT: ['SUBMITTED', 'IN_REVIEW', 'APPROVED', 'ACKNOWLEDGED', 'PENDING', 'SUBMITTED'],
  PAID: ['DENIED'],
  OVERDUE: ['DENIED', 'REJECTED', 'APPEALED', 'IN_REVIEW'],
  REFUNDED: ['VOIDED'],
};
const REFUSED = ['REJECTED', 'DENIED', 'APPEALED'];
const WHY_REFUSED = [
  'Yearly maximum reached',
  'Referral missing',
  'Service not covered by the plan',
  'Member number not found',
] as const;

function claimOf(world: World, dice: Dice, bill: Standing, unpaid: string): Row {
  const paid = bill.insurerPaid;
  const usual = roundMoney(bill.total.times('0.8'));
  // Some policies cover all of it, and some claims are granted in part.
  const claimed = paid?.amount.greaterThan(usual) ? bill.total : usual;
  const status = !paid ? unpaid : paid.amount.lessThan(claimed) ? 'PARTIALLY_APPROVED' : 'PAID';
  const refused = REFUSED.includes(status);
  const submitted = addDays(bill.issued, dice.int(0, 3));
  return {
    invoiceId: bill.id,
    insuranceId: bill.insuranceId,
    claimNumber: status === 'PENDING' ? null : `C${dice.text(8)}`,
    submissionDate: dateOf(earlier(submitted, world.today)),
    status,
    amountClaimed: claimed.toFixed(2),
    amountApproved: paid?.amount.toFixed(2) ?? (status === 'APPROVED' ? claimed.toFixed(2) : null),
    amountPaid: paid?.amount.toFixed(2) ?? null,
    paymentDate: paid ? dateOf(paid.day) : null,
    denialReason: refused ? dice.pick(WHY_REFUSED) : null,
    followUpDate: refused || status === 'IN_REVIEW' ? dateOf(addDays(world.today, dice.int(1, 20))) : null,
    notes: status === 'APPEALED' ? 'Referral sent again with the doctor’s letter.' : null,
  };
}

/** A claim for each invoice of an insurer. */
export async function makeClaims({ world }: Books, bills: readonly Standing[]): Promise<void> {
  const dice = world.dice('claims');
  const turns = new Map<InvoiceStatus, number>();
  await world.addOverTime(
    'InsuranceClaim',
    bills.filter(({ insuranceId }) => insuranceId !== null),
    (bill) => {
      const turn = turns.get(bill.status) ?? 0;
      if (!bill.insurerPaid) turns.set(bill.status, turn + 1);
      const unpaid = UNPAID[bill.status];
      return claimOf(world, dice, bill, unpaid[turn % unpaid.length] ?? 'PENDING');
    },
    ({ issued }) => ({ key: issued, when: world.morning(issued, 400), who: world.first('STAFF') }),
  );
}

/** Programs pay until nothing is left; what is left is written down with the client's funding. */
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
    await updateFunding(ctx, client.id, client.funding?.id ?? 0n, {
      remainingAmount: rest,
      ...(rest.isZero() ? { status: 'EXHAUSTED' as const } : {}),
    });
  });
}
