/** A draft becomes an invoice: it gets its number, and is owed. */
import { Permission } from '../../access/permissions.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { changing } from '../../audit/changing.js';
import { emit } from '../../events/emit.js';
import type { Invoice } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { daysBetween } from '../../kernel/days.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { bookDay, type Movement, type Party, post, settleFigures } from '../ledger/posting.service.js';
import { nextNumber } from '../numbers/numbers.queries.js';
import { invoiceKept, requireInvoice } from './drafts.js';
import { feeLinesOf } from './fees.queries.js';
import { shared } from './invoice-payers.js';
import { dueAfter } from './invoices.service.js';
import { termsWith } from './terms.js';

/**
 * @property issueDate today where it is left out
 * @property dueDate as far after the day of issue as the draft has it where it is left out
 */
export interface Sending {
  issueDate?: Date | undefined;
  dueDate?: Date | undefined;
}

/** Who owes for an invoice: its policy or funding source where it names one, else the client. */
export function payerOf({ insuranceId, fundingId }: Pick<Invoice, 'insuranceId' | 'fundingId'>): Party {
  if (insuranceId !== null) return { party: 'INSURANCE', insuranceId, fundingId: null };
  if (fundingId !== null) return { party: 'FUNDING', insuranceId: null, fundingId };
  return { party: 'CLIENT', insuranceId: null, fundingId: null };
}

/** What each line charges, gives off and is taxed with. */
async function chargesOf(tx: Ctx, invoice: Invoice, dueOn: Date): Promise<Movement[]> {
  const lines = await tx.db.invoiceLineItem.findMany({
    where: { invoiceId: invoice.id },
    include: { taxes: { orderBy: { id: 'asc' } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  if (lines.length === 0) throw unprocessable('invoice.empty', 'An invoice without a line is not sent.', 'lines');
  const own = payerOf(invoice);
  const whole = { ...own, invoiceId: invoice.id };
  const charges = lines.flatMap(({ id: lineId, lineTotal, taxAmount, discountAmount, taxes }): Movement[] => [
    { ...whole, lineId, kind: 'CHARGE', amount: lineTotal.minus(taxAmount).plus(discountAmount), dueOn },
    { ...whole, lineId, kind: 'DISCOUNT', amount: discountAmount.negated() },
    ...taxes.map((tax): Movement => ({ ...whole, lineId, lineTaxId: tax.id, kind: 'TAX', amount: tax.amount, dueOn })),
  ]);
  // What a package pays for, and a fee, is nobody's but whom the invoice is for.
  const fees = await feeLinesOf(tx, [invoice.id]);
  const others = lines.filter(({ id, packageId }) => packageId === null && !fees.has(id));
  return [...charges, ...(others.length > 0 ? await shared(tx, invoice.id, own, others, dueOn) : [])];
}

/**
 * Sends a draft: from then on its figures stay. The number is asked for last, so that others who send wait for no more than the commit.
 * Throws 403, 404, 409 (it was sent already, or its month is closed), 412, 422.
 */
export async function sendInvoice(ctx: Ctx, id: bigint, input: Sending, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireInvoice(tx, Permission.EDIT_BILLING, id);
    // Packages pay as soon as it is sent; whoever takes money from an account waits for its turn before holding an invoice.
    await takeTurnOnAccount(tx, clientId);
    await changing(tx, invoiceKept(clientId), id, match, async (before) => {
      if (before.status !== 'DRAFT') throw conflict('invoice.sent', 'This invoice was sent already.');
      const issueDate = await bookDay(tx, input.issueDate, 'issueDate');
      const dueDate = input.dueDate ?? dueAfter(issueDate, daysBetween(fromDate(before.issueDate), fromDate(before.dueDate)));
      if (dueDate < issueDate) throw unprocessable('invoice.dates', 'An invoice is due on or after the day of issue.', 'dueDate');
      const charges = await chargesOf(tx, before, dueDate);
      const termsConditions = await termsWith(tx, before, { issueDate, dueDate }, { sent: true });
      await post(tx, { act: 'INVOICE_SENT', clientId, effectiveDate: issueDate }, charges);
      return tx.db.invoice.update({
        where: { id },
        data: {
          issueDate,
          dueDate,
          termsConditions,
          sentAt: tx.now(),
          // One of nothing is paid as soon as it is sent.
          status: before.totalAmount.isZero() ? 'PAID' : 'SENT',
          invoiceNumber: await nextNumber(tx, 'INVOICE', issueDate.getUTCFullYear()),
          updatedBy: tx.actor.id,
        },
      });
    });
    await settleFigures(tx, [id]);
    await emit(tx, 'invoice.sent', { id, clientId });
  });
}
