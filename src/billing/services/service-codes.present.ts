import { fromMoney } from '../../kernel/money.js';
import type { ServiceCode, ServiceCodeDetails } from './service-codes.dto.js';
import type { RateRow, ServiceCodeRow } from './service-codes.queries.js';

/** The service as the API tells of it. */
export const toServiceCode = (row: ServiceCodeRow): ServiceCode => ({
  id: row.id,
  code: row.code,
  description: row.description,
  lineDescription: row.lineDescription,
  rate: fromMoney(row.rate),
  taxRate: row.taxRate,
  taxPurpose: row.taxPurpose,
  billableUnit: row.billableUnit,
  minimumDuration: row.minimumDuration,
  notes: row.notes,
  isActive: row.isActive,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** The service with all that it ever cost. */
export const toServiceCodeDetails = (row: ServiceCodeRow & { rates: RateRow[] }): ServiceCodeDetails => ({
  ...toServiceCode(row),
  rates: row.rates.map((one) => ({ ...one, rate: fromMoney(one.rate) })),
});
