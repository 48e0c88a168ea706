/** Payments by card, for tests that need one and not what it is about. */
import { randomUUID } from 'node:crypto';
import type * as Models from '../../src/generated/prisma/index.js';
import type { PrismaClient } from '../../src/generated/prisma/index.js';
import { aClient, anInvoice, send } from './builders.js';

const IN_A_DAY = 23 * 3_600_000;

/** Somebody was led to the processor's page. */
export async function aCardPayment(db: PrismaClient, given: { clientId?: bigint } = {}): Promise<Models.CardPayment> {
  const clientId = given.clientId ?? (await aClient(db)).id;
  const { id: invoiceId } = await anInvoice(db, { clientId });
  const expiresAt = new Date(Date.now() + IN_A_DAY);
  return db.cardPayment.create({ data: { key: randomUUID(), clientId, invoiceId, amount: 40, currency: 'CAD', expiresAt } });
}

/** What the client owes of an invoice of theirs, in two instalments far from now. */
export async function aPaymentPlan(db: PrismaClient, given: { clientId?: bigint } = {}): Promise<Models.PaymentPlan> {
  const clientId = given.clientId ?? (await aClient(db)).id;
  const { id: invoiceId } = await anInvoice(db, { clientId });
  const day = new Date('2026-06-03T00:00:00Z');
  await send(db, invoiceId, { status: 'SENT', issueDate: day, dueDate: day });
  const { balance: total } = await db.invoice.findUniqueOrThrow({ where: { id: invoiceId } });
  const half = total.dividedBy(2).toDecimalPlaces(2);
  const [first, second] = [new Date('2090-01-31T00:00:00Z'), new Date('2090-02-28T00:00:00Z')];
  return db.$transaction(async (tx) => {
    const plan = await tx.paymentPlan.create({ data: { clientId, total, count: 2, rhythm: 'MONTH', firstDueOn: first } });
    await tx.paymentPlanInvoice.create({ data: { planId: plan.id, invoiceId, position: 1, amount: total, afterMovement: 0n } });
    await tx.paymentPlanInstalment.createMany({
      data: [
        { planId: plan.id, position: 1, dueOn: first, amount: half },
        { planId: plan.id, position: 2, dueOn: second, amount: total.minus(half) },
      ],
    });
    return plan;
  });
}
