/** The accounts of the practice's books, for the accountant's journal: data of the practice. */
import { Permission } from '../../access/permissions.js';
import { emit } from '../../events/emit.js';
import type { LedgerAccount } from '../../generated/prisma/index.js';
import { shortList } from '../../practice/lists/short-list.js';
import type { LedgerAccountChanges, NewLedgerAccount } from './ledger-accounts.input.js';

export const ledgerAccounts = shortList<LedgerAccount, NewLedgerAccount, LedgerAccountChanges>({
  model: 'LedgerAccount',
  what: 'ledger account',
  view: Permission.VIEW_FINANCIAL_REPORT,
  tooMany: 'ledger_account.too_many',
  orderBy: [{ number: 'asc' }, { id: 'asc' }],
  said: {
    created: (tx, about) => emit(tx, 'ledger_account.created', about),
    updated: (tx, about) => emit(tx, 'ledger_account.updated', about),
    deleted: (tx, about) => emit(tx, 'ledger_account.deleted', about),
  },
});
