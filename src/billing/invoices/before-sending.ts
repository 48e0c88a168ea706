/** What a person is told of drafts before they are sent: how many, what they come to, and what deserves a second look about which. */
import type { Ctx } from '../../access/context.js';
import { fromMoney } from '../../kernel/money.js';
import type { About } from '../../records/actions.js';
import { practiceFormats } from '../ledger/said-amounts.js';
import { sumOf } from '../rules/line.js';
import { warningsBeforeSending, warningsOfDraft } from './invoice-warnings.js';
import { getInvoice } from './invoices.service.js';

/** Of one draft. Throws 403, 404. */
export async function aboutDraft(ctx: Ctx, id: bigint): Promise<About> {
  const draft = await getInvoice(ctx, id);
  const formats = await practiceFormats(ctx);
  const noted = (await warningsOfDraft(ctx, draft)).map(({ message }) => ({ id: draft.id, words: message }));
  return { words: `It charges ${formats.money(fromMoney(draft.totalAmount))} for ${draft.clientName}.`, noted };
}

/**
 * Of all that were chosen, which whoever asks may see.
 * As many statements for many as for one.
 */
export async function aboutDrafts(ctx: Ctx, ids: readonly bigint[]): Promise<About> {
  const rows = await ctx.db.invoice.findMany({
    where: { id: { in: [...ids] }, status: 'DRAFT' },
    select: { id: true, totalAmount: true },
  });
  const drafts = new Set(rows.map(({ id }) => id));
  const formats = await practiceFormats(ctx);
  const sum = formats.money(fromMoney(sumOf(rows.map(({ totalAmount }) => totalAmount))));
  const words = [rows.length === 1 ? `One draft, ${sum}.` : `${rows.length} drafts, ${sum} together.`];
  const others = ids.length - rows.length;
  if (others > 0) words.push(`${others === 1 ? 'One is' : `${others} are`} no draft any more, and left as it is.`);
  const found = await warningsBeforeSending(ctx, [...drafts]);
  const noted = ids.flatMap((id) => (found.get(String(id)) ?? []).map(({ message }) => ({ id: String(id), words: message })));
  return { words: words.join(' '), noted };
}
