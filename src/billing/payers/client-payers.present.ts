import { fromMoney } from '../../kernel/money.js';
import type { ClientPayer } from './client-payers.dto.js';
import type { ClientPayerRow } from './client-payers.queries.js';

/** The payer as the API tells of it. */
export const toClientPayer = (row: ClientPayerRow): ClientPayer => ({
  ...row,
  upTo: row.upTo === null ? null : fromMoney(row.upTo),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
