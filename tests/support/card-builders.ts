/** Payments by card, for tests that need one and not what it is about. */
import { randomUUID } from 'node:crypto';
import type * as Models from '../../src/generated/prisma/index.js';
import type { PrismaClient } from '../../src/generated/prisma/index.js';
import { aClient, anInvoice } from './builders.js';

const IN_A_DAY = 23 * 3_600_000;

/** Somebody was led to the processor's page. */
export async function aCardPayment(db: PrismaClient, given: { clientId?: bigint } = {}): Promise<Models.CardPayment> {
  const clientId = given.clientId ?? (await aClient(db)).id;
  const { id: invoiceId } = await anInvoice(db, { clientId });
  const expiresAt = new Date(Date.now() + IN_A_DAY);
  return db.cardPayment.create({ data: { key: randomUUID(), clientId, invoiceId, amount: 40, currency: 'CAD', expiresAt } });
}
