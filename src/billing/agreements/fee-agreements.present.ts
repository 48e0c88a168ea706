import { fromMoney } from '../../kernel/money.js';
import type { FeeAgreement } from './fee-agreements.dto.js';
import type { FeeAgreementRow } from './fee-agreements.queries.js';

/** The agreement as the API tells of it. */
export const toFeeAgreement = (row: FeeAgreementRow): FeeAgreement => ({
  id: row.id,
  clientId: row.clientId,
  clientName: row.clientName,
  serviceCodeId: row.serviceCodeId,
  serviceCode: row.serviceCode,
  price: row.price === null ? null : fromMoney(row.price),
  percent: row.percent,
  validFrom: row.validFrom,
  validTo: row.validTo,
  reviewOn: row.reviewOn,
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
