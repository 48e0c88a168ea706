/** What the processor tells: signed, looked up, and seen to once. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { countUse, refuseBeyond } from '../../access/rate-limit.js';
import { AppError } from '../../kernel/errors.js';
import { asSystem, noteDispute, settle } from './card-payments.service.js';
import { syncRefunds } from './card-refunds.service.js';
import { processorOf } from './processor.js';
import type { CardEvent, CardSession } from './processor.types.js';
import { ProcessorError } from './processor-error.js';

/** Bodies that nobody signed, from one address. */
const UNSIGNED = { name: 'card-event', points: 100, seconds: 15 * 60 };

/** Settles the payment of a session; nothing where it is none of ours: an account at the processor may serve others too. */
async function settleSession(ctx: Ctx, session: CardSession | undefined): Promise<void> {
  if (!session?.key) return;
  const payment = await ctx.db.cardPayment.findUnique({ where: { key: session.key }, select: { id: true } });
  if (payment) await settle(ctx, payment.id, session);
}

async function seeTo(ctx: Ctx, about: NonNullable<CardEvent['about']>): Promise<void> {
  const processor = processorOf(ctx);
  if (about.kind === 'session') return settleSession(ctx, await processor.findSession(about.id));
  const { intentId } = about;
  // What follows on a payment may come before the word that it was paid.
  if ((await ctx.db.cardPayment.count({ where: { intentId } })) === 0)
    await settleSession(ctx, await processor.sessionOf(intentId));
  if (about.kind === 'dispute') await noteDispute(ctx, intentId, about.lost);
  else await syncRefunds(ctx, intentId);
}

/**
 * Takes an event in. The same again does nothing. Nothing of its body is believed but what it is about: how that stands is asked of the
 * processor, so that no older event undoes a newer one. Throws 400 for what was not signed just now, 409 where no cards are set up, 429, 503 where
 * the processor cannot be asked: it tells it again.
 * @param body exactly as it came
 */
export async function takeCardEvent(nobody: Ctx, body: Buffer, signature: string): Promise<void> {
  const processor = processorOf(nobody);
  const address = nobody.origin.ipAddress ?? '';
  await refuseBeyond(nobody, UNSIGNED, address);
  const event = processor.eventIn(body, signature, nobody.now());
  if (!event) {
    await countUse(nobody, UNSIGNED, address);
    throw new AppError(400, 'card_event.signature', 'This event is not signed by the processor, or was signed too long ago.');
  }
  const ctx = asSystem(nobody);
  if (event.about === null || (await ctx.db.cardEvent.count({ where: { id: event.id } })) > 0) return;
  try {
    await seeTo(ctx, event.about);
  } catch (error) {
    if (!(error instanceof ProcessorError)) throw error;
    ctx.log.warn(
      { event: event.id, kind: error.kind, reason: error.reason },
      'an event of the cards’ processor could not be seen to',
    );
    throw new AppError(503, 'card.unavailable', 'The processor cannot be asked about this now.', { retryAfterSeconds: 60 });
  }
  await inTransaction(ctx, async (tx) => {
    await tx.db.cardEvent.createMany({ data: [{ id: event.id, type: event.type, receivedAt: tx.now() }], skipDuplicates: true });
  });
}
