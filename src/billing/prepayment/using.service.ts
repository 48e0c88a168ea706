/** Packages pay for the visits that use them as soon as their invoice is sent. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { lockInvoices } from '../ledger/ledger.queries.js';
import { holdStanding, moneyIn, waitingFor } from '../packages/packages.queries.js';
import { payFromPackage } from '../payments/package-money.service.js';
import { sumOf } from '../rules/line.js';

/** What packages pay of invoices that were just sent, and how much of each. @param tx of a transaction that holds them */
export async function payWithPackages(tx: Ctx, invoiceIds: readonly bigint[]): Promise<void> {
  const lines = await tx.db.invoiceLineItem.findMany({
    where: { invoiceId: { in: [...invoiceIds] }, packageId: { not: null } },
    select: { invoiceId: true, packageId: true, lineTotal: true },
  });
  if (lines.length === 0) return;
  const wanted = new Map<string, { invoiceId: bigint; packageId: bigint; amount: Decimal }>();
  for (const { invoiceId, packageId, lineTotal } of lines) {
    if (packageId === null) continue;
    const key = `${invoiceId} ${packageId}`;
    wanted.set(key, { invoiceId, packageId, amount: lineTotal.plus(wanted.get(key)?.amount ?? 0) });
  }
  await holdStanding(
    tx,
    [...wanted.values()].map(({ packageId }) => packageId),
  );
  for (const { invoiceId, packageId, amount } of wanted.values()) {
    const money = await moneyIn(tx, [packageId]);
    const there = sumOf(money.map((one) => one.amount));
    const invoice = await tx.db.invoice.findUniqueOrThrow({ where: { id: invoiceId } });
    await payFromPackage(tx, invoice, money, Decimal.min(amount, there));
  }
}

/**
 * Money came into a package: the invoices that use it and that it has not paid yet, since its money had bounced or was not there, get theirs.
 * @param tx of a transaction that holds the client's account
 */
export async function payWaiting(tx: Ctx, packageId: bigint): Promise<void> {
  const seen = await waitingFor(tx, packageId);
  if (seen.length === 0) return;
  await lockInvoices(
    tx,
    seen.map(({ invoiceId }) => invoiceId),
  );
  for (const { invoiceId, amount } of await waitingFor(tx, packageId)) {
    const money = await moneyIn(tx, [packageId]);
    const there = sumOf(money.map((one) => one.amount));
    const invoice = await tx.db.invoice.findUniqueOrThrow({ where: { id: invoiceId } });
    await payFromPackage(tx, invoice, money, Decimal.min(amount, there));
  }
}
