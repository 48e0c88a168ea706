/** Payments by card: begun on the page behind a link, made at the processor, and recorded once, whoever tells of it and how often. */
import { randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { SYSTEM } from '../../access/actor.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { practiceHabits } from '../../access/practice-zone.js';
import { countUse } from '../../access/rate-limit.js';
import { audit } from '../../audit/audit.service.js';
import type { Page } from '../../database/lists.js';
import { lockRow } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { CardPayment, PayLink, Prisma, Receipt } from '../../generated/prisma/index.js';
import { conflict, notFound } from '../../kernel/errors.js';
import { lockInvoices, takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { recordPayment } from '../payments/payments.service.js';
import { sumOf } from '../rules/line.js';
import type { CardPaymentList } from './cards.input.js';
import { tellOfCards } from './card-news.js';
import { type CardPaymentRow, type DueLook, dueToLook, findCardPaymentRow, listCardPaymentRows } from './cards.queries.js';
import { clientOwes, type Due, dueUnder, invoicesUnder, openLink, payAddress } from './pay-links.service.js';
import { processorOf, takesCards } from './processor.js';
import type { CardSession } from './processor.types.js';
import { ProcessorError } from './processor-error.js';
import { toMinor } from './rules/minor-units.js';

/** The payments by card that match, of clients whom the actor may see. Throws 403. */
export async function listCardPayments(ctx: Ctx, query: CardPaymentList): Promise<Page<CardPaymentRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listCardPaymentRows(ctx, query);
}

/** One of them. Throws 403, 404. */
export async function getCardPayment(ctx: Ctx, id: bigint): Promise<CardPaymentRow> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findCardPaymentRow(ctx, id);
  if (!row) throw notFound('card payment');
  return row;
}

const MINUTE_MS = 60_000;
/** The processor takes sessions of 30 minutes to 24 hours. */
const SESSION_MS = 23 * 60 * MINUTE_MS;
/** Less than that is too little to type a card's number. */
const WORTH_MS = 10 * MINUTE_MS;
/** What is not heard of by then is asked for. */
const LOOK_AFTER_MS = 10 * MINUTE_MS;
/** Presses of the button under one link. */
const STARTS = { name: 'pay-start', points: 20, seconds: 60 * 60 };

/** The same ctx, acting as the server itself: a family has no account here. */
export const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: SYSTEM, idempotency: null });

/** What the processor's page is called, and in which language. */
export interface PageWords {
  /** `Invoice 2026-000123` */
  nameOf: (due: Due) => string;
  language: 'EN' | 'FR' | 'ES';
}

/** What somebody can pay, as far as we know: also what was refused where another try with its key made a page. */
const payable = (now: Date): Prisma.CardPaymentWhereInput => ({
  OR: [{ status: 'OPEN' }, { status: 'FAILED', sessionId: { not: null }, expiresAt: { gt: now } }],
});

/**
 * The try that is under way under a link for that amount, else a new one. Those for another amount, and those under other links to the same
 * invoices, are not to be paid any more.
 */
export async function claimPayment(
  ctx: Ctx,
  link: PayLink,
  due: Due,
  currency: string,
): Promise<{ payment: CardPayment; outdated: CardPayment[] }> {
  return inTransaction(ctx, async (tx) => {
    const invoiceIds = await invoicesUnder(tx, link);
    // Of two who press under two links, the later one sees the other's.
    await lockInvoices(tx, invoiceIds);
    await lockRow(tx.db, 'PayLink', link.id);
    const now = tx.now();
    const among = { in: invoiceIds };
    const open = await tx.db.cardPayment.findMany({
      where: {
        AND: [
          payable(now),
          {
            OR: [
              { invoiceId: among },
              { payLinkId: link.id },
              { payLink: { instalment: { plan: { invoices: { some: { invoiceId: among } } } } } },
            ],
          },
        ],
      },
      orderBy: { id: 'desc' },
      take: 20,
    });
    const isWorth = (one: CardPayment): boolean =>
      one.payLinkId === link.id &&
      one.status === 'OPEN' &&
      one.amount.equals(due.total) &&
      one.currency === currency &&
      one.expiresAt.getTime() - now.getTime() > WORTH_MS;
    const outdated = open.filter((one) => !isWorth(one));
    const found = open.find(isWorth);
    if (found) return { payment: found, outdated };
    const payment = await tx.db.cardPayment.create({
      data: {
        key: randomUUID(),
        payLinkId: link.id,
        clientId: link.clientId,
        invoiceId: link.invoiceId,
        amount: due.total,
        currency,
        expiresAt: new Date(now.getTime() + SESSION_MS),
        lookAt: new Date(now.getTime() + LOOK_AFTER_MS),
        createdAt: now,
      },
    });
    await audit(tx, {
      action: 'CREATE',
      recordType: 'CardPayment',
      recordId: payment.id,
      clientId: link.clientId,
      after: payment,
    });
    return { payment, outdated };
  });
}

/** The processor's page for a payment: the one that is there, else a new one. */
async function sessionOf(ctx: Ctx, payment: CardPayment, due: Due, token: string, words: PageWords): Promise<CardSession> {
  const processor = processorOf(ctx);
  if (payment.sessionId !== null) return processor.findSession(payment.sessionId);
  try {
    const address = `${payAddress(ctx, token)}?lang=${words.language}`;
    const session = await processor.makeSession({
      key: payment.key,
      amount: payment.amount,
      currency: payment.currency,
      name: words.nameOf(due),
      language: words.language,
      doneUrl: `${address}&paid=${payment.id}`,
      backUrl: address,
      expiresAt: payment.expiresAt,
    });
    await settle(ctx, payment.id, session);
    return session;
  } catch (error) {
    if (error instanceof ProcessorError && error.kind === 'REFUSED') await close(ctx, payment.id, 'FAILED');
    throw error;
  }
}

/**
 * Where one pays under a link: the processor's page. Null where nothing is open any more. Pressed twice it is the same page. Throws 404 for a
 * link that leads nowhere, 429, ProcessorError.
 */
export async function startCardPayment(nobody: Ctx, token: string, words: PageWords): Promise<string | null> {
  const link = await openLink(nobody, token);
  await countUse(nobody, STARTS, String(link.id));
  const ctx = asSystem(nobody);
  const { currency } = (await practiceHabits(ctx)).formats;
  for (let attempt = 1; ; attempt++) {
    const due = await dueUnder(ctx, link);
    if (due.total.isZero()) return null;
    if (toMinor(due.total, currency) === undefined) throw new ProcessorError('REFUSED', 'no such amount in this currency');
    const { payment, outdated } = await claimPayment(ctx, link, due, currency);
    for (const one of outdated) await endOutdated(ctx, one);
    // One of them may have been paid before it was ended: then something else is open.
    if (outdated.length > 0 && attempt < 3 && !(await dueUnder(ctx, link)).total.equals(due.total)) continue;
    const session = await sessionOf(ctx, payment, due, token, words);
    if (session.status === 'OPEN' && session.url !== null) return session.url;
    await settle(ctx, payment.id, session);
    // It was paid, or ran out, since it was claimed: what is open now is another question.
    if (attempt === 3) throw new ProcessorError('UNSURE', 'no page to pay on');
  }
}

/** Two pages for two amounts would both be paid. One that cannot be ended now runs out by itself; what comes in all the same is kept. */
async function endOutdated(ctx: Ctx, { id, sessionId }: Pick<CardPayment, 'id' | 'sessionId'>): Promise<boolean> {
  if (sessionId === null) return false;
  const processor = processorOf(ctx);
  try {
    await processor.endSession(sessionId);
  } catch (error) {
    if (!(error instanceof ProcessorError)) throw error;
    ctx.log.warn({ cardPayment: String(id), kind: error.kind, reason: error.reason }, 'a page to pay on could not be ended');
  }
  return lookAt(ctx, id, sessionId);
}

/** Looks a payment up and settles what became of it; faults of the processor are told in the log, and it is asked again later. */
async function lookAt(ctx: Ctx, id: bigint, sessionId: string): Promise<boolean> {
  try {
    return await settle(ctx, id, await processorOf(ctx).findSession(sessionId));
  } catch (error) {
    if (!(error instanceof ProcessorError)) throw error;
    ctx.log.warn({ cardPayment: String(id), kind: error.kind, reason: error.reason }, 'a payment by card could not be looked up');
    return false;
  }
}

/** Looks up what was begun under a link, for somebody who comes back from the processor before its word does. */
export async function lookUnder(ctx: Ctx, link: PayLink): Promise<void> {
  const open = await ctx.db.cardPayment.findMany({
    where: { payLinkId: link.id, sessionId: { not: null }, ...payable(ctx.now()) },
    orderBy: { id: 'desc' },
    take: 3,
  });
  for (const { id, sessionId } of open) if (sessionId !== null) await lookAt(asSystem(ctx), id, sessionId);
}

const CARD_PAYMENT = { recordType: 'CardPayment' as const };

async function close(ctx: Ctx, id: bigint, status: 'EXPIRED' | 'FAILED'): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'CardPayment', id);
    const before = await tx.db.cardPayment.findUniqueOrThrow({ where: { id } });
    // One that was refused, and had a page all the same, is over with that.
    if (before.status !== 'OPEN' && (before.status !== 'FAILED' || status !== 'EXPIRED')) return false;
    const after = await tx.db.cardPayment.update({
      where: { id },
      data: { status, lookAt: status === 'FAILED' && before.sessionId !== null ? before.lookAt : null },
    });
    await audit(tx, { action: 'UPDATE', ...CARD_PAYMENT, recordId: id, clientId: before.clientId, before, after });
    return true;
  });
}

/**
 * Brings a payment in line with what the processor says of its session, once and for all time: what is paid stays paid. Gives whether something
 * changed. Throws WRONG for a session that is another payment's.
 */
export async function settle(ctx: Ctx, id: bigint, session: CardSession): Promise<boolean> {
  const found = await ctx.db.cardPayment.findUniqueOrThrow({ where: { id } });
  if (session.key !== found.key || (found.sessionId !== null && found.sessionId !== session.id))
    throw new ProcessorError('WRONG', 'another session');
  if (session.status === 'PAID') return recordPaid(ctx, id, session);
  if (session.status === 'EXPIRED') return close(ctx, id, 'EXPIRED');
  if (found.sessionId === null)
    await ctx.db.cardPayment.updateMany({
      where: { id, sessionId: null },
      data: { sessionId: session.id, lookAt: new Date(ctx.now().getTime() + LOOK_AFTER_MS) },
    });
  return false;
}

/** Money that was recorded by somebody who had it from the processor's own list: the same money. */
const recordedAlready = (tx: Ctx, { clientId, amount }: CardPayment, intentId: string): Promise<Receipt | null> =>
  tx.db.receipt.findFirst({
    where: { clientId, amount, referenceNumber: intentId, reversedAt: null, cardPayment: null },
    orderBy: { id: 'asc' },
  });

async function recordPaid(ctx: Ctx, id: bigint, session: CardSession): Promise<boolean> {
  const { intentId, amount, currency } = session;
  return inTransaction(ctx, async (tx) => {
    const { clientId, payLinkId } = await tx.db.cardPayment.findUniqueOrThrow({ where: { id } });
    const link = payLinkId === null ? null : await tx.db.payLink.findUnique({ where: { id: payLinkId } });
    // In the order in which all who record money hold them.
    await takeTurnOnAccount(tx, clientId);
    const invoiceIds = link === null ? [] : await invoicesUnder(tx, link);
    await lockInvoices(tx, invoiceIds);
    await lockRow(tx.db, 'CardPayment', id);
    const before = await tx.db.cardPayment.findUniqueOrThrow({ where: { id } });
    if (before.status === 'PAID') return false;
    if (intentId === null || !amount?.equals(before.amount) || currency !== before.currency) {
      await tellOfCards(tx, 'mismatch', 'CardPayment', id);
      return false;
    }
    const owed = await clientOwes(tx, invoiceIds);
    let rest = before.amount;
    const allocations = invoiceIds.flatMap((invoiceId) => {
      const part = Decimal.min(rest, owed.get(invoiceId) ?? 0);
      rest = rest.minus(part);
      return part.isZero() ? [] : [{ invoiceId, amount: part }];
    });
    const byHand = await recordedAlready(tx, before, intentId);
    const receipt =
      byHand ??
      (await recordPayment(tx, {
        clientId,
        amount: before.amount,
        paymentMethod: session.method,
        referenceNumber: intentId,
        allocations,
        onAccount: true,
      }));
    const after = await tx.db.cardPayment.update({
      where: { id },
      data: { status: 'PAID', sessionId: session.id, intentId, receiptId: receipt.id, paidAt: tx.now(), lookAt: null },
    });
    await audit(tx, { action: 'UPDATE', ...CARD_PAYMENT, recordId: id, clientId, before, after });
    // Whoever had recorded it by hand knows where it is.
    if (!byHand && sumOf(allocations.map((one) => one.amount)).lessThan(before.amount))
      await tellOfCards(tx, 'surplus', 'CardPayment', id);
    await emit(tx, 'card_payment.paid', { id, clientId });
    return true;
  });
}

/** Throws 409 for a payment by card: at the processor the money is there, whatever is written here. */
export async function requireNotByCard(tx: Ctx, receiptIds: readonly bigint[]): Promise<void> {
  const found = await tx.db.cardPayment.count({ where: { receiptId: { in: [...receiptIds] }, disputedAt: null } });
  if (found > 0)
    throw conflict(
      'payment.by_card',
      'This was paid by card, and the money is there: give it back instead of taking the payment back.',
    );
}

/** Notes that the holder of a card disputes a payment, or that they got the money back. Staff are told once of each. */
export async function noteDispute(ctx: Ctx, intentId: string, lost: boolean): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const found = await tx.db.cardPayment.findUnique({ where: { intentId }, select: { id: true } });
    if (!found) return;
    const { id } = found;
    await lockRow(tx.db, 'CardPayment', id);
    const before = await tx.db.cardPayment.findUniqueOrThrow({ where: { id } });
    if (before.disputedAt === null) {
      const after = await tx.db.cardPayment.update({ where: { id }, data: { disputedAt: tx.now() } });
      await audit(tx, { action: 'UPDATE', ...CARD_PAYMENT, recordId: id, clientId: before.clientId, before, after });
      await tellOfCards(tx, 'disputed', 'CardPayment', id);
      await emit(tx, 'card_payment.disputed', { id, clientId: before.clientId });
    }
    if (lost) await tellOfCards(tx, 'lost', 'CardPayment', id);
  });
}

/** Payments at once: each is a request to the processor. */
const AT_ONCE = 20;

async function lookAtDue(ctx: Ctx, { id, sessionId, expiresAt, isOver }: DueLook): Promise<boolean> {
  // Without a session nobody was led anywhere.
  if (sessionId === null) return expiresAt < ctx.now() && close(ctx, id, 'EXPIRED');
  return isOver ? endOutdated(ctx, { id, sessionId }) : lookAt(ctx, id, sessionId);
}

/**
 * Asks the processor about payments that nothing was heard of: its word was lost, or nobody has paid. Any number of processes may do so at once.
 * Gives how many changed.
 */
export async function lookAtOpen(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  if (!takesCards(ctx)) return 0;
  let changed = 0;
  for (;;) {
    const due = await inTransaction(ctx, (tx) => dueToLook(tx, AT_ONCE));
    for (const one of due) {
      if (signal?.aborted) return changed;
      if (await lookAtDue(ctx, one)) changed += 1;
    }
    if (due.length < AT_ONCE) return changed;
  }
}
