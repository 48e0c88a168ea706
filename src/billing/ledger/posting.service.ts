/**
 * How anything comes into the ledger: one act at a time, its movements together. Nothing here is asked for permission; whoever posts has
 * asked before, and holds the invoices that it touches (`lockInvoices`).
 */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { practiceDay } from '../../access/practice-zone.js';
import { audit } from '../../audit/audit.service.js';
import { ask, type Question } from '../../events/questions.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import type { LedgerKind } from '../../generated/prisma/index.js';
import type { Act, Movement, Party } from './acts.js';
import { statusFrom } from '../rules/invoice-status.js';
import { insertAct, overdrawnFundings, standingsOf, updateStandings, type Standing } from './ledger.queries.js';

export type { Act, LedgerAct, Movement, Party } from './acts.js';

export const CLIENT_PARTY: Party = { party: 'CLIENT', insuranceId: null, fundingId: null };

export const sameParty = (one: Party, other: Party): boolean =>
  one.party === other.party && one.insuranceId === other.insuranceId && one.fundingId === other.fundingId;

/**
 * Posts one act; gives its id. Movements of nothing are left out. The database holds the sums at commit. Throws 409 where a funding source would be
 * charged more than is left of it.
 * @param tx of a transaction
 */
export async function post(tx: Ctx, about: Act, movements: readonly Movement[]): Promise<bigint> {
  const moved = movements.filter(({ amount }) => !amount.isZero());
  const id = await insertAct(tx, about, moved);
  // A mistake may always be taken back.
  if (about.reversesId === undefined) await requireFundingLeft(tx, moved);
  return id;
}

/** These settle what a source owes, and draw nothing. */
const SETTLING: readonly LedgerKind[] = ['PAYMENT', 'PREPAYMENT', 'REFUND'];

/** Throws 409 where a source would be asked for more than is left of it. What was posted holds its row: two at once come one after another. */
async function requireFundingLeft(tx: Ctx, movements: readonly Movement[]): Promise<void> {
  const drawn = new Map<bigint, Decimal>();
  for (const { fundingId, kind, amount } of movements)
    if (fundingId !== null && !SETTLING.includes(kind)) drawn.set(fundingId, amount.plus(drawn.get(fundingId) ?? 0));
  const more = [...drawn].filter(([, amount]) => amount.greaterThan(0));
  const [over] = await overdrawnFundings(
    tx,
    more.map(([id]) => id),
  );
  if (!over) return;
  const before = Decimal.max(0, (drawn.get(over.id) ?? new Decimal(0)).minus(over.over));
  throw conflict(
    'funding.exceeded',
    `${over.name}: ${before.toFixed(2)} is left of it, and it would be charged ${over.over.toFixed(2)} more.`,
  );
}

/**
 * Posts the exact inverse of an act; gives its id. Throws 409 for one that was reversed already.
 * @param tx of a transaction
 */
export async function reverse(
  tx: Ctx,
  transactionId: bigint,
  about: Omit<Act, 'reversesId' | 'clientId' | 'claimId'>,
): Promise<bigint> {
  const reversed = await tx.db.ledgerTransaction.findUniqueOrThrow({
    where: { id: transactionId },
    select: { clientId: true, claimId: true, reversedBy: { select: { id: true } }, movements: true },
  });
  if (reversed.reversedBy) throw conflict('ledger.reversed', 'This was reversed already.');
  return post(
    tx,
    { ...about, clientId: reversed.clientId, claimId: reversed.claimId, reversesId: transactionId },
    reversed.movements.map(({ id: _id, transactionId: _of, clientId: _client, effectiveDate: _day, ...movement }) => ({
      ...movement,
      amount: movement.amount.negated(),
      invoiceId: movement.invoiceId ?? undefined,
      lineId: movement.lineId ?? undefined,
      lineTaxId: movement.lineTaxId ?? undefined,
      receiptId: movement.receiptId ?? undefined,
      paymentId: movement.paymentId ?? undefined,
      refundId: movement.refundId ?? undefined,
      creditNoteId: movement.creditNoteId ?? undefined,
      packageId: movement.packageId ?? undefined,
      dueOn: movement.dueOn ?? undefined,
    })),
  );
}

/** Today in the practice's zone, midnight UTC of that day. In a transaction the zone stays until its end: what is dated by it is written there. */
export const today = practiceDay;

/** A slip of the year is caught; who brings the books of another program along has years to bring. */
const OLDEST_YEARS = 10;

/**
 * The day of an act: the one that was asked for, or today. What is to come has not been paid, sent or given back yet: figures of today would not
 * have it in them. Throws 422.
 * @param path of the field that asks for it
 */
export async function bookDay(tx: Ctx, wanted: Date | undefined, path: string): Promise<Date> {
  const now = await today(tx);
  if (wanted === undefined) return now;
  if (wanted > now) throw unprocessable('ledger.day', 'The day is today or before.', path);
  if (wanted.getUTCFullYear() < now.getUTCFullYear() - OLDEST_YEARS)
    throw unprocessable('ledger.day', `The day is at most ${OLDEST_YEARS} years ago.`, path);
  return wanted;
}

declare module '../../events/questions.js' {
  interface Questions {
    /** Invoices whose client pays as agreed, later than they are due: they are not late. By then, whatever follows from what was posted on them is so. */
    'invoice.asAgreed': Question<bigint, true>;
  }
}

/**
 * Brings invoices in line with what was posted on them: what was paid, the balance, the status, with an audit event each. Two statements.
 * @param tx of a transaction that holds them
 * @returns their standings, by id
 */
export async function settleFigures(tx: Ctx, invoiceIds: readonly bigint[]): Promise<ReadonlyMap<bigint, Standing>> {
  const day = fromDate(await today(tx));
  const standings = await standingsOf(tx, invoiceIds);
  const asAgreed = await ask(
    tx,
    'invoice.asAgreed',
    standings.map(({ id }) => id),
  );
  const after = standings.map((one) => ({
    ...one,
    status: statusFrom(one, fromDate(one.dueDate) < day && !asAgreed.has(one.id)),
    paid: one.total.minus(one.balance),
  }));
  await updateStandings(tx, after);
  for (const { id, clientId, status, balance, paid, before } of after) {
    await audit(tx, {
      action: 'UPDATE',
      recordType: 'Invoice',
      recordId: id,
      clientId,
      before,
      after: { status, balance, amountPaid: paid },
    });
  }
  return new Map(after.map((one) => [one.id, one]));
}
