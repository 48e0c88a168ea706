/**
 * Money that goes back to a card. A refund is written in the books with what is to be sent to the processor, in one transaction; a job sends it,
 * under a key by which the processor knows it again. Unsure means that it is asked for, and sent again: never twice, and never forgotten.
 */
import { randomUUID } from 'node:crypto';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { lockRow } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import { wakeJob } from '../../jobs/wake.js';
import { takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { takeRefundBack, writeOutsideRefund } from '../payments/refund-outcomes.service.js';
import { tellOfCards } from './card-news.js';
import { type DueRefund, dueToRefund, refundsToCard } from './cards.queries.js';
import { processorOf, takesCards } from './processor.js';
import type { ProcessorRefund } from './processor.types.js';
import { ProcessorError } from './processor-error.js';

const AT_ONCE = 20;
/** So many tries without an answer are told to staff; by then a quarter of an hour is over. */
const TELL_AFTER = 5;

/** Has refunds of card payments go back to the card. In the transaction that wrote them. Throws 409 where no cards are set up any more. */
export async function sendBack(tx: Ctx, receiptIds: readonly bigint[]): Promise<void> {
  const rows = await refundsToCard(tx, receiptIds);
  if (rows.length === 0) return;
  processorOf(tx);
  for (const { refundId, cardPaymentId, amount } of rows) {
    const now = tx.now();
    const row = await tx.db.cardRefund.create({
      data: { key: randomUUID(), refundId, cardPaymentId, amount, tryAt: now, createdAt: now },
      include: { cardPayment: { select: { clientId: true } } },
    });
    const { cardPayment, ...after } = row;
    await audit(tx, { action: 'CREATE', recordType: 'CardRefund', recordId: row.id, clientId: cardPayment.clientId, after });
  }
  await wakeJob(tx, 'card-payments');
}

/** Writes what the processor says of one of our refunds. Gives whether it is over with that. */
export async function settleRefund(
  ctx: Ctx,
  id: bigint,
  told: Pick<ProcessorRefund, 'status'> & { id: string | null },
): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const found = await tx.db.cardRefund.findUniqueOrThrow({ where: { id }, include: { cardPayment: true } });
    const { clientId } = found.cardPayment;
    // First what its refund holds, in the order in which all hold them.
    if (told.status === 'FAILED' && found.status !== 'FAILED' && found.refundId !== null)
      await takeRefundBack(tx, found.refundId, 'The card’s processor did not make it');
    await lockRow(tx.db, 'CardRefund', id);
    const before = await tx.db.cardRefund.findUniqueOrThrow({ where: { id } });
    if (before.status === 'FAILED' || (before.status === told.status && before.processorId === told.id)) return false;
    // What was done may fail later; it is never to be done again.
    const status = before.status === 'DONE' && told.status === 'PENDING' ? 'DONE' : told.status;
    const after = await tx.db.cardRefund.update({
      where: { id },
      data: { status, processorId: told.id ?? before.processorId, ...(status !== 'PENDING' && { tryAt: null }) },
    });
    await audit(tx, { action: 'UPDATE', recordType: 'CardRefund', recordId: id, clientId, before, after });
    if (status === 'FAILED') {
      await tellOfCards(tx, 'refundFailed', 'CardRefund', id);
      await emit(tx, 'card_refund.failed', { id, clientId });
    }
    if (status === 'DONE' && before.status !== 'DONE') await emit(tx, 'card_refund.done', { id, clientId });
    return status !== 'PENDING';
  });
}

/** One that was made at the processor's own page: written once, where its money is. */
async function noteOutside(ctx: Ctx, cardPaymentId: bigint, { id: processorId, amount, status }: ProcessorRefund): Promise<void> {
  if (amount === undefined || status === 'FAILED') return;
  await inTransaction(ctx, async (tx) => {
    const { receiptId, clientId } = await tx.db.cardPayment.findUniqueOrThrow({ where: { id: cardPaymentId } });
    // Told twice at once, it is looked for by one after the other.
    await takeTurnOnAccount(tx, clientId);
    if (receiptId === null || (await tx.db.cardRefund.count({ where: { processorId } }))) return;
    const note = async (refundId: bigint | null): Promise<bigint> => {
      const row = await tx.db.cardRefund.create({
        data: { key: randomUUID(), cardPaymentId, refundId, amount, status: 'DONE', processorId, createdAt: tx.now() },
      });
      await audit(tx, { action: 'CREATE', recordType: 'CardRefund', recordId: row.id, clientId, after: row });
      await emit(tx, 'card_refund.done', { id: row.id, clientId });
      return row.id;
    };
    // Somebody had entered it here before the payment was known to be a card's.
    const byHand = await tx.db.refund.findFirst({
      where: {
        receiptId,
        amount,
        paymentMethod: { in: ['CREDIT_CARD', 'DEBIT_CARD'] },
        failedAt: null,
        cardRefund: null,
      },
      orderBy: { id: 'asc' },
      select: { id: true },
    });
    if (byHand) {
      await note(byHand.id);
      return;
    }
    const reason = 'Given back at the card’s processor';
    const written = await writeOutsideRefund(tx, receiptId, { amount, reason, referenceNumber: processorId }, async (refund) => {
      await note(refund.id);
    });
    if (!written) await tellOfCards(tx, 'refundElsewhere', 'CardRefund', await note(null));
  });
}

/**
 * Brings all refunds of a payment in line with the processor's. Throws ProcessorError.
 * @param given what the processor has told just now
 */
export async function syncRefunds(ctx: Ctx, intentId: string, given?: readonly ProcessorRefund[]): Promise<void> {
  const payment = await ctx.db.cardPayment.findUnique({ where: { intentId }, include: { refunds: true } });
  if (!payment) return;
  const told = given ?? (await processorOf(ctx).refundsOf(intentId));
  const ours = (one: ProcessorRefund) =>
    payment.refunds.find(({ key, processorId }) => processorId === one.id || (one.key !== null && key === one.key));
  for (const one of told) {
    const known = ours(one);
    if (known) await settleRefund(ctx, known.id, one);
  }
  // One of ours that waits may be what was made there by hand: it is settled first, and these are looked at again.
  if (payment.refunds.some(({ status, id }) => status === 'PENDING' && !told.some((one) => ours(one)?.id === id))) return;
  for (const one of told) if (!ours(one)) await noteOutside(ctx, payment.id, one);
}

type Told = Pick<ProcessorRefund, 'status'> & { id: string | null };

/** What became of a refund at the processor, and all that it has of its payment; undefined where it cannot say now. */
async function askForRefund(ctx: Ctx, { id, attempts }: DueRefund): Promise<{ told: Told; all: ProcessorRefund[] } | undefined> {
  const { key, amount, cardPayment } = await ctx.db.cardRefund.findUniqueOrThrow({
    where: { id },
    include: { cardPayment: true },
  });
  const { intentId, currency } = cardPayment;
  if (intentId === null) return undefined;
  const processor = processorOf(ctx);
  /** Whether the processor said no; Throws what is no fault of the processor's. */
  const refuses = (error: unknown): boolean => {
    if (!(error instanceof ProcessorError)) throw error;
    ctx.log.warn({ cardRefund: String(id), attempts, kind: error.kind, reason: error.reason }, 'a refund to a card was not made');
    return error.kind === 'REFUSED';
  };
  const look = async (): Promise<ProcessorRefund[] | undefined> => {
    try {
      return await processor.refundsOf(intentId);
    } catch (error) {
      // To refuse a look is not to refuse the refund.
      refuses(error);
      return undefined;
    }
  };
  // After a try without an answer it may be there: keys are forgotten after a day, what was made is not.
  if (attempts > 1) {
    const all = await look();
    const told = all?.find((one) => one.key === key);
    if (all === undefined || told) return all && told && { told, all };
  }
  let told: Told;
  try {
    told = await processor.refund({ key, intentId, amount, currency });
  } catch (error) {
    if (!refuses(error)) return undefined;
    told = { id: null, status: 'FAILED' };
  }
  // Asked for before it is settled: where there is no answer, all of it is tried again.
  const all = await look();
  return all && { told, all };
}

async function tryRefund(ctx: Ctx, due: DueRefund): Promise<boolean> {
  const { id, attempts } = due;
  const asked = await askForRefund(ctx, due);
  if (!asked) {
    if (attempts >= TELL_AFTER) await inTransaction(ctx, (tx) => tellOfCards(tx, 'refundWaits', 'CardRefund', id));
    return false;
  }
  const over = await settleRefund(ctx, id, asked.told);
  const { cardPayment } = await ctx.db.cardRefund.findUniqueOrThrow({ where: { id }, include: { cardPayment: true } });
  // What was given back there meanwhile had to wait for this one.
  if (over && cardPayment.intentId !== null) await syncRefunds(ctx, cardPayment.intentId, asked.all);
  return over;
}

/** Sends the refunds that wait. Any number of processes may do so at once. Gives how many are over with that. */
export async function sendRefunds(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  if (!takesCards(ctx)) return 0;
  let over = 0;
  for (;;) {
    const due = await inTransaction(ctx, (tx) => dueToRefund(tx, AT_ONCE));
    for (const one of due) {
      // What is cut is tried again when its lease is over.
      if (signal?.aborted) return over;
      if (await tryRefund(ctx, one)) over += 1;
    }
    if (due.length < AT_ONCE) return over;
  }
}
