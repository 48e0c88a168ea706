import { fromMoney } from '../../kernel/money.js';
import type { Payment } from './payments.dto.js';
import type { ReceiptRow } from './payments.queries.js';

/** The receipt with its allocations as the API tells of it. */
export const toPayment = (row: ReceiptRow): Payment => ({
  ...row,
  amount: fromMoney(row.amount),
  onAccount: fromMoney(row.onAccount),
  inPackage: fromMoney(row.inPackage),
  refunded: fromMoney(row.refunded),
  reversedAt: row.reversedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  allocations: row.allocations.map((one) => ({ ...one, amount: fromMoney(one.amount) })),
  pays: row.pays.map((one) => ({ ...one, amount: fromMoney(one.amount) })),
  refunds: row.refunds.map((one) => ({
    ...one,
    amount: fromMoney(one.amount),
    // Within JSON the database writes an instant without its zone.
    failedAt: one.failedAt === null ? null : new Date(`${one.failedAt}Z`).toISOString(),
  })),
});
