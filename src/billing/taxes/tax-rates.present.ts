import type { TaxRate as Row } from '../../generated/prisma/index.js';
import { fromDate } from '../../kernel/time.js';
import type { TaxRate } from './tax-rates.dto.js';

/** The tax as the API tells of it. */
export const toTaxRate = (row: Row): TaxRate => ({
  id: String(row.id),
  name: row.name,
  purpose: row.purpose,
  country: row.country,
  region: row.region,
  rate: row.rate.toFixed(5),
  validFrom: fromDate(row.validFrom),
  validTo: row.validTo && fromDate(row.validTo),
  registrationNumber: row.registrationNumber,
  source: row.source,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
