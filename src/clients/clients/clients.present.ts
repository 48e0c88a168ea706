import type { Client } from './clients.dto.js';
import type { ClientRow } from './clients.queries.js';

/** The client as the API tells of them; `notes` and the terms of payment only where the reader may read them. */
export function toClient(row: ClientRow, { notes: withNotes, terms }: { notes: boolean; terms: boolean }): Client {
  return {
    id: row.id,
    firstName: row.firstName,
    lastName: row.lastName,
    email: row.email,
    phone: row.phone || null,
    address: row.address,
    status: row.status,
    priority: row.priority,
    ...(withNotes ? { notes: row.notes } : {}),
    therapistId: row.therapistId,
    therapistName: row.therapistName,
    preferredLanguage: row.preferredLanguage,
    requiresInterpreter: row.requiresInterpreter,
    interpreterNotes: row.interpreterNotes,
    dateOfBirth: row.dateOfBirth,
    ...(terms ? { paymentTermsDays: row.paymentTermsDays } : {}),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    createdBy: row.createdBy,
    updatedBy: row.updatedBy,
  };
}
