import type { LedgerAccount as Row } from '../../generated/prisma/index.js';
import type { LedgerAccount } from './ledger-accounts.dto.js';

/** The account as the API tells of it. */
export const toLedgerAccount = (row: Row): LedgerAccount => ({
  id: String(row.id),
  purpose: row.purpose,
  party: row.party,
  paymentMethod: row.paymentMethod,
  taxName: row.taxName,
  number: row.number,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
