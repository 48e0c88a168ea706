/** What of a payment can be given back, and from where: told before it is. */
import type { Ctx } from '../../access/context.js';
import { fromMoney } from '../../kernel/money.js';
import type { About, Choice } from '../../records/actions.js';
import { practiceFormats } from '../ledger/said-amounts.js';
import { spentReceipts } from './payments.queries.js';
import { getPayment } from './payments.service.js';
import { leftOf } from './reversals.service.js';

interface Left {
  onAccount: string;
  invoices: { invoiceId: string; invoiceNumber: string; amount: string }[];
}

/** What of it stands on account, and settles invoices. Throws 403, 404. */
async function leftIn(ctx: Ctx, id: bigint): Promise<Left> {
  const { allocations, onAccount } = await getPayment(ctx, id);
  const invoices: Left['invoices'] = [];
  // An invoice may have got money of it more than once: it is one to give back from.
  const paid = new Map(allocations.filter(({ reversed }) => !reversed).map((one) => [one.invoiceId, one.invoiceNumber]));
  for (const [invoiceId, invoiceNumber] of paid) {
    const left = await leftOf(ctx, id, BigInt(invoiceId));
    if (left.greaterThan(0)) invoices.push({ invoiceId, invoiceNumber, amount: fromMoney(left) });
  }
  return { onAccount: fromMoney(onAccount), invoices };
}

const NONE = '0.00';
const CREDITED = ' credited';

/** What is on account first; else what settles the first invoice. Throws as getPayment. */
export async function aboutRefund(ctx: Ctx, id: bigint): Promise<About> {
  const { onAccount, invoices } = await leftIn(ctx, id);
  const [first] = invoices;
  if (onAccount === NONE && !first) return { stop: true, words: 'Nothing of this payment can be given back any more.' };
  const say = await practiceFormats(ctx);
  const words = [
    ...(onAccount === NONE ? [] : [`${say.money(onAccount)} of it stands on account.`]),
    ...invoices.map(({ invoiceNumber, amount }) => `${say.money(amount)} pays ${invoiceNumber}.`),
  ];
  const preset: Record<string, string> =
    onAccount === NONE && first ? { amount: first.amount, from: first.invoiceId } : { amount: onAccount };
  // From an empty account nothing is given back: no amount is filled in.
  const from: Record<string, { amount: string }> = { '': { amount: onAccount === NONE ? '' : onAccount } };
  for (const { invoiceId, amount } of invoices) from[invoiceId] = from[`${invoiceId}${CREDITED}`] = { amount };
  return { words: words.join(' '), preset, fills: { from } };
}

/**
 * The buttons that would be refused, by the receipts' ids: what was given back of is neither taken back nor corrected, nor is what was paid by
 * card as long as the money is there; of what was given back whole nothing is left to give. One statement.
 */
export async function spentOn(ctx: Ctx, receiptIds: readonly bigint[]): Promise<Map<string, string[]>> {
  const rows = await spentReceipts(ctx, receiptIds);
  return new Map(rows.map(({ id, isAll }) => [id, ['correct', 'reverse', ...(isAll ? ['refund'] : [])]]));
}

/** Whether it can be taken back: not once some of it was given back. Throws as getPayment. */
export async function aboutReversal(ctx: Ctx, id: bigint): Promise<About> {
  const { refunded } = await getPayment(ctx, id);
  if (fromMoney(refunded) === NONE) return {};
  const given = (await practiceFormats(ctx)).money(fromMoney(refunded));
  return {
    stop: true,
    words: `${given} of this payment was given back, so that it is not reversed any more. What is left can be refunded too.`,
  };
}

/** What was given back of records, in words, by their ids. */
export async function givenBackInWords(ctx: Ctx, amounts: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  if (amounts.size === 0) return new Map();
  const say = await practiceFormats(ctx);
  return new Map([...amounts].map(([id, amount]) => [id, `${say.money(amount)} given back`]));
}

/** From where else than the account. Throws as getPayment. */
export async function refundSources(ctx: Ctx, id: bigint): Promise<Choice[]> {
  const { invoices } = await leftIn(ctx, id);
  return invoices.flatMap(({ invoiceId, invoiceNumber }) => [
    { id: invoiceId, name: `What paid ${invoiceNumber}: it is owed again` },
    { id: `${invoiceId}${CREDITED}`, name: `What paid ${invoiceNumber}, which is credited as well` },
  ]);
}

/** What was chosen, as the API takes it. */
export function refundFrom(source: string): { fromInvoiceId?: string; credit?: true } {
  if (source === '') return {};
  return { fromInvoiceId: source.replace(CREDITED, ''), ...(source.endsWith(CREDITED) && { credit: true as const }) };
}
