/** What hangs off one client: appointments, communications, documents; of each what the actor may see. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { classifiedConditions, LEARNER_OF_COMMUNICATION, learnerConditions } from '../../access/policy.js';
import { toId } from '../../kernel/ids.js';
import { Binding, listPage, type ListDefinition, type Page } from '../../database/lists.js';
import { toInstant } from '../../kernel/time.js';
import type {
  ClientAppointment,
  ClientAppointmentListQuery,
  ClientCommunication,
  ClientCommunicationListQuery,
  ClientDocument,
  ClientDocumentListQuery,
} from './related.dto.js';

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
  query: ClientAppointmentListQuery,
): Promise<Page<Related<ClientAppointment>>> {
  const binding = new Binding();
  const { bind } = binding;
  const where = [
    `a.client_id = ${bind(String(clientId))}::bigint`,
    ...learnerConditions(ctx.actor, Permission.VIEW_APPOINTMENT, { client: 'a.client_id', learner: 'a.learner_id' }, binding),
  ];
  if (query.status) where.push(`a.status = ${bind(query.status)}::appointment_status`);
  if (query.therapistId) where.push(`a.therapist_id = ${bind(String(toId(query.therapistId, 'therapistId')))}::bigint`);
  if (query.learnerId) where.push(`a.learner_id = ${bind(String(toId(query.learnerId, 'learnerId')))}::bigint`);
  if (query.from) where.push(`a.start_time >= ${bind(toInstant(query.from, 'from').toISOString())}::timestamp`);
  if (query.to) where.push(`a.start_time < ${bind(toInstant(query.to, 'to').toISOString())}::timestamp`);
  return listPage(ctx, APPOINTMENTS, query, where, binding);
}

/** A client's communications, without what they say; confidential ones only for those who may see such. */
export async function listCommunicationRows(
  ctx: Ctx,
  clientId: bigint,
  query: ClientCommunicationListQuery,
): Promise<Page<Related<ClientCommunication>>> {
  const binding = new Binding();
  const { bind } = binding;
  const columns = { client: 'm.client_id', learner: LEARNER_OF_COMMUNICATION };
  const where = [
    `m.client_id = ${bind(String(clientId))}::bigint`,
    ...learnerConditions(ctx.actor, Permission.VIEW_COMMUNICATION, columns, binding),
    ...classifiedConditions(ctx.actor, 'm.security_classification', columns, binding),
  ];
  if (query.type) where.push(`m.type = ${bind(query.type)}::communication_type`);
  if (query.isRead !== undefined) where.push(`m.is_read = ${bind(query.isRead)}`);
  if (query.learnerId) where.push(`m.learner_id = ${bind(String(toId(query.learnerId, 'learnerId')))}::bigint`);
  return listPage(ctx, COMMUNICATIONS, query, where, binding);
}

/** A client's documents, the latest versions; confidential ones only for those who may see such. */
export async function listDocumentRows(
  ctx: Ctx,
  clientId: bigint,
  query: ClientDocumentListQuery,
): Promise<Page<Related<ClientDocument>>> {
  const binding = new Binding();
  const { bind } = binding;
  const columns = { client: 'd.client_id', learner: 'd.learner_id' };
  const where = [
    `d.client_id = ${bind(String(clientId))}::bigint`,
    ...learnerConditions(ctx.actor, Permission.VIEW_DOCUMENT, columns, binding),
    ...classifiedConditions(ctx.actor, 'd.security_classification', columns, binding),
  ];
  if (!query.allVersions) where.push('d.is_latest_version');
  if (query.categoryId) where.push(`d.category_id = ${bind(String(toId(query.categoryId, 'categoryId')))}::bigint`);
  if (query.learnerId) where.push(`d.learner_id = ${bind(String(toId(query.learnerId, 'learnerId')))}::bigint`);
  return listPage(ctx, DOCUMENTS, query, where, binding);
}
