/** Money of a package pays an invoice. */
import type { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import type { Invoice } from '../../generated/prisma/index.js';
import { openShares } from '../ledger/ledger.queries.js';
import { CLIENT_PARTY, post, settleFigures } from '../ledger/posting.service.js';
import type { PackageMoney } from '../packages/packages.queries.js';
import { inOrder } from '../rules/shares.js';
import { paying, paymentRows } from './payments.service.js';

/** Pays an invoice with a package's money, the oldest first: an act for each receipt, so that it can be reversed by itself. */
export async function payFromPackage(tx: Ctx, invoice: Invoice, money: readonly PackageMoney[], amount: Decimal): Promise<void> {
  const { parts } = inOrder(
    amount,
    money.map((one) => one.amount),
  );
  for (const [index, { receiptId, packageId }] of money.entries()) {
    const part = parts[index] as Decimal;
    if (part.isZero()) continue;
    const receipt = await tx.db.receipt.findUniqueOrThrow({ where: { id: receiptId } });
    const [paymentId] = (await paymentRows(tx, receipt, [{ invoice, amount: part }])) as [bigint];
    const shares = await openShares(tx, [invoice.id]);
    // Not before the money came.
    const effectiveDate = receipt.receivedOn > invoice.issueDate ? receipt.receivedOn : invoice.issueDate;
    await post(tx, { act: 'PACKAGE_USED', clientId: invoice.clientId, effectiveDate }, [
      ...paying(invoice.id, part, CLIENT_PARTY, shares, { receiptId, paymentId }).map((movement) =>
        movement.kind === 'PAYMENT' ? { ...movement, packageId } : movement,
      ),
      { ...CLIENT_PARTY, kind: 'PREPAYMENT', receiptId, packageId, amount: part },
    ]);
  }
  await settleFigures(tx, [invoice.id]);
}
