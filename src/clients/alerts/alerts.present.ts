import type { Alert, AlertList } from './alerts.dto.js';
import type { AlertRow } from './alerts.queries.js';
import type { listAlerts } from './alerts.service.js';

/** An alert as the API tells of it. */
export const toAlert = (row: AlertRow): Alert => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** All that is to be known of a client. */
export const toAlertList = ({ items, interpreter }: Awaited<ReturnType<typeof listAlerts>>): AlertList => ({
  items: items.map(toAlert),
  nextCursor: null,
  interpreter: interpreter ? { language: interpreter.language, notes: interpreter.notes } : null,
});
