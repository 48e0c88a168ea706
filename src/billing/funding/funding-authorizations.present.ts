import { fromMoney } from '../../kernel/money.js';
import type { FundingAuthorization } from './funding-authorizations.dto.js';
import type { FundingAuthorizationRow } from './funding-authorizations.queries.js';

/** What an invoice draws, as the API tells of it. */
export const toFundingAuthorization = (row: FundingAuthorizationRow): FundingAuthorization => ({
  id: row.id,
  clientId: row.clientId,
  clientName: row.clientName,
  clientFundingId: row.clientFundingId,
  programName: row.programName,
  invoiceId: row.invoiceId,
  invoiceNumber: row.invoiceNumber,
  authorizationNumber: row.authorizationNumber,
  authorizedDate: row.authorizedDate,
  authorizedAmount: fromMoney(row.authorizedAmount),
  status: row.status,
  notes: row.notes,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
