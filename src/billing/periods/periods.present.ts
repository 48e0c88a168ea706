import type { BillingPeriod as Row } from '../../generated/prisma/index.js';
import { fromDate } from '../../kernel/time.js';
import type { BillingPeriod } from './periods.dto.js';

/** The month as the API tells of it. */
export const toPeriod = (row: Row): BillingPeriod => ({
  id: String(row.id),
  month: fromDate(row.month).slice(0, 7),
  closedAt: row.closedAt?.toISOString() ?? null,
  reopenedAt: row.reopenedAt?.toISOString() ?? null,
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
