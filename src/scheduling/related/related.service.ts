/** What hangs off one client, for those who may see the client. */
import { requireClient } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import type { Page } from '../../database/lists.js';
import type { ClientAppointment, ClientCommunication, ClientDocument } from './related.dto.js';
import type { ClientAppointments, ClientCommunications, ClientDocuments } from './related.input.js';
import { listAppointmentRows, listCommunicationRows, listDocumentRows, type Related } from './related.queries.js';

/** Throws 403, 404. */
export async function listAppointments(
  ctx: Ctx,
  clientId: bigint,
  query: ClientAppointments,
): Promise<Page<Related<ClientAppointment>>> {
  await requireClient(ctx, Permission.VIEW_APPOINTMENT, clientId);
  return listAppointmentRows(ctx, clientId, query);
}

/** Throws 403, 404. */
export async function listCommunications(
  ctx: Ctx,
  clientId: bigint,
  query: ClientCommunications,
): Promise<Page<Related<ClientCommunication>>> {
  await requireClient(ctx, Permission.VIEW_COMMUNICATION, clientId);
  return listCommunicationRows(ctx, clientId, query);
}

/** Throws 403, 404. */
export async function listDocuments(ctx: Ctx, clientId: bigint, query: ClientDocuments): Promise<Page<Related<ClientDocument>>> {
  await requireClient(ctx, Permission.VIEW_DOCUMENT, clientId);
  return listDocumentRows(ctx, clientId, query);
}
