/**
 * How anything comes into the ledger: one act at a time, its movements together. Nothing here is asked for permission; whoever posts has
 * asked before, and holds the invoices that it touches (`lockInvoices`).
 */
import type { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { practiceZone } from '../../access/practice-zone.js';
import { audit } from '../../audit/audit.service.js';
import type { LedgerKind, LedgerParty } from '../../generated/prisma/index.js';
import { conflict } from '../../kernel/errors.js';
import { fromDate, toDate } from '../../kernel/time.js';
import { clockOf } from '../../kernel/clock.js';
import { statusFrom } from '../rules/invoice-status.js';
import { standingsOf, updateStandings, type Standing } from './ledger.queries.js';

/** Who owes: the client, one of their policies, one of their funding sources. */
export interface Party {
  party: LedgerParty;
  insuranceId: bigint | null;
  fundingId: bigint | null;
}

export const CLIENT_PARTY: Party = { party: 'CLIENT', insuranceId: null, fundingId: null };

export const sameParty = (one: Party, other: Party): boolean =>
  one.party === other.party && one.insuranceId === other.insuranceId && one.fundingId === other.fundingId;

/** A movement that is to be made: what the party owes becomes more, or less with an amount below nothing. */
export interface Movement extends Party {
  kind: LedgerKind;
  amount: Decimal;
  /** Left out: money on account. */
  invoiceId?: bigint;
  lineId?: bigint;
  lineTaxId?: bigint;
  receiptId?: bigint;
  paymentId?: bigint;
  refundId?: bigint;
  creditNoteId?: bigint;
  dueOn?: Date;
}

/** Every kind of act that the ledger tells of. */
export type LedgerAct =
  | 'INVOICE_SENT'
  | 'PAYMENT_RECORDED'
  | 'CREDIT_USED'
  | 'PAYMENT_REVERSED'
  | 'PAYMENT_RELEASED'
  | 'REFUNDED'
  | 'CREDITED'
  | 'WRITTEN_OFF'
  | 'ADJUSTED'
  | 'TRANSFERRED';

export interface Act {
  act: LedgerAct;
  clientId: bigint;
  /** Midnight UTC of the day in whose month it counts. */
  effectiveDate: Date;
  reason?: string | null;
  reversesId?: bigint;
}

/**
 * Posts one act; gives its id. Movements of nothing are left out. The database holds the sums at commit.
 * @param tx of a transaction
 */
export async function post(tx: Ctx, about: Act, movements: readonly Movement[]): Promise<bigint> {
  const { id } = await tx.db.ledgerTransaction.create({
    data: {
      act: about.act,
      clientId: about.clientId,
      effectiveDate: about.effectiveDate,
      reason: about.reason ?? null,
      reversesId: about.reversesId ?? null,
      recordedAt: tx.now(),
      recordedBy: tx.actor.id,
    },
    select: { id: true },
  });
  await tx.db.ledgerMovement.createMany({
    data: movements
      .filter(({ amount }) => !amount.isZero())
      .map((movement) => ({
        ...movement,
        transactionId: id,
        clientId: about.clientId,
        effectiveDate: about.effectiveDate,
      })),
  });
  return id;
}

/**
 * Posts the exact inverse of an act; gives its id. Throws 409 for one that was reversed already.
 * @param tx of a transaction
 */
export async function reverse(tx: Ctx, transactionId: bigint, about: Omit<Act, 'reversesId' | 'clientId'>): Promise<bigint> {
  const reversed = await tx.db.ledgerTransaction.findUniqueOrThrow({
    where: { id: transactionId },
    select: { clientId: true, reversedBy: { select: { id: true } }, movements: true },
  });
  if (reversed.reversedBy) throw conflict('ledger.reversed', 'This was reversed already.');
  return post(
    tx,
    { ...about, clientId: reversed.clientId, reversesId: transactionId },
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
      dueOn: movement.dueOn ?? undefined,
    })),
  );
}

/** Today in the practice's zone, midnight UTC of that day. */
export async function today(ctx: Ctx): Promise<Date> {
  return toDate(clockOf(await practiceZone(ctx)).day(ctx.now()), 'today');
}

/**
 * Brings invoices in line with what was posted on them: what was paid, the balance, the status, with an audit event each. Two statements.
 * @param tx of a transaction that holds them
 * @returns their standings, by id
 */
export async function settleFigures(tx: Ctx, invoiceIds: readonly bigint[]): Promise<ReadonlyMap<bigint, Standing>> {
  const day = fromDate(await today(tx));
  const standings = await standingsOf(tx, invoiceIds);
  const after = standings.map((one) => ({
    ...one,
    status: statusFrom(one, fromDate(one.dueDate) < day),
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
