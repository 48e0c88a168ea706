/** Months of the books: a closed one takes no movement with an effective date in it. The database holds it, whoever writes. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { takeTurn } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { BillingPeriod } from '../../generated/prisma/index.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import { fromDate, toDate } from '../../kernel/time.js';
import { today } from '../ledger/posting.service.js';
import type { ReopenInput } from './periods.input.js';

const MOST = 200;

/** The months that were ever closed, the latest first. Throws 403. */
export async function listPeriods(ctx: Ctx): Promise<BillingPeriod[]> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return ctx.db.billingPeriod.findMany({ orderBy: { month: 'desc' }, take: MOST });
}

/**
 * Closes a month that is over. Waits for those who write into it.
 * @param month `2026-03`
 * Throws 403, 409 (closed already), 422 (not over yet).
 */
export async function closePeriod(ctx: Ctx, month: string): Promise<BillingPeriod> {
  requirePermission(ctx.actor, Permission.CLOSE_BILLING_PERIOD);
  return inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, `billing period ${month}`);
    const first = toDate(`${month}-01`, 'month');
    if (month >= fromDate(await today(tx)).slice(0, 7))
      throw unprocessable('billing_period.not_over', 'A month is closed when it is over.', 'month');
    const before = await tx.db.billingPeriod.findUnique({ where: { month: first } });
    if (before?.closedAt) throw conflict('billing_period.closed', 'This month is closed already.');
    const closed = { closedAt: tx.now(), closedBy: tx.actor.id };
    const row = await tx.db.billingPeriod.upsert({
      where: { month: first },
      create: { month: first, ...closed, createdAt: tx.now() },
      update: closed,
    });
    await audit(tx, { action: before ? 'UPDATE' : 'CREATE', recordType: 'BillingPeriod', recordId: row.id, before, after: row });
    await emit(tx, 'billing_period.closed', { id: row.id });
    return row;
  });
}

/** Opens a closed month again. Throws 403, 409 (it is open). @param month `2026-03` */
export async function reopenPeriod(ctx: Ctx, month: string, { reason }: ReopenInput): Promise<BillingPeriod> {
  requirePermission(ctx.actor, Permission.CLOSE_BILLING_PERIOD);
  return inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, `billing period ${month}`);
    const before = await tx.db.billingPeriod.findUnique({ where: { month: toDate(`${month}-01`, 'month') } });
    if (!before?.closedAt) throw conflict('billing_period.open', 'This month is open.');
    const row = await tx.db.billingPeriod.update({
      where: { id: before.id },
      data: { closedAt: null, closedBy: null, reopenedAt: tx.now(), reopenedBy: tx.actor.id, reason },
    });
    await audit(tx, { action: 'UPDATE', recordType: 'BillingPeriod', recordId: row.id, before, after: row, reason });
    await emit(tx, 'billing_period.reopened', { id: row.id });
    return row;
  });
}
