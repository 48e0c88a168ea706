/** Whether every cent is where it should be. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { neededOfClient, Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { clientScope, isUnbounded } from '../../access/scope.js';
import { forbidden } from '../../kernel/errors.js';
import { fromMoney } from '../../kernel/money.js';
import type { LedgerTotals, Reconciliation } from './reconciliation.dto.js';
import { CHECK_NAMES, faultsOf, inOneSnapshot, totalsOf, type TotalsRow } from './reconciliation.queries.js';

const toTotals = (row: TotalsRow): LedgerTotals => ({
  charged: fromMoney(row.charged),
  taxed: fromMoney(row.taxed),
  discounted: fromMoney(row.discounted),
  paid: fromMoney(row.paid),
  refunded: fromMoney(row.refunded),
  credited: fromMoney(row.credited),
  writtenOff: fromMoney(row.writtenOff),
  adjusted: fromMoney(row.adjusted),
  open: fromMoney(row.open),
  onAccount: fromMoney(row.onAccount),
  inPackages: fromMoney(row.inPackages),
});

/** Throws 403 for those who do not see all clients: what is out of place would tell of others. */
function requireAllClients({ actor }: Ctx): void {
  if (![...neededOfClient(Permission.VIEW_BILLING)].every((each) => isUnbounded(clientScope(actor, each))))
    throw forbidden('This is about all clients of the practice, of whom you see some alone.');
}

async function checkAll(ctx: Ctx): Promise<Reconciliation> {
  return inTransaction(ctx, async (tx) => {
    await inOneSnapshot(tx);
    const totals = await totalsOf(tx);
    const faults = await faultsOf(tx);
    return {
      checkedAt: tx.now().toISOString(),
      clean: faults.length === 0,
      checks: [...CHECK_NAMES],
      totals: toTotals(totals),
      faults: faults.map((fault) => ({ ...fault, amount: fromMoney(fault.amount) })),
    };
  });
}

interface Runs {
  now: Promise<Reconciliation>;
  /** Who came after it began waits for this one: their answer is of a moment after they asked. */
  next?: Promise<Reconciliation>;
}
const runs = new WeakMap<object, Runs>();

/**
 * One run at a time in a process, however many ask: each reads the whole ledger several times. What it tells is the same for all who may ask,
 * and nothing is kept for later.
 */
function inTurn(ctx: Ctx): Promise<Reconciliation> {
  const key = ctx.root.pool;
  const under = runs.get(key);
  if (under) {
    under.next ??= under.now.then(
      () => begin(ctx),
      () => begin(ctx),
    );
    return under.next;
  }
  return begin(ctx);
}

function begin(ctx: Ctx): Promise<Reconciliation> {
  const key = ctx.root.pool;
  const run: Runs = {
    now: checkAll(ctx).finally(() => {
      if (runs.get(key) === run && !run.next) runs.delete(key);
    }),
  };
  runs.set(key, run);
  return run.now;
}

/** Holds every invoice, payment, credit note, refund and account against the ledger. Throws 403. */
export async function reconcile(ctx: Ctx): Promise<Reconciliation> {
  requirePermission(ctx.actor, Permission.VIEW_FINANCIAL_REPORT);
  requireAllClients(ctx);
  return ctx.transaction ? checkAll(ctx) : inTurn(ctx);
}
