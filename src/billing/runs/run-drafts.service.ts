/** The drafts that a run left, before all of them are sent: how many, what they come to, and what deserves a second look. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { notFound } from '../../kernel/errors.js';
import type { Warning } from '../../kernel/warnings.js';
import { warningsBeforeSending } from '../invoices/invoice-warnings.js';
import { draftsOfRun, type RunDraftRow } from './runs.queries.js';
import { requireAllLeft } from './runs.scope.js';

/** As many are looked at for what they warn of. */
const MOST_LOOKED_AT = 2000;
const SHOWN = 200;

export interface RunDrafts {
  drafts: number;
  amount: string;
  warned: number;
  /** Those that deserve a second look, by name. */
  items: (RunDraftRow & { warnings: Warning[] })[];
  /** There are more drafts than one look has room for. */
  more: boolean;
}

/** For whoever may send them all. Changes nothing. A handful of statements, however many there are. Throws 403, 404. */
export async function draftsBeforeSending(ctx: Ctx, id: bigint): Promise<RunDrafts> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  const run = await ctx.db.invoiceRun.findUnique({ where: { id } });
  if (!run) throw notFound('invoice run');
  await requireAllLeft(ctx, run, 'DRAFTS');
  const { rows, drafts, amount } = await draftsOfRun(ctx, id, MOST_LOOKED_AT);
  const told = await warningsBeforeSending(
    ctx,
    rows.map(({ invoiceId }) => BigInt(invoiceId)),
  );
  const warned = rows.flatMap((row) => {
    const warnings = told.get(row.invoiceId) ?? [];
    return warnings.length > 0 ? [{ ...row, warnings }] : [];
  });
  return { drafts, amount, warned: warned.length, items: warned.slice(0, SHOWN), more: drafts > rows.length };
}
