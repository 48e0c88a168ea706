import { fromMoney } from '../../kernel/money.js';
import type { CardPayment } from './cards.dto.js';
import type { CardPaymentRow } from './cards.queries.js';

/** The payment by card as the API tells of it. */
export const toCardPayment = (row: CardPaymentRow): CardPayment => ({
  ...row,
  amount: fromMoney(row.amount),
  paidAt: row.paidAt?.toISOString() ?? null,
  disputedAt: row.disputedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  refunds: row.refunds.map((one) => ({
    ...one,
    amount: fromMoney(one.amount),
    // Within JSON the database writes an instant without its zone.
    createdAt: new Date(`${one.createdAt}Z`).toISOString(),
  })),
});
