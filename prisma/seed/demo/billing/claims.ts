/** What insurers are asked for, and what they answer: each act as the desk would do it, on its day. */
import { Decimal } from 'decimal.js';
import { answerClaim } from '../../../../src/billing/claims/answers.service.js';
import { createClaim, moveClaim, updateClaim } from '../../../../src/billing/claims/claims.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import { dateOf, type Day } from '../scheduling/calendar.js';
import type { Bill, Books } from './books.js';

const WHY_REFUSED = [
  'Yearly maximum reached',
  'Referral missing',
  'Service not covered by the plan',
  'Member number not found',
] as const;

/** How far an insurer got with what it has not paid. */
export type Stage = 'PENDING' | 'SUBMITTED' | 'ACKNOWLEDGED' | 'IN_REVIEW' | 'REJECTED' | 'DENIED' | 'APPEALED' | 'VOIDED';

/** What an insurer answers of an invoice: what it pays, and what it says that the family owes. The rest is denied. */
export interface Answer {
  paid: Decimal;
  patientShare: Decimal;
}

/** The claim over an invoice, on the day after it was sent. Gives what is done with it later: nothing where it was credited by then. */
function claimed(books: Books, bill: Bill, submit: boolean): (act: (id: bigint) => Promise<void>) => Promise<void> {
  let id: bigint | undefined;
  books.timeline.office(addDays(bill.issued, 1), 60, async (at) => {
    const ctx = at(books.clerkOf(bill.client));
    const { balance } = await ctx.db.invoice.findUniqueOrThrow({ where: { id: bill.id }, select: { balance: true } });
    if (!balance.greaterThan(0)) return;
    ({ id } = await createClaim(ctx, { invoiceId: bill.id, submit, claimNumber: submit ? `C${books.dice.text(8)}` : null }));
  });
  return async (act) => {
    if (id !== undefined) await act(id);
  };
}

/** The insurer is asked, and answers on that day. */
export function insurerPays(books: Books, bill: Bill, day: Day, answer: Answer): void {
  const then = claimed(books, bill, true);
  books.timeline.office(day, books.dice.int(200, 480), (at) =>
    then((id) =>
      answerClaim(at(books.atTheOffice()), id, {
        ...answer,
        referenceNumber: `EFT${books.dice.text(7)}`,
        denialReason: bill.total.greaterThan(answer.paid.plus(answer.patientShare)) ? books.dice.pick(WHY_REFUSED) : null,
      }),
    ),
  );
}

/** The insurer is asked, and has come so far with it. */
export function insurerWaits(books: Books, bill: Bill, stage: Stage): void {
  const { timeline, dice, world } = books;
  const then = claimed(books, bill, stage !== 'PENDING');
  if (stage === 'PENDING' || stage === 'SUBMITTED') return;
  const later = (
    days: number,
    act: (id: bigint, at: Parameters<Parameters<typeof timeline.office>[2]>[0]) => Promise<void>,
  ): void => timeline.office(addDays(bill.issued, days), dice.int(100, 400), (at) => then((id) => act(id, at)));
  const why = dice.pick(WHY_REFUSED);
  later(4, async (id, at) => {
    const ctx = at(books.clerkOf(bill.client));
    if (stage === 'VOIDED') return moveClaim(ctx, id, { status: 'VOIDED' });
    if (stage === 'REJECTED') return moveClaim(ctx, id, { status: 'REJECTED', reason: why });
    await moveClaim(ctx, id, { status: 'ACKNOWLEDGED' });
    if (stage === 'ACKNOWLEDGED') return;
    await moveClaim(ctx, id, { status: 'IN_REVIEW' });
    await updateClaim(ctx, id, { followUpDate: dateOf(addDays(world.today, dice.int(1, 20))) });
    if (stage === 'IN_REVIEW') return;
    await answerClaim(ctx, id, { paid: new Decimal(0), denialReason: why });
    if (stage === 'APPEALED') {
      await moveClaim(ctx, id, { status: 'APPEALED' });
      await updateClaim(ctx, id, { notes: 'Referral sent again with the doctor’s letter.' });
    }
  });
}
