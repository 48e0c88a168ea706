/** What drafts of visits would have to be looked at for, before there are any. */
import type { Ctx } from '../../access/context.js';
import type { Warning } from '../../kernel/warnings.js';
import { warningsByKey } from '../coverage/beyond.service.js';
import { usualPayers } from '../invoices/invoice-payers.js';
import { type ChargedLine, chargesTo } from '../invoices/invoice-warnings.js';
import { type MadeLine, workOut } from '../invoices/making-lines.js';
import { today } from '../ledger/posting.service.js';
import { type ChargedVisit, lineOf } from './drafting.js';

/**
 * What these visits would charge beyond what those who pay a part pay, by client, as if their drafts were issued today. A handful of
 * statements, however many there are.
 * @param made their lines with taxes, in the same order, where they were worked out already
 */
export async function warningsOfVisits(
  ctx: Ctx,
  charged: readonly ChargedVisit[],
  made?: readonly MadeLine[],
): Promise<Map<string, Warning[]>> {
  const usual = await usualPayers(ctx, [...new Set(charged.map(({ row }) => BigInt(row.clientId)))]);
  const day = await today(ctx);
  // A fee is the client's, as is what a package pays.
  const shared = charged
    .map((visit, index) => ({ ...visit, line: made?.[index] }))
    .filter(({ row, charge }) => row.kind === 'VISIT' && !charge.packageVisit && usual(BigInt(row.clientId), day).length > 0);
  if (shared.length === 0) return new Map();
  // With their taxes, as the drafts would have them.
  const worked = made ? shared.map(({ line }) => line) : await workOut(ctx, shared.map(lineOf));
  const lines = new Map<string, ChargedLine[]>();
  for (const [index, { row }] of shared.entries())
    lines.set(row.clientId, [
      ...(lines.get(row.clientId) ?? []),
      { day: row.day, lineTotal: (worked[index] as MadeLine).total, isShared: true },
    ]);
  const client = { insuranceId: null, fundingId: null };
  const charges = [...lines].flatMap(([key, theirs]) =>
    chargesTo(client, usual(BigInt(key), day), theirs).map((charge) => ({ ...charge, key })),
  );
  return warningsByKey(ctx, charges);
}
