/** What each payer of a draft will owe of it, by the rule by which it is charged when it is sent. Pure. */
import { Decimal } from 'decimal.js';
import type { InvoiceDetails } from '../../src/billing/invoices/invoices.dto.js';
import { partsOf } from '../../src/billing/rules/payers.js';

type Draft = Pick<InvoiceDetails, 'totalAmount' | 'payers' | 'clientName' | 'insurerName' | 'programName'> & {
  lines: readonly Pick<InvoiceDetails['lines'][number], 'lineTotal' | 'packageId' | 'isFee'>[];
};

const decimal = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));

/** Those who pay a part, and whom the invoice is for with what is left; as money (`"120.00"`). What a package pays for, and a fee, is shared with nobody. */
export function expectedShares(draft: Draft): { name: string; amount: string }[] {
  const total = new Decimal(draft.totalAmount);
  const alone = draft.lines
    .filter(({ packageId, isFee }) => packageId !== null || isFee)
    .reduce((sum, { lineTotal }) => sum.plus(lineTotal), new Decimal(0));
  const parts = partsOf(
    total.minus(alone),
    draft.payers.map(({ percent, upTo }) => ({ percent: decimal(percent), upTo: decimal(upTo) })),
  );
  const others = draft.payers.map(({ name }, at) => ({ name, amount: parts[at] ?? new Decimal(0) }));
  const rest = others.reduce((left, { amount }) => left.minus(amount), total);
  const own = { name: draft.insurerName ?? draft.programName ?? draft.clientName, amount: rest };
  return [...others, ...(rest.isZero() ? [] : [own])].map(({ name, amount }) => ({ name, amount: amount.toFixed(2) }));
}
