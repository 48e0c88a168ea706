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
export const toAlertList = ({ items, client }: Awaited<ReturnType<typeof listAlerts>>): AlertList => ({
  items: items.map(toAlert),
  nextCursor: null,
  interpreter: client.requiresInterpreter ? { language: client.preferredLanguage, notes: client.interpreterNotes } : null,
});
