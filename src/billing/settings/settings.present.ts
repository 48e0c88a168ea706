import type { BillingSettings as Row } from '../../generated/prisma/index.js';
import type { Shown } from '../../http/etag.js';
import type { BillingSettings } from './settings.dto.js';

/** The settings as their GET answers them. */
export const settingsShown = (row: Row): Shown<BillingSettings> => [
  row.updatedAt,
  {
    paymentTermsDays: row.paymentTermsDays,
    termsConditions: row.termsConditions,
    paymentInstructions: row.paymentInstructions,
    invoiceFooter: row.invoiceFooter,
    paperSize: row.paperSize,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  },
];
