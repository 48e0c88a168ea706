/** What hangs off one client: appointments, communications, documents; of each what the actor may see. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { classifiedConditions, LEARNER_OF_COMMUNICATION, learnerConditions } from '../../access/policy.js';
import { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { ClientAppointment, ClientCommunication, ClientDocument } from './related.dto.js';
import type { ClientAppointments, ClientCommunications, ClientDocuments } from './related.input.js';

/** A row of such a list: the answer's fields, with the database's dates. */
export type Related<Item> = { [Key in keyof Item]: Item[Key] | Date };

const APPOINTMENTS: ListDefinition = {
  select: `a.id::text, a.title, a.start_time AS "startTime", a.end_time AS "endTime", a.status::text, a.learner_id::text AS "learnerId",
    l.first_name || ' ' || l.last_name AS "learnerName", a.therapist_id::text AS "therapistId", t.first_name || ' ' || t.last_name AS "therapistName",
    a.room_id::text AS "roomId", r.name AS "roomName", a.location_id::text AS "locationId", p.name AS "locationName",
    a.is_recurring AS "isRecurring", a.is_group_session AS "isGroupSession"`,
  from: `appointments a JOIN users t ON t.id = a.therapist_id LEFT JOIN learners l ON l.id = a.learner_id
    LEFT JOIN therapy_rooms r ON r.id = a.room_id LEFT JOIN practice_locations p ON p.id = a.location_id`,
  id: 'a.id',
  updatedAt: 'a.updated_at',
  sorts: { startTime: { sql: 'a.start_time', type: 'timestamp' } },
  defaultSort: '-startTime',
};

const COMMUNICATIONS: ListDefinition = {
  select: `m.id::text, m.type::text, m.subject, m.sent_at AS "sentAt", m.security_classification::text AS "securityClassification", m.is_read AS "isRead",
    m.requires_signature AS "requiresSignature", m.signed_at AS "signedAt", m.learner_id::text AS "learnerId", m.thread_id::text AS "threadId",
    m.user_id::text AS "userId", u.first_name || ' ' || u.last_name AS "userName"`,
  from: 'communications m LEFT JOIN users u ON u.id = m.user_id',
  id: 'm.id',
  updatedAt: 'coalesce(m.updated_at, m.created_at)',
  sorts: { sentAt: { sql: 'm.sent_at', type: 'timestamp' } },
  defaultSort: '-sentAt',
};

const DOCUMENTS: ListDefinition = {
  select: `d.id::text, d.title, d.file_name AS "fileName", d.mime_type AS "mimeType", d.file_size::text AS "fileSize", d.category_id::text AS "categoryId",
    k.name AS "categoryName", d.learner_id::text AS "learnerId", d.uploader_id::text AS "uploaderId", d.upload_date AS "uploadDate",
    coalesce(d.tags, '{}')::text[] AS tags, d.security_classification::text AS "securityClassification", d.version, d.expiration_date AS "expirationDate"`,
  from: 'documents d LEFT JOIN document_categories k ON k.id = d.category_id',
  id: 'd.id',
  updatedAt: 'd.updated_at',
  sorts: { uploadDate: { sql: 'd.upload_date', type: 'timestamp' } },
  defaultSort: '-uploadDate',
};

/** A client's appointments. The caller has made sure that the actor may see the client. */
export async function listAppointmentRows(
  ctx: Ctx,
  clientId: bigint,
  query: ClientAppointments,
): Promise<Page<Related<ClientAppointment>>> {
  const columns = { client: 'a.client_id', learner: 'a.learner_id' };
  const where = new Conditions((binding) => learnerConditions(ctx.actor, Permission.VIEW_APPOINTMENT, columns, binding))
    .id('a.client_id', clientId)
    .is('a.status', query.status, 'appointment_status')
    .id('a.therapist_id', query.therapistId)
    .id('a.learner_id', query.learnerId)
    .instant('a.start_time', '>=', query.from)
    .instant('a.start_time', '<', query.to);
  return listPage(ctx, APPOINTMENTS, query, where);
}

/** A client's communications, without what they say; confidential ones only for those who may see such. */
export async function listCommunicationRows(
  ctx: Ctx,
  clientId: bigint,
  query: ClientCommunications,
): Promise<Page<Related<ClientCommunication>>> {
  const columns = { client: 'm.client_id', learner: LEARNER_OF_COMMUNICATION };
  const where = new Conditions((binding) => [
    ...learnerConditions(ctx.actor, Permission.VIEW_COMMUNICATION, columns, binding),
    ...classifiedConditions(ctx.actor, 'm.security_classification', columns, binding),
  ])
    .id('m.client_id', clientId)
    .is('m.type', query.type, 'communication_type')
    .is('m.is_read', query.isRead)
    .id('m.learner_id', query.learnerId);
  return listPage(ctx, COMMUNICATIONS, query, where);
}

/** A client's documents, the latest versions; confidential ones only for those who may see such. */
export async function listDocumentRows(
  ctx: Ctx,
  clientId: bigint,
  query: ClientDocuments,
): Promise<Page<Related<ClientDocument>>> {
  const columns = { client: 'd.client_id', learner: 'd.learner_id' };
  const where = new Conditions((binding) => [
    ...learnerConditions(ctx.actor, Permission.VIEW_DOCUMENT, columns, binding),
    ...classifiedConditions(ctx.actor, 'd.security_classification', columns, binding),
  ])
    .id('d.client_id', clientId)
    .id('d.category_id', query.categoryId)
    .id('d.learner_id', query.learnerId);
  if (!query.allVersions) where.and('d.is_latest_version');
  return listPage(ctx, DOCUMENTS, query, where);
}
