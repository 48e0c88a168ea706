/** What an invoice charged is taken back, by credit notes. What is not asked for any more: write-offs.service. */
import { Decimal } from 'decimal.js';
import { Permission } from '../../access/permissions.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { locked } from '../../database/changing.js';
import { emit } from '../../events/emit.js';
import type { CreditNote, Invoice } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import { fromMoney } from '../../kernel/money.js';
import { openShares, takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { bookDay, type Movement, type Party, post, sameParty, settleFigures } from '../ledger/posting.service.js';
import { practiceFormats } from '../ledger/said-amounts.js';
import { nextNumber } from '../numbers/numbers.queries.js';
import { sumOf } from '../rules/line.js';
import { takenOfEach } from '../rules/credit-shares.js';
import { shareWithin } from '../rules/shares.js';
import { type CreditShares, creditShares, wantedOf } from './credit-shares.js';
import { chargedOfLines, creditableLines, type CreditableLine } from './credit-notes.queries.js';
import { check } from '../../kernel/fields.js';
import { newCreditNote, type NewCreditNote } from './invoices.input.js';
import { invoiceKept, requireInvoice } from './drafts.js';
import { deleteDrafts, deleteInvoice } from './invoices.service.js';
import { releasePayments } from './releasing.service.js';
import { payerOf } from './sending.service.js';

/** Amounts as the practice writes them. */
export async function moneyInWords(ctx: Ctx): Promise<(amount: Decimal) => string> {
  const { money } = await practiceFormats(ctx);
  return (amount) => money(fromMoney(amount));
}

/** Throws 409 for one that nobody owes for. */
export function requireSent({ sentAt }: Invoice): void {
  if (sentAt === null) throw conflict('invoice.draft', 'This invoice is a draft: change or delete it instead.');
}

/** A part of a line that is taken back: its price, and each tax. */
interface Credited {
  lineId: bigint;
  net: Decimal;
  taxes: { lineTaxId: bigint; amount: Decimal }[];
}

const taxOf = ({ taxes }: Credited): Decimal => sumOf(taxes.map(({ amount }) => amount));
const takenBack = (one: Credited): Decimal => one.net.plus(taxOf(one));

/** So much of a line, shared out over its price and its taxes as far as they are left. */
function creditOf(line: CreditableLine, amount: Decimal): Credited {
  const taken = shareWithin(amount, [line.net, ...line.taxes.map((tax) => tax.left)]);
  return {
    lineId: line.lineId,
    net: taken[0] as Decimal,
    taxes: line.taxes.map(({ lineTaxId }, index) => ({ lineTaxId, amount: taken[index + 1] as Decimal })),
  };
}

function creditsOf(
  lines: readonly CreditableLine[],
  wanted: NewCreditNote['lines'],
  money: (amount: Decimal) => string,
): Credited[] {
  const left = ({ net, taxes }: CreditableLine): Decimal => net.plus(sumOf(taxes.map((tax) => tax.left)));
  if (!wanted) return lines.map((line) => creditOf(line, left(line))).filter((one) => takenBack(one).greaterThan(0));
  return wanted.map(({ lineId, amount }, index) => {
    const line = lines.find((one) => one.lineId === lineId);
    if (!line) throw unprocessable('reference.not_found', 'This invoice has no such line.', `lines.${index}.lineId`);
    if (wanted.some((other, at) => at < index && other.lineId === lineId))
      throw unprocessable('credit_note.amount', 'A line is named once.', `lines.${index}.lineId`);
    const whole = left(line);
    const taken = amount ?? whole;
    if (!taken.greaterThan(0) || taken.greaterThan(whole))
      throw unprocessable(
        'credit_note.amount',
        `${money(whole)} is left of this line: say that or less, and more than nothing.`,
        `lines.${index}.${amount === undefined ? 'lineId' : 'amount'}`,
      );
    return creditOf(line, taken);
  });
}

/**
 * The movements of a credit: each line's parties get what is theirs of it, as far as they owe so much; what is more, the others, the invoice's own
 * party first. What had been written off of it was charged to nobody, and is not given back.
 */
async function movementsOf(
  tx: Ctx,
  invoice: Invoice,
  creditNoteId: bigint,
  credits: readonly Credited[],
  { parties, wanted }: CreditShares,
): Promise<Movement[]> {
  const own = payerOf(invoice);
  const shares = await openShares(tx, [invoice.id]);
  const all = [...parties, ...shares.filter((one) => !parties.some((party) => sameParty(one, party)))];
  const { parts, rests } = takenOfEach(
    credits.map((credit, index) => ({ amount: takenBack(credit), wanted: wanted[index] ?? [] })),
    all.map((party) => shares.find((one) => sameParty(one, party))?.open ?? new Decimal(0)),
  );
  const rest = sumOf(rests);
  const [adjusted, writtenOff] = [await takenOff(tx, invoice.id, 'ADJUSTMENT'), await takenOff(tx, invoice.id, 'WRITE_OFF')];
  // All that was paid has gone back: nothing else can be left.
  if (rest.greaterThan(adjusted.plus(writtenOff))) throw new Error('A credit would be more than what was charged and not paid.');
  const isOwn = all.map((party) => sameParty(party, own));
  return [
    ...credits.flatMap(({ lineId, net, taxes }, index): Movement[] => {
      const left = [net, ...taxes.map(({ amount }) => amount)];
      return all.flatMap(({ party, insuranceId, fundingId }, at): Movement[] => {
        const ofParty = (parts[index]?.[at] as Decimal).plus(isOwn[at] ? (rests[index] as Decimal) : 0);
        const taken = shareWithin(ofParty, left);
        const credit = { party, insuranceId, fundingId, invoiceId: invoice.id, creditNoteId, kind: 'CREDIT' as const, lineId };
        return taken.map((amount, part): Movement => {
          left[part] = (left[part] as Decimal).minus(amount);
          const lineTaxId = taxes[part - 1]?.lineTaxId;
          return { ...credit, ...(lineTaxId !== undefined && { lineTaxId }), amount: amount.negated() };
        });
      });
    }),
    // What an insurer's contract took off was asked of nobody either.
    { ...own, kind: 'ADJUSTMENT', invoiceId: invoice.id, amount: Decimal.min(rest, adjusted) },
    { ...own, kind: 'WRITE_OFF', invoiceId: invoice.id, amount: rest.minus(Decimal.min(rest, adjusted)) },
  ];
}

/** What contracts, or write-offs, took off an invoice. More than nothing. */
async function takenOff(tx: Ctx, invoiceId: bigint, kind: 'ADJUSTMENT' | 'WRITE_OFF'): Promise<Decimal> {
  const { _sum } = await tx.db.ledgerMovement.aggregate({ where: { invoiceId, kind }, _sum: { amount: true } });
  return Decimal.max(0, (_sum.amount ?? new Decimal(0)).negated());
}

/** What of these credits is of lines that packages paid for, by package. */
async function ofPackages(tx: Ctx, credits: readonly Credited[]): Promise<Map<bigint, Decimal>> {
  const lines = await tx.db.invoiceLineItem.findMany({
    where: { id: { in: credits.map(({ lineId }) => lineId) }, packageId: { not: null } },
    select: { id: true, packageId: true },
  });
  const sums = new Map<bigint, Decimal>();
  for (const { id, packageId } of lines) {
    const credit = credits.find(({ lineId }) => lineId === id);
    if (packageId !== null && credit) sums.set(packageId, takenBack(credit).plus(sums.get(packageId) ?? 0));
  }
  return sums;
}

/** Takes back what an invoice charged. Throws 403, 404, 409, 412, 422. */
export const createCreditNote = (ctx: Ctx, invoiceId: bigint, input: NewCreditNote, match?: Match): Promise<CreditNote> =>
  creditInvoice(ctx, invoiceId, input, { match });

/**
 * Takes back what an invoice charged. Throws as createCreditNote.
 * @param of whose it is, where it is one party's alone: whoever got their money back; else that of each line's parties
 */
export async function creditInvoice(
  ctx: Ctx,
  invoiceId: bigint,
  input: NewCreditNote,
  { match, of }: { match?: Match | undefined; of?: Party },
): Promise<CreditNote> {
  return inTransaction(ctx, async (tx) => {
    const { clientId } = await requireInvoice(tx, Permission.EDIT_BILLING, invoiceId);
    // Money goes back on the account: whoever takes some from there waits for its turn before holding an invoice.
    await takeTurnOnAccount(tx, clientId);
    const invoice = await locked(tx, invoiceKept(clientId), invoiceId, match);
    requireSent(invoice);
    const credits = creditsOf(await creditableLines(tx, invoiceId), input.lines, await moneyInWords(tx));
    if (credits.length === 0) throw conflict('invoice.credited', 'All of this invoice was credited already.');
    const issueDate = await bookDay(tx, input.issueDate, 'issueDate');
    if (issueDate < invoice.issueDate)
      throw unprocessable('credit_note.date', 'A credit note is not older than its invoice.', 'issueDate');
    const netAmount = sumOf(credits.map(({ net }) => net));
    const taxAmount = sumOf(credits.map(taxOf));
    const note = await tx.db.creditNote.create({
      data: {
        number: await nextNumber(tx, 'CREDIT_NOTE', issueDate.getUTCFullYear()),
        invoiceId,
        issueDate,
        reason: input.reason,
        netAmount,
        taxAmount,
        total: netAmount.plus(taxAmount),
        createdBy: tx.actor.id,
        createdAt: tx.now(),
        lines: { create: credits.map((one) => ({ lineId: one.lineId, netAmount: one.net, taxAmount: taxOf(one) })) },
      },
    });
    // What was paid of it goes back on its payers' accounts.
    const total = netAmount.plus(taxAmount);
    const shares = creditShares(
      payerOf(invoice),
      of ? [] : await chargedOfLines(tx, invoiceId),
      credits.map((one) => ({ lineId: one.lineId, amount: takenBack(one) })),
      of,
    );
    await releasePayments(tx, invoice, total, await ofPackages(tx, credits), wantedOf(shares));
    await post(
      tx,
      { act: 'CREDITED', clientId, effectiveDate: issueDate, reason: input.reason },
      await movementsOf(tx, invoice, note.id, credits, shares),
    );
    await settleFigures(tx, [invoiceId]);
    await audit(tx, { action: 'CREATE', recordType: 'CreditNote', recordId: note.id, clientId, after: note });
    await emit(tx, 'invoice.credited', { id: invoiceId, clientId });
    return note;
  });
}

/**
 * What the panel's button for deleting does: a draft goes away, what was sent is credited as a whole, for a `reason`. Throws as deleteInvoice and
 * createCreditNote, and 422 without a reason.
 */
export async function removeInvoice(ctx: Ctx, id: bigint, reason: string | undefined): Promise<'deleted' | 'credited'> {
  return inTransaction(ctx, async (tx) => {
    const { sentAt } = await requireInvoice(tx, Permission.EDIT_BILLING, id);
    if (sentAt === null) {
      await deleteInvoice(tx, id);
      return 'deleted';
    }
    if (!reason?.trim()) throw unprocessable('field.required', 'Say why it is taken back.', 'reason');
    await createCreditNote(tx, id, check(newCreditNote, { reason }));
    return 'credited';
  });
}

/** As removeInvoice, of those of these invoices that are drafts, at once: how each ended, by its id. Throws 403. */
export async function removeDrafts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, 'deleted'>> {
  return new Map((await deleteDrafts(ctx, ids.map(BigInt))).map((id) => [String(id), 'deleted']));
}
