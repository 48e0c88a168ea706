/**
 * How anything comes into the ledger: one act at a time, its movements together. Nothing here is asked for permission; whoever posts has
 * asked before, and holds the invoices that it touches (`lockInvoices`).
 */
import type { Ctx } from '../../access/context.js';
import { practiceDay } from '../../access/practice-zone.js';
import { audit } from '../../audit/audit.service.js';
import { ask, type Question } from '../../events/questions.js';
import { conflict } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import type { Act, Movement, Party } from './acts.js';
import { statusFrom } from '../rules/invoice-status.js';
import { insertAct, standingsOf, updateStandings, type Standing } from './ledger.queries.js';

export type { Act, LedgerAct, Movement, Party } from './acts.js';

export const CLIENT_PARTY: Party = { party: 'CLIENT', insuranceId: null, fundingId: null };

export const sameParty = (one: Party, other: Party): boolean =>
  one.party === other.party && one.insuranceId === other.insuranceId && one.fundingId === other.fundingId;

/**
 * Posts one act; gives its id. Movements of nothing are left out. The database holds the sums at commit.
 * @param tx of a transaction
 */
export function post(tx: Ctx, about: Act, movements: readonly Movement[]): Promise<bigint> {
  return insertAct(
    tx,
    about,
    movements.filter(({ amount }) => !amount.isZero()),
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
