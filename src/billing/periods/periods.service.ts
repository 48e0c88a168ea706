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

/** One at a time: what is closed depends on all of them. */
const TURN = 'billing periods';

/** The latest month that is closed, and with it all before it. */
const lastClosed = (tx: Ctx): Promise<BillingPeriod | null> =>
  tx.db.billingPeriod.findFirst({ where: { closedAt: { not: null } }, orderBy: { month: 'desc' } });

/**
 * Closes a month that is over, and all before it: what was owed at its end stays. Waits for those who write into them.
 * @param month `2026-03`
 * Throws 403, 409 (closed already, it or a later one), 422 (not over yet).
 */
export async function closePeriod(ctx: Ctx, month: string): Promise<BillingPeriod> {
  requirePermission(ctx.actor, Permission.CLOSE_BILLING_PERIOD);
  return inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, TURN);
    const first = toDate(`${month}-01`, 'month');
    if (month >= fromDate(await today(tx)).slice(0, 7))
      throw unprocessable('billing_period.not_over', 'A month is closed when it is over.', 'month');
    const last = await lastClosed(tx);
    if (last && last.month >= first) throw conflict('billing_period.closed', 'This month is closed already.');
    const closed = { closedAt: tx.now(), closedBy: tx.actor.id };
    // Those that had been opened again are closed with it.
    const open = await tx.db.billingPeriod.findMany({
      where: { month: { lt: first }, closedAt: null },
      orderBy: { month: 'asc' },
    });
    for (const before of open)
      await written(tx, before, await tx.db.billingPeriod.update({ where: { id: before.id }, data: closed }));
    const before = await tx.db.billingPeriod.findUnique({ where: { month: first } });
    const row = await tx.db.billingPeriod.upsert({
      where: { month: first },
      create: { month: first, ...closed, createdAt: tx.now() },
      update: closed,
    });
    await written(tx, before, row);
    return row;
  });
}

async function written(tx: Ctx, before: BillingPeriod | null, after: BillingPeriod): Promise<void> {
  await audit(tx, { action: before ? 'UPDATE' : 'CREATE', recordType: 'BillingPeriod', recordId: after.id, before, after });
  await emit(tx, 'billing_period.closed', { id: after.id });
}

/** Opens the last month that is closed again. Throws 403, 409 (it is open, or a later one is closed). @param month `2026-03` */
export async function reopenPeriod(ctx: Ctx, month: string, { reason }: ReopenInput): Promise<BillingPeriod> {
  requirePermission(ctx.actor, Permission.CLOSE_BILLING_PERIOD);
  return inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, TURN);
    const first = toDate(`${month}-01`, 'month');
    const last = await lastClosed(tx);
    if (last && last.month > first)
      throw conflict('billing_period.later_closed', `${fromDate(last.month).slice(0, 7)} is closed: open that month first.`);
    const before = await tx.db.billingPeriod.findUnique({ where: { month: first } });
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
