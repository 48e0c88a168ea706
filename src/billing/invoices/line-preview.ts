/** What a line of a draft would come to, before anybody keeps it. */
import { Permission } from '../../access/permissions.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { fromMoney } from '../../kernel/money.js';
import { requireDraft, requireInvoice } from './drafts.js';
import type { LinePreview } from './invoices.dto.js';
import type { InvoiceLineInput } from './invoices.input.js';
import { makeLines } from './making-lines.js';

/** Works a line out as adding it would, by price, discount and taxes of its day and place; nothing is kept. Throws 403, 404, 409, 422. */
export async function previewLine(ctx: Ctx, invoiceId: bigint, input: InvoiceLineInput): Promise<LinePreview> {
  return inTransaction(ctx, async (tx) => {
    const invoice = await requireInvoice(tx, Permission.EDIT_BILLING, invoiceId);
    requireDraft(invoice);
    const [line] = await makeLines(tx, invoice.clientId, [input], '');
    if (!line) throw new Error('A line was not worked out.');
    const { description, quantity, unitPrice, listPrice, discount, taxRate, tax, total, taxes } = line;
    return {
      description,
      quantity: quantity.toFixed(2),
      unitPrice: fromMoney(unitPrice),
      listPrice: listPrice && fromMoney(listPrice),
      discountAmount: fromMoney(discount),
      taxRate: taxRate.toFixed(2),
      taxAmount: fromMoney(tax),
      lineTotal: fromMoney(total),
      taxes: taxes.map((one) => ({
        name: one.name,
        rate: one.rate.toFixed(5),
        base: fromMoney(one.base),
        amount: fromMoney(one.amount),
        registrationNumber: one.registrationNumber,
      })),
    };
  });
}
