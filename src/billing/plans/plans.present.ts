import { Decimal } from 'decimal.js';
import { fromMoney } from '../../kernel/money.js';
import type { PaymentPlan } from './plans.dto.js';
import type { PlanRow } from './plans.queries.js';
import { paidOf } from './rules/instalments.js';

/** The plan as the API tells of it, with what of each instalment is paid. */
export function toPaymentPlan(row: PlanRow): PaymentPlan {
  const paid = paidOf(
    row.instalments.map(({ amount }) => ({ amount: new Decimal(amount) })),
    new Decimal(row.settled),
  );
  return {
    ...row,
    total: fromMoney(row.total),
    settled: fromMoney(row.settled),
    endedAt: row.endedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    invoices: row.invoices.map((one) => ({ ...one, amount: fromMoney(one.amount), open: fromMoney(one.open) })),
    instalments: row.instalments.map((one, at) => ({ ...one, amount: fromMoney(one.amount), paid: fromMoney(paid[at] ?? '0') })),
  };
}
