/** What an insurer answers: one act in the ledger, line by line, with its money. Taking it back: taking-back.service. */
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { changing } from '../../audit/changing.js';
import { lockRow } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { InsuranceClaim, Invoice } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { daysBetween } from '../../kernel/days.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { dueAfter } from '../invoices/invoices.service.js';
import { lockInvoices, openShares, takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { requireOwn } from '../ledger/own-payers.js';
import {
  CLIENT_PARTY,
  type Movement,
  type Party,
  post,
  sameParty,
  settleFigures,
  bookDay,
  today,
} from '../ledger/posting.service.js';
import { paymentRows, writeReceipt } from '../payments/payments.service.js';
import { isDeniedUnexplained, type LineAnswer, spread } from '../rules/claim-answer.js';
import { ANSWERABLE, type ClaimStatus, PASSABLE, statusFrom } from '../rules/claim-status.js';
import { sumOf } from '../rules/line.js';
import { inOrder } from '../rules/shares.js';
import type { ClaimAnswer, PassOn } from './claims.input.js';
import {
  claimableLines,
  claimLinesOf,
  type ClaimLineRow,
  passedOnOf,
  settleLines,
  takenBackByInsurers,
} from './claims.queries.js';
import { leftOfLine } from './asking.js';
import { claimKept, requireClaim, requireNotClaimed, whereItWent } from './claims.service.js';

const ZERO = new Decimal(0);

/** Throws 422 for a denial without its reason: an answer that settles nothing, or a line that is named, awaits an answer and gets nothing. */
function requireReason(lines: readonly ClaimLineRow[], answer: ClaimAnswer): void {
  const { lines: named, denialReason } = answer;
  const awaits = new Set(lines.filter((line) => !leftOfLine(line).isZero()).map(({ lineId }) => BigInt(lineId)));
  const said = named?.filter(({ lineId }) => awaits.has(lineId)) ?? [{ ...answer, remark: null }];
  const amounts = said.map(({ paid = ZERO, adjustment = ZERO, patientShare = ZERO, remark }) => ({
    paid,
    adjustment,
    patientShare,
    remark,
  }));
  if (!denialReason && isDeniedUnexplained(amounts))
    throw unprocessable(
      'field.required',
      'Say why it was denied: of the whole claim, or as a remark of the line.',
      'denialReason',
    );
}

interface Told {
  lines: LineAnswer[];
  /** Paid beyond what was claimed. */
  over: Decimal;
  remarks: Map<bigint, string | null>;
}

/** What was answered, line by line. Throws 422 with the path of the first fault. */
function told(lines: readonly ClaimLineRow[], answer: ClaimAnswer): Told {
  const { lines: named, paid = ZERO, adjustment = ZERO, patientShare = ZERO } = answer;
  const there = lines.map((line) => ({ lineId: BigInt(line.lineId), left: leftOfLine(line) }));
  for (const [name, amount] of Object.entries({ paid, adjustment, patientShare }))
    if (amount.isNegative()) throw unprocessable('claim.answer', 'An amount is not negative.', name);
  if (!named) {
    const whole = spread(there, { paid, adjustment, patientShare });
    if (!whole) throw unprocessable('claim.answer', 'More is taken off and shared than is left of the claim.', 'adjustment');
    return { ...whole, remarks: new Map() };
  }
  if (!paid.isZero() || !adjustment.isZero() || !patientShare.isZero())
    throw unprocessable('claim.answer', 'Say it line by line, or as a whole.', 'lines');
  let over = ZERO;
  const remarks = new Map<bigint, string | null>();
  const answers = named.map(({ lineId, remark, ...said }, index): LineAnswer => {
    const line = there.find((one) => one.lineId === lineId);
    const path = `lines.${index}`;
    if (!line) throw unprocessable('reference.not_found', 'This claim has no such line.', `${path}.lineId`);
    if (named.some((other, at) => at < index && other.lineId === lineId))
      throw unprocessable('claim.lines', 'A line is named once.', `${path}.lineId`);
    for (const [name, amount] of Object.entries(said))
      if (amount?.isNegative()) throw unprocessable('claim.answer', 'An amount is not negative.', `${path}.${name}`);
    if (remark !== undefined) remarks.set(lineId, remark);
    const taken = said.adjustment ?? ZERO;
    const shared = said.patientShare ?? ZERO;
    if (taken.plus(shared).greaterThan(line.left))
      throw unprocessable('claim.answer', `${line.left.toFixed(2)} is left of this line.`, `${path}.adjustment`);
    const settling = Decimal.min(said.paid, line.left.minus(taken).minus(shared));
    over = over.plus(said.paid.minus(settling));
    return { lineId, paid: settling, adjustment: taken, patientShare: shared };
  });
  return { lines: answers, over, remarks };
}

/** Who owes the patient's share. Throws 422 for another client's policy, or the one that answered. */
async function nextPayer(
  tx: Ctx,
  claim: InsuranceClaim & { clientId: bigint },
  insuranceId: bigint | null,
  path: string,
): Promise<Party> {
  if (insuranceId === null) return CLIENT_PARTY;
  if (insuranceId === claim.insuranceId) throw unprocessable('claim.answer', 'That is the policy that was asked.', path);
  await requireOwn(tx, claim.clientId, { insuranceId }, { insuranceId: path });
  return { party: 'INSURANCE', insuranceId, fundingId: null };
}

export const policyParty = ({ insuranceId }: Pick<InsuranceClaim, 'insuranceId'>): Party => ({
  party: 'INSURANCE',
  insuranceId,
  fundingId: null,
});

/** As long after `day` as the invoice gave from its issue on: each party's share has a clock of its own. */
const dueFor = ({ issueDate, dueDate }: Invoice, day: Date): Date =>
  dueAfter(day, daysBetween(fromDate(issueDate), fromDate(dueDate)));

const moving = (invoice: Invoice, lineId: bigint | undefined, from: Party, to: Party, amount: Decimal, day: Date): Movement[] => [
  { ...from, kind: 'TRANSFER', invoiceId: invoice.id, lineId, amount: amount.negated() },
  { ...to, kind: 'TRANSFER', invoiceId: invoice.id, lineId, amount, dueOn: dueFor(invoice, day) },
];

/** The claim, its client's account and its invoice, held in the order in which all hold them. */
export async function hold(tx: Ctx, id: bigint): Promise<{ claim: InsuranceClaim & { clientId: bigint }; invoice: Invoice }> {
  const seen = await requireClaim(tx, id);
  await takeTurnOnAccount(tx, seen.clientId);
  await lockInvoices(tx, [seen.invoiceId]);
  await lockRow(tx.db, 'InsuranceClaim', id);
  // It may have been answered, moved or deleted while this waited.
  const claim = await requireClaim(tx, id);
  return { claim, invoice: await tx.db.invoice.findUniqueOrThrow({ where: { id: claim.invoiceId } }) };
}

/** What follows from the ledger for the claim's row. */
export async function standing(
  tx: Ctx,
  id: bigint,
): Promise<{ status: ClaimStatus; amountApproved: Decimal; amountPaid: Decimal }> {
  const sums = await settleLines(tx, id);
  return { status: statusFrom(sums), amountApproved: sums.paid.plus(sums.patientShare), amountPaid: sums.received };
}

/**
 * Records an answer: what was paid pays the invoice, what is taken off by contract is nobody's, the patient's share is owed by the client
 * or the next policy, and what was denied stays with the policy until somebody sees to it. Throws 403, 404, 409, 412, 422.
 */
export async function answerClaim(ctx: Ctx, id: bigint, answer: ClaimAnswer, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { claim, invoice } = await hold(tx, id);
    const { clientId } = claim;
    const { after } = await changing(tx, claimKept(clientId), id, match, async (before) => {
      const next = await nextPayer(tx, claim, answer.nextInsuranceId ?? null, 'nextInsuranceId');
      if (!ANSWERABLE.includes(before.status))
        throw conflict('claim.status', `A claim that is ${before.status} awaits no answer.`);
      // What it denied may be asked of the policy by another claim by now.
      if (before.status === 'PARTIALLY_APPROVED' && (await lastAnswer(tx, id))) await requireNotClaimed(tx, claim);
      const lines = await claimLinesOf(tx, id);
      if (lines.length === 0)
        throw conflict('claim.carried_over', 'This claim was carried over without its lines: record the payment.');
      const said = told(lines, answer);
      requireReason(lines, answer);
      const day = await bookDay(tx, answer.receivedOn, 'receivedOn');
      await postAnswer(tx, { ...claim, ...before }, invoice, said, next, answer, day);
      for (const [lineId, remark] of said.remarks)
        await tx.db.claimLine.updateMany({ where: { claimId: id, lineId }, data: { remark } });
      const { status, amountApproved, amountPaid } = await standing(tx, id);
      const denied = status === 'DENIED' || status === 'PARTIALLY_APPROVED';
      return tx.db.insuranceClaim.update({
        where: { id },
        data: {
          status,
          amountApproved,
          amountPaid,
          paymentDate: amountPaid.isZero() ? null : day,
          denialReason: denied ? (answer.denialReason ?? before.denialReason) : null,
          ...(answer.claimNumber === undefined ? {} : { claimNumber: answer.claimNumber }),
          updatedBy: tx.actor.id,
        },
      });
    });
    await emit(tx, 'claim.answered', { id, clientId, data: { status: after.status } });
  });
}

async function postAnswer(
  tx: Ctx,
  claim: InsuranceClaim & { clientId: bigint },
  invoice: Invoice,
  { lines, over }: Told,
  next: Party,
  answer: ClaimAnswer,
  day: Date,
): Promise<void> {
  const payer = policyParty(claim);
  const settled = sumOf(lines.map((line) => line.paid.plus(line.adjustment).plus(line.patientShare)));
  const open = (await openShares(tx, [invoice.id])).find((one) => sameParty(one, payer))?.open ?? ZERO;
  if (settled.greaterThan(open))
    throw conflict(
      'claim.over',
      `The policy owes ${open.toFixed(2)} on ${invoice.invoiceNumber}${await whereItWent(tx, claim)}.`,
    );
  const paid = sumOf(lines.map((line) => line.paid));
  const received = paid.plus(over);
  const { clientId } = claim;
  let money: { receiptId: bigint; paymentId?: bigint } | undefined;
  if (received.greaterThan(0)) {
    const receipt = await writeReceipt(tx, {
      ...payer,
      clientId,
      receivedOn: day,
      amount: received,
      paymentMethod: answer.paymentMethod ?? 'INSURANCE',
      referenceNumber: answer.referenceNumber ?? null,
    });
    const [paymentId] = paid.isZero() ? [] : await paymentRows(tx, receipt, [{ invoice, amount: paid }]);
    money = { receiptId: receipt.id, ...(paymentId === undefined ? {} : { paymentId }) };
  }
  const on = { ...payer, invoiceId: invoice.id };
  await post(
    tx,
    { act: 'CLAIM_ANSWERED', clientId, effectiveDate: day, claimId: claim.id, reason: answer.denialReason ?? null },
    [
      ...lines.flatMap(({ lineId, ...line }): Movement[] => [
        { ...on, ...money, kind: 'PAYMENT', lineId, amount: line.paid.negated() },
        { ...on, kind: 'ADJUSTMENT', lineId, amount: line.adjustment.negated() },
        ...moving(invoice, lineId, payer, next, line.patientShare, day),
      ]),
      ...(money ? [{ ...payer, kind: 'PREPAYMENT' as const, receiptId: money.receiptId, amount: over.negated() }] : []),
    ],
  );
  await settleFigures(tx, [invoice.id]);
}

/** The last answer to a claim that stands. */
export const lastAnswer = (tx: Ctx, claimId: bigint): Promise<{ id: bigint; movements: { receiptId: bigint | null }[] } | null> =>
  tx.db.ledgerTransaction.findFirst({
    where: { claimId, act: 'CLAIM_ANSWERED', reversedBy: null },
    orderBy: { id: 'desc' },
    select: { id: true, movements: { where: { receiptId: { not: null } }, take: 1, select: { receiptId: true } } },
  });

/**
 * How much of a line can be passed on: what is left of it, less what was passed on since the answer; without one, what the policy owes of the line.
 * What others of its claims wait for on the same invoice is not this one's to pass on.
 */
async function stillPassable(
  tx: Ctx,
  { id, invoiceId, insuranceId }: InsuranceClaim,
): Promise<(lineId: bigint, left: Decimal) => Decimal> {
  const answer = await lastAnswer(tx, id);
  if (!answer) {
    const open = new Map((await claimableLines(tx, invoiceId, insuranceId, id)).map((line) => [line.lineId, line.open]));
    return (lineId, left) => Decimal.min(left, open.get(lineId) ?? ZERO);
  }
  const passed = await passedOnOf(tx, { invoiceId, insuranceId, after: answer.id });
  return (lineId, left) => Decimal.max(ZERO, left.minus(passed.get(lineId) ?? ZERO));
}

/**
 * What the policy does not pay of a claim, or took back of what it had paid, is asked of another policy or the client: never by itself.
 * Throws 403, 404, 409 (nothing is left; or it still waits for an answer), 412, 422.
 */
export async function passOn(ctx: Ctx, id: bigint, { insuranceId, reason }: PassOn, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { claim, invoice } = await hold(tx, id);
    await match?.(tx);
    const givenBack = (await takenBackByInsurers(tx, [id])).get(id) ?? ZERO;
    const wasPaid = claim.status === 'PAID' && givenBack.greaterThan(0);
    if (!PASSABLE.includes(claim.status) || (claim.status === 'PAID' && !wasPaid))
      throw conflict('claim.status', `A claim that is ${claim.status} is not passed on.`);
    await requireNotClaimed(tx, claim);
    const to = await nextPayer(tx, claim, insuranceId ?? null, 'insuranceId');
    const from = policyParty(claim);
    const open = (await openShares(tx, [invoice.id])).find((one) => sameParty(one, from))?.open ?? ZERO;
    const lines = await claimLinesOf(tx, id);
    // One that was carried over has no lines: it is passed on as a whole.
    const { parts: back } = inOrder(
      givenBack,
      lines.map((line) => new Decimal(line.amountPaid)),
    );
    const most = await stillPassable(tx, claim);
    const parts =
      lines.length > 0
        ? lines.map((line, index) => {
            const lineId = BigInt(line.lineId);
            return { lineId, left: most(lineId, leftOfLine(line).plus(back[index] ?? ZERO)) };
          })
        : [{ lineId: undefined, left: claim.amountClaimed }];
    const { parts: amounts } = inOrder(
      open,
      parts.map(({ left }) => left),
    );
    if (!sumOf(amounts).greaterThan(0)) throw conflict('invoice.settled', 'The policy owes nothing of this claim any more.');
    const day = await today(tx);
    await post(
      tx,
      { act: 'TRANSFERRED', clientId: claim.clientId, effectiveDate: day, reason },
      parts.flatMap(({ lineId }, index) => moving(invoice, lineId, from, to, amounts[index] as Decimal, day)),
    );
    await settleFigures(tx, [invoice.id]);
    await emit(tx, 'claim.passed_on', { id, clientId: claim.clientId });
  });
}
