import { fromMoney } from '../../kernel/money.js';
import type { Account, AccountShares, Movement } from './accounts.dto.js';
import type { AccountShareRow, MovementRow } from './accounts.queries.js';
import type { AccountRow } from './accounts.service.js';

/** What a client owes as the API tells of it. */
export const toAccount = ({ clientId, open, overdue, credit, prepaid, parties }: AccountRow): Account => ({
  clientId: String(clientId),
  open: fromMoney(open),
  overdue: fromMoney(overdue),
  credit: fromMoney(credit),
  prepaid: fromMoney(prepaid),
  parties: parties.map((one) => ({
    ...one,
    open: fromMoney(one.open ?? '0'),
    overdue: fromMoney(one.overdue ?? '0'),
    credit: fromMoney(one.credit ?? '0'),
    prepaid: fromMoney(one.prepaid ?? '0'),
  })),
});

/** Who owes what of open invoices as the API tells of it. */
export const toShares = (rows: readonly AccountShareRow[]): AccountShares => ({
  items: rows.map(({ open, ...row }) => ({ ...row, open: fromMoney(open) })),
});

/** A movement as the API tells of it. */
export const toMovement = (row: MovementRow): Movement => ({
  ...row,
  recordedAt: row.recordedAt.toISOString(),
  amount: fromMoney(row.amount),
});
