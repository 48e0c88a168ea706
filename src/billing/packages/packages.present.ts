import { fromMoney } from '../../kernel/money.js';
import type { Package, PackageHistory, PackageState } from './packages.dto.js';
import type { PackageRow } from './packages.queries.js';
import type { PackageHistory as History } from './packages.service.js';

/** @param today of the practice, `2026-03-08` */
function stateOf({ endedAt, expiresOn, used, visits, paid, amountDue }: PackageRow, today: string): PackageState {
  if (endedAt !== null) return 'ENDED';
  if (used >= visits) return 'USED';
  if (expiresOn !== null && expiresOn < today) return 'EXPIRED';
  return fromMoney(paid) === fromMoney(amountDue) ? 'ACTIVE' : 'UNPAID';
}

/** The package as the API tells of it. @param today of the practice, `2026-03-08` */
export const toPackage = (row: PackageRow, today: string): Package => ({
  ...row,
  state: stateOf(row, today),
  price: fromMoney(row.price),
  amountDue: fromMoney(row.amountDue),
  paid: fromMoney(row.paid),
  left: fromMoney(row.left),
  onDraftsAmount: fromMoney(row.onDraftsAmount),
  endedAt: row.endedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const toPackageHistory = ({ receipts, uses, hidden }: History): PackageHistory => ({
  receipts: receipts.map((one) => ({ ...one, amount: fromMoney(one.amount), left: fromMoney(one.left) })),
  uses: uses.map((one) => ({ ...one, amount: fromMoney(one.amount) })),
  hidden,
});
